"""Code lists kept in order: values added, renamed, merged, confirmed, retired, moved; the records follow in one act."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, or_, select

from desktop.errors import Missing, Refusal
from desktop.ledger import Column, Ledger, Values
from desktop.ledger.kinds import SEPARATOR, Code
from desktop.ledger.record import new_id
from desktop.ledger.shipped import relied_on
from desktop.store.query import escaped, parent_key, part_table, pieces
from desktop.store.reader import Reader
from desktop.store.schema import CODE, CODE_LIST
from desktop.store.work import Work

LONGEST = 60
ACTIVE, PENDING, RETIRED = "active", "pending", "retired"
STATES = {ACTIVE: "在用", PENDING: "待确认", RETIRED: "停用"}
CLOSED = "“{}”是国家规定的代码，全国统一才能汇总上报，不能增加、改名或合并；可以调整顺序，也可以停用用不到的值。"


@dataclass(frozen=True)
class ListFacts:
    """One list as a whole."""

    name: str
    title: str
    closed: bool
    values: int
    pending: int

    def plain(self) -> Values:
        """As JSON."""
        return {
            "list": self.name,
            "title": self.title,
            "closed": self.closed,
            "values": self.values,
            "pending": self.pending,
        }


@dataclass(frozen=True)
class Value:
    """One value of a list and how many records hold it."""

    id: str
    text: str
    state: str
    synonyms: tuple[str, ...]
    used: int

    def plain(self) -> Values:
        """As JSON."""
        return {"text": self.text, "state": self.state, "synonyms": list(self.synonyms), "used": self.used}


@dataclass(frozen=True)
class Use:
    """One column, of records or of their child rows, whose values come from a list."""

    ledger: Ledger
    column: Column
    key: str
    multi: bool

    @property
    def field(self) -> Any:
        """The column in the database."""
        return part_table(self.column).c[self.key] if self.column.parts else self.ledger.sql.c[self.key]

    @property
    def owner(self) -> Any:
        """The record's id beside it."""
        return part_table(self.column).c[parent_key(self.ledger)] if self.column.parts else self.ledger.sql.c.id

    def holding(self, text: str) -> Any:
        """The condition that a row holds a value."""
        if not self.multi:
            return self.field == text
        one = escaped(text)
        patterns = (f"{one}{SEPARATOR}%", f"%{SEPARATOR}{one}{SEPARATOR}%", f"%{SEPARATOR}{one}")
        return or_(self.field == text, *(self.field.like(pattern, escape="\\") for pattern in patterns))

    def replaced(self, value: Any, old: str, new: str) -> Any:
        """What the column holds once `old` is called `new`."""
        if self.column.parts:
            return [{**row, self.key: self._text(row.get(self.key), old, new)} for row in value or ()]
        return self._text(value, old, new)

    def _text(self, value: Any, old: str, new: str) -> Any:
        if not self.multi or not isinstance(value, str):
            return new if value == old else value
        return SEPARATOR.join(dict.fromkeys(new if word == old else word for word in value.split(SEPARATOR)))


def uses(office: Reader, name: str) -> list[Use]:
    """Every column that holds values of a list, each table's once."""
    found: dict[tuple[str, str, str], Use] = {}
    for ledger in office.ledgers.values():
        for column in ledger.columns.values():
            for key, kind in _coded(column):
                if kind.list == name:
                    found.setdefault((ledger.sql.name, column.key, key), Use(ledger, column, key, kind.multi))
    return list(found.values())


def _coded(column: Column) -> Iterator[tuple[str, Code]]:
    if isinstance(column.kind, Code):
        yield column.key, column.kind
    elif column.parts:
        yield from ((one.key, one.kind) for one in column.parts.columns if isinstance(one.kind, Code))


