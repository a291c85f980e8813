"""The window walked through by key: F6 from part to part, Ctrl and the page keys from tab to tab."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QTabBar, QWidget

from desktop.views.frame.stack import PageStack
from desktop.views.frame.topbar import Segments

NONE = -1


class Walking(QObject):
    """The keys that lead from the tabs to each part of what is below them and round again."""

    def __init__(self, tabs: QTabBar, segments: Segments, stack: PageStack, window: QWidget) -> None:
        """They hold in the whole window."""
        super().__init__(window)
        self.tabs, self.segments, self.stack = tabs, segments, stack
        for keys, slot in (
            ("F6", self._next_part),
            ("Shift+F6", self._previous_part),
            ("Ctrl+PgDown", self._next_tab),
            ("Ctrl+PgUp", self._previous_tab),
        ):
            QShortcut(QKeySequence(keys), window).activated.connect(slot)

    @Slot()
    def _next_tab(self) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())

    @Slot()
    def _previous_tab(self) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() - 1) % self.tabs.count())

    @Slot()
    def _next_part(self) -> None:
        self._part(1)

    @Slot()
    def _previous_part(self) -> None:
        self._part(-1)

    def _part(self, step: int) -> None:
        parts: list[tuple[QWidget, QWidget]] = [(self.tabs, self.tabs)]
        if self.segments.isVisible() and self.segments.group.checkedId() != NONE:
            parts.append((self.segments, self.segments.group.checkedButton()))
        parts += self.stack.parts()
        focus = QApplication.focusWidget()
        inside = [
            place
            for place, (part, _) in enumerate(parts)
            if focus is not None and (part is focus or part.isAncestorOf(focus))
        ]
        parts[((inside or [0])[0] + step) % len(parts)][1].setFocus(Qt.FocusReason.ShortcutFocusReason)
