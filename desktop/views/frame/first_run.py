"""The first page: makes the data folder, and says what may not be put in it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import Refusal
from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.views.kit import theme
from desktop.views.kit.parts import words

KINDS = ("机关工委", "机关党委", "党总支", "党支部")
NOTICE = "本软件只在这台电脑上保存和处理党务台账，不连接网络。不得存储、处理、传输国家秘密。"


class FirstRun(QWidget):
    """Asks for the unit's name and makes its data folder."""

    made = Signal(object)

    def __init__(self, folder: Path, told: str = "", parent: QWidget | None = None) -> None:
        """`told` says why there is no data folder to open, where that is not plain."""
        super().__init__(parent)
        self.setObjectName("page")
        self.setWindowTitle("台账")
        card = QFrame(self)
        card.setProperty("card", True)
        card.setFixedWidth(theme.scaled(640))
        title = words("欢迎使用台账", card, "figure")
        line = words("填写单位名称就可以开始，原来的 Excel 表格可以直接导入。", card, wrap=True)
        self.unit, self.kind, self.folder = QLineEdit(card), QComboBox(card), QLineEdit(str(folder), card)
        self.unit.setPlaceholderText("如：中共某县某局机关委员会")
        self.kind.addItems(KINDS)
        self.kind.setCurrentText("机关党委")
        self.told = words(told, card, "problem", wrap=True)
        notice = words(NOTICE, card, "muted", wrap=True)
        self.go = QPushButton("开始使用", card)
        self.go.setProperty("primary", True)
        self.go.setDefault(True)
        browse = QPushButton("选择…", card)
        box = QVBoxLayout(card)
        box.setContentsMargins(40, 32, 40, 32)
        box.setSpacing(16)
        box.addWidget(title)
        box.addWidget(line)
        box.addLayout(self._form(browse))
        for widget in (self.told, self.go, notice):
            box.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self.go.clicked.connect(self._make)
        self.unit.returnPressed.connect(self._make)
        browse.clicked.connect(self._browse)
        self.unit.setFocus()

    def _form(self, browse: QPushButton) -> QFormLayout:
        """The unit's name, what it is, and where its records go."""
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.folder, 1)
        place.addWidget(browse)
        form = QFormLayout()
        form.setVerticalSpacing(12)
        for label, field in (("单位名称", self.unit), ("组织类别", self.kind)):
            field.setAccessibleName(label)
            form.addRow(label, field)
        self.folder.setAccessibleName("数据保存在")
        form.addRow("数据保存在", place)
        return form

    @Slot()
    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选择保存数据的文件夹", self.folder.text())
        if name:
            self.folder.setText(name)

    @Slot()
    def _make(self) -> None:
        try:
            office = Office.create(
                Path(self.folder.text().strip() or "."), LEDGERS, self.unit.text(), self.kind.currentText()
            )
        except Refusal as refusal:
            self.told.setText(refusal.sentence)
            return
        self.made.emit(office)
