"""Ledgers: the declaration of one 台账, from which its table, form, import, export and list derive."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from sqlalchemy import Table

from desktop.ledger.columns import Column, columns_of
from desktop.ledger.kinds import Parent
from desktop.ledger.record import Record, Values
from desktop.ledger.rules import AsOf, Problems, Rules

Form = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Figure:
    """A number over records, said once: the sum, the number of different values, or the number of the records.

    Of `key`, where the other columns have the values of `where`. It stands under the table where `under`, and among
    the figures of the year where it has a title there: of the records whose `day` (else the ledger's own) is in it.
    """

    title: str
    key: str = ""
    where: tuple[tuple[str, Any], ...] = ()
    of: Literal["total", "distinct", "count"] = "total"
    under: bool = True
    year: str = ""
    unit: str = ""
    day: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Every column it goes by."""
        return tuple(key for key in (self.key, self.day, *(key for key, _ in self.where)) if key)


@dataclass(frozen=True)
class Identity:
    """How a record is known.

    To the program, as the same one: by `keys`, or without the number in `number` by the keys in `instead`, or else by
    those in `also`. To people: by the title that `named` make up, and among several of one title by `told`.
    """

    keys: tuple[str, ...]
    number: str = ""
    instead: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def ways(self) -> tuple[tuple[str, ...], ...]:
        """Every set of keys a record can be found by."""
        return tuple(way for way in (self.keys, self.instead, self.also) if way)


@dataclass(frozen=True)
class Role:
    """What people are in a ledger of people: the column that tells whether they are in it, and its form of their fields.

    Those that are `lent` by another ledger are not changed by what an import brings for somebody known.
    """

    presence: str
    form: Form
    lent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """One 台账; every name in it is proved against the model when it is made."""

    model: type[Record]
    id: str
    title: str
    identity: Identity
    table: tuple[str, ...]
    search: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    sort: str = ""
    figures: tuple[Figure, ...] = ()
    rules: Rules = Rules()  # noqa: RUF009 - it has no state
    as_of: AsOf = AsOf()  # noqa: RUF009
    role: Role | None = None

    def __post_init__(self) -> None:
        """Prove the declaration: an unknown name is told at once."""
        known, identity, as_of = self.columns, self.identity, self.as_of
        named = {
            "table": self.table,
            "search": self.search,
            "filters": self.filters,
            "sort": (self.sort.lstrip("-"),) if self.sort else (),
            "identity": (*(key for way in identity.ways for key in way), identity.number or identity.keys[0]),
            "named": identity.named,
            "told": identity.told,
            "day": (as_of.day,) if as_of.day else (),
            "dated": tuple(key for pair in as_of.dated for key in pair),
            **{f"figure {figure.title}": figure.keys for figure in self.figures},
        }
        told = [f"{where}: {key}" for where, keys in named.items() for key in keys if key not in known]
        if self.role and self.role.presence not in self.model.model_fields:
            told.append(f"role: {self.role.presence}")
        if told:
            message = f"ledger {self.id} ({self.title}): no such column: {', '.join(told)}"
            raise ValueError(message)

    @cached_property
    def columns(self) -> dict[str, Column]:
        """The columns by key, in the order people expect."""
        every = columns_of(self.model)
        if not self.role:
            return every
        keys = [key for keys in self.role.form.values() for key in keys]
        unknown = [key for key in keys if key not in every]
        if unknown:
            message = f"ledger {self.id} ({self.title}): no such column: form: {', '.join(unknown)}"
            raise ValueError(message)
        return {key: every[key] for key in keys}

    @cached_property
    def fields(self) -> dict[str, Column]:
        """The columns by key, and with them the fields of child rows, which conditions may name."""
        return self.columns | {one.key: one for column in self.columns.values() for one in column.within}

    @cached_property
    def form(self) -> Form:
        """The keys of each group of the form, in order; what a parent says for its children is not typed again."""
        if self.role:
            return self.role.form
        groups: dict[str, list[str]] = {}
        group = self.title
        for column in self.columns.values():
            group = column.group or group
            if column is not self.parent:
                groups.setdefault(group, []).append(column.key)
        return {name: tuple(keys) for name, keys in groups.items()}

    @cached_property
    def parent(self) -> Column | None:
        """The link to the record it hangs on, where it is a ledger of children."""
        return next((column for column in self.columns.values() if isinstance(column.kind, Parent)), None)

    @cached_property
    def above(self) -> Column | None:
        """The link to the record that one stands under, where the ledger is a tree."""
        return next(
            (column for column in self.links if column.link and column.link.tree and column.link.to == self.id), None
        )

    @cached_property
    def titles(self) -> dict[str, str]:
        """Keys by title."""
        return {column.title: column.key for column in self.columns.values()}

    @cached_property
    def links(self) -> tuple[Column, ...]:
        """The columns that are links."""
        return tuple(column for column in self.columns.values() if column.link)

    @cached_property
    def parted(self) -> tuple[Column, ...]:
        """The columns that are child rows."""
        return tuple(column for column in self.columns.values() if column.parts and not column.children)

    @cached_property
    def families(self) -> tuple[Column, ...]:
        """The columns that are children, records of ledgers of their own."""
        return tuple(column for column in self.columns.values() if column.children)

    @cached_property
    def totals(self) -> tuple[Figure, ...]:
        """The figures that stand under its table."""
        return tuple(figure for figure in self.figures if figure.under)

    @property
    def presence(self) -> str:
        """The column that is True for records in the ledger, False for those in its recycle bin."""
        return self.role.presence if self.role else "alive"

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that make up a record's title."""
        return self.identity.named

    @property
    def sql(self) -> Table:
        """The database table."""
        return self.model.__table__  # type: ignore[attr-defined, no-any-return]

    def column(self, name: str) -> Column | None:
        """The column of this key or title."""
        return self.columns.get(name) or self.columns.get(self.titles.get(name, ""))

    def field(self, name: str) -> Column | None:
        """The column of this key or title, or the field of its child rows: 半年考察.考察日期, 半年考察 . 考察日期."""
        outer, _, inner = (word.strip() for word in name.partition("."))
        rows = self.column(outer)
        if not inner or not rows:
            return self.column(name.strip())
        meant = (f"{rows.key}.{inner}", f"{rows.title}.{inner}")
        return next((one for one in rows.within if one.key in meant or one.title in meant), None)

    def title_of(self, values: Values) -> str:
        """How people name the record of these values."""
        shown = (self.columns[key].kind.show(values.get(key)) for key in self.named)
        return " ".join(word for word in shown if word)

    def problems(self, values: Values) -> Problems:
        """What forbids these values, a sentence per key: required fields first, then the ledger's rules."""
        return self.missing(values) or self.rules.check(values)

    def missing(self, values: Values) -> Problems:
        """The required fields that are empty."""
        return {
            column.key: f"请填写{column.title}"
            for column in self.columns.values()
            if column.required and values.get(column.key) in (None, "")
        }

    def plain(self, values: Values, keys: Iterable[str] | None = None) -> Values:
        """The values as other programs read them, a link's id beside it."""
        found: Values = {}
        for key in keys or self.columns:
            column = self.columns[key]
            found[key] = column.kind.plain(values.get(key))
            if column.link:
                found[f"{key}_id"] = values.get(f"{key}_id")
        return found

    def blank(self) -> Values:
        """What a new record starts with."""
        return {column.key: column.default for column in self.columns.values() if column.default is not None}
