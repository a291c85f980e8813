"""慰问信, a page each."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import PageBreak

from desktop.errors import Progress
from desktop.reports.kit.fonts import BOLD
from desktop.reports.kit.page import Out, Printed, write
from desktop.reports.kit.text import Text, Type


def condolence_letters(
    out: Out, title: str, found: Sequence[Sequence[str]], signed: Sequence[str], progress: Progress | None = None
) -> Printed:
    """One page a letter: its paragraphs as they stand, and under them who writes, and when."""
    body, right = Type(size=16, leading=1.9), Type(size=16, align="right", leading=1.9)
    story: list[object] = []
    for place, paragraphs in enumerate(found):
        if progress:
            progress(place, len(found), title)
        if place:
            story.append(PageBreak())
        story += [Text(title, Type(BOLD, 22, "center", 2.4), before=12 * mm)]
        story += [Text(one, body, before=2 * mm) for one in paragraphs]
        story += [Text(one, right, before=(10 if number == 0 else 1) * mm) for number, one in enumerate(signed)]
    return write(out, title, story or [Text("没有要写慰问信的人。", Type())], author=signed[0] if signed else "")
