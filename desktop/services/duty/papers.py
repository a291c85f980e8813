"""Papers of the tab 志愿值班: which duties."""

import datetime as dt
from collections import defaultdict
from pathlib import Path

from desktop.errors import Progress
from desktop.ledger import Ledger
from desktop.ledger.kinds import DATE, Link
from desktop.ledger.paper import Paper, Parameter
from desktop.models.duty.duties import LEDGER as DUTIES
from desktop.records.reading import each
from desktop.reports.duty.duties import DutyDay, duty_month
from desktop.reports.kit.page import Printed
from desktop.services.asked import Asked
from desktop.store.office import Office
from desktop.store.query import Query, Where


def _duty(office: Office, out: Path, asked: Asked, _progress: Progress | None) -> Printed:
    """值班表（月）: the month named, else this month where it has duties, else the latest that has."""
    ledger = DUTIES
    month = asked["month"] or _month(office, ledger)
    where = [Where("on", "from", month), Where("on", "to", month)]
    if asked["post"]:
        where.append(Where("post", "=", asked["post"]))
    found = list(each(office, ledger, Query("", tuple(where), (("on", False),))))
    posts = list(
        dict.fromkeys(
            f"{row['post']} {row['shift']}" for row in sorted(found, key=lambda row: (row["post"], row["shift"]))
        )
    ) or ["值班人员"]
    days: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in found:
        name = f"{row['person']}（带班）" if row.get("role") == "带班" else row["person"]
        days[row["on"]][f"{row['post']} {row['shift']}"].append(name)
    return duty_month(out, month, posts, [DutyDay(day, names) for day, names in days.items()], office.unit)


def _month(office: Office, ledger: Ledger) -> str:
    this = dt.date.today().isoformat()[:7]
    if office.count(ledger, Query(where=(Where("on", "from", this), Where("on", "to", this)))):
        return this
    latest = office.ids(ledger, Query(sort=(("on", True),), limit=1))
    return str(office.get(ledger, latest[0])["on"])[:7] if latest else this


PAPERS = (
    Paper(
        "duty-month",
        "值班表（月）",
        DUTIES,
        _duty,
        (Parameter("month", "月份", kind=DATE), Parameter("post", "点位", kind=Link(to="posts"))),
    ),
)
