"""`make bench`: what the usual work takes with 100,000 members, each beside the least it could take."""

import argparse
import os
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from desktop.records.exporting import export
from desktop.records.importing import look, run
from desktop.reports.kit.roster import Heading, RosterColumn, roster
from desktop.services.chapters import LEDGERS
from desktop.store.database import database_of
from desktop.store.office import Office
from desktop.store.query import Query
from tests.bench.people import hang_on, workbook

MEMBERS = LEDGERS["members"]
AIMS = {
    "search as typed": 50,
    "sort by": 150,
    "page down": 20,
    "open a form": 100,
    "save a form": 50,
    "open the filter": 100,
    "longest stall": 100,
}
USUAL, FEW = 26, 400
IMPORT = """
import sys
from pathlib import Path
from desktop.services.chapters import LEDGERS
from desktop.records.importing import look, run
from desktop.store.office import Office
with Office.open(Path(sys.argv[1]), LEDGERS) as office:
    run(office, LEDGERS["members"], look(office, LEDGERS["members"], Path(sys.argv[2])))
"""
IMPORT_FLOOR = """
import sqlite3, sys
from python_calamine import CalamineWorkbook
rows = CalamineWorkbook.from_path(sys.argv[2]).get_sheet_by_index(0).iter_rows()
names = next(rows)
base = sqlite3.connect(sys.argv[1] + "/floor.db")
base.execute("PRAGMA journal_mode=WAL")
base.execute("PRAGMA synchronous=FULL")
base.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, " + ", ".join(f"c{i} TEXT" for i in range(len(names))) + ")")
with base:
    base.executemany("INSERT INTO t VALUES (NULL, " + ", ".join("?" * len(names)) + ")", (list(map(str, row)) for row in rows))
"""
WINDOW = """
import sys, time
from pathlib import Path
began = time.monotonic()
from desktop.app import Desktop, application
folder = Path(sys.argv[1])
app = application(folder)
desktop = Desktop(folder)
desktop.start()
desktop.window.show_ledger("members")
desktop.window.grab()
print(time.monotonic() - began)
desktop.window.close()
desktop.close()
"""
WINDOW_FLOOR = """
import time
began = time.monotonic()
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
window.grab()
print(time.monotonic() - began)
"""


