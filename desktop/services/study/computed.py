"""What follows from a session and the attendance taken of it: turnout and quorum."""

import datetime as dt

from sqlalchemy import select

from desktop.ledger import Values
from desktop.models.person import PEOPLE
from desktop.models.study.attendance import LEDGER as ATTENDANCE
from desktop.rules.quorum import Matter, quorum
from desktop.services.chapter import Computed
from desktop.store.office import Office


def of_session(office: Office, values: Values, _as_of: dt.date) -> Values:
    """Who was due and who came, by the names taken; without names, by what was typed."""
    people = _attended(office, values)
    if not people:
        should, present = values.get("should"), values.get("present")
        return _turnout(should, present) | {"有表决权应到": None, "有表决权实到": None, "法定人数": "不适用"}
    due = [one for one in people if one["state"] != "列席"]
    came = [one for one in due if one["state"] in ("出席", None)]
    voters, voting = (sum(1 for one in some if one["votes"]) for some in (due, came))
    matter = matter_of(values)
    reached = "不适用" if matter is None else "达到" if quorum(matter, voters, voting) else "未达到"
    return _turnout(len(due), len(came)) | {"有表决权应到": voters, "有表决权实到": voting, "法定人数": reached}


def _turnout(should: int | None, present: int | None) -> Values:
    rate = f"{present / should:.1%}" if should and present is not None else None
    return {"应到": should, "实到": present, "出席率": rate}


def _attended(office: Office, session: Values) -> list[Values]:
    """The attendance of a session; a right to vote that was not noted follows from the person's category on that day."""
    rows, people = ATTENDANCE.sql, PEOPLE
    statement = (
        select(rows.c.state, rows.c.votes, people.c.category, people.c.full)
        .select_from(rows.outerjoin(people, people.c.id == rows.c.person_id))
        .where(rows.c.session_id == session["id"], rows.c.alive.is_(True))
    )
    day = (session.get("begins") or "")[:10]
    with office.reading() as connection:
        found = [dict(row) for row in connection.execute(statement).mappings()]
    for one in found:
        if one["votes"] is None:
            one["votes"] = one["category"] == "正式党员" and not (one["full"] and day and one["full"] > day)
    return found


def matter_of(session: Values) -> Matter | None:
    """What the meeting decides on, by its type and what it was about; None where no quorum applies."""
    kind = session.get("kind")
    about = "".join(session.get(key) or "" for key in ("name", "topic", "agenda"))
    if kind == "支部委员会会议":
        return "支委会"
    if kind != "支部党员大会":
        return None
    if "选举" in about or "换届" in about:
        return "选举"
    return "接收预备党员" if "预备党员" in about or "转正" in about else "一般决议"


OF_SESSION = Computed(("应到", "实到", "出席率", "有表决权应到", "有表决权实到", "法定人数"), of_session)
