"""Which records of a ledger, in which order: search, filters and sorting, all in SQL."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

import orjson
from sqlalchemy import Column as SqlColumn
from sqlalchemy import (
    ColumnElement,
    Exists,
    LargeBinary,
    Select,
    Table,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
)

from desktop.errors import Missing
from desktop.ledger import CodeList, Column, Ledger
from desktop.ledger.kinds import Code

WAYS = ("=", "in", "blank", "filled", "from", "to", "has", "below")


@dataclass(frozen=True)
class Where:
    """One condition on one column: `op` is one of `WAYS`, of which `below` is an organisation or one under it."""

    key: str
    op: str = "="
    value: Any = None

    def __post_init__(self) -> None:
        """A word that is none of these would be taken for another."""
        if self.op not in WAYS:
            message = f"Where({self.key!r}): no such op: {self.op!r}; there are {'、'.join(WAYS)}"
            raise ValueError(message)

    @property
    def column(self) -> str:
        """The key of the column it narrows: `reviews` of `reviews.day`, a field of its child rows."""
        return self.key.partition(".")[0]


@dataclass(frozen=True)
class Query:
    """A choice of records; `bin` looks in the recycle bin instead, `as_of` at the ledger as it stood on that ISO day.

    `names` puts names by 拼音 or 笔画, else as is set.
    """

    search: str = ""
    where: tuple[Where, ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()
    bin: bool = False
    limit: int | None = None
    as_of: str = ""
    names: str = ""

    def sorted_by(self, key: str, *, descending: bool) -> "Query":
        """The same choice in another order."""
        return replace(self, sort=((key, descending),))


Some = TypeVar("Some")
CHUNK = 500  # how many at a time go into one statement


def pieces(every: Sequence[Some], size: int = CHUNK) -> Iterator[Sequence[Some]]:
    """A long sequence, some of it at a time."""
    for start in range(0, len(every), size):
        yield every[start : start + size]


NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: " "}
MIXED = re.compile(r"(?<=[a-z])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[a-z])")


def escaped(text: str) -> str:
    """Text whose % and _ mean themselves in LIKE."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def among(field: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a field is one of those in `listed`, however many: the statement stays the same, and is compiled once."""
    return field.in_(select(func.json_each(bindparam("listed")).table_valued("value").c.value))


def listed(values: Iterable[str]) -> dict[str, str]:
    """What a statement with `among` is executed with."""
    return {"listed": orjson.dumps(list(values)).decode()}


@cache
def with_key(table: Table, key: str, order: str = "") -> Select[Any]:
    """The rows of a table whose key is among those `listed`."""
    rows = select(table).where(among(table.c[key]))
    return rows.order_by(table.c[order]) if order else rows


@cache
def family(table: Table, parent: str, sort: str) -> Select[Any]:
    """The living children of the records among those `listed`, by the column they are sorted by."""
    rows = select(table).where(among(table.c[parent]), table.c.alive.is_(True))
    order = [table.c[sort.lstrip("-")].desc() if sort.startswith("-") else table.c[sort]] if sort else []
    return rows.order_by(*order, table.c.id)


def words_of(typed: str) -> list[str]:
    """What is looked for, each in small letters: wide letters and figures as narrow ones, 张sf as 张 and sf."""
    return MIXED.sub(" ", typed.translate(NARROW).lower()).split()


def holds(find: ColumnElement[Any], word: str) -> ColumnElement[bool]:
    """Whether a search text holds a word, both in small letters, each by the quicker way.

    LIKE runs to a first letter or figure in one go, but reads Chinese a character at a time: of 100,000
    people 24 ms and 47 ms. instr over the bytes does not care which it is: 28 ms.
    """
    if word[0].isascii():
        return find.like(f"%{escaped(word)}%", escape="\\")
    return func.instr(cast(find, LargeBinary), word.encode()) > 0


def part_table(column: Column) -> Table:
    """Where the child rows of a column are kept."""
    parts = column.parts
    if parts is None:
        message = f"{column.key} has no child rows"
        raise ValueError(message)
    return parts.model.__table__  # type: ignore[no-any-return]


def parent_key(ledger: Ledger) -> str:
    """The name under which a child row knows its record."""
    return f"{ledger.sql.name}_id"


def fields_of(ledger: Ledger, as_of: str = "") -> Mapping[str, ColumnElement[Any]]:
    """What every stored field is (on that day) in SQL."""
    stored: dict[str, ColumnElement[Any]] = dict(ledger.sql.c.items())
    return {**stored, **ledger.as_of.on_day(as_of)} if as_of else stored


