"""Who was a member of the office on a day: the one place that says so, for statistics, bridges and lists."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from desktop.services.computed import LEFT
from desktop.store.office import Office

FULL, PROBATIONARY = "正式党员", "预备党员"


def members_on(office: Office, day: dt.date) -> Select[Any]:
    """Members as they stood on a day, every column of theirs; `services.computed.belongs` tells the same of one record.

    A date known to the month counts from that month's beginning. Whoever left has a day of leaving or of death; one
    whose state alone says so (转出, 出党, 去世) is counted on no day.
    """
    people = office.ledgers["members"].sql
    on = day.isoformat()
    came = func.coalesce(func.nullif(people.c.came, ""), func.nullif(people.c.joined, ""))
    gone, died = func.nullif(people.c.gone, ""), func.nullif(people.c.died, "")
    stays = case(
        (or_(gone.is_not(None), died.is_not(None)), and_(func.coalesce(gone, "9") > on, func.coalesce(died, "9") > on)),
        else_=or_(people.c.status.is_(None), people.c.status.not_in(sorted(LEFT))),
    )
    return select(people).where(
        people.c.is_member.is_(True), people.c.alive.is_(True), or_(came.is_(None), came <= on), stays
    )


def category_on(category: str | None, full: str | None, day: str) -> str | None:
    """Full or probationary on a day: before the day of full membership a member was on probation."""
    return PROBATIONARY if full and full > day else category


def parents(office: Office) -> dict[str, str | None]:
    """Every living organisation with the one above it."""
    table = office.ledgers["organizations"].sql
    with office.reading() as connection:
        rows = connection.execute(select(table.c.id, table.c.parent_id).where(table.c.alive.is_(True))).all()
    return {row.id: row.parent_id for row in rows}


def below(above: Mapping[str, str | None], root: str) -> set[str]:
    """An organisation and all that stand below it."""
    found, fresh = {root}, {root}
    while fresh:
        fresh = {one for one, parent in above.items() if parent in fresh} - found
        found |= fresh
    return found
