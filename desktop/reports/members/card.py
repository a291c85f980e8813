"""个人全貌: who a person is, with the photograph, and everything that happened in the order of time."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import PageBreak, Spacer

from desktop.reports.kit.fonts import BODY, BOLD
from desktop.reports.kit.grid import Cell
from desktop.reports.kit.page import Out, Printed, frame_width, heading, sheet, write
from desktop.reports.kit.pictures import portrait
from desktop.reports.kit.text import Text, Type

LABEL = Type(BOLD, 10, "center", 1.25)
VALUE = Type(BODY, 10, "left", 1.3)
CENTRED = Type(BODY, 10, "center", 1.3)
BESIDE = 5
"""Rows of facts that stand beside the photograph."""

Facts = Sequence[tuple[str, str]]
Events = Sequence[tuple[str, str, str]]


def cards(out: Out, title: str, people: Sequence[tuple[Facts, Events, Path | None]], unit: str, day: str) -> Printed:
    """One person after another, each on a page of their own; events are day, what, words."""
    story: list[Any] = []
    for index, (facts, events, photo) in enumerate(people):
        story += [*([PageBreak()] if index else []), *heading(title, f"单位：{unit}", day)]
        story += [_facts(facts, photo), Spacer(1, 4 * mm), _events(events)]
    if not people:
        story = [*heading(title, f"单位：{unit}", day), Text("（没有人员）", CENTRED)]
    return write(out, title, story, author=unit)


def _facts(facts: Facts, photo: Path | None) -> Any:
    """Facts two a line, the first lines beside the photograph."""
    pairs = [[*facts[start : start + 2], ("", "")][:2] for start in range(0, len(facts), 2)]
    rows = []
    for number, line in enumerate(pairs):
        beside = number < BESIDE
        (one, text), (other, word) = line
        row = [Cell(one, LABEL, shaded=True), Cell(text, VALUE), Cell(other, LABEL, shaded=bool(other))]
        row.append(Cell(word, VALUE, across=1 if beside else 2))
        if number == 0:
            row.append(Cell("照\n\n片", CENTRED, down=min(BESIDE, len(pairs)), picture=portrait(photo)))
        rows.append(row)
    room = frame_width(wide=False)
    return sheet(rows, [room * share for share in (0.15, 0.25, 0.15, 0.27, 0.18)], least=9 * mm)


def _events(events: Events) -> Any:
    head = [Cell(word, LABEL, shaded=True) for word in ("日期", "事项", "内容")]
    rows = [[Cell(day, CENTRED), Cell(what, VALUE), Cell(words, VALUE)] for day, what, words in events]
    room = frame_width(wide=False)
    empty = [[Cell("（没有记录）", CENTRED, across=3)]]
    return sheet(rows or empty, [room * share for share in (0.15, 0.25, 0.6)], head=[head], least=7.5 * mm)
