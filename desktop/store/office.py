"""The office: one data folder opened, its records read, its acts done, undone and told."""

import datetime as dt
import getpass
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import IntegrityError

from desktop.errors import Busy, Conflict, Missing, Progress, Refusal, reason_of
from desktop.ledger import CodeList, Column, Context, Figure, Ledger, Values
from desktop.ledger.record import new_id
from desktop.ledger.shipped import shipped, shipped_names
from desktop.settings import Settings
from desktop.store import links, log, query
from desktop.store.audit import now, write_act
from desktop.store.database import WriterLock, database_of, engine_of, inspect, sentences
from desktop.store.links import Choice
from desktop.store.log import Act, Entry
from desktop.store.query import Query, parent_key, part_table
from desktop.store.recall import MOST, SEPARATOR, Recall, Texts
from desktop.store.schema import CODE, CODE_LIST, FACT, SCHEMA_VERSION
from desktop.store.search import find_text
from desktop.store.work import Reference, Work

__all__ = ["Act", "Changes", "Choice", "Entry", "Office", "Summed"]
MANY = 30_000  # records among which a choice is found in an instant, without an index for it
PATIENCE = 0.05  # seconds the window waits for an act beside it: shorter than a person sees


@dataclass(frozen=True)
class Changes:
    """What an act has touched, for whoever shows it."""

    tables: frozenset[str]
    act: int
    title: str


@dataclass(frozen=True)
class Summed:
    """One column over some records: how many are filled, their sum in the column's own unit, how many differ."""

    count: int
    total: float
    distinct: int


