"""The children of a record: its small sheet, a line each, with the way into the form of each that is kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from desktop.ledger import Column
from desktop.views.form.parts_editor import PartsEditor
from desktop.views.kit import theme

UNTITLED, MOST = 2, 4  # what so few columns are can be seen; more do not fit the form
NUMBER_WIDTH = 56


def in_a_line(columns: Sequence[Column], table: Sequence[str]) -> list[Column]:
    """The fields that a line has room for: those it can't be kept without, then those its own table begins with."""
    first = sorted(columns, key=lambda column: (not column.required, column.key not in table))[:MOST]
    return [column for column in columns if column in first]


class ChildrenEditor(PartsEditor):
    """Child rows that are records: each kept one can be opened, with all its fields, its history and its files.

    A line shows the fields that their own table would show.
    """

    opened = Signal(str, str)

    def _build(self) -> QWidget:
        box = super()._build()
        self.columns = in_a_line(self.columns, self.column.children.table)
        if len(self.columns) > UNTITLED:
            for place, column in enumerate(self.columns):
                head = QLabel(column.title, box)
                head.setProperty("muted", True)
                self.grid.addWidget(head, 0, place)
        return box

    def _insert(self, values: Mapping[str, Any]) -> None:
        super()._insert(values)
        row = self.rows[-1]
        if len(self.columns) > UNTITLED:
            self._share_width()
        if row.known:
            opener = QToolButton(self.field)
            opener.setText("…")
            opener.setAccessibleName(f"打开这一条{self.column.title}")
            opener.setToolTip("打开这一条：它的历史和附件")
            opener.setProperty("record", row.known["id"])
            opener.clicked.connect(self._open)
            self.grid.addWidget(opener, self.grid.rowCount() - 1, len(row.editors) + 1)
            row.tools.append(opener)

    def _share_width(self) -> None:
        """A number needs little room, a text much."""
        for place, editor in enumerate(self.rows[-1].editors):
            kind = editor.column.kind
            if kind.counted:
                editor.setMaximumWidth(theme.scaled(NUMBER_WIDTH))
            self.grid.setColumnStretch(place, 0 if kind.counted else 3 if kind.editor == "note" else 2)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self.column.key, str(self.sender().property("record")))
