"""Forms of one record or one month: 采集表, 签到表, 会议记录, 值班表."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import LongTable, PageBreak, Spacer, Table, TableStyle

from desktop.reports.fonts import BODY, BOLD
from desktop.reports.page import Printed, frame_width, heading, paragraph, write
from desktop.reports.roster import GREY, Heading, RosterColumn, roster

WEEK = "一二三四五六日"
GRID = [
    ("GRID", (0, 0), (-1, -1), 0.5, black),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("TOPPADDING", (0, 0), (-1, -1), 4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
]
NAMES_ACROSS = 3
MOST_POSTS = 5


@dataclass(frozen=True)
class Meeting:
    """What stands on a meeting's papers; every field as text."""

    unit: str
    kind: str
    facts: Sequence[tuple[str, str]]
    texts: Sequence[tuple[str, str]]
    names: Sequence[str] = ()
    title: str = ""


@dataclass(frozen=True)
class DutyDay:
    """One day of a duty table: the names at each post and shift."""

    day: str
    names: Mapping[str, Sequence[str]]


def _tick(values: Sequence[str], chosen: str) -> str:
    return "　".join(f"{value}{'■' if value == chosen else '□'}" for value in values)


def member_sheets(out: Path, members: Sequence[Mapping[str, str]], unit: str) -> Printed:
    """党员基本信息采集表, one member a page; fields by their titles (16 items of the printed form)."""
    story: list[Any] = []
    for index, member in enumerate(members):
        story += [PageBreak()] if index else []
        story += _member(member, unit)
    if not members:
        story = [heading("党员基本信息采集表"), paragraph("（没有党员）", align="center")]
    return write(
        out, "党员基本信息采集表", story, texts=[value for member in members for value in member.values()], author=unit
    )


def _member(member: Mapping[str, str], unit: str) -> list[Any]:
    def get(title: str) -> str:
        return member.get(title, "")

    rows = [
        ["1. 姓名", get("姓名"), "2. 性别", get("性别")],
        ["3. 民族", get("民族"), "5. 出生日期", get("出生日期")],
        ["4. 公民身份证号", get("公民身份号码"), "", ""],
        ["6. 学历", get("学历"), "7. 人员类别", get("人员类别")],
        ["8. 所在党支部", get("所在党支部"), "", ""],
        ["9. 加入党组织日期", get("加入党组织日期"), "10. 转为正式党员日期", get("转为正式党员日期")],
        ["11. 工作岗位", get("工作岗位"), "", ""],
        ["12. 联系电话", f"手机号：{get('手机号')}", f"固定电话：{get('固定电话')}", ""],
        ["13. 家庭住址", get("现居住地"), "", ""],
        ["14. 党籍状态", _tick(("正常", "停止党籍"), get("党籍状态") or "正常"), "", ""],
        [
            "15. 是否为失联党员",
            f"{_tick(('是', '否'), get('是否失联党员') or '否')}　　失去联系日期：{get('失去联系日期') or '____年__月'}",
            "",
            "",
        ],
        [
            "16. 是否为流动党员",
            f"{_tick(('是', '否'), get('是否流动党员') or '否')}　　外出流向：{get('外出流向') or '______省______市______县'}",
            "",
            "",
        ],
    ]
    room = frame_width(wide=False)
    table = Table(
        [[_cell(text, index) for index, text in enumerate(row)] for row in rows],
        [room * share for share in (0.21, 0.31, 0.22, 0.26)],
        13 * mm,
    )
    spans = [("SPAN", (1, row), (3, row)) for row in (2, 4, 6, 8, 9, 10, 11)] + [("SPAN", (2, 7), (3, 7))]
    table.setStyle(TableStyle([*GRID, *spans]))
    signs = Table(
        [
            [paragraph("党员（签字）："), paragraph("信息采集员（签字）：")],
            [paragraph("党支部书记（签字）："), paragraph("基层党委（盖章）：")],
        ],
        [room / 2] * 2,
        14 * mm,
    )
    note = "注：此表由党员本人确认，党支部（党总支、党委）初核，基层党委复核。"
    return [
        heading("党员基本信息采集表"),
        paragraph(f"填报单位：{unit}"),
        Spacer(1, 2 * mm),
        table,
        Spacer(1, 6 * mm),
        signs,
        paragraph(note, size=9.5),
    ]


