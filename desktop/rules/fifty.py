"""Fifty years in the Party (光荣在党50年): the first of July that finds them full.

Source: 中办 2021-03 《关于做好“光荣在党50年”纪念章颁发工作的通知》 and 中组部 《颁发管理办法》: living members whose 党龄 on
1 July is fifty years, awarded once a year from 2021 on. A date known to the month or year leaves the year open: 待核.
"""

import datetime as dt

from desktop.rules.dates import add_months, end_of, start_of
from desktop.rules.party_age import FIFTY_YEARS, counts_from, party_age

INSTITUTED = 2021
MONTH, DAY = 7, 1


def award_day(year: int) -> dt.date:
    """The day of a year on which the fifty years must be full."""
    return dt.date(year, MONTH, DAY)


def reaches(joined: str | None, full: str | None, adjust_months: int = 0) -> tuple[int | None, int | None]:
    """The first and the last year whose 1 July may be the first with fifty full years; (None, None) without a start."""
    start, _ = counts_from(joined, full)
    if start is None:
        return None, None
    days = [add_months(day, FIFTY_YEARS + adjust_months) for day in (start_of(start), end_of(start))]
    first, last = (day.year if day <= award_day(day.year) else day.year + 1 for day in days)
    return first, last


def years_on(joined: str | None, full: str | None, year: int, adjust_months: int = 0) -> int | None:
    """Whole years on 1 July; None where that is open."""
    return party_age(joined, full, award_day(year), adjust_months)[0]
