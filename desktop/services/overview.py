"""What the first page tells: how much there is, what this year came to, what is due, and three charts of it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from desktop.ledger import Ledger
from desktop.services.charts import Bar, Chart
from desktop.services.due import reminders
from desktop.services.grouping import Group, Grouping, grouped, summed
from desktop.services.reminders import Reminder
from desktop.store.office import Office
from desktop.store.query import Query, Where

BARS, OTHERS = 8, "其他"
Step = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Count:
    """One ledger's card: how many records there are, and what it says of this year."""

    ledger: str
    count: int
    more: str


@dataclass(frozen=True)
class Overview:
    """Everything the first page shows."""

    counts: tuple[Count, ...]
    charts: tuple[Chart, ...]
    due: tuple[Reminder, ...]


def overview(office: Office, today: dt.date, step: Step | None = None) -> Overview:
    """Read it all; `step` is called between the parts."""
    counts = []
    for place, ledger in enumerate(office.ledgers.values()):
        if step:
            step(place, len(office.ledgers), "")
        counts.append(_count(office, ledger, today))
    charts = (members_by_branch(office), money_by_month(office, today), sessions_by_kind(office, today))
    return Overview(tuple(counts), tuple(one for one in charts if one.bars), tuple(reminders(office, today)))


def _year(ledger: Ledger, year: int) -> tuple[Where, ...]:
    return (Where(ledger.day, "from", str(year)), Where(ledger.day, "to", str(year)))


def _count(office: Office, ledger: Ledger, today: dt.date) -> Count:
    dated = bool(ledger.day) and ledger.day in ledger.identity.keys
    query = Query(where=_year(ledger, today.year)) if dated else Query()
    words = [f"今年 {office.count(ledger, query):,} 条"] if dated else []
    for figure, value in office.totals(ledger, query)[:1]:
        kind = ledger.columns[figure.key].kind
        unit = {"money": "元", "hours": "小时"}.get(kind.name, "")
        words.append(f"{figure.title} {kind.show(value or 0)}{unit}")
    return Count(ledger.id, office.count(ledger, Query()), "　".join(words))


def members_by_branch(office: Office) -> Chart:
    """How many members each branch has."""
    ledger = office.ledgers["members"]
    found = grouped(office, ledger, Grouping(("branch",)), Query())[:-1]
    bars = [Bar(_short(one.labels[0], office.unit), one.count, f"{one.count:,}", one.wheres) for one in found]
    return Chart("各支部党员", ledger.id, _most(sorted(bars, key=lambda bar: -bar.value)))


def money_by_month(office: Office, today: dt.date) -> Chart:
    """What was paid to people visited in the latest year that has any, by month, in yuan."""
    ledger = office.ledgers["visits"]
    year, found = _latest(office, ledger, Grouping(("visited",), "月"), today)
    place = [column.key for column in summed(ledger)].index("cash")
    kind = ledger.columns["cash"].kind
    bars = [
        Bar(f"{int(one.labels[0][5:7])}月", one.sums[place], kind.show(one.sums[place]), one.wheres) for one in found
    ]
    return Chart(f"{year}年慰问金（元）", ledger.id, tuple(bars))


def sessions_by_kind(office: Office, today: dt.date) -> Chart:
    """How many meetings of each kind the latest year that has any brought."""
    ledger = office.ledgers["sessions"]
    year, found = _latest(office, ledger, Grouping(("kind",)), today)
    whole = _year(ledger, year)
    bars = [Bar(one.labels[0], one.count, f"{one.count:,}", (*one.wheres, *whole)) for one in found]
    return Chart(f"{year}年组织生活（次）", ledger.id, _most(sorted(bars, key=lambda bar: -bar.value)))


def _latest(office: Office, ledger: Ledger, by: Grouping, today: dt.date) -> tuple[int, list[Group]]:
    """This year's groups, or those of the latest year before it that has records."""
    for year in (today.year, today.year - 1):
        found = grouped(office, ledger, by, Query(where=_year(ledger, year)))[:-1]
        if found:
            return year, [one for one in found if one.labels[0][:1] != "（" and len(one.labels[0]) != 4]
    return today.year, []


def _most(bars: list[Bar]) -> tuple[Bar, ...]:
    """The longest bars; the others as one that opens nothing."""
    if len(bars) <= BARS:
        return tuple(bars)
    rest = sum(bar.value for bar in bars[BARS - 1 :])
    return (*bars[: BARS - 1], Bar(OTHERS, rest, f"{rest:,.0f}", ()))


def _short(label: str, unit: str) -> str:
    """A branch's name without what all branches of the office begin with."""
    return label.removeprefix(unit) or label
