"""One record for everyone on a pasted list, all that stands in the form being the same."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from desktop.errors import Invalid, Refusal
from desktop.records.name_list import add_for_each, person_link
from desktop.store.links import Choice
from desktop.views.kit.dialogs import show
from desktop.views.kit.name_list import NamesDialog
from desktop.views.sheet.in_hand import WRONG, InHand


class ForEach(QObject):
    """Makes many records of the new one in hand; `person` is the field that names people, if the ledger has one."""

    def __init__(self, hand: InHand) -> None:
        """Nothing is asked yet."""
        super().__init__(hand)
        self.hand, self.form, self.ledger = hand, hand.form, hand.ledger
        self.person = person_link(hand.ledger)

    @property
    def offered(self) -> bool:
        """Whether the form is of a new record that names a person."""
        return self.hand.values is None and self.person is not None

    def ask(self) -> None:
        """Ask for the list."""
        if self.person is None:
            return
        wrong = {key: told for key, told in self.form.problems().items() if key != self.person.key}
        if wrong:
            self.hand.told.emit(WRONG, False)
            return
        self.form.set_problems({})
        dialog = NamesDialog(self.hand.desk.office, self.person, "各建一条", parent=self.hand.page.window())
        dialog.taken.connect(self._take)
        show(dialog)

    @Slot(object)
    def _take(self, people: Sequence[Choice]) -> None:
        office, ledger, values = self.hand.desk.office, self.ledger, self.form.values()
        self.form.setEnabled(False)
        self.hand.acting.do(
            f"按名单新建{ledger.title}",
            lambda step: add_for_each(office, ledger, values, people, step),
            self._made,
            self._not_made,
            size=len(people),
        )

    def _made(self, count: int) -> None:
        self.form.setEnabled(True)
        self.form.show_record(None)
        self.hand.close()
        self.hand.told.emit(f"已按名单新建 {count} 条。", True)
        self.hand.saved.emit()

    def _not_made(self, refusal: Refusal) -> None:
        self.form.setEnabled(True)
        self.form.set_problems(refusal.problems if isinstance(refusal, Invalid) else {"": refusal.sentence})
