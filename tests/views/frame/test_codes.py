"""The page of code lists in the settings."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.views.frame.codes import CodesPage
from desktop.views.frame.settings import SettingsDialog
from desktop.views.frame.window import Window
from desktop.views.kit.acting import AT_ONCE
from tests.views.conftest import page_of

VISITS = LEDGERS["visits"]


@pytest.fixture
def codes(qtbot: QtBot, window: Window, office: Office) -> CodesPage:
    """The page as the settings show it."""
    dialog = SettingsDialog(office, window)
    qtbot.addWidget(dialog)
    dialog.tabs.setCurrentWidget(dialog.beside)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog.codes


def go(codes: CodesPage, name: str) -> None:
    codes.lists.setCurrentRow(next(row for row, one in enumerate(codes.lists.facts) if one.name == name))


def texts(codes: CodesPage) -> list[str]:
    table: Any = codes.table
    return [table.item(row, 0).text() for row in range(table.rowCount())]


def add(office: Office, **values: Any) -> str:
    context = office.context()
    for key, value in values.items():
        VISITS.columns[key].kind.read(value, context)
    with office.work("新建") as work:
        work.take_codes(context.unlisted)
        return work.add(VISITS, values)


def test_renaming_changes_records_and_what_the_open_form_offers(
    window: Window, office: Office, codes: CodesPage
) -> None:
    """And 撤销 takes it back."""
    visit = add(office, recipient="张三", visited="2026-01-20", category="困难群众家")
    page = page_of(window, "visits")
    page.open_record(visit)
    go(codes, "recipient_category")
    codes.table.choose("困难群众家")
    assert codes.name.text() == "困难群众家"
    codes.name.setText("困难家庭")
    codes.buttons["改名"].click()
    assert "1 条记录" in codes.told.text()
    assert office.get(VISITS, visit)["category"] == "困难家庭"
    combo: Any = page.form.rows["category"].editor.field
    assert combo.findText("困难家庭") >= 0
    assert combo.findText("困难群众家") < 0
    codes.buttons["撤销"].click()
    assert office.get(VISITS, visit)["category"] == "困难群众家"
    assert "困难群众家" in texts(codes)


def test_merging_and_confirming(office: Office, codes: CodesPage) -> None:
    """The pending value is told beside its list until it is settled."""
    visit = add(office, recipient="张三", visited="2026-01-20", category="写法一；写法二")
    codes.lists.read()
    go(codes, "recipient_category")
    assert "待确认 2" in codes.lists.currentItem().text()
    codes.table.choose("写法一")
    codes.buttons["合并"].click()
    assert "请先选" in codes.told.text()
    codes.target.setCurrentText("写法二")
    codes.buttons["合并"].click()
    assert office.get(VISITS, visit)["category"] == "写法二"
    assert codes.table.current
    assert codes.table.current.text == "写法二"
    codes.buttons["确认"].click()
    assert "待确认" not in codes.lists.currentItem().text()
    assert not office.lists["recipient_category"].pending


def test_adding_retiring_and_moving_by_keyboard(qtbot: QtBot, office: Office, codes: CodesPage) -> None:
    """Alt and the arrows move; a retired value can be offered again."""
    go(codes, "fund_source")
    before = texts(codes)
    codes.name.setText("单位自筹")
    codes.buttons["增加"].click()
    assert texts(codes) == [*before, "单位自筹"]
    codes.table.setFocus()
    qtbot.keyClick(codes.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert texts(codes) == [*before[:-1], "单位自筹", before[-1]]
    codes.buttons["停用"].click()
    assert "单位自筹" not in office.lists["fund_source"].texts
    assert not codes.buttons["停用"].isEnabled()
    codes.buttons["恢复"].click()
    assert "单位自筹" in office.lists["fund_source"].texts
    codes.name.setText("单位自筹")
    codes.buttons["增加"].click()
    assert "已经有" in codes.told.text()


def test_national_lists_say_why_they_are_closed(office: Office, codes: CodesPage) -> None:
    """Only the order and what is retired may change."""
    go(codes, "nation")
    codes.table.choose("壮族")
    assert "国家规定" in codes.why.text()
    assert [text for text in ("增加", "改名", "合并") if codes.buttons[text].isEnabled()] == []
    codes.buttons["停用"].click()
    assert "壮族" not in office.lists["nation"].texts


def test_search_by_initials(qtbot: QtBot, codes: CodesPage) -> None:
    """Rows that do not fit are hidden."""
    go(codes, "fund_source")
    qtbot.keyClicks(codes.search, "ghjf")
    shown = [row for row in range(codes.table.rowCount()) if not codes.table.isRowHidden(row)]
    assert [codes.table.values[row].text for row in shown] == ["工会经费"]


def test_a_value_of_many_records_is_renamed_beside_the_window(qtbot: QtBot, office: Office, codes: CodesPage) -> None:
    first = add(office, recipient="张三", category="困难群众家")
    with office.work("很多") as work:
        rows = [{**VISITS.blank(), "recipient": f"甲{n}", "category": "困难群众家"} for n in range(AT_ONCE + 20)]
        work.add_many(VISITS, rows)
    go(codes, "recipient_category")
    codes.table.choose("困难群众家")
    codes.name.setText("困难家庭")
    codes.buttons["改名"].click()
    assert codes.acting.under_way
    codes.buttons["停用"].click()
    assert "做完" in codes.told.text(), "nothing else is done meanwhile, and the window goes on"
    qtbot.waitUntil(lambda: not codes.acting.under_way, timeout=20_000)
    assert f"{AT_ONCE + 21} 条记录" in codes.told.text()
    assert office.get(VISITS, first)["category"] == "困难家庭"
    codes.buttons["撤销"].click()
    qtbot.waitUntil(lambda: not codes.acting.under_way, timeout=20_000)
    assert office.get(VISITS, first)["category"] == "困难群众家"
