"""The head of the window: a tab for each group of ledgers, the ledgers of the chosen one, and what is always at hand."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QTabBar, QToolButton, QWidget

from desktop.services.chapters import LEDGERS, TABS
from desktop.store.office import Office
from desktop.views.kit import theme

OVERVIEW = "概览"
TOOLS = (
    ("undo", "撤销"),
    ("redo", "重做"),
    ("history", "操作记录"),
    ("save", "备份"),
    ("settings", "设置"),
    ("book", "手册"),
)


class TopBar(QWidget):
    """The tabs, and the tools beside them."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """All tabs; undo and redo are named later."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 16, 0)
        row.setSpacing(4)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName("台账分组")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for name in (OVERVIEW, *TABS):
            self.tabs.addTab(name)
        row.addWidget(self.tabs, 1)
        self.tools: dict[str, QToolButton] = {}
        for name, text in TOOLS:
            button = QToolButton(self)
            button.setText(text)
            button.setToolTip(text)
            button.setProperty("asks", name)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor where it was
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIcon(theme.icon(name))
            button.clicked.connect(self._ask)
            row.addWidget(button)
            self.tools[name] = button

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(str(self.sender().property("asks")))

    def name_undo(self, office: Office) -> None:
        """Say which act undo and redo would turn."""
        for name, act, verb, keys in (
            ("undo", office.last_undoable(), "撤销", "Ctrl+Z"),
            ("redo", office.last_redoable(), "重做", "Ctrl+Y"),
        ):
            self.tools[name].setEnabled(act is not None)
            self.tools[name].setToolTip(f"{verb}：{act.title}（{keys}）" if act else f"没有可以{verb}的操作")

    def restyle(self) -> None:
        """Tint the icons anew."""
        for name, button in self.tools.items():
            button.setIcon(theme.icon(name))


class Segments(QWidget):
    """The ledgers of one tab, one of them chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until a tab is shown."""
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 8, 16, 0)
        self.row.setSpacing(4)
        self.group = QButtonGroup(self)
        self.group.setExclusive(True)
        self.group.buttonToggled.connect(self._toggled)
        self.ledger_ids: tuple[str, ...] = ()

    def show_tab(self, ledger_ids: tuple[str, ...], current: str) -> None:
        """Offer these ledgers."""
        self.group.blockSignals(True)
        if ledger_ids != self.ledger_ids:
            self._offer(ledger_ids)
        for button in self.group.buttons():
            if button.property("ledger") == current:
                button.setChecked(True)
        self.group.blockSignals(False)
        self.setVisible(len(ledger_ids) > 1)

    def _offer(self, ledger_ids: tuple[str, ...]) -> None:
        self.ledger_ids = ledger_ids
        while self.row.count():
            widget = self.row.takeAt(0).widget()
            if isinstance(widget, QPushButton):
                self.group.removeButton(widget)
                widget.hide()
                widget.deleteLater()
        for ledger_id in ledger_ids:
            button = QPushButton(LEDGERS[ledger_id].title, self)
            button.setProperty("segment", True)
            button.setProperty("ledger", ledger_id)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.group.addButton(button)
            self.row.addWidget(button)
        self.row.addStretch(1)

    @Slot(QAbstractButton, bool)
    def _toggled(self, button: QAbstractButton, checked: bool) -> None:
        if checked:
            self.chosen.emit(str(button.property("ledger")))
