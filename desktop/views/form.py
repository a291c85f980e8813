"""The form of one record: an editor per field in the ledger's groups, problems beside the fields. It holds no record."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.ledger import Column, Ledger, Values
from desktop.rules.identity import birth_of, sex_of
from desktop.views import theme
from desktop.views.editors import Editor, World, editor_for

TWO_COLUMNS, ROOMY = 400, 640
WIDE_KINDS = frozenset({"note", "parts"})
LONG_KINDS = WIDE_KINDS | {"text", "link"}


class FieldRow(QWidget):
    """One field: its title over its editor, what is wrong or to know under it."""

    def __init__(self, column: Column, editor: Editor, parent: QWidget | None = None) -> None:
        """A required field bears a mark."""
        super().__init__(parent)
        self.column, self.editor = column, editor
        title = QLabel(column.title, self)
        title.setProperty("muted", True)
        title.setBuddy(editor.field)
        head = QHBoxLayout()
        head.addWidget(title)
        if column.required:
            star = QLabel("*", self)
            star.setProperty("problem", True)
            head.addWidget(star)
        head.addStretch(1)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(head)
        for part in (editor, self.told):
            box.addWidget(part)
        box.addStretch(1)

    def tell(self, problem: str, note: str) -> None:
        """Show what is wrong, else what to know, else nothing."""
        text = problem or note
        self.told.setText(text)
        self.told.setProperty("problem", bool(problem))
        self.told.setProperty("note", bool(note and not problem))
        self.told.style().polish(self.told)
        self.told.setVisible(bool(text))
        if bool(self.editor.field.property("wrong")) != bool(problem):
            self.editor.field.setProperty("wrong", bool(problem))
            self.editor.field.style().polish(self.editor.field)


class RecordForm(QWidget):
    """The form of any ledger."""

    save_requested = Signal(bool)
    close_requested = Signal()

    def __init__(self, ledger: Ledger, world: World, parent: QWidget | None = None) -> None:
        """Build every group of the declaration."""
        super().__init__(parent)
        self.ledger = ledger
        self.setObjectName("form")
        self.rows: dict[str, FieldRow] = {}
        self.groups: list[tuple[QGridLayout, list[FieldRow]]] = []
        self._before: Values = {}
        self._shape: tuple[int, frozenset[str]] = (0, WIDE_KINDS)
        self.title = QLabel(self)
        self.title.setProperty("title", True)
        self.title.setWordWrap(True)
        self.whole = QLabel(self)
        self.whole.setWordWrap(True)
        self.whole.setProperty("problem", True)
        self.whole.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.GRID * 2, 0, 0, 0)
        box.setSpacing(theme.GRID * 2)
        box.addLayout(self._head())
        box.addWidget(self.whole)
        box.addWidget(self._body(world), 1)
        box.addLayout(self._foot())
        for keys, slot in (("Ctrl+S", self._save), ("Ctrl+Return", self._save_and_new), ("Esc", self._close)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        return row

    def _body(self, world: World) -> QScrollArea:
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.GRID, 0)
        column.setSpacing(theme.GRID * 3)
        for name, keys in self.ledger.form.items():
            column.addWidget(self._group(name, keys, world, inner))
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self.area = area
        return area

    def _group(self, name: str, keys: tuple[str, ...], world: World, parent: QWidget) -> QFrame:
        card = QFrame(parent)
        card.setProperty("card", True)
        box = QVBoxLayout(card)
        box.setContentsMargins(16, 12, 16, 16)
        title = QLabel(name, card)
        title.setProperty("group", True)
        box.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        box.addLayout(grid)
        rows = []
        for key in keys:
            editor = editor_for(self.ledger.columns[key], world, card)
            row = FieldRow(self.ledger.columns[key], editor, card)
            editor.changed.connect(self._edited)
            editor.entered.connect(self._next)
            self.rows[key] = row
            rows.append(row)
        self.groups.append((grid, rows))
        return card

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.save_button = QPushButton("保存", self)
        self.save_button.setProperty("primary", True)
        self.save_button.setToolTip("Ctrl+S")
        self.again_button = QPushButton("保存并新建", self)
        self.again_button.setToolTip("Ctrl+Enter")
        self.close_button = QPushButton("关闭", self)
        self.close_button.setToolTip("Esc")
        for button, slot in (
            (self.save_button, self._save),
            (self.again_button, self._save_and_new),
            (self.close_button, self._close),
        ):
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addStretch(1)
        self.foot = row
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column of fields or two, as there is room."""
        super().resizeEvent(event)
        self._arrange()

    def add_button(self, button: QPushButton) -> None:
        """One button more at the foot, for what a ledger can do besides."""
        button.setAutoDefault(False)
        self.foot.insertWidget(self.foot.count() - 1, button)

    def _arrange(self) -> None:
        across = 2 if self.width() >= TWO_COLUMNS else 1
        wide_kinds = WIDE_KINDS if self.width() >= ROOMY else LONG_KINDS
        if (across, wide_kinds) == self._shape:
            return
        self._shape = (across, wide_kinds)
        previous: QWidget | None = None
        for grid, rows in self.groups:
            line = place = 0
            for row in rows:
                wide = row.column.kind.name in wide_kinds
                if wide and place:
                    line, place = line + 1, 0
                grid.addWidget(row, line, place, 1, across if wide else 1)
                place += across if wide else 1
                if place >= across:
                    line, place = line + 1, 0
                if previous is not None:
                    QWidget.setTabOrder(previous, row.editor)
                previous = row.editor
            for column in range(2):
                grid.setColumnStretch(column, 1 if column < across else 0)

    def show_record(self, values: Mapping[str, Any] | None) -> None:
        """Show a record, or a blank form for a new one."""
        shown = dict(values) if values is not None else self.ledger.blank()
        for row in self.rows.values():
            row.editor.set_value(shown)
            row.tell("", row.editor.note)
        self.title.setText(self.ledger.title_of(shown) if values else f"新建{self.ledger.title}")
        self.whole.hide()
        self._before = self.values()
        if values:
            self._warn(dict(values))

    def _warn(self, values: Values) -> None:
        for key, sentence in self.ledger.warn(values).items():
            if key in self.rows:
                self.rows[key].tell("", sentence)

    def values(self) -> Values:
        """What stands in the form."""
        found: Values = {}
        for row in self.rows.values():
            found |= row.editor.value()
        return found

    @property
    def is_dirty(self) -> bool:
        """Whether anything differs from what was shown first."""
        return self.values() != self._before

    def problems(self) -> dict[str, str]:
        """What is wrong in the fields, by key; shown beside them."""
        self.values()
        found = {key: row.editor.problem for key, row in self.rows.items() if row.editor.problem}
        self.set_problems(found)
        return found

    def set_problems(self, problems: Mapping[str, str]) -> None:
        """Show sentences beside their fields, the others on top; go to the first."""
        for key, row in self.rows.items():
            row.tell(problems.get(key, ""), row.editor.note)
        others = [sentence for key, sentence in problems.items() if key not in self.rows]
        self.whole.setText("；".join(others))
        self.whole.setVisible(bool(others))
        first = next((row for key, row in self.rows.items() if key in problems), None)
        if first:
            first.editor.setFocus()
            self.area.ensureWidgetVisible(first)

    def focus_first(self) -> None:
        """Put the cursor in the first field."""
        next(iter(self.rows.values())).editor.setFocus()

    @Slot()
    def _edited(self) -> None:
        editor: QObject | None = self.sender()
        for row in self.rows.values():
            if row.editor is editor:
                row.tell(row.editor.problem, row.editor.note)
                if row.column.kind.name == "idno":
                    self._from_number(row.editor)

    def _from_number(self, editor: Editor) -> None:
        """A valid number fills birth and sex where they are blank."""
        number = editor.value().get(editor.column.key)
        if editor.problem or not number or len(str(number)) != 18:
            return
        for key, text in (("birth", birth_of(str(number))), ("sex", sex_of(str(number)))):
            if key in self.rows and not self.rows[key].editor.text():
                self.rows[key].editor.set_value({key: text})
                self.rows[key].tell("", "由身份证号填入，请核对")

    @Slot()
    def _next(self) -> None:
        self.focusNextChild()

    @Slot()
    def _save(self) -> None:
        self.save_requested.emit(False)

    @Slot()
    def _save_and_new(self) -> None:
        self.save_requested.emit(True)

    @Slot()
    def _close(self) -> None:
        self.close_requested.emit()
