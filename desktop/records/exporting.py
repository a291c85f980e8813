"""One ledger as one sheet that anybody can read and that import reads back to the same records."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from desktop.errors import Progress
from desktop.exchange.writing import OutColumn, OutSheet, write_sheets
from desktop.ledger import Column, Ledger, Values
from desktop.ledger.kinds import Money
from desktop.records.families import sheet_title, telling
from desktop.records.reading import each_of
from desktop.rules.dates import styled
from desktop.rules.money import show_fen
from desktop.store.links import Speller
from desktop.store.office import Office
from desktop.store.query import Query

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
    own = OutSheet(ledger.title, columns, _rows(office, ledger, chosen, query.as_of, progress))
    count = write_sheets(out, [own, *(_family(office, ledger, one, chosen, query.as_of) for one in ledger.families)])[0]
    day = f"（{query.as_of} 的情况）" if query.as_of else ""
    office.note("export", f"导出{ledger.title} {count} 条{day}", str(out))
    return count


def out_column(column: Column) -> OutColumn:
    """IDs and phones as text cells, money with two decimals; the rest as it comes."""
    return OutColumn(column.title, column.kind.width, column.kind.excel)


def _rows(
    office: Office, ledger: Ledger, ids: Sequence[str], as_of: str, progress: Progress | None
) -> Iterator[list[Any]]:
    speller = Speller(office)
    spell = [(column.key, cell_of(column, speller, office.settings.date_style)) for column in ledger.columns.values()]
    for values in each_of(office, ledger, ids, as_of, progress, f"正在导出{ledger.title}"):
        yield _cells(spell, values)
    if progress:
        progress(len(ids), len(ids), f"正在导出{ledger.title}")


def _family(office: Office, ledger: Ledger, family: Column, ids: Sequence[str], as_of: str) -> OutSheet:
    """The children of the chosen records (those there were on a day), one to a row, behind what tells their parent."""
    day = family.children.as_of.day
    whose, own = telling(ledger), family.parts.columns  # type: ignore[union-attr]
    speller, style = Speller(office), office.settings.date_style
    parents = [(column.key, cell_of(column, speller, style)) for column in whose]
    children = [(column.key, cell_of(column, speller, style)) for column in own]
    rows = (
        [*_cells(parents, values), *_cells(children, child)]
        for values in each_of(office, ledger, ids, as_of)
        for child in values[family.key]
        if not (as_of and day and child[day] and child[day] > f"{as_of}\uffff")
    )
    return OutSheet(sheet_title(ledger, family), [out_column(column) for column in (*whose, *own)], rows)


def _cells(spell: Sequence[tuple[str, Callable[[Values], Any]]], values: Values) -> list[Any]:
    return [None if values.get(key) is None else cell(values) for key, cell in spell]


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
    if kind.counted:
        return lambda values: values[key]
    return lambda values: kind.show(values[key])


def yuan(fen: int) -> float | str:
    """Yuan as a number where a spreadsheet keeps it exactly, else as text."""
    return fen / 100 if abs(fen) < MOST_FEN else show_fen(fen)
