"""The table: rows fetched as they are painted, sorted by the database, columns chosen and kept, rows copied."""

import json

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QListWidgetItem, QPushButton
from pytestqt.qtbot import QtBot

from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.views.frame.window import Window
from desktop.views.kit import theme
from desktop.views.kit.kept import FILE, SPOILT, Kept
from desktop.views.sheet.cell_painter import BESIDE, fitted
from desktop.views.sheet.column_list import ColumnsDialog
from desktop.views.sheet.columns import ColumnChoice
from desktop.views.sheet.model import PAGE, LedgerModel
from desktop.views.sheet.page import LedgerPage
from desktop.views.sheet.table import LedgerTable
from tests.views.conftest import MEMBERS, names, page_of


def filled(office: Office, window: Window, ledger_id: str = "members") -> LedgerPage:
    demo.fill(office)
    return page_of(window, ledger_id)


def test_only_the_painted_pages_are_fetched(office: Office, window: Window) -> None:
    with office.work("多人") as work:
        for number in range(PAGE * 3):
            work.add(MEMBERS, {"name": f"甲{number}"})
    page = page_of(window, "members")
    assert page.model.rowCount() == PAGE * 3
    assert set(page.model._pages) == {0}
    assert page.status().startswith(f"共 {PAGE * 3} 条")


def test_a_click_on_a_heading_sorts_up_down_and_not_at_all(office: Office, window: Window) -> None:
    page = filled(office, window)
    header = page.table.horizontalHeader()
    births = [page.model.record(row)["birth"] for row in range(page.model.rowCount())]
    place = page.table.shown_keys().index("birth")
    header.setSortIndicator(place, Qt.SortOrder.AscendingOrder)
    assert [page.model.record(row)["birth"] for row in range(page.model.rowCount())] == sorted(births)
    header.setSortIndicator(place, Qt.SortOrder.DescendingOrder)
    assert [page.model.record(row)["birth"] for row in range(page.model.rowCount())] == sorted(births, reverse=True)
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    assert page.choosing.sort == ()


def columns_dialog(qtbot: QtBot, page: LedgerPage) -> ColumnsDialog:
    page.filters.columns_button.click()
    dialog = next(one for one in page.window().findChildren(ColumnsDialog) if one.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def item(dialog: ColumnsDialog, title: str) -> QListWidgetItem:
    return dialog.list.findItems(title, Qt.MatchFlag.MatchExactly)[0]


def test_chosen_columns_are_kept_in_their_order(office: Office, window: Window, qtbot: QtBot) -> None:
    page = filled(office, window)
    dialog = columns_dialog(qtbot, page)
    assert dialog.chosen() == list(MEMBERS.table)
    dialog.list.setCurrentItem(item(dialog, "籍贯"))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog.list.setCurrentItem(item(dialog, "民族"))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog.list.setCurrentItem(item(dialog, "性别"))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    dialog.frozen.setValue(2)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    wanted = [key for key in MEMBERS.table if key != "nation"] + ["native_place"]
    wanted[0], wanted[1] = wanted[1], wanted[0]
    assert page.table.shown_keys() == wanted
    header = page.table.horizontalHeader()
    header.moveSection(header.visualIndex(1), 0)
    wanted[0], wanted[1] = wanted[1], wanted[0]
    assert page.table.shown_keys() == wanted
    page.columns.keep()
    kept = Kept(office.folder, "members").read()
    assert (kept["columns"], kept["frozen"]) == (wanted, 2)
    table = LedgerTable(LedgerModel(office, MEMBERS))
    qtbot.addWidget(table)
    again = ColumnChoice(table, office.folder, table)
    assert (table.shown_keys(), again.frozen_count) == (wanted, 2)
    dialog = columns_dialog(qtbot, page)
    assert dialog.chosen() == wanted
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "恢复默认").click()
    dialog.accept()
    assert page.table.shown_keys() == list(MEMBERS.table)
    assert not {"columns", "frozen"} & Kept(office.folder, "members").read().keys()


def test_a_field_is_found_among_the_columns_and_none_is_too_few(qtbot: QtBot, office: Office, window: Window) -> None:
    dialog = columns_dialog(qtbot, filled(office, window))
    qtbot.keyClicks(dialog.seek, "jg")
    assert not item(dialog, "籍贯").isHidden()
    assert item(dialog, "姓名").isHidden()
    dialog.seek.clear()
    for key in dialog.chosen():
        item(dialog, MEMBERS.columns[key].title).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.go.isEnabled()
    dialog.reject()


def test_a_choice_that_makes_no_sense_is_no_choice(office: Office, qtbot: QtBot) -> None:
    for text in (
        "",
        "[1]",
        '{"members": 5}',
        '{"members": {"columns": ["nobody", 7, ["name"]], "widths": {"name": "x", "sex": 9999999999}, "frozen": -3}}',
    ):
        (office.folder / FILE).write_text(text, encoding="utf-8")
        table = LedgerTable(LedgerModel(office, MEMBERS))
        qtbot.addWidget(table)
        ColumnChoice(table, office.folder, table)
        assert table.shown_keys() == list(MEMBERS.table)


