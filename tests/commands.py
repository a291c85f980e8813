"""The command line as another program asks it: in this process, or in one of its own where only that is the proof."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main

Said = subprocess.CompletedProcess[str]


def call(folder: Path, *words: str, code: int = 0) -> Said:
    """Run one command here, by the entry that a process of its own has."""
    out, beside = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with pytest.MonkeyPatch.context() as patched:
        for name, value in _environment(folder).items():
            patched.setenv(name, value)
        with redirect_stdout(out), redirect_stderr(beside), pytest.raises(SystemExit) as ended:
            main(words)
    return _as_told(Said(words, int(ended.value.code or 0), _text(out), _text(beside)), code)


def process(folder: Path, *words: str, code: int = 0) -> Said:
    """Run one command as a process of its own."""
    environment = {**os.environ, **_environment(folder), "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *words], capture_output=True, text=True, env=environment, check=False
    )
    return _as_told(done, code)


def document(folder: Path, *words: str, code: int = 0) -> Any:
    """What a command says in JSON."""
    return json.loads(call(folder, *words, "--json", code=code).stdout)


def _environment(folder: Path) -> dict[str, str]:
    return {"TAIZHANG_DATA": str(folder), "TAIZHANG_OPERATOR": "王敏"}


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def _as_told(done: Said, code: int) -> Said:
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done
