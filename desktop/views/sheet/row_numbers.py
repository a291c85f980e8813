"""The rows' numbers at the left of a table."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.views.kit import theme
from desktop.views.sheet.cell_painter import colour
from desktop.views.sheet.model import ALIGNED

NUMBER_AIR, NUMBER_LEFT = 30, 11


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