def conditions(ledger: Ledger, wheres: Iterable[Where], as_of: str = "") -> Iterator[ColumnElement[bool]]:
    """Conditions as SQL; what is asked of the fields of child rows (`reviews.day`) one row has to meet in all."""
    inner: dict[str, list[Where]] = {}
    for where in wheres:
        if where.key not in ledger.fields:
            raise Missing(f"“{ledger.title}”里没有“{where.key}”这个字段。")
        if where.key == where.column:
            yield _condition(ledger, where, as_of)
        else:
            inner.setdefault(where.column, []).append(where)
    for key, asked in inner.items():
        some, fields = _rows(ledger, ledger.columns[key])
        yield some.where(*(_compare(fields[where.key.removeprefix(f"{key}.")], where) for where in asked))


def _rows(ledger: Ledger, column: Column) -> tuple[Exists, Any]:
    """That a record has such child rows, and their fields."""
    table = part_table(column)
    some = exists().where(table.c[parent_key(ledger)] == ledger.sql.c.id)
    return some.where(table.c.alive.is_(True)) if column.children else some, table.c


def _condition(ledger: Ledger, where: Where, as_of: str) -> ColumnElement[bool]:
    column = ledger.columns[where.key]
    if column.parts:
        some, parts = _rows(ledger, column)
        if where.op in ("blank", "filled"):
            return some if where.op == "filled" else not_(some)
        return some.where(_compare(parts[column.parts.columns[0].key], where))
    fields = fields_of(ledger, as_of)
    if where.op == "below":
        return fields[f"{column.key}_id"].in_(_below(ledger, column, where.value))
    return _compare(fields[column.key], where)


def _below(ledger: Ledger, column: Column, top_one: str) -> Select[Any]:
    """The ids of the organisation of this title or id, and of all that stand under it."""
    (key,) = ledger.sql.c[f"{column.key}_id"].foreign_keys
    tree = key.column.table
    top = select(tree.c.id).where(or_(tree.c.title == top_one, tree.c.id == top_one)).cte("below", recursive=True)
    return select(top.union(select(tree.c.id).join(top, tree.c.parent_id == top.c.id)).c.id)


def _has_parent(ledger: Ledger, parent: Column) -> ColumnElement[bool]:
    """Whether the record that a child hangs on is not in the recycle bin."""
    link = ledger.sql.c[f"{parent.key}_id"]
    (key,) = link.foreign_keys
    above = key.column.table
    return link.in_(select(above.c.id).where(above.c.alive.is_(True)))


def _compare(field: Any, where: Where) -> ColumnElement[bool]:
    match where.op:
        case "blank":
            return or_(field.is_(None), field == "")
        case "filled":
            return and_(field.is_not(None), field != "")
        case "in":
            wanted = [value for value in where.value if value is not None]
            some = field.in_(wanted)
            return some if len(wanted) == len(where.value) else or_(some, field.is_(None))
        case "from":
            return field >= where.value  # type: ignore[no-any-return]
        case "to":
            return field <= (f"{where.value}\uffff" if isinstance(where.value, str) else where.value)  # type: ignore[no-any-return]
        case "has":
            return field.like(f"%{escaped(str(where.value))}%", escape="\\")  # type: ignore[no-any-return]
        case _:
            return field.is_(None) if where.value is None else field == where.value  # type: ignore[no-any-return]


def chosen(ledger: Ledger, query: Query, *fields: Any) -> Select[Any]:
    """The choice as SQL, unordered, of the given fields (the id, unless others are named)."""
    return _chosen(ledger, query, fields or (ledger.sql.c.id,), through_index=False)


def _chosen(ledger: Ledger, query: Query, fields: Iterable[Any], *, through_index: bool) -> Select[Any]:
    """The choice; `through_index` lets SQLite use an index that holds all a list needs.

    Those are partial indexes on `presence IS 1` (models/person.py). Where more is asked than they hold, going through one
    and then to every row takes twice as long as reading the table: `presence = 1` keeps SQLite from it.
    """
    table = ledger.sql
    there, wanted = table.c[ledger.presence], not query.bin
    statement = select(*fields).where(there.is_(wanted) if through_index else there == wanted)
    if ledger.parent:
        statement = statement.where(_has_parent(ledger, ledger.parent))
    for word in words_of(query.search):
        statement = statement.where(holds(table.c.find, word))
    statement = statement.where(*conditions(ledger, query.where, query.as_of))
    if query.as_of:
        statement = statement.where(*ledger.as_of.stood(query.as_of))
        if ledger.as_of.day:
            day = table.c[ledger.as_of.day]
            statement = statement.where(or_(day.is_(None), day <= f"{query.as_of}\uffff"))
    return statement


