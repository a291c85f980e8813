"""Lines of Chinese text on paper: broken by the rules of punctuation, numbers kept whole, drawn without a gap."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable

from desktop.reports.kit.fonts import BODY, BOLD, BOX, NO_GLYPH, TICK, TICKED, clean, missing, runs, width_of

NOT_FIRST = "，。、；：？！）》〉”’】〕」』〗…—％%℃·,.;:?!)]}～"
NOT_LAST = "（《〈“‘【〔「『〖([{￥¥"
WORD = r"[0-9A-Za-z@_/+*#&=<>.,:\-']*[0-9A-Za-z*]"
UNIT = re.compile(rf"[{re.escape(NOT_LAST)}]*(?:{WORD}|.)[{re.escape(NOT_FIRST)}]*")
BASELINE = 0.12  # of the size: how far a Chinese face stands below its line
INDENT = "\u3000\u3000"
SLACK = 0.01


@dataclass(frozen=True)
class Type:
    """How a text is set: face, size and alignment; `leading` is from line to line in sizes."""

    role: str = BODY
    size: float = 10.5
    align: str = "left"
    leading: float = 1.4

    @property
    def line(self) -> float:
        """The height of one line, in points."""
        return self.size * self.leading


USUAL = Type()
LABEL = Type(BOLD, 10.5, "center", 1.25)
VALUE = Type(BODY, 10.5, "left", 1.35)
CENTRED = Type(BODY, 10.5, "center", 1.35)


def lines_of(text: str, room: float, kind: Type) -> list[str]:
    """The text as lines that fit the room; a line break in the text is kept."""
    plain = clean(text)
    if "\n" not in plain and width_of(plain, kind.size, kind.role) <= room + SLACK:
        return [plain]
    return [line for part in plain.split("\n") for line in _wrapped(part, room, kind)]


def _wrapped(part: str, room: float, kind: Type) -> list[str]:
    found, line, used = [], "", 0.0
    for unit in _units(part, room, kind):
        wide = width_of(unit, kind.size, kind.role)
        if line and used + width_of(unit.rstrip(" "), kind.size, kind.role) > room + SLACK:
            found.append(line.rstrip(" "))
            line, used = "", 0.0
            if not unit.strip(" "):
                continue
        line, used = line + unit, used + wide
    return [*found, line.rstrip(" ")]


def _units(part: str, room: float, kind: Type) -> list[str]:
    """What may not be broken; a unit wider than the room is broken all the same."""
    found: list[str] = []
    for unit in UNIT.findall(part):
        found += [unit] if width_of(unit, kind.size, kind.role) <= room else list(unit)
    return found


def longest_unit(text: str, kind: Type) -> float:
    """The width of the longest thing in the text that should stay on one line, in points."""
    return max((width_of(unit, kind.size, kind.role) for unit in UNIT.findall(clean(text))), default=0.0)


def draw_line(canvas: Any, x: float, y: float, line: str, kind: Type) -> None:
    """One line from a point on, its face changing where it must; the canvas keeps what no face has."""
    for index, piece in enumerate(line.split(TICKED)):
        if index:
            _tick(canvas, x, y, kind)
            x += width_of(TICKED, kind.size, kind.role)
        for face, run in runs(piece, kind.role):
            canvas.setFont(face, kind.size)
            canvas.drawString(x, y, run)
            x += width_of(run, kind.size, kind.role)
            if NO_GLYPH in run:
                canvas.missing.update(dict.fromkeys(missing([piece])))


def _tick(canvas: Any, x: float, y: float, kind: Type) -> None:
    draw_line(canvas, x, y, BOX, kind)
    draw_line(canvas, x, y, TICK, kind)


def draw_lines(canvas: Any, left: float, top: float, room: float, lines: Sequence[str], kind: Type) -> None:
    """Lines under one another from the top, aligned in their room."""
    for index, line in enumerate(lines):
        spare = 0 if kind.align == "left" else room - width_of(line, kind.size, kind.role)
        x = left + (spare / 2 if kind.align == "center" else spare)
        y = top - (index + 1) * kind.line + (kind.line - kind.size) / 2 + BASELINE * kind.size
        draw_line(canvas, x, y, line, kind)


class Text(Flowable):
    """A paragraph of its own, outside any table."""

    def __init__(self, text: str, kind: Type, before: float = 0, after: float = 0) -> None:
        """Keep the text until its room is known."""
        super().__init__()
        self.text, self.kind = text, kind
        self.spaceBefore, self.spaceAfter = before, after
        self.lines: list[str] = []

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        """The room it takes."""
        self.width, self.lines = room, lines_of(self.text, room, self.kind)
        return room, len(self.lines) * self.kind.line

    def split(self, room: float, height: float) -> list[Flowable]:
        """What fits, and the rest."""
        self.wrap(room, height)
        fits = int((height + SLACK) // self.kind.line)
        if not 0 < fits < len(self.lines):
            return []
        pieces = (self.lines[:fits], self.lines[fits:])
        return [Text("\n".join(piece), self.kind, 0, self.spaceAfter) for piece in pieces]

    def draw(self) -> None:
        """Draw the lines."""
        draw_lines(self.canv, 0, len(self.lines) * self.kind.line, self.width, self.lines, self.kind)
