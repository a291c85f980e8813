"""Kinds of value: how each is read from what people type, shown, aligned, and edited.

A value is kept in its plainest form: text, whole numbers (money in fen), hours as a float, booleans;
dates are ISO text known as far as they go (`1998`, `1998-07`, `1998-07-01`), so they sort right.
"""

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from desktop.errors import Unclear
from desktop.rules.dates import date_of_moment, date_of_number, read_date, read_moment, read_time, time_of_number
from desktop.rules.identity import masked, read_idno
from desktop.rules.money import fen_of_number, read_fen, show_fen
from desktop.rules.names import read_name
from desktop.rules.numbers import read_count, read_hours
from desktop.rules.phones import masked_phone, read_phone
from desktop.rules.reading import Reading, halfwidth, is_blank, squeeze

Align = Literal["left", "right", "center"]
NOTHING = Reading(None)
SEPARATOR = "；"
COVERED, NONE = "●●●", "—"
LEAST_ACCOUNT, MOST_ACCOUNT, SHOWN_DIGITS, EXACT = 8, 32, 4, 10**15


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
    amounts of a kind that `adds` are summed up.
    """

    name: ClassVar[str] = "text"
    editor: ClassVar[str] = "line"
    align: ClassVar[Align] = "left"
    width: ClassVar[int] = 12
    python: ClassVar[type] = str
    sensitive: ClassVar[bool] = False
    passing: ClassVar[bool] = False
    adds: ClassVar[bool] = False
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


@dataclass(frozen=True)
class Note(Kind):
    """Text of several lines."""

    name: ClassVar[str] = "note"
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
            text = " ".join(raw.replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", "").split())
            return NOTHING if is_blank(text, zero=True) else Reading(text.lstrip("'"))
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


@dataclass(frozen=True)
class Code(Kind):
    """A value of a code list, or several of it."""

    list: str = ""
    multi: bool = False
    name: ClassVar[str] = "code"
    editor: ClassVar[str] = "choice"
    width: ClassVar[int] = 10

    def read(self, raw: Any, context: Context, number_format: str = "") -> Reading:
        """The list's own wording; an unknown value is refused by a closed list, else taken as 待确认."""
        codes = context.lists.get(self.list)
        if codes and isinstance(raw, str) and raw in codes.synonyms:
            return Reading(codes.synonyms[raw])
        return super().read(raw, context, number_format)

    def of_text(self, text: str, context: Context) -> Reading:
        """Look the text up, whole first and then, where several may stand, one by one."""
        codes = context.lists.get(self.list)
        if codes is None:
            return Reading(text)
        found = codes.find(text)
        if found is not None:
            return Reading(found)
        apart = r"[；;\n]+" if re.search(r"[；;\n]", text) else r"[、，,/]+"  # a value may hold 、 itself
        words = [word for word in re.split(apart, text) if word.strip()]
        if self.multi and len(words) > 1:
            return Reading(
                SEPARATOR.join(
                    dict.fromkeys(
                        codes.find(word.strip()) or self._take(word.strip(), codes, context) for word in words
                    )
                )
            )
        return Reading(self._take(text, codes, context), f"“{text}”不在“{codes.title}”列表里，已作为待确认的值加入")

    def _take(self, text: str, codes: CodeList, context: Context) -> str:
        if codes.closed:
            near = difflib.get_close_matches(text, codes.texts, 1, 0.3)
            raise Unclear(f"“{text}”不是{codes.title}里的值", near[0] if near else "")
        context.unlisted[(self.list, text)] = None
        return text


@dataclass(frozen=True)
class Date(Kind):
    """A day, month or year, as far as it is known."""

    name: ClassVar[str] = "date"
    editor: ClassVar[str] = "date"
    width: ClassVar[int] = 10

    def of_text(self, text: str, context: Context) -> Reading:
        """Every way clerks write a date."""
        return read_date(text, year=context.year, today=context.today)

    def of_cell(self, raw: Any, context: Context, number_format: str) -> Reading:
        """A spreadsheet's own dates and numbers that mean one."""
        if isinstance(raw, (dt.datetime, dt.date)):
            return date_of_moment(raw, number_format)
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            return NOTHING if raw == 0 else date_of_number(raw, number_format, epoch_1904=context.epoch_1904)
        raise Unclear(f"“{raw}”不是日期")


