"""What is due of condolence visits: money nobody has signed for, publicity that has not run its time."""

import datetime as dt
from collections.abc import Iterator

from desktop.ledger import Values
from desktop.models.visits.visit_batches import LEDGER as BATCHES
from desktop.models.visits.visits import LEDGER as VISITS
from desktop.records.reading import each
from desktop.records.reminders import DUE, NEAR, OVERDUE, Due, Found, Reminder, reminder, state_of
from desktop.rules.dates import end_of
from desktop.rules.workdays import calendar_of
from desktop.services.visits.batches import ARCHIVED, PAYOUT, PUBLIC, visits_of
from desktop.services.visits.fund_check import shown_days
from desktop.store.office import Office
from desktop.store.query import Query, Where
from desktop.store.retention import overdue

WEEK = 7


def not_signed(office: Office, row: Values, on: dt.date) -> Found:
    """慰问未签领: cash of a visit that took place, by its day plus the office's setting."""
    due = end_of(row["visited"]) + dt.timedelta(days=office.settings.sign_days)
    words = f"{row['recipient']} {row['visited']}"
    return reminder("慰问未签领", VISITS, row, words, due, state_of(due, on, WEEK))


def kept_too_long(office: Office, on: dt.date) -> Iterator[Reminder]:
    """敏感内容到期: ledgers that still hold what the office's retention time should have cleared, by one record each."""
    for ledger_id, ids in overdue(office, on).items():
        ledger = office.ledgers[ledger_id]
        words = f"{ledger.title} {len(ids)} 条的敏感内容保留期已满，到设置里清除"
        yield Reminder("敏感内容到期", words, ledger_id, ids[0], on.isoformat(), DUE)


def publicity(office: Office, on: dt.date) -> Iterator[Reminder]:
    """公示未满: batches in publicity until their last day, and those that went on before it or with too few days."""
    for batch in each(office, BATCHES, Query(where=SHOWN)):
        if batch["state"] == ARCHIVED:
            continue
        dated = [visit for visit in visits_of(office, batch) if visit["public_from"] and visit["public_to"]]
        if not dated:
            continue
        last = max(end_of(visit["public_to"]) for visit in dated)
        days = calendar_of(office.folder)
        short = any(shown_days(visit, office.settings, days) < office.settings.publicity_days for visit in dated)
        if batch["state"] == PUBLIC:
            state = DUE if last == on else NEAR if last > on else OVERDUE if short else None
        else:
            state = OVERDUE if last > on or short else None
        if state:
            words = f"{batch['title']}{'：公示天数不足' if short else ''}"
            yield Reminder("公示未满", words, BATCHES.id, batch["id"], last.isoformat(), state)


SHOWN = (Where("state", "in", (PUBLIC, "审批", PAYOUT)),)
UNSIGNED = (
    Where("cash", "from", 1),
    Where("signed", "blank"),
    Where("void_reason", "blank"),
    Where("visited", "filled"),
)
REMINDERS = (
    Due(VISITS, ("recipient",), UNSIGNED, not_signed),
    Due(BATCHES, ("state",), SHOWN, find=publicity),
    Due(VISITS, ("public_from", "public_to"), find=kept_too_long),
)
