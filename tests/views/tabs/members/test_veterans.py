"""The candidates at the window: read, marked, taken in, undone."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.views.frame.window import Window
from desktop.views.tabs.members.veterans import VeteransDialog
from tests.views.conftest import idle, page_of

VETERANS = LEDGERS["veterans"]


def test_candidates_are_taken_in_from_the_page(qtbot: QtBot, window: Window, office: Office) -> None:
    demo.fill(office)
    page = page_of(window, "veterans")
    before = office.count(VETERANS, Query())
    page.acts["候选名单"].click()
    (dialog,) = page.findChildren(VeteransDialog)
    idle(qtbot, window)
    assert len(dialog.chosen()) == 2
    first = dialog.table.item(0, 0)
    assert first is not None
    first.setCheckState(Qt.CheckState.Unchecked)
    assert "已勾选 1 人" in dialog.told.text()
    with qtbot.waitSignal(dialog.taken) as taken:
        dialog.go.click()
    assert taken.args == [1]
    idle(qtbot, window)
    assert office.count(VETERANS, Query()) == before + 1
    assert len(page.model.ids) == before + 1
    assert dialog.chosen() == [dialog.found[0].id]
    dialog.year.setValue(1990)
    assert not dialog.go.isEnabled(), "the marks are those of another year"
    idle(qtbot, window)
    assert dialog.table.rowCount() == 0
    assert "没有党龄满 50 年" in dialog.told.text()
    dialog.close()
    window.verbs.undo()
    assert len(page.model.ids) == before
