"""The bridge of a year (年度增减核对): opening − out − deceased − left + in + admitted + corrections = closing.

Every figure is a list of people or organisations by name. What the dated events of a record say and where it is counted
at both ends are worked out apart, so that whoever does not fit is named; the bridge is closed when nobody is left.
"""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import func, or_, select

from desktop.ledger import Values
from desktop.models.members.corrections import LEDGER as CORRECTIONS
from desktop.models.members.members import LEDGER as OF_MEMBERS
from desktop.models.members.members import STANDINGS
from desktop.models.organizations.organizations import LEDGER as OF_ORGANIZATIONS
from desktop.rules.membership import EXPELLED, LEFT, MOVED
from desktop.services.membership import PROBATIONARY, category_on, members_on
from desktop.store.office import Office
from desktop.store.query import Query, Where, chosen

MEMBERS, ON_TRIAL, ORGANIZATIONS = ROLLS = ("党员", "预备党员", "党组织")
OPENING, CLOSING = "年初", "年末"
OUT, DIED, LEFT_PARTY, IN, ADMITTED, RESTORED, CONFIRMED, CORRECTED = (
    "转出", "去世", "出党", "转入", "新发展", "恢复", "转正", "更正",
)  # fmt: skip
FOUNDED, CLOSED = "新建", "撤销"
SIGNS = {OUT: -1, DIED: -1, LEFT_PARTY: -1, CONFIRMED: -1, CLOSED: -1, IN: 1, ADMITTED: 1, RESTORED: 1, FOUNDED: 1}
LINES = {
    MEMBERS: (OUT, DIED, LEFT_PARTY, IN, ADMITTED, RESTORED),
    ON_TRIAL: (CONFIRMED, OUT, DIED, LEFT_PARTY, IN, ADMITTED),
    ORGANIZATIONS: (CLOSED, FOUNDED),
}
READ = (
    "id", "title", "find", "branch", "category", "status", "joined", "full", "came", "came_by", "gone", "gone_by", "died",
)  # fmt: skip
WHO = ("title", "find", "branch", "category", "full")
CAME = {"发展": ADMITTED, "转入": IN, "恢复": RESTORED}
GONE = {"转出": OUT, "出党": LEFT_PARTY, "去世": DIED}


@dataclass(frozen=True, slots=True)
class Named:
    """One person or organisation behind a figure: the day it happened, and a word on it; `sign` counts it."""

    ledger: str
    id: str
    name: str
    where: str = ""
    day: str = ""
    note: str = ""
    sign: int = 1

    def plain(self) -> Values:
        """As JSON."""
        return {"id": self.id, "name": self.name, "branch": self.where, "date": self.day, "note": self.note}


@dataclass(frozen=True)
class Line:
    """One figure of the bridge."""

    title: str
    sign: int
    people: Sequence[Named] = ()
    given: int | None = None

    @property
    def count(self) -> int:
        """The figure: what was reported, or corrections come to, where that is given, else how many are named."""
        return len(self.people) if self.given is None else self.given

    def plain(self, *, named: bool = True) -> Values:
        """As JSON."""
        found: Values = {"title": self.title, "sign": self.sign, "count": self.count}
        return found | ({"people": [one.plain() for one in self.people]} if named else {})


@dataclass
class Bridge:
    """The bridge of one roll: its lines, and who does not fit."""

    roll: str
    year: int
    opening: Line
    lines: list[Line]
    closing: Line
    problems: list[Named] = field(default_factory=list)
    notes: list[Named] = field(default_factory=list)

    @property
    def every(self) -> list[Line]:
        """All figures from the opening to the closing."""
        return [self.opening, *self.lines, self.closing]

    @property
    def difference(self) -> int:
        """What is missing of the closing figure."""
        return self.closing.count - self.opening.count - sum(line.sign * line.count for line in self.lines)

    @property
    def closes(self) -> bool:
        """Whether the figures add up and nobody is left over."""
        return not self.difference and not self.problems

    @property
    def sentence(self) -> str:
        """What to say under it."""
        if self.closes:
            return "已核平。"
        apart = [f"相差 {self.difference:+d}"] if self.difference else []
        left = [f"{len(self.problems)} 处对不上"] if self.problems else []
        return f"没有核平：{'，'.join([*apart, *left])}。"

    def plain(self, *, named: bool = False) -> Values:
        """As JSON; everybody at both ends only where asked for."""
        return {
            "roll": self.roll,
            "year": self.year,
            "opening": self.opening.plain(named=named),
            "lines": [line.plain() for line in self.lines],
            "closing": self.closing.plain(named=named),
            "difference": self.difference,
            "closes": self.closes,
            "problems": [one.plain() for one in self.problems],
            "notes": [one.plain() for one in self.notes],
        }


