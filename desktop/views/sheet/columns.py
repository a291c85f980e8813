"""Which columns a table shows, in which order and how wide: the person's choice, kept in the data folder."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from desktop.ledger import Ledger
from desktop.views.kit.dialogs import show
from desktop.views.kit.kept import Kept
from desktop.views.sheet.frozen import FrozenColumns
from desktop.views.sheet.table import LedgerTable

WAIT_MS = 400
WIDEST = 4000
UNFREEZE = "取消冻结"


def widths_of(plain: Any, ledger: Ledger) -> dict[str, int]:
    """The widths that were set by hand; nonsense is no width."""
    found = plain.items() if isinstance(plain, dict) else ()
    return {key: wide for key, wide in found if key in ledger.columns and isinstance(wide, int) and 0 < wide < WIDEST}


class ColumnChoice(QObject):
    """The columns of one table, chosen in a menu, moved and widened by hand."""

    filter_asked = Signal(str)
    group_asked = Signal(str)

    def __init__(self, table: LedgerTable, folder: Path, parent: QObject | None = None) -> None:
        """Take up what was chosen before."""
        super().__init__(parent)
        self.table, self.ledger = table, table.rows.ledger
        self.kept = Kept(folder, self.ledger.id)
        self._take_up(self.kept.read())
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(WAIT_MS)
        self.wait.timeout.connect(self.keep)
        header = table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._pop_up)
        header.sectionMoved.connect(self._moved)
        header.sectionResized.connect(self._resized)

    def _take_up(self, view: Mapping[str, Any]) -> None:
        keys, frozen = view.get("columns"), view.get("frozen")
        self.widths = widths_of(view.get("widths"), self.ledger)
        known = (
            [one for one in keys if isinstance(one, str) and one in self.ledger.columns]
            if isinstance(keys, list)
            else []
        )
        if known:
            self.table.show_columns(known)
        if isinstance(frozen, int) and 0 < frozen < len(self.table.rows.columns):
            self.frozen.freeze(frozen)

    @cached_property
    def frozen(self) -> FrozenColumns:
        """The columns that stay in view; a second table, made where columns are frozen."""
        self.table.frozen = FrozenColumns(self.table)
        return self.table.frozen

    @property
    def frozen_count(self) -> int:
        """How many of the leftmost columns stay in view."""
        return self.table.frozen.count if self.table.frozen else 0

    def show(self, keys: Sequence[str], widths: Mapping[str, int]) -> None:
        """Show these columns, as wide as they were."""
        self.widths = dict(widths)
        self.table.show_columns(keys)
        self.fit()
        self.keep()

    def fit(self) -> None:
        """Fit the columns to what they hold, but keep the widths that were set by hand."""
        self.table.fit()
        for index, column in enumerate(self.table.rows.columns):
            if column.key in self.widths:
                self.table.setColumnWidth(index, self.widths[column.key])

    @Slot()
    def ask(self) -> None:
        """Let the person choose among all columns."""
        from desktop.views.sheet.column_list import ColumnsDialog  # noqa: PLC0415 - the first window does without

        dialog = ColumnsDialog(self.ledger, self.table.shown_keys(), self.frozen_count, self.table.window())
        dialog.taken.connect(self._take)
        show(dialog)

    @Slot(object, int)
    def _take(self, keys: Sequence[str], frozen: int) -> None:
        if keys == list(self.ledger.table):
            self.widths = {}
        self.show(keys, self.widths)
        self.freeze(min(frozen, len(keys)))

    @Slot(QPoint)
    def _pop_up(self, where: QPoint) -> None:
        """What can be done with one column."""
        header = self.table.horizontalHeader()
        index = header.logicalIndexAt(where)
        if index < 0:
            return
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._offer(menu, index)
        menu.popup(header.viewport().mapToGlobal(where))

    @Slot(object, int)
    def offer_below(self, menu: QMenu, index: int) -> None:
        """The same in the menu of a cell, for those who have no mouse."""
        if 0 <= index < len(self.table.rows.columns):
            self._offer(menu.addMenu(f"这一列：{self.table.rows.columns[index].title}"), index)

    def _offer(self, menu: QMenu, index: int) -> None:
        header, key = self.table.horizontalHeader(), self.table.rows.columns[index].key
        menu.addAction("升序", lambda: header.setSortIndicator(index, Qt.SortOrder.AscendingOrder))
        menu.addAction("降序", lambda: header.setSortIndicator(index, Qt.SortOrder.DescendingOrder))
        menu.addAction("再按这一列排序\tShift+单击", lambda: self.table.sort_asked.emit(key, False, True))
        menu.addAction("取消排序", lambda: self.table.sort_asked.emit("", False, False))
        menu.addSeparator()
        menu.addAction("筛选…\tAlt+↓", lambda: self.filter_asked.emit(key))
        menu.addAction("按这一列分组小计…", lambda: self.group_asked.emit(key))
        hide = menu.addAction("隐藏这一列", lambda: self._hide(key))
        hide.setEnabled(len(self.table.rows.columns) > 1)
        menu.addAction("冻结到这一列", lambda: self.freeze(header.visualIndex(index) + 1))
        menu.addAction(UNFREEZE, lambda: self.freeze(0)).setEnabled(bool(self.frozen_count))
        menu.addAction("选择列…", self.ask)

    def _hide(self, key: str) -> None:
        self.show([one for one in self.table.shown_keys() if one != key], self.widths)

    def freeze(self, count: int) -> None:
        """Keep so many of the leftmost columns in view, and remember it."""
        if count or self.frozen_count:
            self.frozen.freeze(count)
        self.kept.write(frozen=count)

    @Slot(int, int, int)
    def _moved(self, _index: int, _before: int, _after: int) -> None:
        self.wait.start()

    @Slot(int, int, int)
    def _resized(self, index: int, _before: int, after: int) -> None:
        """A width counts where a hand sets it, not where the program fits it."""
        if after and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self.widths[self.table.rows.columns[index].key] = after
            self.wait.start()

    @Slot()
    def keep(self) -> None:
        """Write the choice down; a choice that can't be kept harms nothing."""
        shown = self.table.shown_keys()
        self.kept.write(columns=shown if shown != list(self.ledger.table) else None, widths=self.widths)
