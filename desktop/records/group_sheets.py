"""Groups of records given out: as a workbook, or on A4."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.exchange.writing import OutColumn, write_sheet
from desktop.ledger import Ledger
from desktop.records.grouping import Group, Grouping, cells, grouped, headings
from desktop.reports.kit.fonts import prefer
from desktop.reports.kit.roster import Heading, RosterColumn, roster
from desktop.store.office import Office
from desktop.store.query import Query


def write_groups(office: Office, ledger: Ledger, by: Grouping, query: Query, out: Path) -> int:
    """The table of groups as a workbook, or on A4 where `out` ends in .pdf; gives the number of groups."""
    found = grouped(office, ledger, by, query)
    title = f"{ledger.title}按{'、'.join(ledger.columns[key].title for key in by.keys)}分组小计"
    titles = headings(ledger, by)
    if out.suffix.lower() == ".pdf":
        prefer(office.settings.paper_face)
        columns = [RosterColumn(one, "left" if place < len(by.keys) else "right") for place, one in enumerate(titles)]
        *rows, total = [cells(ledger, by, group) for group in found]
        roster(out, Heading(title, f"单位：{office.unit}"), columns, rows, totals=total, numbered=False)
    else:
        write_sheet(out, title, [OutColumn(one, 12) for one in titles], _rows(ledger, by, found))
    office.note("export", f"导出{title} {len(found) - 1} 组", str(out))
    return len(found) - 1


def _rows(ledger: Ledger, by: Grouping, found: Sequence[Group]) -> Iterator[list[str]]:
    for group in found:
        yield cells(ledger, by, group)