@dataclass(frozen=True)
class Moment(Date):
    """A day with or without its time of day: `2022-03-05T14:30`."""

    name: ClassVar[str] = "moment"
    editor: ClassVar[str] = "moment"
    width: ClassVar[int] = 14

    def read(self, raw: Any, context: Context, number_format: str = "") -> Reading:
        """Keep the space between the day and the time until both are read."""
        if isinstance(raw, str):
            text = raw.strip(" \t\r\n\u00a0\u3000'")
            return (
                NOTHING
                if is_blank(squeeze(text), zero=True)
                else read_moment(text, year=context.year, today=context.today)
            )
        return super().read(raw, context, number_format)

    def of_cell(self, raw: Any, context: Context, number_format: str) -> Reading:
        """A spreadsheet's own moments."""
        if isinstance(raw, dt.datetime) and (raw.hour or raw.minute):
            return Reading(raw.strftime("%Y-%m-%dT%H:%M"))
        if isinstance(raw, float) and raw > 3000 and raw != int(raw) and raw < 80000:
            day = date_of_number(float(int(raw)), number_format, epoch_1904=context.epoch_1904)
            return Reading(f"{day.value}T{time_of_number(raw - int(raw)).value}")
        return super().of_cell(raw, context, number_format)

    def show(self, value: Any) -> str:
        """With a space between day and time."""
        return "" if value is None else str(value).replace("T", " ")


@dataclass(frozen=True)
class Time(Kind):
    """A time of day, `HH:MM`."""

    name: ClassVar[str] = "time"
    editor: ClassVar[str] = "time"
    align: ClassVar[Align] = "center"
    width: ClassVar[int] = 6
    zero_is_blank: ClassVar[bool] = False

    def of_text(self, text: str, context: Context) -> Reading:  # noqa: ARG002
        """8:00, 8点半, 下午2点."""
        return read_time(text)

    def of_cell(self, raw: Any, context: Context, number_format: str) -> Reading:  # noqa: ARG002
        """A spreadsheet's fraction of a day."""
        if isinstance(raw, dt.datetime | dt.time):
            return Reading(raw.strftime("%H:%M"))
        if isinstance(raw, dt.timedelta):
            return time_of_number(raw.total_seconds() / 86400)
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            return time_of_number(raw)
        raise Unclear(f"“{raw}”不是时间")


@dataclass(frozen=True)
class Money(Kind):
    """Money, kept in fen and shown in yuan."""

    wan: bool = False
    name: ClassVar[str] = "money"
    adds: ClassVar[bool] = True
    editor: ClassVar[str] = "money"
    align: ClassVar[Align] = "right"
    width: ClassVar[int] = 10
    python: ClassVar[type] = int
    zero_is_blank: ClassVar[bool] = False

    def of_text(self, text: str, context: Context) -> Reading:  # noqa: ARG002
        """Text with 元, commas or the sign of the yuan."""
        return read_fen(text)

    def of_cell(self, raw: Any, context: Context, number_format: str) -> Reading:  # noqa: ARG002
        """A number of yuan."""
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            return fen_of_number(raw)
        raise Unclear(f"“{raw}”不是金额")

    def show(self, value: Any) -> str:
        """Yuan with two decimals."""
        return "" if value is None else show_fen(value)

    def plain(self, value: Any) -> Any:
        """Yuan as text, never a float."""
        return None if value is None else show_fen(value)


