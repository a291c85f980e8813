"""Which existing record a row means: by the ledger's identity rule, a blank part matching a blank."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from desktop.ledger import Ledger, Values

Key = tuple[Any, ...]


@dataclass
class Identities:
    """Every record of a ledger's table by each of its ways to be known; one SELECT."""

    ledger: Ledger
    index: dict[tuple[str, ...], dict[Key, list[str]]] = field(default_factory=dict)
    numbered: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Each way's keys, with the name under which a link keeps its id."""
        columns = self.ledger.columns
        self.pairs = {way: [(key, f"{key}_id" if columns[key].link else key) for key in way] for way in self.index}

    @classmethod
    def read(cls, ledger: Ledger, connection: Connection) -> "Identities":
        """Read what is there now; the recycle bin of a ledger of its own is left out."""
        found = cls(ledger, {way: defaultdict(list) for way in ledger.identity.ways})
        names = {"id", *(name for way in ledger.identity.ways for key in way for name in ledger.columns[key].stored)}
        table = ledger.sql
        for row in connection.execute(
            select(*(table.c[name] for name in sorted(names))).where(table.c.alive.is_(True))
        ).mappings():
            found.add(dict(row), row["id"])
        return found

    def add(self, values: Values, record_id: str) -> None:
        """Let a record be found."""
        for way, known in self.index.items():
            known[self._key(way, values)].append(record_id)
        if self.ledger.identity.number and values.get(self.ledger.identity.number):
            self.numbered.add(record_id)

    def _key(self, way: tuple[str, ...], values: Values) -> Key:
        return tuple(values.get(link) or values.get(key) or None for key, link in self.pairs[way])

    def _of(self, way: tuple[str, ...], values: Values) -> list[str]:
        return self.index[way].get(self._key(way, values), []) if way in self.index else []

    def find(self, values: Values) -> str | None:
        """The record these values mean, or None for a new one."""
        rule = self.ledger.identity
        if rule.number and values.get(rule.number):
            found = self._of(rule.keys, values) or [
                one for one in self._of(rule.instead, values) if one not in self.numbered
            ]
            return found[0] if len(found) == 1 else None
        if rule.number:
            return self._unnumbered(values)
        found = self._of(rule.keys, values)
        if not found and rule.also and values.get(rule.also[0]):
            found = self._of(rule.also, values)
        return found[0] if found else None

    def _unnumbered(self, values: Values) -> str | None:
        way = self.ledger.identity.instead
        found = self._of(way, values)
        bare = [one for one in found if one not in self.numbered]
        if bare:
            return bare[0]
        return found[0] if len(found) == 1 and all(self._key(way, values)) else None
