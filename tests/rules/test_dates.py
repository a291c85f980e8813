"""Dates as clerks write them (domain §8.3), and the spreadsheet's own."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Unclear
from desktop.rules.dates import (
    add_months,
    chinese_date,
    date_of_moment,
    date_of_number,
    end_of,
    full_years,
    read_date,
    read_moment,
    read_time,
    start_of,
    time_of_number,
)

TODAY = dt.date(2026, 11, 23)

PLAIN = """
1998.07 1998-07
1998.7 1998-07
1998.1 1998-01
1998.10 1998-10
1998年7月 1998-07
1998年07月01日 1998-07-01
19980701 1998-07-01
199807 1998-07
1998-7-1 1998-07-01
1998/07 1998-07
1998、7 1998-07
1998．7 1998-07
1998—7—1 1998-07-01
1998.07.01 1998-07-01
1998 1998
1998年 1998
一九九八年七月一日 1998-07-01
一九九八年十二月三十一日 1998-12-31
二〇〇一年 2001
二○○一年 2001
1976年7月1日入党 1976-07-01
1998.7.1生 1998-07-01
２０２２-０６-２３ 2022-06-23
1998_年_7_月_1_日 1998-07-01
2022/01/21__09:30 2022-01-21
2022-01-21_00:00:00 2022-01-21
2022-01-21T00:00:00 2022-01-21
2022-1-21_上午9:00 2022-01-21
2022年1月21日9时30分 2022-01-21
2022年3月5日（星期六） 2022-03-05
今天 2026-11-23
明天 2026-11-24
昨天 2026-11-22
后天 2026-11-25
前天 2026-11-21
2024-02-29 2024-02-29
"""


@pytest.mark.parametrize("line", PLAIN.split("\n")[1:-1])
def test_certain(line: str) -> None:
    text, iso = line.rsplit(" ", 1)
    assert read_date(text.replace("_", " "), today=TODAY) == (iso, "")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("98.7", "1998-07"),
        ("98年7月", "1998-07"),
        ("七一年三月", "1971-03"),
        ("26.5", "2026-05"),
        ("27.5", "1927-05"),
        ("05.06.07", "2005-06-07"),
    ],
)
def test_two_digit_years_turn_on_the_present_one(text: str, iso: str) -> None:
    assert read_date(text, today=TODAY) == (iso, f"“{text}”按 {iso[:4]} 年理解")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("6月21日", "2023-06-21"),
        ("6月", "2023-06"),
        ("06-21", "2023-06-21"),
        ("6/21", "2023-06-21"),
        ("6.21", "2023-06-21"),
    ],
)
def test_a_year_from_the_title_is_taken_and_told(text: str, iso: str) -> None:
    assert read_date(text, year=2023, today=TODAY) == (iso, f"“{text}”没有年份，按 2023 年理解")
    with pytest.raises(Unclear, match="没有年份"):
        read_date(text, today=TODAY)


def test_a_two_digit_year_wins_over_the_title() -> None:
    assert read_date("98.7", year=2023, today=TODAY).value == "1998-07"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2001.13.40", "日期“2001.13.40”不存在"),
        ("2023-02-30", "日期“2023-02-30”不存在"),
        ("20230230", "不存在"),
        ("199813", "不存在"),
        ("1998-0-1", "不存在"),
        ("1700-01-01", "不合情理"),
        ("3000-01-01", "不合情理"),
        ("1998年前后", "不确定"),
        ("1998年左右", "不确定"),
        ("约1998年", "不确定"),
        ("1998年?", "不确定"),
        ("1998年7月初", "不确定"),
        ("1956.09前", "看不懂"),
        ("7", "看不懂"),
        ("二十一日", "看不懂"),
        ("2022.6.1至2022.6.3", "看不懂"),
        ("abc", "看不懂"),
    ],
)
def test_unclear(text: str, reason: str) -> None:
    with pytest.raises(Unclear, match=reason):
        read_date(text, today=TODAY)


@given(st.dates(dt.date(1850, 1, 1), dt.date(2199, 12, 31)), st.sampled_from([4, 7, 10]))
def test_what_is_shown_reads_the_same(day: dt.date, known: int) -> None:
    iso = day.isoformat()[:known]
    assert read_date(iso).value == iso
    assert read_date(chinese_date(iso)).value == iso


@pytest.mark.parametrize(
    ("number", "number_format", "iso"),
    [
        (36008, "", "1998-08-01"),
        (36008.5, "yyyy-mm-dd", "1998-08-01"),
        (59, "", "1900-02-28"),
        (61, "", "1900-03-01"),
        (19760220, "", "1976-02-20"),
        (199807, "", "1998-07"),
        (1998, "", "1998"),
        (1998.07, "", "1998-07"),
        (2008.01, "", "2008-01"),
        (2008.11, "", "2008-11"),
        (2008.12, "", "2008-12"),
        (2008.1, "0.00", "2008-10"),
        (2008.1, "0.00_);[Red]\\(0.00\\)", "2008-10"),
    ],
)
def test_numbers_in_a_date_column(number: float, number_format: str, iso: str) -> None:
    assert date_of_number(number, number_format) == (iso, "")


def test_the_epoch_of_old_macs() -> None:
    assert date_of_number(34546, epoch_1904=True).value == "1998-08-01"


@pytest.mark.parametrize("number", [2008.1, 2008.13, 2008.071, 19981340, 0.5, 1, -5, 1e9, float("nan"), float("inf")])
def test_numbers_that_are_no_date(number: float) -> None:
    with pytest.raises(Unclear):
        date_of_number(number)


def test_january_or_october_is_asked() -> None:
    with pytest.raises(Unclear, match="2008年1月，也可能是 2008年10月") as caught:
        date_of_number(2008.1, "0.0")
    assert caught.value.suggestion == "2008-01 或 2008-10"


@pytest.mark.parametrize(
    ("number_format", "iso"),
    [
        ("", "1998-07-01"),
        ("General", "1998-07-01"),
        ("yyyy-mm-dd", "1998-07-01"),
        ('yyyy"年"m"月"d"日"', "1998-07-01"),
        ("h:mm", "1998-07-01"),
        ("mmm-yy", "1998-07"),
        ('yyyy"年"m"月"', "1998-07"),
        ('yyyy"d"mm', "1998-07"),
        ("[Red]yyyy/m", "1998-07"),
        ("yyyy", "1998"),
        ("yyyy hh:mm", "1998"),
    ],
)
def test_a_format_without_a_day_means_a_month(number_format: str, iso: str) -> None:
    assert date_of_moment(dt.datetime(1998, 7, 1), number_format).value == iso


MOMENTS = {
    "2022-03-05T14:30": "2022-03-05T14:30",
    "2022/01/21  09:30": "2022-01-21T09:30",
    "2019/2/3  14:30": "2019-02-03T14:30",
    "2022年3月5日 14时30分": "2022-03-05T14:30",
    "2022年3月5日下午2点": "2022-03-05T14:00",
    "2022年3月5日（星期六）14:30": "2022-03-05T14:30",
    "2022-3-5 下午2:30": "2022-03-05T14:30",
    "2022-3-5下午2:30": "2022-03-05T14:30",
    "2022-3-5 14：30": "2022-03-05T14:30",
    "昨天 14:30": "2026-11-22T14:30",
    "2022-01-21 24:00": "2022-01-22T00:00",
    "2022-01-21": "2022-01-21",
    "2022年3月": "2022-03",
}


@pytest.mark.parametrize(("text", "moment"), MOMENTS.items())
def test_moments(text: str, moment: str) -> None:
    assert read_moment(text, today=TODAY) == (moment, "")


@pytest.mark.parametrize("text", ["2022-01-21 09:30-11:00", "2022-01-21 9：30～11：00", "2022年1月21日9:30—11:00"])
def test_of_a_range_the_start(text: str) -> None:
    assert read_moment(text, today=TODAY) == ("2022-01-21T09:30", f"“{text}”只取了开始时间")


@pytest.mark.parametrize("text", ["2022-01-21 25:00", "2022年3月 14:30", "3月5日 14:30"])
def test_unclear_moments(text: str) -> None:
    with pytest.raises(Unclear):
        read_moment(text, today=TODAY)


TIMES = {
    "8:00": "08:00",
    "8：00": "08:00",
    "8点半": "08:30",
    "8时30分": "08:30",
    "下午2点": "14:00",
    "凌晨2点": "02:00",
    "中午12点": "12:00",
    "中午1点": "13:00",
    "晚上12点": "24:00",
    "0830": "08:30",
    "08:30:00": "08:30",
    "24:00": "24:00",
}


@pytest.mark.parametrize(("text", "clock"), TIMES.items())
def test_times(text: str, clock: str) -> None:
    assert read_time(text).value == clock


@pytest.mark.parametrize("text", ["24:30", "25:00", "12:60", "abc", "8"])
def test_unclear_times(text: str) -> None:
    with pytest.raises(Unclear):
        read_time(text)


def test_fractions_of_a_day() -> None:
    assert [time_of_number(n).value for n in (0, 0.333, 0.5, 1.0)] == ["00:00", "08:00", "12:00", "24:00"]
    with pytest.raises(Unclear):
        time_of_number(1.5)


@pytest.mark.parametrize(
    ("iso", "first", "last", "chinese"),
    [
        ("1998", dt.date(1998, 1, 1), dt.date(1998, 12, 31), "1998年"),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29), "2024年2月"),
        ("1998-07-01", dt.date(1998, 7, 1), dt.date(1998, 7, 1), "1998年7月1日"),
    ],
)
def test_partial_dates(iso: str, first: dt.date, last: dt.date, chinese: str) -> None:
    assert (start_of(iso), end_of(iso), chinese_date(iso)) == (first, last, chinese)


def test_years_are_full_on_the_day_clamped_to_the_month() -> None:
    assert add_months(dt.date(2023, 12, 31), 2) == dt.date(2024, 2, 29)
    assert full_years(dt.date(1996, 2, 29), dt.date(2023, 2, 27)) == 26
    assert full_years(dt.date(1996, 2, 29), dt.date(2023, 2, 28)) == 27
