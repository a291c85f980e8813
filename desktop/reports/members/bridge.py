"""年度增减核对表 on paper: the figures of each roll in one row, then everybody who came or went by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm

from desktop.reports.kit.fonts import BODY, BOLD
from desktop.reports.kit.grid import Cell
from desktop.reports.kit.page import Out, Printed, frame_width, heading, sheet, signed, write
from desktop.reports.kit.roster import Heading
from desktop.reports.kit.text import Text, Type

SIZE = 10.0
NAMES = (("项目", 50), ("姓名（名称）", 110), ("所在党组织", 150), ("日期", 70), ("说明", 0))


@dataclass(frozen=True)
class BridgeOnPaper:
    """One roll: its figures (title, sign, count), what is said under them, and rows of 项目, 姓名, 党组织, 日期, 说明."""

    title: str
    figures: Sequence[tuple[str, str, str]]
    sentence: str
    rows: Sequence[Sequence[str]]


def bridge_sheet(out: Out, head: Heading, rolls: Sequence[BridgeOnPaper], note: str) -> Printed:
    """All rolls under one another; upright."""
    story = heading(head.title, head.left, head.right)
    for roll in rolls:
        story += _roll(roll)
    story.append(Text(note, Type(BODY, 9), before=3 * mm))
    story += signed(("填表人：", "审核人：", "单位（盖章）："))
    return write(out, head.title, story, author=head.unit)


def _roll(roll: BridgeOnPaper) -> list[Any]:
    room = frame_width(wide=False)
    width = room / max(len(roll.figures), 1)
    bold, plain = Type(BOLD, SIZE, "center", 1.25), Type(BODY, SIZE, "center", 1.25)
    head = [Cell(f"{sign}{title}" if sign else title, bold, shaded=True) for title, sign, _ in roll.figures]
    figures = [Cell(count, plain) for _, _, count in roll.figures]
    found: list[Any] = [
        Text(roll.title, Type(BOLD, 12), before=5 * mm, after=1.5 * mm),
        sheet([head, figures], [width] * len(roll.figures), least=18),
        Text(roll.sentence, Type(BODY, SIZE), before=1.5 * mm, after=1.5 * mm),
    ]
    if roll.rows:
        kinds = [Type(BODY, 9, align, 1.25) for align in ("center", "left", "left", "center", "left")]
        widths = [wide or room - sum(one for _, one in NAMES) for _, wide in NAMES]
        titles = [Cell(title, Type(BOLD, 9, "center", 1.25), shaded=True) for title, _ in NAMES]
        cells = [[Cell(text, kind) for text, kind in zip(row, kinds, strict=True)] for row in roll.rows]
        found.append(sheet(cells, widths, head=[titles]))
    return found
