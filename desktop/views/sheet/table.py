"""A ledger as a table: all ids in memory, rows fetched when painted, order and choice made by the database."""

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from desktop.ledger import Column, Ledger, Values
from desktop.services.chapters import SECTIONS
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.views.kit import theme
from desktop.views.sheet.cell_painter import CellPainter, colour
from desktop.views.sheet.moves import Moves

if TYPE_CHECKING:
    from desktop.views.sheet.frozen import FrozenColumns


Index = QModelIndex | QPersistentModelIndex
PAGE, PAGES = 50, 120
ROW_HEIGHT, AIR, NUMBER_AIR, NUMBER_LEFT = 32, 12, 30, 11
CHARACTER, FITTED, WIDEST, WIDEST_LINK = 14, 40, 300, 460
ALIGNED = {
    "left": int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
    "right": int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
    "center": int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter),
}
NOWHERE = QModelIndex()
PENDING, UNREAD = "正在读取…", "没有读出来。请再查找一次，或按 Esc 清除条件。"
RANKS, RISING, FALLING, RANKED = "①②③④⑤⑥⑦⑧⑨", "▲", "▼", 76


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


class RowNumbers(QHeaderView):
    """The rows' numbers, as wide as the last of them.

    Qt would ask two hundred rows for their width at every search, and of every number it paints whether its row is
    selected, which changes nothing.
    """

    def __init__(self, parent: QWidget) -> None:
        """A click takes the whole row."""
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        """Wide enough for the number of rows in bold."""
        font = self.font()
        font.setBold(True)
        return QSize(QFontMetrics(font).horizontalAdvance("0" * len(str(self.count()))) + NUMBER_AIR, 0)

    def paintSection(self, painter: QPainter, rect: QRect, row: int) -> None:
        """One number, as the style sheet has headings."""
        colours, font = theme.current(), self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.fillRect(rect, colour(colours.line))
        painter.fillRect(rect.adjusted(0, 0, -1, -1), colour(colours.header))
        painter.setPen(colour(colours.muted))
        painter.drawText(rect.adjusted(NUMBER_LEFT, 0, 0, -1), ALIGNED["left"], str(row + 1))


