"""Which records a page shows: searched, filtered, sorted, as of a day or from the recycle bin; read when asked for."""

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.errors import Refusal
from desktop.store.query import Query, Where
from desktop.views.form.form import RecordForm
from desktop.views.kit.desk import Desk
from desktop.views.kit.gathering import Gathering
from desktop.views.sheet.cells import CellEditing
from desktop.views.sheet.columns import ColumnChoice
from desktop.views.sheet.filters.bar import FilterBar
from desktop.views.sheet.foot import Foot, figures_of
from desktop.views.sheet.model import PENDING, UNREAD
from desktop.views.sheet.saved import SavedViews, View
from desktop.views.sheet.search_bar import SearchBar
from desktop.views.sheet.table import LedgerTable


class Choosing(QObject):
    """The choice of one page, and the reading of it: beside the window where it takes long."""

    told = Signal(str, bool)
    asked = Signal()
    came = Signal()
    opens = Signal(str)

    def __init__(self, desk: Desk, table: LedgerTable, form: RecordForm, cells: CellEditing, page: QWidget) -> None:
        """Nothing is chosen, and nothing read yet."""
        super().__init__(page)
        self.office, self.ledger, self.form, self.cells = desk.office, table.rows.ledger, form, cells
        self.table, self.model = table, table.rows
        self.sort: tuple[tuple[str, bool], ...] = ()
        self.stale, self.saved, self.to_open = True, "", False
        self.fitted = self.recount = False
        self.reading, self.recalling = (Gathering(desk.tasks, None, self) for _ in range(2))
        self.foot = Foot(desk, table, self)
        self.columns = ColumnChoice(table, desk.office.folder, self)
        self.bar, self.filters = SearchBar(page), FilterBar(desk, self.ledger, page)
        self.search, self.bin_button = self.bar.search, self.filters.bin_button
        self.views = SavedViews(self.ledger, self.columns, desk.ask, page)
        self.filters.views_button.opens(self.views.menu)
        self._connect()

    def _connect(self) -> None:
        self.bar.typed.connect(self.choose)
        self.bar.entered.connect(self.table.setFocus)
        self.search.entered.connect(self._recall)
        self.filters.chosen.connect(self.choose)
        self.filters.cleared.connect(self.clear)
        self.filters.told.connect(self._tell)
        self.filters.chips.dropped.connect(self.table.setFocus)
        self.filters.columns_button.clicked.connect(self.columns.ask)
        self.filters.filter_button.clicked.connect(self._filter_current)
        self.columns.filter_asked.connect(self.filter_column)
        self.table.filter_asked.connect(self.filter_column)
        self.table.sort_asked.connect(self._sort)
        self.table.entered.connect(self._open_row)
        self.table.selectionModel().currentRowChanged.connect(self._go_elsewhere)
        self.reading.late.timeout.connect(self.came)
        self.reading.refused.connect(self._not_read)

    @Slot(str)
    def _tell(self, sentence: str) -> None:
        self.told.emit(sentence, False)

    # --- reading -----------------------------------------------------------------------------------------------

    def query(self) -> Query:
        """What is asked for."""
        search, where, bin_ = self.search.text().strip(), self.filters.where(), self.bin_button.isChecked()
        return Query(search, where, self.sort, bin_, as_of=self.filters.as_of.day)

    @Slot()
    def choose(self, *, anew: bool = False, acted: bool = False) -> None:
        """Read the choice anew (from its beginning, where it is another order); what takes long, beside the window.

        Where something was `acted`, the window has waited for that already.
        """
        office, ledger, query = self.office, self.ledger, self.query()

        def read() -> tuple[list[str], list[str]]:
            return office.ids(ledger, query), figures_of(office, ledger, query)

        if query != self.model.query and not self.cells.finish():
            self._tell("正在填的这一格没有存上，请重新填。")
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
        self.asked.emit()

    @Slot()
    def _recall(self) -> None:
        """What is about to be searched is taken into memory, where it is so much that the database would be felt."""
        office, ledger, query = self.office, self.ledger, self.query()
        if self.recalling.task is None and office.may_recall(ledger, query):
            self.recalling.read(f"查找{ledger.title}", lambda: office.recall(ledger, query), lambda _nothing: None)

    def _chosen(self, query: Query, ids: list[str], figures: list[str], *, anew: bool) -> None:
        """Show what was read, the current record kept where it still is; where it is gone, its place."""
        current, at = self.table.currentIndex(), self.model.ids
        if self.cells.editor is not None and ids != at:
            self.cells.finish()  # what was begun meanwhile: the cell goes with its row
        kept = self.saved or (at[current.row()] if current.isValid() and current.row() < len(at) else "")
        self.saved = ""
        place = min(current.row(), len(ids) - 1) if query == self.model.query else 0
        self._show(query, ids, figures)
        if anew:
            self.table.go_to(0, current.column())
        elif self.model.ids is not at:
            row = self.model.row_of(kept) if kept else 0
            self.table.go_to(row if row >= 0 else max(place, 0), current.column())
        if not self.fitted:
            self.columns.fit()
            self.fitted = bool(ids)
        self.came.emit()
        if self.to_open and ids:
            self.opens.emit(ids[self.table.currentIndex().row()])
        self.to_open = False

    def _show(self, query: Query, ids: list[str], figures: list[str]) -> None:
        self.views.query = query
        self.model.choose(query, ids)
        for part in (self.table.horizontalHeader(), self.table):
            part.viewport().update()
        self.filters.clear_button.setVisible(bool(query.search or query.where or query.as_of))
        self.foot.figures = figures
        if self.recount:
            self.foot.count()
        self.recount = False

    @Slot(object)
    def _not_read(self, refusal: Refusal) -> None:
        """What was asked for could not be read; it is asked for anew when the page is come back to."""
        self.stale, self.to_open, self.saved = True, False, ""
        self.model.pending = self.model.pending and UNREAD
        self._tell(refusal.sentence)

    def touched(self, own: frozenset[str]) -> None:
        """These fields were changed by hand: as in a spreadsheet, the rows stay where they are until asked anew."""
        self.model.forget()
        if own & {figure.key for figure in self.ledger.totals}:
            self.foot.count()
        self.came.emit()
        self.recount = self.reading.task is not None  # what is being read does not know of it

    # --- asking ------------------------------------------------------------------------------------------------

    def keep(self, record_id: str) -> None:
        """Stay with this record when what is being read has come."""
        self.saved = record_id if self.reading.task is not None else ""

    @Slot()
    def _go_elsewhere(self) -> None:
        """The person goes to another row than that of the record saved last."""
        self.saved = ""

    @Slot(str)
    def _open_row(self, record_id: str) -> None:
        """Enter in the table: the first of what was asked for last, while that is still being read."""
        if self.model.pending:
            self.to_open = True
        else:
            self.opens.emit(record_id)

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

    def narrow(self, wheres: tuple[Where, ...]) -> None:
        """Show the records that meet these conditions among those that are shown."""
        for key in dict.fromkeys(where.column for where in wheres):
            self.filters.narrow(key, tuple(where for where in wheres if where.column == key))
        self.table.setFocus()

    def show_view(self, view: View) -> None:
        """Show the records and columns of a view."""
        self.search.blockSignals(True)
        self.search.setText(view.query.search)
        self.search.blockSignals(False)
        self.filters.show_where(view.query.where)
        self.columns.show(view.columns, view.widths)
        self.sort_by(view.query.sort)

    @Slot()
    def clear(self) -> None:
        """Search and filters off."""
        self.filters.clear()
        self.search.clear()
        self.choose()
        self.table.setFocus()
