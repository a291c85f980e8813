"""What a form on paper was asked for, read: a year, a day."""

import datetime as dt
import re

from desktop.errors import Refusal, Unclear
from desktop.rules.dates import day_meant

YEAR = re.compile(r"(\d{4})年?")


def year_of(text: str) -> int:
    """A year, this one where none is named."""
    if not text.strip():
        return dt.date.today().year
    found = YEAR.fullmatch(text.strip())
    if not found or not 1900 <= int(found[1]) <= 2200:
        raise Refusal(f"年度“{text}”看不懂，请写成 2026。")
    return int(found[1])


def day_of(text: str, title: str) -> dt.date:
    """A day as people type it, today where none is named; of a month or a year its last day."""
    try:
        return day_meant(text.strip()) if text.strip() else dt.date.today()
    except Unclear as unclear:
        raise Refusal(f"{title}“{text}”看不懂，{unclear.reason}。请写成 2026-12-31。") from unclear
