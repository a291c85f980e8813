"""One field, one value, for many records at once."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLabel, QVBoxLayout, QWidget

from desktop.ledger import Column, Ledger, Values
from desktop.store.office import Office
from desktop.views.form.editors import editor_for
from desktop.views.kit import theme
from desktop.views.kit.dialogs import yes_or_no


class SameValueDialog(QDialog):
    """One field, one value, for every selected record."""

    chapter = "像表格一样编辑"

    def __init__(
        self, ledger: Ledger, office: Office, ids: Sequence[str], first: Column | None, parent: QWidget | None = None
    ) -> None:
        """Begin with the field of the current cell."""
        super().__init__(parent)
        self.ledger, self.office, self.ids = ledger, office, ids
        self.setWindowTitle("批量修改")
        theme.sized(self, 460, 220)
        self.columns = [column for column in ledger.columns.values() if not column.parts]
        self.field = QComboBox(self)
        self.field.setAccessibleName("字段")
        self.field.addItems([column.title for column in self.columns])
        self.field.setMaxVisibleItems(20)
        if first in self.columns:
            self.field.setCurrentIndex(self.columns.index(first))
        self.form = QFormLayout()
        self.form.addRow("字段", self.field)
        self.told = QLabel(self)
        self.told.setProperty("problem", True)
        self.told.setWordWrap(True)
        self.go, foot = yes_or_no(self, f"修改 {len(ids)} 条")
        hint = QLabel("留空会清除这些记录的这个字段。改错了可以撤销（Ctrl+Z）。", self)
        hint.setProperty("muted", True)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.addLayout(self.form)
        for widget in (self.told, hint):
            box.addWidget(widget)
        box.addStretch(1)
        box.addLayout(foot)
        self.field.currentIndexChanged.connect(self._other_field)
        self._other_field()

    @property
    def column(self) -> Column:
        """The field that is to change."""
        return self.columns[max(self.field.currentIndex(), 0)]

    @Slot()
    def _other_field(self) -> None:
        if self.form.rowCount() > 1:
            self.form.removeRow(1)
        self.editor = editor_for(self.column, self.office, self)
        self.form.addRow("改为", self.editor)
        self.told.clear()

    def values(self) -> Values:
        """The new value."""
        return self.editor.value()

    def accept(self) -> None:
        """Only with a value that can be read."""
        self.editor.value()
        empty = self.column.required and not self.editor.text().strip()
        problem = f"{self.column.title}不能为空" if empty else self.editor.problem
        self.told.setText(problem)
        self.editor.mark(bool(problem))
        if not problem:
            super().accept()
