"""What is due of organisations: elections."""

import datetime as dt
from collections.abc import Iterator

from desktop.models.organizations.elections import LEDGER as ELECTIONS
from desktop.models.organizations.organizations import LEDGER as ORGANIZATIONS
from desktop.records.reading import each
from desktop.records.reminders import DUE, NEAR, OVERDUE, Due, Reminder, reminder
from desktop.rules.dates import add_months, end_of
from desktop.rules.terms import TERM_YEARS, term_due
from desktop.store.office import Office
from desktop.store.query import Query, Where

HALF_YEAR = 6
EXTENDED = (Where("extended_to", "filled"), Where("held", "blank"))


def elections(office: Office, on: dt.date) -> Iterator[Reminder]:
    """换届提前六个月 from six months before a term is over, 届满未换 after it; an approved extension moves the day.

    Terms by kind: 《党和国家机关基层组织工作条例》 §5-8, 《关于党的基层组织任期的意见》 (2018).
    """
    extended = {row["organization_id"]: row["extended_to"] for row in each(office, ELECTIONS, Query(where=EXTENDED))}
    for row in each(office, ORGANIZATIONS, Query(where=BEGUN, as_of=on.isoformat())):
        years = row["term_years"] or TERM_YEARS.get(row["kind"] or "")
        if not years:
            continue
        due = end_of(max(term_due(row["term_start"], years), extended.get(row["id"], "")))
        rule = "届满未换" if on > due else "换届提前六个月"
        state = OVERDUE if on > due else DUE if on == due else NEAR if on >= add_months(due, -HALF_YEAR) else None
        yield from reminder(rule, ORGANIZATIONS, row, f"{row['title']} 任期到 {due.isoformat()}", due, state)


BEGUN = (Where("term_start", "filled"),)
REMINDERS = (
    Due(ORGANIZATIONS, ("term_years", "kind"), BEGUN, find=elections),
    Due(ELECTIONS, ("organization",), EXTENDED),
)