class Office:
    """One open data folder; records are read here, and changed only inside `work`."""

    def __init__(
        self, folder: Path, ledgers: Mapping[str, Ledger], engine: Engine, lock: WriterLock | None, operator: str
    ) -> None:
        """Use `create` or `open`."""
        self.folder, self.ledgers, self.engine, self._lock = folder, ledgers, engine, lock
        self.settings = Settings.load(folder)
        self.operator = operator or self.settings.clerk or _login()
        self.listeners: list[Callable[[Changes], None]] = []
        self._door = threading.RLock()
        self._recall = Recall()
        self.teller: dict[str, Ledger] = {}
        self.parted: dict[str, list[Column]] = {}
        self.sought: dict[str, list[Column]] = {}
        for ledger in ledgers.values():
            self.teller.setdefault(ledger.sql.name, ledger)
            searched = (ledger.columns[key] for key in ledger.search)
            for kept, columns in ((self.parted, ledger.parted), (self.sought, searched)):
                known = {column.key: column for column in kept.get(ledger.sql.name, ())}
                kept[ledger.sql.name] = list((known | {column.key: column for column in columns}).values())
        self.references = self._references()
        self.lists: dict[str, CodeList] = {}
        self.own_id = self.unit = ""
        self._load()

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
                _build(fresh, ledgers, unit.strip(), kind, operator)
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
                    _seed(path)
                return cls(folder, ledgers, engine_of(path, writing=writing), lock, operator)
        except BaseException:
            if lock:
                lock.release()
            raise

    @property
    def writing(self) -> bool:
        """Whether this process may change records."""
        return self._lock is not None

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

    def _references(self) -> dict[str, list[Reference]]:
        found: dict[str, dict[tuple[str, str], Reference]] = defaultdict(dict)
        for ledger in self.ledgers.values():
            for column in ledger.links:
                target = self.ledgers[column.kind.to].sql.name  # type: ignore[attr-defined]
                number = column.kind.number  # type: ignore[attr-defined]
                found[target][ledger.sql.name, column.key] = Reference(ledger, ledger.sql, column.key, number)
            for column in ledger.parted:
                for one in column.parts.columns if column.parts else ():
                    if one.link:
                        table = part_table(column)
                        found[self.ledgers[one.link.to].sql.name][table.name, one.key] = Reference(
                            ledger, table, one.key, part=column.key
                        )
        return {name: list(references.values()) for name, references in found.items()}

    def _load(self) -> None:
        with self.reading() as connection:
            facts = {row.name: row.value for row in connection.execute(select(FACT))}
            self.own_id = facts.get("own", "")
            root = self.ledgers["organizations"].sql
            self.unit = connection.execute(select(root.c.title).where(root.c.id == self.own_id)).scalar() or ""
            self._load_lists(connection)

    def _load_lists(self, connection: Connection) -> None:
        self.lists = _lists_of(connection)

    @contextmanager
    def reading(self, connection: Connection | None = None) -> Iterator[Connection]:
        """A connection for reading, or the one already at work."""
        if connection is not None:
            yield connection
            return
        with sentences(self.folder), self.engine.connect() as fresh:
            yield fresh

    def context(self, year: int | None = None) -> Context:
        """What reading typed values needs to know."""
        return Context(self.lists, year)

    # --- reading -----------------------------------------------------------------------------------------------

    def ids(self, ledger: Ledger, choice: Query) -> list[str]:
        """The ids of the chosen records in their order."""
        if choice.search and choice.limit is None:
            recalled = self._recall.find(ledger.id, self._unsearched(choice), choice.search)
            if recalled is not None:
                return recalled
        every = query.ordered(ledger, choice, self.settings.name_order, self.lists).subquery()
        joined = select(
            func.group_concat(every.c.id)
        )  # 100,000 ids as one text: two thirds of the time of as many rows
        with self.reading() as connection:
            found = connection.execute(joined).scalar()
        return str(found).split(",") if found else []

    def _unsearched(self, choice: Query) -> Query:
        return replace(choice, search="", limit=None, names=choice.names or self.settings.name_order)

    def recalls(self, ledger: Ledger, choice: Query) -> bool:
        """Whether a search in the choice is answered from memory."""
        return self._recall.texts(ledger.id, self._unsearched(choice)) is not None

    def may_recall(self, ledger: Ledger, choice: Query) -> bool:
        """Whether a search in the choice would be felt, and nothing was done about it since the last act."""
        return not self._recall.knows(ledger.id, self._unsearched(choice)) and self.is_large(ledger)

    def recall(self, ledger: Ledger, choice: Query) -> None:
        """Keep the search texts of a choice in memory until the next act, unless they are too many."""
        base, acts = self._unsearched(choice), self._recall.acts
        if not self.writing or self._exceeds(ledger, MOST):  # who only reads is told of no act
            self._recall.keep(ledger.id, base, None, acts)
            return
        every = query.ordered(ledger, base, base.names, self.lists, texts=True).subquery()
        text = func.replace(every.c.find, SEPARATOR, " ")
        joined = select(func.group_concat(every.c.id), func.group_concat(text, SEPARATOR))
        with self.reading() as connection:
            ids, texts = connection.execute(joined).one()
        found = Texts(ids.split(","), texts.split(SEPARATOR)) if ids else Texts((), ())
        self._recall.keep(ledger.id, base, found, acts)

    def takes_long(self, ledger: Ledger, choice: Query) -> bool:
        """Whether to read the ids of a choice, and its figures, may take longer than a person would wait unawares."""
        if choice.search and not ledger.totals and self.recalls(ledger, choice):
            return False
        return bool(choice.as_of) or (
            not query.is_indexed(ledger, choice, self.settings.name_order) and self.is_large(ledger)
        )

    def is_large(self, ledger: Ledger) -> bool:
        """Whether a ledger holds so many records that to read their ids is felt."""
        return self._exceeds(ledger, MANY)

    def _exceeds(self, ledger: Ledger, count: int) -> bool:
        with self.reading() as connection:
            return connection.execute(select(ledger.sql.c.id).offset(count).limit(1)).first() is not None

    def count(self, ledger: Ledger, choice: Query) -> int:
        """How many records the choice has."""
        with self.reading() as connection:
            return int(connection.execute(query.counted(ledger, choice)).scalar() or 0)

    def rows(
        self, ledger: Ledger, ids: Sequence[str], connection: Connection | None = None, as_of: str = ""
    ) -> list[Values]:
        """Records in the order of their ids, child rows included; as they stood on a day where one is given."""
        every = query.with_key(ledger.sql, "id")
        if as_of:
            every = select(*(field.label(name) for name, field in query.fields_of(ledger, as_of).items()))
            every = every.where(query.among(ledger.sql.c.id))
        with self.reading(connection) as reader:
            chosen = reader.execute(every, query.listed(ids))
            keys = list(chosen.keys())
            found = {row.id: dict(zip(keys, row, strict=True)) for row in chosen.all()}
            for column in self.parted[ledger.sql.name]:
                self._parts(reader, ledger, column, found)
        return [found[one] for one in ids if one in found]

    def _parts(self, reader: Connection, ledger: Ledger, column: Column, found: dict[str, Values]) -> None:
        table, parent = part_table(column), parent_key(ledger)
        for values in found.values():
            values[column.key] = []
        of_them = query.with_key(table, parent, "position")
        for row in reader.execute(of_them, query.listed(found)).mappings():
            kept = {key: value for key, value in row.items() if key not in ("id", "position", parent)}
            found[row[parent]][column.key].append(kept)

    def get(self, ledger: Ledger, record_id: str, connection: Connection | None = None) -> Values:
        """One record, in the ledger or in its recycle bin."""
        rows = self.rows(ledger, [record_id], connection)
        if not rows:
            raise Missing(f"“{ledger.title}”里没有编号为“{record_id}”的记录。")
        return rows[0]

    def values_of(
        self, ledger: Ledger, key: str, choice: Query | None = None, limit: int = 200
    ) -> list[tuple[Any, int]]:
        """The values of one column in the choice, with how often each occurs, the commonest first."""
        column = ledger.columns[key]
        if column.parts:
            return []
        choice = choice or Query()
        statement = query.valued(ledger, choice, key)
        commonest = (func.count().desc(), statement.selected_columns[0])
        with self.reading() as connection:
            rows = connection.execute(statement.order_by(*commonest).limit(limit)).all()
        return [(row[0], int(row[1])) for row in rows]

    def totals(self, ledger: Ledger, choice: Query) -> list[tuple[Figure, Any]]:
        """The ledger's figures over the choice: sums in the column's own unit (fen, hours)."""
        found: list[tuple[Figure, Any]] = []
        with self.reading() as connection:
            for figure in ledger.totals:
                what = func.sum(ledger.sql.c[figure.key]) if figure.key else func.count()
                statement = query.chosen(ledger, choice, what)
                for key, value in figure.where:
                    statement = statement.where(ledger.sql.c[key] == value)
                found.append((figure, connection.execute(statement).scalar()))
        return found

    def summed(self, ledger: Ledger, key: str, choice: Query, ids: Sequence[str] | None = None) -> Summed:
        """The figures of one column over the choice, or of those of its records that are named."""
        fields = query.fields_of(ledger, choice.as_of)
        field = fields[key]
        of = func.coalesce(fields[f"{key}_id"], field) if ledger.columns[key].link else field
        what: Sequence[Any] = (func.count(func.nullif(field, "")), func.sum(field), func.count(of.distinct()))
        with self.reading() as connection:
            if ids is None:
                row = connection.execute(query.chosen(ledger, choice, *what)).one()
            else:
                named = select(*what).where(query.among(ledger.sql.c.id))
                row = connection.execute(named, query.listed(ids)).one()
        return Summed(int(row[0]), row[1] or 0, int(row[2]))

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

    def ambiguous(self, ledger: Ledger) -> set[str]:
        """Titles that several living records share."""
        title = ledger.sql.c.title
        statement = select(title).where(ledger.sql.c.alive.is_(True)).group_by(title).having(func.count() > 1)
        with self.reading() as connection:
            return set(connection.execute(statement).scalars())

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
                    raise Conflict("还有别的记录用到这些记录，没有改动。请先处理用到它们的记录。") from error
            if CODE.name in work.touched:
                with self.reading() as reader:
                    self._load_lists(reader)
                self._recall.forget()  # coded values stand in another order now
        if work.number is not None:
            self._tell(Changes(frozenset(work.touched), work.number, title))

    def _tell(self, changes: Changes) -> None:
        if "organization" in changes.tables:
            with self.reading() as connection:
                root = self.ledgers["organizations"].sql
                self.unit = (
                    connection.execute(select(root.c.title).where(root.c.id == self.own_id)).scalar() or self.unit
                )
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
            log.refuse_unless_free(work.connection, act)
            log.take_back(work, act, step)

    def back_to(self, ledger: Ledger, record_id: str, act_id: int) -> str:
        """Give one record the values it had after an act, as an act of its own; gives that act's title."""
        with self.reading() as connection:
            act = log.act_of(connection, act_id)
            entries = log.history(connection, ledger, record_id)
            if act is None or act_id not in {entry.act for entry in entries}:
                raise Missing(f"这条记录的历史里没有第 {act_id} 号操作。")
            current = self.get(ledger, record_id, connection)
            wanted = log.values_after(connection, ledger, current, act_id)
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
            return log.history(connection, ledger, record_id)


