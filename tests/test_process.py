"""The command line as a process of its own: what is asked in the tests' process is told the same there, and no crash is shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import call, document, process
from tests.conftest import SAMPLES, UNIT

CRASH = """
from desktop.cli import main
from desktop.store.office import Office
Office.open = lambda *_, **__: 1 // 0
main(["list", "members"])
"""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("list", "organizations", "--json"), 0),
        (("import", "members", str(SAMPLES / "采集汇总表.xlsx"), "--dry-run"), 1),
        (("frobnicate",), 2),
    ],
)
def test_a_process_tells_what_is_told_here(folder: Path, words: tuple[str, ...], code: int) -> None:
    here, there = call(folder, *words, code=code), process(folder, *words, code=code)
    assert (there.stdout, there.stderr) == (here.stdout, here.stderr)
    assert here.stdout + here.stderr


def test_a_folder_is_made_by_init(tmp_path: Path) -> None:
    assert UNIT in process(tmp_path / "office", "init", "--unit", UNIT).stderr
    assert [one["full_name"] for one in document(tmp_path / "office", "list", "organizations")["records"]] == [UNIT]


def test_our_own_fault_is_one_sentence_and_its_place_is_in_the_log(tmp_path: Path) -> None:
    environment = {**os.environ, "TAIZHANG_DATA": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", CRASH], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("程序内部出错")
    assert done.stderr.count("\n") == 1
    assert "ZeroDivisionError" in (tmp_path / "logs" / "taizhang.log").read_text(encoding="utf-8")


def test_whoever_stops_reading_is_told_nothing(folder: Path) -> None:
    """`taizhang codes --json | head`."""
    read, write = os.pipe()
    os.close(read)
    words = [sys.executable, "-m", "desktop", "--data", str(folder), "codes", "--json"]
    done = subprocess.run(words, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert done.stderr == ""
