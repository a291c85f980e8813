"""A filter on any column: its values with counts, a range, blanks, values to be confirmed; open conditions as chips."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ledger import Column, Ledger
from desktop.records.conditions import BLANK, told_of
from desktop.store.query import Query, Where
from desktop.store.search import spelled
from desktop.views.form.editors import Editor, editor_for
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.gathering import COUNTING, Gathering

LISTED = 500
DATED = frozenset({"date", "moment", "year"})
RANGED = frozenset({"date", "moment", "time", "money", "count", "hours", "year"})
CHIP = 32
VALUE = Qt.ItemDataRole.UserRole


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
        self.values = QListWidget(self)
        self.values.setAccessibleName("值")
        self.values.setMinimumHeight(theme.scaled(180))
        self.values.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the number of records stands at the end
        self.values.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.range = QWidget(self)
        self.range_row = QHBoxLayout(self.range)
        self.range_row.setContentsMargins(0, 0, 0, 0)
        self.ends: list[Editor] = []
        self.told = QLabel(self)
        self.told.setProperty("problem", True)
        self.told.setWordWrap(True)
        self.gathering = Gathering(desk.tasks, self.told, self)
        self._lay_out()

    def _lay_out(self) -> None:
        quick = QHBoxLayout()
        self.all_button, self.none_button, self.pending_button = self.quick = [
            QPushButton(text, self) for text in ("全选", "全不选", "待确认")
        ]
        for button, slot in zip(self.quick, (self._all, self._none, self._pending), strict=True):
            button.setProperty("flat", True)
            button.clicked.connect(slot)
            quick.addWidget(button)
        quick.addStretch(1)
        self.go, self.off = QPushButton("筛选", self), QPushButton("清除这一列", self)
        self.go.setProperty("primary", True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.go)
        foot.addWidget(self.off)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(8)
        for part in (self.column_box, self.range, self.seek):
            box.addWidget(part)
        box.addLayout(quick)
        box.addWidget(self.values, 1)
        box.addWidget(self.told)
        box.addLayout(foot)
        self.column_box.activated.connect(self._fill)
        self.seek.textChanged.connect(self._narrow)
        self.seek.returnPressed.connect(self._apply)
        self.values.itemChanged.connect(self._one_of_parts)
        self.go.clicked.connect(self._apply)
        self.off.clicked.connect(self._clear)

    @property
    def column(self) -> Column:
        """The column to be filtered."""
        return self.columns[max(self.column_box.currentIndex(), 0)]

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
        column, ledger = self.column, self.ledger
        own = [where for where in self.query.where if where.key == column.key]
        others = tuple(where for where in self.query.where if where.key != column.key)
        among = replace(self.query, where=others, sort=(), limit=None)
        self.told.clear()
        self.seek.clear()
        self.values.clear()
        self.to_apply = False
        codes = self.office.lists.get(getattr(column.kind, "list", ""))
        self.pending_button.setVisible(bool(codes and codes.pending))
        self.all_button.setVisible(not column.parts)
        self._lay_range(own)
        self._order()

        def read() -> list[tuple[Any, int]]:
            return self._of_parts(among, column) if column.parts else self._values(among, column)

        if self.office.is_large(ledger):
            self.gathering.read(f"筛选{column.title}", read, lambda found: self._offer(column, own, found))
        else:
            self._offer(column, own, read())

    def _offer(self, column: Column, own: Sequence[Where], found: Sequence[tuple[Any, int]]) -> None:
        self.values.blockSignals(True)
        for value, count in found:
            item = QListWidgetItem(f"{_shown(column, value)}（{count}）")
            item.setData(VALUE, value)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if _takes(column, own, value) else Qt.CheckState.Unchecked)
            self.values.addItem(item)
        self.values.blockSignals(False)
        more = f"值太多，只列出最常见的 {LISTED} 个；可以用上面的范围。" if len(found) == LISTED else ""
        self.told.setText(more)
        self._narrow(self.seek.text())
        if self.to_apply:
            self._apply()

    def _values(self, among: Query, column: Column) -> list[tuple[Any, int]]:
        """What the column holds and how often: the commonest first, days the newest first."""
        found = self.office.values_of(self.ledger, column.key, among, LISTED)
        if column.kind.name in DATED:
            found.sort(key=lambda one: str(one[0] or ""), reverse=True)
        return found

    def _of_parts(self, among: Query, column: Column) -> list[tuple[Any, int]]:
        """How many records have child rows, how many have none, and, where their first column is coded, of which value."""
        every, filled = self.office.count(self.ledger, among), self._counted(among, Where(column.key, "filled"))
        kind = column.parts.columns[0].kind if column.parts else column.kind
        codes = self.office.lists.get(getattr(kind, "list", ""))
        held = [(text, self._counted(among, Where(column.key, "has", text))) for text in (codes.texts if codes else ())]
        return [(True, filled), (None, every - filled), *(one for one in held if one[1])]

    def _counted(self, among: Query, where: Where) -> int:
        return self.office.count(self.ledger, replace(among, where=(*among.where, where)))

    def _order(self) -> None:
        """Tab goes through it as it stands, from the top down."""
        ends = [stop for end in self.ends for stop in end.stops()]
        stops = [self.column_box, *ends, self.seek, *self.quick, self.values, self.go, self.off]
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    @Slot(QListWidgetItem)
    def _one_of_parts(self, item: QListWidgetItem) -> None:
        """Of child rows one thing is asked at a time."""
        if self.column.parts and item.checkState() == Qt.CheckState.Checked:
            for other in self._items():
                if other is not item:
                    other.setCheckState(Qt.CheckState.Unchecked)

    def _lay_range(self, own: Sequence[Where]) -> None:
        for end in self.ends:
            end.deleteLater()
        while self.range_row.count():
            self.range_row.takeAt(0)
        self.ends = []
        self.range.setVisible(self.column.kind.name in RANGED)
        if self.column.kind.name not in RANGED:
            return
        for op, title in (("from", "从"), ("to", "到")):
            editor = editor_for(Column(op, f"{title}", self.column.kind), self.office, self.range)
            value = next((where.value for where in own if where.op == op), None)
            editor.set_value({op: value})
            line = editor.field
            if isinstance(line, QLineEdit):
                line.setPlaceholderText(title)
            editor.entered.connect(self._apply)
            self.range_row.addWidget(editor, 1)
            self.ends.append(editor)

    def _items(self) -> list[QListWidgetItem]:
        return [self.values.item(row) for row in range(self.values.count())]

    @Slot(str)
    def _narrow(self, typed: str) -> None:
        small = typed.strip().lower()
        for item in self._items():
            text = item.text()
            fits = small in text.lower() or any(word.startswith(small) for word in spelled(text[:CHIP]))
            item.setHidden(bool(small) and not fits)

    def _check(self, checked: bool) -> None:
        for item in self._items():
            if not item.isHidden():
                item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)

    @Slot()
    def _all(self) -> None:
        self._check(checked=True)

    @Slot()
    def _none(self) -> None:
        self._check(checked=False)

    @Slot()
    def _pending(self) -> None:
        codes = self.office.lists[getattr(self.column.kind, "list", "")]
        for item in self._items():
            held = str(item.data(VALUE) or "").split("；")
            waits = any(one in codes.pending for one in held)
            item.setCheckState(Qt.CheckState.Checked if waits else Qt.CheckState.Unchecked)

    def _checked(self) -> list[Any]:
        """The values chosen; what is typed and leaves some is a choice too."""
        typed = bool(self.seek.text().strip())
        seen = [item for item in self._items() if not (typed and item.isHidden())]
        checked = [item.data(VALUE) for item in seen if item.checkState() == Qt.CheckState.Checked]
        return checked or ([item.data(VALUE) for item in seen] if typed else [])

    def conditions(self) -> tuple[Where, ...]:
        """What was chosen; nothing chosen, or everything, is no condition."""
        key, checked = self.column.key, self._checked()
        found = [
            Where(key, end.column.key, value)
            for end in self.ends
            if (value := end.value().get(end.column.key)) is not None
        ]
        if checked and (self.seek.text().strip() or len(checked) < self.values.count()):
            if self.column.parts:
                found.append(_of_part(key, checked[0]))
            elif checked in ([None], [""], [None, ""], ["", None]):
                found.append(Where(key, "blank"))
            else:
                found.append(Where(key, "in", tuple(checked)) if len(checked) > 1 else Where(key, "=", checked[0]))
        return tuple(found)

    @Slot()
    def _apply(self) -> None:
        wrong = next((end.problem for end in self.ends if end.value() == {} and end.problem), "")
        if self.column.parts and len(self._checked()) > 1:
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


def _shown(column: Column, value: Any) -> str:
    """A value as it stands in the list."""
    if column.parts and not isinstance(value, str):
        return "有" if value else "没有"
    return str(value) if column.parts else column.kind.guarded(value) or BLANK


def _of_part(key: str, value: str | bool | None) -> Where:
    """The condition that records have such a child row, any, or none."""
    return Where(key, "has", value) if isinstance(value, str) else Where(key, "filled" if value else "blank")


def _takes(column: Column, own: Sequence[Where], value: Any) -> bool:
    """Whether conditions chosen before name a value."""
    if column.parts:
        return _of_part(column.key, value) in own
    for where in own:
        if where.op == "blank":
            return value in (None, "")
        if where.op in ("=", "in") and value in (where.value if where.op == "in" else (where.value,)):
            return True
        if where.op == "filled":
            return bool(value)
    return False


class Chips(QWidget):
    """The conditions that no box of the filter bar shows, each with a way out."""

    dropped = Signal(str)

    def __init__(self, ledger: Ledger, parent: QWidget | None = None) -> None:
        """No condition yet."""
        super().__init__(parent)
        self.ledger = ledger
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)

    def show_conditions(self, found: Mapping[str, Sequence[Where]]) -> None:
        """One chip a column."""
        while self.row.count():
            self.row.takeAt(0).widget().deleteLater()
        for key, wheres in found.items():
            text = told_of(self.ledger, wheres)
            chip = QPushButton(f"{text if len(text) <= CHIP else text[: CHIP - 1] + '…'}　✕", self)
            chip.setProperty("segment", True)
            font = chip.font()
            font.setBold(True)  # as the style sheet writes it, else it is measured too narrow
            chip.setFont(font)
            chip.setCheckable(True)
            chip.setChecked(True)
            chip.setProperty("key", key)
            chip.setToolTip(f"{text}（点一下取消这个条件）")
            chip.setAccessibleName(f"取消条件 {text}")
            chip.toggled.connect(self._drop)  # a click toggles it too, once
            self.row.addWidget(chip)
        self.setVisible(bool(found))

    @Slot()
    def _drop(self) -> None:
        self.dropped.emit(str(self.sender().property("key")))
