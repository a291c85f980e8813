"""Ruled tables on paper: cells as high as their text, the header on every page, long cells cut between two lines."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from reportlab.lib.colors import HexColor, black
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from desktop.reports.kit.text import USUAL, Type, draw_lines, lines_of

GREY = HexColor("#f2f2f2")
RULE = 0.5
PADDING = 3.0
SLACK = 0.01
FEWEST = 2  # lines of a cut cell that stay together


@dataclass(frozen=True)
class Cell:
    """One cell: its text or picture, how it is set, the columns and rows it covers, whether it is shaded or begins on top."""

    text: str = ""
    kind: Type = USUAL
    across: int = 1
    down: int = 1
    shaded: bool = False
    top: bool = False
    picture: ImageReader | None = None


@dataclass(frozen=True)
class Placed:
    """A cell that knows its column, its width and its lines."""

    cell: Cell
    column: int
    width: float
    lines: Sequence[str]

    @property
    def height(self) -> float:
        """What its lines need, in points."""
        return len(self.lines) * self.cell.kind.line + 2 * PADDING


@dataclass(frozen=True)
class Row:
    """Cells beside one another and their common height; a joined row stays with the one above, a plain one has no merged cell."""

    cells: Sequence[Placed]
    height: float
    joined: bool = False
    plain: bool = False


@dataclass(frozen=True)
class Plan:
    """What all pieces of one grid share."""

    widths: Sequence[float]
    head: Sequence[Row] = ()
    page: float = 0
    cut: bool = False
    ruled: bool = True
    drawn: Callable[[int], None] | None = None
    tail: Sequence[Flowable] = field(default_factory=list)


def placed(cells: Sequence[Cell], widths: Sequence[float], taken: set[int]) -> Iterator[Placed]:
    """The cells of one row in the columns that no cell above reaches into."""
    column = 0
    for cell in cells:
        while column in taken:
            column += 1
        width = sum(widths[column : column + cell.across])
        yield Placed(cell, column, width, lines_of(cell.text, width - 2 * PADDING, cell.kind))
        column += cell.across


def laid(rows: Sequence[Sequence[Cell]], widths: Sequence[float], least: float = 0) -> list[Row]:
    """Rows as high as their texts need, none lower than `least`."""
    found, reach = [], dict.fromkeys(range(len(widths)), 0)
    for cells in rows:
        taken = {column for column, left in reach.items() if left}
        row = list(placed(cells, widths, taken))
        height = max((one.height for one in row if one.cell.down == 1), default=0)
        plain = not taken and len(row) == len(widths) and all(one.cell.down == 1 for one in row)
        found.append(Row(row, max(height, least), bool(taken), plain))
        reach = {column: max(left - 1, 0) for column, left in reach.items()}
        for one in row:
            reach |= dict.fromkeys(range(one.column, one.column + one.cell.across), one.cell.down - 1)
    return found


class Grid(Flowable):
    """A table, or the part of one that stands on one page."""

    def __init__(self, plan: Plan, rows: Sequence[Row]) -> None:
        """Keep the rows; their heights are known already."""
        super().__init__()
        self.plan, self.rows = plan, [*plan.head, *rows]
        self.tall = sum(row.height for row in self.rows)

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        """The room it takes, with what must stand under its last row."""
        self.under = [one.wrap(room, self.plan.page)[1] + one.getSpaceBefore() for one in self.plan.tail]
        return sum(self.plan.widths), self.tall + sum(self.under)

    def split(self, room: float, height: float) -> list[Flowable]:
        """The rows that fit, and the rest under the header again."""
        self.wrap(room, height)
        first = len(self.plan.head)
        fits, used = first, sum(row.height for row in self.plan.head)
        while fits < len(self.rows) and used + self.rows[fits].height <= height + SLACK:
            used += self.rows[fits].height
            fits += 1
        if fits == len(self.rows):  # only what stands under it does not fit: two rows go along
            return self._parts(max(fits - 2, first))
        cut = self._cut(self.rows[fits], height - used)
        return self._parts(fits, cut) if cut else self._parts(fits)

    def _parts(self, at: int, cut: Sequence[Row] = ()) -> list[Flowable]:
        first = len(self.plan.head)
        while not cut and first < at < len(self.rows) and self.rows[at].joined:
            at -= 1
        above = [*self.rows[first:at], *cut[:1]]
        below = [*cut[1:], *self.rows[at + len(cut[:1]) :]]
        if not above:
            return []
        whole = self.plan.drawn
        return [Grid(replace(self.plan, tail=[], drawn=whole), above), Grid(self.plan, below)]

    def _cut(self, row: Row, room: float) -> Sequence[Row]:
        """One row as two, parted between lines; nothing where it may wait for the next page."""
        body = self.plan.page - sum(one.height for one in self.plan.head)
        fewest = FEWEST * max(one.cell.kind.line for one in row.cells) + 2 * PADDING
        if room < fewest or (row.height <= body and not self.plan.cut):
            return ()
        return _half(row, room, upper=True), _half(row, room, upper=False)

    def draw(self) -> None:
        """Draw shades, texts and rules, then what stands under the last row."""
        top = self.tall + sum(self.under)
        lefts = [sum(self.plan.widths[:index]) for index in range(len(self.plan.widths) + 1)]
        self.canv.setLineWidth(RULE)
        self.canv.setStrokeColor(black)
        for index, row in enumerate(self.rows):
            for one in row.cells:
                height = sum(below.height for below in self.rows[index : index + one.cell.down])
                _draw(self.canv, one, lefts[one.column], top, height, ruled=self.plan.ruled and not row.plain)
            top -= row.height
        self._rule(lefts, top)
        for flowable, height in zip(self.plan.tail, self.under, strict=True):
            flowable.drawOn(self.canv, 0, top - height)
            top -= height
        if self.plan.drawn:
            self.plan.drawn(len(self.rows) - len(self.plan.head))

    def _rule(self, lefts: Sequence[float], top: float) -> None:
        """Rows without merged cells are ruled together, line by line; `top` is where the last row ends."""
        lines = [top]
        for row in reversed(self.rows):
            lines.append(lines[-1] + row.height)
        lines.reverse()
        for plain, run in groupby(enumerate(self.rows), key=lambda pair: pair[1].plain):
            inside = [index for index, _ in run]
            if plain and self.plan.ruled:
                self.canv.grid(lefts, lines[inside[0] : inside[-1] + 2])


def _half(row: Row, room: float, *, upper: bool) -> Row:
    cells = [replace(one, lines=_share(one, room, upper=upper)) for one in row.cells]
    return Row(cells, room if upper else max(one.height for one in cells), plain=row.plain)


def _share(one: Placed, room: float, *, upper: bool) -> Sequence[str]:
    fits = int((room - 2 * PADDING + SLACK) // one.cell.kind.line)
    return one.lines[:fits] if upper else one.lines[fits:]


def _draw(canvas: Any, one: Placed, left: float, top: float, height: float, *, ruled: bool) -> None:
    if one.cell.shaded:
        canvas.setFillColor(GREY)
        canvas.rect(left, top - height, one.width, height, stroke=0, fill=1)
        canvas.setFillColor(black)
    if ruled:
        canvas.rect(left, top - height, one.width, height)
    if one.cell.picture:
        box = left + PADDING, top - height + PADDING, one.width - 2 * PADDING, height - 2 * PADDING
        canvas.drawImage(one.cell.picture, *box, preserveAspectRatio=True, anchor="c")
    elif any(one.lines):
        spare = 0 if one.cell.top else max((height - one.height) / 2, 0)
        room = one.width - 2 * PADDING
        draw_lines(canvas, left + PADDING, top - PADDING - spare, room, one.lines, one.cell.kind)
