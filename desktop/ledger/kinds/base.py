"""What every kind of value shares, and what reading one may need to know."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from desktop.rules.dates import date_of_moment
from desktop.rules.reading import Reading, halfwidth, is_blank, squeeze

Align = Literal["left", "right", "center"]
NOTHING = Reading(None)
SEPARATOR = "；"


@dataclass
class CodeList:
    """One editable list of values, or a national one that is closed."""

    name: str
    title: str
    closed: bool = False
    texts: list[str] = field(default_factory=list)
    synonyms: dict[str, str] = field(default_factory=dict)
    pending: set[str] = field(default_factory=set)

    def find(self, text: str) -> str | None:
        """The list's own wording for what was typed, or None."""
        if text in self.synonyms:
            return self.synonyms[text]
        return self.synonyms.get(halfwidth(text).replace(" ", ""))

    def add(self, text: str, synonyms: Iterable[str] = (), *, offered: bool = True) -> None:
        """Take a value in, with what people also write for it; one not offered is only understood."""
        if offered:
            self.texts.append(text)
        for word in (text, *synonyms):
            self.synonyms.setdefault(word, text)
            self.synonyms.setdefault(halfwidth(word).replace(" ", ""), text)


@dataclass
class Context:
    """What reading a value may need to know beyond the value."""

    lists: Mapping[str, CodeList] = field(default_factory=dict)
    year: int | None = None
    today: dt.date = field(default_factory=dt.date.today)
    epoch_1904: bool = False
    unlisted: dict[tuple[str, str], None] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """One type of value with every face it has; this one is a line of text.

    A `sensitive` value is masked in lists; a `passing` one is cleared when the office's retention time is over;
    amounts of a kind that `adds` are summed up, in its `unit`. In a spreadsheet it has the format `excel`, as a number
    where it is `counted`. What is `spoken` is found by its pinyin. A `span` of time is one of the clock, a day or a year.
    """

    name: ClassVar[str] = "text"
    editor: ClassVar[str] = "line"
    align: ClassVar[Align] = "left"
    width: ClassVar[int] = 12
    python: ClassVar[type] = str
    sensitive: ClassVar[bool] = False
    passing: ClassVar[bool] = False
    adds: ClassVar[bool] = False
    unit: ClassVar[str] = ""
    excel: ClassVar[str] = "General"
    counted: ClassVar[bool] = False
    spoken: ClassVar[bool] = True
    span: ClassVar[Literal["", "time", "day", "year"]] = ""
    zero_is_blank: ClassVar[bool] = True

    def read(self, raw: Any, context: Context, number_format: str = "") -> Reading:
        """Turn a cell or typed text into a value; raises Unclear when it can't be read for certain."""
        if raw is None:
            return NOTHING
        if isinstance(raw, str):
            text = squeeze(raw)
            return NOTHING if is_blank(text, self.zero_is_blank) else self.of_text(text, context)
        return self.of_cell(raw, context, number_format)

    def of_text(self, text: str, context: Context) -> Reading:  # noqa: ARG002 - other kinds look things up
        """Read text that is not blank."""
        return Reading(text)

    def of_cell(self, raw: Any, context: Context, number_format: str) -> Reading:
        """Read a cell that a spreadsheet keeps as a number, a date or a yes/no."""
        if isinstance(raw, bool):
            return Reading("是" if raw else "否")
        if isinstance(raw, (int, float)):
            if raw == 0 and self.zero_is_blank:
                return NOTHING
            return self.of_text(plain_number(raw), context)
        if isinstance(raw, (dt.datetime, dt.date)):
            return self.of_text(date_of_moment(raw, number_format).value or "", context)  # type: ignore[arg-type]
        return self.of_text(str(raw), context)

    def show(self, value: Any) -> str:
        """The value as people read it."""
        return "" if value is None else str(value)

    def plain(self, value: Any) -> Any:
        """The value as other programs read it (JSON)."""
        return value

    def guarded(self, value: Any) -> str:
        """The value as lists show it where others may look on: sensitive kinds are masked."""
        return self.show(value)


def plain_number(number: float) -> str:
    """A number as a person would write it: no `.0`, no exponent below 10^15."""
    if isinstance(number, int) or (abs(number) < 1e15 and number == int(number)):
        return str(int(number))
    return repr(number)
