"""Kinds of text: lines, notes, names, and what is told in confidence."""

from dataclasses import dataclass
from typing import Any, ClassVar

from desktop.ledger.kinds.base import NOTHING, Context, Kind
from desktop.rules.names import read_name
from desktop.rules.reading import Reading, is_blank

COVERED = "●●●"


@dataclass(frozen=True)
class Note(Kind):
    """Text of several lines."""

    name: ClassVar[str] = "note"
    spoken: ClassVar[bool] = False
    editor: ClassVar[str] = "note"
    width: ClassVar[int] = 24

    def read(self, raw: Any, context: Context, number_format: str = "") -> Reading:
        """Keep line breaks and inner spaces; only the ends are trimmed."""
        if isinstance(raw, str):
            text = raw.strip(" \t\r\n\u00a0\u3000\u200b\ufeff")
            return NOTHING if is_blank(text, zero=True) else Reading(text.replace("\r\n", "\n"))
        return super().read(raw, context, number_format)


@dataclass(frozen=True)
class Private(Note):
    """Text about somebody's health or need: read in the form, covered in lists, not kept for ever."""

    sensitive: ClassVar[bool] = True
    passing: ClassVar[bool] = True

    def guarded(self, value: Any) -> str:
        """That there is something, not what."""
        return COVERED if value else ""


@dataclass(frozen=True)
class Line(Kind):
    """Text of one line whose inner spaces are kept."""

    def read(self, raw: Any, context: Context, number_format: str = "") -> Reading:
        """Trim the ends and fold line breaks into a space."""
        if isinstance(raw, str):
            text = " ".join(raw.replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", "").split()).lstrip("'")
            return NOTHING if is_blank(text, zero=True) else Reading(text)
        return super().read(raw, context, number_format)


@dataclass(frozen=True)
class Name(Kind):
    """A person's name, code points kept as given."""

    name: ClassVar[str] = "name"
    width: ClassVar[int] = 8

    def read(self, raw: Any, context: Context, number_format: str = "") -> Reading:
        """Drop spaces inside Han names, unify the interpunct."""
        if isinstance(raw, str):
            text = read_name(raw)
            return NOTHING if is_blank(text, zero=True) else Reading(text)
        return super().read(raw, context, number_format)