@dataclass(frozen=True)
class Count(Kind):
    """A whole number."""

    name: ClassVar[str] = "count"
    adds: ClassVar[bool] = True
    editor: ClassVar[str] = "count"
    align: ClassVar[Align] = "right"
    width: ClassVar[int] = 6
    python: ClassVar[type] = int
    zero_is_blank: ClassVar[bool] = False

    def of_text(self, text: str, context: Context) -> Reading:  # noqa: ARG002
        """12, 12人, 三."""
        return read_count(text)

    def of_cell(self, raw: Any, context: Context, number_format: str) -> Reading:  # noqa: ARG002
        """A number without a fraction."""
        if isinstance(raw, (int, float)) and not isinstance(raw, bool) and raw == int(raw):
            return Reading(int(raw))
        raise Unclear(f"“{raw}”不是整数")


@dataclass(frozen=True)
class Ordinal(Count):
    """A whole number that is no amount: a place in an order, a term, a correction."""

    adds: ClassVar[bool] = False


@dataclass(frozen=True)
class Year(Ordinal):
    """A calendar year."""

    name: ClassVar[str] = "year"

    def of_text(self, text: str, context: Context) -> Reading:
        """2022, 2022年, 2022年度."""
        return super().of_text(text.removesuffix("度").removesuffix("年"), context)


@dataclass(frozen=True)
class Hours(Kind):
    """A length of time in hours."""

    name: ClassVar[str] = "hours"
    adds: ClassVar[bool] = True
    editor: ClassVar[str] = "hours"
    align: ClassVar[Align] = "right"
    width: ClassVar[int] = 6
    python: ClassVar[type] = float
    zero_is_blank: ClassVar[bool] = False

    def of_text(self, text: str, context: Context) -> Reading:  # noqa: ARG002
        """4, 4小时, 90分钟."""
        return read_hours(text)

    def of_cell(self, raw: Any, context: Context, number_format: str) -> Reading:  # noqa: ARG002
        """A number of hours."""
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            return Reading(float(raw))
        if isinstance(raw, dt.timedelta):
            return Reading(raw.total_seconds() / 3600)
        raise Unclear(f"“{raw}”不是时长")

    def show(self, value: Any) -> str:
        """No trailing zeros."""
        return "" if value is None else f"{value:g}"

    def plain(self, value: Any) -> Any:
        """A whole number of hours stays whole."""
        return int(value) if isinstance(value, float) and value.is_integer() else value


YES = frozenset({"是", "有", "√", "✓", "☑", "Y", "YES", "TRUE", "1", "对", "1.0"})
NO = frozenset({"否", "无", "不是", "没有", "×", "X", "N", "NO", "FALSE", "0", "□", "0.0"})


@dataclass(frozen=True)
class Flag(Kind):
    """Yes or no (是/否)."""

    name: ClassVar[str] = "flag"
    editor: ClassVar[str] = "flag"
    align: ClassVar[Align] = "center"
    width: ClassVar[int] = 6
    python: ClassVar[type] = bool
    zero_is_blank: ClassVar[bool] = False

    def read(self, raw: Any, context: Context, number_format: str = "") -> Reading:  # noqa: ARG002
        """是/否 and what stands for them; 无 is a no here."""
        text = "" if raw is None else squeeze(raw if isinstance(raw, str) else str(raw)).upper()
        if text in YES:
            return Reading(value=True)
        if text in NO:
            return Reading(value=False)
        if is_blank(text):
            return NOTHING
        raise Unclear(f"“{raw}”看不出是“是”还是“否”", "是 或 否")

    def show(self, value: Any) -> str:
        """是 or 否."""
        return "" if value is None else "是" if value else "否"

    def plain(self, value: Any) -> Any:
        """The text people see."""
        return self.show(value) or None


