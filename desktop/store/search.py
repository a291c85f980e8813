"""The one search text of a record: its words, their pinyin and its initials, so that zs finds 张三."""

import csv
import os
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from desktop.ledger import Column, Ledger
from desktop.rules.strokes import Strokes
from desktop.settings import resources

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
SPOKEN = 24


@cache
def surnames() -> dict[str, str]:
    """Readings that surnames have and the dictionary does not (曾 单 解 仇 查)."""
    with (resources() / "surnames.csv").open(encoding="utf-8") as file:
        return {row["surname"]: row["pinyin"] for row in csv.DictReader(file)}


@lru_cache(maxsize=40_000)
def syllable(character: str) -> str:
    """The pinyin of one character, or what it is in lower case."""
    if not HAN.match(character):
        return character.lower() if character.isalnum() else ""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # characters are asked for one by one; phrases cost 0.14 s
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - a start need not pay for it

    return lazy_pinyin(character, style=Style.NORMAL)[0]


@lru_cache(maxsize=60_000)
def spelled(text: str, *, is_name: bool = False) -> tuple[str, str]:
    """The whole pinyin and the initials of a short text."""
    head: list[str] = []
    rest = text
    if is_name:
        for length in (2, 1):
            reading = surnames().get(text[:length])
            if reading and len(text) > length:
                head, rest = reading.split(), text[length:]
                break
    parts = [*head, *(syllable(character) for character in rest)]
    return "".join(parts), "".join(part[:1] for part in parts)


@cache
def strokes() -> Strokes:
    """The order of characters by strokes."""
    with (resources() / "strokes.tsv").open(encoding="utf-8") as file:
        return Strokes(file)


def by_pinyin(name: str | None) -> str | None:
    """What a name sorts by when names stand by their pinyin."""
    return " ".join((*spelled(name[:SPOKEN], is_name=True), name)) if name else name


def by_strokes(name: str | None) -> str | None:
    """What a name sorts by when names stand by strokes (笔画)."""
    return strokes().key(name)


def derived(ledger: Ledger, sought: Iterable[Column], values: Mapping[str, Any], title: str) -> dict[str, str]:
    """What a table keeps of a record for search and order: the search text, and where it has the column, the strokes."""
    found = {"find": find_text(ledger, sought, values, title)}
    return found | ({"strokes": by_strokes(title) or ""} if "strokes" in ledger.sql.c else {})


def find_text(ledger: Ledger, sought: Iterable[Column], values: Mapping[str, Any], title: str) -> str:
    """What search looks in, these columns; it begins with the title's pinyin, so it also sorts by pinyin."""
    named = ledger.columns[ledger.named[0]]
    whole, initials = spelled(title[:SPOKEN], is_name=named.names_people)
    words = [whole, initials]
    for column in sought:
        text = column.kind.show(values.get(column.key))
        if not text:
            continue
        words.append(text.lower())
        if column.kind.spoken and len(text) <= SPOKEN and HAN.search(text) and text != title:
            words += spelled(text, is_name=column.names_people)
    return " ".join(words)
