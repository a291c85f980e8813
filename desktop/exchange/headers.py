"""The header of somebody's sheet: found under its titles, its columns matched to a ledger's fields."""

import difflib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.errors import Refusal, Unclear, Unreadable
from desktop.exchange.apart import Book, Sheet
from desktop.exchange.workbook import letters_of
from desktop.ledger import CodeList, Column, Context, Ledger
from desktop.ledger.kinds import Code

LOOKED_AT, SAMPLED = 40, 60
UNITS = re.compile(r"[（(]([^（）()]*)[）)]$")
OTHERS = ("父亲", "母亲", "配偶", "子女", "家属", "亲属", "联系人", "介绍人", "代领人", "培养", "推荐", "成员")
SERIAL = frozenset({"序号", "编号", "no", "no.", "序", "领取人签字", "签字", "签名", "盖章"})
NEAR, HALF = 0.8, 0.5


@dataclass(frozen=True)
class Header:
    """Where the header stands (rows from 1), the name of each column, and the lines above it."""

    row: int
    last_row: int
    names: tuple[str, ...]
    above: tuple[str, ...] = ()

    @property
    def first_data_row(self) -> int:
        """The row after the header."""
        return self.last_row + 1


@dataclass
class Matched:
    """One column of the sheet, and the field it goes into."""

    index: int
    column: str
    title: str
    field: str | None = None
    part: str = ""
    how: str = ""
    warning: str = ""
    unit_wan: bool = False


@dataclass
class Known:
    """What headings a ledger knows, by their bare form; `words` are parts of other headings that a sheet may have."""

    titles: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, list[str]] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, ledger: Ledger, words: Sequence[str] = ()) -> "Known":
        """Titles first, then what people also write."""
        found = cls(words=tuple(words))
        for column in ledger.columns.values():
            found.titles.setdefault(bare(column.title), column.key)
        for column in ledger.columns.values():
            for alias in column.aliases:
                found.aliases.setdefault(bare(alias), []).append(column.key)
        return found

    def has(self, name: str) -> bool:
        """Whether the heading, or the lower or upper half of a two-level one, is known."""
        known = pieces(name)
        return any(piece in self.titles or piece in self.aliases for piece in known) or any(
            word in piece for piece in known for word in self.words
        )


def bare(name: str) -> str:
    """A heading without spaces, line breaks, marks and its unit."""
    text = re.sub(r"[\s\u00a0\u3000\u200b\ufeff*★＊:：]+", "", name)
    text = text.replace("／", "/").replace("（", "(").replace("）", ")").lower()
    while (found := re.search(r"\([^()]*\)$", text)) and found.start() > 0:
        text = text[: found.start()]
    return text


def pieces(name: str) -> list[str]:
    """A heading's forms to look up: whole, its lower level, its upper level."""
    levels = name.split("|")
    found = [bare("".join(levels))] if len(levels) > 1 else []
    found.append(bare(levels[-1]))
    if len(levels) > 1:
        found.append(bare(levels[0]))
    return [one for one in found if one]


def text_of(cell: Any) -> str:
    """A heading cell as text."""
    return (
        "" if cell is None else str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    )


def find_header(
    rows: Sequence[tuple[int, list[Any]]],
    merged: Iterable[tuple[int, int, int, int]],
    ledger: Ledger,
    words: Sequence[str] = (),
) -> Header | None:
    """The row with most known headings, joined with the one above where it is the lower of two levels."""
    known = Known.of(ledger, words)
    best: tuple[float, int, Header] | None = None
    spans = list(merged)
    for position, (number, row) in enumerate(rows):
        single = tuple(text_of(cell) for cell in row)
        candidates = [Header(number, number, single)]
        if position + 1 < len(rows) and any(r0 == number - 1 and (c1 > c0 or r1 > r0) for r0, c0, r1, c1 in spans):
            joined = _two_levels(number, single, tuple(text_of(cell) for cell in rows[position + 1][1]), spans)
            if joined:
                candidates.append(Header(number, number + 1, joined))
        for candidate in candidates:
            score = _score(candidate, known)
            if best is None or score > best[0]:
                best = (score, number, candidate)
    if best is None or best[0] < _enough(best[2], ledger):
        return None
    header = best[2]
    above = tuple(text for number, row in rows if number < header.row for cell in row if (text := text_of(cell)))
    return Header(header.row, header.last_row, header.names, above)


