"""Figures on paper: each table beside its bars, drawn as vectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor, black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from desktop.reports.kit.fonts import BODY, BOLD, width_of
from desktop.reports.kit.grid import Cell
from desktop.reports.kit.page import Out, Printed, frame_width, heading, sheet, write
from desktop.reports.kit.roster import Heading
from desktop.reports.kit.text import Text, Type, draw_line

BAR, TRACK = HexColor("#b3261e"), HexColor("#eceff3")
SIZE = 9.0
GAP = 6 * mm
MOST_ROWS = 26
ROW = SIZE * 1.25 + 6


@dataclass(frozen=True)
class Counted:
    """One table: its title and rows of what is counted, how many, their share."""

    title: str
    rows: Sequence[tuple[str, int, str]]


class Bars(Flowable):
    """One bar a row, as long as its count beside the largest; rows stand beside those of the table."""

    def __init__(self, counts: Sequence[int], largest: int, width: float, top: float) -> None:
        """`top` is the height of the table's header."""
        super().__init__()
        self.counts, self.largest, self.room, self.top = counts, max(largest, 1), width, top

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """As high as the table."""
        return self.room, self.top + ROW * len(self.counts)

    def draw(self) -> None:
        """Draw a pale track, the bar on it and the count at its end."""
        kind = Type(BODY, SIZE)
        room = self.room - width_of(str(self.largest), SIZE) - 4
        for place, count in enumerate(self.counts):
            foot = ROW * (len(self.counts) - place - 1) + ROW * 0.22
            self.canv.setFillColor(TRACK)
            self.canv.rect(0, foot, room, ROW * 0.56, stroke=0, fill=1)
            self.canv.setFillColor(BAR)
            long = room * count / self.largest
            if count:
                self.canv.rect(0, foot, max(long, 1), ROW * 0.56, stroke=0, fill=1)
            self.canv.setFillColor(black)
            draw_line(self.canv, long + 3, foot + 1.5, str(count), kind)


class Beside(Flowable):
    """Two flowables side by side, their feet on one line."""

    def __init__(self, left: Any, right: Any, place: float) -> None:
        """`place` is where the right one begins."""
        super().__init__()
        self.left, self.right, self.place = left, right, place

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """As high as the higher."""
        self.heights = [one.wrap(room, height)[1] for one in (self.left, self.right)]
        return room, max(self.heights)

    def draw(self) -> None:
        """Draw both."""
        self.left.drawOn(self.canv, 0, 0)
        self.right.drawOn(self.canv, self.place, 0)


def statistics_sheet(
    out: Out, head: Heading, tables: Sequence[Counted], units: Sequence[Sequence[str]], note: str = ""
) -> Printed:
    """The tables with their bars, then the organisations; upright."""
    story = heading(head.title, head.left, head.right)
    for table in tables:
        story += _block(table)
    if units:
        story += [Text("按党组织（含下级）", Type(BOLD, 11), before=4 * mm, after=1.5 * mm), _units(units)]
    story += [Text(note, Type(BODY, SIZE), before=3 * mm)] if note else []
    return write(out, head.title, story, author=head.unit)


def _block(table: Counted) -> list[Any]:
    found: list[Any] = []
    largest = max((count for _, count, _ in table.rows), default=0)
    for start in range(0, max(len(table.rows), 1), MOST_ROWS):
        rows = table.rows[start : start + MOST_ROWS]
        title = table.title if not start else f"{table.title}（续）"
        found.append(Block(Text(title, Type(BOLD, 11), before=4 * mm, after=1.5 * mm), _pair(rows, largest)))
    return found


def _pair(rows: Sequence[tuple[str, int, str]], largest: int) -> Beside:
    half = frame_width(wide=False) / 2
    widths = [half - 84, 40, 44]
    kinds = [Type(BODY, SIZE, align, 1.25) for align in ("left", "right", "right")]
    head = [Cell(title, Type(BOLD, SIZE, "center", 1.25), shaded=True) for title in ("类别", "人数", "占比")]
    cells = [
        [Cell(_fitted(value, widths[0]), kinds[0]), Cell(str(count), kinds[1]), Cell(share, kinds[2])]
        for value, count, share in rows
    ]
    grid = sheet(cells, widths, head=[head], least=ROW)
    return Beside(grid, Bars([count for _, count, _ in rows], largest, half - GAP, ROW), half + GAP)


def _fitted(text: str, room: float) -> str:
    """The text on one line, its end left out where there is no room: bars stand beside rows of one height."""
    while width_of(text, SIZE) > room - 8 and len(text) > 1:
        text = f"{text.removesuffix('…')[:-1]}…"
    return text


class Block(Flowable):
    """A heading and what stands under it, never parted."""

    def __init__(self, title: Text, body: Beside) -> None:
        """Both are drawn on one page."""
        super().__init__()
        self.title, self.body = title, body

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Their heights and the room between them."""
        self.head = self.title.wrap(room, height)[1]
        self.under = self.body.wrap(room, height)[1]
        return room, self.head + self.under + self.title.getSpaceBefore() + self.title.getSpaceAfter()

    def draw(self) -> None:
        """Draw the heading over the body."""
        self.body.drawOn(self.canv, 0, 0)
        self.title.drawOn(self.canv, 0, self.under + self.title.getSpaceAfter())


UNIT_TITLES = ("党组织", "党员", "女", "少数民族", "预备党员", "大专及以上")


def _units(units: Sequence[Sequence[str]]) -> Any:
    narrow = 54.0
    widths = [frame_width(wide=False) - narrow * (len(UNIT_TITLES) - 1), *[narrow] * (len(UNIT_TITLES) - 1)]
    head = [Cell(title, Type(BOLD, SIZE, "center", 1.25), shaded=True) for title in UNIT_TITLES]
    kinds = [Type(BODY, SIZE, "left" if place == 0 else "right", 1.25) for place in range(len(UNIT_TITLES))]
    rows = [[Cell(text, kind) for text, kind in zip(row, kinds, strict=True)] for row in units]
    return sheet(rows, widths, head=[head])
