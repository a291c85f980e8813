"""Journeys through the real window on a real X server, driven by a program that knows it only by AT-SPI and keys."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import call
from tests.conftest import SAMPLES

HERE = Path(__file__).parent
PROGRAM = Path(sys.executable).with_name("taizhang")
LIMIT = 120
Commands = tuple[tuple[str, ...], ...]


def members(*names: str) -> Commands:
    return tuple(("add", "members", f"姓名={name}") for name in names)


BEGINNINGS: dict[str, Commands] = {
    "import_with_problems": (),
    "correct_a_cell": (("add", "members", "姓名=张三", "籍贯=福州"), ("add", "members", "姓名=李四", "籍贯=福州")),
    "add_a_member": (),
    "payout_list": (("demo",),),
    "undo_an_import_after_a_restart": (("import", "members", str(SAMPLES / "新党员名单.xlsx")),),
    "search_by_initials": members("张三", "李四", "周生"),
    "paste_rows": members("张三"),
    "restore_a_record": members("张三"),
    "a_draft_outlives_a_kill": (),
    "attach_a_photo": members("张三"),
    "one_shift_for_a_list": (("add", "posts", "名称=县委大门"), *members("张三", "李四", "王五")),
}


@pytest.fixture(scope="session")
def screen() -> Iterator[dict[str, str]]:
    """A display for one journey after the other; each begins when the program of the last is gone."""
    words = ["/usr/bin/env", "bash", str(HERE / "run.sh")]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        display, _, bus = server.stdout.readline().strip().partition(" ")
        assert display
        yield {
            **os.environ,
            "DISPLAY": display,
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        server.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(5)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def arrives(journey: str, folder: Path, screen: dict[str, str]) -> None:
    """What is lost on the way is told with all that was on the screen."""
    out = folder.parent / "told.txt"
    with out.open("w", encoding="utf-8") as told:
        process = subprocess.Popen(
            ["/usr/bin/python3", "-W", "ignore", HERE / "person.py", journey, PROGRAM, folder],
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            env=screen,
            start_new_session=True,
        )
        try:
            process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            pytest.fail(f"{journey} did not end: {out.read_text(encoding='utf-8')}")
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 0, out.read_text(encoding="utf-8")


@pytest.mark.parametrize("journey", BEGINNINGS)
def test_a_journey_arrives(journey: str, founded: Path, tmp_path: Path, screen: dict[str, str]) -> None:
    folder = Path(shutil.copytree(founded, tmp_path / "数据"))
    for words in BEGINNINGS[journey]:
        call(folder, *words)
    arrives(journey, folder, screen)


def test_the_first_run_arrives(tmp_path: Path, screen: dict[str, str]) -> None:
    arrives("first_run", tmp_path / "数据", screen)