def _score(header: Header, known: Known) -> float:
    names = [name for name in header.names if name]
    hits = sum(known.has(name) for name in names)
    distinct = len({bare(name) for name in names})
    strange = sum(len(name) > 24 for name in names)
    return hits - strange + (0.5 if len(names) == distinct and hits else 0) - (0.4 * (header.last_row - header.row))


def _enough(header: Header, ledger: Ledger) -> float:
    names = [name for name in header.names if name]
    if len(names) <= 2:
        required = {
            bare(word)
            for column in ledger.columns.values()
            if column.required
            for word in (column.title, *column.aliases)
        }
        return 1 if any(bare(name) in required for name in names) else 99
    return 2


def _two_levels(
    number: int, upper: tuple[str, ...], lower: tuple[str, ...], merged: list[tuple[int, int, int, int]]
) -> tuple[str, ...] | None:
    """Names of a two-level header: the upper one goes over the columns it is merged across."""
    width = max(len(upper), len(lower))
    tops, down = list(upper) + [""] * (width - len(upper)), [False] * width
    spanning = False
    for r0, c0, r1, c1 in merged:
        if r0 != number - 1:
            continue
        spanning = spanning or (r1 == r0 and c1 > c0)
        for column in range(c0, min(c1, width - 1) + 1):
            tops[column] = upper[c0] if c0 < len(upper) else ""
            down[column] = r1 > r0
    if not spanning:
        return None
    bottoms = list(lower) + [""] * (width - len(lower))
    covered = {column for r0, c0, r1, c1 in merged if r0 == number - 1 and r1 == r0 for column in range(c0, c1 + 1)}
    names = []
    for column in range(width):
        if column in covered and bottoms[column] and not down[column]:
            names.append(f"{tops[column]}|{bottoms[column]}")
        else:
            names.append(tops[column] or ("" if down[column] else bottoms[column]))
    return tuple(names)


def best_sheet(
    book: Book, ledger: Ledger, wanted: str | None = None, words: Sequence[str] = (), beside: Collection[str] = ()
) -> tuple[Sheet, Header, dict[int, list[Any]]]:
    """The sheet to read, none of those `beside` it unless wanted, its header, and some values of each column.

    `words` as `Known` has them.
    """
    names = [one.name for one in book.sheets if one.visible and one.name not in beside]
    if wanted is not None:
        if wanted not in [one.name for one in book.sheets]:
            raise Refusal(f"“{book.path.name}”里没有工作表“{wanted}”，只有：{'、'.join(names)}。")
        names = [wanted]
    best: tuple[int, Sheet, Header, dict[int, list[Any]]] | None = None
    seen: list[str] = []
    for name in names:
        sheet = book.sheet(name)
        head = heads_of(sheet)
        if not head:
            continue
        header = find_header(head[:LOOKED_AT], sheet.merged, ledger, words)
        if header is None:
            seen += [text for _, row in head[:8] for cell in row if (text := text_of(cell)) and len(text) < 12]
            continue
        hits = sum(Known.of(ledger, words).has(name) for name in header.names if name)
        if best is None or hits > best[0]:
            best = (hits, sheet, header, samples_under(header, head))
    if best is not None:
        return best[1:]
    if not seen:
        raise Unreadable(f"“{book.path.name}”的工作表是空的，没有可以导入的内容。")
    needs = "、".join(column.title for column in ledger.columns.values() if column.required)
    raise Unreadable(
        f"“{book.path.name}”里没有找到“{ledger.title}”的表头（看到：{'、'.join(list(dict.fromkeys(seen))[:8])}）。"
        f"表头里至少要有：{needs}。请检查是否选错了台账，或先把表头改成这些名称。"
    )


