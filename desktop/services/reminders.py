"""Reminders: what is due, each from one rule; the window's 概览 and `taizhang remind` show the same list."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from desktop.store.office import Office

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


Rule = Callable[[Office, dt.date], Iterable[Reminder]]


def state_of(due: dt.date, on: dt.date, ahead: int) -> str | None:
    """How near a due day is: 逾期 after it, 到期 on it, 临近 from `ahead` days before, None while it is far."""
    if on > due:
        return OVERDUE
    if on == due:
        return DUE
    return NEAR if (due - on).days <= ahead else None


def reminders(office: Office, on: dt.date) -> list[Reminder]:
    """Everything due on a day: what is overdue first, then by day."""
    found = [one for rule in RULES for one in rule(office, on)]
    return sorted(found, key=lambda one: (STATES.index(one.state), one.due, one.rule, one.title))


from desktop.services.due_veterans import fifty_years  # noqa: E402 - the rules stand on the words above

RULES: tuple[Rule, ...] = (fifty_years,)
