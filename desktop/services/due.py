"""What is due on a day, by every rule; the window's 概览 and `taizhang remind` show the same list."""

import datetime as dt

from desktop.records.reminders import STATES, Reminder, Rule
from desktop.services.due_party import elections_due, letters_due
from desktop.services.members.development import due_development, due_members
from desktop.services.members.due_veterans import fifty_years
from desktop.services.members.dues import due_dues
from desktop.services.members.status import due_lost
from desktop.services.visits.due import kept_too_long, not_signed, publicity
from desktop.store.office import Office

RULES: tuple[Rule, ...] = (
    due_development,
    due_members,
    fifty_years,
    elections_due,
    letters_due,
    due_dues,
    due_lost,
    not_signed,
    publicity,
    kept_too_long,
)


def reminders(office: Office, on: dt.date) -> list[Reminder]:
    """Everything due on a day: what is overdue first, then by day."""
    found = [one for rule in RULES for one in rule(office, on)]
    return sorted(found, key=lambda one: (STATES.index(one.state), one.due, one.rule, one.title))
