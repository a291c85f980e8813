"""What each source of money holds, worked out in SQL from movements and visits; used inside the act that writes.

A source's balance is what came in (收入, and 调剂 with its own sign) less what went out (支出, 退回 to whoever gave it)
less what visits paid from it. A visit pays on the day it was signed for, else visited, else approved. One without any
of them is still to come: its money is taken off every balance, and where days are gone through it comes last. Voided
and removed records do not count.
"""

from collections import defaultdict

from sqlalchemy import Connection, case, column, func, select, table

from desktop.ledger.record import Values
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


def overdrawn(connection: Connection, before: Values, after: Values) -> dict[str, str]:
    """Refuse what takes a source below zero on any day, or further below, unless 超支原因 says why.

    A source with no 收入 recorded at all is not kept by the office and is not enforced.
    """
    if after.get("overdraft"):
        return {}
    gone, come = effect(before), effect(after)
    for source in {**gone, **come}:
        if gone.get(source) == come.get(source) or not kept(connection, source):
            continue
        days = by_day(connection, source)
        least, _ = lowest(days)
        for sign, some in ((-1, gone), (1, come)):
            for day, amount in some.get(source, {}).items():
                days[day] = days.get(day, 0) + sign * amount
        fresh, day = lowest(days)
        if fresh < 0 and fresh < least:
            when = f"到 {day} " if day and day != TO_COME else ""
            sentence = f"“{source}”{when}余额不足，将超支 {show_fen(-fresh)} 元；确需支出请填写超支原因"
            return {"source" if "flow" in (after or before) else "funds": sentence}
    return {}
