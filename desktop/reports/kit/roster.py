"""Lists on paper: any columns and rows, the header repeated on every page, totals, notes and signatures."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import PageBreak

from desktop.errors import Progress
from desktop.reports.kit.fonts import BODY, BOLD, clean, width_of
from desktop.reports.kit.grid import PADDING, Cell
from desktop.reports.kit.page import Out, Printed, frame_height, frame_width, heading, sheet, signed, write
from desktop.reports.kit.text import Text, Type, longest_unit

LARGEST, READABLE, SMALLEST = 10.5, 9.0, 7.0
STEP = 0.5
LONG = 16  # characters of a long text that should stand on one line
SAMPLED, LONGEST = 200, 20
EMPTY = "（没有记录）"

Subtotal = Callable[[Sequence[Sequence[str]]], Sequence[str]]


@dataclass(frozen=True)
class RosterColumn:
    """One column on paper: its title and alignment, and a least width in points."""

    title: str
    align: str = "left"
    least: float = 0


@dataclass(frozen=True)
class Heading:
    """What stands over the table: the title, and a line with the unit on the left and the date on the right."""

    title: str
    left: str = ""
    right: str = ""

    @property
    def unit(self) -> str:
        """The unit, as the author of the paper."""
        return self.left.removeprefix("单位：").split("\u3000")[0]


@dataclass(frozen=True)
class Wish:
    """How wide a column would like to be and must be, in points."""

    wanted: float
    least: float


@dataclass(frozen=True)
class Layout:
    """The columns of one list fitted to the page."""

    columns: Sequence[RosterColumn]
    widths: Sequence[float]
    size: float
    wide: bool

    def head(self) -> list[Cell]:
        """The header row."""
        kind = Type(BOLD, self.size, "center", 1.25)
        return [Cell(column.title, kind, shaded=True) for column in self.columns]

    def row(self, texts: Sequence[str], role: str = BODY, *, shaded: bool = False) -> list[Cell]:
        """One row of the list; a foot's words stand centred."""
        kinds = [Type(role, self.size, column.align, 1.25) for column in self.columns]
        return [Cell(text, kind, shaded=shaded) for text, kind in zip(texts, kinds, strict=True)]

    def foot(self, texts: Sequence[str]) -> list[Cell]:
        """A row of totals: each text takes the empty places after it."""
        found: list[Cell] = []
        for text, cell in zip(texts, self.row(texts, BOLD, shaded=True), strict=True):
            if text or not found or found[-1].kind.align == "right":
                found.append(cell)
            else:
                last = found.pop()
                found.append(Cell(last.text, last.kind, last.across + 1, shaded=True))
        return [_centred(cell) if cell.kind.align == "left" else cell for cell in found]

    def empty(self) -> list[Cell]:
        """The one row of a list without records."""
        return [Cell(EMPTY, Type(BODY, self.size, "center"), across=len(self.columns))]


def _centred(cell: Cell) -> Cell:
    return Cell(cell.text, Type(BOLD, cell.kind.size, "center", 1.25), cell.across, shaded=True)


def roster(  # noqa: PLR0913 - a list has these parts
    out: Out,
    head: Heading,
    columns: Sequence[RosterColumn],
    rows: Iterable[Sequence[str]],
    *,
    totals: Sequence[str] = (),
    notes: Sequence[str] = (),
    signatures: Sequence[str] = (),
    wide: bool | None = None,
    row_height: float | None = None,
    page_rows: int = 0,
    subtotal: Subtotal | None = None,
    progress: Progress | None = None,
    numbered: bool = True,
) -> Printed:
    """Print a list; long cells wrap, the columns share the page by what they hold; `row_height` is the least there is."""
    body = [list(row) for row in rows]
    if numbered:
        columns = [RosterColumn("序号", "center", 26), *columns]
        body = [[str(number), *row] for number, row in enumerate(body, 1)]
    totals = _totals(totals, len(columns)) if totals else ()
    layout = fitted(columns, body, totals, wide=wide)
    story = heading(head.title, head.left, head.right, wide=layout.wide)
    tail = _tail(notes, signatures, wide=layout.wide)
    heavy = sum(one.wrap(frame_width(wide=layout.wide), 0)[1] for one in tail) > frame_height(wide=layout.wide) / 3
    pages = Pages(layout, row_height or 0, page_rows, subtotal, progress)
    story += [*pages.tables(body, totals, [] if heavy else tail), *(tail if heavy else [])]
    return write(out, head.title, story, wide=layout.wide, author=head.unit)


def _totals(totals: Sequence[str], count: int) -> list[str]:
    """The totals as one row that begins with 合计, whether or not they left a place for it."""
    row = list(totals) if len(totals) == count else ["", *totals]
    return [row[0] or "合计", *row[1:], *[""] * (count - len(row))]


