"""Data folders of earlier versions: brought up to date at the first opening, the old database kept."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.errors import Refusal
from desktop.services.chapters import LEDGERS
from desktop.store.database import database_of
from desktop.store.integrity import check
from desktop.store.migrate import take
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.store.schema import SCHEMA_VERSION
from desktop.store.search import by_strokes

MEMBERS = LEDGERS["members"]


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A folder as version 1 left it, with a member in it."""
    folder = tmp_path / "旧"
    with Office.create(folder, LEDGERS, "某局") as office, office.work("新建") as work:
        work.add(MEMBERS, {"name": "陈𬱟", "category": "正式党员"})
    take(database_of(folder), 1)
    return folder


def indexes(path: Path) -> set[str]:
    """The indexes of a database."""
    with closing(sqlite3.connect(path)) as base:
        return {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type='index'")}


def test_an_earlier_folder_is_brought_up_to_date(earlier: Path) -> None:
    """Nothing is lost, undo goes on, and the database as it was is among the backups."""
    assert "ix_person_is_member" in indexes(database_of(earlier))
    with Office.open(earlier, LEDGERS) as office:
        assert [row["name"] for row in office.rows(MEMBERS, office.ids(MEMBERS, Query()))] == ["陈𬱟"]
        assert all(one.ok for one in check(office))
        assert office.undo() == "新建"
    assert "ix_person_is_member" not in indexes(database_of(earlier))
    (kept,) = (earlier / "backups").glob("升级前-1*")
    assert "ix_person_is_member" in indexes(kept)
    with closing(sqlite3.connect(database_of(earlier))) as base:
        assert base.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_an_earlier_folder_is_not_changed_by_reading(earlier: Path) -> None:
    """Whoever only reads is told to open the window once."""
    before = database_of(earlier).read_bytes()
    with pytest.raises(Refusal, match="升级"):
        Office.open(earlier, LEDGERS, writing=False)
    assert database_of(earlier).read_bytes() == before


def test_lists_that_came_later_are_put_into_an_earlier_folder(earlier: Path) -> None:
    """The values an office has added itself stay, what it lacks altogether arrives."""
    with closing(sqlite3.connect(database_of(earlier))) as base:
        base.execute("DELETE FROM code WHERE list = 'award_way'")
        base.execute("DELETE FROM code_list WHERE name = 'award_way'")
        base.execute("UPDATE code SET text = '自己的事由' WHERE list = 'occasion' AND position = 0")
        base.commit()
    with Office.open(earlier, LEDGERS) as office:
        assert office.lists["award_way"].texts == ["集中颁发", "上门颁发", "代为转交"]
        assert "自己的事由" in office.lists["occasion"].texts
        assert len(set(office.lists["occasion"].texts)) == len(office.lists["occasion"].texts)


def test_names_by_strokes_are_worked_out_anew(earlier: Path) -> None:
    """An earlier version kept another order; the upgrade puts in what sorting by strokes needs now."""
    Office.open(earlier, LEDGERS).close()
    take(database_of(earlier), 11)
    with closing(sqlite3.connect(database_of(earlier))) as base:
        base.execute("UPDATE person SET strokes = 'old'")
        base.commit()
    with Office.open(earlier, LEDGERS) as office:
        (row,) = office.rows(MEMBERS, office.ids(MEMBERS, Query()))
        assert row["strokes"] == by_strokes("陈𬱟")