class LedgerTable(QTableView):
    """The table on screen; an empty one says what to do."""

    opened = Signal(str)
    entered = Signal(str)
    typed = Signal(str)
    emptied = Signal()
    sort_asked = Signal(str, bool, bool)
    filter_asked = Signal(str)
    leave_search = Signal()

    def __init__(self, model: LedgerModel, parent: QWidget | None = None) -> None:
        """Cells are selected in blocks; sorting and editing are asked of the page."""
        super().__init__(parent)
        self.rows = model
        self.moves = Moves(self)
        self.setVerticalHeader(RowNumbers(self))
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setModel(model)
        self.setObjectName(model.ledger.id)
        self.setAccessibleName(model.ledger.title)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Moves does it, and lets go at the ends of a row
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self._composing = ""
        self.frozen: FrozenColumns | None = None
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
        self.painter = CellPainter(self)
        self.setItemDelegate(self.painter)
        self._size_columns()
        self.doubleClicked.connect(self._open)

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
            most = theme.scaled(WIDEST_LINK if column.kind.name == "link" else WIDEST)
            self.setColumnWidth(index, min(max(wide + 28, least), most))
        self._make_room(self.rows.query.sort)

    @Slot(int, Qt.SortOrder)
    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        key = self.rows.columns[section].key if 0 <= section < len(self.rows.columns) else ""
        also = bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.sort_asked.emit(key, order == Qt.SortOrder.DescendingOrder, also)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.rows.ids[index.row()])

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a spreadsheet; whatever else puts a character in edits the cell."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if (act := KEYS.get((key, held))) is not None:
            act(self)
        elif self.moves.go(key, far=bool(held & _CTRL), reach=bool(held & _SHIFT)):
            event.accept()
        elif _is_typing(event) and self.currentIndex().isValid():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click with Shift selects from the cell that keys went to as well."""
        index = self.indexAt(event.position().toPoint())
        held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if held and event.button() == Qt.MouseButton.LeftButton and index.isValid() and self.currentIndex().isValid():
            self.moves.reach(index.row(), self.horizontalHeader().visualIndex(index.column()))
        else:
            super().mousePressEvent(event)

    def enter(self) -> None:
        """Open the record of the current cell; where cells are typed in one after another, go on to the next row."""
        if not self.moves.down() and self.currentIndex().isValid():
            self.entered.emit(self.rows.ids[self.currentIndex().row()])

    def filter_current(self) -> None:
        """Ask for the filter of the current column."""
        self.filter_asked.emit(self.rows.columns[max(self.currentIndex().column(), 0)].key)

    def type_today(self) -> None:
        """Today's date into the current cell, where it holds a date."""
        at = self.currentIndex()
        if at.isValid() and self.rows.columns[at.column()].kind.name in ("date", "moment"):
            self.typed.emit(dt.date.today().isoformat())

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab goes along the row, and from its end to what comes after the table."""
        along = self.hasFocus() and self.moves.along(1 if following else -1)  # an editor that is hidden asks too
        return along or super().focusNextPrevChild(following)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """A move by other means than Tab ends a run of Tabs."""
        super().currentChanged(current, previous)
        self.moves.current_changed()

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the current one."""
        if 0 <= row < len(self.rows.ids):
            index = self.rows.index(row, max(column, 0))
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into view, out from under the frozen columns."""
        super().scrollTo(index, hint)
        frozen = self.frozen
        if frozen is None or not frozen.count or not index.isValid():
            return
        bar = self.horizontalScrollBar()
        if self.horizontalHeader().visualIndex(index.column()) < frozen.count:
            bar.setValue(0)
        elif frozen.isVisible() and (left := self.visualRect(index).left()) < frozen.room:
            bar.setValue(bar.value() - (frozen.room - left))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The frozen columns are as tall as the table."""
        super().resizeEvent(event)
        if self.frozen is not None:
            self.frozen.follow()

    def select_rows(self) -> None:
        """Widen the selection to whole rows."""
        model, last = self.selectionModel(), len(self.rows.columns) - 1
        for rows, _ in self.bands():
            span = QItemSelection(self.rows.index(rows[0], 0), self.rows.index(rows[-1], last))
            model.select(span, QItemSelectionModel.SelectionFlag.Select)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """An input method composes over the current cell."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return bool(self.rows.ids)
        if query == Qt.InputMethodQuery.ImCursorRectangle:
            return self.visualRect(self.currentIndex())
        return super().inputMethodQuery(query)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Letters being composed are shown in the cell; the editor opens only with the finished text.

        Opening it on the first letter would move the focus, and the letter would be typed instead of composed.
        """
        self._composing = event.preeditString()
        if event.commitString() and self.currentIndex().isValid():
            self._composing = ""
            self.typed.emit(event.commitString())
        self.viewport().update()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows with what is being composed, or what to do while there are none."""
        painter = QPainter(self.viewport())
        if self.rows.ids:
            try:
                self.painter.paint_cells(painter, event.rect())
            finally:  # a record that can't be read leaves no painter at work
                painter.end()
            self._paint_composing()
            return
        painter.setPen(self.palette().placeholderText().color())
        room = QRect(40, 0, self.viewport().width() - 80, self.viewport().height())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty_text())
        painter.end()

    def _paint_composing(self) -> None:
        if not self._composing or not self.currentIndex().isValid():
            return
        cell = self.visualRect(self.currentIndex())
        cell.setWidth(max(cell.width(), self.fontMetrics().horizontalAdvance(self._composing) + 20))
        painter = QPainter(self.viewport())
        painter.fillRect(cell, self.palette().base())
        font = painter.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.drawText(cell.adjusted(8, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, self._composing)
        painter.end()

    def empty_text(self) -> str:
        """What an empty table says."""
        if self.rows.pending:
            return self.rows.pending
        if self.rows.query.bin:
            return "回收站是空的。"
        if self.rows.query.search or self.rows.query.where:
            return "没有找到符合条件的记录。按 Esc 清除查找和筛选。"
        return SECTIONS[self.rows.ledger.id].empty

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew when the palette changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
        elif event.type() == QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(row_height(self))


_NONE, _CTRL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[LedgerTable], object]] = {
    (Qt.Key.Key_Return, _NONE): LedgerTable.enter,
    (Qt.Key.Key_Enter, _NONE): LedgerTable.enter,
    (Qt.Key.Key_Escape, _NONE): lambda table: table.leave_search.emit(),
    (Qt.Key.Key_F2, _NONE): lambda table: table.typed.emit(""),
    (Qt.Key.Key_Backspace, _NONE): lambda table: table.emptied.emit(),
    (Qt.Key.Key_Semicolon, _CTRL): LedgerTable.type_today,
    (Qt.Key.Key_Space, _SHIFT): LedgerTable.select_rows,
    (Qt.Key.Key_Space, _CTRL): lambda table: table.moves.whole_columns(),
    (Qt.Key.Key_Down, _ALT): LedgerTable.filter_current,
}


def row_height(widget: QWidget) -> int:
    """How tall a row is: the text with some air, never less than a finger's breadth."""
    return max(ROW_HEIGHT, widget.fontMetrics().height() + AIR)


def _is_typing(event: QKeyEvent) -> bool:
    """Whether a key puts a character in."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return not held and bool(event.text()) and event.text().isprintable() and event.text() != " "
