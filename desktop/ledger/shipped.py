"""The code lists that come with the program (resources/codes): what an office's own lists start from."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from desktop.settings import resources

NATIONAL, YES = "国家标准", "1"


@dataclass(frozen=True)
class Value:
    """One value of a list: its wording, what people also write for it; rules and papers may have relied on the wording."""

    text: str
    synonyms: str
    offered: bool
    relied: bool


@dataclass(frozen=True)
class Shipped:
    """One list; a national one is closed."""

    name: str
    title: str
    closed: bool
    values: tuple[Value, ...]

    @property
    def texts(self) -> frozenset[str]:
        """Every wording it has."""
        return frozenset(value.text for value in self.values)


@cache
def shipped_names() -> frozenset[str]:
    """The names of all lists, without reading them."""
    return frozenset(file.stem for file in _folder().glob("*.csv"))


@cache
def shipped(name: str) -> Shipped:
    """One list: the first line is its title (and 国家标准), the second the headings, then a line a value."""
    with (_folder() / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        title, *marks = next(csv.reader(file), [""])
        rows = csv.DictReader(file)
        if not title or "text" not in (rows.fieldnames or ()):
            message = f"{file.name}: the first line is the title of the list, the second the headings, text among them"
            raise ValueError(message)
        values = tuple(
            Value(row["text"], row.get("synonyms") or "", (row.get("active") or YES) == YES, row.get("relied") == YES)
            for row in rows
        )
    return Shipped(name, title, NATIONAL in marks, values)


@cache
def relied_on() -> frozenset[tuple[str, str]]:
    """The wordings of lists, by list and text, that the program's own rules and papers go by."""
    return frozenset((name, one.text) for name in shipped_names() for one in shipped(name).values if one.relied)


def _folder() -> Path:
    return resources() / "codes"
