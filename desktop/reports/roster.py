"""Lists on paper: any columns and rows, the header repeated on every page, totals, notes and signatures."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor, black
from reportlab.lib.units import mm
from reportlab.platypus import LongTable, PageBreak, Spacer, Table, TableStyle

from desktop.reports.fonts import BODY, BOLD, is_plain, name_of, width_of
from desktop.reports.page import Printed, frame_width, heading, paragraph, write

GREY = HexColor("#eef0f3")
CHUNK = 200
SAMPLED = 300
PADDING = 6
LARGEST, SMALLEST = 10.5, 7
PORTRAIT_AT_MOST = 7
LONG = 14


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


def roster(  # noqa: PLR0913 - a list has these parts
    out: Path,
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
    subtotal: Callable[[Sequence[Sequence[str]]], Sequence[str]] | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    numbered: bool = True,
) -> Printed:
    """Print a list; long cells wrap, the columns share the page by what they hold. An empty list says so."""
    body = [list(row) for row in rows]
    if numbered:
        columns = [RosterColumn("序号", "center", 26), *columns]
        body = [[str(number), *row] for number, row in enumerate(body, 1)]
        totals = ["合计", *totals[1:]] if totals and len(totals) == len(columns) else totals
    natural = _natural(columns, body, LARGEST)
    if wide is None:
        wide = len(columns) > PORTRAIT_AT_MOST or sum(natural) > frame_width(wide=False) * 1.15
    size, widths = _fit(columns, body, frame_width(wide=wide))
    drawing = Drawing(columns, widths, size, row_height)
    story: list[Any] = [heading(head.title)]
    if head.left or head.right:
        story += [_line(head, frame_width(wide=wide)), Spacer(1, 2 * mm)]
    story += drawing.tables(body, totals, page_rows, subtotal, progress)
    story += [paragraph(note, BODY, LARGEST, spaceBefore=2 * mm) for note in notes]
    if signatures:
        story += [Spacer(1, 8 * mm), _signatures(signatures, frame_width(wide=wide))]
    texts = [*(cell for row in body for cell in row), *notes, head.left, head.right]
    return write(out, head.title, story, wide=wide, texts=texts, author=head.left)


def _natural(columns: Sequence[RosterColumn], body: Sequence[Sequence[str]], size: float) -> list[float]:
    """The widths at which nothing would wrap, long texts counted at a bearable length."""
    step = max(1, len(body) // SAMPLED)
    found = []
    for index, column in enumerate(columns):
        longest = max((width_of(_piece(row[index]), size) for row in body[::step]), default=0)
        found.append(max(longest, width_of(column.title, size, BOLD), column.least) + PADDING)
    return found


def _piece(text: str) -> str:
    """A text as far as it should stand on one line."""
    first = max(text.split("\n"), key=len) if "\n" in text else text
    return first[: LONG * 2] if first.isascii() else first[:LONG]


def _fit(columns: Sequence[RosterColumn], body: Sequence[Sequence[str]], room: float) -> tuple[float, list[float]]:
    size = LARGEST
    while True:
        widths = _natural(columns, body, size)
        if sum(widths) <= room or size <= SMALLEST:
            break
        size -= 0.5
    scale = room / sum(widths)
    if scale < 1:
        return size, [width * scale for width in widths]
    spare = room - sum(widths)
    flexible = [index for index, column in enumerate(columns) if column.align == "left"] or list(range(len(columns)))
    return size, [width + (spare / len(flexible) if index in flexible else 0) for index, width in enumerate(widths)]


def _line(head: Heading, room: float) -> Table:
    table = Table([[paragraph(head.left), paragraph(head.right, align="right")]], [room * 0.6, room * 0.4])
    table.setStyle(
        TableStyle(
            [
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
            ]
        )
    )
    return table


def _signatures(words: Sequence[str], room: float) -> Table:
    return Table([[paragraph(word) for word in words]], [room / len(words)] * len(words))


@dataclass
class Drawing:
    """The table of one list, drawn in pieces so that time grows with the rows and no faster."""

    columns: Sequence[RosterColumn]
    widths: Sequence[float]
    size: float
    row_height: float | None

    def tables(
        self,
        body: Sequence[Sequence[str]],
        totals: Sequence[str],
        page_rows: int,
        subtotal: Callable[[Sequence[Sequence[str]]], Sequence[str]] | None,
        progress: Callable[[int, int, str], None] | None,
    ) -> Iterator[Any]:
        """The tables of the list, one after another without a gap."""
        step = page_rows or CHUNK
        pieces = [body[start : start + step] for start in range(0, len(body), step)] or [[]]
        for index, piece in enumerate(pieces):
            if progress:
                progress(index * step, len(body), "正在排版")
            last = index == len(pieces) - 1
            foot = [subtotal(piece)] if subtotal and page_rows else []
            foot += [totals] if totals and last else []
            yield self._table(piece, foot, first=index == 0 or bool(page_rows), empty=not body)
            if page_rows and not last:
                yield PageBreak()

    def _table(
        self, piece: Sequence[Sequence[str]], foot: Sequence[Sequence[str]], *, first: bool, empty: bool
    ) -> LongTable:
        head = [paragraph(column.title, BOLD, self.size, "center") for column in self.columns]
        data: list[list[Any]] = [head] if first else []
        data += [[self._cell(text, index) for index, text in enumerate(row)] for row in piece]
        if empty:
            data.append([paragraph("（没有记录）", BODY, self.size, "center"), *[""] * (len(self.columns) - 1)])
        data += [
            [
                paragraph(text, BOLD, self.size, "center" if not index else self.columns[index].align)
                for index, text in enumerate(row)
            ]
            for row in foot
        ]
        heights = None
        if self.row_height:
            heights = [None] * len(head[:0]) + [
                None if index == 0 and first else self.row_height for index in range(len(data))
            ]
        table = LongTable(data, self.widths, heights, repeatRows=1 if first else 0)
        table.setStyle(self._style(first=first, empty=empty, foot=len(foot)))
        return table

    def _cell(self, text: str, index: int) -> Any:
        align = self.columns[index].align
        if "\n" not in text and is_plain(text) and width_of(text, self.size) <= self.widths[index] - PADDING:
            return text
        if not text.strip():
            return ""
        return paragraph(text, BODY, self.size, align, leading=self.size * 1.25)

    def _style(self, *, first: bool, empty: bool, foot: int) -> TableStyle:

        commands: list[tuple[Any, ...]] = [
            ("GRID", (0, 0), (-1, -1), 0.5, black),
            ("FONT", (0, 0), (-1, -1), name_of(BODY), self.size),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), PADDING / 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), PADDING / 2),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
        commands += [
            ("ALIGN", (index, 0), (index, -1), column.align.upper()) for index, column in enumerate(self.columns)
        ]
        if first:
            commands.append(("BACKGROUND", (0, 0), (-1, 0), GREY))
        if empty:
            commands.append(("SPAN", (0, 1), (-1, 1)))
        if foot:
            commands.append(("BACKGROUND", (0, -foot), (-1, -1), GREY))
        return TableStyle(commands)