def _tail(notes: Sequence[str], signatures: Sequence[str], *, wide: bool) -> list[Any]:
    words: list[Any] = [Text(note, Type(), before=2 * mm) for note in notes]
    return words + (signed(signatures, wide=wide) if signatures else [])


@dataclass(frozen=True)
class Pages:
    """The table of one list: in one piece, or so many rows a page with subtotals."""

    layout: Layout
    row_height: float
    page_rows: int
    subtotal: Subtotal | None
    progress: Progress | None

    def tables(self, body: Sequence[Sequence[str]], totals: Sequence[str], tail: Sequence[Any]) -> Iterator[Any]:
        """The tables of the list; what must stand under the last is kept with it."""
        step = self.page_rows or max(len(body), 1)
        for start in range(0, max(len(body), 1), step):
            last = start + step >= len(body)
            rows = body[start : start + step]
            cells = [self.layout.row(row) for row in rows] or [self.layout.empty()]
            cells += [self.layout.foot(self.subtotal(rows))] if self.subtotal and self.page_rows else []
            cells += [self.layout.foot(totals)] if totals and last else []
            yield self._table(cells, tail if last else (), len(body))
            if not last:
                yield PageBreak()

    def _table(self, cells: Sequence[Sequence[Cell]], tail: Sequence[Any], total: int) -> Any:
        layout, told = self.layout, self.progress
        done = 0

        def drawn(rows: int) -> None:
            nonlocal done
            done = min(done + rows, total)
            if told:
                told(done, total, "正在排版")

        return sheet(
            cells, layout.widths, head=[layout.head()], least=self.row_height, tail=tail, wide=layout.wide, drawn=drawn
        )


def fitted(
    columns: Sequence[RosterColumn],
    body: Sequence[Sequence[str]],
    foot: Sequence[str] = (),
    *,
    wide: bool | None = None,
) -> Layout:
    """The largest type at which nothing short wraps, upright where that can be read; the rest is shared by need."""
    samples = [_sample([row[index] for row in body]) for index in range(len(columns))]
    columns = [_with_foot(column, text) for column, text in zip(columns, foot or [""] * len(columns), strict=True)]
    if wide is None:
        needed = sum(wish.wanted for wish in _wishes(columns, samples, READABLE))
        wide = needed > frame_width(wide=False)
    room, size = frame_width(wide=wide), LARGEST
    wishes = _wishes(columns, samples, size)
    while size > SMALLEST and _needed(wishes, size) > room:
        size -= STEP
        wishes = _wishes(columns, samples, size)
    return Layout(columns, _shared(wishes, room), size, wide)


def _with_foot(column: RosterColumn, text: str) -> RosterColumn:
    """The column wide enough for its total, which stands in bold."""
    needed = longest_unit(text, Type(BOLD, LARGEST)) + 2 * PADDING if column.align == "right" else 0
    return replace(column, least=max(column.least, needed))


def _needed(wishes: Sequence[Wish], size: float) -> float:
    """The room below which the type gets smaller: while it is large for one line a text, then for what can't be broken."""
    return sum(wish.wanted if size > READABLE else wish.least for wish in wishes)


def _sample(texts: Sequence[str]) -> list[str]:
    """Some of a column's texts, the longest among them."""
    return [*texts[:: max(1, len(texts) // SAMPLED)], *nlargest(LONGEST, texts, key=len)]


def _wishes(columns: Sequence[RosterColumn], samples: Sequence[Sequence[str]], size: float) -> list[Wish]:
    return [_wish(column, texts, size) for column, texts in zip(columns, samples, strict=True)]


def _wish(column: RosterColumn, texts: Sequence[str], size: float) -> Wish:
    kind, title = Type(BODY, size), Type(BOLD, size)
    lines = [line for text in texts for line in clean(text).split("\n")]
    widest = max((width_of(line, size) for line in lines), default=0)
    units = [longest_unit(line, kind) for line in lines]
    least = max(min(max(units, default=0), 20 * size), longest_unit(column.title, title), 2 * size) + 2 * PADDING
    whole = width_of(column.title, size, BOLD)
    wanted = max(min(widest, LONG * size), whole if len(column.title) <= 6 else whole / 2 + size) + 2 * PADDING + 1
    least = max(least, column.least)
    return Wish(max(wanted, least), least)


def _shared(wishes: Sequence[Wish], room: float) -> list[float]:
    """The room of the page shared out: what is spare by what is wanted, what is lacking from who can give."""
    wanted, least = sum(wish.wanted for wish in wishes), sum(wish.least for wish in wishes)
    if wanted <= room:
        return [wish.wanted * room / wanted for wish in wishes]
    if least >= room:
        return [wish.least * room / least for wish in wishes]
    share = (room - least) / (wanted - least)
    return [wish.least + (wish.wanted - wish.least) * share for wish in wishes]
