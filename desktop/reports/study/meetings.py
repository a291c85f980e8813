"""The papers of a meeting: 签到表 and 记录."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import PageBreak, Spacer

from desktop.reports.kit.fonts import BODY, width_of
from desktop.reports.kit.grid import PADDING, Cell
from desktop.reports.kit.page import Out, Printed, frame_height, frame_width, heading, sheet, signed, write
from desktop.reports.kit.text import CENTRED, INDENT, LABEL, VALUE, Type

SPOKEN = Type(BODY, 11, "left", 1.65)
SIGN_ROW = 9.5 * mm
MOST_ACROSS, FEW_NAMES = 3, 20
ON_ONE_SIDE = 26  # characters of a fact that may stand beside another


@dataclass(frozen=True)
class Meeting:
    """What stands on a meeting's papers; every field as text."""

    unit: str
    kind: str
    facts: Sequence[tuple[str, str]]
    texts: Sequence[tuple[str, str]]
    names: Sequence[str] = ()
    title: str = ""


def sign_in(out: Out, meeting: Meeting) -> Printed:
    """会议签到表: the meeting's facts over a grid of names to sign beside, read down each column of a page."""
    room = frame_width(wide=False)
    facts = _facts(meeting.facts[:6])
    head = [*heading("会议签到表", f"单位：{meeting.unit}"), facts, Spacer(1, 3 * mm)]
    used = sum(one.wrap(room, 0)[1] + one.getSpaceAfter() for one in head)
    across = MOST_ACROSS if len(meeting.names) > FEW_NAMES or not meeting.names else MOST_ACROSS - 1
    first = int((frame_height(wide=False) - used - SIGN_ROW) // SIGN_ROW)
    later = int((frame_height(wide=False) - SIGN_ROW) // SIGN_ROW)
    story, start, rows = head, 0, first
    while start == 0 or start < len(meeting.names):
        story += [*([PageBreak()] if start else []), _names(meeting.names, start, rows, across)]
        start, rows = start + rows * across, later
    return write(out, "会议签到表", story, author=meeting.unit)


def _names(names: Sequence[str], start: int, down: int, across: int) -> Any:
    """One page of names; places left over are for those who come unasked."""
    widths = [frame_width(wide=False) / across * share for share in (0.2, 0.36, 0.44)] * across
    room = widths[1] - 2 * PADDING
    padded = [*names[start : start + down * across], *[""] * (down * across)]
    rows = []
    for row in range(down):
        numbers = [column * down + row for column in range(across)]
        pairs = [(str(start + number + 1), _fits(padded[number], room)) for number in numbers]
        rows.append([cell for number, name in pairs for cell in (Cell(number, CENTRED), name, Cell())])
    head = [Cell(word, LABEL, shaded=True) for _ in range(across) for word in ("序号", "姓名", "签名")]
    return sheet([head, *rows], widths, least=SIGN_ROW - 0.01)


def _fits(name: str, room: float) -> Cell:
    """A name on one line where it can be read, on two small ones where it is very long."""
    wide = width_of(name, CENTRED.size)
    size = CENTRED.size if wide <= room else max(min(CENTRED.size * room / wide, CENTRED.size), 7.5)
    return Cell(name, Type(BODY, size, "center", 1.1))


def minutes(out: Out, meeting: Meeting) -> Printed:
    """会议记录: a table of facts, then the agenda, content and resolution as long as they are."""
    room = frame_width(wide=False)
    rows = [[Cell(title, LABEL, shaded=True), Cell(_spoken(text), SPOKEN, top=True)] for title, text in meeting.texts]
    tail = signed(("主持人（签字）：", "记录人（签字）："))
    story = [
        *heading(meeting.title or f"{meeting.kind}会议记录", f"单位：{meeting.unit}"),
        _facts(meeting.facts),
        sheet(rows, [room * 0.14, room * 0.86], cut=True, tail=tail, least=22 * mm) if rows else Spacer(1, 1),
        *([] if rows else tail),
    ]
    return write(out, meeting.title or "会议记录", story, author=meeting.unit)


def _spoken(text: str) -> str:
    """Paragraphs, each set in by two characters."""
    return "\n".join(INDENT + line.strip() for line in text.split("\n") if line.strip())


def _facts(facts: Sequence[tuple[str, str]]) -> Any:
    """Facts two beside one another, a long one alone."""
    room = frame_width(wide=False)
    rows: list[list[Cell]] = []
    for title, text in facts:
        label = Cell(title, LABEL, shaded=True)
        alone = len(text) > ON_ONE_SIDE
        if alone or not rows or sum(cell.across for cell in rows[-1]) >= 4:
            rows.append([label, Cell(text, VALUE, across=3 if alone else 1)])
        else:
            rows[-1] += [label, Cell(text, VALUE)]
    return sheet([_closed(row) for row in rows], [room * share for share in (0.14, 0.36, 0.14, 0.36)], least=8.5 * mm)


def _closed(row: list[Cell]) -> list[Cell]:
    """A fact left alone at the end takes its row."""
    return [row[0], Cell(row[1].text, VALUE, across=3)] if len(row) == 2 else row
