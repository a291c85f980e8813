"""The form of one record: an editor per field in the ledger's groups, problems beside the fields. It holds no record."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.ledger import Ledger, Values
from desktop.views.form.attachments import AttachmentStrip
from desktop.views.form.buttons import FormButtons
from desktop.views.form.editors import World
from desktop.views.form.entry import Entry
from desktop.views.form.field_row import FieldRow
from desktop.views.form.fields import Fields
from desktop.views.form.finding import HelpLine, Jump
from desktop.views.form.head import FormHead
from desktop.views.kit import theme


class RecordForm(QWidget):
    """The form of any ledger: a head, the fields with what is typed into them, a line of help, the buttons."""

    save_requested = Signal(bool)
    close_requested = Signal()
    edited = Signal()
    told = Signal(str, bool)
    child_asked = Signal(str, str)

    def __init__(self, ledger: Ledger, world: World, parent: QWidget | None = None) -> None:
        """Build what stands around the fields."""
        super().__init__(parent)
        self.ledger = ledger
        self.setObjectName("form")
        self.fields = Fields(ledger, world, self)
        self.entry = Entry(self.fields)
        self.jump, self.help = Jump(self.fields, self), HelpLine(self.fields, self)
        self.head, self.buttons = FormHead(self.jump, self), FormButtons(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.GRID * 2, 0, 0, 0)
        box.setSpacing(theme.GRID * 2)
        box.addLayout(self.head)
        box.addWidget(self.fields, 1)
        box.addWidget(self.help)
        box.addLayout(self.buttons)
        self.fields.edited.connect(self.edited)
        self.fields.told.connect(self.told)
        self.fields.child_asked.connect(self.child_asked)
        self.fields.entered.connect(self._next)
        self.fields.reshaped.connect(self._chain)
        self.jump.missed.connect(self.help.setText)
        self.buttons.save_asked.connect(self.save_requested)
        self.buttons.close_asked.connect(self._close)

    @property
    def rows(self) -> Mapping[str, FieldRow]:
        """The fields by key."""
        return self.fields.rows

    @property
    def attachments(self) -> AttachmentStrip:
        """The files of the record."""
        return self.fields.attachments

    @property
    def is_open(self) -> bool:
        """Whether a record is in hand, also while another tab is looked at."""
        return not self.isHidden()

    @property
    def is_dirty(self) -> bool:
        """Whether anything differs from what was shown first."""
        return self.entry.is_dirty

    def show_record(self, values: Mapping[str, Any] | None) -> None:
        """Show a record, or a blank form for a new one."""
        shown = dict(values) if values is not None else self.ledger.blank()
        self.head.title.setText(self.ledger.title_of(shown) if values else f"新建{self.ledger.title}")
        self.head.whole.hide()
        self.entry.show(shown, is_new=not values)

    def values(self) -> Values:
        """What stands in the form."""
        return self.entry.values()

    def problems(self) -> dict[str, str]:
        """What is wrong in the fields, by key; shown beside them."""
        found = self.entry.problems()
        self.set_problems(found)
        return found

    def set_problems(self, problems: Mapping[str, str]) -> None:
        """Show sentences beside their fields, the others on top; go to the first."""
        self.head.say_whole("；".join(sentence for key, sentence in problems.items() if key not in self.rows))
        self.fields.tell(problems)

    def focus_first(self) -> None:
        """Put the cursor in the first field."""
        self.fields.first.editor.go()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The fields stand in as many columns as there is room for."""
        super().resizeEvent(event)
        self.fields.arrange()

    def event(self, event: QEvent) -> bool:
        """Ctrl+F is the form's while it has the focus; pressed again it is the window's."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
            and event.matches(QKeySequence.StandardKey.Find)
            and not self.jump.hasFocus()
        ):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.jump.open()
            return True
        return super().event(event)

    @Slot()
    def _chain(self) -> None:
        """Tab goes through the fields, and then through the buttons."""
        for one, other in pairwise([*self.fields.stops(), *self.buttons.stops()]):
            QWidget.setTabOrder(one, other)

    @Slot()
    def _next(self) -> None:
        self.focusNextChild()

    @Slot()
    def _close(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:  # Esc is for what is open over the form
            popup.close()
            return
        if self.jump.hasFocus():
            self.jump.hide()
            self.focus_first()
            return
        self.close_requested.emit()
