"""Rows written inside an act: what each was and is goes down for the log, and what must follow is remembered."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, Update, bindparam, delete, insert, select, update

from desktop.ledger import Ledger, Values
from desktop.ledger.record import new_id
from desktop.store.audit import packed
from desktop.store.query import CHUNK, parent_key, part_table, pieces
from desktop.store.reader import Reader
from desktop.store.search import derived


@dataclass
class Writing:
    """What an act has written so far, and what has to follow from it."""

    office: Reader
    connection: Connection
    changes: list[tuple[str, str, str | None, str | None]] = field(default_factory=list, kw_only=True)
    touched: dict[str, None] = field(default_factory=dict, kw_only=True)
    retitled: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict), kw_only=True)
    stale: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict), kw_only=True)
    hung: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict), kw_only=True)
    arrived: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list), kw_only=True)
    progress: Callable[[int, int, str], None] | None = field(default=None, kw_only=True)

    def put(self, table: Table, row_id: str, before: Values | None, after: Values | None) -> None:
        """Write one whole row of a table beside the ledgers; None: it was not there, or goes."""
        self.changes.append((table.name, row_id, packed(before), packed(after)))
        if before is None and after is not None:
            self.connection.execute(insert(table).values(**after))
        elif after is None:
            self.connection.execute(delete(table).where(table.c.id == row_id))
        else:
            self.connection.execute(update(table).where(table.c.id == row_id).values(**after))
        self.touched[table.name] = None

    def _insert(self, ledger: Ledger, rows: Sequence[Values], snapshots: Sequence[Values]) -> None:
        if not rows:
            return
        table = ledger.sql
        names = list(rows[0])
        quoted, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        sql = f"INSERT INTO {table.name} ({quoted}) VALUES ({marks})"  # noqa: S608 - names are the schema's own
        self.connection.exec_driver_sql(sql, list(map(itemgetter(*names), rows)))
        for column in ledger.parted:
            self._insert_parts(
                ledger,
                column,
                [
                    (row["id"], snapshot[column.key])
                    for row, snapshot in zip(rows, snapshots, strict=True)
                    if snapshot.get(column.key)
                ],
            )
        self.changes += [
            (table.name, row["id"], None, packed(snapshot)) for row, snapshot in zip(rows, snapshots, strict=True)
        ]
        self.touched[table.name] = None
        self.arrived[table.name] += [row["id"] for row in rows]
        if ledger.parent:
            self.hung[table.name] |= dict.fromkeys(row["id"] for row in rows)

    def _insert_parts(self, ledger: Ledger, column: Any, owners: Sequence[tuple[str, list[Values]]]) -> None:
        parent = parent_key(ledger)
        rows = [
            {**part, "id": new_id(), "position": position, parent: owner}
            for owner, parts in owners
            for position, part in enumerate(parts)
        ]
        known = set(part_table(column).c.keys())
        if rows:
            self.connection.execute(insert(part_table(column)), [{key: row.get(key) for key in known} for row in rows])

    def _update(self, ledger: Ledger, record_id: str, before: Values, after: Values) -> None:
        self.changes.append((ledger.sql.name, record_id, packed(before), packed(after)))
        self._write(ledger, record_id, after)
        self.touched[ledger.sql.name] = None

    def _write(self, ledger: Ledger, record_id: str, values: Mapping[str, Any]) -> None:
        table = ledger.sql
        parted = {column.key: column for column in self.office.parted[table.name]}
        fields = {name: value for name, value in values.items() if name not in parted}
        self._set(table, [(record_id, fields)], later=True)
        for key, column in parted.items():
            if key in values:
                child = part_table(column)
                self.connection.execute(delete(child).where(child.c[parent_key(ledger)] == record_id))
                self._insert_parts(ledger, column, [(record_id, values[key] or [])])
        teller = self.office.teller[table.name]
        told = ("title", *teller.named, *(column.key for column in self.office.sought[table.name]))
        if not values.keys().isdisjoint(told):
            self.stale[table.name][record_id] = None
        if "title" in values:
            self.retitled[table.name][record_id] = values["title"]
        if ledger.parent:
            self.hung[table.name][record_id] = None

    def _grow(self) -> None:
        """Where children changed, their parents are another version: a form that is open on one must know."""
        for name, ids in self.hung.items():
            ledger = self.office.teller[name]
            parent: Any = ledger.parent
            above = self.office.ledgers[parent.kind.to].sql
            for some in pieces(list(ids)):
                link = select(ledger.sql.c[f"{parent.key}_id"]).where(ledger.sql.c.id.in_(some)).distinct()
                parents = list(self.connection.execute(link).scalars())
                later = update(above).where(above.c.id.in_(parents)).values(version=above.c.version + 1)
                self.connection.execute(later)
                self.stale[above.name] |= dict.fromkeys(parents)
            self.touched[above.name] = None
        self.hung.clear()

    def _set(self, table: Table, rows: Sequence[tuple[str, Values]], *, later: bool = False) -> None:
        """Write the same fields of some rows; `later` makes them another version of their record."""
        if rows:
            given = [{"_row": one, **{f"_{name}": value for name, value in values.items()}} for one, values in rows]
            self.connection.execute(_setting(table, tuple(rows[0][1]), later), given)

    def _refresh(self) -> None:
        """Work out titles and search texts anew where they tell what was; another title is followed by links to it."""
        while self.stale:
            name, ids = self.stale.popitem()
            teller = self.office.teller[name]
            for place, some in enumerate(pieces(list(ids))):
                if self.progress and len(ids) > CHUNK:
                    self.progress(place * CHUNK, len(ids), "正在整理")
                self._refresh_some(teller, some)

    def _refresh_some(self, teller: Ledger, ids: Sequence[str]) -> None:
        told = []
        for current in self.office.rows(teller, ids, self.connection):
            title = teller.title_of(current)
            if title != current["title"]:
                self.retitled[teller.sql.name][current["id"]] = title
            sought = self.office.sought[teller.sql.name]
            told.append((current["id"], {"title": title, **derived(teller, sought, current, title)}))
        self._set(teller.sql, told)

    def erase(self, ledger_name: str, ids: Sequence[str]) -> None:
        """Delete the rows of records that an undo takes back, child rows first."""
        ledger = self.office.teller[ledger_name]
        for some in pieces(ids):
            for column in self.office.parted[ledger_name]:
                child = part_table(column)
                self.connection.execute(delete(child).where(child.c[parent_key(ledger)].in_(some)))
            self.connection.execute(delete(ledger.sql).where(ledger.sql.c.id.in_(some)))


@lru_cache(maxsize=256)
def _setting(table: Table, names: tuple[str, ...], later: bool) -> Update:  # noqa: FBT001 - a key of the cache
    """The statement that gives fields of one row new values: made once, for each one made leaves circles behind."""
    fields: dict[Any, Any] = {table.c[name]: bindparam(f"_{name}") for name in names}
    version = {table.c.version: table.c.version + 1} if later else {}
    return update(table).where(table.c.id == bindparam("_row")).values({**version, **fields})
