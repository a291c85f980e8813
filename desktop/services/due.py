"""What is due on a day, by every rule; the window's 概览 and `taizhang remind` show the same list."""

import datetime as dt

from desktop.records.reminders import STATES, Reminder
from desktop.services.chapters import CHAPTERS
from desktop.store.office import Office


def reminders(office: Office, on: dt.date) -> list[Reminder]:
    """Everything due on a day: what is overdue first, then by day."""
    found = [one for chapter in CHAPTERS for due in chapter.due for one in due.reminders(office, on)]
    return sorted(found, key=lambda one: (STATES.index(one.state), one.due, one.rule, one.title))