def _cell(text: str, index: int) -> Any:
    label = index % 2 == 0 and text[:1].isdigit()
    return paragraph(text, BOLD if label else BODY, 10 if label else 11) if text else ""


def sign_in(out: Path, meeting: Meeting) -> Printed:
    """会议签到表: the meeting's facts over a grid of names to sign beside."""
    names = list(meeting.names) or [""] * 45
    names += [""] * (-len(names) % NAMES_ACROSS)
    down = len(names) // NAMES_ACROSS
    head = [paragraph(word, BOLD, 10.5, "center") for _ in range(NAMES_ACROSS) for word in ("序号", "姓名", "签名")]
    rows: list[list[Any]] = [head]
    for row in range(down):
        cells: list[Any] = []
        for column in range(NAMES_ACROSS):
            number = column * down + row
            cells += [paragraph(str(number + 1), align="center"), paragraph(names[number], align="center"), ""]
        rows.append(cells)
    room = frame_width(wide=False)
    table = LongTable(
        rows,
        [room / NAMES_ACROSS * share for share in (0.22, 0.35, 0.43)] * NAMES_ACROSS,
        [9 * mm] * len(rows),
        repeatRows=1,
    )
    table.setStyle(TableStyle([*GRID, ("BACKGROUND", (0, 0), (-1, 0), GREY)]))
    story = [heading("会议签到表"), _facts(meeting.facts[:6], room), Spacer(1, 3 * mm), table]
    return write(out, "会议签到表", story, texts=_texts(meeting), author=meeting.unit)


def minutes(out: Path, meeting: Meeting) -> Printed:
    """会议记录: a table of facts, then the agenda, content and resolution as long as they are."""
    room = frame_width(wide=False)
    story: list[Any] = [heading(meeting.title or f"{meeting.kind}会议记录"), _facts(meeting.facts, room)]
    for title, text in meeting.texts:
        story.append(paragraph(title, BOLD, 11, spaceBefore=5 * mm, spaceAfter=1.5 * mm))
        lines = text.split("\n") if text else ["（未填写）"]
        story += [paragraph(line, BODY, 11, firstLineIndent=22, leading=19) for line in lines]
    story += [
        Spacer(1, 12 * mm),
        Table([[paragraph("主持人（签字）："), paragraph("记录人（签字）：")]], [room / 2] * 2),
    ]
    return write(out, meeting.title or "会议记录", story, texts=_texts(meeting), author=meeting.unit)


def _texts(meeting: Meeting) -> list[str]:
    return [*meeting.names, *(text for pair in (*meeting.facts, *meeting.texts) for text in pair)]


def _facts(facts: Sequence[tuple[str, str]], room: float) -> Table:
    pairs = list(facts) + [("", "")] * (len(facts) % 2)
    rows = [
        [
            paragraph(pairs[index][0], BOLD, 10.5, "center"),
            paragraph(pairs[index][1]),
            paragraph(pairs[index + 1][0], BOLD, 10.5, "center"),
            paragraph(pairs[index + 1][1]),
        ]
        for index in range(0, len(pairs), 2)
    ]
    table = Table(rows, [room * share for share in (0.14, 0.36, 0.14, 0.36)])
    table.setStyle(TableStyle([*GRID, ("BACKGROUND", (0, 0), (0, -1), GREY), ("BACKGROUND", (2, 0), (2, -1), GREY)]))
    return table


def duty_month(out: Path, month: str, posts: Sequence[str], days: Sequence[DutyDay], unit: str) -> Printed:
    """值班表（月）: every day of the month by post and shift; `posts` are the column titles, `month` is YYYY-MM."""
    year, number = int(month[:4]), int(month[5:7])
    known = {day.day: day for day in days}
    rows = []
    for day in range(1, calendar.monthrange(year, number)[1] + 1):
        iso = f"{month}-{day:02d}"
        names = known[iso].names if iso in known else {}
        rows.append(
            [
                f"{number}月{day}日",
                f"周{WEEK[calendar.weekday(year, number, day)]}",
                *("、".join(names.get(post, ())) for post in posts),
            ]
        )
    columns = [
        RosterColumn("日期", "center", 44),
        RosterColumn("星期", "center", 30),
        *(RosterColumn(post, "center", 60) for post in posts),
    ]
    head = Heading(f"{year}年{number}月值班表", f"单位：{unit}", "")
    return roster(
        out, head, columns, rows, numbered=False, wide=len(posts) > MOST_POSTS, signatures=("制表人：", "审核人：")
    )
