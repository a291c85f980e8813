"""A child opened from the form of its parent: its own form, with its files and its history."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from desktop.errors import Invalid, Refusal
from desktop.ledger import Ledger
from desktop.records.editing import save_record
from desktop.views.form.form import RecordForm
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.dialogs import HistoryDialog, show
from desktop.views.sheet.in_hand import WRONG, InHand


class ChildDialog(QDialog):
    """One child in a window of its own."""

    def __init__(self, desk: Desk, ledger: Ledger, record_id: str, parent: QWidget | None = None) -> None:
        """Show the child as it is kept."""
        super().__init__(parent)
        self.desk, self.ledger = desk, ledger
        self.values = desk.office.get(ledger, record_id)
        self.setWindowTitle(f"{ledger.title}：{self.values['title']}")
        theme.sized(self, 560, 520)
        self.form = RecordForm(ledger, desk.office, self)
        self.form.fields.desk = desk
        self.form.buttons.again.hide()
        history = QPushButton("历史…", self.form)
        history.setToolTip("这一条的每一次改动")
        history.clicked.connect(self.show_history)
        self.form.buttons.add(history)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 16, 20, 16)
        box.addWidget(self.form)
        self.form.save_requested.connect(self.save)
        self.form.close_requested.connect(self.reject)
        self.form.show_record(self.values)
        self.form.focus_first()

    @Slot(bool)
    def save(self, _again: bool = False) -> None:
        """Keep what was typed; what is wrong is shown beside its field."""
        if self.form.problems():
            self.form.head.say_whole(WRONG)
            return
        waiting = self.form.attachments.files.waiting
        try:
            save_record(self.desk.office, self.ledger, self.form.values(), self.values, waiting=waiting)
        except Invalid as invalid:
            self.form.set_problems(invalid.problems)
        except Refusal as refusal:
            self.form.set_problems({"": refusal.sentence})
        else:
            self.accept()

    def reject(self) -> None:
        """Close, asking first where something is unsaved."""
        if self.form.is_dirty:
            answer = self.desk.ask.save_or_discard(self.form.head.title.text())
            if answer == "save":
                self.save()
            if answer != "discard":
                return
        super().reject()

    @Slot()
    def show_history(self) -> None:
        """Every change of the child."""
        show(HistoryDialog(self.desk.office, self.ledger, self.values["id"], self))


class ChildDoor(QObject):
    """Leads from the form of a record to its children, saved first."""

    def __init__(self, hand: InHand) -> None:
        """Wait for one to be asked for."""
        super().__init__(hand)
        self.hand = hand
        hand.form.child_asked.connect(self.open)

    @Slot(str, str)
    def open(self, key: str, record_id: str) -> None:
        """The child in a window of its own."""
        if self.hand.kept() is not None:
            self.show(self.hand.ledger.columns[key].children, record_id)

    def show(self, child: Ledger, record_id: str) -> None:
        """The child over the form that is open on its parent."""
        dialog = ChildDialog(self.hand.desk, child, record_id, self.hand.page.window())
        dialog.accepted.connect(self.hand.show_again)
        show(dialog)