@dataclass(frozen=True)
class IdNo(Kind):
    """A resident identity number (GB 11643-1999), unless the column `unless` names another kind of paper."""

    unless: str = ""
    name: ClassVar[str] = "idno"
    width: ClassVar[int] = 18
    sensitive: ClassVar[bool] = True

    def of_text(self, text: str, context: Context) -> Reading:  # noqa: ARG002
        """Checked to the last digit."""
        return read_idno(text)

    def of_cell(self, raw: Any, context: Context, number_format: str) -> Reading:  # noqa: ARG002
        """A number kept as a number has lost its last digits."""
        if raw == 0:
            return NOTHING
        raise Unclear("身份证号以数值保存，末位已丢失，请把该列设为文本后重新填写")

    def guarded(self, value: Any) -> str:
        """Six digits, eight stars, four digits."""
        return "" if value is None else masked(value)


@dataclass(frozen=True)
class Phone(Kind):
    """One or several telephone numbers."""

    name: ClassVar[str] = "phone"
    width: ClassVar[int] = 12
    sensitive: ClassVar[bool] = True

    def read(self, raw: Any, context: Context, number_format: str = "") -> Reading:
        """Phones never refuse: what is odd is kept with a note."""
        if isinstance(raw, str):
            text = raw.strip()
            return NOTHING if is_blank(squeeze(text), zero=True) else read_phone(text)
        return super().read(raw, context, number_format)

    def of_text(self, text: str, context: Context) -> Reading:  # noqa: ARG002
        """Numbers that a spreadsheet kept as numbers come here."""
        return read_phone(text)

    def guarded(self, value: Any) -> str:
        """The middle of a number is starred."""
        return "" if value is None else masked_phone(value)


@dataclass(frozen=True)
class Account(Kind):
    """The number of a bank card or account."""

    width: ClassVar[int] = 20
    sensitive: ClassVar[bool] = True
    passing: ClassVar[bool] = True

    def of_text(self, text: str, context: Context) -> Reading:  # noqa: ARG002
        """Digits, as printed on the card in groups or not."""
        digits = re.sub(r"[\s-]", "", halfwidth(text))
        if not digits.isascii() or not digits.isdigit():
            raise Unclear("银行卡号只能是数字")
        if not LEAST_ACCOUNT <= len(digits) <= MOST_ACCOUNT:
            raise Unclear(f"银行卡号一般是 {LEAST_ACCOUNT} 到 {MOST_ACCOUNT} 位，这里是 {len(digits)} 位")
        return Reading(digits)

    def of_cell(self, raw: Any, context: Context, number_format: str) -> Reading:
        """A long number kept as a number has lost its last digits."""
        if isinstance(raw, (int, float)) and not isinstance(raw, bool) and abs(raw) >= EXACT:
            raise Unclear("银行卡号以数值保存，末位已丢失，请把该列设为文本后重新填写")
        return super().of_cell(raw, context, number_format)

    def guarded(self, value: Any) -> str:
        """The last four digits."""
        return f"****{value[-SHOWN_DIGITS:]}" if value else ""


@dataclass(frozen=True)
class Link(Kind):
    """Another record, by its title; kept as typed while the other is not known yet.

    `number` and `branch` name the columns of the same record that help to find a person;
    `makes` is the ledger in which a person with a new valid number is made.
    """

    to: str = ""
    number: str = ""
    branch: str = ""
    makes: str = ""
    person: bool = False
    name: ClassVar[str] = "link"
    editor: ClassVar[str] = "link"
    width: ClassVar[int] = 14

    def read(self, raw: Any, context: Context, number_format: str = "") -> Reading:
        """The typed title; finding the record is the office's work."""
        if isinstance(raw, str):
            text = (
                read_name(raw) if self.person else " ".join(raw.replace("\u00a0", " ").replace("\u3000", " ").split())
            )
            return NOTHING if is_blank(text, zero=True) else Reading(text)
        return super().read(raw, context, number_format)


