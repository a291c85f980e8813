"""What each source of money holds, worked out in SQL from movements and visits; used inside the act that writes.

A source's balance is what came in (收入, and 调剂 with its own sign) less what went out (支出, 退回 to whoever gave it)
less what visits paid from it. A visit pays on the day it was signed for, else visited, else approved. One without any
of them is still to come: its money is taken off every balance, and where days are gone through it comes last. Voided
and removed records do not count.
"""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, case, column, func, select, table

from desktop.ledger import Problems, Values
from desktop.rules.balance import lowest
from desktop.rules.money import show_fen

MOVES = table("fund_movement", *map(column, ("id", "on", "source", "flow", "amount", "alive")))
VISITS = table("visit", *map(column, ("id", "signed", "visited", "approved", "alive", "void_reason")))
SHARES = table("visit_fund", *map(column, ("visit_id", "source", "amount")))
SIGNED = case((MOVES.c.flow.in_(("支出", "退回")), -MOVES.c.amount), else_=MOVES.c.amount)
PAID_ON = func.coalesce(VISITS.c.signed, VISITS.c.visited, VISITS.c.approved, "")
TO_COME = "9999-12-31"
PAYS = VISITS.c.alive.is_(True) & VISITS.c.void_reason.is_(None)


def standing(connection: Connection, source: str, on: str, last: str = "\uffff") -> int:
    """Fen of a source after the movement `last` of the day `on`."""
    by_then = (MOVES.c.on < on) | ((MOVES.c.on == on) & (MOVES.c.id <= last))
    moved = connection.execute(
        select(func.sum(SIGNED)).where(MOVES.c.source == source, MOVES.c.alive.is_(True), by_then)
    ).scalar()
    paid = connection.execute(
        select(func.sum(SHARES.c.amount))
        .join_from(SHARES, VISITS, VISITS.c.id == SHARES.c.visit_id)
        .where(SHARES.c.source == source, PAYS, on >= PAID_ON)
    ).scalar()
    return int(moved or 0) - int(paid or 0)


def by_day(connection: Connection, source: str) -> dict[str, int]:
    """What a source gained (or lost, below zero) on each day."""
    found: dict[str, int] = defaultdict(int)
    moves = select(MOVES.c.on, func.sum(SIGNED)).where(MOVES.c.source == source, MOVES.c.alive.is_(True))
    for day, amount in connection.execute(moves.group_by(MOVES.c.on)).all():
        found[day] += int(amount or 0)
    paid = (
        select(PAID_ON, func.sum(SHARES.c.amount))
        .join_from(SHARES, VISITS, VISITS.c.id == SHARES.c.visit_id)
        .where(SHARES.c.source == source, PAYS)
        .group_by(PAID_ON)
    )
    for day, amount in connection.execute(paid).all():
        found[day or TO_COME] -= int(amount or 0)
    return found


def kept(connection: Connection, source: str) -> bool:
    """Whether the office keeps this source: one without any 收入 recorded is not kept, and never enforced."""
    some = select(MOVES.c.id).where(MOVES.c.source == source, MOVES.c.flow == "收入", MOVES.c.alive.is_(True))
    return connection.execute(some.limit(1)).first() is not None


def effect(values: Values) -> dict[str, dict[str, int]]:
    """What one visit or movement does to each source by day."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    if "flow" in values:
        sign = -1 if values["flow"] in ("支出", "退回") else 1
        found[values["source"]][values["on"]] += sign * (values.get("amount") or 0)
    elif values and not values.get("void_reason"):
        day = values.get("signed") or values.get("visited") or values.get("approved") or TO_COME
        for share in values.get("funds") or ():
            if share.get("source"):
                found[share["source"]][day] -= share.get("amount") or 0
    return found


def strained(connection: Connection, changes: Iterable[tuple[Values, Values]]) -> dict[str, tuple[str, int]]:
    """The sources that changes (before, after) would take below zero, or further below: on which day, to what fen.

    A source with no 收入 recorded at all is not kept by the office and is not enforced.
    """
    moved: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for before, after in changes:
        for sign, values in ((-1, before), (1, after)):
            for source, days in effect(values).items():
                for day, amount in days.items():
                    moved[source][day] += sign * amount
    found = {}
    for source, days in moved.items():
        if not any(days.values()) or not kept(connection, source):
            continue
        held = by_day(connection, source)
        least, _ = lowest(held)
        for day, amount in days.items():
            held[day] = held.get(day, 0) + amount
        fresh, when = lowest(held)
        if fresh < 0 and fresh < least:
            found[source] = (when or "", fresh)
    return found


def overdrawn(connection: Connection, before: Values, after: Values) -> Problems:
    """Refuse what takes a source below zero on any day, or further below, unless 超支原因 says why."""
    if after.get("overdraft"):
        return {}
    for source, (day, fen) in strained(connection, [(before, after)]).items():
        sentence = f"“{source}”{_by(day)}余额不足，将超支 {show_fen(-fen)} 元；确需支出请填写超支原因"
        return {"source" if "flow" in (after or before) else "funds": sentence}
    return {}


def overdrawn_together(connection: Connection, changes: Iterable[tuple[Values, Values]]) -> list[str]:
    """What many records that come in at once would do to the sources they are paid from; a finished list is not refused."""
    free = ((before, after) for before, after in changes if not after.get("overdraft"))
    return [
        f"“{source}”{_by(day)}余额不足，超支 {show_fen(-fen)} 元；请补记收入，或在有关记录里填写超支原因"
        for source, (day, fen) in strained(connection, free).items()
    ]


def _by(day: str) -> str:
    return f"到 {day} " if day and day != TO_COME else ""
