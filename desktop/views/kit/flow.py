"""A row of widgets that goes on in the next line where the room ends."""

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Left to right, then the next line; every widget keeps the size it asks for."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        """No widgets yet."""
        super().__init__(parent)
        self.items: list[QLayoutItem] = []
        self.setContentsMargins(QMargins())
        self.setSpacing(spacing)
        self.between = spacing

    def addItem(self, item: QLayoutItem) -> None:
        """One more at the end."""
        self.items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self.items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them, or nothing."""
        return self.items[index] if 0 <= index < len(self.items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Take one out."""
        return self.items.pop(index) if 0 <= index < len(self.items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It asks for no room of its own."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How tall it is at a width."""
        return self._place(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put every widget in its place."""
        super().setGeometry(rect)
        self._place(rect, moving=True)

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        shown = [item.sizeHint() for item in self.items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self.spacing() * max(len(shown) - 1, 0)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        """The widest of them."""
        shown = [item.minimumSize() for item in self.items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in shown), default=0), max((size.height() for size in shown), default=0)
        )

    def _place(self, rect: QRect, *, moving: bool) -> int:
        left, top, tall = rect.x(), rect.y(), 0
        for item in self.items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if item.hasHeightForWidth():  # a long text has lines of its own
                size = QSize(rect.width(), item.heightForWidth(rect.width()))
            if left > rect.x() and left + size.width() > rect.right() + 1:
                left, top, tall = rect.x(), top + tall + self.between, 0
            if moving:
                item.setGeometry(QRect(left, top, min(size.width(), max(rect.width(), 1)), size.height()))
            left += size.width() + self.spacing()
            tall = max(tall, size.height())
        return top + tall - rect.y()


def flowing(parent: QWidget | None = None) -> tuple[QWidget, FlowLayout]:
    """A widget whose children flow, as tall as they need."""
    widget = QWidget(parent)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
    return widget, FlowLayout(widget)
