"""点名 in the window: who is meant is told by ear as well as by eye, and people are found by their initials."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.services.study.roll_call import roll
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.store.search import spelled
from desktop.views.frame.window import Window
from desktop.views.kit.dialogs import ManualDialog, show
from desktop.views.tabs.study.roll_call import REASON, STATE, RollCallDialog
from tests.views.conftest import idle

SESSIONS = LEDGERS["sessions"]


@pytest.fixture
def dialog(qtbot: QtBot, office: Office, window: Window) -> RollCallDialog:
    demo.fill(office)
    rows = office.rows(SESSIONS, office.ids(SESSIONS, Query()))
    session = next(row for row in rows if len(roll(office, row)) > 4)
    found = RollCallDialog(window.desk, session, window)
    qtbot.addWidget(found)
    show(found)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is found)
    idle(qtbot, window)
    return found


def told(dialog: RollCallDialog, row: int, place: int) -> str:
    """What a screen reader reads of a cell."""
    table = QAccessible.queryAccessibleInterface(dialog.table)
    wide = dialog.table.columnCount() + 1  # with the numbers of the rows, which are not seen
    heads = next(at for at in range(table.childCount()) if table.child(at).text(QAccessible.Text.Name) == "姓名")
    return table.child(heads + (row + 1) * wide + place).text(QAccessible.Text.Name)


def test_cells_say_what_stands_in_them_and_boxes_whose_they_are(dialog: RollCallDialog) -> None:
    dialog.states[1].setCurrentText("请假")
    dialog.reasons[1].setText("出差")
    assert (told(dialog, 1, STATE), told(dialog, 1, REASON)) == ("请假", "出差")
    dialog.states[1].setCurrentText("缺席")
    assert told(dialog, 1, STATE) == "缺席"
    dialog._all_present()
    assert {told(dialog, row, STATE) for row in range(len(dialog.states))} == {"出席"}
    item = dialog.table.item(1, STATE)
    assert item is not None
    assert item.text() == "", "nothing shows through below the box"
    for mark, state, reason in zip(dialog.marks, dialog.states, dialog.reasons, strict=True):
        for part in (state, reason):
            described = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Description)
            assert described == mark.person


def test_help_opens_at_its_chapter(qtbot: QtBot, dialog: RollCallDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    manual = dialog.findChild(ManualDialog)
    assert manual is not None
    assert "粘贴名单" in manual.list.currentItem().text()
    manual.close()


def test_initials_find_a_person_and_enter_goes_to_the_state(qtbot: QtBot, dialog: RollCallDialog) -> None:
    wanted = len(dialog.marks) - 1
    initials = spelled(dialog.marks[wanted].person, is_name=True)[1]
    first = next(
        row
        for row, mark in enumerate(dialog.marks)
        if any(word.startswith(initials) for word in spelled(mark.person, is_name=True))
    )
    dialog.table.setFocus()
    dialog.table.setCurrentCell(wanted, 0)
    qtbot.keyClicks(dialog.table, initials)
    assert dialog.table.currentRow() == first
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.isVisible(), "nothing is saved"
    assert dialog.states[first].hasFocus()
    qtbot.keyClicks(dialog.states[first], "q")
    assert dialog.states[first].currentText() == "请假", "letters choose states as before"
