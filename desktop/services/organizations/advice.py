"""设置建议: where an organisation and the number of its members do not go together, by the rules on setting up."""

import datetime as dt
from collections import Counter
from dataclasses import asdict, dataclass

from sqlalchemy import func, or_, select

from desktop.ledger import Values
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.models.organizations.committee import LEDGER as COMMITTEE
from desktop.rules.setting_up import BRANCHES, COMMITTEES, DISCIPLINE, GENERAL, SEVEN, for_branch, for_larger
from desktop.services.membership import FULL
from desktop.services.organizations.tree import Node, lines, tree
from desktop.store.office import Office
from desktop.store.query import Query, chosen


@dataclass(frozen=True)
class Advice:
    """One suggestion on one organisation."""

    id: str
    organization: str
    sentence: str

    def plain(self) -> Values:
        """As JSON."""
        return asdict(self)


def advice(office: Office, on: dt.date | None = None, only: str = "") -> list[Advice]:
    """Every suggestion as of a day (today), in the order of the tree; of one organisation where its id is given."""
    day = (on or dt.date.today()).isoformat()
    nodes = [node for _, node in lines(tree(office, on))]
    full, seats, watchers = _full(office, day), *_seats(office, day)
    found = []
    for node in nodes:
        if only and node.id != only:
            continue
        told = _of(node, full[node.id], seats[node.id], watched=watchers[node.id] > 0)
        found += [Advice(node.id, node.title, sentence) for sentence in told]
    return found


def _of(node: Node, full: int, seats: int, *, watched: bool) -> list[str]:
    if node.kind in BRANCHES:
        told = for_branch(full, node.own, seats)
        if seats and full >= SEVEN and not watched:
            told.append("班子成员里没有纪检委员")
        return told
    told = for_larger(node.kind, node.total)
    if node.kind == COMMITTEES[0] and not any(one.kind == DISCIPLINE for one in node.below):
        told.append(f"下面还没有登记{DISCIPLINE}")
    if node.kind == GENERAL and seats and not watched:
        told.append("班子成员里没有纪检委员")
    return told


def _full(office: Office, day: str) -> Counter[str]:
    """Full members by branch."""
    fields = MEMBERS.as_of.on_day(day)
    branch, category = fields["branch_id"], fields["category"]
    counted = chosen(MEMBERS, Query(as_of=day), branch, func.count()).where(category == FULL).group_by(branch)
    with office.reading() as connection:
        return Counter({row[0]: int(row[1]) for row in connection.execute(counted) if row[0]})


def _seats(office: Office, day: str) -> tuple[Counter[str], Counter[str]]:
    """Committee members in office by organisation, and those of them who watch over discipline."""
    table = COMMITTEE.sql
    now = (or_(table.c.since.is_(None), table.c.since <= day), or_(table.c.until.is_(None), table.c.until > day))
    every = select(table.c.organization_id, table.c.post).where(table.c.alive.is_(True), *now)
    with office.reading() as connection:
        rows = [(row[0], row[1]) for row in connection.execute(every) if row[0]]
    return Counter(one for one, _ in rows), Counter(one for one, post in rows if "纪检" in post)
