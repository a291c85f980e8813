"""Children one to a row: the sheet beside their parents' (发展党员·半年考察), written for people and read back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.exchange.apart import Book, Sheet
from desktop.exchange.headers import LOOKED_AT, Header, Matched, find_header, heads_of, match_columns, samples_under
from desktop.exchange.rows import Row, Rows, data_rows
from desktop.ledger import CodeList, Column, Context, Ledger, Values
from desktop.records.cells import CellReader, Fault

SURE = ("title", "synonym")


def sheet_title(ledger: Ledger, family: Column) -> str:
    """What the sheet of a ledger's children is called."""
    return f"{ledger.title}·{family.title}"


def telling(ledger: Ledger) -> list[Column]:
    """The columns that say which parent is meant, for the program and for people."""
    identity = ledger.identity
    return [ledger.columns[key] for key in dict.fromkeys((*identity.named, *identity.keys, *identity.instead))]


def lacking(child: Ledger, row: Values) -> str:
    """Which fields that a child must have it has not, in a sentence."""
    above = (child.parent.key,) if child.parent else ()
    told = child.missing({**child.blank(), **row})
    return "；".join(sentence for key, sentence in told.items() if key not in above)


@dataclass
class FamilyRow:
    """One child on its sheet: the values that tell its parent, its own, and what keeps it out."""

    row: Row
    parent: Values
    child: Values
    faults: list[Fault]
    notes: list[str]


@dataclass
class FamilySheet:
    """The sheet of the children of one ledger, in a workbook that has it with headings."""

    sheet: Sheet
    whose: list[Matched]
    own: list[Matched]
    parents: CellReader
    children: CellReader
    every: Rows
    outcasts: list[tuple[Row, str]] = field(default_factory=list)

    @classmethod
    def of(
        cls, book: Book, ledger: Ledger, family: Column, context: Context, lists: Mapping[str, CodeList]
    ) -> "FamilySheet | None":
        """The sheet of that name that people can see, if there is one, read as any other sheet is."""
        wanted, child = sheet_title(ledger, family), family.children
        if not any(one.visible and one.name == wanted for one in book.sheets):
            return None
        sheet = book.sheet(wanted)
        heads = heads_of(sheet)
        header = find_header(heads[:LOOKED_AT], sheet.merged, child, [column.title for column in telling(ledger)])
        if header is None:
            return None
        whose, own = _apart(header, ledger, child, samples_under(header, heads), lists)
        unread = [replace(one, field=None) for one in whose]
        return cls(
            sheet,
            whose,
            own,
            CellReader(ledger, sheet, whose, context),
            CellReader(child, sheet, own, context),
            data_rows(sheet, header, [*unread, *own], child),
        )

    @property
    def columns(self) -> list[Matched]:
        """All that are known or headed, as they stand."""
        return sorted([*self.whose, *self.own], key=lambda one: one.index)

    @property
    def warnings(self) -> list[str]:
        """What was left out of it, with its name."""
        lost = [f"列“{one.title}”（{one.column}）没有对应的字段，没有导入" for one in self.own if not one.field]
        return [f"工作表“{self.sheet.name}”{told}" for told in (*self.every.warnings, *lost)]

    def rows(self) -> Iterator[FamilyRow]:
        """Every child."""
        for row in self.every:
            parent, faults, notes = self.parents.read(row)
            child, more, said = self.children.read(row)
            placed = [replace(one, cell=f"{self.sheet.name}!{one.cell}") for one in (*faults, *more)]
            yield FamilyRow(row, parent, child, placed, [*notes, *said])

    def originals(self, row: Row) -> list[Any]:
        """A row as it stands in the file."""
        return [row.cells[one.index] for one in self.columns]


def _apart(
    header: Header, ledger: Ledger, child: Ledger, samples: Mapping[int, list[Any]], lists: Mapping[str, CodeList]
) -> tuple[list[Matched], list[Matched]]:
    """The columns that tell the parent, sure of it, and of those that are left the child's own."""
    keys = {column.key for column in telling(ledger)}
    every = match_columns(header, ledger, samples, {}, lists)
    whose = [one for one in every if one.field in keys and one.how in SURE]
    taken = {one.index for one in whose}
    rest = replace(header, names=tuple("" if at in taken else name for at, name in enumerate(header.names)))
    own = [one for one in match_columns(rest, child, samples, {}, lists) if one.title]
    for one in own:
        if child.parent and one.field == child.parent.key:
            one.field = None
    return whose, own
