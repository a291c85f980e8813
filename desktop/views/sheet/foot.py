"""What a page tells at the foot of the window: how many records, how many of them chosen, the sums and the figures."""

from PySide6.QtCore import QObject, Signal

from desktop.ledger import Ledger
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.views.kit.desk import Desk
from desktop.views.sheet.sums import Sums
from desktop.views.sheet.table import LedgerTable


class Foot(QObject):
    """The words of one page at the foot of the window."""

    changed = Signal()

    def __init__(self, desk: Desk, table: LedgerTable, parent: QObject) -> None:
        """No figures were read yet."""
        super().__init__(parent)
        self.office, self.table, self.rows = desk.office, table, table.rows
        self.figures: list[str] = []
        self.sums = Sums(desk.office, desk.tasks, table, self)
        self.sums.came.connect(self.changed)
        table.selectionModel().selectionChanged.connect(self.changed)

    def count(self) -> None:
        """Read the figures of what is shown anew."""
        self.figures = figures_of(self.office, self.rows.ledger, self.rows.query)

    def words(self) -> str:
        """The count, the selection and the ledger's figures."""
        chosen, day = len(self.table.chosen_rows()), self.rows.query.as_of
        told = f"{day} 的情况：" if day else ""
        counts = [f"{told}共 {len(self.rows.ids):,} 条", *([f"已选 {chosen:,} 条"] if chosen > 1 else [])]
        return "　".join([*counts, *self.sums.words(), *self.figures])


def figures_of(office: Office, ledger: Ledger, query: Query) -> list[str]:
    """The ledger's figures over a choice, in words."""
    told = []
    for figure, value in office.totals(ledger, query):
        kind = ledger.columns[figure.key].kind if figure.key else None
        told.append(f"{figure.title} {kind.show(value or 0) if kind else value}")
    return told
