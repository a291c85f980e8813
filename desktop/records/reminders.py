"""One reminder: what it says, when it is due, how near that is."""

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
