"""Dates as clerks write them, kept as ISO text known as far as they go: `1998`, `1998-07`, `1998-07-01`."""

import calendar
import datetime as dt
import math
import re
from functools import lru_cache

from desktop.errors import Unclear
from desktop.rules.reading import Reading, halfwidth, squeeze

EARLIEST, LATEST = 1850, 2200
LONGEST_SERIAL = 80000
DIGITS = dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True))
RELATIVE = {"今天": 0, "今日": 0, "明天": 1, "昨天": -1, "后天": 2, "前天": -2}
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
SPLIT = re.compile(r"^(\d{1,4})(?:[年.\-—–/、,，．·](\d{1,2})(?:[月.\-—–/、,，．·](\d{1,2})[日号]?)?月?)?年?[.\-/、]?$")
WITHOUT_YEAR = re.compile(r"^(\d{1,2})(?:月|[.\-/])(?:(\d{1,2})[日号]?)?$")
TAIL = re.compile(r"(入党|转正|出生|生|起|开始|参加工作|认定|发放)$")
PART_OF_DAY = "凌晨|清晨|早上|上午|早|中午|下午|傍晚|晚上|晚"
TIME_TAIL = re.compile(
    rf"(?<=[\d日号天])(?:[T\s]+(?:{PART_OF_DAY})?|(?:{PART_OF_DAY})|(?<=[日号]))\s*\d{{1,2}}[:：点时].*$"
)
WEEKDAY = re.compile(r"\s*[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?")
VAGUE = re.compile(r"(左右|前后|大约|大概|约|[?？]|上旬|中旬|下旬|初$|底$)")
CLOCK = re.compile(rf"^({PART_OF_DAY})?(\d{{1,2}})(?:[:点时](?:(\d{{1,2}})(?::\d{{1,2}})?分?|(半))?)$")
DAY_AND_CLOCK = re.compile(
    rf"^(.*?(?:\d[日号]?|[今明昨后前][天日]))(?:[\sT]+|(?=(?:{PART_OF_DAY}))|(?<=[日号]))((?:{PART_OF_DAY})?\s*\d{{1,2}}\s*[:点时].*)$"
)
RANGE = re.compile(r"\s*[-~—–至到]\s*")
TWO_DECIMALS = re.compile(r"[#,]*0\.00(?![0#])")


@lru_cache(maxsize=200_000)
def _read(text: str, year: int | None, today: dt.date) -> Reading:
    found = ISO.fullmatch(text)
    if found:
        return Reading(_checked(text, int(found[1]), int(found[2]), int(found[3])))
    plain = squeeze(TIME_TAIL.sub("", WEEKDAY.sub("", halfwidth(text).strip())))
    if plain in RELATIVE:
        return Reading((today + dt.timedelta(days=RELATIVE[plain])).isoformat())
    if VAGUE.search(plain):
        raise Unclear(f"日期“{text}”说得不确定，请写明年月日，或只写年、年月")
    plain = _arabic(TAIL.sub("", plain))
    if plain.isdigit() and len(plain) in (6, 8):
        parts = (plain[:4], plain[4:6], plain[6:] or None)
    elif match := SPLIT.match(plain):
        parts = (match[1], match[2], match[3])
        if len(parts[0]) <= 2 and "年" not in plain and parts[2] is None:
            return _short(text, plain, parts, year, today)
    elif match := WITHOUT_YEAR.match(plain):
        return _yearless(text, match[1], match[2], year)
    else:
        raise Unclear(f"日期“{text}”看不懂，请写成 1998-07-01 这样")
    return _whole(text, parts, today)


def _whole(text: str, parts: tuple[str, str | None, str | None], today: dt.date) -> Reading:
    number, note = int(parts[0]), ""
    if len(parts[0]) == 3 or (len(parts[0]) == 1 and parts[1]):
        raise Unclear(f"日期“{text}”的年份看不懂")
    if len(parts[0]) <= 2:
        number += 1900 if number > today.year % 100 else 2000
        note = f"“{text}”按 {number} 年理解"
    return Reading(_checked(text, number, *(int(part) if part else None for part in parts[1:])), note)


def _short(
    text: str, plain: str, parts: tuple[str, str | None, str | None], year: int | None, today: dt.date
) -> Reading:
    if parts[1] is None:
        raise Unclear(f"日期“{text}”看不懂，请写成 1998-07-01 这样")
    if int(parts[0]) > 12:
        return _whole(text, parts, today)
    match = WITHOUT_YEAR.match(plain)
    if match is None or year is None:
        raise Unclear(f"日期“{text}”没有年份，请写上年份")
    return _yearless(text, match[1], match[2], year)


