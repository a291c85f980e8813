"""Records: one row of one ledger, with what every row has (key, owner, version, title)."""

import time
from random import getrandbits
from typing import Any, ClassVar

from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from desktop.ledger.columns import Info

Values = dict[str, Any]
DEFERRED = SQLModelConfig(defer_build=True)  # kinds read and ledgers judge: pydantic need not learn how
VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))

SQLModel.metadata.naming_convention = {  # constraints need names before a migration can touch them
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> str:
    """A UUIDv7 as text: unique across offices, and in the order of making to a quarter of a microsecond.

    RFC 9562, 6.2, method 3: the twelve bits after the milliseconds hold the fraction of one.
    """
    millis, rest = divmod(time.time_ns(), 1_000_000)
    head = f"{millis:012x}"
    tail = f"{getrandbits(64):016x}"  # seeded by the system; it must be unique, not secret
    return f"{head[:8]}-{head[8:]}-7{rest * 4096 // 1_000_000:03x}-{VARIANT[tail[0]]}{tail[1:4]}-{tail[4:]}"


class Record(SQLModel):
    """What every record has beside its own fields.

    `title` names the record to people and links; `find` is the text that search looks in; `version` counts
    its changes; `alive` is False in the recycle bin; `unit_id` is the organisation that sends it up.
    """

    PARTS: ClassVar[dict[str, Info]] = {}
    model_config = DEFERRED

    id: str = Field(default_factory=new_id, primary_key=True)
    unit_id: str | None = Field(default=None)
    version: int = Field(default=1)
    alive: bool | None = Field(default=True)
    title: str = Field(default="", index=True)
    find: str = Field(default="")
    entered: str = Field(default="")


class Part(SQLModel):
    """A child row that belongs to one record and is changed with it."""

    model_config = DEFERRED

    id: str = Field(default_factory=new_id, primary_key=True)
    position: int = Field(default=0)


OWN = ("id", "unit_id", "version", "alive", "title", "find", "strokes", "entered")
