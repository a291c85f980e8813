"""The buttons at the foot of a form: save, save and go on, close, and what a ledger can do besides."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

MOST_EXTRA = 4


class FormButtons(QHBoxLayout):
    """The row of buttons, each with its key."""

    save_asked = Signal(bool)
    close_asked = Signal()

    def __init__(self, form: QWidget) -> None:
        """The three that every form has."""
        super().__init__()
        self.form = form
        self.extra: list[QPushButton] = []
        self.save, self.again = QPushButton("保存", form), QPushButton("保存并新建", form)
        self.close = QPushButton("关闭", form)
        self.save.setProperty("primary", True)
        for button, shown, keys, slot in (
            (self.save, "Ctrl+S", "Ctrl+S", self._save),
            (self.again, "Ctrl+Enter", "Ctrl+Return", self._save_and_new),
            (self.close, "Esc", "Esc", self.close_asked),
        ):
            button.setToolTip(shown)
            button.clicked.connect(slot)
            self.addWidget(button)
            self._key(keys).activated.connect(slot)
        self.addStretch(1)
        for place in range(MOST_EXTRA):
            number = self._key(f"Ctrl+{place + 1}")
            number.setProperty("place", place)
            number.activated.connect(self._press_extra)

    def _key(self, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self.form)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.save, self.again, self.close, *self.extra]

    def add(self, button: QPushButton) -> None:
        """One button more, for what a ledger can do besides."""
        button.setAutoDefault(False)
        self.insertWidget(self.count() - 1, button)
        self.extra.append(button)
        button.setToolTip(f"{button.toolTip()}（Ctrl+数字，从左数第几个）")

    @Slot()
    def _press_extra(self) -> None:
        """Ctrl+1 is the first of those buttons that is shown, and so on."""
        place = int(self.sender().property("place"))
        shown = [button for button in self.extra if button.isVisible()]
        if place < len(shown):
            shown[place].click()

    @Slot()
    def _save(self) -> None:
        self.save_asked.emit(False)

    @Slot()
    def _save_and_new(self) -> None:
        self.save_asked.emit(True)
