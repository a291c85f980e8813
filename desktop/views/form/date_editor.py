"""A date typed as people type it, or picked from a calendar."""

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views.form.editor import Editor
from desktop.views.kit import theme
from desktop.views.kit.fields import Calendar


class DateEditor(Editor):
    """A date as people type it, with a calendar for those who would rather look (Alt and arrow down)."""

    def _build(self) -> QWidget:
        line = super()._build()
        self.calendar: Calendar | None = None
        self.opens = QAction(theme.icon("calendar", theme.current().muted), "打开日历（Alt+↓）", self)
        self.opens.triggered.connect(self.open_calendar)
        self.line.addAction(self.opens, QLineEdit.ActionPosition.TrailingPosition)
        keys = QShortcut(QKeySequence("Alt+Down"), self.line)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.open_calendar)
        return line

    def restyle(self) -> None:
        """Tint the icon anew."""
        self.opens.setIcon(theme.icon("calendar", theme.current().muted))

    def _parts(self) -> tuple[str, str]:
        known = str(self.value().get(self.column.key) or "")
        day, _, time = known.partition("T")
        return day, time

    @Slot()
    def open_calendar(self) -> None:
        """Show the month of the date in the field, else this month."""
        if self.calendar is None:
            self.calendar = Calendar(self)
            self.calendar.picked.connect(self._picked)
        day = QDate.fromString((self._parts()[0] + "-01-01")[:10], Qt.DateFormat.ISODate)
        self.calendar.open_under(self.line, day if day.isValid() else QDate.currentDate())

    @Slot(str)
    def _picked(self, day: str) -> None:
        time = self._parts()[1]
        self.show_text(f"{day} {time}".strip())
        self.line.setFocus()
        self.understand()