class Who(NamedTuple):
    """What has to be known of everybody at both ends: 100,000 of these are made and let go sooner than dicts are."""

    title: str
    find: str
    where: str | None
    category: str | None = None
    full: str | None = None


@dataclass(frozen=True)
class Event:
    """One record coming or going."""

    kind: str
    day: str
    note: str = ""


def bridges(office: Office, year: int) -> list[Bridge]:
    """The bridges of members, of probationary members and of organisations."""
    start, end = dt.date(year - 1, 12, 31), dt.date(year, 12, 31)
    before, after = _members(office, start), _members(office, end)
    moved = {row["id"]: row for row in _moved(office, year)}
    there = {one: Who(*(row[key] for key in WHO)) for one, row in moved.items()}
    everybody = {**before, **after, **there}
    events = {one: _events(row, year) for one, row in moved.items()}
    trial = {one: _trial_events(row, year, events[one]) for one, row in moved.items()}
    here = _bridge(office, MEMBERS, year, everybody, events, (before, after))
    here.notes = _undated(office)
    ends = (_on_trial(before, start), _on_trial(after, end))
    return [here, _bridge(office, ON_TRIAL, year, everybody, trial, ends), _of_organizations(office, year, start, end)]


def _bridge(
    office: Office,
    roll: str,
    year: int,
    known: Mapping[str, Who],
    events: dict[str, list[Event]],
    ends: tuple[Mapping[str, Who], Mapping[str, Who]],
) -> Bridge:
    """The lines of one roll; whom it counts at both ends comes in the order of their names."""
    ledger = "organizations" if roll == ORGANIZATIONS else "members"

    def named(one: str, day: str = "", note: str = "") -> Named:
        return Named(ledger, one, known[one].title, known[one].where or "", day, note)

    before, after = ends
    present = {one: named(one) for end in ends for one in end}
    lines = [
        Line(
            kind,
            SIGNS[kind],
            [named(one, event.day, event.note) for one, some in events.items() for event in some if event.kind == kind],
        )
        for kind in LINES[roll]
    ]
    corrections = _corrections(office, roll, year)
    corrected = Line(CORRECTED, 1, corrections, sum(one.sign for one in corrections))
    reported = office.settings.reported.get(reported_key(year - 1, roll))
    opening = Line(OPENING, 1, [present[one] for one in before], reported)
    if reported is None:
        opening = Line(OPENING, 1, opening.people, len(before) - corrected.count)
    closing = Line(CLOSING, 1, [present[one] for one in after])
    found = Bridge(roll, year, opening, [*lines, corrected], closing)
    for one in {**present, **events}:
        expected = (one in before) + sum(SIGNS[event.kind] for event in events.get(one, ()))
        if expected != (one in after):
            found.problems.append(named(one, note=_why(one in before, one in after, events.get(one, []))))
    found.problems += [
        named(one, event.day, event.note) for one, some in events.items() for event in some if event.note
    ]
    gap = len(before) - corrected.count - opening.count
    if gap:
        words = f"按记录年初应为 {len(before)}，上年报出 {opening.count}，相差 {gap:+d}，请在“增减更正”里逐个写明原因"
        found.problems.append(Named("corrections", "", OPENING, note=words))
    return found


