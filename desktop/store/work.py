"""One piece of work: a named act whose changes go in together, are logged, and can be undone as one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import Connection, Table, Update, bindparam, delete, insert, select, update

from desktop.errors import Conflict, Invalid, Refusal
from desktop.ledger import Ledger, Values
from desktop.ledger.record import new_id
from desktop.store.audit import now, packed
from desktop.store.query import parent_key, part_table
from desktop.store.schema import CODE, LOGGED
from desktop.store.search import derived

if TYPE_CHECKING:
    from desktop.store.office import Office

DERIVED = frozenset({"find", "strokes", "version"})
CHUNK = 500


@dataclass
class Work:
    """What one act changes; made by `Office.work`, written to the log when it ends well."""

    office: "Office"
    connection: Connection
    title: str
    kind: str = "edit"
    detail: str = ""
    undoes: int | None = None
    number: int | None = None
    progress: Callable[[int, int, str], None] | None = None
    changes: list[tuple[str, str, str | None, str | None]] = field(default_factory=list)
    touched: dict[str, None] = field(default_factory=dict)
    retitled: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    stale: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    arrived: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    reverted: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, ledger: Ledger, values: Values) -> str:
        """Put in one record; raises Invalid with a sentence per field."""
        values = ledger.rules.complete(ledger.rules.begin(self.connection, {**ledger.blank(), **values}))
        problems = ledger.problems(values)
        problems = problems or ledger.rules.guard(self.connection, {}, values)
        if problems:
            raise Invalid(problems)
        return self.add_many(ledger, [values])[0]

    def add_many(self, ledger: Ledger, rows: Sequence[Values]) -> list[str]:
        """Put in records that were checked already; gives their ids."""
        entered, own, sought = now(), self.office.own_id, self.office.sought[ledger.sql.name]
        given: set[str] = set().union(*rows)
        stored = [name for column in ledger.columns.values() for name in column.stored if name in given]
        fresh, snapshots = [], []
        for values in rows:
            title = ledger.title_of(values)
            row = {name: values.get(name) for name in stored}
            row |= {
                "id": values.get("id") or new_id(),
                "unit_id": own,
                "version": 1,
                "alive": True,
                "title": title,
                **derived(ledger, sought, values, title),
                "entered": entered,
                ledger.presence: True,
            }
            fresh.append(row)
            parts = {column.key: values[column.key] for column in ledger.parted if values.get(column.key)}
            snapshots.append(_snapshot(row, parts))
        self._insert(ledger, fresh, snapshots)
        if ledger.rules.leads:
            for row, parts in zip(fresh, rows, strict=True):
                self._follow(ledger, {}, {**parts, **row})
        return [str(row["id"]) for row in fresh]

    def change(
        self, ledger: Ledger, record_id: str, values: Values, version: int | None = None, current: Values | None = None
    ) -> bool:
        """Give a record new values for the keys named; False when nothing differs. `current` was read just before."""
        current = current or self.office.get(ledger, record_id, self.connection)
        if version is not None and current["version"] != version:
            raise Conflict("这条记录刚才在别处被改过，请重新打开后再改。")
        wanted = ledger.rules.complete({**current, **values})
        problems = ledger.problems(wanted)
        problems = problems or ledger.rules.guard(self.connection, current, wanted)
        if problems:
            raise Invalid(problems)
        return self.change_many(ledger, [(current, wanted)]) > 0

    def change_many(self, ledger: Ledger, pairs: Iterable[tuple[Values, Values]]) -> int:
        """Take records from their current values to wanted ones; gives how many really changed."""
        names = [
            name
            for column in ledger.columns.values()
            for name in (*column.stored, *([column.key] if column.parts else []))
        ]
        names.append(ledger.presence)
        count = 0
        for current, asked in pairs:
            wanted = dated(ledger, current, asked) if ledger.as_of.dated else asked
            before = {name: current.get(name) for name in names if _differs(current.get(name), wanted.get(name))}
            if not before:
                continue
            after = {name: wanted.get(name) for name in before}
            title = ledger.title_of(wanted)
            if title != current["title"]:
                before["title"], after["title"] = current["title"], title
            self._update(ledger, current["id"], before, after)
            count += 1
            if ledger.rules.leads:
                self._follow(ledger, current, wanted)
        return count

    def _follow(self, ledger: Ledger, before: Values, after: Values) -> None:
        """Change the other records that follow this one; none that has gone meanwhile."""
        for ledger_id, record_id, values in ledger.rules.follow(self.connection, before, after):
            other = self.office.ledgers[ledger_id]
            found = self.office.rows(other, [record_id], self.connection)
            if found:
                self.change_many(other, [(found[0], other.rules.complete({**found[0], **values}))])

    def remove(self, ledger: Ledger, record_id: str, current: Values | None = None) -> None:
        """Put a record in the recycle bin (a person: out of this ledger only). `current` was read just before."""
        self._present(ledger, record_id, current, present=False)

    def restore(self, ledger: Ledger, record_id: str, current: Values | None = None) -> None:
        """Take a record out of the recycle bin. `current` was read just before."""
        self._present(ledger, record_id, current, present=True)

    def _present(self, ledger: Ledger, record_id: str, current: Values | None, *, present: bool) -> None:
        current = current or self.office.get(ledger, record_id, self.connection)
        if current[ledger.presence] is present:
            raise Conflict("这条记录本来就在台账里。" if present else "这条记录已经在回收站里。")
        if record_id == self.office.own_id and not present:
            raise Conflict("本单位自己的组织不能删除。")
        reason = "" if present else ledger.rules.keeps(current, self._look)
        if reason:
            raise Refusal(reason)
        problems = (
            ledger.rules.guard(self.connection, {}, current)
            if present
            else ledger.rules.guard(self.connection, current, {})
        )
        if problems:
            raise Invalid(problems)
        self._update(ledger, record_id, {ledger.presence: current[ledger.presence]}, {ledger.presence: present})

    def relink(self, ledger: Ledger, record_id: str, before: Values, after: Values) -> None:
        """Let a link of one record lead elsewhere: its text and its id, before and after."""
        self._update(ledger, record_id, before, after)

    def forget(self, ledger: Ledger, record_id: str, keys: Sequence[str]) -> None:
        """Empty fields for good; the log tells that it was done, and nothing of what they held."""
        self.changes.append((ledger.sql.name, record_id, None, None))
        self._write(ledger, record_id, dict.fromkeys(keys))
        self.touched[ledger.sql.name] = None

    def _look(self, ledger_id: str, record_id: str) -> Values:
        ledger = self.office.ledgers.get(ledger_id)
        return self.office.get(ledger, record_id, self.connection) if ledger else {}

    def take_codes(self, unlisted: Iterable[tuple[str, str]]) -> None:
        """Add values that lists did not have, to be confirmed."""
        for name, text in unlisted:
            made = new_id()
            row = {"id": made, "list": name, "text": text, "synonyms": "", "position": 9999, "state": "pending"}
            self.put(CODE, made, None, row)

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

    def _refresh(self) -> None:
        """Work out titles and search texts anew where they tell what was; another title is followed by links to it."""
        while self.stale:
            name, ids = self.stale.popitem()
            teller = self.office.teller[name]
            for start in range(0, len(ids), CHUNK):
                if self.progress and len(ids) > CHUNK:
                    self.progress(start, len(ids), "正在整理")
                self._refresh_some(teller, list(ids)[start : start + CHUNK])

    def _refresh_some(self, teller: Ledger, ids: Sequence[str]) -> None:
        told = []
        for current in self.office.rows(teller, ids, self.connection):
            title = teller.title_of(current)
            if title != current["title"]:
                self.retitled[teller.sql.name][current["id"]] = title
            sought = self.office.sought[teller.sql.name]
            told.append((current["id"], {"title": title, **derived(teller, sought, current, title)}))
        self._set(teller.sql, told)

    def _set(self, table: Table, rows: Sequence[tuple[str, Values]], *, later: bool = False) -> None:
        """Write the same fields of some rows; `later` makes them another version of their record."""
        if rows:
            given = [{"_row": one, **{f"_{name}": value for name, value in values.items()}} for one, values in rows]
            self.connection.execute(_setting(table, tuple(rows[0][1]), later), given)

    def settle(self) -> None:
        """Let links follow: renamed records show under their new name, open links find what has arrived."""
        for name, ids in self.reverted.items():
            self._called_anew(self.office.teller[name], ids)
        self._refresh()
        while self.retitled:
            name, titles = self.retitled.popitem()
            for reference in self.office.references.get(name, ()):
                reference.rename(self, titles)
            self._refresh()
        for name, ids in list(self.arrived.items()):
            for reference in self.office.references.get(name, ()):
                reference.resolve(self, ids)

    def revert(self, ledger_name: str, record_id: str, before: Values | None, current: Values | None) -> None:
        """Take one record back to `before` (None: it did not exist)."""
        if ledger_name in LOGGED:
            self.put(LOGGED[ledger_name], record_id, current, before)
            return
        ledger = self.office.teller[ledger_name]
        if before is None:
            self.changes.append((ledger_name, record_id, packed(current), None))
        elif current is None:
            parts = {
                column.key: before[column.key] for column in self.office.parted[ledger_name] if before.get(column.key)
            }
            row = {name: before.get(name) for name in ledger.sql.c.keys()} | {"version": 1}  # noqa: SIM118 - a collection of columns
            row |= derived(ledger, self.office.sought[ledger_name], before, row["title"] or "")
            self._insert(ledger, [row], [_snapshot(row, parts)])
        else:
            now_there = {name: current.get(name) for name in before}
            self.changes.append((ledger_name, record_id, packed(now_there), packed(before)))
            self._write(ledger, record_id, before)
        if before is not None:
            self.reverted[ledger_name].append(record_id)
        self.touched[ledger_name] = None

    def _called_anew(self, ledger: Ledger, ids: Sequence[str]) -> None:
        """What comes back out of the log calls the records it leads to by the names they have now."""
        table = ledger.sql
        for column in ledger.links:
            target = self.office.ledgers[column.kind.to].sql.alias("target")  # type: ignore[attr-defined]
            text, link = table.c[column.key], table.c[f"{column.key}_id"]
            stale = select(table.c.id, target.c.title).join(target, link == target.c.id).where(text != target.c.title)
            for start in range(0, len(ids), CHUNK):
                some = stale.where(table.c.id.in_(ids[start : start + CHUNK]))
                for record_id, title in self.connection.execute(some).all():
                    self._set(table, [(record_id, {column.key: title})])
                    self.stale[table.name][record_id] = None

    def erase(self, ledger_name: str, ids: Sequence[str]) -> None:
        """Delete the rows of records that an undo takes back, child rows first."""
        ledger = self.office.teller[ledger_name]
        for start in range(0, len(ids), CHUNK):
            some = ids[start : start + CHUNK]
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


@dataclass(frozen=True)
class Reference:
    """A column of some table, or of its child rows, that links to records of another table."""

    ledger: Ledger
    table: Table
    key: str
    number: str = ""
    part: str = ""

    def rename(self, work: Work, titles: Mapping[str, str]) -> None:
        """Show the new titles; the search text of the rows follows."""
        leads_there = self.table.c[f"{self.key}_id"] == bindparam("_target")
        owner = self.table.c[parent_key(self.ledger)] if self.part else self.table.c.id
        naming = update(self.table).where(leads_there).values({self.key: bindparam("_said")})
        owners = select(owner).where(leads_there)
        for target, title in titles.items():
            if work.connection.execute(naming, {"_target": target, "_said": title}).rowcount:
                work.stale[self.ledger.sql.name] |= dict.fromkeys(
                    work.connection.execute(owners, {"_target": target}).scalars()
                )

    def resolve(self, work: Work, ids: Sequence[str]) -> None:
        """Link open rows to records that have just arrived, where the title (and number) leave no doubt."""
        if self.part or not self._open(work):
            return
        target = work.office.teller[self._target(work)].sql
        rows = work.connection.execute(
            select(
                self.table.c.id, self.table.c[self.key], *([self.table.c[self.number]] if self.number else [])
            ).where(self.table.c[f"{self.key}_id"].is_(None), self.table.c[self.key].is_not(None))
        ).all()
        wanted = {row[1] for row in rows}
        fresh = set(ids)
        named: dict[str, list[Any]] = defaultdict(list)
        for start in range(0, len(wanted), CHUNK):
            some = sorted(wanted)[start : start + CHUNK]
            for found in work.connection.execute(
                select(target).where(target.c.title.in_(some), target.c.alive.is_(True))
            ):
                named[found.title].append(found)
        for row in rows:
            candidates = named.get(row[1], [])
            number = row[2] if self.number else None
            if number:
                candidates = [one for one in candidates if one.id_no == number]
            if len(candidates) == 1 and candidates[0].id in fresh:
                work._update(self.ledger, row[0], {f"{self.key}_id": None}, {f"{self.key}_id": candidates[0].id})  # noqa: SLF001

    def _open(self, work: Work) -> bool:
        link = self.table.c[f"{self.key}_id"]
        return (
            work.connection.execute(
                select(self.table.c.id).where(link.is_(None), self.table.c[self.key].is_not(None)).limit(1)
            ).first()
            is not None
        )

    def _target(self, work: Work) -> str:
        column = self.ledger.columns[self.key]
        return work.office.ledgers[column.kind.to].sql.name  # type: ignore[attr-defined]


def dated(ledger: Ledger, current: Values, wanted: Values) -> Values:
    """The wanted values with each dated field and its child rows in step.

    A field changed by hand holds from today on (from `KEY_on`, where another record brings the day), unless the
    record itself is of today and was put right; child rows changed by hand let the field be what the last says.
    """
    for key, parts in ledger.as_of.dated:
        wanted = _in_step(ledger, key, parts, current, wanted)
    return wanted


def _in_step(ledger: Ledger, key: str, parts: str, current: Values, wanted: Values) -> Values:
    known = wanted.get(f"{key}_on")
    stored, today = ledger.columns[key].stored, known or dt.date.today().isoformat()
    rows = [dict(row) for row in wanted.get(parts) or ()]
    if _differs(current.get(parts), wanted.get(parts)):
        last = max(rows, key=lambda row: row.get("since") or "", default=None)
        moved = current.get(key) != wanted.get(key)
        return {**wanted, **{name: last.get(name) for name in stored}} if last and not moved else wanted
    if current.get(key) == wanted.get(key) or not current.get(key) or not wanted.get(key):
        return wanted
    if not rows and not known and (current.get("entered") or "")[:10] == today:
        return wanted
    rows = rows or [{**{name: current.get(name) for name in stored}, "since": None}]
    if rows[-1].get("since") == today:
        rows.pop()
    if not rows or rows[-1].get(key) != wanted[key]:
        rows.append({**{name: wanted.get(name) for name in stored}, "since": today})
    return {**wanted, parts: rows if len(rows) > 1 else None}


def _snapshot(row: Values, parts: Values) -> Values:
    return {name: value for name, value in row.items() if value is not None and name not in DERIVED} | parts


def _differs(one: Any, other: Any) -> bool:
    if isinstance(one, list) or isinstance(other, list):
        return [_plain(row) for row in one or []] != [_plain(row) for row in other or []]
    return bool(one != other)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in row.items()
        if value is not None and key not in ("id", "position") and not key.endswith("_row")
    }


def unpacked(text: str | None) -> Values | None:
    """Values out of the log."""
    return None if text is None else orjson.loads(text)
