"""What one column holds, to be ticked: each value with the number of its records."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.ledger import Column
from desktop.records.conditions import BLANK
from desktop.store.query import Where
from desktop.store.search import spelled
from desktop.views.kit import theme

SPELLED = 32
VALUE = Qt.ItemDataRole.UserRole
ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ValueList(QListWidget):
    """The values of one column; of child rows one thing is asked at a time."""

    def __init__(self, parent: QWidget) -> None:
        """Empty."""
        super().__init__(parent)
        self.setAccessibleName("值")
        self.setMinimumHeight(theme.scaled(180))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the number of records stands at the end
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.one_at_a_time = False
        self.itemChanged.connect(self._only)

    def offer(self, column: Column, own: Sequence[Where], found: Sequence[tuple[Any, int]]) -> None:
        """These values with how often they are there; those that conditions chosen before name are ticked."""
        self.one_at_a_time = bool(column.parts)
        self.blockSignals(True)
        for value, count in found:
            item = QListWidgetItem(f"{_shown(column, value)}（{count}）")
            item.setData(VALUE, value)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(ON if _takes(column, own, value) else OFF)
            self.addItem(item)
        self.blockSignals(False)

    def every(self) -> list[QListWidgetItem]:
        """All of them."""
        return [self.item(row) for row in range(self.count())]

    def narrow(self, typed: str) -> None:
        """Show those that hold what was typed, or whose initials begin so."""
        small = typed.strip().lower()
        for item in self.every():
            text = item.text()
            fits = small in text.lower() or any(word.startswith(small) for word in spelled(text[:SPELLED]))
            item.setHidden(bool(small) and not fits)

    @Slot()
    def tick(self) -> None:
        """Choose all that are shown."""
        self._set(ON)

    @Slot()
    def untick(self) -> None:
        """Choose none of those that are shown."""
        self._set(OFF)

    def _set(self, state: Qt.CheckState) -> None:
        for item in self.every():
            if not item.isHidden():
                item.setCheckState(state)

    def tick_these(self, texts: Collection[str]) -> None:
        """Choose those that hold one of these texts, and no others."""
        for item in self.every():
            held = str(item.data(VALUE) or "").split("；")
            item.setCheckState(ON if any(one in texts for one in held) else OFF)

    def ticked(self, typed: str) -> list[Any]:
        """The values chosen; what is typed and leaves some is a choice too."""
        narrowed = bool(typed.strip())
        seen = [item for item in self.every() if not (narrowed and item.isHidden())]
        ticked = [item.data(VALUE) for item in seen if item.checkState() == ON]
        return ticked or ([item.data(VALUE) for item in seen] if narrowed else [])

    @Slot(QListWidgetItem)
    def _only(self, item: QListWidgetItem) -> None:
        if self.one_at_a_time and item.checkState() == ON:
            for other in self.every():
                if other is not item:
                    other.setCheckState(OFF)


def of_part(key: str, value: str | bool | None) -> Where:
    """The condition that records have such a child row, any, or none."""
    return Where(key, "has", value) if isinstance(value, str) else Where(key, "filled" if value else "blank")


def _shown(column: Column, value: Any) -> str:
    """A value as it stands in the list."""
    if column.parts and not isinstance(value, str):
        return "有" if value else "没有"
    return str(value) if column.parts else column.kind.guarded(value) or BLANK


def _takes(column: Column, own: Sequence[Where], value: Any) -> bool:
    """Whether conditions chosen before name a value."""
    if column.parts:
        return of_part(column.key, value) in own
    for where in own:
        if where.op == "blank":
            return value in (None, "")
        if where.op in ("=", "in") and value in (where.value if where.op == "in" else (where.value,)):
            return True
        if where.op == "filled":
            return bool(value)
    return False
