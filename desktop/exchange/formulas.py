"""Formulas whose result was never stored: plain sums within one row are worked out, nothing else is."""

import re
from collections.abc import Sequence
from typing import Any

CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")


def plain_sum(formula: str, row: int, cells: Sequence[Any]) -> float | None:
    """The sum of cells of this row (`SUM(F4:H4)`, `F4+G4`), or None for anything else."""
    text = formula.replace(" ", "").lstrip("=").upper()
    total = 0.0
    for piece in re.split(r"\+(?![^(]*\))", text):
        inner = re.fullmatch(r"SUM\((.*)\)", piece)
        for term in inner[1].split(",") if inner else [piece]:
            value = _term(term, row, cells, ranges=bool(inner))
            if value is None:
                return None
            total += value
    return total


def _term(term: str, row: int, cells: Sequence[Any], *, ranges: bool) -> float | None:
    ends = [CELL.fullmatch(end) for end in term.split(":")]
    if not ends or any(end is None or int(end[2]) != row for end in ends) or len(ends) > (2 if ranges else 1):
        return None
    first, last = (_index(end[1]) for end in (ends[0], ends[-1]) if end)
    values = [cells[index] if index < len(cells) else None for index in range(first, last + 1)]
    if any(isinstance(value, str) and value.strip() for value in values):
        return None
    return float(sum(value for value in values if isinstance(value, (int, float))))


def _index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
