"""One editor per kind of value: typed as people type, told at once what is wrong, all by keyboard."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import Unclear
from desktop.ledger import CodeList, Column, Context, Values
from desktop.ledger.kinds import Code, Link
from desktop.rules.names import split_names
from desktop.rules.reading import Reading
from desktop.store.links import Choice
from desktop.store.search import spelled
from desktop.views.kit import theme
from desktop.views.kit.dialogs import show
from desktop.views.kit.fields import Calendar, Combo

Index = QModelIndex | QPersistentModelIndex
TYPED_MS = 70
FAR = dt.timedelta(days=183)
NOTE_LINES = 4
LISTED = re.compile(r"[,;/|\n]")
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
        if self.column.kind.name in ("money", "hours"):
            label = QLabel("元" if self.column.kind.name == "money" else "小时", self)
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


class ChoiceEditor(Editor):
    """A value of a code list, found by typing its text or its initials."""

    def _build(self) -> QWidget:
        self.combo = Combo(self)
        self.combo.setLineEdit(Line(self.combo))
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(4)
        self.combo.addItems(["", *self._texts()])
        self.fits = QStringListModel(self)
        completer = QCompleter(self.fits, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.combo.setCompleter(completer)
        self.combo.editTextChanged.connect(self._edited)
        line = self.combo.lineEdit() or QLineEdit()
        line.editingFinished.connect(self.understand)
        line.returnPressed.connect(self.entered)
        line.setAccessibleName(self.column.title)
        return self.combo

    def relist(self) -> None:
        """Offer the list as it stands now; what stands in the field stays."""
        self._setting, before = True, self._setting
        text = self.combo.currentText()
        self.combo.clear()
        self.combo.addItems(["", *self._texts()])
        self.show_text(text)
        self._setting = before

    def _texts(self) -> list[str]:
        kind = self.column.kind
        codes = self.world.lists.get(kind.list) if isinstance(kind, Code) else None
        return list(codes.texts) if codes else ["是", "否"]

    def _fitting(self, typed: str) -> list[str]:
        small = typed.lower()
        return [
            text for text in self._texts() if typed in text or any(word.startswith(small) for word in spelled(text))
        ]

    @Slot()
    def _edited(self) -> None:
        """Offer what fits before the completer looks."""
        if not self._setting:
            self.fits.setStringList(self._fitting(self.combo.currentText().strip()))
        super()._edited()

    def text(self) -> str:
        """What stands in the field; initials that fit one value alone mean that value."""
        typed = self.combo.currentText().strip()
        if typed and typed.isascii() and typed.isalpha():
            whole = [text for text in self._texts() if spelled(text)[1] == typed.lower()]
            fits = whole or [text for text in self._texts() if any(w.startswith(typed.lower()) for w in spelled(text))]
        elif typed and self._is_closed() and typed not in self._texts():
            fits = [text for text in self._texts() if typed in text]
        else:
            return typed
        return fits[0] if len(fits) == 1 else typed

    def _is_closed(self) -> bool:
        """Whether nothing can be added to the list."""
        kind = self.column.kind
        codes = self.world.lists.get(kind.list) if isinstance(kind, Code) else None
        return codes is None or codes.closed

    def show_text(self, text: str) -> None:
        """Put text in the field; the list opens at it where it is listed."""
        self.combo.setCurrentIndex(
            self.combo.findText(text, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchCaseSensitive)
        )
        self.combo.setEditText(text)


class Candidates(QAbstractListModel):
    """What a link may point to, for the completer's list."""

    def __init__(self, parent: QWidget) -> None:
        """Empty until something is typed."""
        super().__init__(parent)
        self.found: list[Choice] = []

    def show_found(self, found: list[Choice]) -> None:
        """Offer these."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many there are."""
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title with what tells it apart; the title alone when it is taken."""
        if not index.isValid() or index.row() >= len(self.found):
            return None
        choice = self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{choice.title}　{choice.detail}" if choice.detail else choice.title
        return choice.title if role == Qt.ItemDataRole.EditRole else None


class LinkEditor(Editor):
    """Another record, chosen by typing; text that leads nowhere yet is kept and told."""

    def _build(self) -> QWidget:
        self.chosen: str | None = None
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(TYPED_MS)
        self.wait.timeout.connect(self._offer)
        line = super()._build()
        self.line.setPlaceholderText("输入姓名、拼音或首字母" if self._to_person() else "输入名称或首字母")
        self.model = Candidates(self)
        self.completer = QCompleter(self.model, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setCompletionRole(Qt.ItemDataRole.EditRole)
        self.completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]
        self.line.setCompleter(self.completer)
        return line

    def _to_person(self) -> bool:
        return isinstance(self.column.kind, Link) and self.column.kind.person

    @Slot()
    def _edited(self) -> None:
        if not self._setting:
            self.chosen = None
            self.wait.start()
        super()._edited()

    @Slot()
    def _offer(self) -> None:
        if self.line.hasFocus() and self.text().strip():
            self.model.show_found(self.world.choices(self.column, self.text().strip()))
            if self.model.found:
                self.completer.complete()

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self.model.found):
            choice = self.model.found[index.row()]
            self._setting = True
            self.show_text(choice.title)
            self._setting = False
            self.chosen, self.note = choice.id, ""
            self.changed.emit()

    @Slot()
    def understand(self) -> None:
        """Letters that only one record answers to mean that record; words are kept as they are."""
        typed = self.text().strip()
        if typed and typed.isascii() and typed.isalpha() and not self.chosen:
            found = self.world.choices(self.column, typed, 2)
            if len(found) == 1:
                self.model.show_found(found)
                self._take(self.model.index(0, 0))
        super().understand()

    def set_value(self, values: Mapping[str, Any]) -> None:
        """Show the title; remember which record it is."""
        super().set_value(values)
        self.chosen = values.get(f"{self.column.key}_id")
        self.note = "" if self.chosen or not self.text() else "还没有关联，保留所填文字"

    def value(self) -> Values:
        """The text and, where one was chosen, the record."""
        found = super().value()
        text = found.get(self.column.key)
        if text and not self.chosen:
            exact = [one for one in self.world.choices(self.column, str(text)) if one.title == text]
            self.chosen = exact[0].id if len(exact) == 1 else None
            self.note = (
                "" if self.chosen else f"有 {len(exact)} 个同名，请从列表里选" if exact else "没有找到，保留所填文字"
            )
        return {**found, f"{self.column.key}_id": self.chosen if text else None}

    def understand_quietly(self) -> None:
        """Nothing is looked up at every key."""
        self.problem = self.note = ""


class PartsEditor(Editor):
    """Child rows: one line each, Enter in the last adds another; a pasted list of names becomes rows."""

    def _build(self) -> QWidget:
        self.rows: list[list[Editor]] = []
        box = QWidget(self)
        self.grid = QGridLayout()
        self.grid.setSpacing(theme.GRID)
        self.add_button = QPushButton("添加一行", box)
        self.add_button.setProperty("flat", True)
        self.add_button.clicked.connect(self.add_row)
        self.add_button.setAutoDefault(True)  # Enter presses it too
        self.sum = QLabel(box)
        self.sum.setProperty("muted", True)
        self.list_button = QPushButton("粘贴名单…", box)
        self.list_button.setProperty("flat", True)
        self.list_button.clicked.connect(self._ask_names)
        first = self._columns()[0].link
        self.list_button.setVisible(bool(first and first.person))
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addWidget(self.list_button)
        foot.addStretch(1)
        foot.addWidget(self.sum)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.grid)
        column.addLayout(foot)
        return box

    def go(self) -> None:
        """Put the cursor in the first wrong field, the first field, or on the button that adds one."""
        every = [editor for row in self.rows for editor in row]
        wrong = [editor for editor in every if editor.problem]
        stop = (wrong or every)[0].field if every else self.add_button
        stop.setFocus()

    def stops(self) -> list[QWidget]:
        """Every field of every row, its delete button, and the button that adds one."""
        found = [stop for row in self.rows for stop in (*(part for one in row for part in one.stops()), _remover(row))]
        return [*found, self.add_button, *([] if self.list_button.isHidden() else [self.list_button])]

    def mark(self, wrong: bool) -> None:
        """The fields that are wrong bear the frame."""
        for row in self.rows:
            for editor in row:
                editor.mark(wrong and bool(editor.problem))

    def restyle(self) -> None:
        """Tint the icons anew."""
        for row in self.rows:
            _remover(row).setIcon(theme.icon("close"))
            for editor in row:
                editor.restyle()

    def _reshape(self) -> None:
        self._sum_up()
        self.reshaped.emit()

    def _columns(self) -> list[Column]:
        parts = self.column.parts
        return list(parts.columns) if parts else []

    @Slot()
    def add_row(self) -> None:
        """One more line, ready for typing."""
        self._split_lists()
        self._insert({})
        self._reshape()
        self.rows[-1][0].go()

    @Slot()
    def _ask_names(self) -> None:
        """People by a pasted list: told apart where they share a name, none twice."""
        from desktop.views.kit.name_list import NamesDialog  # noqa: PLC0415 - the first window does without

        column = self._columns()[0]
        dialog = NamesDialog(self.world, column, f"加为{column.title}", parent=self.window())
        dialog.taken.connect(self._take_people)
        show(dialog)

    @Slot(object)
    def _take_people(self, people: Sequence[Choice]) -> None:
        column = self._columns()[0]
        known = {row[0].value().get(f"{column.key}_id") for row in self.rows}
        for row in [row for row in self.rows if not row[0].text()]:
            self._drop(row)
        for one in people:
            if one.id not in known:
                self._insert({column.key: one.title, f"{column.key}_id": one.id})
        self._reshape()
        self._row_changed()

    def _insert(self, values: Mapping[str, Any]) -> None:
        number = self.grid.rowCount()
        editors = [
            editor_for(column, self.world, self.field if hasattr(self, "field") else self) for column in self._columns()
        ]
        for place, editor in enumerate(editors):
            editor.set_value(values)
            editor.changed.connect(self._row_changed)
            editor.entered.connect(self._row_entered)
            editor.settled.connect(self._split_lists)
            self.grid.addWidget(editor, number, place, 1, 1)
            self.grid.setColumnStretch(place, 2 if place == 0 else 1)
        button = QToolButton(self)
        button.setIcon(theme.icon("close"))
        button.setAccessibleName("删除这一行")
        button.setToolTip("删除这一行")
        button.clicked.connect(self._delete_row)
        self.grid.addWidget(button, number, len(editors))
        editors[0].setProperty("remove", button)
        self.rows.append(editors)

    @Slot()
    def _delete_row(self) -> None:
        button = self.sender()
        for row in list(self.rows):
            if _remover(row) is button:
                self._drop(row)
        self._reshape()
        self._row_changed()
        self.go()

    def _drop(self, row: list[Editor]) -> None:
        self.rows.remove(row)
        for widget in (*row, _remover(row)):
            self.grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    @Slot()
    def _row_entered(self) -> None:
        last = bool(self.rows) and self.sender() is self.rows[-1][-1]
        if last and self.rows[-1][0].text():
            self.add_row()
        else:
            self.entered.emit()

    @Slot()
    def _row_changed(self) -> None:
        told = [editor for row in self.rows for editor in row]
        self.problem = next((editor.problem for editor in told if editor.problem), "")
        self.note = next((editor.note for editor in told if editor.note), "")
        self._sum_up()
        if not self._setting:
            self.changed.emit()

    @Slot()
    def _split_lists(self) -> None:
        """A row that holds several names becomes a row for each, once it is left."""
        if not any(len(_pieces(row)) > 1 for row in self.rows):
            return
        inside = any(stop.hasFocus() for stop in self.stops())
        pieces = [piece for row in self.rows for piece in _pieces(row)]
        for row in list(self.rows):
            self._drop(row)
        for piece in pieces:
            self._insert(piece)
        self._reshape()
        if inside:
            self.rows[-1][0].go()

    def _sum_up(self) -> None:
        money = [index for index, column in enumerate(self._columns()) if column.kind.name in ("money", "count")]
        if money:
            column = self._columns()[money[0]]
            amounts = [row[money[0]].value().get(column.key) or 0 for row in self.rows]
            self.sum.setText(f"合计 {column.kind.show(sum(amounts))}" if self.rows else "")
        else:
            counted = "人" if self._columns()[0].link else "项"
            self.sum.setText(f"共 {len(self.rows)} {counted}" if self.rows else "")

    def text(self) -> str:
        """Whether anything stands there."""
        return self.column.kind.show(self.value().get(self.column.key))

    def set_value(self, values: Mapping[str, Any]) -> None:
        """Show the child rows."""
        self._setting = True
        for row in list(self.rows):
            self._drop(row)
        for part in values.get(self.column.key) or ():
            self._insert(part)
        self._reshape()
        self._setting = False
        self.problem = self.note = ""

    def value(self) -> Values:
        """The child rows that are not blank; a row of several names counts as a row for each."""
        pieces = [piece for row in self.rows for piece in _pieces(row)]
        self.problem = next((editor.problem for row in self.rows for editor in row if editor.problem), "")
        return {self.column.key: [piece for piece in pieces if any(value is not None for value in piece.values())]}

    @Slot()
    def understand(self) -> None:
        """Each line understands itself."""


def _remover(row: list[Editor]) -> QToolButton:
    """The button that takes a row away."""
    button: QToolButton = row[0].property("remove")
    return button


def _pieces(row: list[Editor]) -> list[Values]:
    """What a row says: its values, or where it is one field with several names, those of each."""
    names = _names(row[0].text()) if len(row) == 1 else []
    if len(names) > 1:
        return [{row[0].column.key: name} for name in names]
    whole: Values = {}
    for editor in row:
        whole |= editor.value()
    return [whole]


def _names(text: str) -> list[str]:
    """The names in a row; `Zhang San` is one, a space parts names only where Han is written."""
    return [text] if text.isascii() and not LISTED.search(text) else split_names(text)


EDITORS: dict[str, type[Editor]] = {
    "note": NoteEditor,
    "date": DateEditor,
    "moment": DateEditor,
    "choice": ChoiceEditor,
    "flag": ChoiceEditor,
    "link": LinkEditor,
    "parts": PartsEditor,
}


def editor_for(column: Column, world: World, parent: QWidget | None = None) -> Editor:
    """The editor that a column's kind asks for."""
    return EDITORS.get(column.kind.editor, Editor)(column, world, parent)


__all__ = ["Editor", "World", "editor_for"]
