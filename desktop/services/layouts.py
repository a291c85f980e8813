"""Records written in a layout that a superior office hands down; what it asks for and no record keeps stays empty."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from desktop.errors import Missing, Progress
from desktop.exchange.writing import PLAIN, Frame, OutColumn, write_sheet
from desktop.ledger import Ledger
from desktop.ledger.paper import NUMBER, Layout
from desktop.records.exporting import cell_of, out_column
from desktop.records.reading import each_of
from desktop.rules.dates import chinese_date
from desktop.services.chapters import SECTIONS
from desktop.services.computed import computed
from desktop.store.links import Speller
from desktop.store.office import Office
from desktop.store.query import Query


def layout_named(ledger: Ledger, name: str) -> Layout:
    """A layout by its id or title."""
    found = next((one for one in SECTIONS[ledger.id].layouts if name in (one.id, one.title)), None)
    if found is None:
        told = "、".join(f"{one.id}（{one.title}）" for one in SECTIONS[ledger.id].layouts)
        raise Missing(f"“{ledger.title}”没有“{name}”这种格式{f'，可用的有：{told}' if told else ''}。")
    return found


def export_layout(
    office: Office, ledger: Ledger, layout: Layout, out: Path, query: Query, progress: Progress | None = None
) -> int:
    """Write the chosen records in a superior's layout; gives their number and notes it in the audit trail."""
    ids = office.ids(ledger, query)
    columns = [_column(ledger, title, source) for title, source in layout.columns]
    rows = _rows(office, ledger, layout, ids, query.as_of, progress)
    count = write_sheet(out, layout.title, columns, rows, _frame(office, layout, query.as_of))
    office.note("export", f"按“{layout.title}”导出 {count} 条", str(out))
    return count


def _frame(office: Office, layout: Layout, as_of: str) -> Frame:
    if not layout.framed:
        return PLAIN
    day = chinese_date(as_of or dt.date.today().isoformat())
    clerk = office.settings.clerk or "　　　　"
    head = f"填报单位（盖章）：{office.unit}　　填表人：{clerk}　　填报日期：{day}"
    return Frame((layout.title, head), 2, ("填表人：　　　　　　审核人：　　　　　　党组织负责人：",))


def _column(ledger: Ledger, title: str, source: str) -> OutColumn:
    column = ledger.columns.get(source)
    if column is None:
        return OutColumn(title, 6 if source == NUMBER else 8, "General")
    plain = out_column(column)
    return OutColumn(title, plain.width, plain.number_format)


def _rows(
    office: Office, ledger: Ledger, layout: Layout, ids: Sequence[str], as_of: str, progress: Progress | None
) -> Iterator[list[Any]]:
    speller, style = Speller(office), office.settings.date_style
    cells = {
        source: cell_of(ledger.columns[source], speller, style)
        for _, source in layout.columns
        if source in ledger.columns
    }
    works = any(source and source != NUMBER and source not in cells for _, source in layout.columns)
    day = dt.date.fromisoformat(as_of) if as_of else None
    for number, values in enumerate(each_of(office, ledger, ids, as_of, progress, f"正在导出{layout.title}"), 1):
        more = {NUMBER: number, **(computed(office, ledger, values, day) if works else {})}
        yield [
            more.get(source) if source not in cells else None if values.get(source) is None else cells[source](values)
            for _, source in layout.columns
        ]
