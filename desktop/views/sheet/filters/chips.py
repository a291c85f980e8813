"""The conditions that no box of the filter bar shows."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.ledger import Ledger
from desktop.records.conditions import told_of
from desktop.store.query import Where

LONGEST = 32


class Chips(QWidget):
    """The conditions that no box of the filter bar shows, each with a way out."""

    dropped = Signal(str)

    def __init__(self, ledger: Ledger, parent: QWidget | None = None) -> None:
        """No condition yet."""
        super().__init__(parent)
        self.ledger = ledger
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)

    def show_conditions(self, found: Mapping[str, Sequence[Where]]) -> None:
        """One chip a column."""
        while self.row.count():
            self.row.takeAt(0).widget().deleteLater()
        for key, wheres in found.items():
            text = told_of(self.ledger, wheres)
            chip = QPushButton(f"{text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}　✕", self)
            chip.setProperty("segment", True)
            font = chip.font()
            font.setBold(True)  # as the style sheet writes it, else it is measured too narrow
            chip.setFont(font)
            chip.setCheckable(True)
            chip.setChecked(True)
            chip.setProperty("key", key)
            chip.setToolTip(f"{text}（点一下取消这个条件）")
            chip.setAccessibleName(f"取消条件 {text}")
            chip.toggled.connect(self._drop)  # a click toggles it too, once
            self.row.addWidget(chip)
        self.setVisible(bool(found))

    @Slot()
    def _drop(self) -> None:
        self.dropped.emit(str(self.sender().property("key")))