def lists(office: Reader) -> list[ListFacts]:
    """Every list by its title."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    with office.reading() as connection:
        for name, state, count in connection.execute(
            select(CODE.c.list, CODE.c.state, func.count()).group_by(CODE.c.list, CODE.c.state)
        ):
            counts[name][state] = count
        rows = connection.execute(select(CODE_LIST)).all()
    return [
        ListFacts(row.name, row.title, row.closed, sum(counts[row.name].values()), counts[row.name].get(PENDING, 0))
        for row in rows
    ]


def list_named(office: Reader, name: str) -> ListFacts:
    """The list of this name, or of this title where only one has it."""
    every = lists(office)
    found = [one for one in every if one.name == name] or [one for one in every if one.title == name]
    if not found:
        raise Missing(f"没有“{name}”这个列表。用 codes 命令可以看到全部列表。")
    if len(found) > 1:
        raise Refusal(f"有 {len(found)} 个列表叫“{name}”，请写英文名：{'、'.join(one.name for one in found)}。")
    return found[0]


def values_of(office: Reader, name: str) -> list[Value]:
    """The values of a list in their order, retired ones too, with how many records hold each."""
    counts: dict[str, int] = defaultdict(int)
    with office.reading() as connection:
        for use in uses(office, name):
            for text, count in connection.execute(select(use.field, func.count()).group_by(use.field)):
                for word in str(text or "").split(SEPARATOR) if use.multi else (text,):
                    counts[word] += count
        rows = _rows(connection, name)
    return [
        Value(
            row["id"], row["text"], row["state"], tuple(filter(None, row["synonyms"].split("|"))), counts[row["text"]]
        )
        for row in rows
    ]


def _rows(connection: Connection, name: str) -> list[Values]:
    statement = select(CODE).where(CODE.c.list == name).order_by(CODE.c.position, CODE.c.id)
    return [{str(key): value for key, value in row.items()} for row in connection.execute(statement).mappings()]


# --- changing ------------------------------------------------------------------------------------------------------


def _open(work: Work, name: str) -> None:
    facts = work.connection.execute(select(CODE_LIST).where(CODE_LIST.c.name == name)).first()
    if facts is None:
        raise Missing(f"没有“{name}”这个列表。用 codes 命令可以看到全部列表。")
    if facts.closed:
        raise Refusal(CLOSED.format(facts.title))


def _find(work: Work, name: str, text: str) -> Values:
    found = next((row for row in _rows(work.connection, name) if row["text"] == text), None)
    if found is None:
        raise Missing(f"这个列表里没有“{text}”。")
    return found


def _free(work: Work, name: str, text: str, but: str = "") -> str:
    text = text.strip()
    if not text or len(text) > LONGEST or not text.isprintable() or any(sign in text for sign in "；;|"):
        raise Refusal(f"列表里的值不能空着，不能超过 {LONGEST} 个字，也不能含分号、竖线和换行。")
    for row in _rows(work.connection, name):
        if row["id"] == but:
            continue
        if row["text"] == text:
            raise Refusal(f"列表里已经有“{text}”。要把两个值并成一个，请用“合并”。")
        if text in row["synonyms"].split("|"):
            raise Refusal(f"“{text}”已经是“{row['text']}”的另一种写法，请换一个名称。")
    return text


def _write(work: Work, row: Values, **facts: Any) -> None:
    after = row | facts
    if after != row:
        work.put(CODE, row["id"], row, after)


def _joined(*words: str) -> str:
    return "|".join(dict.fromkeys(word for group in words for word in group.split("|") if word))


def add(work: Work, name: str, text: str) -> None:
    """Put a value at the end of an open list."""
    _open(work, name)
    text = _free(work, name, text)
    settled = [row["position"] for row in _rows(work.connection, name) if row["state"] != PENDING]
    row = {"id": new_id(), "list": name, "text": text, "synonyms": "", "position": max(settled, default=-1) + 1}
    work.put(CODE, str(row["id"]), None, row | {"state": ACTIVE})


def rename(work: Work, name: str, old: str, new: str) -> int:
    """Call a value otherwise, in the records too; the old wording is still understood. Gives how many records."""
    _open(work, name)
    row = _find(work, name, old)
    _refuse_relied_on(work, name, old)
    new = _free(work, name, new, but=row["id"])
    if new == old:
        return 0
    synonyms = "|".join(word for word in _joined(row["synonyms"], old).split("|") if word != new)
    _write(work, row, text=new, synonyms=synonyms)
    return _follow(work, name, old, new)


def merge(work: Work, name: str, source: str, target: str) -> int:
    """Make one value of two: records that held `source` hold `target`. Gives how many records."""
    _open(work, name)
    if source == target:
        raise Refusal("请选两个不同的值来合并。")
    gone, stays = _find(work, name, source), _find(work, name, target)
    _refuse_relied_on(work, name, source)
    work.put(CODE, gone["id"], gone, None)
    _write(work, stays, synonyms=_joined(stays["synonyms"], gone["text"], gone["synonyms"]))
    return _follow(work, name, source, target)


def confirm(work: Work, name: str, text: str) -> None:
    """Take a 待确认 value into the list for good, behind those already there."""
    row = _find(work, name, text)
    if row["state"] != PENDING:
        raise Refusal(f"“{text}”不是待确认的值，不用确认。")
    settled = [one["position"] for one in _rows(work.connection, name) if one["state"] != PENDING]
    _write(work, row, state=ACTIVE, position=max(settled, default=-1) + 1)


def retire(work: Work, name: str, text: str) -> None:
    """Offer a value no more; the records that hold it keep it, and it is still read."""
    row = _find(work, name, text)
    if row["state"] == RETIRED:
        raise Refusal(f"“{text}”已经停用了。")
    _write(work, row, state=RETIRED)


def revive(work: Work, name: str, text: str) -> None:
    """Offer a retired value again."""
    row = _find(work, name, text)
    if row["state"] != RETIRED:
        raise Refusal(f"“{text}”没有停用，不用恢复。")
    _write(work, row, state=ACTIVE)


def move(work: Work, name: str, text: str, by: int) -> None:
    """Move a value up (-1) or down (1) in its list; at the end it stays."""
    rows = _rows(work.connection, name)
    at = next((place for place, row in enumerate(rows) if row["text"] == text), None)
    if at is None:
        raise Missing(f"这个列表里没有“{text}”。")
    rows.insert(min(max(at + by, 0), len(rows) - 1), rows.pop(at))
    for position, row in enumerate(rows):
        _write(work, row, position=position)


def _refuse_relied_on(work: Work, name: str, text: str) -> None:
    """The program's own rules, sums and first values go by some wordings; those keep them."""
    if (name, text) in relied_on():
        raise Refusal(f"程序的计算和表格要按“{text}”这个名称来认，不能改名或并入别的值；可以停用。")
    for ledger in work.office.ledgers.values():
        for column in ledger.columns.values():
            if not isinstance(column.kind, Code) or column.kind.list != name:
                continue
            counted = any((column.key, text) in figure.where for figure in ledger.figures)
            if counted or column.default == text:
                what = "合计" if counted else "新记录的默认值"
                raise Refusal(f"“{ledger.title}”的{what}用到“{text}”，不能改名或并入别的值；可以停用。")


