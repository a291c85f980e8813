"""Which columns lead to the records of a table, and how they follow: another title is shown, open links are closed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select, update

from desktop.ledger import Ledger
from desktop.store.query import parent_key, part_table, pieces


@dataclass(frozen=True)
class Reference:
    """A column of some table, or of its child rows, that links to records of another table."""

    ledger: Ledger
    table: Table
    key: str
    target: Table
    number: str = ""
    part: str = ""

    def rename(self, connection: Connection, titles: Mapping[str, str]) -> Iterator[str]:
        """Show the new titles; gives the records that show them, whose search text is to follow."""
        leads_there = self.table.c[f"{self.key}_id"] == bindparam("_target")
        owner = self.table.c[parent_key(self.ledger)] if self.part else self.table.c.id
        naming = update(self.table).where(leads_there).values({self.key: bindparam("_said")})
        owners = select(owner).where(leads_there)
        for target, title in titles.items():
            if connection.execute(naming, {"_target": target, "_said": title}).rowcount:
                yield from connection.execute(owners, {"_target": target}).scalars()

    def meant(self, connection: Connection, ids: Sequence[str]) -> list[tuple[str, str]]:
        """Open rows and the records, just arrived, that they mean, where the title (and number) leave no doubt."""
        if self.part or not self._open(connection):
            return []
        table = self.table
        rows = connection.execute(
            select(table.c.id, table.c[self.key], *([table.c[self.number]] if self.number else [])).where(
                table.c[f"{self.key}_id"].is_(None), table.c[self.key].is_not(None)
            )
        ).all()
        named = self._named(connection, sorted({row[1] for row in rows}))
        fresh, found = set(ids), []
        for row in rows:
            candidates = named.get(row[1], [])
            number = row[2] if self.number else None
            if number:
                candidates = [one for one in candidates if one.id_no == number]
            if len(candidates) == 1 and candidates[0].id in fresh:
                found.append((row[0], candidates[0].id))
        return found

    def _named(self, connection: Connection, titles: Sequence[str]) -> Mapping[str, list[Any]]:
        named: dict[str, list[Any]] = defaultdict(list)
        living = select(self.target).where(self.target.c.alive.is_(True))
        for some in pieces(titles):
            for found in connection.execute(living.where(self.target.c.title.in_(some))):
                named[found.title].append(found)
        return named

    def _open(self, connection: Connection) -> bool:
        link = self.table.c[f"{self.key}_id"]
        one = select(self.table.c.id).where(link.is_(None), self.table.c[self.key].is_not(None)).limit(1)
        return connection.execute(one).first() is not None


def references_of(ledgers: Mapping[str, Ledger]) -> dict[str, list[Reference]]:
    """Of every table the columns that lead to its records, each once."""
    found: dict[str, dict[tuple[str, str], Reference]] = defaultdict(dict)
    for ledger in ledgers.values():
        for column in ledger.links:
            target = ledgers[column.kind.to].sql  # type: ignore[attr-defined]
            number = column.kind.number  # type: ignore[attr-defined]
            found[target.name][ledger.sql.name, column.key] = Reference(ledger, ledger.sql, column.key, target, number)
        for column in ledger.parted:
            for one in column.parts.columns if column.parts else ():
                if one.link:
                    table, target = part_table(column), ledgers[one.link.to].sql
                    found[target.name][table.name, one.key] = Reference(ledger, table, one.key, target, part=column.key)
    return {name: list(references.values()) for name, references in found.items()}