def _why(before: bool, after: bool, events: Sequence[Event]) -> str:  # noqa: FBT001 - two ends of a year
    told = "、".join(f"{event.day} {event.kind}" for event in events) or "全年没有增减"
    places = f"年初{'在册' if before else '不在册'}，年末{'在册' if after else '不在册'}"
    return f"{places}，与记录的“{told}”对不上，请核对进入、离开、去世日期"


def reported_key(year: int, roll: str) -> str:
    """Under which the settings keep the figure that was reported at a year's end."""
    return f"{year} {roll}"


def report(office: Office, year: int, roll: str, count: int | None) -> None:
    """Keep the figure reported at the end of a year; None forgets it."""
    kept, key = dict(office.settings.reported), reported_key(year, roll)
    kept.pop(key, None)
    if count is not None:
        kept[key] = count
    office.settings.reported = kept
    office.settings.save(office.folder)


# --- members ---------------------------------------------------------------------------------------------------


def _members(office: Office, day: dt.date) -> dict[str, Who]:
    people = members_on(day).subquery()
    with office.reading() as connection:
        rows = connection.execute(select(people.c.id, *(people.c[key] for key in WHO)).order_by(people.c.find))
        return {row[0]: Who(*row[1:]) for row in rows}


def _moved(office: Office, year: int) -> Iterable[Values]:
    """Every member whose record has a date of coming, going, dying or becoming full in the year."""
    members = OF_MEMBERS
    people = members.sql
    dates = (people.c[key] for key in ("came", "joined", "full", "gone", "died"))
    changed = select(STANDINGS.c.person_id).where(func.substr(STANDINGS.c.since, 1, 4) == str(year))
    in_year = or_(*(func.substr(date, 1, 4) == str(year) for date in dates), people.c.id.in_(changed))
    known = (people.c[key] for key in READ)
    statement = chosen(members, Query(), *known).where(people.c.alive.is_(True), in_year)
    with office.reading() as connection:
        found = [dict(row) for row in connection.execute(statement.order_by(people.c.find)).mappings()]
        kept = select(STANDINGS).where(STANDINGS.c.person_id.in_(select(statement.subquery().c.id)))
        standings: dict[str, list[Values]] = defaultdict(list)
        for row in connection.execute(kept.order_by(STANDINGS.c.since, STANDINGS.c.position)).mappings():
            standings[row["person_id"]].append(dict(row))
    return [{**row, "statuses": standings[row["id"]]} for row in found]


def _events(row: Values, year: int) -> list[Event]:
    """What one member's dates say of the year, each event once."""
    found: list[Event] = []
    came, joined, gone, died = (_within(row[key], year) for key in ("came", "joined", "gone", "died"))
    if came:
        usual = ADMITTED if joined and joined[:7] == came[:7] else IN
        found.append(Event(CAME.get(row["came_by"] or "", usual), came))
    elif joined and (not row["came"] or row["came"] in {one["since"] for one in row["statuses"]}):
        found.append(Event(ADMITTED, joined))
    if died:
        found.append(Event(DIED, died))
    elif gone:
        kind = GONE.get(row["gone_by"] or "") or GONE.get(row["status"] or "")
        found.append(Event(kind or OUT, gone, "" if kind else "离开类型没有填写，暂按转出计"))
    told = {(event.kind, event.day) for event in found}
    return found + [event for event in _changes(row["statuses"], year) if (event.kind, event.day) not in told]


def _changes(standings: Sequence[Values], year: int) -> list[Event]:
    """Who left and who came back, by the standings kept (党籍变动)."""
    found = []
    for before, after in itertools.pairwise(standings):
        kind = None
        if after["status"] in LEFT and before["status"] not in LEFT:
            kind = GONE[after["status"]]
        elif before["status"] in (MOVED, EXPELLED) and after["status"] not in LEFT:
            kind = IN if before["status"] == MOVED else RESTORED
        if kind and _within(after["since"], year):
            found.append(Event(kind, after["since"]))
    return found


def _within(date: str | None, year: int) -> str:
    return date if date and date[:4] == str(year) else ""


