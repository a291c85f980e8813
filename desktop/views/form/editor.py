"""The editor of one value: typed as people type, told at once what is wrong, all by keyboard."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.errors import Unclear
from desktop.ledger import CodeList, Column, Context, Values
from desktop.rules.reading import Reading
from desktop.store.links import Choice
from desktop.views.kit import theme

FAR = dt.timedelta(days=183)
NOTE_LINES = 4
HINTS = {
    "date": "如 98.7、今天",
    "moment": "如 3.5 14:30",
    "time": "如 8:30",
    "idno": "18 位",
}


class World(Protocol):
    """What editors need to know of the office."""

    lists: dict[str, CodeList]

    def context(self, year: int | None = None) -> Context:
        """What reading a value needs."""

    def choices(self, column: Column, text: str, limit: int = 20) -> list[Choice]:
        """What a link may point to."""

    def named(self, column: Column, names: Sequence[str]) -> dict[str, list[Choice]]:
        """What a link may point to by these very titles."""


class Editor(QWidget):
    """The editor of one column; a line of text unless the kind wants more."""

    changed = Signal()
    entered = Signal()
    reshaped = Signal()
    settled = Signal()

    def __init__(self, column: Column, world: World, parent: QWidget | None = None) -> None:
        """Build the field; it is named for its column to tests and to assistive technology."""
        super().__init__(parent)
        self.column, self.world = column, world
        self.problem, self.note, self.suggestion = "", "", ""
        self._setting = False
        self.field: QWidget = self._build()
        self.field.setObjectName(column.key)
        self.field.setAccessibleName(column.title)
        if column.help:
            self.field.setToolTip(column.help)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self.field, 1)
        self._beside(row)

    def _build(self) -> QWidget:
        self.line = Line(self)
        self.line.setPlaceholderText(HINTS.get(self.column.kind.name, ""))
        if self.column.kind.align == "right":
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.textEdited.connect(self._edited)
        self.line.left.connect(self.understand)
        self.line.returnPressed.connect(self.entered)
        return self.line

    def _beside(self, row: QHBoxLayout) -> None:
        """What stands beside the field."""
        if self.column.kind.unit:
            label = QLabel(self.column.kind.unit, self)
            label.setProperty("muted", True)
            row.addWidget(label)

    @Slot()
    def _edited(self) -> None:
        if not self._setting:
            self.understand_quietly()
            self.changed.emit()

    def go(self) -> None:
        """Put the cursor here; no focus proxy, for Tab stops at a proxy once more than at its field."""
        self.field.setFocus()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.field]

    def mark(self, wrong: bool) -> None:
        """Show by the frame that something is wrong."""
        if bool(self.field.property("wrong")) != wrong:
            self.field.setProperty("wrong", wrong)
            self.field.style().polish(self.field)

    def restyle(self) -> None:
        """Tint the icons anew."""

    def text(self) -> str:
        """What stands in the field."""
        return self.line.text()

    def show_text(self, text: str) -> None:
        """Put text in the field."""
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def set_value(self, values: Mapping[str, Any]) -> None:
        """Show the column's part of a record."""
        self._setting = True
        self.show_text(self.column.kind.show(values.get(self.column.key)))
        self._setting = False
        self.problem = self.note = ""

    def value(self) -> Values:
        """The column's part of a record; what can't be read is left out and told by `problem`."""
        self.problem = self.note = self.suggestion = ""
        try:
            reading = self._read(self.text())
        except Unclear as unclear:
            self.suggestion = unclear.suggestion if self._readable(unclear.suggestion) else ""
            meant = unclear.suggestion if not self.suggestion else ""
            self.problem = unclear.reason + (f"（是否为 {meant}？）" if meant else "")
            return {}
        self.note = reading.note
        return {self.column.key: reading.value}

    def _read(self, text: str) -> Reading:
        """What is typed, as its kind reads it; a day without a year is of this one, or of the last where that is far ahead."""
        kind, today = self.column.kind, dt.date.today()
        reading = kind.read(text, self.world.context(today.year))
        ahead = (today + FAR).isoformat()
        if kind.name == "date" and reading.note and str(reading.value) > ahead:
            return kind.read(text, self.world.context(today.year - 1))
        return reading

    def _readable(self, text: str) -> bool:
        try:
            return self.column.kind.read(text, self.world.context()).value is not None
        except Unclear:
            return False

    def take_suggestion(self) -> None:
        """Put what is suggested in place of what was typed."""
        if self.suggestion:
            self.show_text(self.suggestion)
            self.understand()

    def understand_quietly(self) -> None:
        """Read what is typed so far; while typing only an identity number of full length is judged."""
        kind = self.column.kind.name
        values = self.value()
        if kind != "idno" or len(self.text().strip()) < 15:
            self.problem = self.suggestion = ""
        if not self.problem and values and kind in ("date", "moment"):
            shown = self.column.kind.show(values.get(self.column.key))
            self.note = f"理解为 {shown}" if shown and shown != self.text().strip() else ""

    @Slot()
    def understand(self) -> None:
        """On leaving the field: show the value back as it was understood, or say what is wrong."""
        values = self.value()
        if not self.problem and self.column.key in values:
            note = self.note
            shown = self.column.kind.show(values[self.column.key])
            if shown != self.text():
                self._setting = True
                self.show_text(shown)
                self._setting = False
            self.note = note
        self.changed.emit()
        self.settled.emit()


class NoteEditor(Editor):
    """Text of several lines; Tab goes on to the next field."""

    def _build(self) -> QWidget:
        self.area = Area(self)
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(self.area.fontMetrics().lineSpacing() * NOTE_LINES + 16)
        self.area.textChanged.connect(self._edited)
        return self.area

    def text(self) -> str:
        """What stands in the field."""
        return self.area.toPlainText()

    def show_text(self, text: str) -> None:
        """Put text in the field."""
        self.area.setPlainText(text)


class Line(QLineEdit):
    """A line that tells when it is left; Ctrl+Z is its own only while there is typing to take back."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window where nothing was typed."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and turns_nothing(event, undo=self.isUndoAvailable(), redo=self.isRedoAvailable())
        ):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field is left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class Area(QPlainTextEdit):
    """Text of several lines; Ctrl+Z is its own only while there is typing to take back."""

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window where nothing was typed."""
        text = self.document()
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and turns_nothing(event, undo=text.isUndoAvailable(), redo=text.isRedoAvailable())
        ):
            event.ignore()
            return False
        return super().event(event)


def turns_nothing(event: QKeyEvent, *, undo: bool, redo: bool) -> bool:
    """Whether a key asks a field to undo or redo what it has not done."""
    undoes, redoes = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
    return (undoes and not undo) or (redoes and not redo)
