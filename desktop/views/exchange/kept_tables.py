"""The tables of a ledger that were kept by name: chosen, kept, kept no more."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop.ledger import Ledger
from desktop.services.tables import AdHoc, table_of
from desktop.views.kit.kept import Kept
from desktop.views.kit.parts import button

KEPT = "tables"
CHOOSE = "已存的表…"


class KeptTables(QWidget):
    """A box of them, there as long as there are any."""

    opened = Signal(object)
    forgotten = Signal(str)

    def __init__(self, ledger: Ledger, kept: Kept, parent: QWidget) -> None:
        """None is chosen."""
        super().__init__(parent)
        self.ledger, self.file = ledger, kept
        self.box = QComboBox(self)
        self.box.setAccessibleName("已存的表")
        self.forget_button = button("删除", self._forget, self)
        self.forget_button.setToolTip("不再保存选中的这张表；台账里的记录不受影响")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addWidget(self.forget_button)
        self.box.activated.connect(self._open)
        self._fill()

    def kept(self) -> dict[str, Any]:
        """The tables kept by name."""
        found = self.file.read().get(KEPT)
        return found if isinstance(found, dict) else {}

    def keep(self, name: str, table: AdHoc) -> None:
        """Keep a table by this name, and show it chosen."""
        self.file.write(**{KEPT: {**self.kept(), name: table.plain()}})
        self._fill()
        self.box.setCurrentText(name)
        self.forget_button.setEnabled(True)

    def _fill(self) -> None:
        self.box.clear()
        self.box.addItems([CHOOSE, *self.kept()])
        for part in (self, self.box, self.forget_button):
            part.setVisible(bool(self.kept()))
        self.forget_button.setEnabled(False)

    @Slot(int)
    def _open(self, place: int) -> None:
        self.forget_button.setEnabled(place > 0)
        table = table_of(self.ledger, self.kept().get(self.box.itemText(place)))
        if table is not None:
            self.opened.emit(table)

    @Slot()
    def _forget(self) -> None:
        """Keep the chosen table no more; what stands in the window stays."""
        name = self.box.currentText()
        self.file.write(**{KEPT: {one: table for one, table in self.kept().items() if one != name}})
        self._fill()
        self.forgotten.emit(name)
