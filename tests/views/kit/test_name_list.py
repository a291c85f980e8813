"""Pasted names in the window: a roll call, a group's members, a shift for everyone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.services.study.roll_call import roll
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.views.form.parts_editor import PartsEditor
from desktop.views.frame.window import Window
from desktop.views.kit.name_list import CHOOSE, NamesDialog
from desktop.views.tabs.study.roll_call import RollCallDialog
from tests.views.conftest import idle, page_of

LONG = 400
MEMBERS, SESSIONS = LEDGERS["members"], LEDGERS["sessions"]


@pytest.fixture(autouse=True)
def nothing_copied() -> None:
    """What other tests copied is no list."""
    QGuiApplication.clipboard().clear()


def singles(office: Office) -> list[str]:
    """Names that only one member has."""
    titles = [str(row["title"]) for row in office.rows(MEMBERS, office.ids(MEMBERS, Query()))]
    return [one for one in titles if titles.count(one) == 1]


def shared(office: Office) -> str:
    """A name that two members have."""
    titles = [str(row["title"]) for row in office.rows(MEMBERS, office.ids(MEMBERS, Query()))]
    return next(one for one in titles if titles.count(one) == 2)


def test_a_list_of_who_came_marks_the_roll(qtbot: QtBot, office: Office, window: Window) -> None:
    demo.fill(office)
    rows = office.rows(SESSIONS, office.ids(SESSIONS, Query()))
    session = next(row for row in rows if len(roll(office, row)) > 4)
    dialog = RollCallDialog(window.desk, session, window)
    qtbot.addWidget(dialog)
    idle(qtbot, window)
    names = [mark.person for mark in dialog.marks]
    came = [one for one in names if names.count(one) == 1][:3]
    guest = next(one for one in singles(office) if one not in names)
    QGuiApplication.clipboard().setText("、".join([*came, guest]))
    dialog.list_button.click()
    asked = dialog.findChild(NamesDialog)
    assert asked is not None
    assert asked.text.toPlainText() == "、".join([*came, guest])
    idle(qtbot, window)
    assert asked.missing.text().startswith("名单上没有：")
    asked.go.click()
    states = {mark.person: box.currentText() for mark, box in zip(dialog.marks, dialog.states, strict=True)}
    assert [states[one] for one in came] == ["出席"] * 3
    assert states[guest] == "列席"
    others = [state for name, state in states.items() if name not in came and name != guest]
    assert "出席" not in others


def test_members_of_a_group_come_from_a_list_and_those_of_one_name_are_chosen(
    qtbot: QtBot, office: Office, window: Window
) -> None:
    demo.fill(office)
    page = page_of(window, "study-groups")
    page.new_record()
    editor = page.form.rows["people"].editor
    assert isinstance(editor, PartsEditor)
    editor.list_button.click()
    dialog = window.findChild(NamesDialog)
    assert dialog is not None
    same, other = shared(office), singles(office)[0]
    dialog.text.setPlainText(f"{other} {same} 没有此人")
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 3)
    assert "1 个同名待选" in dialog.told.text()
    assert "1 个没有这个人" in dialog.told.text()
    box = dialog.table.cellWidget(1, 1)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(2)
    wanted = box.currentData()
    dialog.go.click()
    found = editor.value()["people"]
    assert [one["person"] for one in found] == [other, same]
    assert found[1]["person_id"] == wanted


def test_one_shift_for_everyone_on_a_list(qtbot: QtBot, office: Office, window: Window) -> None:
    demo.fill(office)
    page = page_of(window, "duties")
    before = page.model.rowCount()
    page.new_record()
    assert page.acts["按名单新建…"].isVisible()
    page.form.rows["on"].editor.show_text("2027-01-05")
    page.form.rows["shift"].editor.show_text("夜班")
    page.form.rows["post"].editor.show_text(
        office.get(LEDGERS["posts"], office.ids(LEDGERS["posts"], Query())[0])["title"]
    )
    page.acts["按名单新建…"].click()
    dialog = window.findChild(NamesDialog)
    assert dialog is not None
    dialog.text.setPlainText("、".join(singles(office)[:5]))
    qtbot.waitUntil(lambda: "5 人" in dialog.go.text())
    dialog.go.click()
    assert page.model.rowCount() == before + 5
    assert {page.model.record(row)["on"] for row in range(5)} == {"2027-01-05"}
    window.verbs.undo()
    assert page.model.rowCount() == before


def test_the_button_is_only_where_records_are_of_people(office: Office, window: Window) -> None:
    demo.fill(office)
    page = page_of(window, "posts")
    page.new_record()
    assert not page.acts["按名单新建…"].isVisible()
    page = page_of(window, "duties")
    page.open_record(page.model.ids[0])
    assert not page.acts["按名单新建…"].isVisible()


def test_the_cell_behind_a_choice_says_who_is_chosen(qtbot: QtBot, office: Office, window: Window) -> None:
    demo.fill(office)
    column = LEDGERS["attendance"].columns["person"]
    dialog = NamesDialog(office, column, "记为出席", parent=window)
    qtbot.addWidget(dialog)
    dialog.text.setPlainText(shared(office))
    dialog.look()
    box, item = dialog.boxes[0], dialog.table.item(0, 1)
    assert item is not None
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == CHOOSE
    box.setCurrentIndex(1)
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == box.currentText() != CHOOSE
    assert item.text() == ""


def test_a_long_list_is_shown_a_piece_at_a_time(qtbot: QtBot, office: Office, window: Window) -> None:
    names = [f"甲{chr(0x4E00 + number)}" for number in range(LONG)]
    with office.work("党员") as work:
        work.add_many(LEDGERS["members"], [{**LEDGERS["members"].blank(), "name": name} for name in names])
    dialog = NamesDialog(office, LEDGERS["attendance"].columns["person"], "记为出席", parent=window)
    qtbot.addWidget(dialog)
    dialog.text.setPlainText("、".join(names))
    dialog.look()
    assert not dialog.go.isEnabled(), "nothing is taken before all of it is shown"
    qtbot.waitUntil(dialog.go.isEnabled)
    assert len(dialog.chosen()) == LONG
    assert dialog.table.item(LONG - 1, 0).text() == names[-1]  # type: ignore[union-attr]
