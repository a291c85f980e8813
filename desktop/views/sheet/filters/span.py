"""From one value to another, for columns that have an order."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.ledger import Column
from desktop.store.query import Where
from desktop.views.form.editors import Editor, World, editor_for


class RangeRow(QWidget):
    """The two ends of a range, typed as in the form."""

    entered = Signal()

    def __init__(self, world: World, parent: QWidget) -> None:
        """No ends yet."""
        super().__init__(parent)
        self.world = world
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.ends: list[Editor] = []

    def ask(self, column: Column, own: Sequence[Where]) -> None:
        """Ask for a range of this column, as it was chosen before; hidden where there is none to ask for."""
        for end in self.ends:
            end.deleteLater()
        while self.row.count():
            self.row.takeAt(0)
        self.ends = []
        self.setVisible(bool(column.kind.span or column.kind.adds or column.kind.counted))
        if self.isHidden():
            return
        named = column.title.partition(".")[2]
        for op, title in (("from", f"{named}从"), ("to", f"{named}到")):
            editor = editor_for(Column(op, title, column.kind), self.world, self)
            value = next((where.value for where in own if (where.key, where.op) == (column.key, op)), None)
            editor.set_value({op: value})
            line = editor.field
            if isinstance(line, QLineEdit):
                line.setPlaceholderText(title)
            editor.entered.connect(self.entered)
            self.row.addWidget(editor, 1)
            self.ends.append(editor)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [stop for end in self.ends for stop in end.stops()]

    def problem(self) -> str:
        """What is wrong with an end that can't be read."""
        return next((end.problem for end in self.ends if end.value() == {} and end.problem), "")

    def conditions(self, key: str) -> list[Where]:
        """The ends that were filled in."""
        found = ((end.column.key, end.value().get(end.column.key)) for end in self.ends)
        return [Where(key, op, value) for op, value in found if value is not None]
