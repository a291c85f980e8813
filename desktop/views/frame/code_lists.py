"""The code lists by name and the values of one: what is chosen, what is found by typing."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.store import codes as store
from desktop.store.codes import ListFacts, Value
from desktop.store.office import Office
from desktop.store.search import spelled
from desktop.views.kit import theme
from desktop.views.kit.listing import Listing

STATE, USED = 1, 2


class CodeLists(QListWidget):
    """Every list by its title, with what waits to be confirmed."""

    def __init__(self, office: Office, parent: QWidget) -> None:
        """Nothing is read yet."""
        super().__init__(parent)
        self.office = office
        self.facts: list[ListFacts] = []
        self.setAccessibleName("列表")
        self.setFixedWidth(theme.scaled(190))
        self.ensurePolished()  # else its lines are measured before they are dressed, and lie over one another

    def read(self) -> None:
        """Show the lists as they stand; the one that was chosen stays chosen."""
        self.facts = store.lists(self.office)
        several = {one.title for one in self.facts if sum(one.title == other.title for other in self.facts) > 1}
        at = self.currentRow()
        self.blockSignals(True)
        self.clear()
        for one in self.facts:
            where = self._where(one) if one.title in several else ""
            marks = [*(["国家规定"] if one.closed else []), *([f"待确认 {one.pending}"] if one.pending else [])]
            item = QListWidgetItem(one.title + where + (f"（{'，'.join(marks)}）" if marks else ""))
            item.setToolTip(item.text())
            self.addItem(item)
        self.setCurrentRow(at)
        self.blockSignals(False)

    def _where(self, facts: ListFacts) -> str:
        """Lists of one title are told apart by the ledger they are in."""
        used = dict.fromkeys(use.ledger.title for use in store.uses(self.office, facts.name))
        return f"·{next(iter(used))}" if used else ""

    @property
    def current(self) -> ListFacts | None:
        """The list chosen."""
        row = self.currentRow()
        return self.facts[row] if 0 <= row < len(self.facts) else None


class CodeValues(Listing):
    """The values of one list: their state, how often they are used, how else they are written."""

    def __init__(self, parent: QWidget) -> None:
        """No list is open yet."""
        super().__init__(("值", "状态", "用到", "也写作"), "值", parent)
        self.values: Sequence[Value] = ()
        self.setSelectionMode(self.SelectionMode.SingleSelection)

    def show_values(self, values: Sequence[Value]) -> None:
        """Show these; none is chosen."""
        self.values = values
        self.clearSelection()
        self.setRowCount(len(values))
        palette = theme.current()
        for row, one in enumerate(values):
            texts = (one.text, store.STATES[one.state], str(one.used or ""), "、".join(one.synonyms))
            for place, text in enumerate(texts):
                told = one.state == store.PENDING and place == STATE
                colour = palette.muted if one.state == store.RETIRED else palette.warning if told else ""
                self.put(row, place, text, colour, right=place == USED)

    @property
    def current(self) -> Value | None:
        """The value chosen."""
        row = self.currentRow()
        return self.values[row] if 0 <= row < len(self.values) and self.selectedItems() else None

    def choose(self, text: str) -> None:
        """Choose a value by its text."""
        row = next((row for row, one in enumerate(self.values) if one.text == text), -1)
        if row >= 0:
            self.selectRow(row)

    @Slot(str)
    def seek(self, text: str) -> None:
        """Hide the values that do not hold what was typed, nor begin so by 拼音 or initials."""
        typed = text.strip().lower()
        for row, one in enumerate(self.values):
            spellings = (one.text, *one.synonyms)
            fits = any(typed in word.lower() or any(s.startswith(typed) for s in spelled(word)) for word in spellings)
            self.setRowHidden(row, bool(typed) and not fits)
