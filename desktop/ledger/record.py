"""Records: one row of one ledger, with what every row has (key, owner, version, title)."""

import time
from random import getrandbits
from typing import Any, ClassVar

from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig
from sqlmodel.main import SQLModelMetaclass

from desktop.ledger.columns import Column, Info, columns_of
from desktop.ledger.kinds import Link, Parts

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


class Declared(SQLModelMetaclass):
    """Reads the fields of a model as they are declared: a link makes its own id, child rows are kept in their own table."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any], **how: Any) -> type:
        """Gather what the fields say of themselves; the table gets what it stores of them."""
        fields = {key: info for base in reversed(bases) for key, info in getattr(base, "FIELDS", {}).items()}
        taken = {key for base in bases for key in getattr(base, "model_fields", ()) if key not in fields}
        stored: dict[str, Any] = {}
        for key, annotation in body.get("__annotations__", {}).items():
            info = next((one for one in getattr(annotation, "__metadata__", ()) if isinstance(one, Info)), None)
            if info:
                fields[key] = info
                linked = (f"{key}_id",) if isinstance(info.kind, Link) else ()
                if clash := taken & {key, *linked}:
                    message = f"{name}.{key}: every record keeps {clash.pop()} itself; call the field something else"
                    raise TypeError(message)
            if info and isinstance(info.kind, Parts):
                body.pop(key, None)
                continue
            stored[key] = annotation
            if info and isinstance(info.kind, Link):
                if f"{key}_id" in body.get("__annotations__", {}):
                    message = f"{name}.{key}_id: the link {key} makes its own id"
                    raise TypeError(message)
                stored[f"{key}_id"] = str | None
                body[f"{key}_id"] = Field(default=None, index=info.kind.keyed)
        made: type = super().__new__(cls, name, bases, {**body, "__annotations__": stored, "FIELDS": fields}, **how)
        return made


class Record(SQLModel, metaclass=Declared):
    """What every record has beside its own fields.

    `title` names the record to people and links; `find` is the text that search looks in; `version` counts
    its changes; `alive` is False in the recycle bin; `unit_id` is the organisation that sends it up.
    """

    FIELDS: ClassVar[dict[str, Info]] = {}
    model_config = DEFERRED

    id: str = Field(default_factory=new_id, primary_key=True)
    unit_id: str | None = Field(default=None)
    version: int = Field(default=1)
    alive: bool | None = Field(default=True)
    title: str = Field(default="", index=True)
    find: str = Field(default="")
    entered: str = Field(default="")


class Part(SQLModel, metaclass=Declared):
    """A child row that belongs to one record and is changed with it."""

    FIELDS: ClassVar[dict[str, Info]] = {}
    model_config = DEFERRED

    id: str = Field(default_factory=new_id, primary_key=True)
    position: int = Field(default=0)

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        """The fields of a child row, in the order they are written."""
        return tuple(columns_of(cls).values())


OWN = ("id", "unit_id", "version", "alive", "title", "find", "strokes", "entered")
