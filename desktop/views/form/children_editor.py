"""The children of a record: its small sheet, a line each, with the way into the form of each that is kept."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from desktop.views.form.parts_editor import PartsEditor

UNTITLED = 2  # what so few columns are can be seen


class ChildrenEditor(PartsEditor):
    """Child rows that are records: each kept one can be opened, with all its fields, its history and its files.

    A line shows the fields that their own table would show.
    """

    opened = Signal(str, str)

    def _build(self) -> QWidget:
        box = super()._build()
        shown = self.column.children.table
        self.columns = [column for column in self.columns if column.key in shown] or self.columns
        if len(self.columns) > UNTITLED:
            for place, column in enumerate(self.columns):
                head = QLabel(column.title, box)
                head.setProperty("muted", True)
                self.grid.addWidget(head, 0, place)
        return box

    def _insert(self, values: Mapping[str, Any]) -> None:
        super()._insert(values)
        row = self.rows[-1]
        if row.known:
            opener = QToolButton(self.field)
            opener.setText("…")
            opener.setAccessibleName(f"打开这一条{self.column.title}")
            opener.setToolTip("打开这一条：它的历史和附件")
            opener.setProperty("record", row.known["id"])
            opener.clicked.connect(self._open)
            self.grid.addWidget(opener, self.grid.rowCount() - 1, len(row.editors) + 1)
            row.tools.append(opener)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self.column.key, str(self.sender().property("record")))
