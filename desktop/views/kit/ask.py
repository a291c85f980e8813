"""Questions to the person at the window, behind one object so that tests can answer them."""

from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QInputDialog, QMessageBox, QPushButton, QWidget

Answer = Literal["save", "discard", "stay"]
BACKUPS = "台账备份 (*.tzbak);;所有文件 (*)"
TABLES = "表格 (*.xlsx *.xls *.et *.ods *.csv *.txt);;所有文件 (*)"


class Ask(Protocol):
    """What may be asked."""

    def save_or_discard(self, title: str) -> Answer:
        """What to do with an unsaved form."""

    def open_table(self) -> Path | None:
        """Which workbook to take in."""

    def open_files(self) -> list[Path]:
        """Which files to keep with a record."""

    def save_as(self, title: str, name: str, kind: str) -> Path | None:
        """Where to write a file."""

    def open_folder(self, title: str) -> Path | None:
        """Which folder; the title says what for."""

    def open_backup(self, folder: Path) -> Path | None:
        """Which backup to put back; looked for in `folder` first."""

    def tell(self, sentence: str) -> None:
        """Show one sentence."""

    def name(self, title: str, label: str) -> str | None:
        """A name for something that is to be kept."""


class RealAsk:
    """Asks with Qt's dialogs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Dialogs stand over `parent`."""
        self.parent = parent

    def save_or_discard(self, title: str) -> Answer:
        """Save, discard, or go on editing."""
        box = said(title, "这条记录还没有保存。", self.parent)
        save = box.addButton("保存", QMessageBox.ButtonRole.AcceptRole)
        stressed(save)
        discard = box.addButton("不保存", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton("继续编辑", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.exec()
        return "save" if box.clickedButton() is save else "discard" if box.clickedButton() is discard else "stay"

    def open_table(self) -> Path | None:
        """One workbook."""
        name, _ = QFileDialog.getOpenFileName(self.parent, "选择要导入的表格", "", TABLES)
        return Path(name) if name else None

    def open_files(self) -> list[Path]:
        """Any files."""
        names, _ = QFileDialog.getOpenFileNames(self.parent, "选择附件")
        return [Path(name) for name in names]

    def save_as(self, title: str, name: str, kind: str) -> Path | None:
        """A file name with the ending of its kind."""
        chosen, _ = QFileDialog.getSaveFileName(self.parent, title, name, kind)
        return Path(chosen) if chosen else None

    def open_folder(self, title: str) -> Path | None:
        """One folder."""
        name = QFileDialog.getExistingDirectory(self.parent, title)
        return Path(name) if name else None

    def open_backup(self, folder: Path) -> Path | None:
        """One backup file."""
        name, _ = QFileDialog.getOpenFileName(self.parent, "选择备份文件", str(folder), BACKUPS)
        return Path(name) if name else None

    def tell(self, sentence: str) -> None:
        """One sentence and a button."""
        box = said("台账", sentence, self.parent)
        stressed(box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole))
        box.exec()

    def name(self, title: str, label: str) -> str | None:
        """One line of text."""
        dialog = line_asked(title, label, self.parent)
        return dialog.textValue() if dialog.exec() == QDialog.DialogCode.Accepted else None


def said(title: str, sentence: str, parent: QWidget | None) -> QMessageBox:
    """A sentence in a window of its own, without Qt's blue picture."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, sentence, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    return box


def line_asked(title: str, label: str, parent: QWidget | None) -> QInputDialog:
    """A window that asks for one line of text."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setOkButtonText("确定")
    foot = dialog.findChild(QDialogButtonBox)
    if isinstance(foot, QDialogButtonBox):
        stressed(foot.button(QDialogButtonBox.StandardButton.Ok))
    return dialog


def stressed(button: QPushButton) -> None:
    """Make it the primary button; one of Qt's own is dressed already."""
    button.setProperty("primary", True)
    button.style().polish(button)
