"""Dues made out for a year from the members' bases, ticked off month by month, and what is in arrears."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, func

from desktop.errors import Missing, Progress, Refusal
from desktop.ledger import Values
from desktop.models.members.dues import LEDGER as DUES
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.records.editing import Edit, save_edits
from desktop.records.reading import each
from desktop.rules.dates import end_of
from desktop.rules.dues import dues_of, kind_of, months_of
from desktop.store.office import Office
from desktop.store.query import BY_STROKES, Query, Where, chosen
from desktop.store.search import by_pinyin, by_strokes

MONTHS = 12
LATE_MONTHS = 6


@dataclass
class Line:
    """One member's year: the rows of its months."""

    person: str
    person_id: str | None
    branch: str
    months: dict[str, Values] = field(default_factory=dict)

    @property
    def due(self) -> int:
        """Fen due over the year."""
        return sum(row["due"] or 0 for row in self.months.values())

    @property
    def paid(self) -> int:
        """Fen paid over the year."""
        return sum(row["paid"] or 0 for row in self.months.values())


@dataclass(frozen=True)
class Arrears:
    """What one member owes: the months, the first of them, the sum in fen."""

    person: str
    branch: str
    months: tuple[str, ...]
    sum: int
    record_id: str

    def plain(self) -> Values:
        """As JSON, money in yuan."""
        owed = f"{self.sum / 100:.2f}"
        return {
            "person": self.person,
            "branch": self.branch,
            "months": list(self.months),
            "sum": owed,
            "id": self.record_id,
        }


def _chosen(where: Sequence[Where], limit: int | None = None) -> Query:
    return Query(where=tuple(where), sort=(("branch", False), ("person", False), ("month", False)), limit=limit)


def _rows(office: Office, query: Query) -> Iterator[Values]:
    return each(office, DUES, query)


def _of_year(year: int, branch: str) -> list[Where]:
    where = [Where("month", "from", str(year)), Where("month", "to", str(year))]
    return [*where, Where("branch", "=", branch)] if branch else where


def plan(
    office: Office, year: int, branch: str = "", months: Sequence[str] = (), progress: Progress | None = None
) -> int:
    """Make the rows of a year that are not there yet, from the members' bases, as one act; gives how many.

    A member owes from the month in which the branch meeting admitted them, and for the months they were here.
    Nobody without a base is made out a row, but for those who pay a fixed amount.
    """
    members, ledger = MEMBERS, DUES
    known = {(row["person_id"] or row["person"], row["month"]) for row in _rows(office, _chosen(_of_year(year, "")))}
    edits: list[Edit] = []
    asked = list(months or months_of(year))
    for number, month in enumerate(asked):
        if progress:
            progress(number, len(asked), "正在核对月份")
        day = end_of(month).isoformat()
        where = (Where("branch", "=", branch),) if branch else ()
        for one in each(office, MEMBERS, Query(where=where, as_of=day)):
            row = _row(office, one, month)
            if row and (one["id"], month) not in known:
                edits.append(Edit(None, row))
    if not edits and branch and not office.count(members, Query(where=(Where("branch", "=", branch),))):
        raise Missing(f"“{branch}”还没有党员。")
    if edits:
        act = f"生成 {year} 年党费{f' {branch}' if branch else ''} {len(edits)} 条"
        save_edits(office, ledger, edits, act, progress=progress)
    return len(edits)


def _row(office: Office, member: Values, month: str) -> Values | None:
    kind = kind_of(member["retired"])
    due = dues_of(member["dues_base"], kind, month, office.settings.dues_rounding)
    if due is None:
        return None
    place = {key: member[key] for key in ("branch", "branch_id")}
    who = {"person": member["name"], "person_id": member["id"], **place}
    return {**who, "month": month, "kind": kind, "base": member["dues_base"], "due": due}


@dataclass(frozen=True)
class DuesSheet:
    """A year of a branch, or of all: the first of its members with their months, how many there are, fen due and paid."""

    lines: list[Line]
    people: int
    due: int
    paid: int


