"""分组小计 and frozen columns in the window."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.samples import demo
from desktop.store.office import Office
from desktop.views.exchange.grouping import GroupingDialog
from desktop.views.frame.window import Window
from desktop.views.sheet.page import LedgerPage
from tests.views.conftest import idle, page_of

MANY = ["native_place", "work_start", "degree", "address", "party_post", "telephone"]


@pytest.fixture
def page(office: Office, window: Window) -> LedgerPage:
    demo.fill(office)
    return page_of(window, "members")


def test_a_group_opens_its_records(qtbot: QtBot, window: Window, page: LedgerPage) -> None:
    page.table.go_to(0, page.table.shown_keys().index("sex"))
    page.filters.group_action.trigger()
    dialog = window.findChild(GroupingDialog)
    assert dialog is not None
    idle(qtbot, window)
    assert dialog.by.currentText() == "性别"
    women = next(row for row in range(dialog.table.rowCount()) if dialog.groups[row].labels == ("女",))
    count = dialog.groups[women].count
    dialog.table.setCurrentCell(women, 0)
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert page.model.rowCount() == count
    assert {page.model.record(row)["sex"] for row in range(count)} == {"女"}


def test_frozen_columns_stay_in_view_and_are_remembered(page: LedgerPage) -> None:
    page.columns.show([*page.table.shown_keys(), *MANY], {})
    frozen = page.columns.frozen
    page.columns.freeze(1)
    assert not frozen.isVisible()
    page.table.go_to(2, page.model.columnCount() - 1)
    assert frozen.isVisible()
    assert not frozen.isColumnHidden(0)
    assert frozen.isColumnHidden(1)
    assert frozen.rowViewportPosition(2) == page.table.rowViewportPosition(2)
    bar = page.table.horizontalScrollBar()
    page.table.go_to(2, 1)
    assert page.table.visualRect(page.table.currentIndex()).left() >= (frozen.room if frozen.isVisible() else 0)
    bar.setValue(bar.maximum())
    page.table.go_to(3, 0)
    assert bar.value() == 0
    assert not frozen.isVisible()
    assert page.columns.kept.read()["frozen"] == 1
    bar.setValue(bar.maximum())
    page.columns.freeze(0)
    assert not frozen.isVisible()


def test_sorting_by_a_frozen_heading(page: LedgerPage) -> None:
    page.columns.show([*page.table.shown_keys(), *MANY], {})
    page.columns.freeze(1)
    page.table.horizontalScrollBar().setValue(200)
    page.columns.frozen.horizontalHeader().sectionClicked.emit(0)
    first = page.choosing.sort
    page.columns.frozen.horizontalHeader().sectionClicked.emit(0)
    assert (first, page.choosing.sort) == ((("name", False),), (("name", True),))
