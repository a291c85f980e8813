"""What the papers of every tab share: what was asked for, read, and the lines above a list."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import Progress, Refusal, Unclear
from desktop.rules.dates import chinese_date, day_meant
from desktop.store.office import Office

if TYPE_CHECKING:
    from desktop.reports.kit.page import Printed
    from desktop.reports.kit.roster import Heading

Asked = dict[str, str]
Draw = Callable[[Office, Path, Asked, Progress | None], "Printed"]
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


def head_of(office: Office, title: str, *, unit: str = "", clerk: bool = False) -> "Heading":
    """The lines above a list: its title, whose it is (and who fills it in), today."""
    from desktop.reports.kit.roster import Heading  # noqa: PLC0415 - who asks draws; the rest need not wait for it

    named = f"　　填表人：{office.settings.clerk}" if clerk and office.settings.clerk else ""
    return Heading(title, f"{unit or f'单位：{office.unit}'}{named}", chinese_date(dt.date.today().isoformat()))
