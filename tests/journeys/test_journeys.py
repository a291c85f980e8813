"""Journeys through the real window on a real X server, driven by a program that knows it only by AT-SPI and keys."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLES

HERE = Path(__file__).parent
PROGRAM = Path(sys.executable).with_name("taizhang")
LIMIT = 120
JOURNEYS = (
    "first_run",
    "import_with_problems",
    "correct_a_cell",
    "add_a_member",
    "payout_list",
    "undo_an_import_after_a_restart",
    "search_by_initials",
    "paste_rows",
    "restore_a_record",
    "a_draft_outlives_a_kill",
    "attach_a_photo",
    "one_shift_for_a_list",
)


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_journey_arrives(journey: str, tmp_path: Path) -> None:
    """What is lost on the way is told with all that was on the screen."""
    out = tmp_path / "told.txt"
    with out.open("w", encoding="utf-8") as told:
        process = subprocess.Popen(
            ["/usr/bin/env", "bash", HERE / "run.sh", journey, PROGRAM, tmp_path / "数据", SAMPLES],
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
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
