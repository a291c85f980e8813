"""What the migrations make is what the models declare; the command that writes the next one sees what is missing."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, text
from sqlmodel import AutoString

import desktop.models  # noqa: F401 - declares every table
from desktop.store.migrate import make, take
from desktop.store.schema import METADATA, MIGRATIONS, SCHEMA_VERSION
from installer.migration import write
from tests.store.schemas import declared, differences

Alter = Callable[[MetaData], None]


@pytest.fixture(scope="module")
def head(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as the migrations make it."""
    path = tmp_path_factory.mktemp("head") / "head.db"
    make(path)
    return path


def altered(alter: Alter) -> MetaData:
    """A copy of the models' tables, changed."""
    copy = MetaData(naming_convention=METADATA.naming_convention)
    for table in METADATA.sorted_tables:
        table.to_metadata(copy)
    alter(copy)
    return copy


def another_type(metadata: MetaData) -> None:
    metadata.tables["visit"].c.cash.type = String()


def may_be_empty(metadata: MetaData) -> None:
    metadata.tables["person"].c.title.nullable = True


def must_be_there(metadata: MetaData) -> None:
    metadata.tables["session"].c.unit_id.nullable = False


def no_index(metadata: MetaData) -> None:
    table = metadata.tables["visit"]
    table.indexes -= {index for index in table.indexes if index.name == "ix_visit_title"}


def one_index_more(metadata: MetaData) -> None:
    Index("ix_person_degree", metadata.tables["person"].c.degree)


def unique(metadata: MetaData) -> None:
    (index,) = (index for index in metadata.tables["visit"].indexes if index.name == "ix_visit_title")
    index.unique = True


def some_rows_only(metadata: MetaData) -> None:
    person = metadata.tables["person"]
    Index("ix_person_by_degree", person.c.degree.is_(None), person.c.degree, sqlite_where=person.c.is_member.is_(True))


def no_expressions(metadata: MetaData) -> None:
    person = metadata.tables["person"]
    person.indexes -= {index for index in person.indexes if index.name == "ix_person_by_birth"}


def one_field_more(metadata: MetaData) -> None:
    metadata.tables["person"].append_column(Column("nickname", AutoString()))


def one_must_more(metadata: MetaData) -> None:
    metadata.tables["person"].append_column(Column("nickname", AutoString(), nullable=False))
    metadata.tables["visit"].append_column(Column("times", Integer(), nullable=False))


def one_link_more(metadata: MetaData) -> None:
    metadata.tables["person"].append_column(Column("tutor_id", String(), ForeignKey("person.id"), index=True))


def one_ledger_more(metadata: MetaData) -> None:
    Table(
        "pledge",
        metadata,
        Column("id", AutoString(), primary_key=True),
        Column("person_id", AutoString(), ForeignKey("person.id"), index=True),
        Column("kept", Boolean()),
        Index("ix_pledge_kept", "person_id", sqlite_where=text("kept IS 1")),
    )


def one_ledger_less(metadata: MetaData) -> None:
    metadata.remove(metadata.tables["person_honour"])


def no_link(metadata: MetaData) -> None:
    person = metadata.tables["person"]
    (key,) = person.c.branch_id.foreign_keys
    person.constraints.discard(key.constraint)
    person.c.branch_id.foreign_keys.clear()


ALTERED: dict[str, tuple[Alter, str]] = {
    "type": (another_type, "column visit.cash is INTEGER, the models say VARCHAR"),
    "empty": (may_be_empty, "column person.title is VARCHAR not null, the models say VARCHAR"),
    "must": (must_be_there, "column session.unit_id is VARCHAR, the models say VARCHAR not null"),
    "no index": (no_index, "the models lack index ix_visit_title: visit title)"),
    "index": (one_index_more, "the migrations lack index ix_person_degree: person degree)"),
    "unique": (unique, "index ix_visit_title is visit title), the models say visit unique title)"),
    "some rows": (
        some_rows_only,
        "the migrations lack index ix_person_by_degree: person degree IS NULL, degree) WHERE is_member IS 1",
    ),
    "no expressions": (
        no_expressions,
        "the models lack index ix_person_by_birth: person birth IS NULL, birth, id) WHERE is_member IS 1",
    ),
    "field": (one_field_more, "the migrations lack column person.nickname: VARCHAR"),
    "must be": (one_must_more, "the migrations lack column visit.times: INTEGER not null"),
    "link": (one_link_more, "the migrations lack foreign key person.tutor_id: person.id"),
    "ledger": (one_ledger_more, "the migrations lack index ix_pledge_kept: pledge person_id) WHERE kept IS 1"),
    "no ledger": (one_ledger_less, "the models lack table person_honour: there"),
    "no link": (no_link, "the models lack foreign key person.branch_id: organization.id"),
}


def test_the_migrations_make_what_the_models_declare(head: Path, tmp_path: Path) -> None:
    """Tables, columns, types, nullability, foreign keys and indexes, both ways."""
    assert differences(head, declared(METADATA, tmp_path / "declared.db")) == []


def test_there_is_no_step_to_write(tmp_path: Path) -> None:
    """The command leaves alone what agrees, the indexes that autogenerate cannot compare among it."""
    folder = copytree(MIGRATIONS, tmp_path / "migrations")
    assert write("nothing", folder=folder) is None
    assert len(list((folder / "versions").glob("*.py"))) == SCHEMA_VERSION


@pytest.mark.parametrize("name", ALTERED)
def test_a_difference_is_told_and_mended(
    name: str, head: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Models that say another thing are told apart; the step written for them makes it so, and takes it back."""
    alter, sentence = ALTERED[name]
    metadata = altered(alter)
    wanted = declared(metadata, tmp_path / "declared.db")
    assert sentence in differences(head, wanted)
    path = tmp_path / "kept.db"
    path.write_bytes(head.read_bytes())
    fill(path)
    folder = copytree(MIGRATIONS, tmp_path / "migrations")
    file = write("what_it_brings", metadata, folder)
    assert file is not None
    assert file.name == f"{SCHEMA_VERSION + 1:04}_what_it_brings.py"
    monkeypatch.setattr("desktop.store.migrate.MIGRATIONS", folder)
    take(path, SCHEMA_VERSION + 1)
    assert differences(path, wanted) == []
    take(path, SCHEMA_VERSION)
    assert differences(path, head) == []
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("SELECT branch_id FROM person").fetchall() == [("o",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []


def fill(path: Path) -> None:
    """A person who has a branch, and had: rows that a new column meets, and that lead to a table made anew."""
    with closing(sqlite3.connect(path)) as base:
        own = "INSERT INTO {} (id, version, title, find, entered, {}) VALUES (?, 1, 'x', '', '', {})"
        base.execute(own.format("organization", "full_name, kind", "'x', 'x'"), ("o",))
        base.execute(own.format("person", "name, strokes, branch_id", "'x', '', 'o'"), ("p",))
        base.execute("INSERT INTO person_place (id, position, person_id, branch_id) VALUES ('q', 0, 'p', 'o')")
        base.commit()
