"""The foot of the window on the selected cells: count, sum, average and distinct people, as a spreadsheet's foot has them."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from desktop.ledger import Column, Values
from desktop.ledger.kinds import Money
from desktop.store.office import Office, Summed
from desktop.views.kit.acting import AT_ONCE
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.tasks import Tasks
from desktop.views.sheet.table import LedgerTable

MANY = 2000  # cells that the database sums while the window waits


class Sums(QObject):
    """The sums of one table's selection: of a few cells as they are shown, of more by the database, of many beside the window."""

    came = Signal()

    def __init__(self, office: Office, tasks: Tasks, table: LedgerTable, parent: QObject) -> None:
        """`came` tells that sums which took a while are there."""
        super().__init__(parent)
        self.office, self.table, self.rows = office, table, table.rows
        self.gathering = Gathering(tasks, None, self)
        self.asked: object = None
        self.found: list[str] = []
        for changed in (self.rows.dataChanged, self.rows.modelReset):
            changed.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        self.asked = None

    def words(self) -> list[str]:
        """The sums of what is selected; none yet where they are still being read."""
        bands, office, ledger, query = self.table.bands(), self.office, self.rows.ledger, self.rows.query
        cells = sum(len(rows) * len(columns) for rows, columns in bands)
        if cells < 2 or self.table.whole_rows:
            return []
        columns = [column for column in self.table.chosen_columns() if not column.parts]
        rows_of = {column.key: [row for rows, among in bands if column in among for row in rows] for column in columns}
        if cells <= AT_ONCE:
            records = {key: [self.rows.record(row) for row in rows] for key, rows in rows_of.items()}
            return _told(columns, [summed(records[column.key], column) for column in columns])
        asked = (query, bands)
        if asked == self.asked:
            return self.found
        self.gathering.forget()
        self.asked, self.found = asked, []
        named = {key: [self.rows.ids[row] for row in rows] for key, rows in rows_of.items()}

        def read() -> list[str]:
            return _told(columns, [office.summed(ledger, column.key, query, named[column.key]) for column in columns])

        if cells <= MANY:
            self.found = read()
        else:
            self.gathering.read("合计", read, self._read)
        return self.found

    def _read(self, found: list[str]) -> None:
        self.found = found
        self.came.emit()


def _told(columns: Sequence[Column], found: Sequence[Summed]) -> list[str]:
    """The figures of the columns together: what is not of one kind is not summed."""
    told = [f"计数 {sum(one.count for one in found):,}"]
    numbers = [(column.kind, one) for column, one in zip(columns, found, strict=True) if column.kind.adds]
    if len({type(kind) for kind, _ in numbers}) == 1:
        kind = numbers[0][0]
        total, count = sum(one.total for _, one in numbers), sum(one.count for _, one in numbers)
        told.append(f"求和 {kind.show(total)}")
        if count:
            average = total / count
            told.append(f"平均 {kind.show(round(average) if isinstance(kind, Money) else round(average, 2))}")
    people = [one.distinct for column, one in zip(columns, found, strict=True) if column.names_people]
    return [*told, *([f"不同的人 {people[0]:,}"] if people else [])]


def summed(records: Iterable[Values], column: Column) -> Summed:
    """The figures of one column over some records."""
    values = [(record.get(column.key), record.get(f"{column.key}_id")) for record in records]
    filled = [(value, link) for value, link in values if value not in (None, "")]
    total = sum(value for value, _ in filled) if column.kind.adds else 0
    return Summed(len(filled), total, len({link or value for value, link in filled}))
