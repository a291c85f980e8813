"""What was told in confidence is not kept for ever: when the office's retention time is over, it is cleared for good.

Cleared are the fields of passing kinds (health, need, family, bank accounts) of records whose own day lies further back
than the office's setting. The record stays with its money and signatures; the log keeps that it was cleared, by whom
and when, and of the old contents only the digests. It cannot be undone.
"""

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from desktop.errors import Refusal
from desktop.ledger import Column, Ledger
from desktop.store import log
from desktop.store.office import Office
from desktop.store.query import parent_key, part_table

KIND, TITLE = "clear", "清除到期的敏感内容"
MONTH, YEAR = len("1998-07"), len("1998")


def passing(ledger: Ledger) -> list[Column]:
    """The columns of a ledger that are not kept for ever."""
    return [column for column in ledger.columns.values() if column.kind.passing]


def kept_until(on: dt.date, years: int) -> str:
    """The first day whose records are still kept."""
    try:
        return on.replace(year=on.year - years).isoformat()
    except ValueError:  # 29 February
        return on.replace(year=on.year - years, day=28).isoformat()


def overdue(office: Office, on: dt.date) -> dict[str, list[str]]:
    """By ledger, the records that still hold what should have been cleared by a day; nothing while no time is set."""
    years = office.settings.sensitive_years
    if not years:
        return {}
    found: dict[str, list[str]] = {}
    with office.reading() as connection:
        for ledger in office.ledgers.values():
            if passing(ledger):
                ids = connection.execute(_old(ledger, kept_until(on, years))).scalars().all()
                found |= {ledger.id: list(ids)} if ids else {}
    return found


def _old(ledger: Ledger, limit: str) -> Select[Any]:
    """Records of a day before the limit (of entry, where they have none) with anything in a passing column."""
    table = ledger.sql
    day = table.c[ledger.as_of.day] if ledger.as_of.day else None
    entered = func.substr(table.c.entered, 1, 10)
    known = func.coalesce(day, entered) if day is not None else entered
    last = case(
        (func.length(known) == YEAR, known.concat("-12-31")),
        (func.length(known) == MONTH, known.concat("-31")),
        else_=known,
    )
    holds: list[ColumnElement[bool]] = []
    for column in passing(ledger):
        if column.parts:
            child = part_table(column)
            holds.append(select(child.c.id).where(child.c[parent_key(ledger)] == table.c.id).exists())
        else:
            holds.append(table.c[column.key].is_not(None))
    return select(table.c.id).where(last < limit, or_(*holds)).order_by(table.c.id)


def clear(office: Office, on: dt.date) -> int:
    """Clear what is overdue as one act; gives how many records were concerned. Refuses while no time is set."""
    if not office.settings.sensitive_years:
        raise Refusal("还没有设定“敏感内容保留”的年数，没有清除。请先在设置里填写。")
    found = overdue(office, on)
    if not found:
        return 0
    count = sum(map(len, found.values()))
    with office.work(TITLE, KIND, f"{count} 条") as work:
        work.connection.exec_driver_sql("PRAGMA secure_delete=ON")
        for ledger_id, ids in found.items():
            ledger = office.ledgers[ledger_id]
            keys = [column.key for column in passing(ledger)]
            for record_id in ids:
                work.forget(ledger, record_id, keys)
            log.blank(work.connection, ledger.sql.name, ids, keys)
    with office.reading() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return count
