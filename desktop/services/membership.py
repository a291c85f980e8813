"""Who was a member of the office on a day: the one place that says so, for statistics, bridges and lists."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select

from desktop.models.members.members import LEDGER as MEMBERS
from desktop.models.organizations.organizations import LEDGER as ORGANIZATIONS
from desktop.store.office import Office
from desktop.store.query import Query, chosen, fields_of

FULL, PROBATIONARY = "正式党员", "预备党员"


def members_on(day: dt.date) -> Select[Any]:
    """Members as they stood on a day, every column as it was then (the branch, the category)."""
    ledger, on = MEMBERS, day.isoformat()
    fields = [field.label(name) for name, field in fields_of(ledger, on).items()]
    return chosen(ledger, Query(as_of=on), *fields)


def category_on(category: str | None, full: str | None, day: str) -> str | None:
    """Full or probationary on a day: before the day of full membership a member was on probation."""
    return PROBATIONARY if full and full > day else category


def parents(office: Office) -> dict[str, str | None]:
    """Every living organisation with the one above it."""
    table = ORGANIZATIONS.sql
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
