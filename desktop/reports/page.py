"""The sheet of paper: A4, a title, page numbers 第 X 页 共 Y 页, written whole or not at all."""

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from desktop.errors import Refusal, reason_of
from desktop.reports.fonts import BODY, BOLD, PLAIN, markup, missing, name_of, runs

MARGIN = 15 * mm
FOOT = 14 * mm
ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}


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
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - the library's name
        """Keep the page."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Number the pages and write them."""
        count = len(self._pages)
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self.setFont(name_of(PLAIN), 9)
            self.drawCentredString(self._pagesize[0] / 2, 9 * mm, f"第 {number} 页  共 {count} 页")
            super().showPage()
        super().save()


def style(role: str = BODY, size: float = 10.5, align: str = "left", **more: Any) -> ParagraphStyle:
    """A paragraph's style in one of our faces."""
    more.setdefault("leading", size * 1.4)
    return ParagraphStyle(
        f"{role}{size}{align}", fontName=name_of(role), fontSize=size, alignment=ALIGN[align], wordWrap="CJK", **more
    )


def paragraph(text: str, role: str = BODY, size: float = 10.5, align: str = "left", **more: Any) -> Paragraph:
    """A paragraph whose rare characters come from the fallback face."""
    return Paragraph(markup(text, role), style(role, size, align, **more))


def heading(title: str, size: float = 18) -> Paragraph:
    """The title of a paper."""
    return paragraph(title, BOLD, size, "center", spaceAfter=4 * mm)


def draw(canvas: Canvas, x: float, y: float, text: str, role: str = BODY, size: float = 10.5) -> None:
    """One line of text from a point on, the face changing where it must."""
    for face, piece in runs(text, role):
        canvas.setFont(face, size)
        canvas.drawString(x, y, piece)
        x += canvas.stringWidth(piece, face, size)


def write(
    out: Path, title: str, story: Sequence[Any], *, wide: bool = False, texts: Sequence[str] = (), author: str = ""
) -> Printed:
    """Lay the story out on A4 and put the file in its place whole."""
    size = landscape(A4) if wide else A4
    printed = Printed(missing=missing([title, *texts]))

    def build(path: str) -> None:
        document = BaseDocTemplate(
            path,
            pagesize=size,
            title=title,
            author=author,
            creator="台账",
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=MARGIN,
            bottomMargin=FOOT + 4 * mm,
        )
        frame = Frame(MARGIN, FOOT + 2 * mm, size[0] - 2 * MARGIN, size[1] - MARGIN - FOOT - 2 * mm, 0, 0, 0, 0)
        document.addPageTemplates([PageTemplate("page", [frame])])
        document.build(list(story), canvasmaker=NumberedCanvas)
        printed.pages = document.page

    put(out, build)
    return printed


def put(out: Path, build: Callable[[str], None]) -> None:
    """Write a file beside its place and move it there; a target that can't be written is told in a sentence."""
    if out.is_dir():
        raise Refusal(f"“{out}”是一个文件夹，请写明文件名。")
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, suffix=".pdf")
        os.close(handle)
    except OSError as error:
        raise Refusal(f"写不了文件，{reason_of(error, out.parent)}。请换一个位置。") from error
    try:
        build(name)
        Path(name).chmod(0o644)
        Path(name).replace(out)
    except OSError as error:
        raise Refusal(f"写不了文件，{reason_of(error, out)}。请换一个位置，或先关闭打开它的程序。") from error
    finally:
        Path(name).unlink(missing_ok=True)


def frame_width(*, wide: bool) -> float:
    """The width there is for a table, in points."""
    return float((landscape(A4) if wide else A4)[0] - 2 * MARGIN)
