"""What is due of organisations and members' relations: elections, letters without a receipt, dues in arrears."""

import datetime as dt
from collections.abc import Iterator

from desktop.models.members.transfers import OUT, USUAL_DAYS
from desktop.records.reminders import DUE, NEAR, OVERDUE, Reminder, state_of
from desktop.rules.dates import add_months, end_of
from desktop.rules.terms import TERM_YEARS, term_due
from desktop.store.office import Office
from desktop.store.query import Query, Where

HALF_YEAR, WEEK = 6, 7
PAGE = 1000


def elections_due(office: Office, on: dt.date) -> Iterator[Reminder]:
    """换届提前六个月 from six months before a term is over, 届满未换 after it; an approved extension moves the day.

    Terms by kind: 《党和国家机关基层组织工作条例》 §5-8, 《关于党的基层组织任期的意见》 (2018).
    """
    organizations = office.ledgers["organizations"]
    extended = _extensions(office)
    where = (Where("term_start", "filled"),)
    for one in office.rows(organizations, office.ids(organizations, Query(where=where, as_of=on.isoformat()))):
        years = one["term_years"] or TERM_YEARS.get(one["kind"] or "")
        if not years:
            continue
        due = end_of(max(term_due(one["term_start"], years), extended.get(one["id"], "")))
        rule = "届满未换" if on > due else "换届提前六个月"
        state = OVERDUE if on > due else DUE if on == due else NEAR if on >= add_months(due, -HALF_YEAR) else None
        if state:
            yield Reminder(
                rule, f"{one['title']} 任期到 {due.isoformat()}", organizations.id, one["id"], due.isoformat(), state
            )


def _extensions(office: Office) -> dict[str, str]:
    """The day until which a term was extended, of organisations whose election has not been held yet."""
    ledger = office.ledgers["elections"]
    where = (Where("extended_to", "filled"), Where("held", "blank"))
    rows = office.rows(ledger, office.ids(ledger, Query(where=where)))
    return {row["organization_id"]: row["extended_to"] for row in rows if row["organization_id"]}


def letters_due(office: Office, on: dt.date) -> Iterator[Reminder]:
    """介绍信到期无回执: letters out whose days of validity are running out or over, not received and without receipt."""
    ledger = office.ledgers["transfers"]
    where = (Where("direction", "=", OUT), Where("received", "blank"), Where("issued", "filled"))
    ids = office.ids(ledger, Query(where=where, as_of=on.isoformat()))
    for start in range(0, len(ids), PAGE):
        for row in office.rows(ledger, ids[start : start + PAGE]):
            due = end_of(row["issued"]) + dt.timedelta(days=row["valid_days"] or USUAL_DAYS)
            state = None if row["receipt"] else state_of(due, on, WEEK)
            if state:
                words = f"{row['person']} 转往 {row['sent_to'] or '外单位'}，介绍信 {row['number'] or ''}".rstrip()
                yield Reminder("介绍信到期无回执", words, ledger.id, row["id"], due.isoformat(), state)
