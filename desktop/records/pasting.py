"""Blocks of cells to and from a spreadsheet's clipboard, and what a block laid over records would change before it does."""

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desktop.errors import Progress, Unclear
from desktop.ledger import Column, Context, Ledger, Values
from desktop.records.editing import Edit
from desktop.records.reading import paged
from desktop.store.office import Office

READ = 500


@dataclass(frozen=True)
class Cell:
    """One cell that a paste would change, or could not read; `record` is the title of the record it belongs to."""

    record: str
    column: Column
    before: str
    after: str
    problem: str = ""


@dataclass
class Paste:
    """What a block would do: edits of the records there are, rows beyond the last, columns beyond the rightmost."""

    cells: list[Cell] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    columns: Sequence[Column] = ()
    beyond: list[list[str]] = field(default_factory=list)
    cut: int = 0

    @property
    def problems(self) -> int:
        """How many cells can't be read."""
        return sum(bool(cell.problem) for cell in self.cells)


def block_text(lines: Iterable[Sequence[str]]) -> str:
    """Cells as spreadsheets put them on the clipboard: tabs between, quotes around what holds a line break."""
    out = io.StringIO()
    csv.writer(out, "excel-tab", lineterminator="\n").writerows(lines)
    return out.getvalue().removesuffix("\n")


def block_of(text: str) -> list[list[str]]:
    """The cells of a block that a spreadsheet put on the clipboard; blank rows at its end are no rows."""
    csv.field_size_limit(sys.maxsize)
    lines = list(csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), "excel-tab"))
    while lines and not any(cell.strip() for cell in lines[-1]):
        lines.pop()
    narrow = max(map(len, lines), default=0) == 1
    return [line or [""] if narrow else line for line in lines]


def copied(columns: Sequence[Column], records: Iterable[Values], *, headed: bool) -> str:
    """Records as a spreadsheet takes them: these columns, under their headings where whole rows go."""
    lines = [[column.title for column in columns]] if headed else []
    lines += [[column.kind.show(record.get(column.key)) for column in columns] for record in records]
    return block_text(lines)


def planned(
    office: Office,
    ledger: Ledger,
    targets: Sequence[tuple[str, Sequence[Column]]],
    block: Sequence[Sequence[str]],
    step: Progress | None = None,
) -> Paste:
    """What the texts of each row would make of its record: `targets` are ids with the columns the texts go to."""
    plan, context = Paste(), office.context()
    lines = iter(block)
    for some in paged(targets, step, "正在核对", READ):
        records = {row["id"]: row for row in office.rows(ledger, [record_id for record_id, _ in some])}
        for (record_id, columns), texts in zip(some, lines, strict=False):
            if record_id in records:
                _row(plan, records[record_id], columns, texts, context)
    return plan


def _row(plan: Paste, record: Values, columns: Sequence[Column], texts: Sequence[str], context: Context) -> None:
    values: Values = {}
    title = str(record.get("title") or "")
    for column, text in zip(columns, texts, strict=False):
        before = column.kind.show(record.get(column.key))
        try:
            value = column.kind.read(text, context).value
        except Unclear as unclear:
            plan.cells.append(Cell(title, column, before, text, unclear.reason))
            continue
        if (value or None) == (record.get(column.key) or None):
            continue
        if value is None and column.required:
            plan.cells.append(Cell(title, column, before, text, f"{column.title}不能为空"))
            continue
        values[column.key] = value
        plan.cells.append(Cell(title, column, before, column.kind.show(value)))
    if values:
        plan.edits.append(Edit(record["id"], values))
