"""截至: the roster of an earlier day is looked at, printed and exported, never changed."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.views.frame.verbs import asked_of
from desktop.views.frame.window import Window
from tests.views.conftest import idle, names, page_of

MEMBERS = LEDGERS["members"]


def test_the_roster_of_a_day(qtbot: QtBot, office: Office, window: Window) -> None:
    with office.work("党员") as work:
        work.add(MEMBERS, {"name": "张三", "joined": "2001-07-01"})
        work.add(MEMBERS, {"name": "李四", "joined": "2020-07-01"})
    page = page_of(window, "members")
    box = page.filters.as_of
    box.setFocus()
    qtbot.keyClicks(box, "2010.6")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == "2010-06-30"
    idle(qtbot, window)
    assert names(page) == ["张三"]
    assert page.status().startswith("2010-06-30 的情况：共 1 条")
    assert asked_of(page.ledger, page.query())["as_of"] == "2010-06-30"
    page.open_record(page.model.ids[0])
    assert not page.form.isVisible()
    assert "2010-06-30" in window.line.said.text()
    assert page.sheet.changing.locked
    page.choosing.clear()
    assert sorted(names(page)) == ["张三", "李四"]
    assert not page.sheet.changing.locked


def test_a_day_that_was_given_up_meanwhile_is_not_shown(qtbot: QtBot, office: Office, window: Window) -> None:
    with office.work("党员") as work:
        work.add(MEMBERS, {"name": "张三", "joined": "2001-07-01"})
        work.add(MEMBERS, {"name": "李四", "joined": "2020-07-01"})
    page = page_of(window, "members")
    page.filters.as_of.setFocus()
    qtbot.keyClicks(page.filters.as_of, "2010.6")
    qtbot.keyClick(page.filters.as_of, Qt.Key.Key_Return)
    page.choosing.clear()
    idle(qtbot, window)
    assert sorted(names(page)) == ["张三", "李四"]
    assert page.status().startswith("共 2 条")


def test_what_is_no_day_is_marked_and_changes_nothing(qtbot: QtBot, office: Office, window: Window) -> None:
    with office.work("党员") as work:
        work.add(MEMBERS, {"name": "张三", "joined": "2001-07-01"})
    page = page_of(window, "members")
    page.filters.as_of.setFocus()
    qtbot.keyClicks(page.filters.as_of, "2010.13")
    qtbot.keyClick(page.filters.as_of, Qt.Key.Key_Return)
    assert page.filters.as_of.property("wrong")
    assert names(page) == ["张三"]
    assert not page_of(window, "posts").filters.as_of.isVisible()
