"""Charts drawn by hand: bars that open their records, by mouse and by keyboard."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.services.charts import Bar, Chart
from desktop.views.kit import theme

LINE, PAD, LEAST = 26, 8, 2
LABEL_SHARE = 0.36


class BarChart(QWidget):
    """One chart: a label, a bar and a figure a line; arrows move, Enter opens."""

    opened = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing to show yet."""
        super().__init__(parent)
        self.chart = Chart("", "", ())
        self.current = 0
        self.hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: Chart) -> None:
        """Show these bars."""
        self.chart, self.current = chart, 0
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription("；".join(f"{bar.label} {bar.shown}" for bar in chart.bars))
        self.updateGeometry()
        self.update()

    @property
    def line(self) -> int:
        """How tall one bar's line is."""
        return theme.scaled(LINE)

    def sizeHint(self) -> QSize:
        """Tall enough for every bar."""
        return QSize(280, self.line * (len(self.chart.bars) + 1) + PAD)

    def bar_at(self, point: QPoint) -> int:
        """Which bar is at a point, or -1."""
        place = point.y() // self.line - 1
        return place if 0 <= place < len(self.chart.bars) else -1

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the title and the bars."""
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(palette.accent))
        painter.drawText(QRectF(0, 0, self.width(), self.line), Qt.AlignmentFlag.AlignVCenter, self.chart.title)
        font.setBold(False)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        figure = max((metrics.horizontalAdvance(bar.shown) for bar in self.chart.bars), default=0) + PAD
        widest = max((metrics.horizontalAdvance(bar.label) for bar in self.chart.bars), default=0) + 2 * PAD
        label = min(widest, int(self.width() * LABEL_SHARE))
        room = max(self.width() - label - figure - PAD, 1)
        most = max((bar.value for bar in self.chart.bars), default=0) or 1
        for place, bar in enumerate(self.chart.bars):
            self._draw(painter, place, bar, (label, room * bar.value / most))
        painter.end()

    def _draw(self, painter: QPainter, place: int, bar: Bar, sizes: tuple[int, float]) -> None:
        palette, (label, long) = theme.current(), sizes
        top = float(self.line * (place + 1))
        here = self.hasFocus() and place == self.current
        if here or place == self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.selection if here else palette.hover))
            painter.drawRoundedRect(QRectF(0, top, self.width(), self.line), 4, 4)
        painter.setPen(QColor(palette.text))
        words = painter.fontMetrics().elidedText(bar.label, Qt.TextElideMode.ElideMiddle, label)
        painter.drawText(QRectF(PAD / 2, top, label, self.line), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent if bar.wheres else palette.muted))
        painter.drawRoundedRect(QRectF(label, top + 6, max(long, LEAST), self.line - 12), 3, 3)
        painter.setPen(QColor(palette.muted))
        painter.drawText(
            QRectF(label + max(long, LEAST) + PAD, top, self.width(), self.line),
            Qt.AlignmentFlag.AlignVCenter,
            bar.shown,
        )

    def _open(self, place: int) -> None:
        if 0 <= place < len(self.chart.bars) and self.chart.bars[place].wheres:
            self.opened.emit(self.chart.ledger, self.chart.bars[place].wheres)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from bar to bar, Enter opens one."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.current = min(max(self.current + step, 0), max(len(self.chart.bars) - 1, 0))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.current)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The bar under the pointer is tinted, its whole label told."""
        place = self.bar_at(event.position().toPoint())
        if place != self.hovered:
            self.hovered = place
            bar = self.chart.bars[place] if place >= 0 else None
            self.setToolTip(f"{bar.label} {bar.shown}" if bar else "")
            self.setCursor(Qt.CursorShape.PointingHandCursor if bar and bar.wheres else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the bar's records."""
        super().mouseReleaseEvent(event)
        self._open(self.bar_at(event.position().toPoint()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which bar is current."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No bar is current."""
        super().focusOutEvent(event)
        self.update()
