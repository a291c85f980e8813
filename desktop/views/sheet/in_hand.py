"""The record in a page's form: opened, followed, saved, resumed from a draft, closed."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.errors import Busy, Conflict, Invalid, Missing, Refusal
from desktop.ledger import Values
from desktop.records.editing import differing, save_record
from desktop.views.form.counted import Counted
from desktop.views.form.drafts import DraftBar, Drafts
from desktop.views.form.form import RecordForm
from desktop.views.kit.acting import Acting
from desktop.views.kit.desk import Desk
from desktop.views.sheet.changing import Changing
from desktop.views.sheet.choosing import Choosing
from desktop.views.sheet.following import Following

WRONG = "有几处填写需要改正，已在旁边标出。"


class InHand(QObject):
    """The one record of a page that is being edited: its values as they were read, None for a new one or for none."""

    told = Signal(str, bool)
    filled = Signal()
    opened = Signal()
    closed = Signal()
    saved = Signal()

    def __init__(self, desk: Desk, choosing: Choosing, changing: Changing, acting: Acting, page: QWidget) -> None:
        """No record yet."""
        super().__init__(page)
        self.desk, self.choosing, self.changing, self.acting, self.page = desk, choosing, changing, acting, page
        self.form: RecordForm = choosing.form
        self.ledger = self.form.ledger
        self.values: Values | None = None
        self.drafts = Drafts(self.form, desk.office.folder)
        self.counted = Counted(self.form, desk.office)
        self.following = Following(choosing.table, self.form, page)
        self.draft_bar = DraftBar(page)
        self.draft_bar.resumed.connect(self._resume)
        self.draft_bar.dropped.connect(self._forget_draft)
        self.following.came.connect(self._follow)
        self.form.save_requested.connect(self.save)
        self.form.close_requested.connect(self.close)
        choosing.opens.connect(self.open)

    # --- opening -----------------------------------------------------------------------------------------------

    @Slot()
    def new(self) -> None:
        """A blank form."""
        if not self.choosing.bin_button.isChecked() and self.close():
            self.show(None)

    @Slot(str)
    def open(self, record_id: str) -> None:
        """The form of a record; an earlier day is only looked at."""
        day = self.choosing.model.query.as_of
        if day:
            self.told.emit(f"现在看的是 {day} 的样子。要打开修改，请先清除截至日期（Esc）。", False)
        elif self.holds(record_id) and self.form.is_open:
            self.form.focus_first()
        elif self.close():
            self.show(self._read(record_id))

    def holds(self, record_id: str) -> bool:
        """Whether it is this record."""
        return self.values is not None and self.values["id"] == record_id

    @Slot(str)
    def _follow(self, record_id: str) -> None:
        if self.values is not None and not self.holds(record_id) and not self.choosing.model.query.as_of:
            self._fill(self._read(record_id))

    def offer_draft(self) -> None:
        """Offer what was left unsaved, while no record is in hand."""
        left = self.drafts.found() if self.desk.office.writing and not self.form.is_open else None
        if left is not None:
            self.draft_bar.offer(left)

    @Slot()
    def _resume(self) -> None:
        """Go on where the draft was left; a record that is gone meanwhile becomes a new one."""
        draft = self.drafts.found()
        self.draft_bar.hide()
        if draft is None or not self.close():
            return
        try:
            record = self._read(draft.record_id) if draft.record_id else None
        except Missing:
            record = None
        self.show(record)
        self.drafts.fill(draft)

    @Slot()
    def _forget_draft(self) -> None:
        self.draft_bar.hide()
        self.drafts.forget()

    def _read(self, record_id: str) -> Values:
        return self.desk.office.get(self.ledger, record_id)

    def show(self, values: Values | None) -> None:
        """Open the form on a record, or on a new one."""
        self._fill(values)
        self.form.show()
        self.opened.emit()
        self.form.focus_first()

    def _fill(self, values: Values | None) -> None:
        """Put a record into the form, or a blank one."""
        self.values = values
        self.draft_bar.hide()
        self.drafts.record_id = str(values["id"]) if values else None
        self.form.show_record(values)
        from desktop.services.computed import computed, in_words  # noqa: PLC0415 - the first window does without

        self.form.head.say_computed(in_words(computed(self.desk.office, self.ledger, values)) if values else [])
        self.counted.record_id = self.drafts.record_id
        self.counted.tell()
        self.filled.emit()

    @Slot()
    def reopen(self) -> None:
        """Open the form anew on the record as it stands now."""
        if self.values is not None:
            self.show(self._read(self.values["id"]))

    @Slot()
    def show_again(self) -> None:
        """Show the record as it stands now; a form whose record is gone closes."""
        if self.values is None or not self.form.is_open:
            return
        try:
            now = self._read(self.values["id"])
        except Missing:
            now = {}
        if now.get(self.ledger.presence, False):
            self._fill(now)
        else:
            self.close()

    # --- saving ------------------------------------------------------------------------------------------------

    def kept(self) -> Values | None:
        """The record as it is kept, saved first where it is new or something was typed; None where there is none."""
        return self.values if (self.values is not None and not self.form.is_dirty) or self.save() else None

    @Slot(bool)
    def save(self, again: bool = False) -> bool:
        """Save the form; what is wrong is shown beside its field."""
        if not self.form.isVisibleTo(self.page):
            return False
        hindrance = self._hindrance()
        if hindrance:
            self.told.emit(hindrance, False)
            return False
        values, read = self.form.values(), self.values
        try:
            with self.changing.by_hand(differing(self.ledger, read, values) if read else ()):
                waiting = self.form.attachments.files.waiting
                saved, notes = save_record(self.desk.office, self.ledger, values, read, waiting=waiting)
        except Invalid as invalid:
            self.form.set_problems(invalid.problems)
            return False
        except Refusal as refusal:
            if not (isinstance(refusal, Conflict) and read and self._merge(read)):
                self.form.set_problems({"": refusal.sentence})
            return False
        self._after_save(saved, "；".join(["已保存", *notes]) + "。", again=again)
        return True

    def _hindrance(self) -> str:
        """Why the form can't be saved as it is."""
        if self.form.problems():
            return WRONG
        copying = self.form.attachments.files.copying is not None
        return "附件还在复制，等它完成（或取消它）再保存。" if copying else ""

    def _merge(self, read: Values) -> bool:
        """The record was changed elsewhere meanwhile: take that in where nothing was typed, show it where something was.

        False where it is another matter. Saving again keeps what stands in the form.
        """
        now, values = self._read(read["id"]), self.form.values()
        if now["version"] == read["version"] or not now.get(self.ledger.presence, True):
            return False
        theirs, mine = set(differing(self.ledger, read, now)), set(differing(self.ledger, read, values))
        self.form.entry.take(now, theirs - mine)
        both = {
            key: f"别处改成了“{self.ledger.columns[key].kind.show(now.get(key)) or '空白'}”"
            for key in theirs & mine
            if (now.get(key) or None) != (values.get(key) or None)
        }
        taken = "、".join(self.ledger.columns[key].title for key in sorted(theirs - mine))
        words = ["这条记录刚才在别处被改过", f"已换成新的：{taken}" if taken else ""]
        words += ["两边都改了的标在旁边" if both else "", "再保存一次就以这里为准"]
        self.values = now
        self.form.set_problems({"": "，".join(word for word in words if word) + "。", **both})
        return True

    def _after_save(self, record_id: str, sentence: str, *, again: bool) -> None:
        self.drafts.drop()
        self.told.emit(sentence, True)
        self.saved.emit()
        if again:
            self.show(None)
            return
        self._fill(self._read(record_id))
        self.choosing.keep(record_id)
        row, table = self.choosing.model.row_of(record_id), self.choosing.table
        if row >= 0:
            table.go_to(row, table.currentIndex().column())

    # --- closing -----------------------------------------------------------------------------------------------

    @Slot()
    def close(self) -> bool:
        """Close the form, asking first where something is unsaved; not while many records are made of it."""
        if self.acting.under_way and not self.form.isEnabled():
            self.told.emit(Busy().sentence, False)
            return False
        if self.form.is_open and self.form.is_dirty:
            answer = self.desk.ask.save_or_discard(self.form.head.title.text())
            if answer == "stay" or (answer == "save" and not self.save()):
                return False
        if self.form.is_open:
            self.drafts.drop()
        self.let_go()
        self.choosing.table.setFocus()
        return True

    def let_go(self) -> None:
        """Hide the form; no record is in hand any more."""
        self.form.hide()
        self.values = None
        self.closed.emit()
