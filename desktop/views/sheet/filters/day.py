"""截至: a ledger as it stood on a day."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.errors import Unclear
from desktop.rules.dates import day_meant
from desktop.views.kit import theme

AS_OF = "看某一天的名册：按记录自己的日期（进入、转正、转支部、离开），写 2024-6-30、2024年6月、2024 都可以"


class DayBox(QLineEdit):
    """截至: the day as of which the ledger is shown; blank is today. What can't be read is told and changes nothing."""

    changed = Signal()
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Today."""
        super().__init__(parent)
        self.day, self.quiet = "", False
        self.setObjectName("as-of")
        self.setAccessibleName("截至日期")
        self.setPlaceholderText("截至今天")
        self.setToolTip(AS_OF)
        self.setFixedWidth(theme.scaled(112))
        self.setClearButtonEnabled(True)
        self.editingFinished.connect(self.read)
        self.textChanged.connect(self._cleared)

    @Slot(str)
    def _cleared(self, text: str) -> None:
        if not text and not self.quiet:
            self.read()

    @Slot()
    def read(self) -> None:
        """Take up what was typed, shown back as it was understood."""
        try:
            day = day_meant(self.text()).isoformat() if self.text().strip() else ""
        except Unclear as unclear:
            self._mark(f"截至{unclear.reason}。")
            return
        self._mark("")
        if day and day != self.text():
            self.setText(day)
        if day != self.day:
            self.day = day
            self.changed.emit()

    def clear_quietly(self) -> None:
        """Today again; nothing is said."""
        self.quiet = True  # signals stay on: the cross in the box goes by them
        self.clear()
        self.day, self.quiet = "", False
        self._mark("")

    def _mark(self, sentence: str) -> None:
        """Frame what is wrong and say why; without a sentence nothing is."""
        self.setToolTip(sentence or AS_OF)
        if bool(self.property("wrong")) != bool(sentence):
            self.setProperty("wrong", bool(sentence))
            self.style().polish(self)
        if sentence:
            self.told.emit(sentence)
