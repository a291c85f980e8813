"""Links and files moved from one record to another inside an act, and what an act has changed read back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from desktop.ledger import Ledger, Values
from desktop.store.audit import unpacked
from desktop.store.query import parent_key
from desktop.store.reader import Reader
from desktop.store.references import Reference
from desktop.store.schema import ACT, ATTACHMENT, CHANGE
from desktop.store.work import Work

MERGE = "merge"


@dataclass(frozen=True)
class Changed:
    """One row that an act changed."""

    kept_in: str
    record_id: str
    before: Values
    after: Values


def move_links(work: Work, name: str, source: str, target: str, title: str) -> dict[str, int]:
    """Let every link to one record of a table lead to another; gives how many moved, by the ledger's title."""
    found: dict[str, int] = {}
    for reference in work.office.references.get(name, ()):
        moved = _parts(work, reference, source, target, title) if reference.part else 0
        moved = moved or (0 if reference.part else _rows(work, reference, source, target, title))
        if moved:
            found[reference.ledger.title] = found.get(reference.ledger.title, 0) + moved
    return found


def _rows(work: Work, reference: Reference, source: str, target: str, title: str) -> int:
    table, key = reference.table, reference.key
    rows = work.connection.execute(select(table.c.id, table.c[key]).where(table.c[f"{key}_id"] == source)).all()
    for row in rows:
        work.relink(reference.ledger, row[0], {key: row[1], f"{key}_id": source}, {key: title, f"{key}_id": target})
    return len(rows)


def _parts(work: Work, reference: Reference, source: str, target: str, title: str) -> int:
    table, key, ledger = reference.table, reference.key, reference.ledger
    owner = table.c[parent_key(ledger)]
    owners = work.connection.execute(select(owner).distinct().where(table.c[f"{key}_id"] == source)).scalars().all()
    link = {key: title, f"{key}_id": target}
    for current in work.office.rows(ledger, list(owners), work.connection):
        rows = [{**row, **link} if row.get(f"{key}_id") == source else row for row in current[reference.part]]
        work.change_many(ledger, [(current, {**current, reference.part: rows})])
    return len(owners)


def move_files(work: Work, name: str, source: str, target: str) -> int:
    """Let the files of one record belong to another, after those it has; gives their number."""
    mine = select(ATTACHMENT).where(ATTACHMENT.c.kept_in == name, ATTACHMENT.c.record_id == source)
    there = select(ATTACHMENT.c.id).where(ATTACHMENT.c.kept_in == name, ATTACHMENT.c.record_id == target)
    first = len(work.connection.execute(there).all())
    rows = [_plain(row) for row in work.connection.execute(mine.order_by(ATTACHMENT.c.position)).mappings()]
    for place, row in enumerate(rows, first):
        work.put(ATTACHMENT, row["id"], row, {**row, "record_id": target, "position": place})
    return len(rows)


def file_row(work: Work, attachment_id: str) -> Values | None:
    """One file's row as it stands."""
    row = work.connection.execute(select(ATTACHMENT).where(ATTACHMENT.c.id == attachment_id)).mappings().first()
    return _plain(row) if row else None


def _plain(row: Mapping[Any, Any]) -> Values:
    """A row with keys that are text and nothing more, as the log keeps them."""
    return {str(key): value for key, value in row.items()}


def merge_of(office: Reader, ledger: Ledger, record_id: str) -> int | None:
    """The number of the act that merged this record into another and still stands, the latest one."""
    statement = (
        select(ACT.c.id)
        .join(CHANGE, CHANGE.c.act_id == ACT.c.id)
        .where(
            ACT.c.kind == MERGE,
            ACT.c.undone_by.is_(None),
            CHANGE.c.kept_in == ledger.sql.name,
            CHANGE.c.record_id == record_id,
            ACT.c.detail.like(f"{record_id} %"),
        )
        .order_by(ACT.c.id.desc())
    )
    with office.reading() as connection:
        return connection.execute(statement).scalars().first()


def detail_of(office: Reader, act: int) -> str:
    """What an act wrote down of itself."""
    with office.reading() as connection:
        return str(connection.execute(select(ACT.c.detail).where(ACT.c.id == act)).scalar() or "")


def changed_by(office: Reader, act: int) -> Iterator[Changed]:
    """Every row that an act changed, in its order."""
    statement = select(CHANGE).where(CHANGE.c.act_id == act).order_by(CHANGE.c.id)
    with office.reading() as connection:
        rows = connection.execute(statement).all()
    for row in rows:
        yield Changed(row.kept_in, row.record_id, unpacked(row.before) or {}, unpacked(row.after) or {})
