"""An open form follows the table: walking through the rows shows one record after another."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.views.form.form import RecordForm
from desktop.views.sheet.table import LedgerTable

FOLLOW_MS = 60


class Following(QObject):
    """Says which record the table has come to, while a form is open that nothing was typed into."""

    came = Signal(str)

    def __init__(self, table: LedgerTable, form: RecordForm, parent: QWidget) -> None:
        """A row that is only passed is not asked for."""
        super().__init__(parent)
        self.table, self.form = table, form
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(FOLLOW_MS)
        self.wait.timeout.connect(self._arrive)
        table.selectionModel().currentRowChanged.connect(self._leave)

    @Slot()
    def _leave(self) -> None:
        if self.form.isVisible():
            self.wait.start()

    @Slot()
    def _arrive(self) -> None:
        row = self.table.currentIndex().row()
        if (
            self.table.hasFocus()
            and 0 <= row < len(self.table.rows.ids)
            and self.form.isVisible()
            and not self.form.is_dirty
        ):
            self.came.emit(self.table.rows.ids[row])
