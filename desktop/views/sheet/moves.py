"""Where the keys of a spreadsheet lead in a table: Tab along the row, Enter back under where the Tabs began, Ctrl to the edges."""

from itertools import groupby

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt

from desktop.views.sheet.grid import Grid

WAYS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: 1}
PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Moves:
    """The moves of one table; columns are meant as they stand on the screen."""

    def __init__(self, table: Grid) -> None:
        """No run of Tabs, and none of cells typed in one after another, is under way."""
        self.table = table
        self.began: int | None = None
        self.running = False
        self._stepping = False

    def current_changed(self) -> None:
        """Any move but a step ends a run of Tabs and Enters."""
        if not self._stepping:
            self.began, self.running = None, False

    def step(self, row: int, column: int, down: int, across: int) -> bool:
        """Go on from a cell; down after a run of Tabs is below its beginning. False at the edge, where nothing moves."""
        header = self.table.horizontalHeader()
        if across and self.began is None:
            self.began = column
        elif down and self.began is not None:
            column, self.began = self.began, None
        place = header.visualIndex(column) + across
        if not (0 <= row + down < self.table.rows.rowCount() and 0 <= place < header.count()):
            return False
        self._stepping = self.running = True
        try:
            self.table.go_to(row + down, header.logicalIndex(place))
        finally:
            self._stepping = False
        return True

    def down(self) -> bool:
        """Enter while cells are being typed in one after another: the next row. False when none was typed in."""
        at = self.table.currentIndex()
        return self.running and at.isValid() and self.step(at.row(), at.column(), 1, 0)

    def along(self, across: int) -> bool:
        """Tab: one cell along the row; False at its end, where the focus goes on to what comes after the table."""
        at = self.table.currentIndex()
        return at.isValid() and self.step(at.row(), at.column(), 0, across)

    def go(self, key: Qt.Key, *, far: bool, reach: bool) -> bool:
        """Take up a key with Ctrl (`far`: to the edge) or Shift (`reach`: selecting all between); False if it is another."""
        at = self.table.currentIndex()
        target = self._target(at, key, far=far) if at.isValid() and (far or reach) else None
        if target is None:
            return False
        row, place = target
        if reach:
            self.reach(row, place)
        else:
            self.table.go_to(row, self.table.horizontalHeader().logicalIndex(place))
        return True

    def _target(self, at: QModelIndex, key: Qt.Key, *, far: bool) -> tuple[int, int] | None:
        """The row and the place across that a key leads to."""
        header, last = self.table.horizontalHeader(), self.table.rows.rowCount() - 1
        row, place, right = at.row(), header.visualIndex(at.column()), header.count() - 1
        if key in WAYS:
            down, across = WAYS[key]
            row, place = row + down * (last + 1 if far else 1), place + across * (right + 1 if far else 1)
        elif key in ENDS:
            row, place = (last * ENDS[key] if far else row), right * ENDS[key]
        elif key in PAGES and not far:
            row += PAGES[key] * max(self.table.viewport().height() // self.table.rowHeight(row) - 1, 1)
        else:
            return None
        return min(max(row, 0), last), min(max(place, 0), right)

    def reach(self, row: int, place: int) -> None:
        """Select all between the corner that stays and a cell, which becomes the current one."""
        at, header = self.table.currentIndex(), self.table.horizontalHeader()
        fixed = self._anchor(at)
        target = self.table.rows.index(row, header.logicalIndex(place))
        self._select(fixed.row(), header.visualIndex(fixed.column()), row, place)
        self.table.selectionModel().setCurrentIndex(target, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.table.scrollTo(target)

    def whole_rows(self) -> None:
        """Widen the selection to whole rows."""
        model, rows, last = self.table.selectionModel(), self.table.rows, len(self.table.rows.columns) - 1
        for band, _ in self.table.bands():
            span = QItemSelection(rows.index(band[0], 0), rows.index(band[-1], last))
            model.select(span, QItemSelectionModel.SelectionFlag.Select)

    def whole_columns(self) -> None:
        """Widen the selection to whole columns."""
        columns = [self.table.shown().index(column) for column in self.table.chosen_columns()]
        if columns:
            self._select(0, min(columns), self.table.rows.rowCount() - 1, max(columns))

    def _anchor(self, at: QModelIndex) -> QModelIndex:
        """The corner of the selection that stays: the one across from the current cell."""
        rows, header = self.table.chosen_rows(), self.table.horizontalHeader()
        places = [self.table.shown().index(column) for column in self.table.chosen_columns()]
        if not rows or not places:
            return at
        here = header.visualIndex(at.column())
        row = rows[-1] if at.row() == rows[0] else rows[0]
        place = max(places) if here == min(places) else min(places)
        return self.table.rows.index(row, header.logicalIndex(place))

    def _select(self, row: int, place: int, other_row: int, other_place: int) -> None:
        """Select the block between two cells, in pieces where columns were moved."""
        rows, header, block = self.table.rows, self.table.horizontalHeader(), QItemSelection()
        top, bottom = sorted((row, other_row))
        left, right = sorted((place, other_place))
        columns = sorted(header.logicalIndex(one) for one in range(left, right + 1))
        for _, run in groupby(enumerate(columns), lambda pair: pair[1] - pair[0]):
            beside = [column for _, column in run]
            block.select(rows.index(top, beside[0]), rows.index(bottom, beside[-1]))
        self.table.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