def _yearless(text: str, month: str, day: str | None, year: int | None) -> Reading:
    if year is None:
        raise Unclear(f"日期“{text}”没有年份，请写上年份")
    return Reading(_checked(text, year, int(month), int(day) if day else None), f"“{text}”没有年份，按 {year} 年理解")


def _checked(text: str, year: int, month: int | None = None, day: int | None = None) -> str:
    whole = f"{year:04d}" + (f"-{month:02d}" if month is not None else "") + (f"-{day:02d}" if day is not None else "")
    try:
        dt.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise Unclear(f"日期“{text}”不存在") from None
    if not EARLIEST <= year <= LATEST:
        raise Unclear(f"日期“{text}”的年份不合情理")
    return whole


def _arabic(text: str) -> str:
    """Chinese numerals of a date as digits: 一九九八年七月, 七一年三月, 二十一日."""
    if not re.search(r"[〇零○一二三四五六七八九十]", text):
        return text
    text = re.sub(
        r"([一二三四五六七八九]?)十([一二三四五六七八九]?)",
        lambda m: f"{DIGITS.get(m[1], '1')}{DIGITS.get(m[2], '0')}",
        text,
    )
    return "".join(DIGITS.get(character, character) for character in text)


def read_date(text: str, *, year: int | None = None, today: dt.date | None = None) -> Reading:
    """A date in any of the ways clerks write it; without a year it takes `year`, and says so."""
    return _read(text, year, today or dt.date.today())


