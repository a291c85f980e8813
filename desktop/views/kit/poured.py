"""A table whose rows come a piece at a time, so that the window goes on however many there are."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QTableWidget, QWidget

NEAR = 50
HELD = 0.02  # seconds that rows are poured in before the window goes on


class Poured(QTableWidget):
    """Rows poured in, the next ones when those that are there have been scrolled through."""

    poured = Signal(bool)

    def __init__(self, columns: int, parent: QWidget) -> None:
        """No rows yet."""
        super().__init__(0, columns, parent)
        self.rest: Iterator[Any] = iter(())
        self.show_row: Callable[[int, Any], object] = _unseen
        self.reached = self.count = self.most = 0
        self.verticalScrollBar().valueChanged.connect(self.go_on)
        self.more = QTimer(self)
        self.more.setSingleShot(True)
        self.more.timeout.connect(self._pour)

    @property
    def whole(self) -> bool:
        """Whether every row that was poured in so far is there."""
        return self.reached == self.rowCount()

    def pour(
        self, count: int, rows: Iterable[Any], show_row: Callable[[int, Any], object], most: int | None = None
    ) -> None:
        """Take in `count` rows in place of what is there, each by `show_row`; where that takes long, a piece at a time.

        Of more than `most` the first ones come, and the next when those have been scrolled through. `poured` tells
        after each piece whether all of them are there.
        """
        self.rest, self.show_row, self.reached = iter(rows), show_row, 0
        self.count, self.most = count, most or count
        self.clearContents()
        self.setRowCount(min(count, self.most))
        self._pour()

    def add(self, one: Any, show_row: Callable[[int, Any], object]) -> None:
        """One more row at the end."""
        self.insertRow(self.rowCount())
        show_row(self.rowCount() - 1, one)
        self.reached += 1
        self.count += 1

    def drop(self, count: int) -> bool:
        """Let go of so many rows at the end, unseen, and say so to nobody; False where none was left."""
        self.more.stop()
        left = self.rowCount()
        self.blockSignals(True)
        self.model().removeRows(max(left - count, 0), min(count, left))
        return left > 0

    @Slot()
    def _pour(self) -> None:
        until = time.monotonic() + HELD
        blocked = self.blockSignals(True)  # a cell that comes was not turned by anyone
        try:
            while self.reached < self.rowCount():
                self.show_row(self.reached, next(self.rest))
                self.reached += 1
                if time.monotonic() > until:
                    break
        finally:
            self.blockSignals(blocked)
        if not self.whole:
            self.more.start()
        self.poured.emit(self.whole)

    @Slot(int)
    def go_on(self, value: int) -> None:
        """Near the end of those that came, the next ones come."""
        if self.whole and self.rowCount() < self.count and value >= self.verticalScrollBar().maximum() - NEAR:
            self.setRowCount(min(self.count, self.rowCount() + self.most))
            self._pour()


def _unseen(_row: int, _one: Any) -> None:
    """Before anything is poured in there is nothing to show."""
