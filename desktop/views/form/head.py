"""What stands over the fields of a form: whose record it is, what is wrong with it as a whole, what follows from it."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.views.form.field_row import plain_label
from desktop.views.kit import theme
from desktop.views.kit.flow import flowing

LONG = 28


class FormHead(QVBoxLayout):
    """The title, and under it the sentences about the record as a whole."""

    def __init__(self, beside: QWidget, form: QWidget) -> None:
        """A title with another widget beside it; nothing to say yet."""
        super().__init__()
        self.setSpacing(theme.GRID * 2)
        self.title = plain_label(form)
        self.title.setProperty("title", True)
        self.whole, self.standing = _sentence(form, "problem"), _sentence(form, "note")
        self.computed, self.facts = flowing(form)
        self.facts.setSpacing(theme.GRID * 3)
        self.facts.between = theme.GRID
        self.computed.hide()
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        row.addWidget(beside)
        self.addLayout(row)
        for part in (self.whole, self.standing, self.computed):
            self.addWidget(part)

    @Slot(str)
    def say_whole(self, sentence: str) -> None:
        """What is wrong with the record, and not with one field."""
        _say(self.whole, sentence)

    @Slot(str)
    def say_standing(self, sentence: str) -> None:
        """What the record as typed makes of the whole it belongs to."""
        _say(self.standing, sentence)

    def say_computed(self, facts: Collection[tuple[str, str]]) -> None:
        """Show what follows from the record as it was saved; nothing for one that is new."""
        while (item := self.facts.takeAt(0)) is not None:
            item.widget().deleteLater()
        for label in (self._fact(f"{title}：{text}") for title, text in facts):
            self.facts.addWidget(label)
        self.computed.setVisible(bool(facts))

    def _fact(self, text: str) -> QLabel:
        label = plain_label(self.computed)
        label.setProperty("muted", True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setText(text)
        label.setWordWrap(len(text) > LONG)
        return label


def _sentence(form: QWidget, mood: str) -> QLabel:
    label = plain_label(form)
    label.setProperty(mood, True)
    label.hide()
    return label


def _say(label: QLabel, sentence: str) -> None:
    label.setText(sentence)
    label.setVisible(bool(sentence))
