"""What every dialog is put together from: words, buttons, and the column that holds them."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget


def words(text: str, parent: QWidget, mark: str = "", *, wrap: bool = False) -> QLabel:
    """A label, in the dress that its mark gives it: title, group, muted, problem."""
    label = QLabel(text, parent)
    label.setWordWrap(wrap)
    if mark:
        label.setProperty(mark, True)
    return label


def button(text: str, slot: Callable[[], object], parent: QWidget, *, primary: bool = False) -> QPushButton:
    """A button that acts when it is pressed itself, not when Enter is pressed in a field beside it."""
    made = QPushButton(text, parent)
    made.setAutoDefault(False)
    if primary:
        made.setProperty("primary", True)
    made.clicked.connect(slot)
    return made


def column(dialog: QWidget, spacing: int | None = 12) -> QVBoxLayout:
    """What a dialog holds from its title to its foot, in the room that every dialog leaves around it."""
    box = QVBoxLayout(dialog)
    box.setContentsMargins(20, 16, 20, 16)
    if spacing is not None:
        box.setSpacing(spacing)
    return box
