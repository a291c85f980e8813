"""The columns of a table for the occasion: a heading each, and what stands below it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop.services.tables import Wanted
from desktop.views.kit import theme

HEADING, SOURCE = 0, 1


class WantedColumns(QTableWidget):
    """A row for each column; a heading is typed, what it holds is chosen."""

    changed = Signal()

    def __init__(self, sources: Sequence[tuple[str, str]], parent: QWidget) -> None:
        """No column yet; `sources` is what may stand in one, each by its key and as it is called."""
        super().__init__(0, 2, parent)
        self.sources, self.unmatched = sources, ""
        self.offered = QStringListModel([title for _, title in sources], self)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("列")
        self.setHorizontalHeaderLabels(["表头", "填什么"])
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.scaled(36))
        self.setShowGrid(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.itemChanged.connect(self._told)

    def wanted(self) -> list[Wanted]:
        """The columns as they stand."""
        found = []
        for row in range(self.rowCount()):
            item, box = self.item(row, HEADING), self.cellWidget(row, SOURCE)
            source = self.sources[box.currentIndex()][0] if isinstance(box, QComboBox) else ""
            found.append(Wanted(item.text().strip() if item else "", source))
        return found

    def show_columns(self, wanted: Sequence[Wanted], unmatched: str = "") -> None:
        """Show these in place of those that are there; `unmatched` says for which headings nothing was found."""
        self.unmatched = unmatched
        with self._quiet():
            self.setRowCount(0)
            for one in wanted:
                self._row(self.rowCount(), one)
        self.changed.emit()

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        """What is put in here was not typed by anyone."""
        self.blockSignals(True)
        yield
        self.blockSignals(False)

    def _row(self, row: int, wanted: Wanted) -> None:
        self.insertRow(row)
        self.setItem(row, HEADING, QTableWidgetItem(wanted.title))
        box = QComboBox(self)
        box.setMaxVisibleItems(20)
        box.setModel(self.offered)
        box.setCurrentIndex(next((place for place, (key, _) in enumerate(self.sources) if key == wanted.source), 0))
        box.currentIndexChanged.connect(self._told)
        self.setItem(row, SOURCE, QTableWidgetItem())
        self.setCellWidget(row, SOURCE, box)

    @Slot()
    def _told(self) -> None:
        self.changed.emit()

    def read_out(self) -> None:
        """Each box names the heading it fills, and the cell behind it says what with: read out, not painted."""
        with self._quiet():
            for row in range(self.rowCount()):
                heading, item, box = self.item(row, HEADING), self.item(row, SOURCE), self.cellWidget(row, SOURCE)
                if heading and item and isinstance(box, QComboBox):
                    box.setAccessibleName(f"{heading.text()}填什么")
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                    item.setData(Qt.ItemDataRole.AccessibleTextRole, box.currentText())

    @Slot()
    def add(self) -> None:
        """One more below the one in hand."""
        row = self.currentRow() + 1 if self.currentRow() >= 0 else self.rowCount()
        with self._quiet():
            self._row(row, Wanted("新的一列"))
        self.setCurrentCell(row, HEADING)
        self.changed.emit()

    @Slot()
    def drop(self) -> None:
        """The one in hand goes."""
        if self.currentRow() >= 0:
            self.removeRow(self.currentRow())
            self.changed.emit()

    @Slot()
    def up(self) -> None:
        """The one in hand changes places with the one above."""
        self._move(-1)

    @Slot()
    def down(self) -> None:
        """The one in hand changes places with the one below."""
        self._move(1)

    def _move(self, by: int) -> None:
        wanted, row = self.wanted(), self.currentRow()
        if 0 <= row < len(wanted) and 0 <= row + by < len(wanted):
            wanted[row], wanted[row + by] = wanted[row + by], wanted[row]
            self.show_columns(wanted)
            self.setCurrentCell(row + by, HEADING)