def heads_of(sheet: Sheet) -> list[tuple[int, list[Any]]]:
    """Its first rows that hold anything: the headings are among them, and some values under each."""
    found = []
    for number, row in sheet.rows():
        if number > LOOKED_AT + SAMPLED:
            break
        if any(cell not in (None, "") for cell in row):
            found.append((number, row))
    return found


def samples_under(header: Header, heads: Sequence[tuple[int, list[Any]]]) -> dict[int, list[Any]]:
    """Some values of each column."""
    rows = [row for number, row in heads if number > header.last_row]
    return {index: [row[index] for row in rows if index < len(row)] for index in range(len(header.names))}


def match_columns(
    header: Header,
    ledger: Ledger,
    samples: Mapping[int, list[Any]],
    mapping: Mapping[str, str],
    lists: Mapping[str, CodeList],
) -> list[Matched]:
    """Every column with its field: by --map, by title, by synonym, by its values, by likeness."""
    found = [Matched(index, letters_of(index), _shown(name)) for index, name in enumerate(header.names)]
    matching = Matching(ledger, header, samples, lists, found)
    matching.mapped(mapping)
    matching.parts()
    matching.titles()
    matching.aliases()
    matching.values()
    matching.similar()
    for one in found:
        one.unit_wan = "万元" in header.names[one.index]
    return [one for one in found if one.title or any(value not in (None, "") for value in samples.get(one.index, ()))]


def _shown(name: str) -> str:
    return (
        "".join(re.sub(r"[\s\u3000]+", "", piece) for piece in name.split("|")[-1:])
        if "|" in name
        else re.sub(r"[\r\n]+", "", name).strip()
    )


