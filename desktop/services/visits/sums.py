"""What visits come to: people (each once), person-times, money by source and by category; money in fen."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import RowMapping, func, select

from desktop.ledger import Values
from desktop.models.visits.visits import LEDGER as VISITS
from desktop.store.office import Office
from desktop.store.query import part_table

UNNAMED = "未写明"
COUNTED = ("id", "recipient_id", "recipient", "id_no", "branch", "cash", "goods_value", "category")


@dataclass
class Sums:
    """What some visits come to; `people` are those visited, each under the first category of the earliest visit."""

    people: dict[object, str] = field(default_factory=dict)
    visits: int = 0
    cash: int = 0
    goods: int = 0

    @classmethod
    def of(cls, visits: Iterable[Mapping[Any, Any]]) -> "Sums":
        """Add them up, in the order of their ids where categories matter."""
        found = cls()
        for visit in visits:
            found.people.setdefault(person_key(visit), (visit.get("category") or UNNAMED).split("；")[0])
            found.visits += 1
            found.cash += visit["cash"] or 0
            found.goods += visit.get("goods_value") or 0
        return found

    @property
    def categories(self) -> Counter[str]:
        """How many people there are of each category."""
        return Counter(self.people.values())


def person_key(visit: Mapping[Any, Any]) -> object:
    """What tells one person visited from another: the record, else the number, else name and branch."""
    return visit["recipient_id"] or visit["id_no"] or (visit["recipient"], visit["branch"])


def counted(office: Office, batch_id: str) -> Sequence[RowMapping]:
    """The visits of a batch that count, in the order they were made, as far as sums need them."""
    visits = VISITS.sql
    mine = (visits.c.batch_id == batch_id, visits.c.alive.is_(True), visits.c.void_reason.is_(None))
    wanted = select(*(visits.c[key] for key in COUNTED)).where(*mine).order_by(visits.c.id)
    with office.reading() as connection:
        return connection.execute(wanted).mappings().all()


def paid_by_source(office: Office, batch_id: str, cash: int) -> dict[str, int]:
    """What each source paid of a batch, and what no source accounts for of its `cash`."""
    visits, funds = VISITS.sql, part_table(VISITS.columns["funds"])
    mine = (visits.c.batch_id == batch_id, visits.c.alive.is_(True), visits.c.void_reason.is_(None))
    wanted = select(funds.c.source, func.sum(funds.c.amount)).join(visits, visits.c.id == funds.c.visit_id)
    with office.reading() as connection:
        paid = connection.execute(wanted.where(*mine).group_by(funds.c.source)).all()
    sources = {source or UNNAMED: int(amount or 0) for source, amount in paid}
    if cash > sum(sources.values()):
        sources[UNNAMED] = sources.get(UNNAMED, 0) + cash - sum(sources.values())
    return sources


def summed(visits: Sequence[Values]) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """The sources, and by category: people, person-times, cash, goods value, then cash by source (money in fen).

    A person counts once, under the first category of the earliest record (by id); all figures of a person stand there.
    What no source accounts for stands under 未写明, so that every line adds up to its cash.
    """
    primary: dict[object, str] = {}
    lines: dict[str, list[int]] = {}
    paid: dict[str, Counter[str]] = defaultdict(Counter)
    for visit in sorted(visits, key=lambda row: str(row["id"])):
        category = primary.get(person_key(visit))
        fresh = category is None
        if category is None:
            category = primary[person_key(visit)] = (visit["category"] or UNNAMED).split("；")[0]
        line = lines.setdefault(category, [0, 0, 0, 0])
        cash = visit["cash"] or 0
        for index, more in enumerate((int(fresh), 1, cash, visit["goods_value"] or 0)):
            line[index] += more
        for share in visit["funds"] or ():
            paid[category][share["source"] or UNNAMED] += share["amount"] or 0
            cash -= share["amount"] or 0
        paid[category][UNNAMED] += cash
    sources = sorted(
        {name for some in paid.values() for name, fen in some.items() if fen}, key=lambda n: (n == UNNAMED, n)
    )
    return sources, [(name, [*lines[name], *(paid[name][source] for source in sources)]) for name in sorted(lines)]
