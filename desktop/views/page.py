"""The page of any ledger: search, filters, table, form beside it, recycle bin, totals."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import Invalid, Refusal
from desktop.ledger import Ledger, Values
from desktop.store.office import Changes, Office
from desktop.store.query import Query, Where
from desktop.views import theme
from desktop.views.ask import Ask
from desktop.views.form import RecordForm
from desktop.views.table import LedgerModel, LedgerTable
from desktop.views.tasks import Tasks

TYPED_MS = 60
FORM_WIDTH = 460
NARROW = 1100
BLANK = "（空白）"
ALL = "全部"


@dataclass
class Desk:
    """What every page works with."""

    office: Office
    tasks: Tasks
    ask: Ask


class FilterBox(QComboBox):
    """The values of one column with their counts; the first choice is all."""

    def __init__(self, office: Office, ledger: Ledger, key: str, parent: QWidget | None = None) -> None:
        """The values are read when the list is opened."""
        super().__init__(parent)
        self.office, self.ledger, self.key = office, ledger, key
        self.setAccessibleName(f"筛选{ledger.columns[key].title}")
        self.setObjectName(f"filter-{key}")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaximumWidth(220)
        self.addItem(f"{ledger.columns[key].title}：{ALL}", None)

    def showPopup(self) -> None:
        """Read the values anew, then open."""
        self.refresh()
        super().showPopup()

    def refresh(self) -> None:
        """The present values, the chosen one kept."""
        column, chosen = self.ledger.columns[self.key], self.currentData()
        self.blockSignals(True)
        while self.count() > 1:
            self.removeItem(1)
        for value, count in self.office.values_of(self.ledger, self.key):
            shown = column.kind.show(value) or BLANK
            self.addItem(
                f"{column.title}：{shown}（{count}）",
                Where(self.key, "blank") if value in (None, "") else Where(self.key, "=", value),
            )
        found = next((index for index in range(self.count()) if self.itemData(index) == chosen), 0)
        self.setCurrentIndex(found)
        self.blockSignals(False)

    @property
    def where(self) -> Where | None:
        """The condition chosen, if one is."""
        return self.currentData()  # type: ignore[no-any-return]


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
        self.model = LedgerModel(desk.office, ledger, self)
        self.table = LedgerTable(self.model, self)
        self.form = RecordForm(ledger, desk.office, self)
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
        box.addLayout(self._bar())
        box.addLayout(self._filters())
        box.addWidget(self.splitter, 1)
        self._connect()

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.search = QLineEdit(self)
        self.search.setObjectName("search")
        self.search.setAccessibleName("查找")
        self.search.setPlaceholderText("查找：文字、拼音、首字母、号码尾数（Ctrl+F）")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(260)
        row.addWidget(self.search, 1)
        self.new_button = self._button("新建", "add", "Ctrl+N", primary=True)
        row.addWidget(self.new_button)
        self.buttons: dict[str, QPushButton] = {}
        for name, text, icon, keys in (
            ("import", "导入", "import", "Ctrl+I"),
            ("export", "导出", "export", "Ctrl+E"),
            ("print", "打印", "print", "Ctrl+P"),
        ):
            self.buttons[name] = self._button(text, icon, keys)
            row.addWidget(self.buttons[name])
        self.remove_button = self._button("删除", "delete", "Delete")
        self.history_button = self._button("历史", "history", "Ctrl+H")
        for button in (self.remove_button, self.history_button):
            row.addWidget(button)
        return row

    def _button(self, text: str, icon: str, keys: str, *, primary: bool = False) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("primary", primary)
        button.setProperty("icon_name", icon)
        button.setIcon(theme.icon(icon, theme.current().on_accent if primary else ""))
        button.setToolTip(f"{text}（{keys}）")
        return button

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.filters = [
            FilterBox(self.desk.office, self.ledger, key, self)
            for key in self.ledger.filters
            if not self.ledger.columns[key].parts
        ]
        for box in self.filters:
            box.currentIndexChanged.connect(self._choose)
            row.addWidget(box)
        self.clear_button = QPushButton("清除条件", self)
        self.clear_button.setProperty("flat", True)
        self.clear_button.hide()
        row.addWidget(self.clear_button)
        row.addStretch(1)
        self.bin_button = QToolButton(self)
        self.bin_button.setText("回收站")
        self.bin_button.setIcon(theme.icon("bin"))
        self.bin_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.bin_button.setCheckable(True)
        row.addWidget(self.bin_button)
        return row

    def _connect(self) -> None:
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(TYPED_MS)
        self.wait.timeout.connect(self._choose)
        self.search.textEdited.connect(self._typed)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self._to_table)
        self.table.opened.connect(self.open_record)
        self.table.sort_asked.connect(self._sort)
        self.table.leave_search.connect(self.clear_conditions)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.clear_button.clicked.connect(self.clear_conditions)
        self.bin_button.toggled.connect(self._bin)
        self.new_button.clicked.connect(self.new_record)
        self.remove_button.clicked.connect(self.remove_chosen)
        self.form.save_requested.connect(self.save)
        self.form.close_requested.connect(self.close_form)
        for name, button in self.buttons.items():
            button.setProperty("asks", name)
            button.clicked.connect(self._ask)
        self.history_button.setProperty("asks", "history")
        self.history_button.clicked.connect(self._ask)
        delete = QShortcut(QKeySequence("Delete"), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove_chosen)

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(str(self.sender().property("asks")))

    # --- choosing ----------------------------------------------------------------------------------------------

    def query(self) -> Query:
        """What the page shows."""
        where = tuple(box.where for box in self.filters if box.where is not None)
        return Query(self.search.text().strip(), where, self.sort, self.bin_button.isChecked())

    @Slot()
    def _typed(self) -> None:
        self.wait.start()

    @Slot()
    def _choose(self) -> None:
        """Read the choice anew, the current record kept where it still is."""
        current = self.table.currentIndex()
        kept = self.model.ids[current.row()] if current.isValid() and current.row() < len(self.model.ids) else ""
        query = self.query()
        self.model.choose(query)
        self.clear_button.setVisible(bool(query.search or query.where))
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
            self._choose()
            if first:
                self.table.fit()

    def changed(self, changes: Changes) -> None:
        """Take notice of an act."""
        targets = [column.link.to for column in self.ledger.links if column.link]
        names = {self.ledger.sql.name, *(self.desk.office.ledgers[target].sql.name for target in targets)}
        if changes.tables & names:
            self.stale = True
            if self.isVisible():
                self._choose()

    @Slot(str, bool)
    def _sort(self, key: str, descending: bool) -> None:
        self.sort = ((key, descending),) if key else ()
        self._choose()

    @Slot()
    def clear_conditions(self) -> None:
        """Search and filters off."""
        if self.form.isVisible() and self.form.isAncestorOf(self.focusWidget()):
            return
        for box in self.filters:
            box.setCurrentIndex(0)
        self.search.clear()
        self._choose()

    @Slot(bool)
    def _bin(self, _on: bool) -> None:
        self.remove_button.setText("恢复" if self.bin_button.isChecked() else "删除")
        self.remove_button.setIcon(theme.icon("restore" if self.bin_button.isChecked() else "delete"))
        self.new_button.setEnabled(not self.bin_button.isChecked())
        self.close_form()
        self._choose()

    @Slot()
    def _to_table(self) -> None:
        self.wait.stop()
        self._choose()
        self.table.setFocus()

    @Slot(QItemSelection, QItemSelection)
    def _selected(self, _one: QItemSelection, _other: QItemSelection) -> None:
        self.status_changed.emit()

    def status(self) -> str:
        """The count, the selection and the ledger's figures."""
        words = [f"共 {len(self.model.ids):,} 条"]
        chosen = len(self.table.selectionModel().selectedRows())
        if chosen > 1:
            words.append(f"已选 {chosen} 条")
        for figure, value in self.desk.office.totals(self.ledger, self.query()):
            kind = self.ledger.columns[figure.key].kind if figure.key else None
            words.append(f"{figure.title} {kind.show(value or 0) if kind else value}")
        return "　".join(words)

    # --- one record --------------------------------------------------------------------------------------------

    @Slot()
    def new_record(self) -> None:
        """A blank form."""
        if self.close_form():
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
        problems = self.form.problems()
        if problems:
            self.told.emit("有几处填写需要改正，已在旁边标出。", False)
            return False
        try:
            saved = self._write(self.form.values())
        except Invalid as invalid:
            self.form.set_problems(invalid.problems)
            return False
        except Refusal as refusal:
            self.form.set_problems({"": refusal.sentence})
            return False
        self._after_save(saved, again=again)
        return True

    def _write(self, values: Values) -> str:
        office = self.desk.office
        context = office.context()
        for key, column in self.ledger.columns.items():
            if column.kind.name == "code" and values.get(key):
                column.kind.read(values[key], context)
        values, _ = office.resolve(self.ledger, values)
        name = self.ledger.title_of(values)
        act = f"{'修改' if self.editing else '新建'}{self.ledger.title} {name}".strip()
        with office.work(act) as work:
            work.take_codes(context.unlisted)
            if self.editing is None:
                return work.add(self.ledger, values)
            work.change(self.ledger, self.editing["id"], values, self.editing["version"])
            return str(self.editing["id"])

    def _after_save(self, record_id: str, *, again: bool) -> None:
        self.told.emit("已保存。", True)
        self._choose()
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
        if not ids:
            return
        restoring = self.bin_button.isChecked()
        verb = "恢复" if restoring else "删除"
        names = self._names(ids)
        try:
            with self.desk.office.work(f"{verb}{self.ledger.title} {names}") as work:
                for record_id in ids:
                    (work.restore if restoring else work.remove)(self.ledger, record_id)
        except Refusal as refusal:
            self.told.emit(refusal.sentence, False)
            return
        self.form.hide()
        self.editing = None
        self.told.emit(f"已{verb} {len(ids)} 条。", True)
        self._choose()

    def _names(self, ids: Sequence[str]) -> str:
        first = self.desk.office.get(self.ledger, ids[0])["title"]
        return first if len(ids) == 1 else f"{first}等 {len(ids)} 条"

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
        for button in self.findChildren(QPushButton):
            name = button.property("icon_name")
            if name:
                button.setIcon(theme.icon(str(name), theme.current().on_accent if button.property("primary") else ""))
        self.bin_button.setIcon(theme.icon("bin"))


def default_name(office: Office, ledger: Ledger, ending: str) -> str:
    """单位_表名_日期, without what file names can't hold."""
    return re.sub(r'[\\/:*?"<>|]', "", f"{office.unit}_{ledger.title}_{dt.date.today():%Y%m%d}") + ending
