"""The schema's steps: a fresh database is made by them, an older one is brought up to date after a backup."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event

from desktop.errors import Refusal
from desktop.store.database import engine_of
from desktop.store.schema import APPLICATION_ID, MIGRATIONS, PAGE_SIZE, SCHEMA_VERSION


def _steps(connection: Connection, to: int) -> None:
    from alembic import command  # noqa: PLC0415 - a start with a current database does without
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    at = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
    (command.upgrade if to >= at else command.downgrade)(config, f"{to:04}")
    connection.exec_driver_sql(f"PRAGMA user_version={to}")


def take(path: Path, to: int) -> None:
    """Take a database to a version of the schema, forward or back; all of it or nothing."""
    engine = engine_of(path)
    event.listen(engine, "connect", _unbound)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        before = _loose(connection)
        _steps(connection, to)
        if _loose(connection) > before:
            raise Refusal("升级会使记录之间的关联断开，没有改动。请把数据文件夹备份后联系维护人员。")
    engine.dispose()


def _loose(connection: Connection) -> int:
    return len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())


def _unbound(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")  # or no table that others refer to could be made anew


def make(path: Path) -> None:
    """Make the tables of a fresh database."""
    with closing(sqlite3.connect(path)) as empty:  # the size of a page is settled before anything else is written
        empty.execute(f"PRAGMA page_size={PAGE_SIZE}")
        empty.execute(f"PRAGMA application_id={APPLICATION_ID}")
    take(path, SCHEMA_VERSION)


def bring_up_to_date(folder: Path, path: Path, version: int, *, writing: bool) -> None:
    """Take an older database to this program's schema; the old one is kept among the backups."""
    if version == SCHEMA_VERSION:
        return
    if not writing:
        raise Refusal(f"“{folder}”的数据来自旧版本，请先打开一次窗口（或运行任一修改命令）完成升级。")
    from desktop.store.backup import copy_database  # noqa: PLC0415 - backup opens databases, too

    copy_database(path, folder / "backups" / f"升级前-{version}.db")
    take(path, SCHEMA_VERSION)
