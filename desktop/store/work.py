"""One piece of work: a named act whose changes go in together, are logged, and can be undone as one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from desktop.errors import Conflict, Invalid, Refusal
from desktop.ledger import Column, Ledger, Problems, Values
from desktop.ledger.record import new_id
from desktop.store.audit import now, packed
from desktop.store.children import matched
from desktop.store.query import pieces
from desktop.store.schema import CODE, LOGGED
from desktop.store.search import derived
from desktop.store.writing import Writing

DERIVED = frozenset({"find", "strokes", "version"})


@dataclass
class Work(Writing):
    """What one act changes; made by `Office.work`, written to the log when it ends well."""

    title: str
    kind: str = "edit"
    detail: str = ""
    undoes: int | None = None
    number: int | None = None
    reverted: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, ledger: Ledger, values: Values) -> str:
        """Put in one record; raises Invalid with a sentence per field."""
        values = ledger.rules.complete(ledger.rules.begin(self.connection, {**ledger.blank(), **values}))
        problems = problems_of(ledger, values)
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
        for column in ledger.families:
            born = [
                one
                for row, values in zip(fresh, rows, strict=True)
                for one in hung(ledger, column.children, row, values.get(column.key))
            ]
            if born:
                self.add_many(column.children, born)
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
        problems = problems_of(ledger, wanted)
        problems = problems or ledger.rules.guard(self.connection, current, wanted)
        if problems:
            raise Invalid(problems)
        return self.change_many(ledger, [(current, wanted)]) > 0

    def change_many(self, ledger: Ledger, pairs: Iterable[tuple[Values, Values]]) -> int:
        """Take records from their current values to wanted ones; gives how many really changed."""
        names = [
            name
            for column in ledger.columns.values()
            for name in (*column.stored, *([column.key] if column.parts and not column.children else []))
        ]
        names.append(ledger.presence)
        count = 0
        for current, asked in pairs:
            wanted = dated(ledger, current, asked) if ledger.as_of.dated else asked
            before = {name: current.get(name) for name in names if _differs(current.get(name), wanted.get(name))}
            count += bool(before) | self._families(ledger, current, wanted)
            if not before:
                continue
            after = {name: wanted.get(name) for name in before}
            title = ledger.title_of(wanted)
            if title != current["title"]:
                before["title"], after["title"] = current["title"], title
            self._update(ledger, current["id"], before, after)
            if ledger.rules.leads:
                self._follow(ledger, current, wanted)
        return count

    def _families(self, ledger: Ledger, current: Values, wanted: Values) -> bool:
        """Let the children of a record be those that are wanted, each as it is; whether any of them changed."""
        changed = False
        for column in ledger.families:
            child, was = column.children, current.get(column.key) or []
            asked = wanted.get(column.key) or []
            if asked is was:
                continue
            known = matched(child, was, asked, whole=True)
            pairs = [(old, {**old, **new}) for old, new in known if old]
            gone = [old for old in was if all(old is not one for one, _ in known)]
            born = list(hung(ledger, child, current, [new for old, new in known if not old]))
            self.add_many(child, born) if born else None
            for old in gone:
                self._update(child, old["id"], {child.presence: True}, {child.presence: False})
            if bool(self.change_many(child, pairs)) or born or gone:
                changed = True
        return changed

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

    def settle(self) -> None:
        """Let links follow: renamed records show under their new name, open links find what has arrived."""
        for name, ids in self.reverted.items():
            self._called_anew(self.office.teller[name], ids)
        self._grow()
        self._refresh()
        while self.retitled:
            name, titles = self.retitled.popitem()
            for reference in self.office.references.get(name, ()):
                shown = dict.fromkeys(reference.rename(self.connection, titles))
                if shown:
                    self.stale[reference.ledger.sql.name] |= shown
            self._refresh()
        for name, ids in list(self.arrived.items()):
            for reference in self.office.references.get(name, ()):
                link = f"{reference.key}_id"
                for record_id, meant in reference.meant(self.connection, ids):
                    self._update(reference.ledger, record_id, {link: None}, {link: meant})

    def revert(self, ledger_name: str, record_id: str, before: Values | None, current: Values | None) -> None:
        """Take one record back to `before` (None: it did not exist)."""
        if ledger_name in LOGGED:
            self.put(LOGGED[ledger_name], record_id, current, before)
            return
        ledger = self.office.teller[ledger_name]
        if before is not None and current is not None:  # earlier versions logged children with their parent
            self._families(ledger, current, {**current, **before})
        whole = before or {}
        before, current = (_without(ledger.families, values) for values in (before, current))
        if before is None:
            self.changes.append((ledger_name, record_id, packed(current), None))
        elif current is None:
            parts = {
                column.key: before[column.key] for column in self.office.parted[ledger_name] if before.get(column.key)
            }
            row = {name: before.get(name) for name in ledger.sql.c.keys()} | {"version": 1}  # noqa: SIM118 - a collection of columns
            row |= derived(ledger, self.office.sought[ledger_name], before, row["title"] or "")
            self._insert(ledger, [row], [_snapshot(row, parts)])
            self._families(ledger, row, whole)
        elif before:
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
            for some in pieces(ids):
                for record_id, title in self.connection.execute(stale.where(table.c.id.in_(some))).all():
                    self._set(table, [(record_id, {column.key: title})])
                    self.stale[table.name][record_id] = None


def problems_of(ledger: Ledger, values: Values) -> Problems:
    """What forbids a record, its children included: a sentence a key."""
    found = ledger.problems(values)
    if ledger.parent and ledger.parent.key not in found and not values.get(f"{ledger.parent.key}_id"):
        found[ledger.parent.key] = f"没有找到这个{ledger.parent.title}，请先登记它"
    above = {"title": "其上级", "id": "其上级"}
    for column in ledger.families:
        rows = values.get(column.key) or ()
        for number, row in enumerate(hung(ledger, column.children, above, rows), 1):
            told = problems_of(column.children, row)
            if told:
                found = {column.key: f"第 {number} 行：{'；'.join(told.values())}", **found}
    return found


def hung(ledger: Ledger, child: Ledger, parent: Values, rows: Iterable[Mapping[str, Any]] | None) -> Iterator[Values]:
    """New children of a record, leading to it; of what nothing is said at all they have the default."""
    link = ledger.sql.name
    for row in rows or ():
        yield {**child.blank(), **row, "id": None, link: parent["title"], f"{link}_id": parent["id"]}


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


def _without(families: Sequence[Column], values: Values | None) -> Values | None:
    keys = {column.key for column in families}
    return values if values is None or not keys else {name: value for name, value in values.items() if name not in keys}


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
