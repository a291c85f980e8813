"""The tables that every office has beside its ledgers: acts, their changes, code lists, facts about the folder."""

from pathlib import Path

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, text
from sqlmodel import SQLModel

import desktop.ledger.record  # noqa: F401 - sets the naming convention before any table is made

APPLICATION_ID = 0x54616957
MIGRATIONS = Path(__file__).parent / "migrations"
SCHEMA_VERSION = max(int(step.name[:4]) for step in (MIGRATIONS / "versions").glob("[0-9]*.py"))
PAGE_SIZE = 8192

ACT = Table(
    "act",
    SQLModel.metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False, index=True),
    Column("operator", String, nullable=False),
    Column("title", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("detail", Text),
    Column("size", Integer, nullable=False, default=0),
    Column("undoes", Integer, ForeignKey("act.id")),
    Column("undone_by", Integer, ForeignKey("act.id")),
    Column("digest", String, nullable=False),
    Column("chain", String, nullable=False),
    sqlite_autoincrement=True,
)

CHANGE = Table(
    "change",
    SQLModel.metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("act_id", Integer, ForeignKey("act.id"), nullable=False, index=True),
    Column("kept_in", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("digest", String, nullable=False),
    Index("ix_change_record", "record_id", "kept_in"),
    Index("ix_change_files", "record_id", sqlite_where=text("kept_in = 'attachment'")),
)

CODE_LIST = Table(
    "code_list",
    SQLModel.metadata,
    Column("name", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("closed", Boolean, nullable=False),
)

CODE = Table(
    "code",
    SQLModel.metadata,
    Column("id", String, primary_key=True),
    Column("list", String, ForeignKey("code_list.name"), nullable=False, index=True),
    Column("text", String, nullable=False),
    Column("synonyms", String, nullable=False, default=""),
    Column("position", Integer, nullable=False, default=0),
    Column("state", String, nullable=False, default="active"),
)

FACT = Table(
    "fact",
    SQLModel.metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

ATTACHMENT = Table(
    "attachment",
    SQLModel.metadata,
    Column("id", String, primary_key=True),
    Column("kept_in", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("position", Integer, nullable=False, default=0),
    Column("name", String, nullable=False),
    Column("sha256", String, nullable=False, index=True),
    Column("size", Integer, nullable=False),
    Column("mime", String, nullable=False),
    Column("added", String, nullable=False),
    Column("note", String, nullable=False, default=""),
    Index("ix_attachment_record", "record_id", "kept_in"),
)

LOGGED = {table.name: table for table in (CODE, ATTACHMENT)}  # beside the ledgers, yet changed only by acts

METADATA = SQLModel.metadata