def process(program: str, *words: str) -> tuple[float, float, str]:
    """Seconds and peak megabytes of a whole process, and what it printed."""
    began = time.monotonic()
    done = subprocess.run(
        [
            "/usr/bin/env",
            sys.executable,
            "-c",
            f"{program}\nimport resource as r; print('peak', r.getrusage(r.RUSAGE_SELF).ru_maxrss // 1024)",
            *words,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.split()
    return time.monotonic() - began, float(lines[-1]), lines[0]


def times(act: Callable[[], object], count: int) -> list[float]:
    """Milliseconds of each run."""
    found = []
    for _ in range(count):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return found


def line(name: str, figure: str, floor: str = "", ratio: float | None = None) -> None:
    """One row of the report."""
    print(f"{name:<34}{figure:>26}{floor:>26}{'' if ratio is None else f'{ratio:>9.1f}x'}")


def measure_import(folder: Path, file: Path, count: int) -> None:
    """A whole process from workbook to committed records."""
    seconds, peak, _ = process(IMPORT, str(folder), str(file))
    least, small, _ = process(IMPORT_FLOOR, str(folder), str(file))
    line("import xlsx", f"{count / seconds:,.0f} rows/s {seconds:.1f} s", f"{least:.1f} s", seconds / least)
    line("  peak memory", f"{peak:.0f} MB", f"{small:.0f} MB", peak / small)


def measure_queries(office: Office, count: int) -> None:
    """Search as typed, sort, the last page, beside the same in bare SQLite."""
    base, typed = sqlite3.connect(database_of(office.folder)), _searched_for()
    ours = sorted(taken for word in typed for taken in times(partial(office.ids, MEMBERS, Query(search=word)), 1))
    bare = _bare_search(office.folder)
    line("search as typed, p95", f"{ours[57]:.0f} ms", f"{bare:.0f} ms", ours[57] / bare)
    strokes = statistics.median(times(partial(office.ids, MEMBERS, Query(sort=(("name", False),), names="笔画")), 5))
    line("sort by name by strokes", f"{strokes:.0f} ms")
    for key, column in (("name", "find"), ("birth", "birth")):
        sorted_by = statistics.median(times(partial(office.ids, MEMBERS, Query(sort=((key, False),))), 5))
        least = statistics.median(times(partial(_bare, base, f"ORDER BY {column} IS NULL, {column}, id"), 5))
        line(f"sort by {key}", f"{sorted_by:.0f} ms", f"{least:.0f} ms", sorted_by / least)
    ids = office.ids(MEMBERS, Query())
    line("read the last page of 100", f"{statistics.median(times(lambda: office.rows(MEMBERS, ids[-100:]), 9)):.1f} ms")
    line("records", f"{len(ids):,} of {count:,}")
    base.close()


def _bare(base: sqlite3.Connection, rest: str, *values: str) -> list[tuple[str]]:
    """The same question to SQLite without us."""
    return base.execute(f"SELECT id FROM person WHERE is_member {rest}", values).fetchall()


def _searched_for() -> list[str]:
    """What is looked for, the same each time."""
    draw = random.Random(1)
    return [draw.choice(["zs", "chenw", "陈", "伟芳", "1390", "lin", "第12党支部", "wj"]) for _ in range(60)]


def _bare_search(folder: Path) -> float:
    """Milliseconds, 95th percentile, of the usual searches in SQLite without us: how quick this machine is."""
    with closing(sqlite3.connect(database_of(folder))) as base:
        acts = [partial(_bare, base, "AND find LIKE ?", f"%{word}%") for word in _searched_for()]
        return sorted(taken for act in acts for taken in times(act, 1))[57]


def measure_papers(office: Office, place: Path) -> None:
    """Export of everything; lists of 1,000 and 3,000 rows."""
    seconds = times(lambda: export(office, MEMBERS, place / "out.xlsx", Query()), 1)[0] / 1000
    line("export xlsx", f"{seconds:.1f} s")
    for size in (1000, 3000, 6000):
        printed_in, pages = _list(office, place, size)
        line(f"PDF list of {size:,} rows", f"{printed_in:.1f} s, {pages} pages")


def _list(office: Office, place: Path, size: int) -> tuple[float, int]:
    """Seconds and pages of a list of the first `size` members."""
    shown = [MEMBERS.columns[key] for key in MEMBERS.table]
    rows = office.rows(MEMBERS, office.ids(MEMBERS, Query(limit=size)))
    columns = [RosterColumn(column.title, column.kind.align) for column in shown]
    began = time.monotonic()
    cells = ([column.kind.guarded(row.get(column.key)) for column in shown] for row in rows)
    printed = roster(place / "out.pdf", Heading("党员一览表"), columns, cells)
    return time.monotonic() - began, printed.pages


def _on_the_window(folder: Path, platform: str) -> dict[str, float]:
    """What holds the window's thread, measured in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.window", str(folder)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": platform},
    )
    return {name: float(taken) for name, _, taken in (one.partition("\t") for one in done.stdout.splitlines())}


@contextmanager
def _screen() -> Iterator[bool]:
    """A real X server without a screen, where there is one to be had."""
    if shutil.which("Xvfb") is None:
        yield False
        return
    server = subprocess.Popen(
        ["/usr/bin/env", "Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        number = server.stdout.readline().strip() if server.stdout else ""
        os.environ["DISPLAY"] = f":{number}"
        yield bool(number)
    finally:
        server.terminate()


def measure_window(folder: Path) -> None:
    """The first window, then everything that holds the window's thread: offscreen and on a real X server."""
    for name, program, words in (
        ("first window", WINDOW, [str(folder)]),
        ("  an empty Qt window", WINDOW_FLOOR, []),
    ):
        process(program, *words)
        seconds, peak, inside = process(program, *words)
        line(name, f"{seconds:.2f} s ({float(inside):.2f} inside)", f"{peak:.0f} MB")
    offscreen = _on_the_window(folder, "offscreen")
    with _screen() as shown:
        on_x = _on_the_window(folder, "xcb") if shown else {}
    print(
        f"the aims are those of a machine that searches 100,000 members in bare SQLite in {USUAL} ms; this one takes {_bare_search(folder):.0f}"
    )
    print(f"{'window, ms':<44}{'offscreen':>12}{'Xvfb':>12}{'aim':>10}")
    for name, taken in offscreen.items():
        aim = next((most for word, most in AIMS.items() if name.startswith(word)), None)
        missed = aim is not None and max(taken, on_x.get(name, 0)) > aim
        told = "" if aim is None else f"≤ {aim}{' MISSED' if missed else ''}"
        print(f"{name:<44}{taken:>12.1f}{on_x.get(name, float('nan')):>12.1f}{told:>16}")


def _compile(place: Path) -> None:
    """Do everything once in a small office, so that every module is compiled, as after a first start."""
    file = workbook(place / "few.xlsx", FEW)
    Office.create(place / "few", LEDGERS, "某县某局机关党委").close()
    with Office.open(place / "few", LEDGERS) as office:
        run(office, MEMBERS, look(office, MEMBERS, file))
        hang_on(office)
    _on_the_window(place / "few", "offscreen")


def main() -> None:
    """Measure, and print a table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, default=100_000)
    count = words.parse_args().rows
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    place = Path(tempfile.mkdtemp(prefix="taizhang-bench-"))
    os.environ["PYTHONPYCACHEPREFIX"] = str(place / "compiled")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        _compile(place)
        print(f"{'':<34}{'ours':>26}{'floor':>26}{'ratio':>10}")
        file = workbook(place / "people.xlsx", count)
        Office.create(place / "office", LEDGERS, "某县某局机关党委").close()
        measure_import(place / "office", file, count)
        with Office.open(place / "office", LEDGERS) as office:
            hang_on(office)
        measure_window(place / "office")
        with Office.open(place / "office", LEDGERS) as office:
            measure_queries(office, count)
            measure_papers(office, place)
        line("peak memory of this process", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
