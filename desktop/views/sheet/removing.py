"""Records put into the recycle bin and taken out of it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from desktop.errors import Refusal
from desktop.records.editing import move_records
from desktop.views.kit.acting import AT_ONCE
from desktop.views.sheet.in_hand import InHand


class Removing(QObject):
    """Removes the records that are selected, or brings them back where the recycle bin is shown."""

    told = Signal(str, bool)
    removed = Signal()

    def __init__(self, hand: InHand) -> None:
        """Nothing is removed yet."""
        super().__init__(hand)
        self.hand, self.choosing = hand, hand.choosing

    def _obstacle(self) -> str:
        """Why nothing can be removed now."""
        if self.choosing.model.pending:
            return self.choosing.model.pending
        past = self.choosing.model.query.as_of
        return "现在看的是从前的样子，不能删除。请先清除截至日期（Esc）。" if past else ""

    @Slot()
    def remove(self) -> None:
        """Put the selected records in the recycle bin, or take them out of it."""
        ids, hand, obstacle = self.choosing.table.chosen_ids(), self.hand, self._obstacle()
        if obstacle:
            self.told.emit(obstacle, False)
            return
        many, elsewhere = len(ids) > AT_ONCE, hand.values is None or hand.values["id"] not in ids
        if not ids or ((many or elsewhere) and not hand.close()):
            return
        office, ledger, restoring = self.choosing.office, self.choosing.ledger, self.choosing.bin_button.isChecked()
        hand.acting.do(
            f"{'恢复' if restoring else '删除'}{ledger.title} {len(ids)} 条",
            lambda step: move_records(office, ledger, ids, restoring=restoring, progress=step),
            lambda done: self._moved(done, ids),
            self._not_moved,
            size=len(ids),
        )

    def _moved(self, done: str, ids: Sequence[str]) -> None:
        if self.hand.values is not None and self.hand.values["id"] in ids:
            self.hand.let_go()
        self.told.emit(done, True)
        self.removed.emit()

    def _not_moved(self, refusal: Refusal) -> None:
        self.told.emit(refusal.sentence, False)
