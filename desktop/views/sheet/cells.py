"""A cell edited where it stands, as in a spreadsheet: type or F2, Enter goes down, Tab right, Esc takes back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.errors import Busy, Invalid, Refusal
from desktop.ledger import Values
from desktop.views.form.editors import Editor, World, editor_for
from desktop.views.sheet.table import LedgerTable

LEAST_WIDTH, TOLD_WIDTH, BORDERS = 150, 320, 4
STEPS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STAY, UNDERSTOOD = (0, 0), "理解为"
ELSEWHERE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
Save = Callable[[str, Values], None]


class CellEditing(QObject):
    """The one cell of a table that is being edited."""

    refused = Signal(str)

    def __init__(self, table: LedgerTable, world: World, save: Save) -> None:
        """`save` takes a record's id and its new values, and raises a Refusal to have the cell corrected."""
        super().__init__(table)
        self.table, self.world, self._save = table, world, save
        self.give: Callable[[Values], bool] = _nobody
        self.frame: CellFrame | None = None
        self.waiting = False
        self.index = QPersistentModelIndex()
        self.read: Values = {}
        table.typed.connect(self.begin)
        table.emptied.connect(self.begin_empty)
        table.verticalScrollBar().valueChanged.connect(self._moved)
        table.horizontalScrollBar().valueChanged.connect(self._moved)
        table.rows.modelReset.connect(self.cancel)

    @property
    def editor(self) -> Editor | None:
        """The editor that is open."""
        return self.frame.editor if self.frame else None

    def begin(self, text: str = "") -> None:
        """Edit the current cell; `text` is what was typed already and replaces what is there."""
        index = self.table.currentIndex()
        if not index.isValid() or not self.finish():
            return
        if self.table.rows.pending:
            self.refused.emit(self.table.rows.pending)
            return
        column = self.table.rows.columns[index.column()]
        if column.parts:
            self.table.opened.emit(self.table.rows.ids[index.row()])
            return
        self.table.scrollTo(index)
        self.index = QPersistentModelIndex(index)
        self.read = dict(self.table.rows.record(index.row()))
        self._open(editor_for(column, self.world), text)

    def _open(self, editor: Editor, text: str) -> None:
        editor.set_value(self.read)
        self.frame = CellFrame(editor, self.table.viewport())
        self._place()
        self.frame.show()
        for stop in inner(editor):
            stop.installEventFilter(self)
            if isinstance(stop, QLineEdit) and stop.completer() is not None:
                stop.completer().popup().installEventFilter(self)  # Tab there would leave the table
        editor.entered.connect(self._entered)
        editor.changed.connect(self._understood)
        editor.go()
        line = line_of(editor)
        if line is not None and text:
            line.clear()
            line.insert(text)
        elif line is not None:
            line.end(False)

    def begin_empty(self) -> None:
        """Edit the current cell, what is there taken out first."""
        self.begin()
        line = line_of(self.editor) if self.editor else None
        if line is not None:
            line.clear()

    def _understood(self) -> None:
        """Show back below the cell how what is typed so far is understood."""
        if self.frame is not None and self.frame.editor.note.startswith(UNDERSTOOD):
            self.frame.note(self.frame.editor.note)
            self._place()

    def _entered(self) -> None:
        """Enter that a list of choices let through."""
        self.finish(STEPS[Qt.Key.Key_Return])

    def _place(self) -> None:
        if self.frame is None:
            return
        cell = self.table.visualRect(self.table.rows.index(self.index.row(), self.index.column()))
        room = self.table.viewport().rect()
        wide = min(max(cell.width(), TOLD_WIDTH if self.frame.told.isVisible() else LEAST_WIDTH), room.width())
        high = max(cell.height(), self.frame.height_at(wide))
        left = max(min(cell.left(), room.right() - wide), 0)
        top = max(min(cell.top(), room.bottom() - high), 0)
        self.frame.setGeometry(QRect(left, top, wide, high))

    def finish(self, step: tuple[int, int] = STAY) -> bool:
        """Keep what was typed and go on by (rows, columns); False where it has to be corrected first."""
        frame = self.frame
        if frame is None:
            return True
        frame.editor.understand()
        values = frame.editor.value()
        if frame.editor.problem:
            self._wrong(frame.editor.problem)
            return False
        row, column = self.index.row(), self.index.column()
        current = self.table.rows.record(row)
        if self._changed_meanwhile(current, values):
            return False
        if any((current.get(key) or None) != (value or None) for key, value in values.items()):
            try:
                self._save(current["id"], values)
            except Invalid as invalid:
                self._wrong("；".join(invalid.problems.values()))
                return False
            except Refusal as refusal:
                self.waiting = isinstance(refusal, Busy)
                self._wrong(refusal.sentence)
                return False
        self._close()
        if step != STAY and not self.table.moves.step(row, column, *step):
            self.table.go_to(row, column)
        return True

    def _changed_meanwhile(self, current: Values, values: Values) -> bool:
        """Whether the cell was given another value elsewhere since it was opened; told once, then what is here counts."""
        theirs = [key for key in values if (current.get(key) or None) != (self.read.get(key) or None)]
        if self.frame is None or not theirs or all(current.get(key) == values[key] for key in theirs):
            return False
        column = self.table.rows.columns[self.index.column()]
        self.read = dict(current)
        self._wrong(
            f"别处刚改成了“{column.kind.show(current.get(column.key)) or '空白'}”。再按一次 Enter 就以这里为准。"
        )
        return True

    def _spread(self) -> None:
        """Ctrl+Enter: what was typed is for every selected row."""
        if self.frame is None:
            return
        self.frame.editor.understand()
        values = self.frame.editor.value()
        if self.frame.editor.problem:
            self._wrong(self.frame.editor.problem)
            return
        frame = self.frame
        if self.give(values) and self.frame is frame:
            self._close()

    def _wrong(self, sentence: str) -> None:
        if self.frame is not None:
            self.frame.tell(sentence)
            self._place()
            self.frame.editor.go()
        self.refused.emit(sentence)

    def cancel(self) -> None:
        """Leave the cell as it was."""
        if self.frame is not None:
            self._close()

    def _close(self) -> None:
        frame, self.frame = self.frame, None
        if frame is not None:
            focus = QApplication.focusWidget()
            inside = focus is not None and frame.isAncestorOf(focus)
            if inside:
                self.table.setFocus()
            frame.hide()
            frame.deleteLater()

    def _moved(self) -> None:
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that end the editing, and the focus that goes elsewhere."""
        if self.frame is None:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            popup = QApplication.activePopupWidget()
            if popup is not None and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                popup.hide()
            if not self._choosing():
                return self._key(event)
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and event.reason() not in ELSEWHERE:
            QTimer.singleShot(0, self, self._left)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.cancel()
            self.table.setFocus()
            return True
        if key in ENTERS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._spread()
            return True
        if key in STEPS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            down, across = STEPS[key]
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and down:
                down = -1
            self.finish((down, across))
            return True
        return False

    def _choosing(self) -> bool:
        """Whether a list of choices is open: Enter and Esc are for it."""
        return QApplication.activePopupWidget() is not None

    def _left(self) -> None:
        frame, focus = self.frame, QApplication.focusWidget()
        if frame is None or (focus is not None and (focus is frame or frame.isAncestorOf(focus))):
            return
        self.waiting = False
        if not self.finish() and focus is not self.table and not self.waiting:
            self.cancel()  # beside the table what can't be kept is let go; what only has to wait stays


def _nobody(_values: Values) -> bool:
    """Nobody gives what was typed to other rows."""
    return False


class CellFrame(QFrame):
    """The editor over its cell, and below it what is wrong."""

    def __init__(self, editor: Editor, parent: QWidget) -> None:
        """Nothing is wrong yet."""
        super().__init__(parent)
        self.editor = editor
        self.setObjectName("cell")
        self.setAutoFillBackground(True)
        self.told = QLabel(self)
        self.told.setProperty("problem", True)
        self.told.setMargin(6)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.told.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        row = QHBoxLayout()
        row.addWidget(editor)
        box.addLayout(row)
        box.addWidget(self.told)

    def height_at(self, wide: int) -> int:
        """How high the frame is when so wide."""
        told = self.told.heightForWidth(wide) if self.told.isVisibleTo(self) else 0
        self.editor.field.ensurePolished()  # else it asks for less than it will take
        return self.editor.sizeHint().height() + BORDERS + max(told, 0)

    def tell(self, sentence: str) -> None:
        """Show what is wrong."""
        self.editor.mark(True)
        self._show(sentence, problem=True)

    def note(self, sentence: str) -> None:
        """Show what to know."""
        self.editor.mark(False)
        self._show(sentence, problem=False)

    def _show(self, sentence: str, *, problem: bool) -> None:
        self.told.setProperty("problem", problem)
        self.told.setProperty("note", not problem)
        self.told.style().polish(self.told)
        self.told.setText(sentence)
        self.told.show()


def inner(editor: Editor) -> list[QWidget]:
    """The widgets of an editor that take keys."""
    found = list(editor.stops())
    found += [line for stop in found if isinstance(stop, QComboBox) and (line := stop.lineEdit()) is not None]
    return found


def line_of(editor: Editor) -> QLineEdit | None:
    """The line of an editor that text goes into, if it has one."""
    return next((one for one in inner(editor) if isinstance(one, QLineEdit)), None)
