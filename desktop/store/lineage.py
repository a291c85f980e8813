"""What hangs on records, in the log: the children of what an act changed.

Up to schema 16 an act told of children among the values of their parent; since then each has changes of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, exists, or_, select

from desktop.ledger import Column, Ledger, Values
from desktop.store.audit import unpacked
from desktop.store.query import parent_key, pieces
from desktop.store.reader import Reader
from desktop.store.schema import ACT, CHANGE, LOGGED
from desktop.store.work import Work

Key = tuple[str, str]


def children_of(ledger: Ledger, family: Column, ids: Sequence[str] | Select[Any]) -> Select[Any]:
    """The ids of the children of some records, those in the recycle bin included."""
    child = family.children.sql
    return select(child.c.id).where(child.c[parent_key(ledger)].in_(ids))


def told_among_their_parents(work: Work, act: int, later: FromClause) -> ColumnElement[bool]:
    """Whether a change is one of a child that an act told of among the values of its parent."""
    found: list[ColumnElement[bool]] = []
    for ledger in work.office.teller.values():
        for family in ledger.families:
            mark = f'%"{family.key}":%'
            tells = or_(CHANGE.c.before.like(mark), CHANGE.c.after.like(mark))
            parents = select(CHANGE.c.record_id).where(
                CHANGE.c.act_id == act, CHANGE.c.kept_in == ledger.sql.name, tells
            )
            of = family.children.sql.name
            found.append(and_(later.c.kept_in == of, later.c.record_id.in_(children_of(ledger, family, parents))))
    return or_(*found)


def came_with(work: Work, first: dict[Key, Values | None]) -> Iterator[Key]:
    """The children of records that an act added which no act of their own brought: they go as they came."""
    added: dict[str, list[str]] = defaultdict(list)
    for (kept_in, record_id), before in first.items():
        if before is None and kept_in not in LOGGED:
            added[kept_in].append(record_id)
    for kept_in, ids in added.items():
        ledger = work.office.teller[kept_in]
        for family in ledger.families:
            for some in pieces(ids):
                yield from ((family.children.sql.name, one) for one in _unborn(work.connection, ledger, family, some))


def _unborn(connection: Connection, ledger: Ledger, family: Column, ids: Sequence[str]) -> Iterable[str]:
    child = family.children.sql
    birth = (CHANGE.c.kept_in == child.name, CHANGE.c.record_id == child.c.id, CHANGE.c.before.is_(None))
    born = exists().where(*birth, CHANGE.c.after.is_not(None), ACT.c.id == CHANGE.c.act_id, ACT.c.undoes.is_(None))
    return connection.execute(children_of(ledger, family, ids).where(~born)).scalars()


def children_after(office: Reader, connection: Connection, ledger: Ledger, record_id: str, act: int) -> Values:
    """The children of a record as they stood after an act, by the columns they stand in; those none of whose changed are left out."""
    found: Values = {}
    for family in ledger.families:
        child = family.children
        ids = list(connection.execute(children_of(ledger, family, [record_id])).scalars())
        rows = {row["id"]: row for row in office.rows(child, ids, connection)}
        changes = select(CHANGE.c.record_id, CHANGE.c.before).where(
            CHANGE.c.kept_in == child.sql.name, CHANGE.c.record_id.in_(ids), CHANGE.c.act_id > act
        )
        changed = connection.execute(changes.order_by(CHANGE.c.id.desc())).all()
        for row in changed:
            rows[row.record_id] |= unpacked(row.before) or {child.presence: False}
        if changed:
            found[family.key] = [row for row in rows.values() if row[child.presence]]
    return found
