"""值班表: who is on duty, by day and post for a month, or turn by turn."""

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportlab.lib.units import mm

from desktop.reports.kit.fonts import BODY, BOLD
from desktop.reports.kit.grid import Cell
from desktop.reports.kit.page import Out, Printed, frame_width, heading, sheet, signed, write
from desktop.reports.kit.roster import Heading, RosterColumn, fitted
from desktop.reports.kit.text import Type

WEEK = "一二三四五六日"
MOST_POSTS = 4
TOGETHER = 15  # turns of one day under one cell; more begin another, so that a day may pass a page's end
SIGNATURES = ("制表人：", "审核人：")
LABEL = Type(BOLD, 10.5, "center", 1.25)
NAMES = Type(BODY, 10.5, "center", 1.25)


@dataclass(frozen=True)
class DutyDay:
    """One day of a duty table: the names at each post and shift."""

    day: str
    names: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Turn:
    """One turn of duty as text; `day` is an ISO date."""

    day: str
    shift: str = ""
    hours: str = ""
    post: str = ""
    leader: str = ""
    people: str = ""
    phone: str = ""
    note: str = ""


LISTED = {
    "shift": RosterColumn("班次", "center"),
    "hours": RosterColumn("时段", "center"),
    "post": RosterColumn("点位", "center"),
    "leader": RosterColumn("带班领导", "center"),
    "people": RosterColumn("值班人员", "left", 90),
    "phone": RosterColumn("联系电话", "center"),
    "note": RosterColumn("备注", "left", 40),
}
ALWAYS = ("people", "note")


def duty_month(out: Out, month: str, posts: Sequence[str], days: Sequence[DutyDay], unit: str) -> Printed:
    """值班表（月）: every day of the month by post and shift, turn by turn where the posts are too many to stand abreast."""
    if len(posts) > MOST_POSTS:
        turns = [Turn(day.day, post=post, people="、".join(day.names[post])) for day, post in _held(posts, days)]
        return duty_list(out, Heading(f"{_month(month)}值班表", f"单位：{unit}"), turns)
    known = {day.day: day.names for day in days}
    room = frame_width(wide=False)
    share = (room - 92) / max(len(posts), 1)
    head = [Cell(word, LABEL, shaded=True) for word in ("日期", "星期", *posts)]
    rows = [_day(day, posts, known.get(day.isoformat(), {})) for day in _days(month)]
    widths = [54, 38, *[share] * len(posts)] if posts else [room / 2] * 2
    table = sheet(rows, widths, head=[head], least=7 * mm, tail=signed(SIGNATURES, before=2 * mm))
    story = [*heading(f"{_month(month)}值班表", f"单位：{unit}", "值班电话：　　　　　　　　"), table]
    return write(out, f"{_month(month)}值班表", story, author=unit)


def _held(posts: Sequence[str], days: Sequence[DutyDay]) -> list[tuple[DutyDay, str]]:
    ordered = sorted(days, key=lambda day: day.day)
    return [(day, post) for day in ordered for post in posts if day.names.get(post)]


def _month(month: str) -> str:
    return f"{int(month[:4])}年{int(month[5:7])}月"


def _days(month: str) -> list[dt.date]:
    year, number = int(month[:4]), int(month[5:7])
    return [dt.date(year, number, day) for day in range(1, calendar.monthrange(year, number)[1] + 1)]


def _words(day: dt.date) -> tuple[str, str]:
    return f"{day.month}月{day.day}日", f"周{WEEK[day.weekday()]}"


def _day(day: dt.date, posts: Sequence[str], names: Mapping[str, Sequence[str]]) -> list[Cell]:
    """One row; Saturdays and Sundays are shaded."""
    texts = (*_words(day), *("、".join(names.get(post, ())) for post in posts))
    return [Cell(text, NAMES, shaded=day.weekday() >= 5) for text in texts]


def duty_list(out: Out, head: Heading, turns: Sequence[Turn], *, signatures: Sequence[str] = SIGNATURES) -> Printed:
    """值班表, turn by turn, a day's turns under one cell; columns that nobody filled are left out."""
    ordered = sorted(turns, key=lambda turn: turn.day)
    keys = [key for key in LISTED if key in ALWAYS or any(getattr(turn, key) for turn in turns)]
    columns = [RosterColumn("日期", "center", 50), RosterColumn("星期", "center", 34), *(LISTED[key] for key in keys)]
    texts = [["12月30日", "周三", *(getattr(turn, key) for key in keys)] for turn in ordered]
    layout = fitted(columns, texts)
    kinds = [Type(BODY, layout.size, column.align, 1.25) for column in columns]
    rows = []
    for day, same in groupby(ordered, key=lambda turn: turn.day):
        rows += _grouped(day, [[getattr(turn, key) for key in keys] for turn in same], kinds)
    table = sheet(
        rows or [layout.empty()],
        layout.widths,
        head=[layout.head()],
        least=7.5 * mm,
        tail=signed(signatures, wide=layout.wide),
        wide=layout.wide,
    )
    story = [*heading(head.title, head.left, head.right, wide=layout.wide), table]
    return write(out, head.title, story, wide=layout.wide, author=head.unit)


def _grouped(day: str, turns: Sequence[Sequence[str]], kinds: Sequence[Type]) -> list[list[Cell]]:
    """The rows of one day, its date in one cell beside them."""
    date = dt.date.fromisoformat(day)
    found = []
    for index, turn in enumerate(turns):
        down = min(TOGETHER, len(turns) - index) if index % TOGETHER == 0 else 0
        dated = [Cell(word, kinds[0], down=down) for word in _words(date)] if down else []
        found.append([*dated, *(Cell(text, kind) for text, kind in zip(turn, kinds[2:], strict=True))])
    return found
