"""The search as it is typed, and the verbs of a page."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.views.kit import theme

TYPED_MS = 60
BROUGHT = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
VERBS = (
    ("new", "新建", "add", "Ctrl+N"),
    ("import", "导入", "import", "Ctrl+I"),
    ("export", "导出", "export", "Ctrl+E"),
    ("print", "打印", "print", "Ctrl+P"),
    ("remove", "删除", "delete", "Delete"),
    ("history", "历史", "history", "Ctrl+H"),
)


class SearchField(QLineEdit):
    """Where a search is typed; `entered` when somebody is about to."""

    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        """An empty search."""
        super().__init__(parent)
        self.setObjectName("search")
        self.setAccessibleName("查找")
        self.setPlaceholderText("查找：文字、拼音、首字母、号码尾数（Ctrl+F）")
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(260)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cursor is brought here, and has not come by itself with the page."""
        super().focusInEvent(event)
        if event.reason() in BROUGHT:
            self.entered.emit()


class SearchBar(QWidget):
    """The search box and the page's verbs."""

    typed = Signal()
    entered = Signal()
    new_asked = Signal()
    remove_asked = Signal()
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty search."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.search = SearchField(self)
        row.addWidget(self.search, 1)
        self.buttons: dict[str, QPushButton] = {}
        for name, text, icon, keys in VERBS:
            button = QPushButton(text, self)
            button.setProperty("primary", name == "new")
            button.setProperty("asks", name)
            button.setProperty("icon_name", icon)
            button.setToolTip(f"{text}（{keys}）")
            button.clicked.connect({"new": self.new_asked, "remove": self.remove_asked}.get(name, self._ask))
            row.addWidget(button)
            self.buttons[name] = button
        self.restyle()
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(TYPED_MS)
        self.wait.timeout.connect(self.typed)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self._enter)
        leave = QShortcut(QKeySequence("Esc"), self.search)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        leave.activated.connect(self.clear)

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(str(self.sender().property("asks")))

    @Slot()
    def _typed(self) -> None:
        self.wait.start()

    @Slot()
    def _enter(self) -> None:
        self.wait.stop()
        self.typed.emit()
        self.entered.emit()

    @Slot()
    def clear(self) -> None:
        """Search for nothing; once more, and the cursor goes to the table."""
        if not self.search.text():
            self.entered.emit()
        self.search.clear()

    def show_bin(self, shown: bool) -> None:
        """In the recycle bin records are brought back, and none is made."""
        self.buttons["new"].setEnabled(not shown)
        self.buttons["remove"].setText("恢复" if shown else "删除")
        self.buttons["remove"].setToolTip("恢复" if shown else "删除（Delete）")
        self.buttons["remove"].setProperty("icon_name", "restore" if shown else "delete")
        self.restyle()

    def restyle(self) -> None:
        """Tint the icons anew."""
        for button in self.buttons.values():
            tint = theme.current().on_accent if button.property("primary") else ""
            button.setIcon(theme.icon(str(button.property("icon_name")), tint))
