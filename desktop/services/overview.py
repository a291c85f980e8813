"""What the first page tells: how much there is, what this year came to, what is due, and three charts of it."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from desktop.ledger import Ledger
from desktop.records.grouping import Group, Grouping, grouped, summed
from desktop.records.reminders import Reminder
from desktop.services.charts import Bar, Chart
from desktop.services.due import reminders
from desktop.store.office import Office
from desktop.store.query import Query, Where

BARS, OTHERS = 8, "其他"
MONTH = re.compile(r"\d{4}-\d\d$")  # a day of which only the year is known falls in no month
Step = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Count:
    """One ledger's card: how many records there are, and what it says of this year."""

    ledger: str
    count: int
    more: str


@dataclass(frozen=True)
class YearFigure:
    """What the year came to in one respect: what is counted, over which records."""

    title: str
    ledger: str
    day: str
    key: str
    of: str
    unit: str
    only: tuple[Where, ...] = ()


@dataclass(frozen=True)
class Told:
    """A figure as it is shown, and how to find the records behind it."""

    title: str
    shown: str
    ledger: str
    wheres: tuple[Where, ...]


PAID_OUT = (Where("void_reason", "blank"),)
YEAR_FIGURES = (
    YearFigure("慰问对象", "visits", "visited", "recipient", "distinct", "人", PAID_OUT),
    YearFigure("慰问金", "visits", "visited", "cash", "total", "元", PAID_OUT),
    YearFigure("组织生活", "sessions", "begins", "branch", "count", "次"),
    YearFigure("志愿服务", "services", "on", "hours", "total", "小时"),
    YearFigure("接收预备党员", "members", "joined", "name", "count", "人"),
    YearFigure("转为正式党员", "members", "full", "name", "count", "人"),
)


@dataclass(frozen=True)
class Overview:
    """Everything the first page shows."""

    year: int
    figures: tuple[Told, ...]
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
    figures = tuple(_told(office, figure, today.year) for figure in YEAR_FIGURES)
    return Overview(
        today.year, figures, tuple(counts), tuple(one for one in charts if one.bars), tuple(reminders(office, today))
    )


def _year(day: str, year: int) -> tuple[Where, ...]:
    return (Where(day, "from", str(year)), Where(day, "to", str(year)))


def _told(office: Office, figure: YearFigure, year: int) -> Told:
    ledger = office.ledgers[figure.ledger]
    wheres = (*figure.only, *_year(figure.day, year))
    value = getattr(office.summed(ledger, figure.key, Query(where=wheres)), figure.of)
    shown = ledger.columns[figure.key].kind.show(value) if figure.of == "total" else f"{value:,}"
    return Told(figure.title, f"{shown} {figure.unit}", figure.ledger, wheres)


def _count(office: Office, ledger: Ledger, today: dt.date) -> Count:
    dated = bool(ledger.day) and ledger.day in ledger.identity.keys
    query = Query(where=_year(ledger.day, today.year)) if dated else Query()
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
        Bar(f"{int(one.labels[0][5:7])}月", one.sums[place], kind.show(one.sums[place]), one.wheres)
        for one in found
        if MONTH.match(one.labels[0])
    ]
    return Chart(f"{year}年慰问金（元）", ledger.id, tuple(bars))


def sessions_by_kind(office: Office, today: dt.date) -> Chart:
    """How many meetings of each kind the latest year that has any brought."""
    ledger = office.ledgers["sessions"]
    year, found = _latest(office, ledger, Grouping(("kind",)), today)
    whole = _year(ledger.day, year)
    bars = [Bar(one.labels[0], one.count, f"{one.count:,}", (*one.wheres, *whole)) for one in found]
    return Chart(f"{year}年组织生活（次）", ledger.id, _most(sorted(bars, key=lambda bar: -bar.value)))


def _latest(office: Office, ledger: Ledger, by: Grouping, today: dt.date) -> tuple[int, list[Group]]:
    """This year's groups, or those of the latest year before it that has records."""
    for year in (today.year, today.year - 1):
        found = grouped(office, ledger, by, Query(where=_year(ledger.day, year)))[:-1]
        if found:
            return year, found
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
