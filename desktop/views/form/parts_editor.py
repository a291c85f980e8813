"""The child rows of a record: a line of editors each, added, pasted as a list of names, taken away, summed."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.ledger import Column, Values
from desktop.rules.names import split_names
from desktop.store.links import Choice
from desktop.views.form.editor import Editor, World
from desktop.views.form.plain_editors import plain_editor
from desktop.views.kit import theme
from desktop.views.kit.dialogs import show

DAY_WIDTH = 124
LISTED = re.compile(r"[,;/|\n]")


class PartRow:
    """One child row: an editor per column, and the button that takes the row away."""

    def __init__(self, columns: Sequence[Column], world: World, values: Mapping[str, Any], parent: QWidget) -> None:
        """Show the values."""
        self.known: Values = {"id": values["id"]} if values.get("id") else {}  # a child stays the record it was
        self.editors = [plain_editor(column, world, parent) for column in columns]
        for editor in self.editors:
            editor.set_value(values)
        self.began = bool(self.known) and all(values.get(column.key) is None for column in columns)
        self.remover = QToolButton(parent)
        self.remover.setIcon(theme.icon("close"))
        self.remover.setAccessibleName("删除这一行")
        self.remover.setToolTip("删除这一行")
        self.tools: list[QWidget] = [self.remover]

    @property
    def first(self) -> Editor:
        """The editor a row begins with."""
        return self.editors[0]

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [*(stop for editor in self.editors for stop in editor.stops()), *self.tools]

    def restyle(self) -> None:
        """Tint the icons anew."""
        self.remover.setIcon(theme.icon("close"))
        for editor in self.editors:
            editor.restyle()

    def stands(self, piece: Values) -> bool:
        """Whether a row says something; a child that never said anything here has it elsewhere."""
        return self.began or any(value is not None for key, value in piece.items() if key != "id")

    def pieces(self) -> list[Values]:
        """What the row says: its values, or where it is one field with several names, those of each."""
        names = _names(self.first.text()) if len(self.editors) == 1 else []
        if len(names) > 1:
            return [{self.first.column.key: name} for name in names]
        whole = dict(self.known)
        for editor in self.editors:
            whole |= editor.value()
        return [whole]


class PartsEditor(Editor):
    """Child rows: one line each, Enter in the last adds another; a pasted list of names becomes rows."""

    def _build(self) -> QWidget:
        parts = self.column.parts
        self.columns = list(parts.columns) if parts else []
        self.rows: list[PartRow] = []
        box = QWidget(self)
        self.grid = QGridLayout()
        self.grid.setSpacing(theme.GRID)
        self.add_button = _flat("添加一行", box, self.add_row)
        self.add_button.setAutoDefault(True)  # Enter presses it too
        self.sum = QLabel(box)
        self.sum.setProperty("muted", True)
        self.list_button = _flat("粘贴名单…", box, self._ask_names)
        first = self.columns[0].link
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

    def _editors(self) -> list[Editor]:
        return [editor for row in self.rows for editor in row.editors]

    def go(self) -> None:
        """Put the cursor in the first wrong field, the first field, or on the button that adds one."""
        every = self._editors()
        wrong = [editor for editor in every if editor.problem]
        stop = (wrong or every)[0].field if every else self.add_button
        stop.setFocus()

    def stops(self) -> list[QWidget]:
        """Every field of every row, its delete button, and the button that adds one."""
        found = [stop for row in self.rows for stop in row.stops()]
        return [*found, self.add_button, *([] if self.list_button.isHidden() else [self.list_button])]

    def mark(self, wrong: bool) -> None:
        """The fields that are wrong bear the frame."""
        for editor in self._editors():
            editor.mark(wrong and bool(editor.problem))

    def restyle(self) -> None:
        """Tint the icons anew."""
        for row in self.rows:
            row.restyle()

    def _reshape(self) -> None:
        self.sum.setText(total(self.columns, self.rows))
        self.reshaped.emit()

    @Slot()
    def add_row(self) -> None:
        """One more line, ready for typing."""
        self._split_lists()
        self._insert({})
        self._reshape()
        self.rows[-1].first.go()

    @Slot()
    def _ask_names(self) -> None:
        """People by a pasted list: told apart where they share a name, none twice."""
        from desktop.views.kit.name_list import NamesDialog  # noqa: PLC0415 - the first window does without

        column = self.columns[0]
        dialog = NamesDialog(self.world, column, f"加为{column.title}", parent=self.window())
        dialog.taken.connect(self._take_people)
        show(dialog)

    @Slot(object)
    def _take_people(self, people: Sequence[Choice]) -> None:
        key = self.columns[0].key
        known = {row.first.value().get(f"{key}_id") for row in self.rows}
        for row in [row for row in self.rows if not row.first.text()]:
            self._drop(row)
        for one in people:
            if one.id not in known:
                self._insert({key: one.title, f"{key}_id": one.id})
        self._reshape()
        self._row_changed()

    def _insert(self, values: Mapping[str, Any]) -> None:
        number, row = self.grid.rowCount(), PartRow(self.columns, self.world, values, self.field)
        for place, editor in enumerate(row.editors):
            editor.changed.connect(self._row_changed)
            editor.entered.connect(self._row_entered)
            editor.settled.connect(self._split_lists)
            if editor.column.kind.name == "date":
                editor.setMinimumWidth(theme.scaled(DAY_WIDTH))  # a whole day is seen however narrow the form
            self.grid.addWidget(editor, number, place, 1, 1)
            self.grid.setColumnStretch(place, 2 if place == 0 else 1)
        row.remover.clicked.connect(self._delete_row)
        self.grid.addWidget(row.remover, number, len(row.editors))
        self.rows.append(row)

    @Slot()
    def _delete_row(self) -> None:
        button = self.sender()
        for row in list(self.rows):
            if row.remover is button:
                self._drop(row)
        self._reshape()
        self._row_changed()
        self.go()

    def _drop(self, row: PartRow) -> None:
        self.rows.remove(row)
        for widget in (*row.editors, *row.tools):
            self.grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    @Slot()
    def _row_entered(self) -> None:
        last = bool(self.rows) and self.sender() is self.rows[-1].editors[-1]
        if last and self.rows[-1].first.text():
            self.add_row()
        else:
            self.entered.emit()

    @Slot()
    def _row_changed(self) -> None:
        told = self._editors()
        self.problem = next((editor.problem for editor in told if editor.problem), "")
        self.note = next((editor.note for editor in told if editor.note), "")
        self.sum.setText(total(self.columns, self.rows))
        if not self._setting:
            self.changed.emit()

    @Slot()
    def _split_lists(self) -> None:
        """A row that holds several names becomes a row for each, once it is left."""
        if not any(len(row.pieces()) > 1 for row in self.rows):
            return
        inside = any(stop.hasFocus() for stop in self.stops())
        pieces = [piece for row in self.rows for piece in row.pieces()]
        for row in list(self.rows):
            self._drop(row)
        for piece in pieces:
            self._insert(piece)
        self._reshape()
        if inside:
            self.rows[-1].first.go()

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
        pieces = [piece for row in self.rows for piece in row.pieces() if row.stands(piece)]
        self.problem = next((editor.problem for editor in self._editors() if editor.problem), "")
        return {self.column.key: pieces}

    @Slot()
    def understand(self) -> None:
        """Each line understands itself."""


def total(columns: Sequence[Column], rows: Sequence[PartRow]) -> str:
    """What child rows add up to: their money or number, else how many there are."""
    if not rows:
        return ""
    for place, column in enumerate(columns):
        if column.kind.adds:
            amounts = [row.editors[place].value().get(column.key) or 0 for row in rows]
            return f"合计 {column.kind.show(sum(amounts))}"
    return f"共 {len(rows)} {'人' if columns[0].link else '项'}"


def _flat(text: str, parent: QWidget, slot: Callable[[], object]) -> QPushButton:
    button = QPushButton(text, parent)
    button.setProperty("flat", True)
    button.clicked.connect(slot)
    return button


def _names(text: str) -> list[str]:
    """The names in a row; `Zhang San` is one, a space parts names only where Han is written."""
    return [text] if text.isascii() and not LISTED.search(text) else split_names(text)