def _lists_of(connection: Connection) -> dict[str, CodeList]:
    """The code lists as they stand: retired values are read but not offered, those to be confirmed marked."""
    lists = {row.name: CodeList(row.name, row.title, row.closed) for row in connection.execute(select(CODE_LIST))}
    for row in connection.execute(select(CODE).order_by(CODE.c.list, CODE.c.position, CODE.c.id)):
        synonyms = filter(None, row.synonyms.split("|"))
        lists[row.list].add(row.text, synonyms, offered=row.state != "retired")
        if row.state == "pending":
            lists[row.list].pending.add(row.text)
    return lists


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "经办人"


def _build(path: Path, ledgers: Mapping[str, Ledger], unit: str, kind: str, operator: str) -> None:
    """Make a fresh database file: schema, code lists, the office's own organisation."""
    from desktop.store.migrate import make  # noqa: PLC0415 - alembic is needed only here

    path.unlink(missing_ok=True)
    make(path)
    engine = engine_of(path)
    ledger = ledgers["organizations"]
    own = new_id()
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        seed_lists(connection)
        kinds = _lists_of(connection)["org_kind"]
        values = {"full_name": unit, "kind": kinds.find(kind) or kind}
        sought = [ledger.columns[key] for key in ledger.search]
        told = {"title": unit, "find": find_text(ledger, sought, values, unit), "entered": now()}
        row = {"id": own, "unit_id": own, "version": 1, "alive": True, **told, **values}
        connection.execute(insert(ledger.sql).values(**row))
        connection.execute(
            insert(FACT), [{"name": "own", "value": own}, {"name": "made", "value": dt.date.today().isoformat()}]
        )
        write_act(connection, operator=operator or _login(), title=f"建立“{unit}”的台账", kind="init")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _seed(path: Path) -> None:
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