def test_a_damaged_file_of_choices_is_set_aside_before_another_is_written(office: Office) -> None:
    (office.folder / FILE).write_text('{"members": {"saved": {"困难党员":', encoding="utf-8")
    Kept(office.folder, "visits").write(frozen=2)
    assert "困难党员" in (office.folder / SPOILT).read_text(encoding="utf-8")
    assert json.loads((office.folder / FILE).read_text(encoding="utf-8")) == {"visits": {"frozen": 2}}


def test_sorting_stays_with_its_column_when_columns_change(office: Office, window: Window) -> None:
    page = filled(office, window)
    header = page.table.horizontalHeader()
    header.setSortIndicator(page.table.shown_keys().index("birth"), Qt.SortOrder.DescendingOrder)
    before = names(page)
    page.table.show_columns(["birth", "name"])
    assert (header.sortIndicatorSection(), names(page)) == (0, before)


def test_rows_are_copied_as_a_spreadsheet_takes_them(office: Office, window: Window, qtbot: QtBot) -> None:
    page = filled(office, window)
    page.table.show_columns(["mobile", "name"])
    page.table.clearSelection()
    page.table.selectRow(1)
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    first, second = (line.split("\t") for line in QGuiApplication.clipboard().text().split("\n"))
    assert first == ["手机号", "姓名"]
    assert second == [page.model.record(1)["mobile"], names(page)[1]]
    assert "*" not in second[0], "a number copied with stars would be lost where it is pasted"


def test_figures_and_selection_stand_in_the_status(office: Office, window: Window) -> None:
    page = filled(office, window, "visits")
    page.table.selectAll()
    total = sum(row["cash"] for row in office.rows(page.ledger, office.ids(page.ledger, Query())))
    assert (
        page.status() == f"共 {page.model.rowCount()} 条　已选 {page.model.rowCount()} 条　慰问金合计 {total / 100:.2f}"
    )
    assert window.line.counts.text() == page.status()


def test_the_file_of_choices_holds_no_records(office: Office, window: Window) -> None:
    page = filled(office, window)
    page.columns.keep()
    assert json.loads((office.folder / FILE).read_text(encoding="utf-8")) == {"members": {}}
    assert LEDGERS["members"] is MEMBERS


def test_a_cell_shows_whether_it_is_selected_current_and_what_it_holds(
    qtbot: QtBot, office: Office, window: Window
) -> None:
    page = filled(office, window)
    table, colours = page.table, theme.current()
    table.setFocus()
    table.go_to(1, 0)
    table.selectionModel().select(page.model.index(2, 0), QItemSelectionModel.SelectionFlag.Select)
    qtbot.waitUntil(table.hasFocus)
    picture = table.viewport().grab().toImage()

    def at(row: int, x: int, y: int) -> str:
        corner = table.visualRect(page.model.index(row, 0)).topLeft()
        return picture.pixelColor(corner.x() + x, corner.y() + y).name()

    height = table.rowHeight(0)
    assert (at(1, 0, height // 2), at(1, 4, 4)) == (colours.accent, colours.selection)
    assert (at(2, 0, height // 2), at(2, 0, height - 1)) == (colours.selection, colours.header)
    assert (at(0, 0, height // 2), at(0, 0, height - 1)) == (colours.card, colours.header)
    inked = {at(0, x, y) for x in range(8, 48) for y in range(4, height - 4)}
    assert colours.text in inked, "the name"
    qtbot.mouseMove(table.viewport(), table.visualRect(page.model.index(0, 0)).center())
    qtbot.waitUntil(table.viewport().underMouse)
    picture = table.viewport().grab().toImage()
    assert (at(0, 0, height // 2), at(3, 0, height // 2)) == (colours.hover, colours.card)


def test_what_does_not_fit_is_cut_where_it_is_not_missed(qapp: QApplication, office: Office, window: Window) -> None:
    """Titles of other records begin alike and differ at the end."""
    page = filled(office, window, "visits")
    table = page.table
    place = table.shown_keys().index("branch")
    table.setColumnWidth(place, 110)
    table.viewport().grab()
    column, room = page.model.columns[place], 110 - 2 * BESIDE
    branches = {page.model.text(row, column) for row in range(page.model.rowCount())}
    cut = {fitted(branch, column, table.fontMetrics(), room) for branch in branches if branch}
    assert cut
    assert all("…" in text and text.endswith("支部") for text in cut)
    assert fitted(max(branches), page.model.columns[0], table.fontMetrics(), room).endswith("…")
    assert fitted("第一党支部", column, table.fontMetrics(), room) == "第一党支部"
    before = table.rowHeight(0)
    theme.apply(qapp, "浅色", "特大")
    table.viewport().grab()
    assert table.rowHeight(0) > before
    larger = max(cut, key=len)
    assert len(fitted(larger, column, table.fontMetrics(), room)) < len(larger), "cut shorter in the larger face"
    theme.apply(qapp, "浅色")
