"""Children one to a row: the sheet beside their parents' (发展党员·半年考察), written for people and read back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.exchange.apart import Book, Sheet
from desktop.exchange.headers import Matched, text_of
from desktop.exchange.rows import Row
from desktop.exchange.workbook import letters_of
from desktop.ledger import Column, Context, Ledger, Values
from desktop.records.cells import CellReader, Fault


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


def joined(child: Ledger, was: Sequence[Values], come: Sequence[Values]) -> list[Values]:
    """The children that are there with those that come: what a file brings of one changes it, what it does not name stays."""
    left = list(was)
    found: list[Values] = []
    for new in come:
        old = next((one for one in left if _same(child, one, new)), None)
        if old is not None:
            left.remove(old)
        found.append({**(old or {}), **{key: value for key, value in new.items() if value is not None}})
    return [*left, *found]


def _same(child: Ledger, one: Values, other: Values) -> bool:
    """Whether two are the same child of one parent; one that is the same in all that both say is."""
    keys = [key for key in child.identity.keys if child.parent is None or key != child.parent.key]
    return all(one.get(key) == other.get(key) for key in keys)


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
    """The sheet of the children of one ledger, in a workbook that has it."""

    ledger: Ledger
    family: Column
    sheet: Sheet
    context: Context
    columns: list[Matched] = field(default_factory=list)

    @classmethod
    def of(cls, book: Book, ledger: Ledger, family: Column, context: Context) -> "FamilySheet | None":
        """The sheet of that name that people can see, if there is one."""
        wanted = sheet_title(ledger, family)
        there = any(one.visible and one.name == wanted for one in book.sheets)
        return cls(ledger, family, book.sheet(wanted), context) if there else None

    def rows(self) -> Iterator[FamilyRow]:
        """Every row under the headings, which stand first; a row without anything is none."""
        every = iter(self.sheet.rows())
        _, heads = next(every, (0, []))
        whose, own = self._columns(telling(self.ledger), heads, ()), self._columns(self.family.parts.columns, heads, ())  # type: ignore[union-attr]
        own = [one for one in own if one.index not in {other.index for other in whose}]
        self.columns = sorted([*whose, *own], key=lambda one: one.index)
        parents = CellReader(self.ledger, self.sheet, whose, self.context)
        children = CellReader(self.family.children, self.sheet, own, self.context)
        for number, cells in every:
            row = Row(number, [*cells, *[None] * (len(heads) - len(cells))])
            if any(cell not in (None, "") for cell in cells):
                yield self._row(row, parents, children)

    def _columns(self, columns: Sequence[Column], heads: Sequence[Any], taken: Sequence[int]) -> list[Matched]:
        """The columns of these titles, each the first that is free."""
        titles = [text_of(head).strip() for head in heads]
        found = []
        for column in columns:
            place = next((at for at, title in enumerate(titles) if title == column.title and at not in taken), None)
            if place is not None:
                found.append(Matched(place, letters_of(place), column.title, column.key))
        return found

    def _row(self, row: Row, parents: CellReader, children: CellReader) -> FamilyRow:
        parent, faults, notes = parents.read(row)
        child, more, said = children.read(row)
        placed = [
            Fault(f"{self.sheet.name}!{one.cell}", one.column, one.value, one.reason, one.suggestion)
            for one in (*faults, *more)
        ]
        return FamilyRow(row, parent, child, placed, [*notes, *said])

    def originals(self, row: Row) -> list[Any]:
        """A row as it stands in the file."""
        return [row.cells[one.index] for one in self.columns]
