"""Records: one row of one ledger, with what every row has (key, owner, version, title)."""

import os
import time
import uuid
from typing import Any, ClassVar

from sqlmodel import Field, SQLModel

from desktop.ledger.columns import Info

Values = dict[str, Any]

SQLModel.metadata.naming_convention = {  # constraints need names before a migration can touch them
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> str:
    """A UUIDv7 as text: unique across offices, and in the order of making."""
    millis = time.time_ns() // 1_000_000
    tail = int.from_bytes(os.urandom(10), "big")
    number = millis << 80 | 0x7 << 76 | (tail >> 68 & 0xFFF) << 64 | 0b10 << 62 | tail & (1 << 62) - 1
    return str(uuid.UUID(int=number))


class Record(SQLModel):
    """What every record has beside its own fields.

    `title` names the record to people and links; `find` is the text that search looks in; `version` counts
    its changes; `alive` is False in the recycle bin; `unit_id` is the organisation that sends it up.
    """

    PARTS: ClassVar[dict[str, Info]] = {}

    id: str = Field(default_factory=new_id, primary_key=True)
    unit_id: str | None = Field(default=None)
    version: int = Field(default=1)
    alive: bool | None = Field(default=True)
    title: str = Field(default="", index=True)
    find: str = Field(default="")
    entered: str = Field(default="")


class Part(SQLModel):
    """A child row that belongs to one record and is changed with it."""

    id: str = Field(default_factory=new_id, primary_key=True)
    position: int = Field(default=0)


OWN = ("id", "unit_id", "version", "alive", "title", "find", "entered")
