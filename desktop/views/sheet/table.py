"""A ledger as a table on the screen: the keys of a spreadsheet, letters being composed, and what an empty one says."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.services.chapters import SECTIONS
from desktop.views.sheet.cell_painter import CellPainter
from desktop.views.sheet.frozen import FrozenColumns
from desktop.views.sheet.grid import Grid
from desktop.views.sheet.model import Index, LedgerModel
from desktop.views.sheet.moves import Moves
from desktop.views.sheet.row_numbers import RowNumbers

ROW_HEIGHT, AIR = 32, 12


class LedgerTable(Grid):
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
        super().__init__(model, parent)
        self.moves = Moves(self)
        self.setVerticalHeader(RowNumbers(self))
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
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
        self.painter = CellPainter(self)
        self.setItemDelegate(self.painter)
        self._set_up_heading()
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._current_changed)

    def _set_up_heading(self) -> None:
        header = self.horizontalHeader()
        header.setResizeContentsPrecision(0)
        # Painting the heading asks of every row whether its column is selected: 8 s at 100,000 rows all selected
        header.setSelectionModel(QItemSelectionModel(self.rows, header))
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._sort)

    @Slot(int, Qt.SortOrder)
    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        key = self.rows.columns[section].key if 0 <= section < len(self.rows.columns) else ""
        also = bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.sort_asked.emit(key, order == Qt.SortOrder.DescendingOrder, also)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.rows.ids[index.row()])

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
        if at.isValid() and self.rows.columns[at.column()].kind.span == "day":
            self.typed.emit(dt.date.today().isoformat())

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab goes along the row, and from its end to what comes after the table."""
        along = self.hasFocus() and self.moves.along(1 if following else -1)  # an editor that is hidden asks too
        return along or super().focusNextPrevChild(following)

    @Slot()
    def _current_changed(self) -> None:
        """A move by other means than Tab ends a run of Tabs."""
        self.moves.current_changed()

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
    (Qt.Key.Key_Space, _SHIFT): lambda table: table.moves.whole_rows(),
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
