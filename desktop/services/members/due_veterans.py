"""Reminders of 光荣在党50年: who has fifty years on 1 July of this year and the next three, and holds no medal yet."""

import datetime as dt
from collections.abc import Iterator

from desktop.records.reminders import Reminder, state_of
from desktop.rules.fifty import award_day
from desktop.services.members.veterans import AHEAD, NEW, OPEN, candidates_of
from desktop.store.office import Office

RULE = "光荣在党50年"
FAR = 366 * (AHEAD + 1)


def fifty_years(office: Office, on: dt.date) -> Iterator[Reminder]:
    """This year and the next three (中组部 颁发管理办法, 2021: once a year, on 1 July)."""
    told: set[str] = set()
    for year, found in candidates_of(office, range(on.year, on.year + AHEAD + 1)).items():
        due = award_day(year)
        for one in found:
            state = state_of(due, on, FAR)
            if one.state not in (NEW, OPEN) or one.id in told or state is None:
                continue
            told.add(one.id)
            words = "党龄满 50 年" if one.state == NEW else f"待核（{one.reason}）"
            yield Reminder(RULE, f"{one.name}：{year} 年 {words}", "members", one.id, due.isoformat(), state)
