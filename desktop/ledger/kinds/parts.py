"""Child rows of a record in one line of text: `上级拨付党费 1000.00；工会经费 500.00`.

Rows are parted by ；, values by a space, in the order of their columns. A value that holds a space, a separator or a
double quote stands in double quotes, one of its own doubled; a blank before others is `""`. So whatever the rows hold
comes back as it was. What people type more loosely is read where there is one way to read it, else it is refused.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any, ClassVar, NamedTuple

from desktop.errors import Unclear
from desktop.ledger.kinds.base import NOTHING, SEPARATOR, Context, Kind
from desktop.ledger.kinds.codes import Code
from desktop.ledger.shipped import shipped, shipped_names
from desktop.rules.reading import Reading, is_blank, squeeze

WORD = re.compile(r'"(?P<quoted>(?:[^"]|"")*)"(?=[\s；;]|$)|(?P<plain>[^\s；;"]+)|(?P<row>[；;\n])|(?P<gap>[^\S\n]+)')
QUOTED = re.compile(r'[\s；;，,、+"]')
LOOSE = re.compile(r"[、，,](?=\s*[^\d\s])|\+")
GLUED = re.compile(r"(?s)^(.*?)[\s:：(（￥¥]*([^\s:：(（）)￥¥]+?)\s*元?[)）]?$")
MONEY = re.compile(r"(?s)^(.*?)[\s:：(（￥¥]*(-?[\d,，.]+)\s*元?[)）]?$")
OPEN_ENDED = tuple("0123456789元)）")
MISTYPED = re.compile(r"[\d.,，/年月日-]+元?")  # meant as a day or a number, and none
NONE = "—"  # what stood for a blank in earlier versions


class Word(NamedTuple):
    """One word of a row, and whether it stood in quotes."""

    text: str
    quoted: bool


Row = dict[str, Any]


@dataclass(frozen=True)
class Parts(Kind):
    """Child rows of one record; `model` declares their columns, the first one its text; a value is a list of dicts."""

    model: Any = None
    name: ClassVar[str] = "parts"
    editor: ClassVar[str] = "parts"
    width: ClassVar[int] = 20
    python: ClassVar[type] = list

    @cached_property
    def columns(self) -> tuple[Any, ...]:
        """The fields of a child row (each a Column), in the order they are written."""
        return tuple(self.model.columns())

    def read(self, raw: Any, context: Context, number_format: str = "") -> Reading:  # noqa: ARG002
        """A list of dicts as it is; text by the grammar above. Raises Unclear where it can be read in several ways."""
        if isinstance(raw, (list, tuple)):
            return Reading([dict(row) for row in raw] or None)  # type: ignore[arg-type]
        text = "" if raw is None else str(raw).strip()
        if is_blank(squeeze(text), zero=True):
            return NOTHING
        notes: dict[str, None] = {}
        rows = [row for words in _rows(text) for row in self._read(words, context, notes)]
        filled = [row for row in rows if any(value is not None for value in row.values())]
        return Reading(filled or None, SEPARATOR.join(notes))  # type: ignore[arg-type]

    def _read(self, words: Sequence[Word], context: Context, notes: dict[str, None]) -> Sequence[Row]:
        """The child rows that the words between two ； mean."""
        if any(word.quoted for word in words):
            return [
                self._by_place([word.text if word.text or not word.quoted else NONE for word in words], context, notes)
            ]
        texts = [word.text for word in words]
        whole = " ".join(texts)
        one = self._certain(texts, context, notes)
        if one is not None:
            return [one]
        pieces = [piece.split() for piece in LOOSE.split(whole) if piece.strip()]
        if len(pieces) > 1:
            found = [self._certain(piece, context, notes) or self._unlisted(piece, context, notes) for piece in pieces]
            if len(
                {tuple(key for key, value in row.items() if value is not None) for row in found if row}
            ) == 1 and all(found):
                return [row for row in found if row]
            raise self._unclear(whole)
        last = self._loosely(texts, context, notes)
        if last is None:
            raise self._unclear(whole)
        return [last]

    def _loosely(self, texts: Sequence[str], context: Context, notes: dict[str, None]) -> Row | None:
        """Words that no list and no kind knows: several are one free text, one may end in a number, else each has its place."""
        first = self.columns[0].kind
        if len(texts) > 1 and _is_free(first) and first.name != "name" and not MISTYPED.fullmatch(texts[-1]):
            return self._lay([" ".join(texts)], (0,), context, notes)
        glued = self._glued(texts[0], context, notes, listed=False) if len(texts) == 1 else None
        return glued or self._unlisted(texts, context, notes)

    def _unclear(self, text: str) -> Unclear:
        order = "、".join(column.title for column in self.columns)
        return Unclear(
            f"“{text}”看不出怎样分开：各条之间用；，一条里按“{order}”的次序、用空格分开，内容里有空格或标点的加双引号"
        )

    def _certain(self, texts: Sequence[str], context: Context, notes: dict[str, None]) -> Row | None:
        """The one way to read unquoted words as one child row; None where there is none, or several."""
        count = len(self.columns)
        if count == 1:
            return None if LOOSE.search(" ".join(texts)) else self._lay([" ".join(texts)], (0,), context, notes)
        loose = any(LOOSE.search(text) for text in texts)
        if len(texts) == 1 and self._has_an_end(texts[0]) and (glued := self._glued(texts[0], context, notes)):
            return glued
        if len(texts) == count or (len(texts) < count and not loose):
            wordy = all(self._is_wordy(place, text) for place, text in enumerate(texts))
            laid = self._lay(texts, range(len(texts)), context, notes, listed=not wordy)
            if laid is not None:
                return laid
        if loose:
            return None
        if 1 < len(texts) < count:
            ways = [
                self._lay(texts, way, context, notes, listed=True) for way in combinations(range(count), len(texts))
            ]
            certain = [way for way in ways if way is not None]
            if len(certain) == 1:
                return certain[0]
        return self._glued(" ".join(texts), context, notes)

    def _unlisted(self, texts: Sequence[str], context: Context, notes: dict[str, None]) -> Row | None:
        """Words by their places, values that a list does not have yet included."""
        return self._lay(texts, range(len(texts)), context, notes) if len(texts) <= len(self.columns) else None

    def _lay(
        self,
        texts: Sequence[str],
        places: Sequence[int],
        context: Context,
        notes: dict[str, None],
        *,
        listed: bool = False,
    ) -> Row | None:
        """Each text read by the column of its place; None where one of them can't be, or is not `listed`."""
        trial = Context(context.lists, context.year, context.today)
        said: list[str] = []
        row: Row = {column.key: None for column in self.columns}
        for text, place in zip(texts, places, strict=True):
            column = self.columns[place]
            try:
                reading = column.kind.read(text, trial)
            except Unclear:
                return None
            if reading.value is None and not is_blank(text):
                return None
            row[column.key] = reading.value
            said += [reading.note] if reading.note else []
        if listed and trial.unlisted:
            return None
        context.unlisted.update(trial.unlisted)
        notes.update(dict.fromkeys(said))
        return row

    def _by_place(self, texts: Sequence[str], context: Context, notes: dict[str, None]) -> Row:
        if len(texts) > len(self.columns):
            raise self._unclear(" ".join(texts))
        row: Row = {column.key: None for column in self.columns}
        for column, text in zip(self.columns, texts, strict=False):
            if text != NONE:
                reading = column.kind.read(text, context)
                row[column.key] = reading.value
                notes |= {reading.note: None} if reading.note else {}
        return row

    def _glued(self, text: str, context: Context, notes: dict[str, None], *, listed: bool = True) -> Row | None:
        """What is written without spaces, read from its end: 上级拨付党费（1000元）; only where one column alone is free text."""
        found: list[tuple[int, str]] = []
        rest = text
        for place in range(len(self.columns) - 1, 0, -1):
            kind = self.columns[place].kind
            if _is_free(kind):
                return None
            match = (MONEY if kind.name == "money" else GLUED).match(rest)
            if match and match[1].strip() and self._lay([match[2]], [place], context, {}, listed=True):
                found.insert(0, (place, match[2]))
                rest = match[1].strip()
        if not found:
            return None
        return self._lay(
            [rest, *(word for _, word in found)], [0, *(place for place, _ in found)], context, notes, listed=listed
        )

    def _is_wordy(self, place: int, text: str) -> bool:
        """Whether a value of a list can't be taken for one of the columns behind it, nor be parted from its end.

        Behind a free text it is one that every office has, else it might be part of that text.
        """
        kind = self.columns[place].kind
        if not isinstance(kind, Code):
            return True
        if place and _is_free(self.columns[0].kind) and text not in _everywhere(kind.list):
            return False
        behind = self.columns[place + 1 :]
        return not behind or not (text.endswith(OPEN_ENDED) or any(_reads(column.kind, text) for column in behind))

    def _has_an_end(self, text: str) -> bool:
        """Whether a free text might be parted before what stands in brackets at its end: 合格（2024.1.5）."""
        return text.endswith((")", "）")) and _is_free(self.columns[0].kind)

    def show(self, value: Any) -> str:
        """One piece a child row; rows without anything are left out."""
        return SEPARATOR.join(piece for piece in (self._piece(row) for row in value or ()) if piece)

    def _piece(self, row: Mapping[str, Any]) -> str:
        shown = [column.kind.show(row.get(column.key)) for column in self.columns]
        while shown and not shown[-1]:
            shown.pop()
        if len(shown) == 1 and self._has_an_end(shown[0]):
            return _quoted(shown[0])
        return " ".join(self._word(place, text) for place, text in enumerate(shown))

    def _word(self, place: int, text: str) -> str:
        plain = text and text != NONE and not QUOTED.search(text) and self._is_wordy(place, text)
        if plain and (is_blank(text) or not is_blank(squeeze(text))):  # a lone ' would be taken for nothing
            return text
        return _quoted(text)

    def plain(self, value: Any) -> Any:
        """The same text as people read."""
        return self.show(value) or None


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _everywhere(name: str) -> frozenset[str]:
    """The values of a list that come with the program."""
    return shipped(name).texts if name in shipped_names() else frozenset()


