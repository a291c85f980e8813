"""Every data folder that a released program left is opened by this one, and nothing of it is lost."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.services.chapters import LEDGERS
from desktop.store.database import database_of, inspect
from desktop.store.integrity import check
from desktop.store.office import Office
from desktop.store.schema import SCHEMA_VERSION
from tests.offices.__main__ import TOLD, records_of, stored, told, unpacked


def test_no_released_version_is_missing() -> None:
    """Whoever releases a schema makes its folder: `make office`."""
    numbers = [int(home.name) for home in stored()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert 16 <= numbers[-1] <= SCHEMA_VERSION


@pytest.mark.parametrize("home", stored(), ids=lambda home: home.name)
def test_a_folder_of_an_earlier_version_is_whole(home: Path, tmp_path: Path) -> None:
    """The same records, acts and codes; nothing broken; the last act is undone and done again."""
    folder = unpacked(home, tmp_path / "office")
    known = json.loads((home / TOLD).read_text(encoding="utf-8"))
    assert inspect(database_of(folder)) == int(home.name)
    with Office.open(folder, LEDGERS, operator="王敏") as office:
        assert told(office) == known
        assert [one for one in check(office) if not one.ok] == []
        assert office.undo() == "改手机"
        assert office.redo() == "改手机"
        assert records_of(office, "members") == known["records"]["members"]
        assert [act.title for act in office.acts(limit=2)] == ["重做：改手机", "撤销：改手机"]
    with closing(sqlite3.connect(database_of(folder))) as base:
        assert base.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
