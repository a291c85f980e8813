"""The columns of a ledger's table as they stand on the screen, and the cells that are selected in it."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QTableView, QWidget

from desktop.ledger import Column
from desktop.views.kit import theme
from desktop.views.sheet.model import LedgerModel

CHARACTER, FITTED, WIDEST, WIDEST_LINK, RANKED = 14, 40, 300, 460, 76


class Grid(QTableView):
    """A table of records whose columns are chosen, moved and fitted, and whose cells are selected in blocks."""

    def __init__(self, model: LedgerModel, parent: QWidget | None = None) -> None:
        """The columns of the model, as wide as their titles."""
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self._size_columns()

    def _size_columns(self) -> None:
        for index, column in enumerate(self.rows.columns):
            self.setColumnWidth(index, theme.scaled((len(column.title) + 3) * CHARACTER))

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these columns, in this order; the order of the rows stays."""
        header, at = self.horizontalHeader(), self.currentIndex()
        here = self.rows.columns[at.column()].key if at.isValid() else ""
        row, section = at.row(), header.sortIndicatorSection()
        sorted_by = self.rows.columns[section].key if 0 <= section < len(self.rows.columns) else ""
        header.blockSignals(True)
        self.rows.show_columns(keys)
        for index in range(len(keys)):
            header.moveSection(header.visualIndex(index), index)
        header.setSortIndicator(list(keys).index(sorted_by) if sorted_by in keys else -1, header.sortIndicatorOrder())
        header.blockSignals(False)
        self._size_columns()
        if at.isValid():
            self.go_to(row, list(keys).index(here) if here in keys else 0)

    def show_sort(self, sort: Sequence[tuple[str, bool]]) -> None:
        """Mark the heading of the column that rows are sorted by first; nothing is asked."""
        header, keys = self.horizontalHeader(), [column.key for column in self.rows.columns]
        key, down = sort[0] if sort else ("", False)
        header.blockSignals(True)
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(keys.index(key) if key in keys else -1, order)
        header.blockSignals(False)
        self._make_room(sort)

    def _make_room(self, sort: Sequence[tuple[str, bool]]) -> None:
        """Room beside the titles of sorted columns for the arrow and the rank."""
        sorted_by = {key for key, _ in sort}
        for place, column in enumerate(self.rows.columns):
            if column.key in sorted_by:
                title = self.fontMetrics().horizontalAdvance(column.title)
                self.setColumnWidth(place, max(self.columnWidth(place), title + theme.scaled(RANKED)))

    def shown(self) -> list[Column]:
        """The columns from left to right, as they stand now."""
        header = self.horizontalHeader()
        return [self.rows.columns[header.logicalIndex(place)] for place in range(len(self.rows.columns))]

    def shown_keys(self) -> list[str]:
        """Their keys."""
        return [column.key for column in self.shown()]

    def fit(self) -> None:
        """Give each column the room its first rows need."""
        rows = [self.rows.record(row) for row in range(min(len(self.rows.ids), FITTED))]
        for index, column in enumerate(self.rows.columns):
            shown = [column.kind.guarded(row.get(column.key)) for row in rows]
            wide = max((self.fontMetrics().horizontalAdvance(text) for text in shown), default=0)
            least = theme.scaled((len(column.title) + 3) * CHARACTER)
            most = theme.scaled(WIDEST_LINK if column.link else WIDEST)
            self.setColumnWidth(index, min(max(wide + 28, least), most))
        self._make_room(self.rows.query.sort)

    def bands(self) -> list[tuple[range, list[Column]]]:
        """The selection from the top: stretches of rows, with the columns selected in them from left to right."""
        chosen, header = self.selectionModel().selection(), self.horizontalHeader()
        ranges = [chosen.at(place) for place in range(chosen.count())]
        spans = [(one.top(), one.bottom() + 1, range(one.left(), one.right() + 1)) for one in ranges]
        found = []
        for top, end in pairwise(sorted({edge for first, after, _ in spans for edge in (first, after)})):
            within = (columns for first, after, columns in spans if first <= top and end <= after)
            places = sorted({header.visualIndex(column) for columns in within for column in columns})
            if places:
                found.append((range(top, end), [self.rows.columns[header.logicalIndex(place)] for place in places]))
        return found

    def chosen_rows(self) -> list[int]:
        """The rows that hold a selected cell, from the top."""
        return [row for rows, _ in self.bands() for row in rows]

    def chosen_ids(self) -> list[str]:
        """The ids of the rows that hold a selected cell, from the top."""
        return [self.rows.ids[row] for row in self.chosen_rows()]

    def chosen_columns(self) -> list[Column]:
        """The columns that hold a selected cell, from left to right as they stand now."""
        keys = {column.key for _, columns in self.bands() for column in columns}
        return [column for column in self.shown() if column.key in keys]

    @property
    def is_block(self) -> bool:
        """Whether the same columns are selected in every selected row, as a spreadsheet can copy them."""
        return len({tuple(column.key for column in columns) for _, columns in self.bands()}) <= 1

    @property
    def whole_rows(self) -> bool:
        """Whether the selection is of whole rows."""
        bands = self.bands()
        return bool(bands) and all(len(columns) == len(self.rows.columns) for _, columns in bands)

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the current one."""
        if 0 <= row < len(self.rows.ids):
            index = self.rows.index(row, max(column, 0))
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)
