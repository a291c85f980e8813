"""The small widgets editors are made of: a choice that never changes by accident, and a calendar for dates."""

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QIcon, QKeyEvent, QPainter, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCalendarWidget,
    QComboBox,
    QFrame,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.views.kit import theme

FIRST, LAST = QDate(1900, 1, 1), QDate(2100, 12, 31)
DIM = 110


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


class Month(QCalendarWidget):
    """A month of days under its name as it is written here, 1984年9月; days of the months beside it stand back."""

    def __init__(self, parent: QWidget) -> None:
        """In Chinese, weeks from Monday."""
        super().__init__(parent)
        self.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setDateRange(FIRST, LAST)
        self.currentPageChanged.connect(self._named)
        self._put_year_first()
        self._named()

    def _button(self, name: str) -> QToolButton:
        found = self.findChild(QToolButton, f"qt_calendar_{name}")
        return found if isinstance(found, QToolButton) else QToolButton(self)

    def _put_year_first(self) -> None:
        """Qt writes month and year in that order in every language."""
        month, year = self._button("monthbutton"), self._button("yearbutton")
        bar = month.parentWidget()
        row = bar.layout() if bar is not None else None
        if isinstance(row, QBoxLayout):
            row.removeWidget(month)
            row.insertWidget(row.indexOf(year) + 1, month)
        edit = self.findChild(QSpinBox, "qt_calendar_yearedit")
        if isinstance(edit, QSpinBox):
            edit.setSuffix("年")
        for number, action in enumerate(month.menu().actions(), 1):
            action.setText(f"{number}月")

    @Slot()
    def _named(self) -> None:
        """Qt names the month anew at every turn of the page."""
        self._button("yearbutton").setText(f"{self.yearShown()}年")
        self._button("monthbutton").setText(f"{self.monthShown()}月")

    def paintCell(self, painter: QPainter, rect: QRect, date: QDate) -> None:
        """A style sheet leaves all days of one colour."""
        if date.month() == self.monthShown():
            super().paintCell(painter, rect, date)
            return
        colour = QColor(theme.current().muted)
        colour.setAlpha(DIM)
        painter.save()
        painter.setPen(colour)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(date.day()))
        painter.restore()


class Calendar(QFrame):
    """A month under a date field; a click or Enter picks the day, Esc leaves all as it was."""

    picked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """A popup with its month."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("card", True)
        self.month = Month(self)
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
