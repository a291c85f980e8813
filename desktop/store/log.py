"""The log read back: what was done, and taking an act back."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, exists, or_, select, update

from desktop.errors import Conflict, Progress
from desktop.ledger import Values
from desktop.store.audit import unpacked
from desktop.store.history import hanging
from desktop.store.query import pieces
from desktop.store.schema import ACT, ATTACHMENT, CHANGE, LOGGED
from desktop.store.work import DERIVED, Work

SAID_AT_MOST = 3
STEP = 200


@dataclass(frozen=True)
class Act:
    """One named act of the log."""

    id: int
    at: str
    operator: str
    title: str
    kind: str
    detail: str
    size: int
    undone: bool


def _act(row: Any) -> Act:
    return Act(row.id, row.at, row.operator, row.title, row.kind, row.detail or "", row.size, row.undone_by is not None)


def act_of(connection: Connection, number: int) -> Act | None:
    """The act of this number."""
    row = connection.execute(select(ACT).where(ACT.c.id == number)).first()
    return _act(row) if row else None


def acts(connection: Connection, since: str, limit: int) -> list[Act]:
    """Acts from a day on, the newest first."""
    return [
        _act(row)
        for row in connection.execute(select(ACT).where(ACT.c.at >= since).order_by(ACT.c.id.desc()).limit(limit))
    ]


def _standing() -> Any:
    return (ACT.c.undone_by.is_(None)) & (ACT.c.undoes.is_(None)) & (ACT.c.size > 0) & (ACT.c.kind != "clear")


def last_undoable(connection: Connection) -> Act | None:
    """The last act that changed records and still stands."""
    row = connection.execute(select(ACT).where(_standing()).order_by(ACT.c.id.desc()).limit(1)).first()
    return _act(row) if row else None


def last_redoable(connection: Connection) -> tuple[Act, Act] | None:
    """The act undone last and the act that undid it, unless something was done since."""
    standing = connection.execute(select(ACT.c.id).where(_standing()).order_by(ACT.c.id.desc())).scalars().first() or 0
    row = connection.execute(
        select(ACT)
        .where(ACT.c.kind == "undo", ACT.c.undone_by.is_(None), ACT.c.undoes.is_not(None))
        .order_by(ACT.c.id.desc())
        .limit(1)
    ).first()
    if row is None or row.undoes is None:
        return None
    original = act_of(connection, row.undoes)
    if original is None or not original.undone or standing > row.id:
        return None
    return original, _act(row)


def mark_undone(connection: Connection, number: int, by: int) -> None:
    """Note that `by` took `number` back; taking back an undo lets the first act stand again."""
    connection.execute(update(ACT).where(ACT.c.id == number).values(undone_by=by))
    row = connection.execute(select(ACT.c.undoes).where(ACT.c.id == number)).first()
    if row and row.undoes is not None:
        connection.execute(update(ACT).where(ACT.c.id == row.undoes).values(undone_by=None))


def refuse_unless_free(work: Work, act: Act) -> None:
    """Refuse to take back an act that was taken back, holds no changes, was purged, or that later acts stand on."""
    connection = work.connection
    row = connection.execute(select(ACT).where(ACT.c.id == act.id)).first()
    if row is None or row.undone_by is not None:
        raise Conflict(f"“{act.title}”已经撤销过了。")
    if row.size == 0:
        raise Conflict(f"“{act.title}”没有改动记录，不用撤销。")
    if row.undoes is not None and row.kind != "undo":
        raise Conflict(f"“{act.title}”不能再撤销。")
    blank = (
        select(CHANGE.c.id)
        .where(CHANGE.c.act_id == act.id, CHANGE.c.before.is_(None), CHANGE.c.after.is_(None))
        .limit(1)
    )
    if connection.execute(blank).first():
        raise Conflict(f"“{act.title}”的内容已按规定清除，不能撤销。")
    _refuse_if_changed(work, act)


def _refuse_if_changed(work: Work, act: Act) -> None:
    """Say which later acts changed records of the act, or children that it tells of."""
    later, mine = CHANGE.alias("later"), CHANGE.alias("mine")
    same = exists().where(
        mine.c.act_id == act.id, mine.c.record_id == later.c.record_id, mine.c.kept_in == later.c.kept_in
    )
    statement = (
        select(ACT.c.id, ACT.c.title, ACT.c.at)
        .distinct()
        .join(later, later.c.act_id == ACT.c.id)
        .where(ACT.c.id > act.id, _standing(), or_(same, *_hung_on(work, act, later)))
        .order_by(ACT.c.id.desc())
    )
    others = work.connection.execute(statement).all()
    if others:
        names = "、".join(f"“{other.title}”（{other.at[:16].replace('T', ' ')}）" for other in others[:SAID_AT_MOST])
        more = f"等 {len(others)} 项" if len(others) > SAID_AT_MOST else ""
        raise Conflict(f"“{act.title}”之后的操作 {names}{more} 改过同样的记录，请先撤销它们。")


def _hung_on(work: Work, act: Act, later: FromClause) -> Iterator[ColumnElement[bool]]:
    """Whether a change is one of children of records that the act added, or whose children stand in its own entry."""
    for ledger in work.office.teller.values():
        if not ledger.families:
            continue
        telling = [
            field.like(f'%"{column.key}":%')
            for column in ledger.families
            for field in (CHANGE.c.before, CHANGE.c.after)
        ]
        whole = select(CHANGE.c.record_id).where(
            CHANGE.c.act_id == act.id, CHANGE.c.kept_in == ledger.sql.name, or_(CHANGE.c.before.is_(None), *telling)
        )
        for column, rows in hanging(ledger, whole):
            child = column.children.sql
            yield (later.c.kept_in == child.name) & later.c.record_id.in_(rows.with_only_columns(child.c.id))


def blank(connection: Connection, kept_in: str, ids: Sequence[str], keys: Sequence[str]) -> None:
    """Take the changes that tell of these fields out of the log for good; their digests stay, and so does the chain."""
    for some in pieces(ids):
        rows = connection.execute(
            select(CHANGE.c.id, CHANGE.c.before, CHANGE.c.after).where(
                CHANGE.c.kept_in == kept_in, CHANGE.c.record_id.in_(some)
            )
        ).all()
        telling = [
            row.id
            for row in rows
            if any((unpacked(text) or {}).get(key) for text in (row.before, row.after) for key in keys)
        ]
        for few in pieces(telling):
            connection.execute(update(CHANGE).where(CHANGE.c.id.in_(few)).values(before=None, after=None))


def take_back(work: Work, act: Act, step: Progress | None = None) -> None:
    """Change every record of the act back to what it was before; `step` is told how far it is."""
    work.progress = step
    first = _first(work, act)
    _take_along(work, first)
    _refuse_if_used(work, act, first)
    erased: dict[str, list[str]] = defaultdict(list)
    current = _current(work, list(first))
    for number, ((kept_in, record_id), before) in enumerate(first.items()):
        if step and number % STEP == 0:
            step(number, len(first), "正在还原")
        work.revert(kept_in, record_id, before, current.get((kept_in, record_id)))
        if before is None and kept_in not in LOGGED:
            erased[kept_in].append(record_id)
    for kept_in, ids in erased.items():
        work.erase(kept_in, ids)


def _first(work: Work, act: Act) -> dict[tuple[str, str], Values | None]:
    """Each record of an act with what it was before; None: it did not exist."""
    first: dict[tuple[str, str], Values | None] = {}
    for row in work.connection.execute(
        select(CHANGE.c.kept_in, CHANGE.c.record_id, CHANGE.c.before, CHANGE.c.after)
        .where(CHANGE.c.act_id == act.id)
        .order_by(CHANGE.c.id)
    ):
        key = (row.kept_in, row.record_id)
        before = unpacked(row.before)
        if key not in first:
            first[key] = before
        elif before is not None and first[key] is not None:
            first[key] = {**before, **(first[key] or {})}
    return first


def _added(first: dict[tuple[str, str], Values | None]) -> dict[str, dict[str, None]]:
    """The records that did not exist before, by where they are kept."""
    added: dict[str, dict[str, None]] = defaultdict(dict)
    for (kept_in, record_id), before in first.items():
        if before is None:
            added[kept_in][record_id] = None
    return added


def _take_along(work: Work, first: dict[tuple[str, str], Values | None]) -> None:
    """Let the children of records that did not exist go with them, also those that the act does not name."""
    teller = work.office.teller
    chosen = [
        (teller[name], some) for name, ids in _added(first).items() if name in teller for some in pieces(list(ids))
    ]
    for ledger, some in chosen:
        for column, rows in hanging(ledger, some):
            child = column.children.sql
            for one in work.connection.execute(rows.with_only_columns(child.c.id)).scalars():
                first.setdefault((child.name, one), None)


def _current(work: Work, keys: list[tuple[str, str]]) -> dict[tuple[str, str], Values]:
    wanted: dict[str, list[str]] = defaultdict(list)
    for kept_in, record_id in keys:
        wanted[kept_in].append(record_id)
    found: dict[tuple[str, str], Values] = {}
    for kept_in, ids in wanted.items():
        if kept_in in LOGGED:
            table = LOGGED[kept_in]
            rows = [dict(row) for row in work.connection.execute(select(table).where(table.c.id.in_(ids))).mappings()]
        else:
            rows = work.office.rows(work.office.teller[kept_in], ids, work.connection)
        for row in rows:
            found[kept_in, row["id"]] = {
                str(key): value for key, value in row.items() if value not in (None, []) and key not in DERIVED
            }
    return found


def _refuse_if_used(work: Work, act: Act, first: dict[tuple[str, str], Values | None]) -> None:
    """Say which ledgers hold records that lead to those the act had added."""
    added = _added(first)
    users = []
    for kept_in, ids in added.items():
        for reference in work.office.references.get(kept_in, ()):
            link = reference.table.c[f"{reference.key}_id"]
            owner = reference.table.c[f"{reference.ledger.sql.name}_id"] if reference.part else reference.table.c.id
            rows = work.connection.execute(select(owner, link).where(link.is_not(None))).all()
            mine = added.get(reference.ledger.sql.name, {})
            count = len(
                {
                    row[0]
                    for row in rows
                    if row[1] in ids and row[0] not in mine and (reference.ledger.sql.name, row[0]) not in first
                }
            )
            if count:
                users.append(f"{reference.ledger.title} {count} 条")
    kept = work.connection.execute(select(ATTACHMENT.c.id, ATTACHMENT.c.kept_in, ATTACHMENT.c.record_id)).all()
    later = [
        row.id for row in kept if row.record_id in added.get(row.kept_in, ()) and (ATTACHMENT.name, row.id) not in first
    ]
    if later:
        users.append(f"附件 {len(later)} 个")
    if users:
        raise Conflict(f"“{act.title}”加入的记录已被后来的记录用到（{'、'.join(users)}），请先撤销或改动它们。")
