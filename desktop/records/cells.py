"""The cells of one sheet read by the kinds of their columns, what is read once remembered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.errors import Unclear
from desktop.exchange.apart import Sheet
from desktop.exchange.headers import Matched
from desktop.exchange.rows import Row
from desktop.ledger import Column, Context, Kind, Ledger, Values
from desktop.ledger.kinds import Flag, IdNo, Link, Money
from desktop.rules.reading import Reading

CARD = "居民身份证"
REMEMBERED = 30_000
ALWAYS_NEW = frozenset({"name", "idno", "phone", "note"})


@dataclass(frozen=True)
class Fault:
    """One cell that keeps its row out: where it stands, what it holds, why, what may have been meant, whose row (`of`)."""

    cell: str
    column: str
    value: str
    reason: str
    suggestion: str = ""
    of: str = ""

    def plain(self) -> dict[str, str]:
        """As JSON."""
        return {
            "cell": self.cell,
            "column": self.column,
            "value": self.value,
            "reason": self.reason,
            "suggestion": self.suggestion,
        }


@dataclass
class Place:
    """One column of the sheet with all that reading its cells needs."""

    matched: Matched
    column: Column
    kind: Kind
    known: dict[str, Reading] = field(default_factory=dict)
    unless: str = ""
    gathers: bool = False

    def __post_init__(self) -> None:
        """Whether a text cell always means the same (`plain`): nothing beside it changes its meaning."""
        self.key = self.column.key
        self.plain = not (self.unless or self.gathers or self.matched.part or self.matched.unit_wan)


class CellReader:
    """Reads the rows of one sheet."""

    def __init__(self, ledger: Ledger, sheet: Sheet, columns: Sequence[Matched], context: Context) -> None:
        """Line up the matched columns, the kind of paper before the number on it."""
        self.ledger, self.sheet, self.context = ledger, sheet, context
        context.epoch_1904 = sheet.epoch_1904
        matched = [one for one in columns if one.field]
        several = {
            one.field for one in matched if not one.part and sum(other.field == one.field for other in matched) > 1
        }
        self.order = sorted(
            (self._place(one, gathers=one.field in several) for one in matched), key=lambda place: bool(place.unless)
        )
        self.steps = [(place.matched.index, place.known, place) for place in self.order]
        self.places = {one.field: one for one in reversed(matched)}
        self.first = matched[0] if matched else None

    def _place(self, matched: Matched, *, gathers: bool) -> Place:
        column = self.ledger.columns[matched.field or ""]
        kind = column.parts.columns[-1].kind if matched.part and column.parts else column.kind
        unless = kind.unless if isinstance(kind, IdNo) else ""
        return Place(matched, column, kind, {}, unless, gathers)

    def has(self, key: str) -> bool:
        """Whether the sheet has a column for the field."""
        return key in self.places

    def letter(self, key: str) -> str:
        """The sheet's column of a field."""
        place = self.places.get(key) or self.first
        return place.column if place else "A"

    def title(self, key: str) -> str:
        """The heading of a field in this sheet."""
        return self.places[key].title if key in self.places else self.ledger.columns[key].title

    def text_of(self, row: Row, key: str) -> Any:
        """One field of a row, or None."""
        place = self.places.get(key)
        if place is None:
            return None
        try:
            return self.ledger.columns[key].kind.read(row.cells[place.index], self.context).value
        except Unclear:
            return None

    def read(self, row: Row) -> tuple[Values, list[Fault], list[str]]:
        """The values of a row, the faults that keep it out, and what to tell."""
        values: Values = {}
        faults: list[Fault] = []
        notes: list[str] = []
        cells = row.cells
        for index, known, place in self.steps:
            raw = cells[index]
            if raw is None:
                raw = row.formulas.get(index)
                if raw is None:
                    continue
            reading = known.get(raw) if isinstance(raw, str) else None
            if reading is None:
                try:
                    reading = self._read(place, raw, row, values)
                except Unclear as unclear:
                    self._unclear(place, raw, row, unclear, (faults, notes))
                    continue
            value, note = reading
            if note:
                notes.append(note if note.startswith("“") else f"{place.matched.title}：{note}")
            if value is not None:
                if place.plain:
                    values[place.key] = value
                else:
                    _take(place, value, values)
        return values, faults, notes

    def _unclear(self, place: Place, raw: Any, row: Row, unclear: Unclear, told: tuple[list[Fault], list[str]]) -> None:
        """A value that can't be read keeps its row out; a yes or no is only left blank (interface: what rejects a row)."""
        matched = place.matched
        if isinstance(place.kind, Flag | Link):
            told[1].append(f"{matched.title}：{unclear.reason}，没有填入")
        else:
            told[0].append(
                Fault(f"{matched.column}{row.number}", matched.title, as_text(raw), unclear.reason, unclear.suggestion)
            )

    def _read(self, place: Place, raw: Any, row: Row, values: Values) -> Reading:
        kind = place.kind
        if place.unless and values.get(place.unless) not in (None, CARD):
            return Reading(as_text(raw).strip() or None)
        if place.matched.unit_wan and isinstance(kind, Money):
            raw = f"{raw}万" if isinstance(raw, str) else raw * 10_000
        if isinstance(raw, str):
            reading = kind.read(raw, self.context)
            if place.plain and kind.name not in ALWAYS_NEW and len(place.known) < REMEMBERED:
                place.known[raw] = reading
            return reading
        number_format = self.sheet.number_format(row.number - 1, place.matched.index) if kind.span == "day" else ""
        return kind.read(raw, self.context, number_format)


def _take(place: Place, value: Any, values: Values) -> None:
    column, matched = place.column, place.matched
    if matched.part and column.parts:
        first, last = column.parts.columns[0].key, column.parts.columns[-1].key
        if value:
            values.setdefault(column.key, []).append({first: matched.part, last: value})
    elif place.gathers:
        piece = f"{matched.title}：{column.kind.show(value)}"
        values[column.key] = f"{values[column.key]}；{piece}" if values.get(column.key) else piece
    else:
        values[column.key] = value


def as_text(raw: Any) -> str:
    """A cell as people see it."""
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else repr(raw)
    return str(raw)
