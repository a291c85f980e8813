"""Which columns stand in a table, in what order, how many of them stand still: chosen in one list, by mouse or by keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.ledger import Ledger
from desktop.store.search import spelled
from desktop.views.kit import theme
from desktop.views.kit.dialogs import yes_or_no

KEY = Qt.ItemDataRole.UserRole


class ColumnsDialog(QDialog):
    """Every field of a ledger: the shown ones first, as they stand; ticked is shown."""

    chapter = "查找与筛选"
    taken = Signal(object, int)

    def __init__(self, ledger: Ledger, shown: Sequence[str], frozen: int, parent: QWidget | None = None) -> None:
        """Begin with what is shown now."""
        super().__init__(parent)
        self.ledger = ledger
        self.setWindowTitle(f"{ledger.title}的列")
        theme.sized(self, 460, 600)
        self.seek = QLineEdit(self)
        self.seek.setAccessibleName("查找字段")
        self.seek.setPlaceholderText("查找字段：名称或首字母")
        self.seek.setClearButtonEnabled(True)
        self.seek.textChanged.connect(self._narrow)
        self.list = QListWidget(self)
        self.list.setAccessibleName("列")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.frozen = QSpinBox(self)
        self.frozen.setAccessibleName("冻结前几列")
        self.frozen.setRange(0, len(ledger.columns))
        self.go, self.foot = yes_or_no(self, "确定")
        self._lay_out()
        self.show_columns(shown, frozen)
        self.list.itemChanged.connect(self._changed)
        for keys, step in (("Alt+Up", self._up), ("Alt+Down", self._down)):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(step)
        self.list.setFocus()

    def _lay_out(self) -> None:
        told = QLabel("打勾的显示在表格里（空格打勾）；拖动或按 Alt+↑、Alt+↓ 换顺序。", self)
        told.setProperty("muted", True)
        told.setWordWrap(True)
        tools = QHBoxLayout()
        for text, slot in (("上移", self._up), ("下移", self._down), ("恢复默认", self._default)):
            button = QPushButton(text, self)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            tools.addWidget(button)
        tools.addStretch(1)
        label = QLabel("冻结前", self)
        label.setBuddy(self.frozen)
        parts: tuple[QWidget, ...] = (label, self.frozen, QLabel("列", self))
        for part in parts:
            tools.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(8)
        heads: tuple[QWidget, ...] = (told, self.seek)
        for part in heads:
            box.addWidget(part)
        box.addWidget(self.list, 1)
        box.addLayout(tools)
        box.addLayout(self.foot)

    def show_columns(self, shown: Sequence[str], frozen: int) -> None:
        """Tick these, in this order, before all others."""
        self.list.clear()
        for key in dict.fromkeys((*shown, *self.ledger.columns)):
            item = QListWidgetItem(self.ledger.columns[key].title)
            item.setData(KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.frozen.setValue(frozen)

    def chosen(self) -> list[str]:
        """The keys of the ticked columns, in their order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [str(item.data(KEY)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def accept(self) -> None:
        """Give the columns, and how many of them stand still."""
        self.taken.emit(self.chosen(), self.frozen.value())
        super().accept()

    @Slot()
    def _changed(self) -> None:
        self.go.setEnabled(bool(self.chosen()))

    @Slot()
    def _default(self) -> None:
        self.show_columns(self.ledger.table, 0)

    @Slot()
    def _up(self) -> None:
        self._move(-1)

    @Slot()
    def _down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count() and row >= 0 and not self.seek.text().strip():
            self.list.insertItem(row + by, self.list.takeItem(row))
            self.list.setCurrentRow(row + by)

    @Slot(str)
    def _narrow(self, text: str) -> None:
        typed = text.strip().lower()
        for row in range(self.list.count()):
            item = self.list.item(row)
            fits = typed in item.text().lower() or any(word.startswith(typed) for word in spelled(item.text()))
            item.setHidden(bool(typed) and not fits)
