"""Somebody's workbook opened at the window: its sheets, its password, work on it that can be stopped."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QWidget

from desktop.errors import Refusal
from desktop.views.kit.ask import line_asked
from desktop.views.kit.desk import Desk
from desktop.views.kit.tasks import Task


class OpeningDialog(QDialog):
    """What every dialog on a workbook has; `look` opens it (another sheet) beside the window, and `go` acts."""

    def __init__(self, desk: Desk, file: Path, verb: str, parent: QWidget | None = None) -> None:
        """Nothing is opened yet."""
        super().__init__(parent)
        self.desk, self.file = desk, file
        self.task: Task | None = None
        self.password: str | None = None
        self.head, self.told = QLabel(self), QLabel(self)
        self.head.setProperty("title", True)
        for label in (self.head, self.told):
            label.setWordWrap(True)
        self.sheets = QComboBox(self)
        self.sheets.setAccessibleName("工作表")
        self.go, self.stop = QPushButton(verb, self), QPushButton("关闭", self)
        self.go.setProperty("primary", True)
        self.go.setDefault(True)
        self.go.setEnabled(False)
        self.stop.setAutoDefault(False)
        self.sheets.activated.connect(self._other_sheet)
        self.stop.clicked.connect(self._stop)

    def look(self, sheet: str | None = None) -> None:
        """Open the file; big ones take a while."""
        raise NotImplementedError

    def opening(self, job: Callable[[Any], Any], done: Callable[[Any], None]) -> None:
        """Open the file beside the window, unless something is under way."""
        if self.task is not None:
            return
        self.head.setText(f"{self.file.name}：正在打开…")
        self.go.setEnabled(False)
        self.start(Task(f"打开 {self.file.name}", job), done)

    def start(self, task: Task, done: Callable[[Any], None]) -> None:
        """Put work in line; the button that closes stops it meanwhile."""
        task.done.connect(done)
        task.failed.connect(self.failed)
        self.stop.setText("取消")
        self.sheets.setEnabled(False)
        self.task = self.desk.tasks.start(task)

    def ended(self) -> None:
        """Nothing is under way any more."""
        self.task = None
        self.stop.setText("关闭")
        self.sheets.setEnabled(True)

    @Slot(object)
    def failed(self, refusal: Refusal) -> None:
        """Say what is wrong; an encrypted file is asked for its password once."""
        self.ended()
        self.head.setText(self.file.name)
        self.tell(refusal.sentence, problem=True)
        if "已加密" in refusal.sentence and self.password is None:
            asked = line_asked("打开密码", "这个表格已加密，请输入打开密码：", self)
            asked.setTextEchoMode(QLineEdit.EchoMode.Password)
            if asked.exec() and asked.textValue():
                self.password = asked.textValue()
                self.look()

    def tell(self, text: str, *, problem: bool = False) -> None:
        """One sentence at the foot."""
        self.told.setText(text)
        self.told.setProperty("problem", problem)
        self.told.style().polish(self.told)

    @Slot()
    def _other_sheet(self) -> None:
        self.look(self.sheets.currentText())

    @Slot()
    def _stop(self) -> None:
        if self.task is not None:
            self.task.cancel()
        else:
            self.close()

    def reject(self) -> None:
        """Esc or the window's cross: stop what is under way first."""
        if self.task is not None:
            self.task.cancel()
        else:
            super().reject()
