"""Conditions in words, one way for the window, the command line and paper: 字段=值, 字段=甲|乙, 字段>=值, 字段<=值."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.errors import Missing, Refusal, Unclear
from desktop.ledger import Column, Ledger
from desktop.ledger.kinds import Link
from desktop.store.links import Resolver
from desktop.store.office import Office
from desktop.store.query import NAME_ORDERS, Query, Where

LISTED = re.compile(r"[、，,]")
WORDS = re.compile(r"^(.+?)\s*(>=|<=|≥|≤|=)\s*(.*)$", re.DOTALL)
BLANK, FILLED, BELOW = "（空白）", "（非空）", "（含下属）"
EITHER, APART = "|", "；"
OPENS, CLOSES = "“", "”"
MARKS = (EITHER, APART, ";", OPENS, CLOSES)
OPS = {">=": "from", "≥": "from", "<=": "to", "≤": "to"}


def column_named(ledger: Ledger, name: str) -> Column:
    """The column of this key or title, or a sentence that names those there are."""
    column = ledger.column(name.strip())
    if column is None:
        titles = "、".join(one.title for one in ledger.columns.values())
        raise Missing(f"“{ledger.title}”里没有“{name}”这个字段，可用的有：{titles}。")
    return column


def condition_of(office: Office, ledger: Ledger, words: str) -> Where:
    """One condition; what can't be understood is refused with its field."""
    match = WORDS.match(words.strip())
    if match is None:
        raise Refusal(f"条件“{words}”看不懂，请写成 字段=值（也可以用 >=、<=，几个值之间用 | 隔开）。")
    name, sign, text = match[1], match[2], match[3].strip()
    column = ledger.field(name)
    if column is None:
        raise Missing(f"“{ledger.title}”里没有“{name}”这个字段，有：{'、'.join(ledger.titles)}。")
    if sign in OPS:
        if column.parts:
            raise Refusal(f"“{column.title}”不能比较大小，请写成 {column.title}=值。")
        return Where(column.key, OPS[sign], _read(office, column, text))
    if text in ("", BLANK):
        return Where(column.key, "blank")
    if text == FILLED:
        return Where(column.key, "filled")
    if column.parts:
        return Where(column.key, "has", _bare(text))
    if text.endswith(BELOW) and column.link and column.link.tree:
        return Where(column.key, "below", _top(office, column.link, text.removesuffix(BELOW).strip()))
    several = [one.strip() for one in _pieces(text, EITHER)]
    if len(several) > 1:
        values = [None if one in ("", BLANK) else _read(office, column, _bare(one)) for one in several]
        return Where(column.key, "in", tuple(values))
    value = _read(office, column, _bare(text))
    return Where(column.key, "blank") if value is None else Where(column.key, "=", value)


def _top(office: Office, link: Link, text: str) -> str:
    """The title of the one meant in a tree, by its title or its short name."""
    ledger = office.ledgers[link.to]
    with office.reading() as connection:
        found = Resolver(office, connection).titled(ledger, text)
    if not found:
        raise Missing(f"没有“{text}”这个{ledger.title}，请写它的全称或简称。")
    return str(found[0]["title"])


def _read(office: Office, column: Column, text: str) -> object:
    try:
        return column.kind.read(text.strip(), office.context()).value
    except Unclear as unclear:
        hint = f"（是否为 {unclear.suggestion}？）" if unclear.suggestion else ""
        raise Refusal(f"{column.title}：{unclear.reason}{hint}。") from unclear


def _pieces(text: str, marks: str) -> list[str]:
    """A text parted at marks, but not within “quotes”."""
    found, depth = [""], 0
    for letter in text:
        depth = max(depth + {OPENS: 1, CLOSES: -1}.get(letter, 0), 0)
        if letter in marks and not depth:
            found.append("")
        else:
            found[-1] += letter
    return found


def _bare(text: str) -> str:
    """A value without the quotes it was put in."""
    depth, levels = 0, []
    for letter in text:
        depth += {OPENS: 1, CLOSES: -1}.get(letter, 0)
        levels.append(depth)
    return text[1:-1] if text[:1] == OPENS and levels[-1:] == [0] and 0 not in levels[:-1] else text


