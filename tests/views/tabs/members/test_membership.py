"""党籍变动 in the window: from the form of a member, by keyboard."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services.chapters import LEDGERS
from desktop.views.frame.window import Window
from desktop.views.sheet.filters.bar import MenuButton
from desktop.views.sheet.page import LedgerPage
from desktop.views.tabs.members.membership import StatusDialog
from tests.views.conftest import Answers, page_of

MEMBERS = LEDGERS["members"]


def opened(qtbot: QtBot, window: Window, **values: object) -> tuple[LedgerPage, StatusDialog]:
    with window.office.work("新建") as work:
        record = work.add(MEMBERS, {"name": "张三", "status": "正常", **values})
    page = page_of(window, "members")
    page.open_record(record)
    page.acts["党籍变动…"].click()
    dialog = page.findChild(StatusDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    return page, dialog


def test_a_standing_is_changed_from_the_form(qtbot: QtBot, window: Window) -> None:
    page, dialog = opened(qtbot, window, lost=True, lost_since="2024-03")
    dialog.after.setCurrentText("停止党籍")
    day = dialog.day.editor.field
    day.setFocus()
    day.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(day, "2024.5.6")
    assert "2024-09-30" in dialog.doubt.text()
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "写明原因" in dialog.told.text()
    dialog.reason.editor.set_value({"reason": "失联六个月以上"})
    dialog.save_button.click()
    qtbot.waitUntil(lambda: page.form.rows["status"].editor.text() == "停止党籍")
    assert page.editing is not None
    assert page.editing["statuses"][-1] == {
        "status": "停止党籍",
        "since": "2024-05-06",
        "reason": "失联六个月以上",
    }
    assert window.office.undo() == "党籍变动 张三：正常 → 停止党籍"


def test_after_death_nothing_is_offered(qtbot: QtBot, window: Window) -> None:
    _, dialog = opened(qtbot, window, died="2020-01-01", status="去世")
    assert not dialog.after.isVisible()
    assert not dialog.save_button.isVisible()
    assert "不再变动" in dialog.told.text()


def test_a_superiors_layout_is_exported_from_the_menu(
    qtbot: QtBot, window: Window, answers: Answers, tmp_path: Path
) -> None:
    with window.office.work("新建") as work:
        work.add(MEMBERS, {"name": "张三"})
    page = page_of(window, "members")
    answers.file = tmp_path / "汇总.xlsx"
    button = page.acts["统计上报"]
    assert isinstance(button, MenuButton)
    menu = button.below
    assert menu is not None
    action = next(one for one in menu.actions() if "党员基本信息汇总表" in one.text())
    action.trigger()
    qtbot.waitUntil(lambda: not window.tasks.busy)
    assert answers.file.exists()
    assert "已导出 1 条" in window.line.said.text()
