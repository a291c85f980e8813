"""A fresh data folder's database: the schema, the code lists that are shipped, the office's own organisation."""

import datetime as dt
import getpass
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection, insert, select

from desktop.ledger import Ledger
from desktop.ledger.kinds import Code
from desktop.ledger.record import new_id
from desktop.ledger.shipped import shipped, shipped_names
from desktop.store.audit import now, write_act
from desktop.store.database import engine_of
from desktop.store.reader import lists_of, tree_of
from desktop.store.schema import CODE, CODE_LIST, FACT
from desktop.store.search import find_text


def login() -> str:
    """Who has logged in to the computer."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "经办人"


def build(path: Path, ledgers: Mapping[str, Ledger], unit: str, kind: str, operator: str) -> None:
    """Make a fresh database file: schema, code lists, the office's own organisation."""
    from desktop.store.migrate import make  # noqa: PLC0415 - alembic is needed only here

    path.unlink(missing_ok=True)
    make(path)
    engine = engine_of(path)
    ledger = tree_of(ledgers)
    kinds = next(column for column in ledger.columns.values() if isinstance(column.kind, Code))
    own = new_id()
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        seed_lists(connection)
        known = lists_of(connection)[kinds.kind.list]  # type: ignore[attr-defined]
        values = {ledger.named[0]: unit, kinds.key: known.find(kind) or kind}
        sought = [ledger.columns[key] for key in ledger.search]
        told = {"title": unit, "find": find_text(ledger, sought, values, unit), "entered": now()}
        row = {"id": own, "unit_id": own, "version": 1, "alive": True, **told, **values}
        connection.execute(insert(ledger.sql).values(**row))
        connection.execute(
            insert(FACT), [{"name": "own", "value": own}, {"name": "made", "value": dt.date.today().isoformat()}]
        )
        write_act(connection, operator=operator or login(), title=f"建立“{unit}”的台账", kind="init")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def seed(path: Path) -> None:
    """Put the code lists that came with a later version into an office that has been brought up to it."""
    engine = engine_of(path)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        seed_lists(connection)
    engine.dispose()


def seed_lists(connection: Connection) -> None:
    """Put in the code lists that are shipped (resources/codes) and are not there yet."""
    there = set(connection.execute(select(CODE_LIST.c.name)).scalars())
    fresh = [shipped(name) for name in sorted(shipped_names() - there)]
    if not fresh:
        return
    connection.execute(
        insert(CODE_LIST), [{"name": one.name, "title": one.title, "closed": one.closed} for one in fresh]
    )
    rows = [
        {
            "id": new_id(),
            "list": one.name,
            "text": value.text,
            "synonyms": value.synonyms,
            "position": position,
            "state": "active",
        }
        for one in fresh
        for position, value in enumerate(one.values)
        if value.offered
    ]
    connection.execute(insert(CODE), rows)
