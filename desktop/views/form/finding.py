"""Finding one's way in a form: a jump to a field by its name, a line that explains the field in hand."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from desktop.store.search import spelled
from desktop.views.form.fields import Fields


class Jump(QLineEdit):
    """Where the name of a field is typed to go there; hidden until it is asked for."""

    missed = Signal(str)

    def __init__(self, fields: Fields, form: QWidget) -> None:
        """Hidden."""
        super().__init__(form)
        self.fields = fields
        self.setObjectName("jump")
        self.setAccessibleName("跳到字段")
        self.setPlaceholderText("跳到字段")
        self.setToolTip("字段的名称或首字母，按 Enter 跳过去")
        self.setMaximumWidth(200)
        self.returnPressed.connect(self._jump)
        self.hide()

    def open(self) -> None:
        """Ask for a field."""
        self.clear()
        self.show()
        self.setFocus()

    @Slot()
    def _jump(self) -> None:
        """Go to the first field whose title holds what was typed, or whose initials begin so."""
        typed = self.text().strip()
        found = next((row for row in self.fields.rows.values() if typed and fits(row.column.title, typed)), None)
        if found is None:
            self.missed.emit(f"没有名称里有“{typed}”的字段")
            return
        self.hide()
        found.editor.go()
        if isinstance(found.editor.field, QLineEdit):
            found.editor.field.selectAll()
        self.fields.ensureWidgetVisible(found)


class HelpLine(QLabel):
    """One line that tells of the field in hand, always there so that nothing moves."""

    def __init__(self, fields: Fields, form: QWidget) -> None:
        """It follows the cursor."""
        super().__init__(form)
        self.fields, self.form = fields, form
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("muted", True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.form.isAncestorOf(new):
            return
        row = self.fields.row_with(new)
        self.setText(f"{row.column.title}：{row.column.help}" if row and row.column.help else "")


def fits(title: str, typed: str) -> bool:
    """Whether a title answers to what was typed."""
    return typed in title or any(word.startswith(typed.lower()) for word in spelled(title))
