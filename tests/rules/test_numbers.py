"""Counts, hours, blanks and wide letters."""

import pytest

from desktop.errors import Unclear
from desktop.rules.numbers import read_count, read_hours
from desktop.rules.reading import halfwidth, is_blank, squeeze

COUNTS = {"12": 12, "12人": 12, "12人次": 12, "1,900": 1900, "１２": 12, "3.0": 3, "-3": -3} | {
    "三": 3,
    "两": 2,
    "十": 10,
    "十二名": 12,
    "二十": 20,
    "九十九": 99,
}
HOURS = {"4": 4, "4小时": 4, "2.5h": 2.5, "90分钟": 1.5, "30min": 0.5, "1小时30分": 1.5} | {
    "1个半小时": 1.5,
    "半小时": 0.5,
    "8学时": 8,
}


@pytest.mark.parametrize(("text", "count"), COUNTS.items())
def test_counts(text: str, count: int) -> None:
    assert read_count(text) == (count, "")


@pytest.mark.parametrize("text", ["1,900多", "1900余名", "约12", "3.5", "一百", "", "abc"])
def test_unclear_counts(text: str) -> None:
    with pytest.raises(Unclear):
        read_count(text)


@pytest.mark.parametrize(("text", "hours"), HOURS.items())
def test_hours(text: str, hours: float) -> None:
    assert read_hours(text) == (hours, "")


@pytest.mark.parametrize("text", ["", "-1", "abc", "一天"])
def test_unclear_hours(text: str) -> None:
    with pytest.raises(Unclear):
        read_hours(text)


@pytest.mark.parametrize("text", ["", "无", "—", "－", "-", "/", "\\", "、", "空", "不详"])
def test_blanks(text: str) -> None:
    assert is_blank(text)


def test_nought_is_blank_only_where_asked() -> None:
    assert not is_blank("0")
    assert is_blank("0", zero=True)


def test_white_space_and_wide_letters() -> None:
    assert squeeze("'\ufeff1 2\u00a03\u30004\u200b\t\n") == "1234"
    assert halfwidth("１９９８．０７：Ｘ") == "1998.07:X"