def sheet(office: Office, year: int, branch: str, most: int) -> DuesSheet:
    """The year on one sheet, of `most` members at the most; its figures are of all of them."""
    ledger, query = DUES, _chosen(_of_year(year, branch))
    people = office.summed(ledger, "person", query).distinct
    due, paid = (int(office.summed(ledger, key, query).total) for key in ("due", "paid"))
    return DuesSheet(lines(office, year, branch, most), people, due, paid)


def lines(office: Office, year: int, branch: str = "", most: int | None = None) -> list[Line]:
    """The members of a year (the first ones, where there may be too many) with their months, by branch and name."""
    found: dict[str, Line] = {}
    limit, where = None if most is None else (most + 1) * MONTHS, _of_year(year, branch)
    rows = list(_rows(office, _chosen(where, limit)))
    if len(rows) == limit:  # months in another branch, or of somebody of the same name, stand farther down
        names = tuple(dict.fromkeys(row["person"] for row in rows))
        first = set(list(dict.fromkeys(map(_who, rows)))[:most])
        of_them = _rows(office, _chosen([*where, Where("person", "in", names)]))
        rows = [row for row in of_them if _who(row) in first]
    for row in rows:
        line = found.setdefault(_who(row), Line(row["person"], row["person_id"], row["branch"] or ""))
        line.months[row["month"][:7]] = row
    return list(found.values())[:most]


def _who(row: Values) -> str:
    return str(row["person_id"] or row["person"])


def tick(
    office: Office,
    rows: Sequence[Values],
    *,
    paid: bool,
    on: dt.date | None = None,
    progress: Progress | None = None,
) -> int:
    """Mark months as paid in full (today), or as not paid after all, as one act; gives how many changed."""
    day = (on or dt.date.today()).isoformat()
    changed = [row for row in rows if bool(row["paid"]) is not paid and (row["due"] or not paid)]
    if not changed:
        raise Refusal("没有可以打勾的月份。" if paid else "没有可以取消的月份。")
    edits = [
        Edit(row["id"], {"paid": row["due"] if paid else None, "paid_on": day if paid else None}) for row in changed
    ]
    first = changed[0]["title"]
    act = f"{'缴纳' if paid else '取消缴纳'}党费 {first}{f'等 {len(edits)} 条' if len(edits) > 1 else ''}"
    save_edits(office, DUES, edits, act, progress=progress)
    return len(edits)


def arrears(office: Office, on: dt.date, branch: str = "") -> list[Arrears]:
    """Who has not paid for months that are over by a day; what was waived with a reason is not owed."""
    until = on.replace(day=1) - dt.timedelta(days=1)
    where = [Where("month", "to", until.isoformat()[:7]), Where("exempt", "blank"), Where("due", "from", 1)]
    query = Query(where=tuple([*where, Where("branch", "=", branch)] if branch else where))
    ledger = DUES
    row = ledger.sql.c
    owed = row.due - func.coalesce(row.paid, 0)
    first = (func.min(row.month), row.person, row.branch, row.id)  # SQLite: of the row that has the least month
    found = chosen(ledger, query, *first, func.group_concat(row.month), func.sum(owed)).where(owed > 0)
    named = by_strokes if office.settings.name_order == BY_STROKES else by_pinyin

    def place(one: Row[Any]) -> tuple[bool, str, str]:
        return one.branch is None, one.branch or "", named(one.person) or ""

    with office.reading() as connection:
        people = connection.execute(found.group_by(func.coalesce(row.person_id, row.person))).all()
    return [
        Arrears(person, branch_ or "", tuple(sorted(months.split(","))), total, record_id)
        for _, person, branch_, record_id, months, total in sorted(people, key=place)
    ]


def share(office: Office, paid: int) -> int | None:
    """Fen to hand up of what was paid, by the office's own share; None where none is set."""
    percent = office.settings.dues_share
    return (paid * percent + 50) // 100 if percent else None