def _trial_events(row: Values, year: int, events: Sequence[Event]) -> list[Event]:
    """The same of the time on probation: who came or went on probation, and who became a full member."""
    found = [Event(event.kind, event.day) for event in events if _is_on_trial(row, event.day, event.kind)]
    found = [Event(IN if event.kind == RESTORED else event.kind, event.day) for event in found]
    full = _within(row["full"], year)
    ended = min((date for date in (row["gone"], row["died"]) if date), default="9999")
    if full and full >= (row["came"] or row["joined"] or "") and full < ended and _was_on_trial(row, full):
        found.append(Event(CONFIRMED, full))
    return found


def _is_on_trial(row: Values, day: str, kind: str) -> bool:
    """Whether the person was on probation when the event happened; one admitted is, unless full the same day."""
    if kind in (ADMITTED, IN, RESTORED) and row["full"] == day:
        return False
    return category_on(row["category"], row["full"], day) == PROBATIONARY


def _was_on_trial(row: Values, full: str) -> bool:
    return bool(row["joined"] != full and (row["came"] is None or row["came"] < full))


def _on_trial(known: Mapping[str, Who], day: dt.date) -> dict[str, Who]:
    on = day.isoformat()
    return {one: who for one, who in known.items() if category_on(who.category, who.full, on) == PROBATIONARY}


def _undated(office: Office) -> list[Named]:
    """Who is said to have left without a day: counted on no day, so worth a look."""
    members = OF_MEMBERS
    people = members.sql
    told = (people.c.id, people.c.title, people.c.branch, people.c.status)
    statement = chosen(members, Query(), *told).where(
        people.c.alive.is_(True),
        people.c.status.in_(LEFT),
        people.c.gone.is_(None),
        people.c.died.is_(None),
    )
    with office.reading() as connection:
        rows = connection.execute(statement.order_by(people.c.find)).all()
    return [
        Named(
            "members", row.id, row.title, row.branch or "", "", f"党籍状态为“{row.status}”但没有日期，哪一年都没有计入"
        )
        for row in rows
    ]


def _corrections(office: Office, roll: str, year: int) -> list[Named]:
    ledger = CORRECTIONS
    ids = office.ids(ledger, Query(where=(Where("year", "=", year), Where("roll", "=", roll))))
    return [
        Named(
            "corrections",
            row["id"],
            row["person"] or row["organization"] or "",
            "",
            row["found"] or "",
            f"{row['direction']}：{row['reason']}",
            -1 if row["direction"] == "减少" else 1,
        )
        for row in office.rows(ledger, ids)
    ]


# --- organisations ---------------------------------------------------------------------------------------------


def _of_organizations(office: Office, year: int, start: dt.date, end: dt.date) -> Bridge:
    """Organisations by 成立日期 and 撤销日期; one only put in the recycle bin was closed on the day it was put there."""
    ledger = OF_ORGANIZATIONS
    rows: dict[str, Values] = {}
    for bin_ in (False, True):
        rows |= {row["id"]: row for row in office.rows(ledger, office.ids(ledger, Query(bin=bin_)))}
    closed = {
        one: row["dissolved"] or office.history(ledger, one)[-1].at[:10]
        for one, row in rows.items()
        if row["dissolved"] or not row["alive"]
    }

    every = sorted(rows.items(), key=lambda item: str(item[1]["find"]))
    known = {one: Who(row["title"], row["find"], row["parent"]) for one, row in every}

    def there(day: str) -> dict[str, Who]:
        stood = {one for one, row in rows.items() if (row["founded"] or "") <= day and closed.get(one, "9999") > day}
        return {one: who for one, who in known.items() if one in stood}

    events: dict[str, list[Event]] = {}
    for one, row in rows.items():
        days = ((FOUNDED, _within(row["founded"], year)), (CLOSED, _within(closed.get(one), year)))
        some = [Event(kind, day) for kind, day in days if day]
        if some:
            events[one] = some
    ends = (there(start.isoformat()), there(end.isoformat()))
    return _bridge(office, ORGANIZATIONS, year, known, events, ends)
