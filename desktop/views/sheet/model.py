"""The chosen records of a ledger: all ids in memory, rows fetched when painted, order and choice made by the database."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from desktop.ledger import Column, Ledger, Values
from desktop.store.office import Office
from desktop.store.query import Query

Index = QModelIndex | QPersistentModelIndex
PAGE, PAGES = 50, 120
ALIGNED = {
    "left": int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
    "right": int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
    "center": int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter),
}
NOWHERE = QModelIndex()
PENDING, UNREAD = "正在读取…", "没有读出来。请再查找一次，或按 Esc 清除条件。"
RANKS, RISING, FALLING = "①②③④⑤⑥⑦⑧⑨", "▲", "▼"


class LedgerModel(QAbstractTableModel):
    """The chosen records of one ledger."""

    def __init__(self, office: Office, ledger: Ledger, parent: QWidget | None = None) -> None:
        """Nothing is read until `choose`."""
        super().__init__(parent)
        self.office, self.ledger, self.query = office, ledger, Query()
        self.pending = PENDING  # why those shown are not those asked for; nothing once they are
        self.columns: list[Column] = [ledger.columns[key] for key in ledger.table]
        self.ids: list[str] = []
        self._pages: OrderedDict[int, list[Values]] = OrderedDict()

    def choose(self, query: Query, ids: list[str]) -> None:
        """Show another choice of records, whose ids were read already."""
        self.pending = ""
        if ids == self.ids and (query.bin, query.as_of) == (
            self.query.bin,
            self.query.as_of,
        ):  # the same records: the selection and the place stay
            self.query = query
            self.forget()
            return
        self.beginResetModel()
        self.query, self.ids = query, ids
        self._pages.clear()
        self.endResetModel()

    def forget(self) -> None:
        """Read the records anew when they are painted; they are the same ones in the same order."""
        self._pages.clear()
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns) - 1))

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
            found = {values["id"]: values for values in self.office.rows(self.ledger, ids, as_of=self.query.as_of)}
            self._pages[page] = [found.get(one, {"id": one}) for one in ids]
            while len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page][row % PAGE]

    def text(self, row: int, column: Column) -> str:
        """A cell as lists show it: sensitive values masked."""
        return _shown(self.record(row), column)

    def texts(self, row: int) -> list[str]:
        """All cells of a row as lists show them, in the order of `columns`."""
        record = self.record(row)
        return [_shown(record, column) for column in self.columns]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, how it is aligned, and all of it where it is long."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGNED[column.kind.align]
        if role == Qt.ItemDataRole.ToolTipRole:
            text = column.kind.guarded(self.record(index.row()).get(column.key))
            return text if len(text) > column.kind.width else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles; rows are numbered."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heading(section) if orientation == Qt.Orientation.Horizontal else section + 1
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return ALIGNED[self.columns[section].kind.align]
        return None

    def _heading(self, section: int) -> str:
        """A column's title, with its place where the rows are sorted by several; the first one's arrow is the header's."""
        column, keys = self.columns[section], [key for key, _ in self.query.sort]
        if len(keys) < 2 or column.key not in keys:
            return column.title
        place = keys.index(column.key)
        arrow = "" if place == 0 else FALLING if self.query.sort[place][1] else RISING
        return f"{column.title} {RANKS[place : place + 1]}{arrow}"

    def row_of(self, record_id: str) -> int:
        """Where a record stands, or -1."""
        try:
            return self.ids.index(record_id)
        except ValueError:
            return -1


def _shown(record: Values, column: Column) -> str:
    return column.kind.guarded(record.get(column.key)).replace("\n", " ")
