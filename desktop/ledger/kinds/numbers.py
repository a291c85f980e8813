"""Money, counts, years, hours, yes and no."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from desktop.errors import Unclear
from desktop.ledger.kinds.base import NOTHING, Align, Context, Kind
from desktop.rules.money import fen_of_number, read_fen, show_fen
from desktop.rules.numbers import read_count, read_hours
from desktop.rules.reading import Reading, is_blank, squeeze

YES = frozenset({"是", "有", "√", "✓", "☑", "Y", "YES", "TRUE", "1", "对", "1.0"})
NO = frozenset({"否", "无", "不是", "没有", "×", "X", "N", "NO", "FALSE", "0", "□", "0.0"})


@dataclass(frozen=True)
class Money(Kind):
    """Money, kept in fen and shown in yuan."""

    wan: bool = False
    name: ClassVar[str] = "money"
    spoken: ClassVar[bool] = False
    excel: ClassVar[str] = "0.00"
    unit: ClassVar[str] = "元"
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
    spoken: ClassVar[bool] = False
    counted: ClassVar[bool] = True
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
    span: ClassVar[Literal["", "time", "day", "year"]] = "year"

    def of_text(self, text: str, context: Context) -> Reading:
        """2022, 2022年, 2022年度."""
        return super().of_text(text.removesuffix("度").removesuffix("年"), context)


@dataclass(frozen=True)
class Hours(Kind):
    """A length of time in hours."""

    name: ClassVar[str] = "hours"
    spoken: ClassVar[bool] = False
    counted: ClassVar[bool] = True
    unit: ClassVar[str] = "小时"
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


@dataclass(frozen=True)
class Flag(Kind):
    """Yes or no (是/否)."""

    name: ClassVar[str] = "flag"
    spoken: ClassVar[bool] = False
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
