"""The log of acts: who did what when, before and after, chained so that no entry can be changed unseen."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, insert, select

from desktop.store.schema import ACT, CHANGE

START = "0" * 64


def now() -> str:
    """This moment in local time, to the second, with its offset."""
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")


def packed(values: dict[str, Any] | None) -> str | None:
    """Values as one line of JSON, the same bytes for the same values."""
    return None if values is None else orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()


def unpacked(text: str | None) -> dict[str, Any] | None:
    """Values out of the log."""
    return None if text is None else orjson.loads(text)


def digest_of(kept_in: str, record_id: str, before: str | None, after: str | None) -> str:
    """The digest of one change's content."""
    return hashlib.sha256(f"{kept_in}\n{record_id}\n{before}\n{after}".encode()).hexdigest()


def act_digest(head: Sequence[str], changes: Iterable[str]) -> str:
    """The digest of an act: its own facts and the digests of its changes in their order."""
    whole = hashlib.sha256("\n".join(head).encode())
    for digest in changes:
        whole.update(digest.encode())
    return whole.hexdigest()


def linked(previous: str, digest: str) -> str:
    """The next link of the chain."""
    return hashlib.sha256((previous + digest).encode()).hexdigest()


def write_act(
    connection: Connection,
    *,
    operator: str,
    title: str,
    kind: str,
    detail: str = "",
    changes: Sequence[tuple[str, str, str | None, str | None]] = (),
    undoes: int | None = None,
) -> int:
    """Put one act and its changes at the end of the log; gives the act's number."""
    at = now()
    digests = [digest_of(*change) for change in changes]
    digest = act_digest((at, operator, title, kind, detail, str(undoes or "")), digests)
    last = connection.execute(select(ACT.c.chain).order_by(ACT.c.id.desc()).limit(1)).scalar()
    result = connection.execute(
        insert(ACT).values(
            at=at,
            operator=operator,
            title=title,
            kind=kind,
            detail=detail,
            size=len(changes),
            undoes=undoes,
            digest=digest,
            chain=linked(last or START, digest),
        )
    )
    number = int(result.inserted_primary_key[0])  # type: ignore[index]
    if changes:
        connection.exec_driver_sql(
            "INSERT INTO change (act_id, kept_in, record_id, before, after, digest) VALUES (?,?,?,?,?,?)",
            [(number, *change, digest) for change, digest in zip(changes, digests, strict=True)],
        )
    return number


def broken_link(connection: Connection) -> str:
    """Which act of the log was changed from outside, or nothing; a blanked change keeps its digest and passes."""
    previous = START
    changes = connection.execution_options(stream_results=True).execute(
        select(
            CHANGE.c.act_id, CHANGE.c.kept_in, CHANGE.c.record_id, CHANGE.c.before, CHANGE.c.after, CHANGE.c.digest
        ).order_by(CHANGE.c.act_id, CHANGE.c.id)
    )
    pending = next(changes, None)
    for act in connection.execute(select(ACT).order_by(ACT.c.id)):
        digests = []
        while pending is not None and pending.act_id == act.id:
            blanked = pending.before is None and pending.after is None
            if (
                not blanked
                and digest_of(pending.kept_in, pending.record_id, pending.before, pending.after) != pending.digest
            ):
                return f"第 {act.id} 号操作“{act.title}”的内容被改动过"
            digests.append(pending.digest)
            pending = next(changes, None)
        head = (act.at, act.operator, act.title, act.kind, act.detail or "", str(act.undoes or ""))
        if act_digest(head, digests) != act.digest or linked(previous, act.digest) != act.chain:
            return f"第 {act.id} 号操作“{act.title}”的记录被改动过或有缺失"
        previous = act.chain
    return ""
