"""Tables asked for in the morning and due in the afternoon: the superior's header pasted, its columns filled from records."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.errors import Progress, Refusal
from desktop.exchange.headers import SERIAL, Header, bare, match_columns
from desktop.exchange.writing import OutColumn, write_sheet
from desktop.ledger import Ledger, Values
from desktop.ledger.paper import NUMBER
from desktop.records.conditions import conditions_of
from desktop.records.reading import each_of
from desktop.reports.kit.fonts import prefer
from desktop.reports.kit.page import Printed
from desktop.reports.kit.roster import RosterColumn, roster
from desktop.rules.dates import styled
from desktop.services.asked import head_of
from desktop.services.computed import computed, computed_titles
from desktop.store.office import Office
from desktop.store.query import Query

MOST = 60
BY_HAND = 60  # points: room to write or sign in a column that nothing fills
APART = re.compile(r"[\t\n\r]+")
LISTED = re.compile(r"[\t\n\r、，,;；|]+")


@dataclass(frozen=True)
class Wanted:
    """One column of the table: its heading, and what fills it (a field's key, a computed value's title, 序号, nothing)."""

    title: str
    source: str = ""


@dataclass
class AdHoc:
    """One table: from which ledger, which columns, which records in which order."""

    ledger: str
    title: str
    columns: list[Wanted] = field(default_factory=list)
    where: str = ""
    search: str = ""
    sort: tuple[tuple[str, bool], ...] = ()
    as_of: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "title": self.title,
            "columns": [[one.title, one.source] for one in self.columns],
            "where": self.where,
            "search": self.search,
            "sort": [list(one) for one in self.sort],
        }


def table_of(ledger: Ledger, plain: Any) -> AdHoc | None:
    """A table from JSON; nonsense is no table."""
    try:
        columns = [Wanted(str(title), str(source)) for title, source in plain["columns"]]
        sort = tuple((str(key), bool(down)) for key, down in plain.get("sort", ()) if key in ledger.columns)
        return AdHoc(ledger.id, str(plain["title"]), columns, str(plain["where"]), str(plain["search"]), sort)
    except (TypeError, ValueError, KeyError, AttributeError):
        return None


def titles_of(text: str) -> list[str]:
    """The headings of a pasted header: cells of a row or a column of a sheet, or words with marks between them."""
    apart = APART if APART.search(text.strip()) else LISTED
    found = [re.sub(r"\s+", "", piece) for piece in apart.split(text.strip())]
    return [piece for piece in found if piece][:MOST]


def columns_for(office: Office, ledger: Ledger, titles: Sequence[str]) -> list[Wanted]:
    """Each heading with the field that fills it, by the rules of the import; what nothing fills stays an empty column."""
    header = Header(1, 1, tuple(titles))
    matched = {one.index: one.field for one in match_columns(header, ledger, {}, {}, office.lists)}
    known = computed_titles(ledger)
    found = []
    for index, title in enumerate(titles):
        source = matched.get(index) or ""
        if not source and bare(title) in SERIAL and bare(title).startswith(("序", "编号", "no")):
            source = NUMBER
        if not source and title in known:
            source = title
        found.append(Wanted(title, source))
    return found


def rows_of(
    office: Office,
    ledger: Ledger,
    table: AdHoc,
    limit: int | None = None,
    progress: Progress | None = None,
    *,
    masked: bool = False,
) -> Iterator[list[str]]:
    """The cells of the table as text, a page of records at a time; `masked` as lists on the screen show them."""
    query = Query(table.search, conditions_of(office, ledger, table.where), table.sort, limit=limit, as_of=table.as_of)
    ids = office.ids(ledger, query)
    works_out = any(one.source and one.source not in ledger.columns and one.source != NUMBER for one in table.columns)
    dated = {column.key for column in ledger.columns.values() if column.kind.name == "date"}
    style = office.settings.date_style
    for number, values in enumerate(each_of(office, ledger, ids, table.as_of, progress, "正在取数"), 1):
        more = computed(office, ledger, values) if works_out else {}
        cells = (_cell(ledger, one.source, values, more, number, masked=masked) for one in table.columns)
        yield [
            styled(cell, style) if one.source in dated else cell for cell, one in zip(cells, table.columns, strict=True)
        ]


def _cell(ledger: Ledger, source: str, values: Values, more: Mapping[str, Any], number: int, *, masked: bool) -> str:
    if source == NUMBER:
        return str(number)
    column = ledger.columns.get(source)
    if column is not None:
        return (column.kind.guarded if masked else column.kind.show)(values.get(source))
    value = more.get(source)
    return "" if value is None else str(value)


def count(office: Office, ledger: Ledger, table: AdHoc) -> int:
    """How many records the table holds."""
    return office.count(ledger, Query(table.search, conditions_of(office, ledger, table.where), as_of=table.as_of))


def write_table(office: Office, ledger: Ledger, table: AdHoc, out: Path, progress: Progress | None = None) -> int:
    """Write the table to a workbook, or lay it out on A4 where `out` ends in .pdf; gives the number of records."""
    _refuse_empty(table)
    if out.suffix.lower() == ".pdf":
        print_table(office, ledger, table, out, progress)
        told = count(office, ledger, table)
    else:
        columns = [OutColumn(one.title, _width(ledger, one)) for one in table.columns]
        told = write_sheet(out, table.title, columns, rows_of(office, ledger, table, progress=progress))
    office.note("export", f"导出{table.title} {told} 条", str(out))
    return told


def print_table(office: Office, ledger: Ledger, table: AdHoc, out: Path, progress: Progress | None = None) -> Printed:
    """Lay the table out on A4, lying where its columns need the room."""
    _refuse_empty(table)
    prefer(office.settings.paper_face)
    columns = [RosterColumn(one.title, _align(ledger, one), 0 if one.source else BY_HAND) for one in table.columns]
    rows = list(rows_of(office, ledger, table, progress=progress))
    head = head_of(office, table.title, clerk=True)
    return roster(out, head, columns, rows, notes=(f"共 {len(rows)} 条。",), progress=progress, numbered=False)


def _refuse_empty(table: AdHoc) -> None:
    if not table.columns:
        raise Refusal("表里还没有列。请粘贴上级的表头，或添加一列。")


def _width(ledger: Ledger, wanted: Wanted) -> int:
    column = ledger.columns.get(wanted.source)
    return column.kind.width if column else 8


def _align(ledger: Ledger, wanted: Wanted) -> Any:
    column = ledger.columns.get(wanted.source)
    return column.kind.align if column else "center"
