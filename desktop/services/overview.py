"""What the first page tells: how much there is, what this year came to, what is due, and charts of it."""

import datetime as dt
from dataclasses import dataclass

from desktop.errors import Progress
from desktop.ledger import Figure, Ledger
from desktop.records.reminders import Reminder
from desktop.services.chapters import CHAPTERS
from desktop.services.charts import Chart, year_of
from desktop.services.due import reminders
from desktop.store.office import Office
from desktop.store.query import Query, Where


@dataclass(frozen=True)
class Count:
    """One ledger's card: how many records there are, and what it says of this year."""

    ledger: str
    count: int
    more: str


@dataclass(frozen=True)
class Told:
    """A figure as it is shown, and how to find the records behind it."""

    title: str
    shown: str
    ledger: str
    wheres: tuple[Where, ...]


@dataclass(frozen=True)
class Overview:
    """Everything the first page shows."""

    year: int
    figures: tuple[Told, ...]
    counts: tuple[Count, ...]
    charts: tuple[Chart, ...]
    due: tuple[Reminder, ...]


def overview(office: Office, today: dt.date, step: Progress | None = None) -> Overview:
    """Read it all; `step` is called between the parts."""
    counts = []
    ledgers = [ledger for chapter in CHAPTERS for ledger in chapter.ledgers]
    for place, ledger in enumerate(ledgers):
        if step:
            step(place, len(ledgers), "")
        counts.append(_count(office, ledger, today))
    charts = tuple(one.drawn(office, today) for chapter in CHAPTERS for one in chapter.charts)
    yearly = [(ledger, figure) for ledger in ledgers for figure in ledger.figures if figure.year]
    yearly.sort(key=lambda one: bool(one[1].day))  # what ledgers date by their own day, then what goes by another
    figures = tuple(_told(office, ledger, figure, today.year) for ledger, figure in yearly)
    return Overview(
        today.year, figures, tuple(counts), tuple(one for one in charts if one.bars), tuple(reminders(office, today))
    )


def _told(office: Office, ledger: Ledger, figure: Figure, year: int) -> Told:
    where = tuple(Where(key, "blank" if value is None else "=", value) for key, value in figure.where)
    wheres = (*where, *year_of(figure.day or ledger.as_of.day, year))
    value = getattr(office.summed(ledger, figure.key, Query(where=wheres)), figure.of)
    kind = ledger.columns[figure.key].kind
    shown = f"{kind.show(value)} {kind.unit}" if figure.of == "total" else f"{value:,} {figure.unit}"
    return Told(figure.year, shown, ledger.id, wheres)


def _count(office: Office, ledger: Ledger, today: dt.date) -> Count:
    day = ledger.as_of.day
    dated = bool(day) and day in ledger.identity.keys
    query = Query(where=year_of(day, today.year)) if dated else Query()
    words = [f"今年 {office.count(ledger, query):,} 条"] if dated else []
    for figure, value in office.totals(ledger, query)[:1]:
        kind = ledger.columns[figure.key].kind
        words.append(f"{figure.title} {kind.show(value or 0)}{kind.unit}")
    return Count(ledger.id, office.count(ledger, Query()), "　".join(words))
