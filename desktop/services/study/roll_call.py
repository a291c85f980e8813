"""Roll call (点名): the attendance of one session taken for the whole branch as one act."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.errors import Conflict, Progress
from desktop.ledger import Values
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.models.study.attendance import LEDGER as ATTENDANCE
from desktop.records.editing import STEP
from desktop.store.office import Office
from desktop.store.query import Query, Where

PRESENT, GUEST = "出席", "列席"
FULL = "正式党员"
GONE = frozenset({"停止党籍", "转出", "出党", "去世"})


@dataclass
class Mark:
    """One person's attendance: `record_id` is empty while none is kept; `votes` is the right to vote on that day."""

    person: str
    person_id: str | None
    state: str = PRESENT
    reason: str = ""
    hours: float | None = None
    votes: bool | None = None
    record_id: str = ""


def roll(office: Office, session: Values) -> list[Mark]:
    """Who is kept as having been there or not, and then the members of the branch who are not marked yet."""
    members = MEMBERS
    found = [
        Mark(
            row["person"],
            row["person_id"],
            row["state"] or PRESENT,
            row["reason"] or "",
            row["hours"],
            row["votes"],
            row["id"],
        )
        for row in _kept(office, session)
    ]
    known = {mark.person_id for mark in found}
    ids = office.ids(members, Query(where=(Where("branch", "=", session["branch"]),), sort=(("name", False),)))
    others = (row for row in office.rows(members, ids) if row["id"] not in known and row["status"] not in GONE)
    return found + [Mark(row["name"], row["id"], votes=row["category"] == FULL) for row in others]


def _kept(office: Office, session: Values) -> list[Values]:
    attendance = ATTENDANCE
    return office.rows(attendance, office.ids(attendance, Query(where=(Where("session", "=", session["title"]),))))


def _told(row: Values) -> tuple[str, str]:
    return row["state"] or PRESENT, row["reason"] or ""


def take_roll(office: Office, session: Values, marks: Sequence[Mark], progress: Progress | None = None) -> int:
    """Keep the marks as one act; gives how many were new or changed. Marks without a state are left out.

    Raises Conflict where somebody not marked when the roll was read has been marked otherwise meanwhile.
    """
    attendance = ATTENDANCE
    kept = {row["person_id"]: row for row in _kept(office, session) if row["person_id"]}
    twice = [one for one in marks if one.state and not one.record_id and one.person_id in kept]
    apart = [one.person for one in twice if (one.state, one.reason) != _told(kept[one.person_id])]
    if apart:
        raise Conflict(f"{'、'.join(apart)}刚才已经另外记过，没有保存。请关闭后重新点名。")
    count = 0
    with office.work(f"点名 {session['title']}") as work:
        for number, mark in enumerate(marks):
            if progress and number % STEP == 0:
                progress(number, len(marks), "正在保存")
            values = {"state": mark.state, "reason": mark.reason or None, "hours": mark.hours, "votes": mark.votes}
            if mark.record_id:
                count += work.change(attendance, mark.record_id, values)
            elif mark.state and mark.person_id not in kept:
                who = {
                    "session": session["title"],
                    "session_id": session["id"],
                    "person": mark.person,
                    "person_id": mark.person_id,
                }
                work.add(attendance, {**who, **values})
                count += 1
    return count