@dataclass
class Matching:
    """One header being matched; each field is given once."""

    ledger: Ledger
    header: Header
    samples: Mapping[int, list[Any]]
    lists: Mapping[str, CodeList]
    found: list[Matched]
    taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Line up what the ledger knows."""
        self.known = Known.of(self.ledger)

    def _open(self) -> list[Matched]:
        return [one for one in self.found if one.field is None and self.header.names[one.index]]

    def _give(self, one: Matched, key: str, how: str, warning: str = "") -> None:
        one.field, one.how, one.warning = key, how, warning
        self.taken.add(key)

    def mapped(self, mapping: Mapping[str, str]) -> None:
        """What the person said."""
        for name, target in mapping.items():
            column = self.ledger.column(target)
            if column is None:
                raise Refusal(
                    f"“{self.ledger.title}”里没有“{target}”这个字段，可用的有：{'、'.join(self.ledger.titles)}。"
                )
            wanted = [
                one
                for one in self.found
                if name in (one.title, self.header.names[one.index]) or bare(name) == bare(one.title)
            ]
            wanted = wanted or [one for one in self.found if name.upper() == one.column]
            if not wanted:
                raise Refusal(
                    f"表里没有“{name}”这一列，有：{'、'.join(one.title for one in self.found if one.title)}。"
                )
            self._give(wanted[0], column.key, "mapped")

    def parts(self) -> None:
        """Amount columns under one heading (资金来源) are child rows of one field."""
        for one in self._open():
            levels = self.header.names[one.index].split("|")
            for column in self.ledger.parted:
                words = {bare(column.title), *(bare(alias) for alias in column.aliases)}
                if len(levels) == 2 and bare(levels[0]) in words and bare(levels[1]) not in ("合计", "小计"):
                    self._give(one, column.key, "title")
                    one.part = self._source(column, levels[1])

    def _source(self, column: Column, name: str) -> str:
        kind = column.parts.columns[0].kind if column.parts else None
        codes = self.lists.get(kind.list) if isinstance(kind, Code) else None
        plain = UNITS.sub("", re.sub(r"\s+", "", name))
        return (codes.find(plain) if codes else None) or plain

    def titles(self) -> None:
        """Headings that are a field's own title."""
        for one in self._open():
            for piece in pieces(self.header.names[one.index])[:2]:
                key = self.known.titles.get(piece)
                if key and key not in self.taken and self._meant(one, key):
                    self._give(one, key, "title")
                    break

    def aliases(self) -> None:
        """Headings that people also write."""
        for one in self._open():
            for piece in pieces(self.header.names[one.index])[:2]:
                keys = [key for key in self.known.aliases.get(piece, ()) if key not in self.taken]
                if keys and self._meant(one, keys[0]):
                    self._give(one, keys[0], "synonym")
                    break

    def _meant(self, one: Matched, key: str) -> bool:
        """Whether the values may be of the field: 党籍状态 may hold 正式/预备, 工作岗位 a post in words."""
        kind = self.ledger.columns[key].kind
        if key not in ("status", "work_post", "politics") or not isinstance(kind, Code):
            return True
        values = self._values(one)
        return not values or self._fit(kind.list, values) >= HALF or not self._elsewhere(key, values)

    def _elsewhere(self, key: str, values: list[str]) -> bool:
        if key == "work_post":
            return "position" in self.ledger.columns
        return self._fit("member_category", values) >= HALF

    def _values(self, one: Matched) -> list[str]:
        plain = (re.sub(r"\s+", "", str(value)) for value in self.samples.get(one.index, ()) if value not in (None, ""))
        return [value for value in plain if value not in ("无", "—", "-")]

    def _fit(self, name: str, values: list[str]) -> float:
        codes = self.lists.get(name)
        return sum(codes.find(value) is not None for value in values) / len(values) if codes and values else 0

    def values(self) -> None:
        """Headings with two meanings: the values decide."""
        coded = {one.kind.list: one.key for one in self.ledger.columns.values() if isinstance(one.kind, Code)}
        both, category = {"member_category", "member_status"} <= coded.keys(), coded.get("member_category", "")
        for one in self._open():
            values, name = self._values(one), pieces(self.header.names[one.index])
            if not values or not name:
                continue
            if name[-1] in ("党籍状态", "党籍", "政治面貌", "党员身份") or name[0] in ("党籍状态", "政治面貌"):
                if both and category not in self.taken and self._fit("member_category", values) >= HALF:
                    self._give(one, category, "values")
            elif "工作岗位" in name and "position" in self.ledger.columns and "position" not in self.taken:
                self._give(one, "position", "values")

    def similar(self) -> None:
        """Headings close to one field alone, whose values the field can read; always told."""
        for one in self._open():
            name = bare(self.header.names[one.index].split("|")[-1])
            if name in SERIAL or name.startswith(OTHERS) or len(name) < 2:
                continue
            near = {}
            for column in self.ledger.columns.values():
                ratio = max(
                    difflib.SequenceMatcher(None, name, bare(word)).ratio() for word in (column.title, *column.aliases)
                )
                if ratio >= NEAR:
                    near[column.key] = ratio
            if len(near) == 1 and (key := next(iter(near))) not in self.taken and self._reads(key, one):
                title = self.ledger.columns[key].title
                self._give(one, key, "similar", f"列“{one.title}”（{one.column}）按相近名称当作“{title}”，请核对")
            elif any(key in self.taken for key in near):
                titles = "、".join(self.ledger.columns[key].title for key in near)
                one.warning = f"列“{one.title}”（{one.column}）与“{titles}”相近，但该字段已有一列，没有导入；需要保留的，可以指定它对应的字段，或放进备注"

    def _reads(self, key: str, one: Matched) -> bool:
        kind, context = self.ledger.columns[key].kind, Context(self.lists)
        values = [value for value in self.samples.get(one.index, ()) if value not in (None, "")][:20]
        good = 0
        for value in values:
            try:
                kind.read(value, context)
                good += 1
            except Unclear:
                continue
        return not values or (good >= len(values) * HALF and not context.unlisted)