def _rows(text: str) -> Iterator[list[Word]]:
    """The rows of a text as words; raises Unclear where a quote does not close."""
    words: list[Word] = []
    place = 0
    while place < len(text):
        found = WORD.match(text, place)
        if not found:
            raise Unclear(f"“{text[place : place + 12]}”的双引号不成对：内容里的双引号写两个，整个内容放在双引号里")
        place = found.end()
        if found["row"]:
            yield from [words] if words else []
            words = []
        elif found["quoted"] is not None:
            words.append(Word(found["quoted"].replace('""', '"'), quoted=True))
        elif found["plain"]:
            words.append(Word(found["plain"], quoted=False))
    yield from [words] if words else []


def _is_free(kind: Kind) -> bool:
    """Whether any text is a value of the kind."""
    return not isinstance(kind, Code) and kind.python is str and kind.editor in ("line", "note", "link")


def _reads(kind: Kind, text: str) -> bool:
    """Whether a number, a date or the like can be read from a text."""
    if isinstance(kind, Code) or _is_free(kind):
        return False
    try:
        return kind.read(text, Context()).value is not None
    except Unclear:
        return False


@dataclass(frozen=True)
class PrivateParts(Parts):
    """Child rows about somebody's family: lists tell how many."""

    sensitive: ClassVar[bool] = True
    passing: ClassVar[bool] = True

    def guarded(self, value: Any) -> str:
        """How many there are."""
        return f"{len(value)} 条" if value else ""


@dataclass(frozen=True)
class Children(Parts):
    """Records of a ledger that hangs on this one (`of`), written like child rows: each has an id and a life of its own."""

    of: Any = None

    @cached_property
    def columns(self) -> tuple[Any, ...]:
        """The fields of a child but for its link to the parent."""
        return tuple(column for column in self.of.columns.values() if column is not self.of.parent)


def children(ledger: Any) -> Children:
    """The records of a ledger whose records hang on those of the one that says so."""
    return Children(ledger.model, ledger)
