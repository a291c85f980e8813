"""Two databases compared by what SQLite itself says of them: a sentence a difference."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import MetaData, create_engine

Facts = dict[str, str]


def declared(metadata: MetaData, path: Path) -> Path:
    """A database as the models declare it, made without any migration."""
    engine = create_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    engine.dispose()
    return path


def facts_of(path: Path) -> Facts:
    """Tables, columns, foreign keys and indexes: what it is → how it is."""
    found: Facts = {}
    with closing(sqlite3.connect(path)) as base:
        for (table,) in base.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('alembic_version', 'sqlite_sequence')"
        ).fetchall():
            found[f"table {table}"] = "there"
            for _, name, kind, must, _, key in base.execute(f"PRAGMA table_info('{table}')"):
                found[f"column {table}.{name}"] = f"{kind}{' not null' * must}{' key' * bool(key)}"
            for row in base.execute(f"PRAGMA foreign_key_list('{table}')"):
                found[f"foreign key {table}.{row[3]}"] = f"{row[2]}.{row[4]}"
            for _, name, unique, origin, _ in base.execute(f"PRAGMA index_list('{table}')").fetchall():
                if origin != "pk":
                    found[f"index {name}"] = f"{table}{' unique' * unique} {_columns(base, name)}"
    return found


def _columns(base: sqlite3.Connection, index: str) -> str:
    """What an index holds, as its SQL says it: columns, expressions, and the rows it is kept for."""
    (sql,) = base.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
    return re.sub(r"[\s\"]+", " ", sql.partition(" ON ")[2].partition("(")[2]).strip()


def differences(kept: Path, wanted: Path) -> list[str]:
    """What the models say and the migrations do not make, and the other way round."""
    made, said = facts_of(kept), facts_of(wanted)
    lacking = [f"the migrations lack {one}: {how}" for one, how in said.items() if one not in made]
    beyond = [f"the models lack {one}: {how}" for one, how in made.items() if one not in said]
    other = [f"{one} is {made[one]}, the models say {how}" for one, how in said.items() if made.get(one, how) != how]
    return lacking + beyond + other
