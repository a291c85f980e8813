"""Taking somebody's workbook in: every row read, matched, and written as one act, or rejected with its cell."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.errors import Progress, unseen
from desktop.exchange.apart import Book
from desktop.exchange.headers import best_sheet, match_columns
from desktop.ledger import Ledger
from desktop.records.families import sheet_title
from desktop.records.plan import Plan, Report
from desktop.records.reading import uncollected
from desktop.records.taking import Taking
from desktop.store.office import Office

__all__ = ["Plan", "Report", "look", "run"]


def look(
    office: Office,
    ledger: Ledger,
    file: Path,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    password: str | None = None,
    words: Sequence[str] = (),
) -> Plan:
    """Open a file, find the sheet and its header (`words` may stand in it too), match the columns."""
    book = Book(file, password)
    beside = {sheet_title(ledger, family) for family in ledger.families}
    chosen, header, samples = best_sheet(book, ledger, sheet, words, beside)
    columns = match_columns(header, ledger, samples, dict(mapping or {}), office.lists)
    return Plan(file, book, chosen, [one.name for one in book.sheets if one.visible], header, columns)


def run(
    office: Office,
    ledger: Ledger,
    plan: Plan,
    *,
    dry_run: bool = False,
    rejects: Path | None = None,
    progress: Progress | None = None,
    replace_children: bool = False,
) -> Report:
    """Take the planned sheet in as one act; a dry run does everything but write.

    Children that the file does not name stay where they are, unless it is to `replace_children`.
    """
    taking = Taking(office, ledger, plan, progress or unseen)
    taking.replaces = replace_children
    with uncollected():
        with office.reading() as connection:
            taking.read(connection)
        report = taking.report()
        if rejects is not None and taking.refused:  # first: if it can't be written, nothing has come in yet
            taking.write_rejects(rejects)
        if not dry_run and taking.anything:
            with office.work(f"导入“{plan.file.name}”到{ledger.title}", kind="import", detail=taking.summary()) as work:
                taking.write(work)
            report.act = work.number
    return report
