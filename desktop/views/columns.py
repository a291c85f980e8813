"""Which columns a table shows, in which order and how wide: the person's choice, kept in the data folder."""

import json
import logging
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from desktop.views.table import LedgerTable

FILE = "view.json"
WAIT_MS = 400


def read_views(file: Path) -> dict[str, Any]:
    """What was chosen for every ledger; a file that can't be read counts as no choice."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


class ColumnChoice(QObject):
    """The columns of one table, chosen in a menu, moved and widened by hand."""

    def __init__(self, table: LedgerTable, folder: Path, parent: QObject | None = None) -> None:
        """Take up what was chosen before."""
        super().__init__(parent)
        self.table, self.ledger, self.file = table, table.rows.ledger, folder / FILE
        view = read_views(self.file).get(self.ledger.id)
        view = view if isinstance(view, dict) else {}
        keys, widths = view.get("columns"), view.get("widths")
        self.widths: dict[str, int] = {
            key: wide for key, wide in (widths if isinstance(widths, dict) else {}).items() if isinstance(wide, int)
        }
        known = [key for key in (keys if isinstance(keys, list) else []) if key in self.ledger.columns]
        if known:
            table.show_columns(known)
        self.menu = QMenu(table)
        self.menu.aboutToShow.connect(self._fill)
        self.menu.triggered.connect(self._choose)
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(WAIT_MS)
        self.wait.timeout.connect(self.keep)
        header = table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._pop_up)
        header.sectionMoved.connect(self._moved)
        header.sectionResized.connect(self._resized)

    def fit(self) -> None:
        """Fit the columns to what they hold, but keep the widths that were set by hand."""
        self.table.fit()
        for index, column in enumerate(self.table.rows.columns):
            if column.key in self.widths:
                self.table.setColumnWidth(index, self.widths[column.key])

    @Slot()
    def _fill(self) -> None:
        self.menu.clear()
        shown = self.table.shown_keys()
        for key, column in self.ledger.columns.items():
            action = QAction(column.title, self.menu)
            action.setCheckable(True)
            action.setChecked(key in shown)
            action.setEnabled(shown != [key])
            action.setData(key)
            self.menu.addAction(action)
        self.menu.addSeparator()
        self.menu.addAction(QAction("恢复默认的列", self.menu))

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        shown, key = self.table.shown_keys(), action.data()
        if key is None:
            shown, self.widths = list(self.ledger.table), {}
        elif key in shown:
            shown.remove(key)
        else:
            shown.append(key)
        self.table.show_columns(shown)
        self.fit()
        self.keep()

    @Slot(QPoint)
    def _pop_up(self, where: QPoint) -> None:
        self.menu.popup(self.table.horizontalHeader().viewport().mapToGlobal(where))

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
        views, shown = read_views(self.file), self.table.shown_keys()
        view: dict[str, Any] = {}
        if shown != list(self.ledger.table):
            view["columns"] = shown
        if self.widths:
            view["widths"] = self.widths
        views[self.ledger.id] = view
        fresh = self.file.with_suffix(".new")
        try:
            fresh.write_text(json.dumps(views, ensure_ascii=False, indent=1), encoding="utf-8")
            fresh.replace(self.file)
        except OSError:
            logging.getLogger("desktop").warning("view.json could not be written")
