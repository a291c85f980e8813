"""One database file: opened with the right switches, refused when it is not ours, held by one writer at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from desktop.errors import Locked, Refusal, TooNew, Unreadable, reason_of
from desktop.store.schema import APPLICATION_ID, SCHEMA_VERSION
from desktop.store.search import by_pinyin, by_strokes

FILE = "taizhang.db"
HEADER = b"SQLite format 3\x00"


def database_of(folder: Path) -> Path:
    """Where a data folder keeps its database."""
    return folder / FILE


def engine_of(path: Path, *, writing: bool = True) -> Engine:
    """An engine whose connections keep what is acknowledged (WAL, FULL) and check links."""
    engine = create_engine(
        f"sqlite:///{path}", poolclass=QueuePool, pool_size=4, connect_args={"check_same_thread": False, "timeout": 10}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.create_function("by_pinyin", 1, by_pinyin, deterministic=True)
        connection.create_function("by_strokes", 1, by_strokes, deterministic=True)
        for switch in switches(writing=writing):
            connection.execute(switch)

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine


def switches(*, writing: bool) -> Iterator[str]:
    """What every connection is told first."""
    yield "PRAGMA busy_timeout=10000"
    if writing:
        yield "PRAGMA journal_mode=WAL"
    yield "PRAGMA synchronous=FULL"
    yield "PRAGMA foreign_keys=ON"
    yield "PRAGMA cache_size=-65536"


def inspect(path: Path) -> int:
    """The schema version of a database of ours; refuses what is not one, or is newer than this program."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise Unreadable(f"打不开数据库，{reason_of(error, path)}。") from error
    if head != HEADER:
        raise Unreadable(f"“{path}”不是台账的数据库，或已损坏。请换一个数据文件夹，或用 restore 命令从备份恢复。")
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise said(error, path) from error
    if application != APPLICATION_ID:
        raise Unreadable(f"“{path}”不是台账的数据库。请换一个数据文件夹。")
    if version > SCHEMA_VERSION:
        raise TooNew(
            f"“{path.parent}”由更新版本的台账建立（数据版本 {version}，本程序只认到 {SCHEMA_VERSION}），请先升级本程序。"
        )
    return version


def said(error: BaseException, path: Path | str = "") -> Refusal:
    """The database's complaint as one sentence."""
    text = str(getattr(error, "orig", None) or error).lower()
    where = f"“{path}”" if path else "数据文件夹"
    if "full" in text or "disk i/o" in text:
        return Refusal(f"{where}所在磁盘空间已满或无法写入，没有改动任何内容。请清理磁盘后再试。")
    if "locked" in text or "busy" in text:
        return Locked(f"{where}正被另一个程序使用，请稍后再试。")
    if "readonly" in text or "read-only" in text or "permission" in text or "unable to open" in text:
        return Refusal(f"没有写入{where}的权限，没有改动任何内容。请检查文件夹权限，或换一个数据文件夹。")
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return Unreadable(f"{where}的数据库已损坏，请用 restore 命令从备份恢复。")
    return Refusal(f"数据库出错：{getattr(error, 'orig', None) or error}")


@contextmanager
def sentences(path: Path | str = "") -> Iterator[None]:
    """Tell the database's complaints as sentences."""
    try:
        yield
    except (DBAPIError, sqlite3.DatabaseError) as error:
        raise said(error, path) from error


class WriterLock:
    """The one writer of a data folder; the operating system lets go of it when the process dies."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, or refuse in a sentence."""
        self._lock = FileLock(folder / "writer.lock", timeout=0)
        try:
            self._lock.acquire()
        except Timeout:
            raise Locked(f"数据文件夹“{folder}”正被另一个台账窗口或命令写入，请先关闭它再试。") from None
        except OSError as error:
            raise Refusal(
                f"没有写入数据文件夹的权限，{reason_of(error, folder)}。请检查权限，或换一个数据文件夹。"
            ) from error

    def release(self) -> None:
        """Let the next writer in."""
        self._lock.release()
