"""Reminders: what is due of the records of a ledger, what each says, how near it is."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from desktop.ledger import Ledger, Values
from desktop.ledger.kinds import Code
from desktop.ledger.proof import unlisted
from desktop.records.reading import each
from desktop.store.office import Office
from desktop.store.query import Query, Where

NEAR, DUE, OVERDUE = "临近", "到期", "逾期"
STATES = (OVERDUE, DUE, NEAR)


@dataclass(frozen=True)
class Reminder:
    """One thing to see to: `rule` is its name in the list of reminders, `due` an ISO day, `state` one of `STATES`."""

    rule: str
    title: str
    ledger: str
    id: str
    due: str
    state: str

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


Found = Iterable[Reminder]


@dataclass(frozen=True)
class Due:
    """What may be due of the records of one ledger, and the fields it goes by.

    Either `tell` says it of each record that meets `where` and was there on the day, or `find` looks for itself, or
    another looks and goes by these fields too.
    """

    ledger: Ledger
    keys: tuple[str, ...]
    where: tuple[Where, ...] = ()
    tell: Callable[[Office, Values, dt.date], Found] | None = None
    find: Callable[[Office, dt.date], Found] | None = None

    def reminders(self, office: Office, on: dt.date) -> Iterator[Reminder]:
        """Everything that is due of it on a day."""
        if self.find:
            yield from self.find(office, on)
        if self.tell:
            for row in each(office, self.ledger, Query(where=self.where, as_of=on.isoformat())):
                yield from self.tell(office, row, on)

    @property
    def faults(self) -> Iterator[str]:
        """The fields it goes by that its ledger does not have, values that no list has, and two to say it."""
        of, fields = f"reminders of {self.ledger.id}", self.ledger.fields
        keys = (*self.keys, *(where.key for where in self.where))
        yield from (f"{of}: no such field: {key}" for key in keys if key not in fields)
        if self.tell and self.find:
            yield f"{of}: either tell or find says them"
        for where in self.where:
            values = where.value if where.op == "in" else (where.value,)
            kind = fields[where.key].kind if where.key in fields and where.op in ("=", "in") else None
            if isinstance(kind, Code):
                yield from (f"{of}, field {where.key}: {told}" for one in values if (told := unlisted(kind, one)))


def reminder(rule: str, ledger: Ledger, row: Values, words: str, due: dt.date, state: str | None) -> Found:
    """One reminder of a record, or none where it is far."""
    return [Reminder(rule, words, ledger.id, row["id"], due.isoformat(), state)] if state else ()


def state_of(due: dt.date, on: dt.date, ahead: int) -> str | None:
    """How near a due day is: 逾期 after it, 到期 on it, 临近 from `ahead` days before, None while it is far."""
    if on > due:
        return OVERDUE
    if on == due:
        return DUE
    return NEAR if (due - on).days <= ahead else None
