"""Links to other records, by their titles."""

from dataclasses import dataclass
from typing import Any, ClassVar

from desktop.ledger.kinds.base import NOTHING, Context, Kind
from desktop.rules.names import read_name
from desktop.rules.reading import Reading, is_blank


@dataclass(frozen=True)
class Link(Kind):
    """Another record, by its title; kept as typed while the other is not known yet.

    `number` and `branch` name the columns of the same record that help to find a person;
    `makes` is the ledger in which a person with a new valid number is made. Beside its text a record keeps the
    other's id, a foreign key with an index unless it is not `keyed` (two tables may not wait for each other).
    The records of a `tree` stand under one another: one may be asked for with all below it.
    """

    to: str = ""
    number: str = ""
    branch: str = ""
    makes: str = ""
    person: bool = False
    keyed: bool = True
    tree: bool = False
    name: ClassVar[str] = "link"
    editor: ClassVar[str] = "link"
    width: ClassVar[int] = 14

    def read(self, raw: Any, context: Context, number_format: str = "") -> Reading:
        """The typed title; finding the record is the office's work."""
        if isinstance(raw, str):
            text = (
                read_name(raw) if self.person else " ".join(raw.replace("\u00a0", " ").replace("\u3000", " ").split())
            )
            return NOTHING if is_blank(text, zero=True) else Reading(text)
        return super().read(raw, context, number_format)


@dataclass(frozen=True)
class Parent(Link):
    """The record that children hang on; it is never typed in their own form."""
