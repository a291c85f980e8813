"""Columns: a field of a record with its label, help, kind and synonyms, read off the model."""

from dataclasses import dataclass, replace
from typing import Any, Protocol

from desktop.ledger.kinds import LINE, Children, Kind, Link, Parts


@dataclass(frozen=True)
class Info:
    """What a field says of itself beside its type; the first field of a group in the form names the `group`."""

    title: str
    kind: Kind = LINE
    aliases: tuple[str, ...] = ()
    help: str = ""
    required: bool = False
    default: Any = None
    group: str = ""


@dataclass(frozen=True)
class Column:
    """One field as every face of the program sees it."""

    key: str
    title: str
    kind: Kind = LINE
    aliases: tuple[str, ...] = ()
    help: str = ""
    required: bool = False
    default: Any = None
    group: str = ""

    @property
    def link(self) -> Link | None:
        """The link this column is, if it is one."""
        return self.kind if isinstance(self.kind, Link) else None

    @property
    def parts(self) -> Parts | None:
        """The child rows this column is, if it is that."""
        return self.kind if isinstance(self.kind, Parts) else None

    @property
    def children(self) -> Any:
        """The ledger of the children this column is, if it is that."""
        return self.kind.of if isinstance(self.kind, Children) else None

    @property
    def within(self) -> tuple["Column", ...]:
        """The fields of its child rows, named with it before them: `reviews.day`, 半年考察.考察日期."""
        inner = self.parts.columns if self.parts else ()
        return tuple(replace(one, key=f"{self.key}.{one.key}", title=f"{self.title}.{one.title}") for one in inner)

    @property
    def names_people(self) -> bool:
        """Whether its texts are people's names."""
        return self.kind.name == "name" or bool(self.link and self.link.person)

    @property
    def stored(self) -> tuple[str, ...]:
        """The names under which the table keeps it (a link: its text and its id; child rows: none)."""
        if self.parts:
            return ()
        return (self.key, f"{self.key}_id") if self.link else (self.key,)


class Declares(Protocol):
    """A model whose fields tell their titles."""

    FIELDS: dict[str, Info]


def columns_of(model: Declares) -> dict[str, Column]:
    """Every field that tells its title, in the order they are declared."""
    return {key: Column(key, **vars(info)) for key, info in model.FIELDS.items()}