def date_of_number(value: float, number_format: str = "", *, epoch_1904: bool = False) -> Reading:
    """A number in a date column: a serial, 19760220, 197602, 1998, or 1998.07; 2008.1 only under the format 0.00."""
    if not math.isfinite(value):
        raise Unclear(f"数值 {value!r} 不是日期")
    if value == int(value):
        whole = int(value)
        if len(str(whole)) == 8 or (len(str(whole)) == 6 and EARLIEST <= whole // 100 <= LATEST):
            return read_date(str(whole))
        if 1900 <= whole <= 2100:
            return Reading(str(whole))
        if 1 < whole < LONGEST_SERIAL:
            return Reading(_serial(whole, epoch_1904=epoch_1904))
        raise Unclear(f"数值 {whole} 不是日期")
    if 1900 <= value < 2101:
        return _year_and_month(value, number_format)
    if 1 < value < LONGEST_SERIAL:
        return Reading(_serial(int(value), epoch_1904=epoch_1904))
    raise Unclear(f"数值 {value!r} 不是日期")


def _year_and_month(value: float, number_format: str) -> Reading:
    text = f"{value:.2f}"
    year, tail = text.split(".")
    if abs(value - float(text)) > 1e-6:
        raise Unclear(f"数值 {value!r} 不是日期")
    if tail == "10" and not TWO_DECIMALS.match(number_format):
        raise Unclear(
            f"数值 {year}.1 可能是 {year}年1月，也可能是 {year}年10月，请改成文本写清楚", f"{year}-01 或 {year}-10"
        )
    if int(tail) > 12 and tail[1] == "0":  # 2008.2 can only be February: there is no month 20
        return Reading(f"{year}-0{tail[0]}")
    return Reading(_checked(text, int(year), int(tail)))


def _serial(days: int, *, epoch_1904: bool) -> str:
    start = dt.date(1904, 1, 1) if epoch_1904 else dt.date(1899, 12, 30 if days > 59 else 31)
    return (start + dt.timedelta(days=days)).isoformat()


def date_of_moment(value: dt.datetime | dt.date, number_format: str = "") -> Reading:
    """A spreadsheet's date; only a month where its format shows no day (mmm-yy, yyyy"年"m"月")."""
    iso = value.strftime("%Y-%m-%d") if value.year >= 1000 else value.isoformat()[:10]
    return Reading(iso[: _shown(number_format)])


@lru_cache(maxsize=1000)
def _shown(number_format: str) -> int:
    """How much of an ISO date a format shows: 4 a year, 7 a month, 10 a day."""
    shown = re.sub(r"\"[^\"]*\"|\[[^\]]*\]|[\\_*].", "", number_format).lower()
    shown = re.sub(r"h+[^a-z]*m+|m+[^a-z]*s+", "", shown)
    if shown == "general" or "y" not in shown or "d" in shown:
        return 10
    return 7 if "m" in shown else 4


def tells(number_format: str) -> bool:
    """Whether a number format changes what a date cell means."""
    return _shown(number_format) < 10 or bool(TWO_DECIMALS.match(number_format))


@lru_cache(maxsize=50_000)
def _moment(text: str, year: int | None, today: dt.date) -> Reading:
    found = DAY_AND_CLOCK.match(WEEKDAY.sub("", halfwidth(text).strip()))
    if not found:
        return _read(text, year, today)
    day = _read(found[1], year, today)
    begins, *ends = RANGE.split(found[2])
    clock = read_time(begins).value
    note = "；".join(filter(None, (day.note, f"“{text}”只取了开始时间" if ends else "")))
    if not ISO.fullmatch(str(day.value)):
        raise Unclear(f"时间“{text}”没有写到日，请写成 2022-03-05 14:30 这样")
    if clock == "24:00":
        return Reading(f"{start_of(str(day.value)) + dt.timedelta(days=1)}T00:00", note)
    return Reading(f"{day.value}T{clock}", note)


def read_moment(text: str, *, year: int | None = None, today: dt.date | None = None) -> Reading:
    """A day with its time of day where it has one: `2022-03-05T14:30`; of a range its start, and 24:00 is the next day."""
    return _moment(text, year, today or dt.date.today())


def read_time(text: str) -> Reading:
    """A time of day as `HH:MM`: 8:00, 8：00, 8点半, 下午2点."""
    plain = squeeze(halfwidth(text))
    found = CLOCK.match(plain)
    if not found and re.fullmatch(r"\d{3,4}", plain):
        found = CLOCK.match(f"{plain[:-2]}:{plain[-2:]}")
    if not found:
        raise Unclear(f"时间“{text}”看不懂，请写成 08:30 这样")
    hour, minute = int(found[2]), 30 if found[4] else int(found[3] or 0)
    if (found[1] in ("下午", "傍晚", "晚上", "晚") and hour < 12) or (found[1] == "中午" and hour < 3):
        hour += 12
    elif hour == 12 and found[1] in ("晚上", "晚", "凌晨"):
        hour = 0 if found[1] == "凌晨" else 24
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise Unclear(f"时间“{text}”不存在")
    return Reading(f"{hour:02d}:{minute:02d}")


def time_of_number(value: float) -> Reading:
    """A fraction of a day, as spreadsheets keep times."""
    if not 0 <= value <= 1:
        raise Unclear(f"数值 {value!r} 不是时间")
    minutes = round(value * 1440)
    return Reading(f"{minutes // 60:02d}:{minutes % 60:02d}")


def chinese_date(iso: str) -> str:
    """1998年7月1日, as far as it is known."""
    parts = iso[:10].split("-")
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def styled(iso: str, style: str) -> str:
    """A partial date in an office's style: 1998-07-01, 1998.07.01 or 1998年7月1日."""
    if "年" in style:
        return chinese_date(iso)
    return iso.replace("-", ".") if "." in style else iso


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` later, clamped to the month's end."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def start_of(iso: str) -> dt.date:
    """The first day a partial date may mean."""
    return dt.date.fromisoformat(iso[:10] + "-01-01"[len(iso[:10]) - 4 : 6] if len(iso) < 10 else iso[:10])


def end_of(iso: str) -> dt.date:
    """The last day a partial date may mean."""
    if len(iso) >= 10:
        return dt.date.fromisoformat(iso[:10])
    if len(iso) == 7:
        year, month = int(iso[:4]), int(iso[5:])
        return dt.date(year, month, calendar.monthrange(year, month)[1])
    return dt.date(int(iso), 12, 31)


def day_meant(text: str) -> dt.date:
    """The day that a typed date stands for, of a month or a year its last; raises Unclear."""
    found = read_date(text).value
    if not found:
        raise Unclear("日期是空的")
    return end_of(str(found))


def full_years(start: dt.date, as_of: dt.date) -> int:
    """Whole years from one day to another (周年); a year is full on the same day of the year, clamped."""
    years = as_of.year - start.year
    return years if add_months(start, 12 * years) <= as_of else years - 1


def age(birth: str | None, day: dt.date) -> int | None:
    """Full years of age; None where the date of birth leaves it open."""
    if not birth:
        return None
    least, most = full_years(end_of(birth), day), full_years(start_of(birth), day)
    return most if least == most and most >= 0 else None
