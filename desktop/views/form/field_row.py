"""One field of a form: its title over its editor, what is wrong or to know under it."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ledger import Column
from desktop.views.form.editors import Editor
from desktop.views.kit import theme


class FieldRow(QWidget):
    """One field: its title over its editor, what is wrong or to know under it."""

    def __init__(self, column: Column, editor: Editor, parent: QWidget | None = None) -> None:
        """A required field bears a mark."""
        super().__init__(parent)
        self.column, self.editor = column, editor
        self._tells = ("", False, "")
        self.told = plain_label(self)
        self.told.hide()
        self.offer = QPushButton(self)
        self.offer.setProperty("flat", True)
        self.offer.setAutoDefault(False)
        self.offer.clicked.connect(self._take_offer)
        self.offer.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(self._title())
        for part in (editor, self.told):
            box.addWidget(part)
        box.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)

    def _title(self) -> QHBoxLayout:
        title = QLabel(self.column.title, self)
        title.setProperty("muted", True)
        title.setBuddy(self.editor.field)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(title)
        if self.column.required:
            star = QLabel("*", self)
            star.setProperty("problem", True)
            row.addWidget(star)
        row.addStretch(1)
        return row

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [*self.editor.stops(), self.offer]

    def tell(self, problem: str, note: str) -> None:
        """Show what is wrong, else what to know, else nothing; offer what may be meant."""
        self.editor.mark(bool(problem))
        text, meant = problem or note, self.editor.suggestion if problem else ""
        if (text, bool(problem), meant) == self._tells:
            return
        self._tells = text, bool(problem), meant
        self.told.setText(text)
        self.told.setProperty("problem", bool(problem))
        self.told.setProperty("note", bool(note and not problem))
        self.told.style().polish(self.told)
        self.told.setVisible(bool(text))
        self.offer.setText(f"改为 {meant}")
        self.offer.setVisible(bool(meant))
        self.editor.field.setAccessibleDescription(text)

    @Slot()
    def _take_offer(self) -> None:
        self.editor.go()
        self.editor.take_suggestion()


def plain_label(parent: QWidget) -> QLabel:
    """A label that shows text as it stands: a record's own words are never read as markup."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
