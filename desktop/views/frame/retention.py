"""Clearing what was told in confidence, once its time is over: counted, said twice, and done for good."""

import datetime as dt

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.errors import Refusal
from desktop.store.office import Office
from desktop.store.retention import clear, overdue


class Clearing(QWidget):
    """How much is due to be cleared, and the button for it; the second press does it."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        """Count what is due today under the settings as saved."""
        super().__init__(parent)
        self.office = office
        self.sure = False
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.button = QPushButton(self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._press)
        row = QHBoxLayout(self)
        row.setContentsMargins(144, 0, 0, 4)
        row.addWidget(self.told, 1)
        row.addWidget(self.button)
        self.count()

    def count(self) -> None:
        """Say how much is due; nothing is shown while nothing is."""
        found = overdue(self.office, dt.date.today())
        ledgers = self.office.ledgers
        words = "、".join(f"{ledgers[name].title} {len(ids)} 条" for name, ids in found.items())
        self.sure = False
        self.told.setText(f"已到期：{words}。" if found else "")
        self.button.setText("清除到期的敏感内容…")
        self.button.setVisible(bool(found))
        self.setVisible(bool(found))

    @Slot()
    def _press(self) -> None:
        if not self.sure:
            self.sure = True
            self.told.setText("清除后不能撤销，操作记录里的旧内容也一并清除；以前做的备份里仍有，请自行处理。")
            self.button.setText("确定清除")
            return
        try:
            done = clear(self.office, dt.date.today())
        except Refusal as refusal:
            self.told.setText(refusal.sentence)
            return
        self.button.hide()
        self.told.setText(f"已清除 {done} 条记录的敏感内容。")
