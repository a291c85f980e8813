"""The office: one data folder opened, its records read, its acts done, undone and told."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from desktop.errors import Busy, Conflict, Missing, Progress, Refusal, reason_of
from desktop.ledger import Column, Ledger, Values
from desktop.store import history, links, log
from desktop.store.audit import write_act
from desktop.store.database import WriterLock, database_of, engine_of, inspect, sentences
from desktop.store.founding import build, login, seed
from desktop.store.history import Entry
from desktop.store.links import Choice
from desktop.store.log import Act
from desktop.store.reader import Reader, Summed
from desktop.store.schema import CODE, SCHEMA_VERSION
from desktop.store.work import Work

__all__ = ["Act", "Changes", "Choice", "Entry", "Office", "Summed"]
PATIENCE = 0.05  # seconds the window waits for an act beside it: shorter than a person sees


@dataclass(frozen=True)
class Changes:
    """What an act has touched, for whoever shows it."""

    tables: frozenset[str]
    act: int
    title: str


class Office(Reader):
    """One open data folder; records are read here, and changed only inside `work`."""

    def __init__(
        self, folder: Path, ledgers: Mapping[str, Ledger], engine: Engine, lock: WriterLock | None, operator: str
    ) -> None:
        """Use `create` or `open`."""
        super().__init__(folder, ledgers, engine, writing=lock is not None)
        self._lock = lock
        self.operator = operator or self.settings.clerk or login()
        self.listeners: list[Callable[[Changes], None]] = []
        self._door = threading.RLock()

    @classmethod
    def create(
        cls, folder: Path, ledgers: Mapping[str, Ledger], unit: str, kind: str = "机关党委", operator: str = ""
    ) -> "Office":
        """Make a data folder with the office's own organisation in it."""
        if not unit.strip():
            raise Refusal("请写明单位名称。")
        if database_of(folder).exists():
            raise Refusal(f"“{folder}”里已经有台账数据，没有改动。请换一个文件夹。")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in ("attachments", "backups", "logs"):
                (folder / name).mkdir(exist_ok=True)
        except OSError as error:
            raise Refusal(f"建不了数据文件夹，{reason_of(error, folder)}。请换一个位置。") from error
        lock = WriterLock(folder)
        path = database_of(folder)
        fresh = path.with_suffix(".new")
        try:
            with sentences(folder):
                build(fresh, ledgers, unit.strip(), kind, operator)
            fresh.replace(path)
        except BaseException:
            lock.release()
            for left in (fresh, Path(f"{fresh}-wal"), Path(f"{fresh}-shm")):
                left.unlink(missing_ok=True)
            raise
        with sentences(folder):
            return cls(folder, ledgers, engine_of(path), lock, operator)

    @classmethod
    def open(cls, folder: Path, ledgers: Mapping[str, Ledger], *, writing: bool = True, operator: str = "") -> "Office":
        """Open a data folder; only one may have it open for writing."""
        path = database_of(folder)
        if not path.exists():
            raise Missing(f"“{folder}”里还没有台账数据，请先用 init 命令或在窗口里建立。")
        version = inspect(path)
        lock = WriterLock(folder) if writing else None
        try:
            with sentences(folder):
                from desktop.store.migrate import bring_up_to_date  # noqa: PLC0415 - knows alembic only when it is needed

                bring_up_to_date(folder, path, version, writing=writing)
                if version < SCHEMA_VERSION:
                    seed(path)
                return cls(folder, ledgers, engine_of(path, writing=writing), lock, operator)
        except BaseException:
            if lock:
                lock.release()
            raise

    def close(self) -> None:
        """Let go of the folder."""
        self.engine.dispose()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Self:
        """Close when the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def choices(self, column: Column, text: str, limit: int = 20) -> list[Choice]:
        """What a link may point to, by text, pinyin or initials."""
        with self.reading() as connection:
            return links.choices(self, connection, column, text, limit)

    def named(self, column: Column, titles: Sequence[str]) -> dict[str, list[Choice]]:
        """The records of exactly these titles that a link may point to."""
        with self.reading() as connection:
            return links.named(self, connection, column, titles)

    def resolve(self, ledger: Ledger, values: Values, connection: Connection | None = None) -> tuple[Values, list[str]]:
        """The values with every link's id found where its text leaves no doubt, and what to tell about the rest."""
        with self.reading(connection) as reader:
            return links.Resolver(self, reader).resolve(ledger, values)

    def link_text(self, column: Column, values: Values) -> str:
        """A link as text that leads back to the same record."""
        return links.Speller(self).text(column, values)

    # --- changing ----------------------------------------------------------------------------------------------

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One act at a time; the window does not stand still until a long one beside it has ended."""
        patient = threading.current_thread() is not threading.main_thread()
        if not self._door.acquire(timeout=-1 if patient else PATIENCE):
            raise Busy
        try:
            yield
        finally:
            self._door.release()

    @contextmanager
    def work(self, title: str, kind: str = "edit", detail: str = "", undoes: int | None = None) -> Iterator[Work]:
        """One act: everything in the block goes in together and is logged, or nothing is."""
        if not self.writing:
            raise Refusal("数据文件夹是只读打开的，不能修改。")
        with self._alone(), sentences(self.folder):
            with self.engine.connect().execution_options(writes=True) as connection:
                try:
                    with connection.begin():
                        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
                        work = Work(self, connection, title, kind, detail, undoes)
                        yield work
                        work.settle()
                        if work.changes or kind != "edit":
                            work.number = write_act(
                                connection,
                                operator=self.operator,
                                title=title,
                                kind=kind,
                                detail=detail,
                                changes=work.changes,
                                undoes=undoes,
                            )
                            if undoes is not None:
                                log.mark_undone(connection, undoes, work.number)
                    self._recall.forget()
                except IntegrityError as error:
                    if "FOREIGN KEY" not in str(error.orig):
                        raise  # nothing that was typed is to blame
                    raise Conflict("还有别的记录用到这些记录，没有改动。请先处理用到它们的记录。") from error
            if CODE.name in work.touched:
                with self.reading() as reader:
                    self._load_lists(reader)
                self._recall.forget()  # coded values stand in another order now
        if work.number is not None:
            self._tell(Changes(frozenset(work.touched), work.number, title))

    def _tell(self, changes: Changes) -> None:
        if self.tree.sql.name in changes.tables:
            with self.reading() as connection:
                self.unit = self._own_title(connection) or self.unit
        for listener in list(self.listeners):
            listener(changes)

    def note(self, kind: str, title: str, detail: str = "") -> None:
        """Write down an act that changed no record: an export, a print, a backup; later where a long act is writing."""
        if not self._door.acquire(timeout=PATIENCE):
            threading.Thread(target=self._note, args=(kind, title, detail)).start()
            return
        try:
            self._note(kind, title, detail)
        finally:
            self._door.release()

    def _note(self, kind: str, title: str, detail: str) -> None:
        with (
            self._door,
            sentences(self.folder),
            self.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            write_act(connection, operator=self.operator, title=title, kind=kind, detail=detail)

    def undo(self, act_id: int | None = None, step: Progress | None = None) -> str:
        """Take back the last act, or the one named, as one; gives its title."""
        with self.reading() as connection:
            act = log.act_of(connection, act_id) if act_id is not None else log.last_undoable(connection)
        if act is None:
            raise Missing("没有可以撤销的操作。" if act_id is None else f"没有第 {act_id} 号操作。")
        self._take_back(act, f"撤销：{act.title}", "undo", step)
        return act.title

    def redo(self, step: Progress | None = None) -> str:
        """Do again what was undone last; gives its title."""
        with self.reading() as connection:
            undone = log.last_redoable(connection)
        if undone is None:
            raise Missing("没有可以重做的操作。")
        act, taken_by = undone
        self._take_back(taken_by, f"重做：{act.title}", "redo", step)
        return act.title

    def _take_back(self, act: Act, title: str, kind: str, step: Progress | None) -> None:
        with self.work(title, kind, undoes=act.id) as work:
            log.refuse_unless_free(work, act)
            log.take_back(work, act, step)

    def back_to(self, ledger: Ledger, record_id: str, act_id: int) -> str:
        """Give one record the values it had after an act, as an act of its own; gives that act's title."""
        with self.reading() as connection:
            act = log.act_of(connection, act_id)
            entries = history.history(connection, ledger, record_id)
            if act is None or act_id not in {entry.act for entry in entries}:
                raise Missing(f"这条记录的历史里没有第 {act_id} 号操作。")
            current = self.get(ledger, record_id, connection)
            current, wanted = history.values_after(connection, ledger, current, act_id)
        title = f"{ledger.title} {current['title']} 回到“{act.title}”之后的样子"
        with self.work(title) as work:
            if not work.change_many(ledger, [(current, wanted)]):
                raise Conflict("这条记录现在就是那时的样子。")
        return title

    def last_undoable(self) -> Act | None:
        """The act that undo would take back."""
        with self.reading() as connection:
            return log.last_undoable(connection)

    def last_redoable(self) -> Act | None:
        """The act that redo would do again."""
        with self.reading() as connection:
            found = log.last_redoable(connection)
            return found[0] if found else None

    def acts(self, since: str = "", limit: int = 500) -> list[Act]:
        """What was done, the newest first, exports and prints included."""
        with self.reading() as connection:
            return log.acts(connection, since, limit)

    def history(self, ledger: Ledger, record_id: str) -> list[Entry]:
        """Every change of one record, the oldest first."""
        with self.reading() as connection:
            return history.history(connection, ledger, record_id)
