"""The page of any ledger: search, filters, table, form beside it, recycle bin, totals."""

import datetime as dt
import re
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.errors import Invalid, Refusal
from desktop.ledger import Ledger, Values
from desktop.store.office import Changes, Office
from desktop.store.query import Query
from desktop.views.ask import Ask
from desktop.views.columns import ColumnChoice
from desktop.views.filters import FilterBar, SearchBar
from desktop.views.form import RecordForm
from desktop.views.saving import move_records, save_record
from desktop.views.table import LedgerModel, LedgerTable
from desktop.views.tasks import Tasks

FORM_WIDTH = 460
NARROW = 1100


@dataclass
class Desk:
    """What every page works with."""

    office: Office
    tasks: Tasks
    ask: Ask


class LedgerPage(QWidget):
    """One ledger at work."""

    told = Signal(str, bool)
    status_changed = Signal()
    asked = Signal(str)

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        """Build the page; records are read when it is first shown."""
        super().__init__(parent)
        self.desk, self.ledger = desk, ledger
        self.setObjectName("page")
        self.editing: Values | None = None
        self.sort: tuple[tuple[str, bool], ...] = ()
        self.stale = True
        self.figures: list[str] = []
        self.model = LedgerModel(desk.office, ledger, self)
        self.table = LedgerTable(self.model, self)
        self.columns = ColumnChoice(self.table, desk.office.folder, self)
        self.form = RecordForm(ledger, desk.office, self)
        self.form.attachments.serve(desk)
        self.bar = SearchBar(self)
        self.search = self.bar.search
        self.filters = FilterBar(desk.office, ledger, self)
        self.filters.set_columns_menu(self.columns.menu)
        self.bin_button = self.filters.bin_button
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.form)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        self.table.setMinimumWidth(200)
        self.form.setMinimumWidth(FORM_WIDTH - 60)
        self.form.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 8, 16, 8)
        box.setSpacing(8)
        box.addWidget(self.bar)
        box.addWidget(self.filters)
        box.addWidget(self.splitter, 1)
        self._connect()

    def _connect(self) -> None:
        self.bar.typed.connect(self.choose)
        self.bar.entered.connect(self.table.setFocus)
        self.bar.asked.connect(self.asked)
        self.bar.new_asked.connect(self.new_record)
        self.bar.remove_asked.connect(self.remove_chosen)
        self.filters.chosen.connect(self.choose)
        self.filters.cleared.connect(self.clear_conditions)
        self.bin_button.toggled.connect(self._bin)
        self.table.opened.connect(self.open_record)
        self.table.sort_asked.connect(self._sort)
        self.table.leave_search.connect(self.clear_conditions)
        self.table.selectionModel().selectionChanged.connect(self.status_changed)
        self.form.save_requested.connect(self.save)
        self.form.close_requested.connect(self.close_form)
        self.form.attachments.told.connect(self.told)
        for widget, keys, slot in (
            (self.table, "Delete", self.remove_chosen),
            (self.table, "Ctrl+S", self.save),
            (self.search, "Ctrl+S", self.save),
        ):
            shortcut = QShortcut(QKeySequence(keys), widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    # --- choosing ----------------------------------------------------------------------------------------------

    def query(self) -> Query:
        """What the page shows."""
        return Query(self.search.text().strip(), self.filters.where(), self.sort, self.bin_button.isChecked())

    @Slot()
    def choose(self) -> None:
        """Read the choice anew, the current record kept where it still is."""
        current = self.table.currentIndex()
        kept = self.model.ids[current.row()] if current.isValid() and current.row() < len(self.model.ids) else ""
        query = self.query()
        self.model.choose(query)
        self.filters.clear_button.setVisible(bool(query.search or query.where))
        self.figures = figures_of(self.desk.office, self.ledger, query)
        row = self.model.row_of(kept) if kept else -1
        if row >= 0:
            self.table.selectRow(row)
        elif self.model.ids:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.stale = False
        self.status_changed.emit()

    def refresh(self) -> None:
        """Show the present state if it may have changed."""
        if self.stale:
            first = not self.model.ids
            self.choose()
            if first:
                self.columns.fit()

    def changed(self, changes: Changes) -> None:
        """Take notice of an act."""
        targets = [column.link.to for column in self.ledger.links if column.link]
        names = {self.ledger.sql.name, *(self.desk.office.ledgers[target].sql.name for target in targets)}
        if "code" in changes.tables:
            self.form.relist()
        if "attachment" in changes.tables:
            self.form.attachments.reload()
        if changes.tables & names:
            self.stale = True
            if self.isVisible():
                self.refresh()

    @Slot(str, bool)
    def _sort(self, key: str, descending: bool) -> None:
        self.sort = ((key, descending),) if key else ()
        self.choose()

    @Slot()
    def clear_conditions(self) -> None:
        """Search and filters off."""
        self.filters.clear()
        self.search.clear()
        self.choose()

    @Slot(bool)
    def _bin(self, shown: bool) -> None:
        self.bar.show_bin(shown)
        self.close_form()
        self.choose()

    def status(self) -> str:
        """The count, the selection and the ledger's figures."""
        chosen = len(self.table.selectionModel().selectedRows())
        counts = [f"共 {len(self.model.ids):,} 条", *([f"已选 {chosen:,} 条"] if chosen > 1 else [])]
        return "　".join([*counts, *self.figures])

    # --- one record --------------------------------------------------------------------------------------------

    @Slot()
    def new_record(self) -> None:
        """A blank form."""
        if not self.bin_button.isChecked() and self.close_form():
            self._show(None)

    @Slot(str)
    def open_record(self, record_id: str) -> None:
        """The form of a record."""
        if self.editing is not None and self.editing["id"] == record_id and self.form.isVisible():
            self.form.focus_first()
        elif self.close_form():
            self._show(self.desk.office.get(self.ledger, record_id))

    def _show(self, values: Values | None) -> None:
        self.editing = values
        self.form.show_record(values)
        self.form.show()
        self._lay_out()
        self.form.focus_first()

    @Slot(bool)
    def save(self, again: bool = False) -> bool:
        """Save the form; what is wrong is shown beside its field."""
        if not self.form.isVisibleTo(self):
            return False
        if self.form.problems():
            self.told.emit("有几处填写需要改正，已在旁边标出。", False)
            return False
        try:
            values, waiting = self.form.values(), self.form.attachments.waiting
            saved = save_record(self.desk.office, self.ledger, values, self.editing, waiting)
        except Invalid as invalid:
            self.form.set_problems(invalid.problems)
            return False
        except Refusal as refusal:
            self.form.set_problems({"": refusal.sentence})
            return False
        self._after_save(saved, again=again)
        return True

    def _after_save(self, record_id: str, *, again: bool) -> None:
        self.told.emit("已保存。", True)
        self.refresh()
        if again:
            self._show(None)
            return
        self._show(self.desk.office.get(self.ledger, record_id))
        row = self.model.row_of(record_id)
        if row >= 0:
            self.table.selectRow(row)

    @Slot()
    def close_form(self) -> bool:
        """Close the form, asking first where something is unsaved."""
        if self.form.isVisible() and self.form.is_dirty:
            answer = self.desk.ask.save_or_discard(self.form.title.text())
            if answer == "stay" or (answer == "save" and not self.save()):
                return False
        self.form.hide()
        self.table.show()
        self.editing = None
        self.table.setFocus()
        return True

    @Slot()
    def remove_chosen(self) -> None:
        """Put the selected records in the recycle bin, or take them out of it."""
        ids = self.table.chosen_ids()
        elsewhere = self.editing is None or self.editing["id"] not in ids
        if not ids or (elsewhere and not self.close_form()):
            return
        try:
            done = move_records(self.desk.office, self.ledger, ids, restoring=self.bin_button.isChecked())
        except Refusal as refusal:
            self.told.emit(refusal.sentence, False)
            return
        self.form.hide()
        self.table.show()
        self.editing = None
        self.told.emit(done, True)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside the table where there is room, else over it."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        if not self.form.isVisibleTo(self):
            return
        narrow = self.width() < NARROW
        self.table.setVisible(not narrow)
        if not narrow and self.splitter.sizes()[1] < FORM_WIDTH:
            self.splitter.setSizes([self.width() - FORM_WIDTH, FORM_WIDTH])

    def restyle(self) -> None:
        """Tint the icons anew."""
        self.bar.restyle()
        self.filters.restyle()


def figures_of(office: Office, ledger: Ledger, query: Query) -> list[str]:
    """The ledger's figures over a choice, in words."""
    told = []
    for figure, value in office.totals(ledger, query):
        kind = ledger.columns[figure.key].kind if figure.key else None
        told.append(f"{figure.title} {kind.show(value or 0) if kind else value}")
    return told


def default_name(office: Office, ledger: Ledger, ending: str) -> str:
    """单位_表名_日期, without what file names can't hold."""
    return re.sub(r'[\\/:*?"<>|]', "", f"{office.unit}_{ledger.title}_{dt.date.today():%Y%m%d}") + ending
