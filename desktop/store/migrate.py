"""The schema's steps: a fresh database is made by them, an older one is brought up to date after a backup."""

from pathlib import Path

from sqlalchemy import Connection

from desktop.errors import Refusal
from desktop.store.database import engine_of
from desktop.store.schema import APPLICATION_ID, SCHEMA_VERSION


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - a start with a current database does without
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def make(path: Path) -> None:
    """Make the tables of a fresh database."""
    engine = engine_of(path)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.commit()
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        _upgrade(connection)
    engine.dispose()


def bring_up_to_date(folder: Path, path: Path, version: int, *, writing: bool) -> None:
    """Take an older database to this program's schema; the old one is kept among the backups."""
    if version == SCHEMA_VERSION:
        return
    if not writing:
        raise Refusal(f"“{folder}”的数据来自旧版本，请先打开一次窗口（或运行任一修改命令）完成升级。")
    from desktop.store.backup import copy_database  # noqa: PLC0415 - backup opens databases, too

    copy_database(path, folder / "backups" / f"升级前-{version}.db")
    engine = engine_of(path)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        _upgrade(connection)
    engine.dispose()
