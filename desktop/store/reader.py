"""The records of one open data folder, read: chosen, counted, summed up, one by one; searched in memory where many."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from desktop.errors import Missing
from desktop.ledger import CodeList, Column, Context, Figure, Ledger, Values
from desktop.settings import Settings
from desktop.store import query
from desktop.store.database import sentences
from desktop.store.query import Query, parent_key, part_table
from desktop.store.recall import MOST, SEPARATOR, Recall, Texts
from desktop.store.references import references_of
from desktop.store.schema import CODE, CODE_LIST, FACT

MANY = 30_000  # records among which a choice is found in an instant, without an index for it


@dataclass(frozen=True)
class Summed:
    """One column over some records: how many are filled, their sum in the column's own unit, how many differ."""

    count: int
    total: float
    distinct: int


class Reader:
    """What an open data folder holds, for whoever only reads; `Office` adds the acts."""

    def __init__(self, folder: Path, ledgers: Mapping[str, Ledger], engine: Engine, *, writing: bool) -> None:
        """The ledgers of each table are brought together once: who tells a record, what is searched in it."""
        self.folder, self.ledgers, self.engine, self.writing = folder, ledgers, engine, writing
        self.settings = Settings.load(folder)
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
        self.references = references_of(ledgers)
        self.tree = tree_of(ledgers)
        self.lists: dict[str, CodeList] = {}
        self.own_id = self.unit = ""
        self._load()

    def _load(self) -> None:
        with self.reading() as connection:
            facts = {row.name: row.value for row in connection.execute(select(FACT))}
            self.own_id = facts.get("own", "")
            self.unit = self._own_title(connection)
            self._load_lists(connection)

    def _own_title(self, connection: Connection) -> str:
        """What the office's own organisation is called, the root of the tree."""
        root = self.tree.sql
        return connection.execute(select(root.c.title).where(root.c.id == self.own_id)).scalar() or ""

    def _load_lists(self, connection: Connection) -> None:
        self.lists = lists_of(connection)

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
            for column in ledger.families:
                self._children(reader, ledger, column, found)
        return [found[one] for one in ids if one in found]

    def _parts(self, reader: Connection, ledger: Ledger, column: Column, found: dict[str, Values]) -> None:
        table, parent = part_table(column), parent_key(ledger)
        for values in found.values():
            values[column.key] = []
        of_them = query.with_key(table, parent, "position")
        for row in reader.execute(of_them, query.listed(found)).mappings():
            kept = {key: value for key, value in row.items() if key not in ("id", "position", parent)}
            found[row[parent]][column.key].append(kept)

    def _children(self, reader: Connection, ledger: Ledger, column: Column, found: dict[str, Values]) -> None:
        """The children of each record whole, in the order of their ledger."""
        child, parent = column.children, parent_key(ledger)
        for values in found.values():
            values[column.key] = []
        of_them = query.family(child.sql, parent, child.sort)
        for row in reader.execute(of_them, query.listed(found)).mappings():
            found[row[parent]][column.key].append(dict(row))

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

    def ambiguous(self, ledger: Ledger) -> set[str]:
        """Titles that several living records share."""
        title = ledger.sql.c.title
        statement = select(title).where(ledger.sql.c.alive.is_(True)).group_by(title).having(func.count() > 1)
        with self.reading() as connection:
            return set(connection.execute(statement).scalars())


def tree_of(ledgers: Mapping[str, Ledger]) -> Ledger:
    """The ledger of organisations, whose records stand under one another."""
    return next(ledger for ledger in ledgers.values() if ledger.above)


def lists_of(connection: Connection) -> dict[str, CodeList]:
    """The code lists as they stand: retired values are read but not offered, those to be confirmed marked."""
    lists = {row.name: CodeList(row.name, row.title, row.closed) for row in connection.execute(select(CODE_LIST))}
    for row in connection.execute(select(CODE).order_by(CODE.c.list, CODE.c.position, CODE.c.id)):
        synonyms = filter(None, row.synonyms.split("|"))
        lists[row.list].add(row.text, synonyms, offered=row.state != "retired")
        if row.state == "pending":
            lists[row.list].pending.add(row.text)
    return lists