BY_STROKES, BY_POSITION = "笔画", "职务"
NAME_ORDERS = ("拼音", BY_STROKES, BY_POSITION)
LISTED = 200
POSITION = "position_order"


def is_indexed(ledger: Ledger, query: Query, names: str = "") -> bool:
    """Whether an index holds all the choice asks, in its very order: it is read quickly, however many there are."""
    falls = query.sort[0][1] if query.sort else ledger.sort.startswith("-")
    return not falls and _is_held(ledger, query, names)


def _is_held(ledger: Ledger, query: Query, names: str, *, texts: bool = False) -> bool:
    """Whether an index holds all the choice asks, if it is not in its order, and the search texts where they are wanted."""
    if query.where or query.as_of or len(query.sort) > 1:
        return False
    key = query.sort[0][0] if query.sort else ledger.sort.lstrip("-")
    by_name = key == ledger.named[0]
    if by_name and (query.names or names) in (BY_STROKES, BY_POSITION):
        return False
    there = ledger.sql.c[ledger.presence].is_(not query.bin)
    for index in ledger.sql.indexes:
        of = index.dialect_options["sqlite"]["where"]
        held = [one.key for one in index.expressions if isinstance(one, SqlColumn)]
        if of is not None and of.compare(there) and held[0] == ("find" if by_name else key):
            return "find" in held or not (query.search or texts)
    return False


def ordered(
    ledger: Ledger,
    query: Query,
    names: str = "",
    lists: Mapping[str, CodeList] | None = None,
    *,
    texts: bool = False,
) -> Select[Any]:
    """The ids of the choice in their order; names as the choice says or else `names`, coded values as their list has them.

    With `texts` each id has its search text beside it.

    By 职务 the people with a number in their record (职务排序号) come first, in its order, then the others by 拼音.
    """
    way = query.names or names
    fields = fields_of(ledger, query.as_of)
    default = ((ledger.sort.lstrip("-"), ledger.sort.startswith("-")),) if ledger.sort else ()
    held = _is_held(ledger, query, way, texts=texts)
    shown = (ledger.sql.c.id, ledger.sql.c.find) if texts else (ledger.sql.c.id,)
    statement = _chosen(ledger, query, shown, through_index=held)
    for key, descending in query.sort or default:
        column = ledger.columns.get(key)
        if column is None:
            raise Missing(f"“{ledger.title}”里没有“{key}”这个字段。")
        if column.parts:
            continue
        field = _sorts(ledger, column, fields, strokes=way == BY_STROKES, lists=lists or {})
        if way == BY_POSITION and key == ledger.named[0] and POSITION in fields:
            statement = statement.order_by(fields[POSITION].is_(None), fields[POSITION])
        placed = field.desc() if descending else field.asc()
        if held and ledger.sql.c[key].nullable:  # as the index has it
            statement = statement.order_by(field.is_(None), placed)
        else:
            statement = statement.order_by(placed.nulls_last() if ledger.sql.c[key].nullable else placed)
    return statement.order_by(ledger.sql.c.id).limit(query.limit)


def _sorts(
    ledger: Ledger,
    column: Column,
    fields: Mapping[str, ColumnElement[Any]],
    *,
    strokes: bool,
    lists: Mapping[str, CodeList],
) -> ColumnElement[Any]:
    """What a column sorts by: a record's own name by what is kept for it, other names by what is worked out."""
    if isinstance(column.kind, Code) and not column.kind.multi:
        known = lists.get(column.kind.list)
        texts = known.texts[:LISTED] if known else []
        ranks = {text: place for place, text in enumerate(texts)}
        if ranks:
            others = case((fields[column.key].is_not(None), LISTED))
            return case(ranks, value=fields[column.key], else_=others)
    own = column.key == ledger.named[0]
    if strokes and column.names_people:
        return fields["strokes"] if own and "strokes" in fields else func.by_strokes(fields[column.key])
    if own and (column.names_people or column.link):
        return fields["find"]
    return func.by_pinyin(fields[column.key]) if column.names_people else fields[column.key]


def valued(ledger: Ledger, query: Query, key: str) -> Select[Any]:
    """The values of a column in the choice, each with how often it occurs; through an index in its order, where there is one."""
    field = fields_of(ledger, query.as_of)[key]
    held = key != ledger.named[0] and is_indexed(ledger, replace(query, sort=((key, False),)))
    statement = _chosen(ledger, query, (field, func.count()), through_index=held)
    return statement.group_by(*([field.is_(None)] if held and ledger.sql.c[key].nullable else []), field)


def counted(ledger: Ledger, query: Query) -> Select[Any]:
    """How many records the choice has."""
    return chosen(ledger, query, func.count(literal_column("*")))
