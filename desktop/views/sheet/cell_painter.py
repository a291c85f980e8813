"""How the cells of a ledger are painted: a style sheet, which Qt asks anew for every cell, takes many times as long."""

from functools import cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QCursor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ledger import Column
from desktop.views.kit import theme
from desktop.views.sheet.grid import Grid

_State = QStyle.StateFlag
SELECTED, HOVERED = (one.value for one in (_State.State_Selected, _State.State_MouseOver))
BESIDE, RING = 8, 2  # pixels of air at both sides of a text, and of the frame round the cell that has the focus
BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}  # how much of the room that is left stands before a text


@cache
def colour(name: str) -> QColor:
    """A colour of the palette."""
    return QColor(name)


@cache
def _ring(name: str) -> QPen:
    pen = QPen(QColor(name), RING)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


class CellPainter(QStyledItemDelegate):
    """Paints the cells of a table, all in one go; those of the columns frozen over it one by one, as Qt asks for them."""

    def __init__(self, table: Grid) -> None:
        """The records are the table's."""
        super().__init__(table)
        self.table = table

    def paint_cells(self, painter: QPainter, area: QRect) -> None:
        """The cells of the table in an area of it: their backgrounds, the line below each row, the texts, the focus."""
        table, colours, metrics = self.table, theme.current(), self.table.fontMetrics()
        top, bottom = table.rowAt(area.top()), table.rowAt(area.bottom())
        rows = range(top, (bottom if bottom >= 0 else len(table.rows.ids) - 1) + 1) if top >= 0 else range(0)
        header, height = table.horizontalHeader(), table.verticalHeader().defaultSectionSize()
        spans = [
            (logical, column, header.sectionViewportPosition(logical), header.sectionSize(logical))
            for logical, column in enumerate(table.rows.columns)
        ]
        shown = [one for one in spans if one[3] and one[2] <= area.right() and one[2] + one[3] > area.left()]
        selected, index = table.selectionModel().isSelected, table.rows.createIndex
        under, current = self._under_pointer(), table.currentIndex()
        wide = max((left + width for _, _, left, width in shown), default=0)
        painter.setPen(colour(colours.text))
        for row in rows:
            above, texts = table.rowViewportPosition(row), table.rows.texts(row)
            for logical, column, left, width in shown:
                if selected(index(row, logical)):
                    painter.fillRect(left, above, width, height, colour(colours.selection))
                elif under == (row, logical):
                    painter.fillRect(left, above, width, height, colour(colours.hover))
                self._write(painter, metrics, texts[logical], column, (left, above, width, height))
            painter.fillRect(0, above + height - 1, wide, 1, colour(colours.header))
        if table.hasFocus() and current.isValid() and current.row() in rows:
            left, top, width, height = table.visualRect(current).getRect()  # type: ignore[misc]
            painter.setPen(_ring(colours.accent))
            painter.drawRect(left + RING // 2, top + RING // 2, width - RING, height - RING)

    def _under_pointer(self) -> tuple[int, int]:
        view = self.table.viewport()
        at = view.mapFromGlobal(QCursor.pos()) if view.underMouse() else QPoint(-1, -1)
        return self.table.rowAt(at.y()), self.table.columnAt(at.x())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One cell of a frozen column; the focus is always the table's."""
        colours, column = theme.current(), self.table.rows.columns[index.column()]
        state: int = option.state.value  # type: ignore[attr-defined]
        left, top, width, height = option.rect.getRect()  # type: ignore[attr-defined]
        if state & (SELECTED | HOVERED):
            fill = colours.selection if state & SELECTED else colours.hover
            painter.fillRect(left, top, width, height, colour(fill))
        painter.setPen(colour(colours.text))
        text = self.table.rows.text(index.row(), column)
        self._write(painter, option.fontMetrics, text, column, (left, top, width, height))  # type: ignore[attr-defined]
        painter.fillRect(left, top + height - 1, width, 1, colour(colours.header))

    def _write(
        self, painter: QPainter, metrics: QFontMetrics, text: str, column: Column, cell: tuple[int, int, int, int]
    ) -> None:
        """A text in its cell (left, top, width, height)."""
        if not text:
            return
        left, top, width, height = cell
        room, before = width - 2 * BESIDE, BEFORE[column.kind.align]
        text = fitted(text, column, metrics, room)
        left += BESIDE + (round((room - metrics.horizontalAdvance(text)) * before) if before else 0)
        painter.drawText(left, top + (height - metrics.height()) // 2 + metrics.ascent(), text)


def fitted(text: str, column: Column, metrics: QFontMetrics, room: int) -> str:
    """A text as it fits into so many pixels: titles of other records begin alike, and are cut in the middle."""
    if len(text) * metrics.height() <= room or metrics.horizontalAdvance(text) <= room:  # no character is so wide
        return text
    cut = Qt.TextElideMode.ElideMiddle if column.link else Qt.TextElideMode.ElideRight
    return metrics.elidedText(text, cut, room)
