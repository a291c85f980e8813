"""Other people's workbooks read in a process apart: a file that breaks its reader breaks nothing of ours.

The child opens one workbook with `workbook`, within limits of memory and time, and answers questions about it; it
reads ahead while the rows it has sent are being used. `python -m desktop.exchange.apart` is the child.
"""

import contextlib
import itertools
import os
import pickle
import subprocess
import sys
import weakref
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import IO, Any, cast

from desktop.errors import Refusal, Unreadable
from desktop.exchange import workbook
from desktop.exchange.workbook import Cells, SheetInfo

MEMORY, SECONDS = 4 << 30, 120
BLOCK = 1000
SHEETS_KEPT = 2
HIDDEN = getattr(subprocess, "CREATE_NO_WINDOW", 0)
BROKE = "“{}”读不出来：文件已损坏，或表格范围异常巨大。没有导入任何内容。请用 WPS 或 Excel 打开，删除数据以外的行和列，另存为 .xlsx 后再试。"


@dataclass
class Reply:
    """What the child will have answered."""

    come: bool = False
    answer: Any = None


@dataclass
class Book:
    """One workbook held open by a child; the child ends with it."""

    path: Path
    password: str | None = None
    sheets: list[SheetInfo] = field(default_factory=list)
    _due: deque[Reply] = field(default_factory=deque)

    def __post_init__(self) -> None:
        """Start the child and have it open the file; what is wrong with the file is one sentence."""
        root = str(Path(__file__).resolve().parents[2])
        within = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        child = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-X", "utf8", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": within},
            creationflags=HIDDEN,
        )
        self.process = child.pid
        self.close = weakref.finalize(self, _end, child)
        self._questions, self._answers = cast("IO[bytes]", child.stdin), cast("IO[bytes]", child.stdout)
        self.sheets = self.ask("open", self.path, self.password)

    def sheet(self, name: str) -> "Sheet":
        """One sheet by its name."""
        return Sheet(self, name, *self.ask("sheet", name))

    def ask(self, *question: Any) -> Any:
        """One question, answered."""
        return self.take(self.send(*question))

    def send(self, *question: Any) -> Reply:
        """Put a question; the child answers in turn."""
        reply = Reply()
        self._due.append(reply)
        with contextlib.suppress(OSError):
            pickle.dump(question, self._questions)
            self._questions.flush()
        return reply

    def take(self, reply: Reply) -> Any:
        """The answer to a question put earlier; a child that died has one answer to all."""
        while not reply.come:
            first = self._due.popleft()
            try:
                first.answer = pickle.load(self._answers)  # noqa: S301 - from our own child
            except (EOFError, OSError, pickle.UnpicklingError):
                first.answer = Unreadable(BROKE.format(self.path.name))
            first.come = True
        if isinstance(reply.answer, Refusal):
            raise reply.answer
        return reply.answer


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    for pipe in (child.stdin, child.stdout):
        with contextlib.suppress(OSError):
            pipe.close()  # type: ignore[union-attr]
    child.wait()


@dataclass
class Sheet:
    """One sheet, as `workbook.Sheet` tells it; rows come in blocks."""

    book: Book
    name: str
    height: int
    merged: list[tuple[int, int, int, int]]
    epoch_1904: bool

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """Rows by their number from 1; column A is index 0."""
        coming = self.book.send("rows", self.name, 0)
        for start in itertools.count(0, BLOCK):
            block = self.book.take(coming)
            if not block:
                return
            if len(block) == BLOCK:
                coming = self.book.send("rows", self.name, start + BLOCK)
            yield from block
            if len(block) < BLOCK:
                return

    @cached_property
    def _cells(self) -> Cells:
        cells: Cells = self.book.ask("cells", self.name)
        return cells

    def number_format(self, row: int, column: int) -> str:
        """The number format of a cell, both from 0."""
        return self._cells.formats.get((row, column), "")

    def formula(self, row: int, column: int) -> str | None:
        """The formula of a cell whose value was never stored."""
        return self._cells.formulas.get((row, column))


@dataclass
class Shelf:
    """The child's side: the workbook, and where reading its sheets has come to."""

    book: workbook.Workbook | None = None
    name: str = ""
    at: int = 0
    rest: Iterator[tuple[int, list[Any]]] = field(default_factory=lambda: iter(()))

    def __post_init__(self) -> None:
        """Keep the sheets looked at last: a sheet is held whole by its reader."""
        self._sheet = lru_cache(SHEETS_KEPT)(self._opened)

    def _opened(self, name: str) -> workbook.Sheet:
        return cast("workbook.Workbook", self.book).sheet(name)

    def open(self, path: Path, password: str | None) -> list[SheetInfo]:
        """The workbook's sheets."""
        self.book = workbook.open_workbook(path, password)
        return self.book.sheets

    def sheet(self, name: str) -> tuple[int, list[tuple[int, int, int, int]], bool]:
        """A sheet's height, merged ranges, and whether it counts from 1904."""
        sheet = self._sheet(name)
        return sheet.height, sheet.merged, sheet.epoch_1904

    def rows(self, name: str, start: int) -> list[tuple[int, list[Any]]]:
        """The next rows from `start` on, counted from 0; fewer than BLOCK at the end."""
        if (name, start) != (self.name, self.at) or start == 0:
            self.name, self.rest = name, itertools.islice(self._sheet(name).rows(), start, None)
        found = list(itertools.islice(self.rest, BLOCK))
        self.at = start + len(found)
        return found

    def cells(self, name: str) -> Cells:
        """Formats and formulas of a sheet."""
        return self._sheet(name).cells


def _limit() -> None:
    """Let the child take so much memory and so many seconds of computing, where the system can say so."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until nobody asks."""
    shelf, name = Shelf(), ""
    while True:
        try:
            asked, *words = pickle.load(questions)  # noqa: S301 - from our own parent
        except EOFError:
            return
        if asked == "open":
            name = words[0].name
        try:
            answer = getattr(shelf, asked)(*words)
        except Refusal as refusal:
            answer = refusal
        except BaseException:  # noqa: BLE001 - a reader's panic is no Exception
            answer = Unreadable(BROKE.format(name))
        pickle.dump(answer, answers)
        answers.flush()


if __name__ == "__main__":
    _limit()
    serve(sys.stdin.buffer, sys.stdout.buffer)
