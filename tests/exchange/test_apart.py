"""Workbooks read in a process apart."""

import os
import signal
from pathlib import Path

import openpyxl
import pytest

from desktop.errors import Unreadable
from desktop.exchange.apart import BLOCK, Book

ROWS = 3 * BLOCK + 7


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A workbook of two sheets, one of several blocks."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("长")
    for number in range(1, ROWS + 1):
        page.append([f"第{number}行", number])
    book.create_sheet("短").append(["只有一行"])
    path = tmp_path / "长.xlsx"
    book.save(path)
    return path


def test_every_row_once_in_order(long: Path) -> None:
    """Across blocks, and again from the start."""
    sheet = Book(long).sheet("长")
    assert sheet.height == ROWS
    for _ in range(2):
        assert list(sheet.rows()) == [(number, [f"第{number}行", number]) for number in range(1, ROWS + 1)]


def test_reading_left_in_the_middle_disturbs_nothing(long: Path) -> None:
    """Questions between rows, two readers of one sheet, another sheet."""
    book = Book(long)
    sheet = book.sheet("长")
    first, second = sheet.rows(), sheet.rows()
    assert next(first) == (1, ["第1行", 1])
    assert [next(second)[0] for _ in range(BLOCK + 1)][-1] == BLOCK + 1
    assert list(book.sheet("短").rows()) == [(1, ["只有一行"])]
    assert sheet.formula(0, 0) is None
    assert [number for number, _ in first] == list(range(2, ROWS + 1))
    assert [number for number, _ in second] == list(range(BLOCK + 2, ROWS + 1))


def test_a_reader_that_dies_is_a_sentence(long: Path) -> None:
    """And so is every question after it."""
    book = Book(long)
    sheet = book.sheet("长")
    os.kill(book.process, signal.SIGKILL)
    with pytest.raises(Unreadable, match=r"“长[.]xlsx”读不出来"):
        list(sheet.rows())
    with pytest.raises(Unreadable, match="没有导入"):
        book.sheet("短")


def test_the_reader_ends_with_the_book(long: Path) -> None:
    """No process is left behind."""
    book = Book(long)
    process = book.process
    del book
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
