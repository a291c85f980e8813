"""What is known of a workbook before it is taken in, and what is told of it afterwards."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.exchange.apart import Book, Sheet
from desktop.exchange.headers import Header, Matched
from desktop.ledger import Values
from desktop.records.cells import Fault

CELL = re.compile(r"\d+$")


@dataclass
class Plan:
    """A workbook looked at: its sheet, header and columns, open to correction before it is taken in.

    `corrections` are texts typed in place of cells (`E17`); the workbook itself stays as it is.
    """

    file: Path
    book: Book
    sheet: Sheet
    sheets: list[str]
    header: Header
    columns: list[Matched]
    warnings: list[str] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)

    def can_correct(self, fault: Fault) -> bool:
        """Whether the cell of a fault is one of the sheet's own; a field that no column brings is not."""
        return any(one.title == fault.column and CELL.sub("", fault.cell) == one.column for one in self.columns)

    @property
    def header_row(self) -> int:
        """The row of the header, counted from 1."""
        return self.header.row


@dataclass
class Coming:
    """One row on its way in: its values, and the record it means if there is one."""

    row: int
    values: Values
    record_id: str
    new: bool


@dataclass
class Report:
    """What an import did, or would do."""

    file: str
    sheet: str
    header_row: int
    ledger: str
    columns: list[dict[str, str | None]]
    read: int = 0
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    errors: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    act: int | None = None

    def plain(self) -> dict[str, Any]:
        """As JSON (interface.md)."""
        return {
            **{
                key: getattr(self, key)
                for key in (
                    "file",
                    "sheet",
                    "header_row",
                    "ledger",
                    "columns",
                    "read",
                    "inserted",
                    "updated",
                    "unchanged",
                    "rejected",
                )
            },
            "errors": [fault.plain() for fault in self.errors],
            "warnings": self.warnings,
        }