@dataclass(frozen=True)
class Parts(Kind):
    """Child rows of one record, one line of text in lists: `上级拨付党费 1000.00；工会经费 500.00`.

    `columns` are (key, title, kind) of a child row, the first one its text; a value is a list of dicts.
    """

    model: Any = None
    columns: tuple[tuple[str, str, Kind], ...] = ()
    name: ClassVar[str] = "parts"
    editor: ClassVar[str] = "parts"
    width: ClassVar[int] = 20
    python: ClassVar[type] = list

    def read(self, raw: Any, context: Context, number_format: str = "") -> Reading:  # noqa: ARG002
        """A list of dicts as it is; text split at `；` and each piece read from its end."""
        if isinstance(raw, (list, tuple)):
            return Reading([dict(row) for row in raw] or None)  # type: ignore[arg-type]
        text = "" if raw is None else str(raw).strip()
        if is_blank(squeeze(text), zero=True):
            return NOTHING
        pieces = [piece for piece in re.split(r"[；;\n]+|[、，,](?=\s*[^\d\s])|\+", text) if piece.strip()]
        rows, notes = [], []
        for piece in pieces:
            row, note = self._row(piece.strip(), context)
            rows.append(row)
            notes += [note] if note else []
        return Reading(rows, SEPARATOR.join(notes))  # type: ignore[arg-type]

    def _row(self, piece: str, context: Context) -> tuple[dict[str, Any], str]:
        row: dict[str, Any] = {}
        rest = piece
        for key, _, kind in reversed(self.columns[1:]):
            found = re.match(
                r"(?s)^(.*?)[\s:：(（]*([^\s:：(（）)]+)[)）]?$"
                if kind.name != "money"
                else r"(?s)^(.*?)[\s:：(（￥¥]*(-?[\d,，.]+)\s*元?[)）]?$",
                rest,
            )
            row[key] = None
            if rest.endswith(f" {NONE}"):
                rest = rest.removesuffix(NONE).strip()
                continue
            if not found or not found[1].strip():
                continue
            try:
                strict = Context(context.lists, context.year, context.today)
                reading = kind.read(found[2], strict)
            except Unclear:
                continue
            if not strict.unlisted:
                row[key], rest = reading.value, found[1].strip()
        first = self.columns[0]
        reading = first[2].read(rest, context)
        return {first[0]: reading.value, **row}, reading.note

    def show(self, value: Any) -> str:
        """One piece a child row."""
        return SEPARATOR.join(self._piece(row) for row in value or ())

    def _piece(self, row: Mapping[str, Any]) -> str:
        shown = [kind.show(row.get(key)) for key, _, kind in self.columns]
        while shown and not shown[-1] and not self._mistaken(shown):
            shown.pop()
        return " ".join(word or NONE for word in shown)

    def _mistaken(self, shown: Sequence[str]) -> bool:
        """Whether what stands before an empty last column would be read as that column, were its dash left out."""
        before = [word for word in shown if word]
        kind = self.columns[len(shown) - 1][2]
        if kind.name == "code" or not before or (len(before) == 1 and " " not in before[0] and shown[0]):
            return False
        try:
            return kind.read(before[-1].split()[-1], Context()).value is not None
        except Unclear:
            return False

    def plain(self, value: Any) -> Any:
        """The same text as people read."""
        return self.show(value) or None


@dataclass(frozen=True)
class PrivateParts(Parts):
    """Child rows about somebody's family: lists tell how many."""

    sensitive: ClassVar[bool] = True
    passing: ClassVar[bool] = True

    def guarded(self, value: Any) -> str:
        """How many there are."""
        return f"{len(value)} 条" if value else ""


def coded(name: str, *, multi: bool = False) -> Code:
    """A value of the list `name`."""
    return Code(list=name, multi=multi)


def distinct(values: Sequence[str]) -> list[str]:
    """The values once each, in their order."""
    return list(dict.fromkeys(values))


TEXT, LINE, NOTE, NAME, DATE, MOMENT, TIME = Kind(), Line(), Note(), Name(), Date(), Moment(), Time()
PRIVATE, ACCOUNT, ORDINAL = Private(), Account(), Ordinal()
MONEY, COUNT, YEAR, HOURS, FLAG, IDNO, PHONE = Money(), Count(), Year(), Hours(), Flag(), IdNo(), Phone()
