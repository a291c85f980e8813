"""The small widgets editors are made of: a choice that never changes by accident, and a calendar for dates."""

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QIcon, QKeyEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QFrame, QToolButton, QVBoxLayout, QWidget

from desktop.views import theme

FIRST, LAST = QDate(1900, 1, 1), QDate(2100, 12, 31)


class Combo(QComboBox):
    """A choice that opens on arrow down and leaves the wheel to the page it stands in."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past a choice must not change it."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows open the list; a value is taken by Enter."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.showPopup()
            return
        super().keyPressEvent(event)


class Calendar(QFrame):
    """A month under a date field; a click or Enter picks the day, Esc leaves all as it was."""

    picked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """A popup in Chinese, weeks from Monday."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("card", True)
        self.month = QCalendarWidget(self)
        self.month.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setDateRange(FIRST, LAST)
        self.month.clicked.connect(self._pick)
        self.month.activated.connect(self._pick)
        self.setFocusProxy(self.month)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self.month)

    def open_under(self, field: QWidget, day: QDate) -> None:
        """Show the month of `day` under the field, above it where the screen ends."""
        self._dress()
        self.month.setSelectedDate(day)
        self.adjustSize()
        place = field.mapToGlobal(QPoint(0, field.height() + 2))
        room = field.screen().availableGeometry()
        if place.y() + self.height() > room.bottom():
            place.setY(field.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        self.move(place)
        self.show()
        self.month.setFocus()

    def _dress(self) -> None:
        """Qt's own red week-ends and green arrows are no part of the palette."""
        weekend = QTextCharFormat()
        weekend.setForeground(QBrush(QColor(theme.current().muted)))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day, weekend)
        for name, text in (("qt_calendar_prevmonth", "‹"), ("qt_calendar_nextmonth", "›")):
            arrow = self.month.findChild(QToolButton, name)
            if isinstance(arrow, QToolButton):
                arrow.setIcon(QIcon())
                arrow.setText(text)

    @Slot(QDate)
    def _pick(self, day: QDate) -> None:
        if self.isVisible():
            self.hide()
            self.picked.emit(day.toString(Qt.DateFormat.ISODate))
