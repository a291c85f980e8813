"""光荣在党50年: who has fifty years on 1 July of a year, who will, who was given the medal; taken into the ledger at once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import or_, select

from desktop.errors import Missing, Progress
from desktop.ledger import Values
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.models.members.veterans import LEDGER as VETERANS
from desktop.records.editing import STEP
from desktop.rules.dates import add_months, end_of, start_of
from desktop.rules.fifty import award_day, reaches, years_on
from desktop.rules.party_age import FIFTY_YEARS, counts_from
from desktop.store.office import Office
from desktop.store.query import Query, chosen

NEW, EARLIER, OPEN, AWARDED, DIED = "当年满50年", "往年已满50年", "待核", "已颁发", "去世，按上级要求处理"
TAKEN = (NEW, EARLIER)  # who is taken in unless a person says otherwise
AHEAD = 3
ENDED = frozenset({"转出", "出党", "停止党籍"})
COPIED = ("sex", "birth", "id_no", "branch", "branch_id", "joined", "full")


@dataclass(frozen=True)
class Candidate:
    """One member on the list of a year; `start` is the day 党龄 counts from, `years` the 党龄 on 1 July."""

    id: str
    name: str
    sex: str | None
    birth: str | None
    id_no: str | None
    branch: str | None
    joined: str | None
    full: str | None
    start: str | None
    basis: str
    years: int | None
    first: int | None
    last: int | None
    state: str
    reason: str = ""
    awarded: int | None = None

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def candidates(office: Office, year: int) -> list[Candidate]:
    """Everybody who has, or may have, fifty years on 1 July of the year: the living, and the dead of that year."""
    return candidates_of(office, [year])[year]


def candidates_of(office: Office, years: Sequence[int]) -> dict[int, list[Candidate]]:
    """The lists of several years, the members read once."""
    awarded, rows = _awarded(office), list(_old_enough(office, max(years)))
    states = [NEW, EARLIER, OPEN, DIED, AWARDED]
    found = {}
    for year in years:
        judged = (_judged(row, year, awarded.get(row["id"])) for row in rows)
        found[year] = sorted(
            (one for one in judged if one is not None),
            key=lambda one: (states.index(one.state), one.branch or "", one.start or "", one.name),
        )
    return found


def forecast(office: Office, year: int, ahead: int = AHEAD) -> dict[int, list[Candidate]]:
    """Who will have fifty years for the first time in each of the next years; those the dates leave open under the earliest."""
    found: dict[int, list[Candidate]] = {}
    lists = candidates_of(office, range(year, year + 1 + ahead))
    seen = {one.id for one in lists[year]}
    for later in range(year + 1, year + 1 + ahead):
        found[later] = [one for one in lists[later] if one.id not in seen and one.state in (NEW, OPEN)]
        seen |= {one.id for one in found[later]}
    return found


def take(office: Office, year: int, ids: Sequence[str], progress: Progress | None = None) -> int:
    """Take members into the ledger of a year as one act; those it holds already are left as they are."""
    known = {one.id: one for one in candidates(office, year)}
    strange = [one for one in ids if one not in known]
    if strange:
        raise Missing(f"{len(strange)} 人不在 {year} 年的候选名单里，没有取入。请刷新名单再选。")
    ledger, members = VETERANS, MEMBERS
    fresh = [one for one in dict.fromkeys(ids) if known[one].state != AWARDED]
    rows = {row["id"]: row for row in office.rows(members, fresh)}
    with office.work(f"取入 {year} 年光荣在党50年 {len(fresh)} 人") as work:
        for number, one in enumerate(fresh):
            if progress and number % STEP == 0:
                progress(number, len(fresh), "正在取入")
            work.add(ledger, _award(year, rows[one], known[one]))
    return len(fresh)


def _award(year: int, member: Values, found: Candidate) -> Values:
    return {
        "year": year,
        "person": member["name"],
        "person_id": member["id"],
        **{key: member[key] for key in COPIED},
        "basis": found.reason or found.basis,
        "years": found.years,
        "living": found.state != DIED,
        "phone": member["mobile"] or member["telephone"],
        "remark": DIED if found.state == DIED else None,
    }


def _awarded(office: Office) -> dict[str, int]:
    table = VETERANS.sql
    statement = select(table.c.person_id, table.c.year).where(table.c.alive.is_(True), table.c.person_id.is_not(None))
    with office.reading() as connection:
        return {row.person_id: row.year for row in connection.execute(statement.order_by(table.c.year.desc()))}


def _old_enough(office: Office, year: int) -> Iterable[Values]:
    members = MEMBERS
    people = members.sql
    latest = str(year - 49)  # a member without a day of full membership may count from a year later
    wanted = ("id", "name", "sex", "birth", "id_no", "branch", "category", "status", "joined", "full", "age_adjust")
    every = chosen(members, Query(), *(people.c[key] for key in (*wanted, "died", "gone")))
    statement = every.where(people.c.alive.is_(True), or_(people.c.joined < latest, people.c.full < latest))
    with office.reading() as connection:
        return [dict(row) for row in connection.execute(statement).mappings()]


def _judged(row: Values, year: int, awarded: int | None) -> Candidate | None:
    """One member's place on the list of the year, or None."""
    joined, full, adjust = row["joined"], row["full"], row["age_adjust"] or 0
    start, basis = counts_from(joined, full)
    first, last = reaches(joined, full, adjust)
    state, reason = _state(row, year, awarded, first, last)
    if not state:
        return None
    kept = {key: row[key] for key in ("id", "name", "sex", "birth", "id_no", "branch", "joined", "full")}
    years = years_on(joined, full, year, adjust)
    return Candidate(
        **kept,
        start=start,
        basis=basis,
        years=years,
        first=first,
        last=last,
        state=state,
        reason=reason,
        awarded=awarded,
    )


def _state(row: Values, year: int, awarded: int | None, first: int | None, last: int | None) -> tuple[str, str]:
    """The state and why; "" for who is not on the list."""
    if first is None and (not row["joined"] or add_months(start_of(row["joined"]), FIFTY_YEARS) > award_day(year)):
        return "", ""
    if (first is not None and first > year) or row["category"] == "预备党员" or _ended(row, year):
        return "", ""
    if awarded is not None:
        return AWARDED, f"{awarded} 年已颁发"
    if row["status"] == "去世" or row["died"]:
        return _dead(row, year)
    if first is None:
        return OPEN, f"{row['joined']} 入党，缺转正日期，党龄无法计算，请核对档案"
    if last is not None and last > year:
        start = counts_from(row["joined"], row["full"])[0] or ""
        return (
            OPEN,
            f"{start} 只到{'月' if len(start) > 4 else '年'}，{year} 年 7 月 1 日是否满 50 年不能确定，请核对档案",
        )
    return (NEW, "") if first == year else (EARLIER, f"{first} 年已满 50 年，没有颁发记录")


def _ended(row: Values, year: int) -> bool:
    gone = row["gone"]
    return bool(gone and start_of(gone) <= award_day(year)) or (row["status"] in ENDED and not gone)


def _dead(row: Values, year: int) -> tuple[str, str]:
    """The dead of the first half of the year stay on the list with a mark (handling is the superior's word)."""
    died = row["died"]
    if not died or end_of(died) < dt.date(year, 1, 1):
        return "", ""
    if start_of(died) > award_day(year):
        return NEW, f"{died} 去世，7 月 1 日健在"
    return DIED, f"{died} 去世"
