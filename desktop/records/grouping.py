"""Records grouped by one column or two: how many, how many people, and what their amounts come to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, func

from desktop.errors import Refusal
from desktop.ledger import Column, Ledger
from desktop.store.office import Office
from desktop.store.query import Query, Where, chosen, fields_of

BLANK, TOTAL, COUNT, PEOPLE = "（空白）", "合计", "条数", "人数"
SPANS = {"年": 4, "月": 7, "日": 10}
MOST = 5000


@dataclass(frozen=True)
class Group:
    """One group: what its records share, how to find them, how many; `people` is None where no person is named."""

    labels: tuple[str, ...]
    wheres: tuple[Where, ...]
    count: int
    people: int | None
    sums: tuple[int | float, ...]

    @property
    def depth(self) -> int:
        """0 for the whole, 1 for a group, 2 for a group within it."""
        return len(self.labels)


@dataclass(frozen=True)
class Grouping:
    """What records are grouped by: the columns, and how long a stretch of time a date stands for (年, 月, 日)."""

    keys: tuple[str, ...]
    span: str = "年"


def groupable(ledger: Ledger) -> list[Column]:
    """The columns that records can be grouped by."""
    return [column for column in ledger.columns.values() if not column.parts]


def summed(ledger: Ledger) -> list[Column]:
    """The columns whose amounts are added up."""
    return [column for column in ledger.columns.values() if column.kind.adds]


def person_of(ledger: Ledger) -> str | None:
    """Under which name the ledger knows the person a record is about, if it is about one."""
    links = [column for column in ledger.links if column.link and column.link.person]
    named = [column for column in links if column.key in (*ledger.named, *ledger.identity.keys)]
    return named[0].key if named else None


def grouped(office: Office, ledger: Ledger, by: Grouping, query: Query) -> list[Group]:
    """Every group, those within it after it, and the whole last; in the order of the values, blanks last."""
    if not 1 <= len(by.keys) <= 2 or len(set(by.keys)) < len(by.keys):
        raise Refusal("请选一列或两列不同的列来分组。")
    whole = _read(office, ledger, replace(by, keys=()), query)
    found = _read(office, ledger, replace(by, keys=by.keys[:1]), query)
    if len(by.keys) == 2:
        within: dict[str, list[Group]] = {}
        for one in _read(office, ledger, by, query):
            within.setdefault(one.labels[0], []).append(one)
        found = [one for group in found for one in (group, *within.get(group.labels[0], ()))]
    return [*found, *whole]


def _read(office: Office, ledger: Ledger, by: Grouping, query: Query) -> list[Group]:
    fields = [_field(ledger, key, by.span, query.as_of) for key in by.keys]
    person = person_of(ledger)
    table = ledger.sql
    what: list[Any] = [*fields, func.count()]
    if person:
        what.append(func.count(func.coalesce(table.c[f"{person}_id"], table.c[person]).distinct()))
    sums = summed(ledger)
    what += [_sum(ledger, column) for column in sums]
    statement = chosen(ledger, query, *what)
    if fields:
        statement = statement.group_by(*fields)
        statement = statement.order_by(*(part for field in fields for part in (field.is_(None), field))).limit(MOST)
    with office.reading() as connection:
        rows = connection.execute(statement).all()
    return [_group(ledger, by, tuple(row), people=person is not None) for row in rows]


def _sum(ledger: Ledger, column: Column) -> ColumnElement[Any]:
    """The sum of a column, of the records its figure counts (a voided visit brings nothing)."""
    table, total = ledger.sql, func.sum(ledger.sql.c[column.key])
    only = next((figure.where for figure in ledger.figures if figure.key == column.key), ())
    return total.filter(*(table.c[key] == value for key, value in only)) if only else total


def _field(ledger: Ledger, key: str, span: str, as_of: str) -> ColumnElement[Any]:
    field = func.nullif(fields_of(ledger, as_of)[key], "")
    return func.substr(field, 1, SPANS[span]) if ledger.columns[key].kind.span == "day" else field


def _group(ledger: Ledger, by: Grouping, row: Sequence[Any], *, people: bool) -> Group:
    values, rest = row[: len(by.keys)], row[len(by.keys) :]
    labels = tuple(_label(ledger.columns[key], value) for key, value in zip(by.keys, values, strict=True))
    wheres = tuple(
        where for key, value in zip(by.keys, values, strict=True) for where in _wheres(ledger.columns[key], value)
    )
    count, *others = rest
    distinct = int(others.pop(0)) if people else None
    return Group(labels, wheres, int(count), distinct, tuple(one or 0 for one in others))


def _label(column: Column, value: Any) -> str:
    if value is None:
        return BLANK
    return str(value) if column.kind.span == "day" else column.kind.guarded(value)


def _wheres(column: Column, value: Any) -> tuple[Where, ...]:
    if value is None:
        return (Where(column.key, "blank"),)
    if column.kind.span == "day":
        return (Where(column.key, "from", value), Where(column.key, "to", value))
    return (Where(column.key, "=", value),)


def headings(ledger: Ledger, by: Grouping) -> list[str]:
    """The headings of the table of groups."""
    people = [PEOPLE] if person_of(ledger) else []
    return [*(ledger.columns[key].title for key in by.keys), COUNT, *people, *(one.title for one in summed(ledger))]


def cells(ledger: Ledger, by: Grouping, group: Group) -> list[str]:
    """One group as its row: labels, counts, amounts."""
    labels = [TOTAL] if not group.labels else list(group.labels)
    if group.depth == 1 and len(by.keys) == 2:
        labels.append("小计")
    labels += [""] * (len(by.keys) - len(labels))
    people = [] if group.people is None else [f"{group.people:,}"]
    sums = [column.kind.show(value) for column, value in zip(summed(ledger), group.sums, strict=True)]
    return [*labels, f"{group.count:,}", *people, *sums]