def _quoted(text: str) -> str:
    """A value as it can be read back among marks that part conditions."""
    return f"{OPENS}{text}{CLOSES}" if any(mark in text for mark in MARKS) else text


def conditions_of(office: Office, ledger: Ledger, text: str) -> tuple[Where, ...]:
    """Several conditions, joined by `；`."""
    pieces = (piece.strip() for piece in _pieces(text, f"{APART};"))
    return tuple(condition_of(office, ledger, piece) for piece in pieces if piece)


def in_order(ledger: Ledger, query: Query, words: str) -> Query:
    """The choice in the order asked for: 字段, 字段:desc, several with 、 between; names also 姓名:拼音, 姓名:笔画, 姓名:职务."""
    for place, piece in enumerate(one for one in LISTED.split(words) if one.strip()):
        key, descending, names = _order(ledger, piece)
        earlier = query.sort if place else ()
        query = replace(query, sort=(*earlier, (key, descending)), names=names or query.names)
    return query


def _order(ledger: Ledger, piece: str) -> tuple[str, bool, str]:
    name, *ways = (word.strip() for word in piece.replace("：", ":").split(":"))
    if not set(ways) <= {*NAME_ORDERS, "asc", "desc"}:
        raise Refusal(f"排序“{piece}”看不懂，请写成 字段、字段:desc，姓名可以写 姓名:拼音、姓名:笔画 或 姓名:职务。")
    column = ledger.column(name)
    if column is None:
        raise Missing(f"“{ledger.title}”里没有“{name}”这个字段，可用的有：{'、'.join(ledger.titles)}。")
    return column.key, "desc" in ways, next((way for way in ways if way in NAME_ORDERS), "")


def order_of(ledger: Ledger, query: Query) -> str:
    """An order as it may be typed."""
    return "、".join(f"{ledger.columns[key].title}{':desc' if descending else ''}" for key, descending in query.sort)


def words_of(ledger: Ledger, where: Where) -> str:
    """A condition as it may be typed."""
    column = ledger.fields[where.key]
    if where.op in ("blank", "filled"):
        return f"{column.title}={BLANK if where.op == 'blank' else FILLED}"
    if where.op == "in":
        shown = (column.kind.show(value) for value in where.value)
        return f"{column.title}={EITHER.join(_quoted(one) or BLANK for one in shown)}"
    if where.op == "below":
        return f"{column.title}={where.value}{BELOW}"
    sign = {"from": ">=", "to": "<="}.get(where.op, "=")
    return f"{column.title}{sign}{_quoted(str(where.value) if column.parts else column.kind.show(where.value))}"


def told_of(ledger: Ledger, wheres: Sequence[Where]) -> str:
    """The conditions of one column as people say them: 出生日期 1970-01-01 至 1990-12-31; they are not read back."""
    ends = {where.op: where for where in wheres if where.op in ("from", "to")}
    said = [_told(ledger, where) for where in wheres if where.op not in ends]
    if ends:
        column = ledger.fields[next(iter(ends.values())).key]
        first, last = (column.kind.show(ends[op].value) if op in ends else "" for op in ("from", "to"))
        since, until = ("起", "止") if column.kind.span else ("以上", "以下")
        span = f"{first} 至 {last}" if first and last else f"{first} {since}" if first else f"{last} {until}"
        said.append(f"{column.title} {span}")
    return "，".join(said)


def _told(ledger: Ledger, where: Where) -> str:
    column = ledger.fields[where.key]
    if where.op in ("blank", "filled"):
        return f"{column.title}{'空白' if where.op == 'blank' else '不空'}"
    if where.op == "in":
        return f"{column.title} {'、'.join(column.kind.show(value) or BLANK for value in where.value)}"
    shown = str(where.value) if column.parts or where.op == "below" else column.kind.show(where.value)
    return f"{column.title} {shown}{BELOW if where.op == 'below' else ''}"


def sentence_of(ledger: Ledger, wheres: Iterable[Where]) -> str:
    """Several conditions as they may be typed."""
    return APART.join(words_of(ledger, where) for where in wheres)
