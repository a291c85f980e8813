"""The sheet of paper: A4, a title, page numbers 第 X 页 共 Y 页, written whole or not at all."""

import io
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Spacer

from desktop.errors import Refusal, reason_of
from desktop.reports.kit.fonts import BODY, BOLD, PLAIN, name_of, runs, width_of
from desktop.reports.kit.grid import Cell, Grid, Plan, laid
from desktop.reports.kit.text import Text, Type, draw_line, longest_unit

MARGIN = 15 * mm
FOOT = 16 * mm
NUMBERED = 9 * mm
TITLE = Type(BOLD, 18, "center", 1.3)
SMALL_PRINT = Type(PLAIN, 9, "center")
TITLE_ROOM = 60 * mm

Out = Path | BinaryIO


@dataclass(frozen=True)
class Area:
    """Where on the sheet the text stands: its margins, in points."""

    left: float = MARGIN
    right: float = MARGIN
    top: float = MARGIN
    bottom: float = FOOT

    @property
    def width(self) -> float:
        """The width there is on an upright sheet."""
        return float(A4[0] - self.left - self.right)


SHEET = Area()
OFFICIAL = Area(28 * mm, 26 * mm, 37 * mm, 35 * mm)  # GB/T 9704: 156 by 225 mm of text


@dataclass
class Printed:
    """A paper that was written: its pages, and characters that no font has."""

    pages: int = 0
    missing: list[str] = field(default_factory=list)


class NumberedCanvas(Canvas):
    """Pages are kept until their number is known, then numbered; the first font named is an embedded one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name an embedded font first, so that no other is listed."""
        kwargs["initialFontName"] = name_of(PLAIN)
        kwargs["invariant"] = 1
        super().__init__(*args, **kwargs)
        self._kept: list[dict[str, Any]] = []
        self.missing: dict[str, None] = {}

    def showPage(self) -> None:  # noqa: N802 - the library's name
        """Keep the page."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Number the pages and write them."""
        count = len(self._kept)
        for number, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            words = f"第 {number} 页  共 {count} 页"
            left = (self._pagesize[0] - width_of(words, SMALL_PRINT.size, PLAIN)) / 2
            draw_line(self, left, NUMBERED, words, SMALL_PRINT)
            super().showPage()
        super().save()


def frame_width(*, wide: bool) -> float:
    """The width there is for a table, in points."""
    return float((landscape(A4) if wide else A4)[0] - 2 * MARGIN)


def frame_height(*, wide: bool) -> float:
    """The height there is on a page, in points."""
    return float((landscape(A4) if wide else A4)[1] - MARGIN - FOOT)


def heading(title: str, left: str = "", right: str = "", *, wide: bool = False) -> list[Any]:
    """What stands over the table: the title, then one line with texts on its left and right."""
    story: list[Any] = [Text(title, TITLE, after=3 * mm)]
    return [*story, *([_ends(left, right, wide=wide)] if left or right else [])]


def _ends(left: str, right: str, *, wide: bool) -> Grid:
    room, kind = frame_width(wide=wide), Type()
    share = min(width_of(right, kind.size) + 8, room / 2) if right else 0
    cells = [Cell(left, kind), *([Cell(right, Type(align="right"))] if right else [])]
    return sheet([cells], [room - share, share] if right else [room], ruled=False, wide=wide)


def sheet(  # noqa: PLR0913 - a table has these parts
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    *,
    head: Sequence[Sequence[Cell]] = (),
    least: float = 0,
    tail: Sequence[Any] = (),
    wide: bool = False,
    ruled: bool = True,
    cut: bool = False,
    drawn: Callable[[int], None] | None = None,
) -> Grid:
    """A table; `head` comes again on every page, `tail` stays under the last rows, `cut` parts any cell at a page's end."""
    page = frame_height(wide=wide) - TITLE_ROOM
    return Grid(Plan(widths, laid(head, widths), page, cut, ruled, drawn, tail), laid(rows, widths, least))


def signed(words: Sequence[str], *, wide: bool = False, before: float = 6 * mm) -> list[Any]:
    """Words to sign after, side by side with room between them; more lines where they don't fit."""
    room, kind = frame_width(wide=wide), Type()
    widest = max((longest_unit(word, kind) + 24 * mm for word in words), default=1)
    across = max(1, min(len(words), int(room // widest)))
    lines = [words[start : start + across] for start in range(0, len(words), across)]
    rows = [[Cell(word, kind) for word in (*line, *[""] * (across - len(line)))] for line in lines]
    return [Spacer(1, before), sheet(rows, [room / across] * across, least=11 * mm, ruled=False, wide=wide)]


def write(
    out: Out, title: str, story: Sequence[Any], *, wide: bool = False, author: str = "", area: Area = SHEET
) -> Printed:
    """Lay the story out on A4 and put the file in its place whole."""
    made: list[NumberedCanvas] = []

    def canvas(*args: Any, **kwargs: Any) -> NumberedCanvas:
        made.append(NumberedCanvas(*args, **kwargs))
        return made[-1]

    def build(stream: BinaryIO) -> None:
        _document(stream, title, author, area, wide=wide).build(list(story), canvasmaker=canvas)

    put(out, build)
    return Printed(made[-1].getPageNumber() - 1, list(made[-1].missing))


def _document(stream: BinaryIO, title: str, author: str, area: Area, *, wide: bool) -> BaseDocTemplate:
    size = landscape(A4) if wide else A4
    document = BaseDocTemplate(
        stream, pagesize=size, title=_plain(title), author=_plain(author), creator="台账", producer="台账", lang="zh-CN"
    )
    room = size[0] - area.left - area.right, size[1] - area.top - area.bottom
    frame = Frame(area.left, area.bottom, *room, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame])])
    return document


def _plain(text: str) -> str:
    """The text with nothing in it that no font has."""
    return "".join(piece for _, piece in runs(text, BODY))


def put(out: Out, build: Callable[[BinaryIO], None]) -> None:
    """Write beside the place and move there; a place that can't be written to is told in a sentence."""
    if not isinstance(out, Path):
        _pour(out, build)
        return
    if out.is_dir():
        raise Refusal(f"“{out}”是一个文件夹，请写明文件名。")
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, suffix=".pdf")
    except OSError as error:
        raise Refusal(f"写不了文件，{reason_of(error, out.parent)}。请换一个位置。") from error
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            build(stream)
        fresh.chmod(0o644)
        fresh.replace(out)
    except OSError as error:
        raise Refusal(f"写不了文件，{reason_of(error, out)}。请换一个位置，或先关闭打开它的程序。") from error
    finally:
        fresh.unlink(missing_ok=True)


def _pour(out: BinaryIO, build: Callable[[BinaryIO], None]) -> None:
    """Write to an open file only once the whole paper is there."""
    whole = io.BytesIO()
    build(whole)
    try:
        out.write(whole.getvalue())
    except OSError as error:
        raise Refusal(f"写不了文件，{reason_of(error, str(getattr(out, 'name', '输出')))}。") from error
