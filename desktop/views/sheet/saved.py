"""Views kept under a name: search, conditions, order, columns and widths of one ledger, a click away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ledger import Column, Ledger
from desktop.store.query import Query, Where
from desktop.views.kit.ask import Ask
from desktop.views.sheet.columns import ColumnChoice, widths_of

SAVED = "saved"
OPS, BIGGEST = frozenset({"=", "blank", "filled", "from", "to", "has"}), 2**63


@dataclass(frozen=True)
class View:
    """One view: which records in which order, which columns how wide."""

    query: Query
    columns: tuple[str, ...]
    widths: Mapping[str, int]

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "search": self.query.search,
            "where": [[where.key, where.op, where.value] for where in self.query.where],
            "sort": [list(one) for one in self.query.sort],
            "columns": list(self.columns),
            "widths": dict(self.widths),
        }


def view_of(plain: Any, ledger: Ledger) -> View | None:
    """A view from JSON; what the ledger no longer has is left out, and nonsense is no view."""
    if not isinstance(plain, dict):
        return None
    try:
        wheres = [(str(key), str(op), value) for key, op, value in plain.get("where", [])]
        sort = tuple((str(key), bool(down)) for key, down in plain.get("sort", []) if key in ledger.columns)
        columns = tuple(key for key in plain.get("columns", []) if isinstance(key, str) and key in ledger.columns)
    except (TypeError, ValueError):
        return None
    where = tuple(
        Where(key, op, tuple(value) if op == "in" else value)
        for key, op, value in wheres
        if key in ledger.fields and _makes_sense(ledger.fields[key], op, value)
    )
    return View(
        Query(str(plain.get("search", "")), where, sort),
        columns or ledger.table,
        widths_of(plain.get("widths"), ledger),
    )


def _makes_sense(column: Column, op: str, value: Any) -> bool:
    """Whether a condition can be asked of a column."""
    if op == "in":
        return isinstance(value, list) and all(map(_plain, value))
    if op == "below":
        return bool(column.link and column.link.tree) and isinstance(value, str)
    return op in OPS and _plain(value)


def _plain(value: Any) -> bool:
    return value is None or isinstance(value, str) or (isinstance(value, int | float) and abs(value) < BIGGEST)


class SavedViews(QObject):
    """The menu of one ledger's views."""

    asked = Signal(object)

    def __init__(self, ledger: Ledger, columns: ColumnChoice, ask: Ask, parent: QWidget) -> None:
        """Views stand in the same file as the choice of columns."""
        super().__init__(parent)
        self.ledger, self.columns, self.ask = ledger, columns, ask
        self.query = Query()
        self.menu, self.gone = QMenu(parent), QMenu("删除视图", parent)
        self.menu.aboutToShow.connect(self._fill)

    def kept(self) -> dict[str, Any]:
        """The views by name."""
        found = self.columns.kept.read().get(SAVED)
        return found if isinstance(found, dict) else {}

    @Slot()
    def _fill(self) -> None:
        self.menu.clear()
        names = list(self.kept())
        for place, name in enumerate(names):
            action = QAction(name, self.menu)
            if place < 9:
                action.setText(f"&{place + 1}　{name}")
            action.setData(name)
            action.triggered.connect(self._apply)
            self.menu.addAction(action)
        if names:
            self.menu.addSeparator()
        self.menu.addAction("把现在的样子存为视图…", self.save)
        if names:
            self.gone.clear()
            for name in names:
                action = QAction(name, self.gone)
                action.setData(name)
                action.triggered.connect(self._drop)
                self.gone.addAction(action)
            self.menu.addMenu(self.gone)

    @Slot()
    def _apply(self) -> None:
        name = str(self.sender().data())  # type: ignore[attr-defined]
        view = view_of(self.kept().get(name), self.ledger)
        if view is not None:
            self.asked.emit(view)

    def save(self) -> None:
        """Keep what is shown now under a name; a name used before is given to this one."""
        name = (self.ask.name("保存视图", "视图的名称") or "").strip()
        if name:
            view = View(self.query, tuple(self.columns.table.shown_keys()), self.columns.widths)
            self.columns.kept.write(saved={**self.kept(), name: view.plain()})

    @Slot()
    def _drop(self) -> None:
        name = str(self.sender().data())  # type: ignore[attr-defined]
        self.columns.kept.write(saved={key: view for key, view in self.kept().items() if key != name})
