"""A roll call keeps the whole branch's attendance as one act."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.errors import Conflict
from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.services.computed import computed
from desktop.services.study.roll_call import Mark, roll, take_roll
from desktop.store.office import Office
from desktop.store.query import Query, Where
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.tasks import Tasks
from desktop.views.tabs.study.roll_call import RollCallDialog
from tests.views.conftest import Answers

SESSIONS, ATTENDANCE = LEDGERS["sessions"], LEDGERS["attendance"]


def unmarked(office: Office) -> dict[str, object]:
    """A session whose attendance nobody has taken, of a branch with members."""
    rows = office.rows(SESSIONS, office.ids(SESSIONS, Query()))
    return next(row for row in rows if not kept(office, row) and roll(office, row))


def kept(office: Office, session: dict[str, object]) -> int:
    """How many are marked."""
    return office.count(ATTENDANCE, Query(where=(Where("session", "=", session["title"]),)))


def test_a_roll_call_is_one_act_and_counts(office: Office) -> None:
    demo.fill(office)
    session = unmarked(office)
    marks = roll(office, session)
    marks[0].state, marks[0].reason = "请假", "出差"
    assert take_roll(office, session, marks) == len(marks)
    assert kept(office, session) == len(marks)
    told = computed(office, SESSIONS, session)
    assert (told["应到"], told["实到"]) == (len(marks), len(marks) - 1)
    assert take_roll(office, session, marks) == 0, "who is marked already is not marked twice"
    assert kept(office, session) == len(marks)
    again = roll(office, session)
    late = [Mark(mark.person, mark.person_id, "") for mark in again]
    assert take_roll(office, session, late) == 0, "what was left blank leaves what was kept meanwhile"
    late[0].state, late[0].reason = "缺席", ""
    with pytest.raises(Conflict, match=late[0].person):
        take_roll(office, session, late)
    assert [mark.reason for mark in again if mark.state == "请假"] == ["出差"]
    assert take_roll(office, session, again) == 0
    office.undo()
    assert kept(office, session) == 0


def test_the_sheet_at_the_window(qtbot: QtBot, office: Office, qapp: QApplication) -> None:
    theme.apply(qapp, "浅色")
    demo.fill(office)
    session = unmarked(office)
    dialog = RollCallDialog(Desk(office, Tasks(qapp), Answers()), session)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.marks) and dialog.table.whole)
    dialog.states[0].setCurrentText("缺席")
    assert "缺席 1" in dialog.told.text()
    with qtbot.waitSignal(dialog.saved) as saved:
        qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert saved.args == [len(dialog.marks)]
    assert kept(office, session) == len(dialog.marks)
