"""The page of any ledger: what is shown, the record in hand beside it, what it tells the window and takes notice of."""

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.ledger import Ledger, Values
from desktop.store.office import Changes
from desktop.store.query import Query, Where
from desktop.views.form.form import RecordForm
from desktop.views.kit import theme
from desktop.views.kit.acting import Acting
from desktop.views.kit.desk import Desk
from desktop.views.sheet.child import ChildDoor
from desktop.views.sheet.choosing import Choosing
from desktop.views.sheet.for_each import ForEach
from desktop.views.sheet.in_hand import InHand
from desktop.views.sheet.model import PENDING, LedgerModel
from desktop.views.sheet.removing import Removing
from desktop.views.sheet.saved import View
from desktop.views.sheet.sheet import Sheet
from desktop.views.sheet.table import LedgerTable

FORM_WIDTH = 460
NARROW = 1100


class LedgerPage(QWidget):
    """One ledger at work; `acts` are the buttons of what it can do besides, by their words."""

    told = Signal(str, bool)
    status_changed = Signal()
    asked = Signal(str)
    record_asked = Signal(str, str)
    layout_asked = Signal(str)
    import_asked = Signal(Path)
    elsewhere = Signal(str, object)
    noticed = Signal(object)
    laid_out = Signal()

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        """Build the page; records are read when it is first shown."""
        super().__init__(parent)
        self.desk, self.ledger, self.grouped_by = desk, ledger, ""
        self.setObjectName("page")
        self.acts: dict[str, QAbstractButton] = {}
        self.model = LedgerModel(desk.office, ledger, self)
        self.table = LedgerTable(self.model, self)
        self.form = RecordForm(ledger, desk.office, self)
        self.form.fields.desk = desk
        self.sheet = Sheet(desk.office, desk.tasks, self.table, self)
        self.choosing = Choosing(desk, self.table, self.form, self.sheet.editing, self)
        self.hand = InHand(desk, self.choosing, self.sheet.changing, Acting(desk.tasks, self), self)
        self.removing, self.for_each = Removing(self.hand), ForEach(self.hand)
        self.child_door = ChildDoor(self.hand)
        self.bar, self.filters, self.views = self.choosing.bar, self.choosing.filters, self.choosing.views
        self.search, self.bin_button, self.columns = self.bar.search, self.filters.bin_button, self.choosing.columns
        self._build()
        self._connect()
        self._connect_hand()
        self._set_keys()

    def _build(self) -> None:
        self.form.hide()
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.form)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        self.table.setMinimumWidth(200)
        self.form.setMinimumWidth(theme.scaled(FORM_WIDTH - 60))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 8, 16, 8)
        box.setSpacing(8)
        for part in (self.bar, self.filters, self.hand.draft_bar):
            box.addWidget(part)
        self.body = QHBoxLayout()
        self.body.setSpacing(0)
        self.body.addWidget(self.splitter, 1)
        box.addLayout(self.body, 1)

    def _connect(self) -> None:
        for told in (self.choosing.told, self.sheet.changing.told):
            told.connect(self.told)
        for asked in (self.bar.asked, self.filters.asked, self.sheet.asked):
            asked.connect(self.asked)
        for changed in (self.choosing.came, self.choosing.foot.changed):
            changed.connect(self.status_changed)
        self.sheet.clipboard.import_asked.connect(self.import_asked)
        self.sheet.column_menu_asked.connect(self.columns.offer_below)
        self.filters.group_action.triggered.connect(self._ask_groups)
        self.columns.group_asked.connect(self.group)
        self.views.asked.connect(self.show_view)
        self.bin_button.toggled.connect(self._bin)
        self.table.leave_search.connect(self.leave)

    def _connect_hand(self) -> None:
        for told in (self.hand.told, self.removing.told, self.form.told):
            told.connect(self.told)
        for opened in (self.table.opened, self.sheet.opened):
            opened.connect(self.hand.open)
        for asked in (self.bar.remove_asked, self.sheet.remove_asked):
            asked.connect(self.removing.remove)
        for done in (self.hand.saved, self.removing.removed):
            done.connect(self.refresh)
        self.bar.new_asked.connect(self.hand.new)
        self.hand.opened.connect(self.lay_out)
        self.hand.closed.connect(self._form_closed)

    def _set_keys(self) -> None:
        in_order = [self.search, *self.bar.buttons.values(), *self.filters.stops(), self.table, self.form]
        for one, other in pairwise(in_order):
            QWidget.setTabOrder(one, other)
        for button in (*self.bar.buttons.values(), *self.filters.tools):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor where it was
        for widget, keys, slot in (
            (self.table, "Delete", self._clear_or_remove),
            (self.table, "Ctrl+S", self.hand.save),
            (self.search, "Ctrl+S", self.hand.save),
            (self.search, "Down", self.bar.entered.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    # --- what is shown -----------------------------------------------------------------------------------------

    def query(self) -> Query:
        """What the page shows."""
        return self.choosing.query()

    @Slot()
    def refresh(self, *, acted: bool = False) -> None:
        """Show the present state if it may have changed."""
        if self.choosing.stale:
            self.choosing.choose(acted=acted)
            self.form.fields.fill_soon()
        self.hand.offer_draft()

    def changed(self, changes: Changes) -> None:
        """Take notice of an act."""
        targets = [column.link.to for column in self.ledger.links if column.link]
        names = {self.ledger.sql.name, *(self.desk.office.ledgers[target].sql.name for target in targets)}
        if "code" in changes.tables:
            self.form.fields.relist()
        if "attachment" in changes.tables and self.form.fields.filled:
            self.form.attachments.files.reload()
        if changes.tables & names:
            if self.sheet.changing.own:
                self.choosing.touched(self.sheet.changing.own)
            else:
                self.choosing.stale = True
                if self.isVisible():
                    self.refresh(acted=True)
        self.noticed.emit(changes)

    def status(self) -> str:
        """What the foot of the window says of the page."""
        reading = self.choosing.reading
        return PENDING if reading.task is not None and not reading.late.isActive() else self.choosing.foot.words()

    @Slot(object)
    def show_view(self, view: View) -> None:
        """Show the records and columns of a view."""
        if self.hand.close():
            self.choosing.show_view(view)

    @Slot(object)
    def show_group(self, wheres: tuple[Where, ...]) -> None:
        """Show the records of a group among those that are shown."""
        if self.hand.close():
            self.choosing.narrow(wheres)

    @Slot()
    def _ask_groups(self) -> None:
        place = self.table.currentIndex().column()
        self.group(self.model.columns[place].key if 0 <= place < len(self.model.columns) else "")

    @Slot(str)
    def group(self, key: str) -> None:
        """Ask for the records grouped by a column."""
        self.grouped_by = key
        self.asked.emit("group")

    @Slot(bool)
    def _bin(self, shown: bool) -> None:
        self.bar.show_bin(shown)
        self.hand.close()
        self.choosing.choose()

    @Slot()
    def leave(self) -> None:
        """Esc in the table: the form closes, else the conditions go, else the recycle bin."""
        if self.form.is_open:
            self.hand.close()
        elif self.filters.clear_button.isVisible():
            self.choosing.clear()
        elif self.bin_button.isChecked():
            self.bin_button.setChecked(False)

    # --- the record in hand ------------------------------------------------------------------------------------

    @property
    def editing(self) -> Values | None:
        """The record in hand as it was read; None for a new one or for none."""
        return self.hand.values

    def new_record(self) -> None:
        """A blank form."""
        self.hand.new()

    @Slot(str)
    def open_record(self, record_id: str) -> None:
        """The form of a record."""
        self.hand.open(record_id)

    def save(self) -> bool:
        """Save the record in hand."""
        return bool(self.hand.save())

    def close_form(self) -> bool:
        """Close the form; False where it has to stay."""
        return bool(self.hand.close())

    @Slot()
    def _clear_or_remove(self) -> None:
        """Delete empties selected cells; of whole rows it takes the records away."""
        if self.table.whole_rows or self.bin_button.isChecked():
            self.removing.remove()
        else:
            self.sheet.clear()

    # --- where it stands ---------------------------------------------------------------------------------------

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

    def hasHeightForWidth(self) -> bool:
        """The filters take a second line within the page; the window need not ask every page of its stack for that."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside the table where there is room, else over it."""
        super().resizeEvent(event)
        self.lay_out()

    @Slot()
    def lay_out(self) -> None:
        """Give the form its room."""
        self.laid_out.emit()
        if not self.form.isVisibleTo(self):
            return
        narrow, wide = self.width() < theme.scaled(NARROW), theme.scaled(FORM_WIDTH)
        self._show_list(shown=not narrow)
        if not narrow and self.splitter.sizes()[1] < wide:
            self.splitter.setSizes([self.width() - wide, wide])

    @Slot()
    def _form_closed(self) -> None:
        self._show_list(shown=True)
        self.laid_out.emit()

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
        self.lay_out()