def _follow(work: Work, name: str, old: str, new: str) -> int:
    """Change the records that hold the old text, those in the recycle bin too; their titles and search text follow."""
    changed: set[tuple[str, str]] = set()
    by_ledger: dict[str, list[Use]] = defaultdict(list)
    for use in uses(work.office, name):
        by_ledger[use.ledger.id].append(use)
    for ledger_id, some in by_ledger.items():
        ledger = work.office.ledgers[ledger_id]
        ids = {
            row[0]: None
            for use in some
            for row in work.connection.execute(select(use.owner).where(use.holding(old)).order_by(use.owner))
        }
        changed |= {(ledger.sql.name, one) for one in ids}
        _each(work, ledger, list(ids), lambda row, some=some: _renamed(row, some, old, new))  # type: ignore[misc]
    return len(changed)


def _renamed(row: Values, some: list[Use], old: str, new: str) -> Values:
    wanted = dict(row)
    for use in some:
        wanted[use.column.key] = use.replaced(wanted.get(use.column.key), old, new)
    return wanted


def _each(work: Work, ledger: Ledger, ids: list[str], wanted: Callable[[Values], Values]) -> None:
    for some in pieces(ids):
        rows = work.office.rows(ledger, some, work.connection)
        work.change_many(ledger, [(row, wanted(row)) for row in rows])
