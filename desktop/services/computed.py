"""What follows from records and is never typed: ages, quorums, sums of a batch, balances, terms."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import func, select

from desktop.ledger import Ledger, Values
from desktop.models.organizations.elections import on_time
from desktop.models.visits.balances import standing
from desktop.rules.dates import end_of, full_years, start_of
from desktop.rules.money import capital, show_fen
from desktop.rules.party_age import counts_from, fifty_year, party_age
from desktop.rules.quorum import Matter, quorum
from desktop.rules.terms import TERM_YEARS, term_due
from desktop.services.members.development import of_development
from desktop.services.organizations.advice import advice
from desktop.store.office import Office
from desktop.store.query import Query, Where, part_table

UNNAMED = "未写明"


def computed(office: Office, ledger: Ledger, values: Values, as_of: dt.date | None = None) -> Values:
    """The computed values of a record by title, as of a day (today); nothing for ledgers that have none."""
    work_out = COMPUTED.get(ledger.id)
    return work_out(office, values, as_of or dt.date.today()) if work_out else {}


def in_words(found: Values) -> list[tuple[str, str]]:
    """Computed values as people read them, those that are not known left out."""
    told = ((title, _word(value)) for title, value in found.items())
    return [(title, word) for title, word in told if word]


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return "、".join(f"{name} {one}" for name, one in value.items())
    return "" if value is None else str(value)


def of_member(_office: Office, values: Values, as_of: dt.date) -> Values:
    """Age and Party age in whole years (党龄); they stop on the day of death."""
    day = min(as_of, end_of(values["died"])) if values.get("died") else as_of
    adjust = values.get("age_adjust") or 0
    joined, full = values.get("joined"), values.get("full")
    years, how = party_age(joined, full, day, adjust)
    return {
        "年龄": age(values.get("birth"), day),
        "党龄": years,
        "党龄说明": how,
        "党龄起算日": counts_from(joined, full)[0],
        "光荣在党50年年份": fifty_year(joined, full, adjust),
    }


def age(birth: str | None, day: dt.date) -> int | None:
    """Full years of age; None where the date of birth leaves it open."""
    if not birth:
        return None
    least, most = full_years(end_of(birth), day), full_years(start_of(birth), day)
    return most if least == most and most >= 0 else None


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
    rows, people = office.ledgers["attendance"].sql, office.ledgers["members"].sql
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


def person_key(visit: Mapping[Any, Any]) -> object:
    """What tells one person visited from another: the record, else the number, else name and branch."""
    return visit["recipient_id"] or visit["id_no"] or (visit["recipient"], visit["branch"])


def of_batch(office: Office, values: Values, _as_of: dt.date) -> Values:
    """People visited (each once), the money, and the money by source."""
    ledger = office.ledgers["visits"]
    visits, funds = ledger.sql, part_table(ledger.columns["funds"])
    mine = (visits.c.batch_id == values["id"]) & visits.c.alive.is_(True) & visits.c.void_reason.is_(None)
    with office.reading() as connection:
        rows = (
            connection.execute(
                select(
                    visits.c.recipient_id,
                    visits.c.recipient,
                    visits.c.id_no,
                    visits.c.branch,
                    visits.c.cash,
                    visits.c.goods_value,
                    visits.c.category,
                )
                .where(mine)
                .order_by(visits.c.id)
            )
            .mappings()
            .all()
        )
        paid = connection.execute(
            select(funds.c.source, func.sum(funds.c.amount))
            .join(visits, visits.c.id == funds.c.visit_id)
            .where(mine)
            .group_by(funds.c.source)
        ).all()
    cash = sum(row["cash"] or 0 for row in rows)
    sources = {source or UNNAMED: amount or 0 for source, amount in paid}
    if cash > sum(sources.values()):
        sources[UNNAMED] = sources.get(UNNAMED, 0) + cash - sum(sources.values())
    primary: dict[object, str] = {}
    for row in rows:
        primary.setdefault(person_key(row), (row["category"] or UNNAMED).split("；")[0])
    return {
        "人数": len(primary),
        "人次": len(rows),
        "按类别人数": dict(Counter(primary.values())),
        "慰问品折价": show_fen(sum(row["goods_value"] or 0 for row in rows)),
        "金额大写": capital(max(cash, 0)),
        "与计划相符": None if values.get("planned_money") is None else values["planned_money"] == cash,
        "与来源相符": UNNAMED not in sources and cash == sum(sources.values()),
        "金额": show_fen(cash),
        "按来源": {source: show_fen(amount) for source, amount in sources.items()},
    }


def of_organization(office: Office, values: Values, as_of: dt.date) -> Values:
    """Members of it and of all below it, and when the next election is due."""
    mine = Query(where=(Where("branch", "below", values["id"]),), as_of=as_of.isoformat())
    years = values.get("term_years") or TERM_YEARS.get(values.get("kind") or "")
    return {
        "党员数": office.count(office.ledgers["members"], mine),
        "应换届日期": term_due(values["term_start"], years) if values.get("term_start") and years else None,
        "设置建议": "；".join(one.sentence for one in advice(office, as_of, values["id"])) or None,
    }


def of_movement(office: Office, values: Values, _as_of: dt.date) -> Values:
    """What its source holds after it."""
    return {"余额": show_fen(balance(office, values["source"], values["on"], values["id"]))}


def balance(office: Office, source: str, on: str, last: str = "\uffff") -> int:
    """Fen of a source after the movement `last` of a day; see `models.balances`."""
    with office.reading() as connection:
        return standing(connection, source, on, last)


def of_election(_office: Office, values: Values, _as_of: dt.date) -> Values:
    """Whether a general election was held in time; None while that is open."""
    return {"是否按期": {True: "是", False: "否", None: None}[on_time(values)]}


COMPUTED: dict[str, Callable[[Office, Values, dt.date], Values]] = {
    "members": of_member,
    "sessions": of_session,
    "visit-batches": of_batch,
    "organizations": of_organization,
    "funds": of_movement,
    "elections": of_election,
    "development": of_development,
}
