"""Forms of condolence visits that are not plain lists: 公示, 审批表 and 批次审核单."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import PageBreak

from desktop.reports.kit.fonts import BODY, BOLD
from desktop.reports.kit.grid import Cell
from desktop.reports.kit.page import OFFICIAL, Out, Printed, frame_width, heading, sheet, signed, write
from desktop.reports.kit.text import Text, Type

LABEL = Type(BOLD, 10.5, "center", 1.25)
VALUE = Type(BODY, 10.5, "left", 1.35)
SPOKEN = Type(BODY, 16, "left", 1.75)
CLOSING = Type(BODY, 16, "right", 1.75)
NAMED = Type(BOLD, 22, "center", 1.4)
Facts = Sequence[tuple[str, str]]


def _table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    size: float = 10.5,
    width: float = 0,
    aligned: Sequence[str] = (),
) -> Any:
    room = (width or frame_width(wide=False)) / sum(shares)
    aligned = aligned or ["left"] * len(head)
    top = [Cell(word, Type(BOLD, size, "center", 1.25), shaded=True) for word in head]
    body = [[Cell(text, Type(BODY, size, to, 1.3)) for text, to in zip(row, aligned, strict=True)] for row in rows]
    empty = [[Cell("（没有记录）", Type(BODY, size, "center"), across=len(head))]]
    return sheet(body or empty, [share * room for share in shares], head=[top], least=8 * mm)


def _facts(facts: Facts) -> Any:
    """Facts two a line."""
    room = frame_width(wide=False)
    pairs = [[*facts[start : start + 2], ("", "")][:2] for start in range(0, len(facts), 2)]
    rows = [
        [Cell(text, kind) for pair in line for text, kind in zip(pair, (LABEL, VALUE), strict=True)] for line in pairs
    ]
    return sheet(rows, [room * share for share in (0.17, 0.33, 0.17, 0.33)], least=9 * mm)


def notice(
    out: Out, title: str, said: Sequence[str], rows: Sequence[Sequence[str]], closing: Sequence[str], unit: str
) -> Printed:
    """慰问公示: what is made public, the list, and who made it public when; margins and sizes of an official paper."""
    story: list[Any] = [
        Text(title, NAMED, after=8 * mm),
        *(Text(f"　　{words}", SPOKEN, after=2 * mm) for words in said[:1]),
    ]
    titles, shares = ("序号", "姓名", "所在支部", "慰问类别", "金额（元）"), (1.2, 2, 4, 4, 2.4)
    aligned: Sequence[str] = ("center", "center", "left", "left", "right")
    story.append(_table(titles, rows, shares, 12, OFFICIAL.width, aligned))
    story += [Text(f"　　{words}", SPOKEN, before=2 * mm) for words in said[1:]]
    story += [Text(words, CLOSING, before=4 * mm) for words in closing]
    return write(out, title, story, author=unit, area=OFFICIAL)


def approvals(out: Out, people: Sequence[tuple[Facts, Facts]], unit: str) -> Printed:
    """困难党员慰问审批表, one person a page: the facts two a line, then the long ones and the opinions."""
    title = "困难党员慰问审批表"
    story: list[Any] = []
    room = frame_width(wide=False)
    for index, (facts, texts) in enumerate(people):
        rows = [[Cell(name, LABEL), Cell(text, VALUE, top=bool(text.endswith("日")))] for name, text in texts]
        story += [*([PageBreak()] if index else []), *heading(title, f"单位：{unit}"), _facts(facts)]
        story.append(sheet(rows, [room * 0.17, room * 0.83], least=27 * mm, cut=True))
    if not people:
        story = [*heading(title), Text("（没有记录）", LABEL)]
    return write(out, title, story, author=unit)


def batch_sheet(
    out: Out,
    title: str,
    facts: Facts,
    sums: Sequence[tuple[str, Sequence[tuple[str, str]]]],
    checks: Sequence[Sequence[str]],
    unit: str,
) -> Printed:
    """批次审核单: facts, sums, the twelve checks with their states and the reasons typed, and who signs."""
    story: list[Any] = [*heading(title, f"单位：{unit}"), _facts(facts)]
    for name, lines in sums:
        story += [Text(name, Type(BOLD, 12), before=4 * mm, after=2 * mm), _table((name, "数额"), lines, (3, 1))]
    story += [
        Text("资金体检", Type(BOLD, 12), before=4 * mm, after=2 * mm),
        _table(("序号", "检查项目", "结果", "涉及", "说明"), checks, (1, 5, 1.6, 1.4, 5)),
        *signed(("经办人（签字）：", "审核人（签字）：", "审批人（签字）：", "单位（盖章）：")),
    ]
    return write(out, title, story, author=unit)
