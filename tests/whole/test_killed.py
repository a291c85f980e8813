"""The process killed at any moment: what was acknowledged stays, an import is whole or absent, the check finds nothing."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.services.chapters import LEDGERS
from desktop.store.integrity import check
from desktop.store.office import Office
from desktop.store.query import Query
from tests.conftest import SAMPLES

MEMBERS = LEDGERS["members"]
ROSTER = 60
WORKER = """
import sys
from pathlib import Path
from desktop.services.chapters import LEDGERS
from desktop.records.importing import look, run
from desktop.store.office import Office
folder, sample, start = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
ledger = LEDGERS["members"]
with Office.open(folder, LEDGERS) as office:
    print("open", flush=True)
    number = 0
    while True:
        number += 1
        with office.work(f"新建 {number}") as work:
            made = work.add(ledger, {"name": f"甲{start}号{number}"})
        print("added", made, flush=True)
        with office.work(f"修改 {number}") as work:
            work.change(ledger, made, {"remark": str(number)})
        print("changed", made, number, flush=True)
        if number % 3 == 1:
            report = run(office, ledger, look(office, ledger, sample))
            print("imported", report.inserted, flush=True)
            if report.act:
                office.undo(report.act)
                print("undone", flush=True)
"""


def killed_once(folder: Path, chance: random.Random, turn: int) -> list[list[str]]:
    """Let a worker work for a moment, kill it, and give what it had acknowledged."""
    words = [sys.executable, "-c", WORKER, str(folder), str(SAMPLES / "新党员名单.xlsx"), str(turn)]
    worker = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    first = worker.stdout.readline()
    assert first.strip() == "open"
    time.sleep(chance.uniform(0, 0.25))
    os.kill(worker.pid, signal.SIGKILL)
    rest = worker.stdout.read()
    worker.stdout.close()
    worker.wait()
    return [line.split() for line in rest.splitlines() if line]


def keep_going(folder: Path, turns: int) -> int:
    """Kill again and again, and look each time; gives how many records were kept."""
    Office.create(folder, LEDGERS, "某局", operator="王敏").close()
    chance = random.Random(2026)
    kept: dict[str, str | None] = {}
    for turn in range(turns):
        for line in killed_once(folder, chance, turn):
            if line[0] == "added":
                kept[line[1]] = None
            elif line[0] == "changed":
                kept[line[1]] = line[2]
        with Office.open(folder, LEDGERS) as office:
            ids = set(office.ids(MEMBERS, Query()))
            assert set(kept) <= ids
            for row in office.rows(MEMBERS, [one for one, remark in kept.items() if remark]):
                assert row["remark"] == kept[row["id"]]
            taken = [row for row in office.rows(MEMBERS, sorted(ids)) if not row["name"].startswith("甲")]
            assert len(taken) in (0, ROSTER)
            assert all(one.ok for one in check(office)), check(office)
            if taken:
                office.undo(next(act.id for act in office.acts() if act.kind == "import" and not act.undone))
    return len(kept)


def test_killed_a_few_times(tmp_path: Path) -> None:
    """Every build."""
    assert keep_going(tmp_path / "office", 6) > 0


@pytest.mark.long
def test_killed_two_hundred_times(tmp_path: Path) -> None:
    """`make test-long`."""
    assert keep_going(tmp_path / "office", 200) > 0
