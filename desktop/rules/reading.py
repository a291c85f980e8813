"""What every reader of typed values shares: halves of wide letters, blanks as clerks write them."""

import re
import unicodedata
from typing import NamedTuple

BLANKS = frozenset({"", "无", "—", "——", "－", "-", "--", "/", "\\", "、", "空", "不详", "／", "–"})
WHITE = re.compile(r"[\s\u00a0\u3000\u200b\ufeff]+")


class Reading(NamedTuple):
    """A value as read, and what to tell where something was assumed."""

    value: str | int | float | bool | None
    note: str = ""


def halfwidth(text: str) -> str:
    """Full-width digits, letters and punctuation as ASCII; for digits, dates and phones, never for names."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def squeeze(text: str) -> str:
    """The text without any white space, and without the apostrophe that marks text in a spreadsheet."""
    return text if text.isalnum() else WHITE.sub("", text).lstrip("'’")


def is_blank(text: str, zero: bool = False) -> bool:  # noqa: FBT001, FBT002 - reads as is_blank(text, zero=True)
    """Whether a clerk means nothing by it (填写说明: 没有的填“无”或者划“—”); 0 only where it can't be a value."""
    return text in BLANKS or (zero and text in ("0", "0.0"))
