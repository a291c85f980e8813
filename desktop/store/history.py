"""The log of one record: every change of it, of its files and of what hangs on it, told; what it held after an act."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, literal_column, select

from desktop.errors import Conflict
from desktop.ledger import Column, Ledger, Values
from desktop.store.audit import unpacked
from desktop.store.children import matched
from desktop.store.query import parent_key
from desktop.store.schema import ACT, ATTACHMENT, CHANGE

QUIET = frozenset({"title", "alive", "is_member", "is_volunteer"})
Shown = list[tuple[str, str, str]]


@dataclass(frozen=True)
class Entry:
    """One act as it changed one record: the fields with what they showed before and after."""

    at: str
    operator: str
    act: int
    title: str
    changes: Shown


def hanging(ledger: Ledger, records: Sequence[str] | Select[Any]) -> Iterator[tuple[Column, Select[Any]]]:
    """The children of some records, a statement a family; those in the recycle bin come last."""
    for column in ledger.families:
        child = column.children.sql
        yield column, select(child).where(child.c[parent_key(ledger)].in_(records)).order_by(child.c.alive.desc())


def _changes(ledger: Ledger, record_id: str) -> Select[Any]:
    """Which changes are those of a record and of what hangs on it."""
    changed = select(CHANGE.c.id)
    own = changed.where(CHANGE.c.kept_in == ledger.sql.name, CHANGE.c.record_id == record_id)
    born = [
        changed.where(CHANGE.c.kept_in == child.name, CHANGE.c.record_id.in_(rows.with_only_columns(child.c.id)))
        for column, rows in hanging(ledger, [record_id])
        for child in (column.children.sql,)
    ]
    every = own.union_all(*born).subquery()
    return select(every.c.id)


def _files(record_id: str) -> Select[Any]:
    """Which changes are those of a record's files."""
    mark, a_file = f'%"record_id":"{record_id}"%', CHANGE.c.kept_in == literal_column(f"'{ATTACHMENT.name}'")
    return select(CHANGE.c.id).where(a_file, CHANGE.c.before.like(mark) | CHANGE.c.after.like(mark))


def _family(connection: Connection, ledger: Ledger, record_id: str) -> list[tuple[Column, list[Values]]]:
    """The children of a record as they are, those in the recycle bin included."""
    return [
        (column, [dict(row) for row in connection.execute(rows).mappings()])
        for column, rows in hanging(ledger, [record_id])
    ]


def history(connection: Connection, ledger: Ledger, record_id: str) -> list[Entry]:
    """Every change of one record, of its files and of its children as people read it."""
    called = {
        (column.children.sql.name, row["id"]): (column, _called(column, row))
        for column, rows in _family(connection, ledger, record_id)
        for row in rows
    }
    statement = (
        select(ACT.c.at, ACT.c.operator, ACT.c.title, CHANGE)
        .join(CHANGE, CHANGE.c.act_id == ACT.c.id)
        .where(CHANGE.c.id.in_(_changes(ledger, record_id).union_all(_files(record_id))))
        .order_by(CHANGE.c.id)
    )
    found = []
    for row in connection.execute(statement):
        before, after = unpacked(row.before), unpacked(row.after)
        family = called.get((row.kept_in, row.record_id))
        if row.kept_in == ATTACHMENT.name:
            changes = _file_shown(before or {}, after or {})
        else:
            changes = _told(*family, before, after) if family else _shown(ledger, before, after)
        found.append(Entry(row.at, row.operator, row.act_id, row.title, changes))
    return found


def _called(family: Column, row: Values) -> str:
    """A child as it is called among those of its parent: by its title without the parent's."""
    child = family.children
    own = (child.columns[key] for key in child.named if child.columns[key] is not child.parent)
    words = " ".join(filter(None, (column.kind.show(row[column.key]) for column in own)))
    return f"{family.title}（{words or row['title']}）"


def _told(family: Column, called: str, before: Values | None, after: Values | None) -> Shown:
    """A change of a child among those of its parent: which fields of which one became what."""
    link = family.children.parent.title
    shown = _shown(family.children, before, after)
    return [(f"{called}：{title}", old, new) for title, old, new in shown if title != link]


def values_after(connection: Connection, ledger: Ledger, current: Values, act: int) -> tuple[Values, Values]:
    """What a record holds and what it held after an act, worked out backwards; children that come back are in both."""
    own = (ledger.sql.name, current["id"])
    families = _family(connection, ledger, current["id"])
    known = {column.key for column, _ in families}
    then: dict[tuple[str, str], Values | None] = {
        own: {key: value for key, value in current.items() if key not in known},
        **{(column.children.sql.name, row["id"]): row for column, rows in families for row in rows},
    }
    _go_back(connection, ledger, current["id"], act, then)
    found = then[own]
    if found is None:
        raise Conflict("那时还没有这条记录。")
    now, wanted = dict(current), dict(found)
    for column, rows in families:
        child = column.children
        asked = found.get(column.key)  # earlier versions logged children with their parent
        if asked is None and column.key not in found:
            states = [then[child.sql.name, row["id"]] for row in rows]
            asked = [state for state in states if state and state[child.presence]]
        met = matched(child, rows, asked or [], whole=True)
        back = [old["id"] for old, _ in met if old]
        now[column.key] = [row for row in rows if row[child.presence] or row["id"] in back]
        wanted[column.key] = [{**row, "id": old and old["id"], child.presence: True} for old, row in met]
    return now, wanted


def _go_back(
    connection: Connection, ledger: Ledger, record_id: str, act: int, then: dict[tuple[str, str], Values | None]
) -> None:
    """Take the changes after an act off a record and its children; what did not exist becomes None."""
    statement = (
        select(CHANGE)
        .where(CHANGE.c.id.in_(_changes(ledger, record_id)), CHANGE.c.act_id > act)
        .order_by(CHANGE.c.id.desc())
    )
    blank = {
        one.sql.name: dict.fromkeys(one.sql.c.keys())
        for one in (ledger, *(column.children for column in ledger.families))
    }
    for row in connection.execute(statement):
        before, one = unpacked(row.before), (row.kept_in, row.record_id)
        if before is None and row.after is None:
            raise Conflict("这条记录的一部分历史已按规定清除，回不到那时。")
        then[one] = None if before is None else {**(then[one] or blank[row.kept_in]), **before}


def _file_shown(before: Values, after: Values) -> Shown:
    old, new = (
        facts.get("name", "") + (f"（{facts['note']}）" if facts.get("note") else "") for facts in (before, after)
    )
    if old != new:
        return [("附件", old, new)]
    return [("附件顺序", f"{old} 第 {before['position'] + 1} 个", f"{new} 第 {after['position'] + 1} 个")]


def _shown(ledger: Ledger, before: Values | None, after: Values | None) -> Shown:
    found = []
    for key in dict.fromkeys([*(before or {}), *(after or {})]):
        old, new = (before or {}).get(key), (after or {}).get(key)
        if key == ledger.presence and before and after:
            found.append(("回收站", "否" if old else "是", "否" if new else "是"))
        column = ledger.columns.get(key)
        if column is not None and key not in QUIET:
            found.append((column.title, column.kind.show(old), column.kind.show(new)))
    return found
