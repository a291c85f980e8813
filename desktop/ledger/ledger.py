"""Ledgers: the declaration of one 台账, from which its table, form, import, export and list derive."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table

from desktop.ledger.columns import Column, columns_of
from desktop.ledger.paper import Layout, Paper
from desktop.ledger.record import Record, Values

Check = Callable[[Values], dict[str, str]]
Lookup = Callable[[str, str], Values]
Keeps = Callable[[Values, Lookup], str]
Guard = Callable[[Connection, Values, Values], dict[str, str]]
Together = Callable[[Connection, Iterable[tuple[Values, Values]]], list[str]]
Begin = Callable[[Connection, Values], Values]
Followed = tuple[str, str, Values]
Follow = Callable[[Connection, Values, Values], Iterable[Followed]]
Stood = Callable[[str], Sequence[ColumnElement[bool]]]
OnDay = Callable[[str], Mapping[str, ColumnElement[Any]]]


def no_problems(_values: Values) -> dict[str, str]:
    """A ledger without rules of its own."""
    return {}


def nothing_kept(_values: Values, _look: Lookup) -> str:
    """Every record may go to the recycle bin."""
    return ""


def no_guard(_connection: Connection, _before: Values, _after: Values) -> dict[str, str]:
    """No rule that needs other records."""
    return {}


def none_together(_connection: Connection, _changes: Iterable[tuple[Values, Values]]) -> list[str]:
    """Nothing to be said of many records at once."""
    return []


def as_typed(_connection: Connection, values: Values) -> Values:
    """A new record is what was typed."""
    return values


def nothing_follows(_connection: Connection, _before: Values, _after: Values) -> Iterable[Followed]:
    """No other record changes with this one."""
    return ()


def always_stood(_day: str) -> Sequence[ColumnElement[bool]]:
    """No record came or went."""
    return ()


def as_ever(_day: str) -> Mapping[str, ColumnElement[Any]]:
    """Every field is today what it was."""
    return {}


@dataclass(frozen=True)
class Figure:
    """A sum or count shown under the table: of `key`, where the other columns have the values of `where`."""

    title: str
    key: str = ""
    where: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Identity:
    """What makes two rows the same record: `keys`, or without the number in `number` the keys in `instead`."""

    keys: tuple[str, ...]
    number: str = ""
    instead: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def ways(self) -> tuple[tuple[str, ...], ...]:
        """Every set of keys a record can be found by."""
        return tuple(way for way in (self.keys, self.instead, self.also) if way)


@dataclass(frozen=True)
class Ledger:
    """One 台账; every name in it is proved against the model when it is made.

    `keeps` tells why a record may not be removed ("" where it may), with other records looked up by ledger and id;
    `guard` judges a record typed by a person against other records, inside the act that writes it, from its
    values before to those after (empty where it is not there): a sentence per key. Imports do
    not ask it: `together` warns of what all the records that come in at once would do.

    `begin` fills in what a record made by hand takes from the others (the next number of the year).
    `follow` tells what else changes in the same act when a record comes or changes: other records by ledger and id,
    with their new values (a transfer that was received, and the member who left).

    For the ledger as it stood on an ISO day: `day` is the column that dates a record (later ones were not there
    yet), `stood` more conditions, `on_day` the fields that were otherwise then. `dated` names fields, each with the
    child rows (the field and `since`) that keep what it was before: a change of one is written into the other.
    """

    model: type[Record]
    id: str
    title: str
    group: str
    table: tuple[str, ...]
    form: dict[str, tuple[str, ...]]
    identity: Identity
    named: tuple[str, ...]
    search: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    sort: str = ""
    told_by: tuple[str, ...] = ()
    presence: str = "alive"
    keys: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    papers: tuple[Paper, ...] = ()
    check: Check = no_problems
    warn: Check = no_problems
    keeps: Keeps = nothing_kept
    guard: Guard = no_guard
    together: Together = none_together
    begin: Begin = as_typed
    follow: Follow = nothing_follows
    day: str = ""
    stood: Stood = always_stood
    on_day: OnDay = as_ever
    dated: tuple[tuple[str, str], ...] = ()
    listed: str = ""
    layouts: tuple[Layout, ...] = ()
    complete: Callable[[Values], Values] = field(default=lambda values: values)
    empty: str = "还没有记录。按 Ctrl+N 新建，或点“导入”把现有的 Excel 表格放进来。"

    def __post_init__(self) -> None:
        """Prove the declaration: an unknown name is told at once."""
        shown = [key for keys in self.form.values() for key in keys]
        named = (*self.table, *shown, *self.identity.keys, *self.identity.instead, *self.identity.also, *self.named)
        named += (*self.search, *self.filters, self.sort.lstrip("-") or self.named[0], *self.told_by)
        named += (*((self.day,) if self.day else ()), *(key for pair in self.dated for key in pair))
        named += tuple(figure.key for figure in self.figures if figure.key)
        unknown = sorted({key for key in named if key not in self.columns})
        if unknown:
            message = f"ledger {self.id}: no such column: {', '.join(unknown)}"
            raise ValueError(message)
        if sorted(shown) != sorted(self.columns):
            message = f"ledger {self.id}: form and columns differ: {sorted(set(shown) ^ set(self.columns))}"
            raise ValueError(message)

    @cached_property
    def columns(self) -> dict[str, Column]:
        """The columns by key, in the order people expect."""
        every = columns_of(self.model)
        return {key: every[key] for key in self.keys} if self.keys else every

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
        return tuple(column for column in self.columns.values() if column.parts)

    @property
    def list_title(self) -> str:
        """What its list on paper is called."""
        return self.listed or f"{self.title}一览表"

    @property
    def looks_back(self) -> bool:
        """Whether it can tell how it stood on an earlier day by more than the records' own day."""
        return bool(self.dated) or self.stood is not always_stood

    @property
    def sql(self) -> Table:
        """The database table."""
        return self.model.__table__  # type: ignore[attr-defined, no-any-return]

    def column(self, name: str) -> Column | None:
        """The column of this key or title."""
        return self.columns.get(name) or self.columns.get(self.titles.get(name, ""))

    def title_of(self, values: Values) -> str:
        """How people name the record of these values."""
        shown = (self.columns[key].kind.show(values.get(key)) for key in self.named)
        return " ".join(word for word in shown if word)

    def problems(self, values: Values) -> dict[str, str]:
        """What forbids these values, a sentence per key: required fields first, then the ledger's rules."""
        return self.missing(values) or self.check(values)

    def missing(self, values: Values) -> dict[str, str]:
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


def in_order(ledgers: Sequence[Ledger]) -> dict[str, Ledger]:
    """The ledgers by id; proves that ids and titles are unique."""
    found = {ledger.id: ledger for ledger in ledgers}
    if len(found) != len(ledgers):
        message = "two ledgers share an id"
        raise ValueError(message)
    return found
