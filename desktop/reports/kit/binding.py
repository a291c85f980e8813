"""Papers bound together: a cover that lists what follows and on which page, and the parts behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pypdfium2
from reportlab.lib.units import mm
from reportlab.platypus import Image, PageBreak, Spacer

from desktop.errors import Unreadable
from desktop.reports.kit.fonts import BOLD
from desktop.reports.kit.grid import Cell
from desktop.reports.kit.page import Out, Printed, frame_height, frame_width, put, sheet, write
from desktop.reports.kit.text import Text, Type

PICTURE_ROOM = 40 * mm


@dataclass(frozen=True)
class Bound:
    """One part: what the contents call it, and its file."""

    title: str
    file: Path


def pages_of(file: Path) -> int:
    """How many pages a PDF has; refuses what is none, or is locked."""
    try:
        book = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"“{file.name}”打不开，它可能有密码或已损坏。") from error
    try:
        return len(book)
    finally:
        book.close()


def cover(
    out: Out, title: str, facts: Sequence[str], parts: Sequence[tuple[str, int]], notes: Sequence[str]
) -> Printed:
    """The title, the facts of the matter, and the contents: each part with the page it begins on."""
    body = Type(size=12, leading=1.6)
    story: list[Any] = [Spacer(0, 40 * mm), Text(title, Type(BOLD, 24, "center", 1.5)), Spacer(0, 16 * mm)]
    story += [Text(one, Type(size=13, align="center", leading=1.7)) for one in facts]
    story += [PageBreak(), Text("目录", Type(BOLD, 18, "center", 1.8)), Spacer(0, 4 * mm)]
    right = Type(size=12, align="right")
    wide = frame_width(wide=False)
    rows = [[Cell(name, body), Cell(str(page), right)] for name, page in parts]
    story.append(sheet(rows, [wide - 24 * mm, 24 * mm], least=9 * mm, ruled=False))
    story += [Text(one, body, before=3 * mm) for one in notes]
    return write(out, title, story, author=facts[0] if facts else "")


def picture(out: Out, title: str, file: Path) -> Printed:
    """A picture as large as the page allows, its name above it; refuses what is no picture."""
    try:
        image = Image(str(file))
    except (OSError, ValueError) as error:
        raise Unreadable(f"“{title}”不是能打印的图片。") from error
    scale = min(
        frame_width(wide=False) / image.imageWidth, (frame_height(wide=False) - PICTURE_ROOM) / image.imageHeight
    )
    image.drawWidth, image.drawHeight = image.imageWidth * scale, image.imageHeight * scale
    return write(out, title, [Text(title, Type(BOLD, 12, "center", 1.5)), Spacer(0, 4 * mm), image])


def bind(out: Out, parts: Sequence[Path]) -> int:
    """All parts one behind the other as one PDF; gives its pages."""
    whole = pypdfium2.PdfDocument.new()
    try:
        for part in parts:
            book = pypdfium2.PdfDocument(part)
            try:
                whole.import_pages(book)
            finally:
                book.close()
        count = len(whole)

        def build(stream: BinaryIO) -> None:
            whole.save(stream)

        put(out, build)
    finally:
        whole.close()
    return count
