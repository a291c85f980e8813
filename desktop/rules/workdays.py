"""Working days: weekends and holidays off, days made up on, as the State Council's office announces year by year.

The years known stand in `resources/workdays.csv` (日期,安排: 休 or 班); an office may lay a file of the same shape and name
into its data folder for later years. A year that neither knows is counted by weekends alone, and told as 暂算.
"""

import csv
import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from desktop.settings import resources

FILE, OFF, ON = "workdays.csv", "休", "班"
SATURDAY = 5


def read_days(file: Path) -> dict[dt.date, bool]:
    """Each day told of: True is worked. ValueError names the line that can't be read."""
    found: dict[dt.date, bool] = {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            try:
                day, kind = dt.date.fromisoformat((row.get("日期") or "").strip()), (row.get("安排") or "").strip()
                found[day] = {OFF: False, ON: True}[kind]
            except (ValueError, KeyError) as error:
                message = f"第 {number} 行看不懂，每行写 日期,安排，例如 2027-01-01,休"
                raise ValueError(message) from error
    return found


@lru_cache(maxsize=8)
def calendar_of(folder: Path | None = None) -> Mapping[dt.date, bool]:
    """The days of the program's own file, and over them those of the office."""
    own = read_days(resources() / FILE)
    if folder is None or not (folder / FILE).exists():
        return own
    try:
        return own | read_days(folder / FILE)
    except (OSError, ValueError, UnicodeDecodeError):
        return own


def working_days(first: dt.date, last: dt.date, days: Mapping[dt.date, bool]) -> tuple[int, bool]:
    """How many days from the first to the last, both counted, are worked; and whether that is only 暂算."""
    years = {day.year for day in days}
    count, day = 0, first
    while day <= last:
        count += days.get(day, day.weekday() < SATURDAY)
        day += dt.timedelta(days=1)
    return count, any(year not in years for year in range(first.year, last.year + 1))


def after_working_days(first: dt.date, count: int, days: Mapping[dt.date, bool]) -> dt.date:
    """The day on which so many working days are full, the first one counted if it is worked."""
    day = first
    while True:
        count -= days.get(day, day.weekday() < SATURDAY)
        if count <= 0:
            return day
        day += dt.timedelta(days=1)
