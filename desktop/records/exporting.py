"""One ledger as one sheet that anybody can read and that import reads back to the same records."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from desktop.errors import Progress
from desktop.exchange.writing import OutColumn, write_sheet
from desktop.ledger import Column, Ledger, Values
from desktop.ledger.kinds import Money
from desktop.rules.dates import styled
from desktop.rules.money import show_fen
from desktop.store.links import Speller
from desktop.store.office import Office
from desktop.store.query import Query

PAGE = 1000
AS_TEXT = frozenset({"idno", "phone"})
AS_NUMBERS = frozenset({"count", "year", "hours"})
MOST_FEN = 10**14


def export(
    office: Office,
    ledger: Ledger,
    out: Path,
    query: Query,
    progress: Progress | None = None,
    ids: Sequence[str] | None = None,
) -> int:
    """Write the chosen records (or just those of `ids`) to a workbook; gives their number and notes it in the audit trail."""
    chosen = list(ids) if ids is not None else office.ids(ledger, query)
    columns = [out_column(column) for column in ledger.columns.values()]
    count = write_sheet(out, ledger.title, columns, _rows(office, ledger, chosen, query.as_of, progress))
    day = f"（{query.as_of} 的情况）" if query.as_of else ""
    office.note("export", f"导出{ledger.title} {count} 条{day}", str(out))
    return count


def out_column(column: Column) -> OutColumn:
    """IDs and phones as text cells, money with two decimals; the rest as it comes."""
    shape = "@" if column.kind.name in AS_TEXT else "0.00" if column.kind.name == "money" else "General"
    return OutColumn(column.title, column.kind.width, shape)


def _rows(
    office: Office, ledger: Ledger, ids: Sequence[str], as_of: str, progress: Progress | None
) -> Iterator[list[Any]]:
    speller = Speller(office)
    spell = [(column.key, cell_of(column, speller, office.settings.date_style)) for column in ledger.columns.values()]
    for start in range(0, len(ids), PAGE):
        if progress:
            progress(start, len(ids), f"正在导出{ledger.title}")
        for values in office.rows(ledger, ids[start : start + PAGE], as_of=as_of):
            yield [None if values.get(key) is None else cell(values) for key, cell in spell]
    if progress:
        progress(len(ids), len(ids), f"正在导出{ledger.title}")


def cell_of(column: Column, speller: Speller, style: str) -> Callable[[Values], Any]:
    """How a column's value stands in a cell."""
    key, kind = column.key, column.kind
    if column.link:
        return lambda values: speller.text(column, values)
    if column.parts:
        return lambda values: speller.parts(column, values)
    if isinstance(kind, Money):
        return lambda values: yuan(values[key])
    if kind.name == "date":
        return lambda values: styled(values[key], style)
    if kind.name in AS_NUMBERS:
        return lambda values: values[key]
    return lambda values: kind.show(values[key])


def yuan(fen: int) -> float | str:
    """Yuan as a number where a spreadsheet keeps it exactly, else as text."""
    return fen / 100 if abs(fen) < MOST_FEN else show_fen(fen)
