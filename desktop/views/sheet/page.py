"""The page of any ledger: search, filters, table, form beside it, recycle bin, totals."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.errors import Busy, Conflict, Invalid, Missing, Refusal
from desktop.ledger import Ledger, Values
from desktop.records.editing import differing, move_records, save_record
from desktop.records.name_list import add_for_each, person_link
from desktop.store.links import Choice
from desktop.store.office import Changes, Office
from desktop.store.query import Query, Where
from desktop.views.form.counted import Counted
from desktop.views.form.drafts import DraftBar, Drafts
from desktop.views.form.form import RecordForm
from desktop.views.kit import theme
from desktop.views.kit.acting import AT_ONCE, Acting
from desktop.views.kit.desk import Desk
from desktop.views.kit.dialogs import show
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.name_list import NamesDialog
from desktop.views.sheet.columns import ColumnChoice
from desktop.views.sheet.filters import FilterBar
from desktop.views.sheet.following import Following
from desktop.views.sheet.model import PENDING, UNREAD, LedgerModel
from desktop.views.sheet.saved import SavedViews, View
from desktop.views.sheet.search_bar import SearchBar
from desktop.views.sheet.sheet import Sheet
from desktop.views.sheet.sums import Sums
from desktop.views.sheet.table import LedgerTable

FORM_WIDTH = 460
NARROW = 1100


class LedgerPage(QWidget):
    """One ledger at work."""

    told = Signal(str, bool)
    status_changed = Signal()
    asked = Signal(str)
    record_asked = Signal(str, str)
    layout_asked = Signal(str)
    import_asked = Signal(Path)
    elsewhere = Signal(str, object)

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        """Build the page; records are read when it is first shown."""
        super().__init__(parent)
        self.desk, self.ledger = desk, ledger
        self.setObjectName("page")
        self.editing: Values | None = None
        self.sort: tuple[tuple[str, bool], ...] = ()
        self.stale, self.grouped_by, self.saved, self.to_open = True, "", "", False
        self.figures: list[str] = []
        self.fitted = self.recount = False
        self.reading, self.recalling = (Gathering(desk.tasks, None, self) for _ in range(2))
        self.model = LedgerModel(desk.office, ledger, self)
        self.table = LedgerTable(self.model, self)
        self.acting = Acting(desk.tasks, self)
        self.sheet = Sheet(desk.office, desk.tasks, self.table, self)
        self.sums = Sums(desk.office, desk.tasks, self.table, self)
        self.columns = ColumnChoice(self.table, desk.office.folder, self)
        self.form = RecordForm(ledger, desk.office, self)
        self.drafts = Drafts(self.form, desk.office.folder)
        self.counted = Counted(self.form, desk.office)
        self.following = Following(self.table, self.form, self)
        self.draft_bar = DraftBar(self)
        self.form.fields.desk = desk
        self.bar = SearchBar(self)
        self.search = self.bar.search
        self.filters = FilterBar(desk, ledger, self)
        self.filters.columns_button.clicked.connect(self.columns.ask)
        self.views = SavedViews(ledger, self.columns, desk.ask, self)
        self.filters.views_button.opens(self.views.menu)
        self.bin_button = self.filters.bin_button
        self.form.hide()
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.form)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        self.table.setMinimumWidth(200)
        self.form.setMinimumWidth(theme.scaled(FORM_WIDTH - 60))
        self.person = person_link(ledger)
        self.each_button = self._each_button()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 8, 16, 8)
        box.setSpacing(8)
        box.addWidget(self.bar)
        box.addWidget(self.filters)
        box.addWidget(self.draft_bar)
        self.body = QHBoxLayout()
        self.body.setSpacing(0)
        self.body.addWidget(self.splitter, 1)
        box.addLayout(self.body, 1)
        self._connect()

    def _each_button(self) -> QPushButton:
        button = QPushButton("按名单新建…", self.form)
        button.setToolTip("粘贴一份名单，为名单上的每个人各建一条，其他内容相同")
        button.clicked.connect(self._ask_names)
        self.form.buttons.add(button)
        return button

    def _connect(self) -> None:
        self.bar.typed.connect(self.choose)
        self.search.entered.connect(self._recall)
        self.bar.entered.connect(self.table.setFocus)
        self.bar.asked.connect(self.asked)
        self.bar.new_asked.connect(self.new_record)
        self.bar.remove_asked.connect(self.remove_chosen)
        self.filters.chosen.connect(self.choose)
        self.draft_bar.resumed.connect(self._resume)
        self.draft_bar.dropped.connect(self._forget_draft)
        self.filters.cleared.connect(self.clear_conditions)
        self.filters.told.connect(self._told)
        self.filters.chips.dropped.connect(self.table.setFocus)
        self.filters.filter_button.clicked.connect(self._filter_current)
        self.filters.table_action.triggered.connect(self._ask_table)
        self.filters.group_action.triggered.connect(self._ask_groups)
        self.columns.group_asked.connect(self.group)
        self.table.filter_asked.connect(self.filter_column)
        self.columns.filter_asked.connect(self.filter_column)
        self.views.asked.connect(self.show_view)
        self.bin_button.toggled.connect(self._bin)
        self.table.opened.connect(self.open_record)
        self.table.entered.connect(self._open_row)
        self.table.sort_asked.connect(self._sort)
        self.sums.came.connect(self.status_changed)
        self.sheet.changing.told.connect(self.told)
        self.sheet.opened.connect(self.open_record)
        self.sheet.clipboard.import_asked.connect(self.import_asked)
        self.sheet.remove_asked.connect(self.remove_chosen)
        self.sheet.asked.connect(self.asked)
        self.sheet.column_menu_asked.connect(self.columns.offer_below)
        self.table.leave_search.connect(self.leave)
        self.table.selectionModel().selectionChanged.connect(self.status_changed)
        self.table.selectionModel().currentRowChanged.connect(self._go_elsewhere)
        self.reading.late.timeout.connect(self.status_changed)
        self.reading.refused.connect(self._not_read)
        self.following.came.connect(self._follow)
        self.form.save_requested.connect(self.save)
        self.form.close_requested.connect(self.close_form)
        self.form.told.connect(self.told)
        in_order = [self.search, *self.bar.buttons.values(), *self.filters.stops(), self.table, self.form]
        for one, other in pairwise(in_order):
            QWidget.setTabOrder(one, other)
        for button in (*self.bar.buttons.values(), *self.filters.tools):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor where it was
        for widget, keys, slot in (
            (self.table, "Delete", self.clear_or_remove),
            (self.table, "Ctrl+S", self.save),
            (self.search, "Ctrl+S", self.save),
            (self.search, "Down", self.bar.entered.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    def hasHeightForWidth(self) -> bool:
        """The filters take a second line within the page; the window need not ask every page of its stack for that."""
        return False

    # --- choosing ----------------------------------------------------------------------------------------------

    def query(self) -> Query:
        """What the page shows."""
        search, where, bin_ = self.search.text().strip(), self.filters.where(), self.bin_button.isChecked()
        return Query(search, where, self.sort, bin_, as_of=self.filters.as_of.day)

    @Slot()
    def choose(self, *, anew: bool = False, acted: bool = False) -> None:
        """Read the choice anew (from its beginning, where it is another order); what takes long, beside the window.

        Where something was `acted`, the window has waited for that already.
        """
        office, ledger, query = self.desk.office, self.ledger, self.query()

        def read() -> tuple[list[str], list[str]]:
            return office.ids(ledger, query), figures_of(office, ledger, query)

        if query != self.model.query and not self.sheet.editing.finish():
            self.told.emit("正在填的这一格没有存上，请重新填。", False)
        self.stale = self.to_open = self.recount = False
        if query != self.model.query:
            self.model.pending = PENDING
        if office.takes_long(ledger, query) or (acted and office.is_large(ledger)):
            self.reading.read(f"读取{ledger.title}", read, lambda found: self._chosen(query, *found, anew=anew))
        else:
            self.reading.forget()
            self._chosen(query, *read(), anew=anew)
        if query.search:
            self._recall()

    @Slot()
    def _recall(self) -> None:
        """What is about to be searched is taken into memory, where it is so much that the database would be felt."""
        office, ledger, query = self.desk.office, self.ledger, self.query()
        if self.recalling.task is None and office.may_recall(ledger, query):
            self.recalling.read(f"查找{ledger.title}", lambda: office.recall(ledger, query), lambda _nothing: None)

    def _chosen(self, query: Query, ids: list[str], figures: list[str], *, anew: bool) -> None:
        """Show what was read, the current record kept where it still is; where it is gone, its place."""
        current, at = self.table.currentIndex(), self.model.ids
        if self.sheet.editing.editor is not None and ids != at:
            self.sheet.editing.finish()  # what was begun meanwhile: the cell goes with its row
        kept = self.saved or (at[current.row()] if current.isValid() and current.row() < len(at) else "")
        self.saved = ""
        place = min(current.row(), len(ids) - 1) if query == self.model.query else 0
        self.views.query = query
        self.model.choose(query, ids)
        for part in (self.table.horizontalHeader(), self.table):
            part.viewport().update()
        self.filters.clear_button.setVisible(bool(query.search or query.where or query.as_of))
        self.figures = figures_of(self.desk.office, self.ledger, query) if self.recount else figures
        self.recount = False
        if anew:
            self.table.go_to(0, current.column())
        elif self.model.ids is not at:
            row = self.model.row_of(kept) if kept else 0
            self.table.go_to(row if row >= 0 else max(place, 0), current.column())
        if not self.fitted:
            self.columns.fit()
            self.fitted = bool(ids)
        self.status_changed.emit()
        if self.to_open and ids:
            self.open_record(ids[self.table.currentIndex().row()])
        self.to_open = False

    @Slot()
    def _go_elsewhere(self) -> None:
        """The person goes to another row than that of the record saved last."""
        self.saved = ""

    @Slot(object)
    def _not_read(self, refusal: Refusal) -> None:
        """What was asked for could not be read; it is asked for anew when the page is come back to."""
        self.stale, self.to_open, self.saved = True, False, ""
        self.model.pending = self.model.pending and UNREAD
        self.told.emit(refusal.sentence, False)

    def refresh(self, *, acted: bool = False) -> None:
        """Show the present state if it may have changed."""
        if self.stale:
            self.choose(acted=acted)
            self.form.fields.fill_soon()
        left = self.drafts.found() if self.desk.office.writing and not self.form.is_open else None
        if left is not None:
            self.draft_bar.offer(left)

    def changed(self, changes: Changes) -> None:
        """Take notice of an act."""
        targets = [column.link.to for column in self.ledger.links if column.link]
        names = {self.ledger.sql.name, *(self.desk.office.ledgers[target].sql.name for target in targets)}
        if "code" in changes.tables:
            self.form.fields.relist()
        if "attachment" in changes.tables and self.form.fields.filled:
            self.form.attachments.files.reload()
        if changes.tables & names:
            if (
                self.sheet.changing.own
            ):  # as in a spreadsheet, what is changed by hand stays where it is until asked anew
                self.model.forget()
                if self.sheet.changing.own & {figure.key for figure in self.ledger.figures}:
                    self.figures = figures_of(self.desk.office, self.ledger, self.model.query)
                self.status_changed.emit()
                self.recount = self.reading.task is not None  # what is being read does not know of it
                return
            self.stale = True
            if self.isVisible():
                self.refresh(acted=True)

    @Slot()
    def _ask_table(self) -> None:
        self.asked.emit("table")

    @Slot()
    def _ask_groups(self) -> None:
        place = self.table.currentIndex().column()
        self.group(self.model.columns[place].key if 0 <= place < len(self.model.columns) else "")

    @Slot(str)
    def group(self, key: str) -> None:
        """Ask for the records grouped by a column."""
        self.grouped_by = key
        self.asked.emit("group")

    @Slot(object)
    def show_group(self, wheres: tuple[Where, ...]) -> None:
        """Show the records of a group among those that are shown."""
        if not self.close_form():
            return
        for key in dict.fromkeys(where.key for where in wheres):
            self.filters.narrow(key, tuple(where for where in wheres if where.key == key))
        self.table.setFocus()

    @Slot()
    def clear_or_remove(self) -> None:
        """Delete empties selected cells; of whole rows it takes the records away."""
        if self.table.whole_rows or self.bin_button.isChecked():
            self.remove_chosen()
        else:
            self.sheet.clear()

    @Slot(str, bool, bool)
    def _sort(self, key: str, descending: bool, also: bool) -> None:
        """By one column, or (Shift held) by it after those chosen before."""
        earlier = tuple(one for one in self.sort if one[0] != key) if also else ()
        self.sort_by((*earlier, (key, descending)) if key else earlier)

    def sort_by(self, sort: tuple[tuple[str, bool], ...]) -> None:
        """Order the rows by these columns, the first one first; True is descending."""
        self.sort = sort
        self.table.show_sort(sort)
        self.choose(anew=not self.form.is_open)

    @Slot()
    def _filter_current(self) -> None:
        columns, place = self.model.columns, self.table.currentIndex().column()
        self.filter_column(columns[place if 0 <= place < len(columns) else 0].key)

    @Slot(str)
    def filter_column(self, key: str) -> None:
        """Open the filter of one column below its heading."""
        header = self.table.horizontalHeader()
        keys = [column.key for column in self.model.columns]
        left = header.sectionViewportPosition(keys.index(key)) if key in keys else 0
        place = header.viewport().mapToGlobal(QPoint(max(left, 0), header.height()))
        self.filters.popup.open_at(place, key, self.query())

    @Slot(object)
    def show_view(self, view: View) -> None:
        """Show the records and columns of a view."""
        if not self.close_form():
            return
        self.search.blockSignals(True)
        self.search.setText(view.query.search)
        self.search.blockSignals(False)
        self.filters.show_where(view.query.where)
        self.columns.show(view.columns, view.widths)
        self.sort_by(view.query.sort)

    @Slot()
    def clear_conditions(self) -> None:
        """Search and filters off."""
        self.filters.clear()
        self.search.clear()
        self.choose()
        self.table.setFocus()

    @Slot()
    def leave(self) -> None:
        """Esc in the table: the form closes, else the conditions go, else the recycle bin."""
        if self.form.is_open:
            self.close_form()
        elif self.filters.clear_button.isVisible():
            self.clear_conditions()
        elif self.bin_button.isChecked():
            self.bin_button.setChecked(False)

    @Slot(bool)
    def _bin(self, shown: bool) -> None:
        self.bar.show_bin(shown)
        self.close_form()
        self.choose()

    def seek(self) -> None:
        """Put the cursor in the search box."""
        self._show_list(shown=True)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def parts(self) -> list[tuple[QWidget, QWidget]]:
        """The parts of the page that are shown, each with where its focus begins."""
        found: list[tuple[QWidget, QWidget]] = [
            (self.bar, self.search),
            (self.filters, self.filters.filter_button),
            (self.table, self.table),
            (self.form, self.form.fields.first.stops()[0]),
        ]
        return [(part, stop) for part, stop in found if part.isVisible()]

    def status(self) -> str:
        """The count, the selection and the ledger's figures."""
        if self.reading.task is not None and not self.reading.late.isActive():
            return PENDING
        chosen = len(self.table.chosen_rows())
        day = f"{self.model.query.as_of} 的情况：" if self.model.query.as_of else ""
        counts = [f"{day}共 {len(self.model.ids):,} 条", *([f"已选 {chosen:,} 条"] if chosen > 1 else [])]
        return "　".join([*counts, *self.sums.words(), *self.figures])

    # --- one record --------------------------------------------------------------------------------------------

    @Slot()
    def new_record(self) -> None:
        """A blank form."""
        if not self.bin_button.isChecked() and self.close_form():
            self._show(None)

    @Slot(str)
    def _open_row(self, record_id: str) -> None:
        """Enter in the table: the first of what was asked for last, while that is still being read."""
        if self.model.pending:
            self.to_open = True
        else:
            self.open_record(record_id)

    @Slot(str)
    def open_record(self, record_id: str) -> None:
        """The form of a record; an earlier day is only looked at."""
        if self.model.query.as_of:
            self.told.emit(f"现在看的是 {self.model.query.as_of} 的样子。要打开修改，请先清除截至日期（Esc）。", False)
            return
        if self.editing is not None and self.editing["id"] == record_id and self.form.is_open:
            self.form.focus_first()
        elif self.close_form():
            self._show(self.desk.office.get(self.ledger, record_id))

    @Slot(str)
    def _follow(self, record_id: str) -> None:
        if self.editing is not None and self.editing["id"] != record_id and not self.model.query.as_of:
            self._fill(self.desk.office.get(self.ledger, record_id))

    @Slot()
    def _resume(self) -> None:
        """Go on where the draft was left; a record that is gone meanwhile becomes a new one."""
        draft = self.drafts.found()
        self.draft_bar.hide()
        if draft is None or not self.close_form():
            return
        try:
            record = self.desk.office.get(self.ledger, draft.record_id) if draft.record_id else None
        except Missing:
            record = None
        self._show(record)
        self.drafts.fill(draft)

    @Slot()
    def _forget_draft(self) -> None:
        self.draft_bar.hide()
        self.drafts.forget()

    def _show(self, values: Values | None) -> None:
        self._fill(values)
        self.form.show()
        self._lay_out()
        self.form.focus_first()

    def _fill(self, values: Values | None) -> None:
        """Put a record into the form, or a blank one."""
        self.editing = values
        self.draft_bar.hide()
        self.drafts.record_id = str(values["id"]) if values else None
        self.form.show_record(values)
        from desktop.services.computed import computed, in_words  # noqa: PLC0415 - the first window does without

        self.form.head.say_computed(in_words(computed(self.desk.office, self.ledger, values)) if values else [])
        self.counted.record_id = self.drafts.record_id
        self.counted.tell()
        self.each_button.setVisible(values is None and self.person is not None)

    def show_again(self) -> None:
        """Show the record in hand as it stands now; a form whose record is gone closes."""
        if self.editing is None or not self.form.is_open:
            return
        try:
            now = self.desk.office.get(self.ledger, self.editing["id"])
        except Missing:
            now = {}
        if now.get(self.ledger.presence, False):
            self._fill(now)
        else:
            self.close_form()

    @Slot(bool)
    def save(self, again: bool = False) -> bool:
        """Save the form; what is wrong is shown beside its field."""
        if not self.form.isVisibleTo(self):
            return False
        if self.form.problems():
            self.told.emit("有几处填写需要改正，已在旁边标出。", False)
            return False
        if self.form.attachments.files.copying is not None:
            self.told.emit("附件还在复制，等它完成（或取消它）再保存。", False)
            return False
        before = self.sheet.changing.own
        try:
            values, waiting = self.form.values(), self.form.attachments.files.waiting
            self.sheet.changing.own = (
                frozenset(differing(self.ledger, self.editing, values)) if self.editing else frozenset()
            )
            saved, notes = save_record(self.desk.office, self.ledger, values, self.editing, waiting=waiting)
        except Invalid as invalid:
            self.form.set_problems(invalid.problems)
            return False
        except Refusal as refusal:
            if not (isinstance(refusal, Conflict) and self.editing and self._merge(self.editing)):
                self.form.set_problems({"": refusal.sentence})
            return False
        finally:
            self.sheet.changing.own = before
        self._after_save(saved, "；".join(["已保存", *notes]) + "。", again=again)
        return True

    def _merge(self, read: Values) -> bool:
        """The record was changed elsewhere meanwhile: take that in where nothing was typed, show it where something was.

        False where it is another matter. Saving again keeps what stands in the form.
        """
        now = self.desk.office.get(self.ledger, read["id"])
        if now["version"] == read["version"] or not now.get(self.ledger.presence, True):
            return False
        values = self.form.values()
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
        self.editing = now
        self.form.set_problems({"": "，".join(word for word in words if word) + "。", **both})
        return True

    def _after_save(self, record_id: str, sentence: str, *, again: bool) -> None:
        self.drafts.drop()
        self.told.emit(sentence, True)
        self.refresh()
        if again:
            self._show(None)
            return
        self._fill(self.desk.office.get(self.ledger, record_id))
        self.saved = record_id if self.reading.task is not None else ""
        row = self.model.row_of(record_id)
        if row >= 0:
            self.table.go_to(row, self.table.currentIndex().column())

    @Slot()
    def _ask_names(self) -> None:
        """The same record for everyone on a pasted list."""
        if self.person is None:
            return
        wrong = {key: told for key, told in self.form.problems().items() if key != self.person.key}
        if wrong:
            self.told.emit("有几处填写需要改正，已在旁边标出。", False)
            return
        self.form.set_problems({})
        dialog = NamesDialog(self.desk.office, self.person, "各建一条", parent=self.window())
        dialog.taken.connect(self._for_each)
        show(dialog)

    @Slot(object)
    def _for_each(self, people: Sequence[Choice]) -> None:
        office, ledger, values = self.desk.office, self.ledger, self.form.values()
        self.form.setEnabled(False)
        self.acting.do(
            f"按名单新建{ledger.title}",
            lambda step: add_for_each(office, ledger, values, people, step),
            self._made_for_each,
            self._not_made,
            size=len(people),
        )

    def _made_for_each(self, count: int) -> None:
        self.form.setEnabled(True)
        self.form.show_record(None)
        self.close_form()
        self.told.emit(f"已按名单新建 {count} 条。", True)
        self.refresh()

    def _not_made(self, refusal: Refusal) -> None:
        self.form.setEnabled(True)
        self.form.set_problems(refusal.problems if isinstance(refusal, Invalid) else {"": refusal.sentence})

    @Slot()
    def close_form(self) -> bool:
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
        self.form.hide()
        self._show_list(shown=True)
        self.editing = None
        self.table.setFocus()
        return True

    @Slot()
    def remove_chosen(self) -> None:
        """Put the selected records in the recycle bin, or take them out of it."""
        ids = self.table.chosen_ids()
        if self.model.pending:
            self.told.emit(self.model.pending, False)
            return
        if self.model.query.as_of:
            self.told.emit("现在看的是从前的样子，不能删除。请先清除截至日期（Esc）。", False)
            return
        many, elsewhere = len(ids) > AT_ONCE, self.editing is None or self.editing["id"] not in ids
        if not ids or ((many or elsewhere) and not self.close_form()):
            return
        office, ledger, restoring = self.desk.office, self.ledger, self.bin_button.isChecked()
        self.acting.do(
            f"{'恢复' if restoring else '删除'}{ledger.title} {len(ids)} 条",
            lambda step: move_records(office, ledger, ids, restoring=restoring, progress=step),
            lambda done: self._moved(done, ids),
            self._not_moved,
            size=len(ids),
        )

    def _moved(self, done: str, ids: Sequence[str]) -> None:
        if self.editing is not None and self.editing["id"] in ids:
            self.form.hide()
            self._show_list(shown=True)
            self.editing = None
        self.told.emit(done, True)
        self.refresh()

    @Slot(str)
    def _told(self, sentence: str) -> None:
        self.told.emit(sentence, False)

    def _not_moved(self, refusal: Refusal) -> None:
        self.told.emit(refusal.sentence, False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside the table where there is room, else over it."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        if not self.form.isVisibleTo(self):
            return
        narrow, wide = self.width() < theme.scaled(NARROW), theme.scaled(FORM_WIDTH)
        self._show_list(shown=not narrow)
        if not narrow and self.splitter.sizes()[1] < wide:
            self.splitter.setSizes([self.width() - wide, wide])

    def _show_list(self, *, shown: bool) -> None:
        """The table and all that chooses from it, which give way to the form where there is no room for both."""
        for part in (self.table, self.bar, self.filters):
            part.setVisible(shown)

    def restyle(self) -> None:
        """Tint the icons anew."""
        self.bar.restyle()
        self.filters.restyle()
        self.form.setMinimumWidth(theme.scaled(FORM_WIDTH - 60))
        self.columns.fit()
        self._lay_out()


def figures_of(office: Office, ledger: Ledger, query: Query) -> list[str]:
    """The ledger's figures over a choice, in words."""
    told = []
    for figure, value in office.totals(ledger, query):
        kind = ledger.columns[figure.key].kind if figure.key else None
        told.append(f"{figure.title} {kind.show(value or 0) if kind else value}")
    return told
