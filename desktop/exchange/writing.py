"""Workbooks written for others: whole or not at all, text as text, read back by the import without loss."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from desktop.errors import Refusal, reason_of

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
WIDEST, NARROWEST = 60, 6
LONGEST = 32_767


@dataclass(frozen=True)
class OutColumn:
    """One column to write: its title, its width in Chinese characters, whether it holds numbers."""

    title: str
    width: int = 10
    number_format: str = "@"


@dataclass(frozen=True)
class Frame:
    """What stands around the rows of an official sheet: lines above, over how many rows its header is merged, lines below."""

    above: tuple[str, ...] = ()
    deep: int = 1
    below: tuple[str, ...] = ()


PLAIN = Frame()


@dataclass(frozen=True)
class OutSheet:
    """One sheet to write: its name, its columns, its rows as they come."""

    name: str
    columns: Sequence[OutColumn]
    rows: Iterable[Sequence[Any]]
    frame: Frame = PLAIN


def write_sheet(
    out: Path, sheet: str, columns: Sequence[OutColumn], rows: Iterable[Sequence[Any]], frame: Frame = PLAIN
) -> int:
    """One sheet with a frozen header; gives the number of rows. The file is replaced whole or not at all."""
    return write_sheets(out, [OutSheet(sheet, columns, rows, frame)])[0]


def write_sheets(out: Path, sheets: Sequence[OutSheet]) -> list[int]:
    """Sheets beside one another; gives the number of rows of each. The file is replaced whole or not at all.

    openpyxl in its write-only mode: memory stays flat, and a text that begins with `=` can be kept as text.
    """
    with placed(out) as place:
        book = Workbook(write_only=True)
        counts = [_written(book, sheet) for sheet in sheets]
        book.save(place)
        return counts


def _written(book: Workbook, sheet: OutSheet) -> int:
    columns, frame = sheet.columns, sheet.frame
    page = book.create_sheet(re.sub(r"[\\/*?:\[\]]", "_", sheet.name)[:31] or "Sheet1")
    last = len(frame.above) + frame.deep
    page.freeze_panes = f"A{last + 1}"
    for index, column in enumerate(columns, 1):
        width = max(column.width, len(column.title) + 2)
        page.column_dimensions[get_column_letter(index)].width = min(max(width * 2, NARROWEST), WIDEST)
    try:
        _begin(page, len(columns), frame)
        count = _rows(page, columns, sheet.rows, frame)
        _end(page, len(columns), last + count, frame)
    except BaseException:
        page.close()  # a page left open complains when it is forgotten
        raise
    if count:
        page.auto_filter.ref = f"A{last}:{get_column_letter(max(len(columns), 1))}{last + count}"
    return count


def _begin(page: Any, width: int, frame: Frame) -> None:
    """The lines over the header, the first as the title, each across the sheet."""
    for number, text in enumerate(frame.above, 1):
        cell = WriteOnlyCell(page, text)
        cell.font = Font(bold=number == 1, size=16 if number == 1 else 11)
        cell.alignment = Alignment(horizontal="center" if number == 1 else "left", vertical="center")
        page.append([cell])
        page.merged_cells.add(f"A{number}:{get_column_letter(width)}{number}")


def _end(page: Any, width: int, row: int, frame: Frame) -> None:
    """The lines under the rows."""
    for number, text in enumerate(frame.below, row + 1):
        page.append([WriteOnlyCell(page, text)])
        page.merged_cells.add(f"A{number}:{get_column_letter(width)}{number}")


def _rows(page: Any, columns: Sequence[OutColumn], rows: Iterable[Sequence[Any]], frame: Frame) -> int:
    page.append([_head(page, column) for column in columns])
    first, last = len(frame.above) + 1, len(frame.above) + frame.deep
    for _ in range(first, last):
        page.append([])
    if last > first:
        for index in range(1, len(columns) + 1):
            page.merged_cells.add(f"{get_column_letter(index)}{first}:{get_column_letter(index)}{last}")
    formats = [column.number_format for column in columns]
    count = 0
    for row in rows:
        page.append([_cell(page, value, code) for value, code in zip(row, formats, strict=True)])
        count += 1
    return count


def _head(page: Any, column: OutColumn) -> Any:
    cell = WriteOnlyCell(page, column.title)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="EEF1F5")
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell


def _cell(page: Any, value: Any, number_format: str) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        value = CONTROL.sub("", value)[:LONGEST]
        if not value.startswith("=") and number_format != "@":
            return value
    cell = WriteOnlyCell(page, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    cell.number_format = number_format
    return cell


def rejected(name: str, titles: Sequence[str], rows: Iterable[tuple[Sequence[Any], str]]) -> OutSheet:
    """The rows that stayed out as they were, with the reason, ready to be corrected and imported again."""
    columns = [*(OutColumn(title, 10) for title in titles), OutColumn("原因", 24)]
    return OutSheet(name, columns, ([*(_as_text(value) for value in values), why] for values, why in rows))


def _as_text(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if hasattr(value, "strftime"):
        return value.strftime("%Y-%m-%d")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


@contextmanager
def placed(out: Path) -> Iterator[Path]:
    """A file to write beside `out`, put in its place when all went well; a target that can't be written is told."""
    if out.is_dir():
        raise Refusal(f"“{out}”是一个文件夹，请写明文件名，例如 {out / '导出.xlsx'}。")
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, suffix=".xlsx")
        os.close(handle)
    except OSError as error:
        raise Refusal(f"写不了文件，{reason_of(error, out.parent)}。请换一个位置。") from error
    try:
        yield Path(name)
        Path(name).chmod(0o644)
        Path(name).replace(out)
    except PermissionError as error:
        raise Refusal(f"写不了“{out}”，它可能正被 WPS 或 Excel 打开，请关闭后再试。") from error
    except OSError as error:
        raise Refusal(f"写不了文件，{reason_of(error, out)}。") from error
    finally:
        Path(name).unlink(missing_ok=True)
