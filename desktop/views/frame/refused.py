"""What is shown when a data folder can't be opened: one sentence, and what can be done about it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.errors import Locked, Refusal, TooNew
from desktop.store.backup import restore
from desktop.views.kit import theme
from desktop.views.kit.ask import Ask


class Refused(QWidget):
    """The data folder that stays shut, why, and the ways on."""

    again = Signal(Path)

    def __init__(self, folder: Path, refusal: Refusal, ask: Ask, parent: QWidget | None = None) -> None:
        """A backup is offered only where it would help: not while the folder is busy or newer than the program."""
        super().__init__(parent)
        self.folder, self.ask = folder, ask
        self.setObjectName("page")
        self.setWindowTitle("台账")
        card = QFrame(self)
        card.setProperty("card", True)
        card.setFixedWidth(theme.scaled(640))
        title = QLabel("没有打开数据文件夹", card)
        title.setProperty("figure", True)
        place = QLabel(f"数据文件夹：{folder}", card)
        place.setProperty("muted", True)
        self.told = QLabel(refusal.sentence, card)
        for label in (place, self.told):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        ways = QGridLayout()
        ways.setSpacing(8)
        self.retry = self._way("重试", self._retry)
        self.other = self._way("选择其他文件夹…", self._other)
        self.back = self._way("从备份恢复…", self._restore)
        self.leave = self._way("退出", self.close)
        self.retry.setProperty("primary", True)
        self.back.setVisible(not isinstance(refusal, Locked | TooNew))
        for column, button in enumerate((self.retry, self.other, self.back, self.leave)):
            ways.addWidget(button, 0, column)
        box = QVBoxLayout(card)
        box.setContentsMargins(40, 32, 40, 32)
        box.setSpacing(16)
        for widget in (title, self.told, place):
            box.addWidget(widget)
        box.addLayout(ways)
        whole = QVBoxLayout(self)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self.retry.setFocus()

    def _way(self, text: str, slot: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(True)
        button.clicked.connect(slot)
        return button

    @Slot()
    def _retry(self) -> None:
        self.again.emit(self.folder)

    @Slot()
    def _other(self) -> None:
        chosen = self.ask.open_folder("选择数据文件夹")
        if chosen is not None:
            self.again.emit(chosen)

    @Slot()
    def _restore(self) -> None:
        file = self.ask.open_backup(self.folder / "backups")
        if file is None:
            return
        try:
            restore(file, self.folder)
        except Refusal as refusal:
            self.told.setText(refusal.sentence)
            return
        self.again.emit(self.folder)
