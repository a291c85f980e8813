"""How a cell of a ledger is painted: a style sheet, which Qt asks anew for every cell, takes three times as long."""

import math
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QStaticText, QTransform
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ledger import Column
from desktop.views import theme

if TYPE_CHECKING:
    from desktop.views.table import LedgerTable

_State = QStyle.StateFlag
FOCUSED, SELECTED, HOVERED = (
    one.value for one in (_State.State_HasFocus, _State.State_Selected, _State.State_MouseOver)
)
BESIDE, RING = 8, 2  # pixels of air at both sides of a text, and of the frame round the cell that has the focus
BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}  # how much of the room that is left stands before a text
KEPT = 5000


@cache
def _colour(name: str) -> QColor:
    return QColor(name)


@cache
def _ring(name: str) -> QPen:
    pen = QPen(QColor(name), RING)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


class CellPainter(QStyledItemDelegate):
    """Paints the text of a cell, whether it is selected, under the pointer or in focus; texts laid out are kept."""

    def __init__(self, table: "LedgerTable") -> None:
        """The cells are those of the table, and of the columns frozen over it."""
        super().__init__(table)
        self.table = table
        self._laid: dict[tuple[str, int], tuple[QStaticText, int, int]] = {}

    def forget(self) -> None:
        """The table's font is another one."""
        self._laid.clear()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One cell."""
        colours, column = theme.current(), self.table.rows.columns[index.column()]
        state: int = option.state.value  # type: ignore[attr-defined]
        left, top, width, height = option.rect.getRect()  # type: ignore[attr-defined]
        if state & SELECTED:
            painter.fillRect(left, top, width, height, _colour(colours.selection))
        elif state & HOVERED:
            painter.fillRect(left, top, width, height, _colour(colours.hover))
        if state & FOCUSED:
            painter.setPen(_ring(colours.accent))
            painter.drawRect(left + RING // 2, top + RING // 2, width - RING, height - RING)
        else:
            painter.fillRect(left, top + height - 1, width, 1, _colour(colours.header))
        text = self.table.rows.text(index.row(), column)
        if text:
            laid, wide, tall = self._laid_out(text, width - 2 * BESIDE, option, column)
            spare = round((width - 2 * BESIDE - wide) * BEFORE[column.kind.align])
            painter.setPen(_colour(colours.text))
            painter.drawStaticText(left + BESIDE + spare, top + (height - tall) // 2, laid)

    def _laid_out(
        self, text: str, room: int, option: QStyleOptionViewItem, column: Column
    ) -> tuple[QStaticText, int, int]:
        """A text as it fits into the room, and how wide and tall it is in pixels."""
        known = self._laid.get((text, room))
        if known is None:
            if len(self._laid) > KEPT:
                self._laid.clear()
            font, metrics = option.font, option.fontMetrics  # type: ignore[attr-defined]
            cut = Qt.TextElideMode.ElideMiddle if column.kind.name == "link" else Qt.TextElideMode.ElideRight
            fits = len(text) * font.pixelSize() <= room  # no character is wider
            laid = QStaticText(text if fits else metrics.elidedText(text, cut, room))
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.prepare(QTransform(), font)
            size = laid.size()
            known = self._laid[text, room] = (laid, math.ceil(size.width()), round(size.height()))
        return known
