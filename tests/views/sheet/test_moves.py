"""The keys of a spreadsheet in the table: where they lead, what they select, what they type."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.store.office import Office
from desktop.views.form.choice_editor import ChoiceEditor
from desktop.views.frame.window import Window
from desktop.views.sheet.page import LedgerPage
from tests.views.conftest import MEMBERS, page_of

SHOWN = ["name", "sex", "native_place", "mobile", "joined"]
Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(office: Office, window: Window) -> LedgerPage:
    with office.work("五人") as work:
        for name in ("甲一", "乙二", "丙三", "丁四", "戊五"):
            work.add(MEMBERS, {"name": name, "native_place": f"{name}的籍贯"})
    page = page_of(window, "members")
    page.table.show_columns(SHOWN)
    return page


def at(page: LedgerPage, row: int, key: str) -> None:
    page.table.go_to(row, SHOWN.index(key))
    page.table.setFocus()


def here(page: LedgerPage) -> tuple[int, str]:
    index = page.table.currentIndex()
    return index.row(), page.model.columns[index.column()].key


def chosen(page: LedgerPage) -> tuple[list[int], list[str]]:
    return page.table.chosen_rows(), [column.key for column in page.table.chosen_columns()]


def edit(qtbot: QtBot, page: LedgerPage, text: str, end: Qt.Key) -> None:
    qtbot.keyClicks(page.table, text[0])
    editor = page.sheet.editing.editor
    assert editor is not None
    qtbot.keyClicks(editor.field, text[1:])
    qtbot.keyClick(editor.field, end)


def test_tab_skips_a_cell_and_enter_returns_under_the_first(qtbot: QtBot, page: LedgerPage) -> None:
    at(page, 1, "native_place")
    qtbot.keyClick(page.table, Key.Key_Tab)
    edit(qtbot, page, "13900001111", Key.Key_Return)
    assert page.model.record(1)["mobile"] == "13900001111"
    assert here(page) == (2, "native_place")
    edit(qtbot, page, "Fz", Key.Key_Return)
    assert here(page) == (3, "native_place")


def test_tab_leaves_the_table_at_the_end_of_a_row(qtbot: QtBot, page: LedgerPage) -> None:
    at(page, 1, "mobile")
    qtbot.keyClick(page.table, Key.Key_Tab)
    assert here(page) == (1, "joined")
    qtbot.keyClick(page.table, Key.Key_Tab)
    assert here(page) == (1, "joined")
    assert not page.table.hasFocus()
    at(page, 1, "sex")
    qtbot.keyClick(page.table, Key.Key_Backtab, SHIFT)
    assert here(page) == (1, "name")
    qtbot.keyClick(page.table, Key.Key_Backtab, SHIFT)
    assert not page.table.hasFocus()


def test_ctrl_and_an_arrow_go_to_the_edge_as_the_columns_stand(qtbot: QtBot, page: LedgerPage) -> None:
    header = page.table.horizontalHeader()
    header.moveSection(header.visualIndex(SHOWN.index("joined")), 0)
    at(page, 2, "native_place")
    for key, reached in (
        (Key.Key_Down, (4, "native_place")),
        (Key.Key_Up, (0, "native_place")),
        (Key.Key_Left, (0, "joined")),
        (Key.Key_Right, (0, "mobile")),
    ):
        qtbot.keyClick(page.table, key, CTRL)
        assert here(page) == reached
        assert chosen(page) == ([reached[0]], [reached[1]])


def test_with_shift_too_all_between_is_selected(qtbot: QtBot, page: LedgerPage) -> None:
    header = page.table.horizontalHeader()
    header.moveSection(header.visualIndex(SHOWN.index("joined")), 0)
    at(page, 1, "name")
    qtbot.keyClick(page.table, Key.Key_Down, CTRL | SHIFT)
    assert chosen(page) == ([1, 2, 3, 4], ["name"])
    qtbot.keyClick(page.table, Key.Key_Left, CTRL | SHIFT)
    assert chosen(page) == ([1, 2, 3, 4], ["joined", "name"])
    qtbot.keyClick(page.table, Key.Key_Up, CTRL | SHIFT)
    assert chosen(page) == ([0, 1], ["joined", "name"])
    assert here(page) == (0, "joined")


def test_shift_selects_from_where_the_cell_is_not_from_where_it_was(qtbot: QtBot, page: LedgerPage) -> None:
    where = page.table.visualRect(page.model.index(0, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    at(page, 2, "native_place")
    qtbot.keyClick(page.table, Key.Key_Down, SHIFT)
    assert chosen(page) == ([2, 3], ["native_place"])
    qtbot.keyClick(page.table, Key.Key_End, SHIFT)
    assert chosen(page) == ([2, 3], ["native_place", "mobile", "joined"])
    qtbot.keyClick(page.table, Key.Key_PageDown, SHIFT)
    assert chosen(page) == ([2, 3, 4], ["native_place", "mobile", "joined"])
    at(page, 2, "native_place")
    where = page.table.visualRect(page.model.index(4, 3)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, SHIFT, where)
    assert chosen(page) == ([2, 3, 4], ["native_place", "mobile"])


def test_a_whole_column_is_selected_and_cut(qtbot: QtBot, page: LedgerPage, office: Office) -> None:
    at(page, 1, "native_place")
    qtbot.keyClick(page.table, Key.Key_Space, CTRL)
    assert chosen(page) == ([0, 1, 2, 3, 4], ["native_place"])
    qtbot.keyClick(page.table, Key.Key_X, CTRL)
    copied = QGuiApplication.clipboard().text().split("\n")
    assert sorted(copied) == sorted(f"{name}的籍贯" for name in ("甲一", "乙二", "丙三", "丁四", "戊五"))
    assert [page.model.record(row)["native_place"] or "" for row in range(5)] == [""] * 5
    office.undo()
    assert page.model.record(0)["native_place"] == copied[0]


def test_ctrl_enter_gives_every_selected_row_what_was_typed(qtbot: QtBot, page: LedgerPage, office: Office) -> None:
    at(page, 1, "native_place")
    qtbot.keyClick(page.table, Key.Key_Down, SHIFT)
    qtbot.keyClick(page.table, Key.Key_Down, SHIFT)
    qtbot.keyClicks(page.table, "F")
    editor = page.sheet.editing.editor
    assert editor is not None
    qtbot.keyClick(editor.field, Key.Key_Return, CTRL)
    assert [page.model.record(row)["native_place"] == "F" for row in range(5)] == [False, True, True, True, False]
    assert office.acts(limit=1)[0].title == "填写党员 3 条的籍贯"
    assert page.sheet.editing.editor is None
    assert chosen(page)[0] == [1, 2, 3]


def test_backspace_empties_and_ctrl_semicolon_is_today(qtbot: QtBot, page: LedgerPage) -> None:
    at(page, 1, "native_place")
    qtbot.keyClick(page.table, Key.Key_Backspace)
    editor = page.sheet.editing.editor
    assert editor is not None
    assert editor.text() == ""
    qtbot.keyClick(editor.field, Key.Key_Return)
    assert not page.model.record(1)["native_place"]
    at(page, 1, "joined")
    qtbot.keyClick(page.table, Key.Key_Semicolon, CTRL)
    editor = page.sheet.editing.editor
    assert editor is not None
    qtbot.keyClick(editor.field, Key.Key_Return)
    assert page.model.record(1)["joined"] == dt.date.today().isoformat()


def test_what_is_changed_by_hand_stays_where_it_is_until_asked_anew(qtbot: QtBot, page: LedgerPage) -> None:
    place, up = page.table.shown_keys().index("mobile"), Qt.SortOrder.AscendingOrder
    page.table.horizontalHeader().setSortIndicator(place, up)
    before = list(page.model.ids)
    at(page, 3, "mobile")
    edit(qtbot, page, "13900001111", Key.Key_Return)
    assert page.model.ids == before
    assert here(page) == (4, "mobile")
    page.table.horizontalHeader().setSortIndicator(-1, up)
    page.table.horizontalHeader().setSortIndicator(place, up)
    assert page.model.ids[0] == before[3]


def test_a_click_elsewhere_does_not_lose_what_could_not_be_read(qtbot: QtBot, page: LedgerPage) -> None:
    at(page, 1, "joined")
    qtbot.keyClicks(page.table, "x")
    editor = page.sheet.editing.editor
    assert editor is not None
    cell = page.table.visualRect(page.model.index(3, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    QApplication.processEvents()
    assert page.sheet.editing.editor is editor
    assert editor.text() == "x"
    page.search.setFocus()
    QApplication.processEvents()
    assert page.sheet.editing.editor is None


def test_f6_goes_round_the_parts_of_the_window(qtbot: QtBot, page: LedgerPage, window: Window) -> None:
    at(page, 1, "sex")
    seen = []
    for _ in range(5):
        qtbot.keyClick(QApplication.focusWidget() or window, Key.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus)
    assert seen[-1] is page.table
    assert len(set(seen)) == 5
    qtbot.keyClick(page.table, Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is seen[-2]


def test_enter_goes_on_down_where_cells_are_typed_in_and_else_opens(qtbot: QtBot, page: LedgerPage) -> None:
    """甲, Enter, Enter over a cell that stays, 乙: the second does not fall into a form."""
    at(page, 0, "native_place")
    edit(qtbot, page, "Fz", Key.Key_Return)
    qtbot.keyClick(page.table, Key.Key_Return)
    assert here(page) == (2, "native_place")
    assert not page.form.is_open
    edit(qtbot, page, "Xm", Key.Key_Return)
    assert [page.model.record(row)["native_place"] for row in (0, 2)] == ["Fz", "Xm"]
    qtbot.keyClick(page.table, Key.Key_Up)
    qtbot.keyClick(page.table, Key.Key_Return)
    assert page.form.is_open


def test_ctrl_enter_keeps_what_was_typed_where_it_cannot_be_given(
    qtbot: QtBot, page: LedgerPage, office: Office, window: Window
) -> None:
    page.filters.as_of.setText("2030-01-01")
    page.filters.as_of.read()
    qtbot.waitUntil(lambda: page.model.query.as_of != "" and not window.tasks.busy)
    at(page, 1, "native_place")
    before = len(office.acts(limit=100))
    qtbot.keyClicks(page.table, "F")
    editor = page.sheet.editing.editor
    assert editor is not None
    qtbot.keyClick(editor.field, Key.Key_Return, CTRL)
    assert page.sheet.editing.editor is editor
    assert editor.text() == "F"
    assert len(office.acts(limit=100)) == before


def test_tab_with_a_list_of_choices_open_goes_to_the_next_cell(qtbot: QtBot, page: LedgerPage) -> None:
    at(page, 1, "sex")
    qtbot.keyClicks(page.table, "n")
    editor = page.sheet.editing.editor
    assert isinstance(editor, ChoiceEditor)
    qtbot.keyClicks(editor.combo.lineEdit(), "an")
    completer = editor.combo.completer()
    assert completer is not None
    completer.complete()
    assert completer.popup().isVisible()
    qtbot.keyClick(completer.popup(), Key.Key_Tab)
    assert not completer.popup().isVisible()
    assert here(page) == (1, "native_place")
    assert page.table.hasFocus()
