"""Charts: bars that lead to the records they stand for, each chart said in one value."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.ledger import Ledger
from desktop.records.grouping import Group, Grouping, grouped, summed
from desktop.store.office import Office
from desktop.store.query import Query, Where

MOST, OTHERS = 8, "其他"
MONTH = re.compile(r"\d{4}-\d\d$")  # a day of which only the year is known falls in no month


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its length, the figure beside it, and the conditions that find its records."""

    label: str
    value: float
    shown: str
    wheres: tuple[Where, ...]


@dataclass(frozen=True)
class Chart:
    """One chart of a ledger."""

    title: str
    ledger: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Bars:
    """What a chart is to show: the records of a ledger, a bar for each value of `by`, or for each month of that day.

    As long as there are records, or as the sum of `of`. `{year}` in the title makes it a chart of the latest year (this
    one or the last) that has any.
    """

    title: str
    ledger: Ledger
    by: str
    of: str = ""
    monthly: bool = False

    @property
    def faults(self) -> Iterator[str]:
        """The fields it goes by that its ledger does not have."""
        for key in (self.by, self.of):
            if key and key not in self.ledger.columns:
                yield f"chart {self.title}: {self.ledger.id} has no field {key}"
        if "{year}" in self.title and not self.ledger.as_of.day:
            yield f"chart {self.title}: no day says which year a record is of"

    def drawn(self, office: Office, today: dt.date) -> Chart:
        """The chart as it stands."""
        year, groups = self._groups(office, today)
        whole = year_of(self.ledger.as_of.day, year) if year and not self.monthly else ()
        bars = [self._bar(office, one, whole) for one in groups if not self.monthly or MONTH.match(one.labels[0])]
        if not self.monthly:
            bars = _longest(sorted(bars, key=lambda bar: -bar.value))
        return Chart(self.title.format(year=year), self.ledger.id, tuple(bars))

    def _groups(self, office: Office, today: dt.date) -> tuple[int, list[Group]]:
        by = Grouping((self.by,), "月") if self.monthly else Grouping((self.by,))
        if "{year}" not in self.title:
            return 0, grouped(office, self.ledger, by, Query())[:-1]
        for year in (today.year, today.year - 1):
            found = grouped(office, self.ledger, by, Query(where=year_of(self.ledger.as_of.day, year)))[:-1]
            if found:
                return year, found
        return today.year, []

    def _bar(self, office: Office, group: Group, whole: tuple[Where, ...]) -> Bar:
        label = f"{int(group.labels[0][5:7])}月" if self.monthly else _short(group.labels[0], office.unit)
        if not self.of:
            return Bar(label, group.count, f"{group.count:,}", (*group.wheres, *whole))
        place = [column.key for column in summed(self.ledger)].index(self.of)
        return Bar(label, group.sums[place], self.ledger.columns[self.of].kind.show(group.sums[place]), group.wheres)


def year_of(day: str, year: int) -> tuple[Where, ...]:
    """The conditions that a record is of a year by one of its days."""
    return (Where(day, "from", str(year)), Where(day, "to", str(year)))


def _longest(bars: list[Bar]) -> list[Bar]:
    """The longest bars; the others as one that opens nothing."""
    if len(bars) <= MOST:
        return bars
    rest = sum(bar.value for bar in bars[MOST - 1 :])
    return [*bars[: MOST - 1], Bar(OTHERS, rest, f"{rest:,.0f}", ())]


def _short(label: str, unit: str) -> str:
    """A branch's name without what all branches of the office begin with."""
    return label.removeprefix(unit) or label
