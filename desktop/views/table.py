"""A ledger as a table: all ids in memory, rows fetched when painted, order and choice made by the database."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.ledger import Column, Ledger, Values
from desktop.store.office import Office
from desktop.store.query import Query

Index = QModelIndex | QPersistentModelIndex
PAGE, PAGES = 100, 60
ROW_HEIGHT = 32
CHARACTER, FITTED, WIDEST = 14, 40, 300
ALIGNED = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}
NOWHERE = QModelIndex()


class LedgerModel(QAbstractTableModel):
    """The chosen records of one ledger."""

    def __init__(self, office: Office, ledger: Ledger, parent: QWidget | None = None) -> None:
        """Nothing is read until `choose`."""
        super().__init__(parent)
        self.office, self.ledger, self.query = office, ledger, Query()
        self.columns: list[Column] = [ledger.columns[key] for key in ledger.table]
        self.ids: list[str] = []
        self._pages: OrderedDict[int, list[Values]] = OrderedDict()

    def choose(self, query: Query) -> None:
        """Show another choice of records."""
        ids = self.office.ids(self.ledger, query)
        self.beginResetModel()
        self.query, self.ids = query, ids
        self._pages.clear()
        self.endResetModel()

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these columns, in this order."""
        self.beginResetModel()
        self.columns = [self.ledger.columns[key] for key in keys]
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many records are chosen."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns are listed."""
        return 0 if parent.isValid() else len(self.columns)

    def record(self, row: int) -> Values:
        """The record of a row, fetched with its page."""
        page = row // PAGE
        if page not in self._pages:
            ids = self.ids[page * PAGE : (page + 1) * PAGE]
            found = {values["id"]: values for values in self.office.rows(self.ledger, ids)}
            self._pages[page] = [found.get(one, {"id": one}) for one in ids]
            while len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page][row % PAGE]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell as lists show it: sensitive values masked."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.kind.guarded(self.record(index.row()).get(column.key)).replace("\n", " ")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(ALIGNED[column.kind.align] | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            text = column.kind.guarded(self.record(index.row()).get(column.key))
            return text if len(text) > column.kind.width else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles; rows are numbered."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title if orientation == Qt.Orientation.Horizontal else section + 1
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return int(ALIGNED[self.columns[section].kind.align] | Qt.AlignmentFlag.AlignVCenter)
        return None

    def row_of(self, record_id: str) -> int:
        """Where a record stands, or -1."""
        try:
            return self.ids.index(record_id)
        except ValueError:
            return -1


class LedgerTable(QTableView):
    """The table on screen; an empty one says what to do."""

    opened = Signal(str)
    sort_asked = Signal(str, bool)
    leave_search = Signal()

    def __init__(self, model: LedgerModel, parent: QWidget | None = None) -> None:
        """Rows are selected whole; sorting is asked of the page."""
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self.setObjectName(model.ledger.id)
        self.setAccessibleName(model.ledger.title)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setResizeContentsPrecision(0)
        # Painting the heading asks of every row whether its column is selected: 8 s at 100,000 rows all selected
        header.setSelectionModel(QItemSelectionModel(model, header))
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._sort)
        self._size_columns()
        self.doubleClicked.connect(self._open)

    def _size_columns(self) -> None:
        for index, column in enumerate(self.rows.columns):
            self.setColumnWidth(index, (len(column.title) + 3) * CHARACTER)
        self.horizontalHeader().setStretchLastSection(True)

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these columns, in this order; the order of the rows stays."""
        header, chosen = self.horizontalHeader(), self.chosen_ids()
        section = header.sortIndicatorSection()
        sorted_by = self.rows.columns[section].key if 0 <= section < len(self.rows.columns) else ""
        header.blockSignals(True)
        self.rows.show_columns(keys)
        for index in range(len(keys)):
            header.moveSection(header.visualIndex(index), index)
        header.setSortIndicator(list(keys).index(sorted_by) if sorted_by in keys else -1, header.sortIndicatorOrder())
        header.blockSignals(False)
        self._size_columns()
        if chosen:
            self.selectRow(self.rows.row_of(chosen[0]))

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
            least = (len(column.title) + 3) * CHARACTER
            self.setColumnWidth(index, min(max(wide + 28, least), WIDEST))

    @Slot(int, Qt.SortOrder)
    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        key = self.rows.columns[section].key if 0 <= section < len(self.rows.columns) else ""
        self.sort_asked.emit(key, order == Qt.SortOrder.DescendingOrder)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.rows.ids[index.row()])

    def chosen_ids(self) -> list[str]:
        """The ids of the selected rows, from the top."""
        return [
            self.rows.ids[index.row()] for index in sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Esc leaves a search, Ctrl+C copies with headings."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.leave_search.emit()
        elif event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.copy_rows()
        else:
            super().keyPressEvent(event)

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard as a spreadsheet takes them."""
        rows = [
            self.rows.record(index.row()) for index in sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)
        ]
        shown = self.shown()
        lines = ["\t".join(column.title for column in shown)]
        lines += [
            "\t".join(
                column.kind.guarded(row.get(column.key)).replace("\n", " ").replace("\t", " ") for column in shown
            )
            for row in rows
        ]
        mime = QMimeData()
        mime.setText("\n".join(lines))
        QGuiApplication.clipboard().setMimeData(mime)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or what to do while there are none."""
        super().paintEvent(event)
        if self.rows.ids:
            return
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().placeholderText().color())
        room = QRect(40, 0, self.viewport().width() - 80, self.viewport().height())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty_text())
        painter.end()

    def empty_text(self) -> str:
        """What an empty table says."""
        if self.rows.query.bin:
            return "回收站是空的。"
        if self.rows.query.search or self.rows.query.where:
            return "没有找到符合条件的记录。按 Esc 清除查找和筛选。"
        return self.rows.ledger.empty

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew when the palette changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
