"""Columns: a field of a record with its label, help, kind and synonyms, read off the model."""

from dataclasses import dataclass, field
from typing import Any

from sqlmodel import SQLModel

from desktop.ledger.kinds import LINE, Kind, Link, Parts


@dataclass(frozen=True)
class Info:
    """What a field says of itself beside its type."""

    title: str
    kind: Kind = LINE
    aliases: tuple[str, ...] = ()
    help: str = ""
    required: bool = False
    default: Any = None


@dataclass(frozen=True)
class Column:
    """One field as every face of the program sees it."""

    key: str
    title: str
    kind: Kind = LINE
    aliases: tuple[str, ...] = field(default=())
    help: str = ""
    required: bool = False
    default: Any = None

    @property
    def link(self) -> Link | None:
        """The link this column is, if it is one."""
        return self.kind if isinstance(self.kind, Link) else None

    @property
    def parts(self) -> Parts | None:
        """The child rows this column is, if it is that."""
        return self.kind if isinstance(self.kind, Parts) else None

    @property
    def stored(self) -> tuple[str, ...]:
        """The names under which the table keeps it (a link: its text and its id; child rows: none)."""
        if self.parts:
            return ()
        return (self.key, f"{self.key}_id") if self.link else (self.key,)


def columns_of(model: type[SQLModel]) -> dict[str, Column]:
    """Every field that tells its title, in the model's order; child rows come from its `PARTS`."""
    found: dict[str, Column] = {}
    for key, facts in model.model_fields.items():
        info = next((item for item in facts.metadata if isinstance(item, Info)), None)
        if info:
            found[key] = Column(key, info.title, info.kind, info.aliases, info.help, info.required, info.default)
    for key, info in getattr(model, "PARTS", {}).items():
        found[key] = Column(key, info.title, info.kind, info.aliases, info.help, info.required)
    return found
