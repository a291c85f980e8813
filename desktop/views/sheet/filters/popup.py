"""A filter on any column: its values with counts, a range, blanks, values to be confirmed."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.ledger import Column, Ledger
from desktop.store.office import Office
from desktop.store.query import Query, Where
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.gathering import COUNTING, Gathering
from desktop.views.sheet.filters.span import RangeRow
from desktop.views.sheet.filters.values import ValueList, of_part

LISTED = 500
NOTHING = ([None], [""], [None, ""], ["", None])


class FilterPopup(QFrame):
    """Chooses what one column may hold; Alt+↓ on a cell opens it, as in a spreadsheet."""

    chosen = Signal(str, object)

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget) -> None:
        """Hidden until `open_at`."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.office, self.ledger, self.to_apply = desk.office, ledger, False
        self.query = Query()
        self.setObjectName("cell")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.scaled(360))
        self.columns = list(ledger.columns.values())
        self.column_box = QComboBox(self)
        self.column_box.setAccessibleName("筛选哪一列")
        self.column_box.setMaxVisibleItems(20)
        self.column_box.addItems([column.title for column in self.columns])
        self.seek = QLineEdit(self)
        self.seek.setAccessibleName("在值里查找")
        self.seek.setPlaceholderText("查找值，可输首字母")
        self.values, self.range = ValueList(self), RangeRow(desk.office, self)
        self.told = QLabel(self)
        self.told.setProperty("problem", True)
        self.told.setWordWrap(True)
        self.gathering = Gathering(desk.tasks, self.told, self)
        self._lay_out()
        self.column_box.activated.connect(self._fill)
        self.seek.textChanged.connect(self.values.narrow)
        self.seek.returnPressed.connect(self._apply)
        self.range.entered.connect(self._apply)

    def _lay_out(self) -> None:
        quick, foot = QHBoxLayout(), QHBoxLayout()
        self.all_button, self.none_button, self.pending_button = self.quick = [
            QPushButton(text, self) for text in ("全选", "全不选", "待确认")
        ]
        for button, slot in zip(self.quick, (self.values.tick, self.values.untick, self._pending), strict=True):
            button.setProperty("flat", True)
            button.clicked.connect(slot)
            quick.addWidget(button)
        quick.addStretch(1)
        self.go, self.off = QPushButton("筛选", self), QPushButton("清除这一列", self)
        self.go.setProperty("primary", True)
        foot.addStretch(1)
        for button, slot in ((self.go, self._apply), (self.off, self._clear)):
            button.clicked.connect(slot)
            foot.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(8)
        for part in (self.column_box, self.range, self.seek):
            box.addWidget(part)
        box.addLayout(quick)
        box.addWidget(self.values, 1)
        box.addWidget(self.told)
        box.addLayout(foot)

    @property
    def column(self) -> Column:
        """The column to be filtered."""
        return self.columns[max(self.column_box.currentIndex(), 0)]

    @property
    def ranged(self) -> Column:
        """The column whose range is asked for; of child rows it is their first day."""
        return next((one for one in self.column.within if one.kind.span == "day"), self.column)

    def open_at(self, place: QPoint, key: str, query: Query) -> None:
        """Open below a point, on a column, among the records of a query."""
        self.query = query
        self.column_box.setCurrentIndex([column.key for column in self.columns].index(key))
        self._fill()
        self.adjustSize()
        room = self.screen().availableGeometry()
        place.setX(max(min(place.x(), room.right() - self.width()), room.left()))
        place.setY(max(min(place.y(), room.bottom() - self.height()), room.top()))
        self.move(place)
        self.show()
        self.seek.setFocus()

    @Slot()
    def _fill(self) -> None:
        """Offer what the column holds among the other conditions; of very many records it is read beside the window."""
        column, office, ledger = self.column, self.office, self.ledger
        own = [where for where in self.query.where if where.column == column.key]
        others = tuple(where for where in self.query.where if where.column != column.key)
        among = replace(self.query, where=others, sort=(), limit=None)
        self.told.clear()
        self.seek.clear()
        self.values.clear()
        self.to_apply = False
        self.pending_button.setVisible(bool(self._pending_texts()))
        self.all_button.setVisible(not column.parts)
        self.range.ask(self.ranged, own)
        self._order()

        def read() -> list[tuple[Any, int]]:
            return values_of(office, ledger, among, column)

        if office.is_large(ledger):
            self.gathering.read(f"筛选{column.title}", read, lambda found: self._offer(column, own, found))
        else:
            self._offer(column, own, read())

    def _offer(self, column: Column, own: Sequence[Where], found: Sequence[tuple[Any, int]]) -> None:
        self.values.offer(column, own, found)
        more = f"值太多，只列出最常见的 {LISTED} 个；可以用上面的范围。" if len(found) == LISTED else ""
        self.told.setText(more)
        self.values.narrow(self.seek.text())
        if self.to_apply:
            self._apply()

    def _order(self) -> None:
        """Tab goes through it as it stands, from the top down."""
        stops = [self.column_box, *self.range.stops(), self.seek, *self.quick, self.values, self.go, self.off]
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    def _pending_texts(self) -> frozenset[str]:
        """The values of the column's code list that wait to be confirmed."""
        codes = self.office.lists.get(getattr(self.column.kind, "list", ""))
        return frozenset(codes.pending) if codes else frozenset()

    @Slot()
    def _pending(self) -> None:
        self.values.tick_these(self._pending_texts())

    def conditions(self) -> tuple[Where, ...]:
        """What was chosen; nothing chosen, or everything, is no condition."""
        key, typed = self.column.key, self.seek.text()
        found, ticked = self.range.conditions(self.ranged.key), self.values.ticked(typed)
        if ticked and (typed.strip() or len(ticked) < self.values.count()):
            if self.column.parts:
                found.append(of_part(key, ticked[0]))
            elif ticked in NOTHING:
                found.append(Where(key, "blank"))
            else:
                found.append(Where(key, "in", tuple(ticked)) if len(ticked) > 1 else Where(key, "=", ticked[0]))
        return tuple(found)

    @Slot()
    def _apply(self) -> None:
        wrong = self.range.problem()
        if self.column.parts and len(self.values.ticked(self.seek.text())) > 1:
            wrong = "这一列请只选一个值。"
        self.to_apply = self.gathering.task is not None  # what is typed chooses among the values, once they are there
        if wrong or self.to_apply:
            self.told.setText(wrong or COUNTING)
            return
        self.chosen.emit(self.column.key, self.conditions())
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is chosen from it any more."""
        super().hideEvent(event)
        self.gathering.forget()
        self.to_apply = False

    @Slot()
    def _clear(self) -> None:
        self.chosen.emit(self.column.key, ())
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter filters, Space checks, Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._apply()
        else:
            super().keyPressEvent(event)


def values_of(office: Office, ledger: Ledger, among: Query, column: Column) -> list[tuple[Any, int]]:
    """What a column holds and how often: the commonest first, days the newest first."""
    if column.parts:
        return _of_parts(office, ledger, among, column)
    found = office.values_of(ledger, column.key, among, LISTED)
    if column.kind.span in ("day", "year"):
        found.sort(key=lambda one: str(one[0] or ""), reverse=True)
    return found


def _of_parts(office: Office, ledger: Ledger, among: Query, column: Column) -> list[tuple[Any, int]]:
    """How many records have child rows, how many have none, and, where their first column is coded, of which value."""

    def counted(where: Where) -> int:
        return office.count(ledger, replace(among, where=(*among.where, where)))

    every, filled = office.count(ledger, among), counted(Where(column.key, "filled"))
    kind = column.parts.columns[0].kind if column.parts else column.kind
    codes = office.lists.get(getattr(kind, "list", ""))
    held = [(text, counted(Where(column.key, "has", text))) for text in (codes.texts if codes else ())]
    return [(True, filled), (None, every - filled), *(one for one in held if one[1])]
