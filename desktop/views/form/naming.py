"""What a file is called, and its caption."""

from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.views.form.files import Shown


class NameDialog(QDialog):
    """The name and the caption of one file."""

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        """Show both as they are."""
        super().__init__(parent)
        self.setWindowTitle("附件的名称和说明")
        self.setMinimumWidth(420)
        self.name, self.note = QLineEdit(shown.name, self), QLineEdit(shown.note, self)
        self.told = QLabel(self)
        self.told.setProperty("problem", True)
        self.told.setWordWrap(True)
        form = QFormLayout()
        for title, field in (("名称", self.name), ("说明", self.note)):
            field.setAccessibleName(title)
            form.addRow(title, field)
        save, close = QPushButton("保存", self), QPushButton("取消", self)
        save.setProperty("primary", True)
        save.setDefault(True)
        save.clicked.connect(self.accept)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(save)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.addLayout(form)
        box.addWidget(self.told)
        box.addLayout(foot)
        self.note.setFocus()
