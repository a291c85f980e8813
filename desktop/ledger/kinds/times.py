"""Days, months and years as far as they are known, moments, times of day."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from desktop.errors import Unclear
from desktop.ledger.kinds.base import NOTHING, Align, Context, Kind
from desktop.rules.dates import date_of_moment, date_of_number, read_date, read_moment, read_time, time_of_number
from desktop.rules.reading import Reading, is_blank, squeeze


@dataclass(frozen=True)
class Date(Kind):
    """A day, month or year, as far as it is known."""

    name: ClassVar[str] = "date"
    spoken: ClassVar[bool] = False
    span: ClassVar[Literal["", "time", "day", "year"]] = "day"
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
    spoken: ClassVar[bool] = False
    span: ClassVar[Literal["", "time", "day", "year"]] = "time"
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
