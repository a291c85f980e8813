"""Money in fen and in capitals (domain §3.5)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Unclear
from desktop.rules.money import capital, fen_of_number, grouped, read_fen, show_fen

READ = {
    "1,000": 100000,
    "￥1,000.00": 100000,
    "1000元": 100000,
    "1000 元": 100000,
    "1，000元整": 100000,
    "１０００": 100000,
    "人民币1000元": 100000,
    "0.5万元": 500000,
    "4.4万": 4400000,
    "-5.00": -500,
    "-￥5": -500,
    "￥-5": -500,
    "0": 0,
    ".5": 50,
}


@pytest.mark.parametrize(("text", "fen"), READ.items())
def test_read(text: str, fen: int) -> None:
    assert read_fen(text) == (fen, "")


@pytest.mark.parametrize(
    "text", ["1.005", "0.0000001万", "abc", "", "￥", "1,00", "12,34,56", "--5", "100元/人", "1e5"]
)
def test_unclear(text: str) -> None:
    with pytest.raises(Unclear):
        read_fen(text)


@pytest.mark.parametrize(
    ("number", "fen"), [(1000, 100000), (0.1 + 0.2, 30), (4.35, 435), (-5.5, -550), (123456789.29, 12345678929)]
)
def test_numbers(number: float, fen: int) -> None:
    assert fen_of_number(number) == (fen, "")


@pytest.mark.parametrize("number", [1000.005, float("nan"), float("inf")])
def test_unclear_numbers(number: float) -> None:
    with pytest.raises(Unclear):
        fen_of_number(number)


@given(st.integers(-(10**15), 10**15))
def test_what_is_shown_reads_the_same(fen: int) -> None:
    assert read_fen(show_fen(fen)).value == fen
    assert read_fen(grouped(fen)).value == fen


CAPITAL = {
    0: "零元整",
    4400000: "肆万肆仟元整",
    100000: "壹仟元整",
    1000: "壹拾元整",
    10000000: "壹拾万元整",
    1000100: "壹万零壹元整",
    140950: "壹仟肆佰零玖元伍角整",
    600714: "陆仟零柒元壹角肆分",
    1640902: "壹万陆仟肆佰零玖元零贰分",
    32504: "叁佰贰拾伍元零肆分",
    5: "伍分",
    100203000: "壹佰万贰仟零叁拾元整",
    10000000000: "壹亿元整",
    10700053: "壹拾万零柒仟元伍角叁分",
}


@pytest.mark.parametrize(("fen", "text"), CAPITAL.items())
def test_capital(fen: int, text: str) -> None:
    assert capital(fen) == text


def test_no_capital_below_zero() -> None:
    with pytest.raises(ValueError, match="-1"):
        capital(-1)


def fen_of_capital(text: str) -> int:
    """The amount read back, part by part."""
    yuan, found, rest = text.partition("元")
    if not found:
        yuan, rest = "", text
    fen = 0
    for digit, unit in re.findall("([壹贰叁肆伍陆柒捌玖])([角分])", rest):
        fen += "零壹贰叁肆伍陆柒捌玖".index(digit) * (10 if unit == "角" else 1)
    for word, worth in (("亿", 10**8), ("万", 10**4), ("", 1)):
        section, _, after = yuan.partition(word) if word in yuan and word else ("", "", yuan)
        if not word:
            section, after = yuan, ""
        yuan = after
        for digit, unit in re.findall("([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)", section):
            fen += "零壹贰叁肆伍陆柒捌玖".index(digit) * {"": 1, "拾": 10, "佰": 100, "仟": 1000}[unit] * worth * 100
    return fen


@given(st.integers(0, 10**14 - 1))
def test_capital_reads_back(fen: int) -> None:
    text = capital(fen)
    assert fen_of_capital(text) == fen
    assert "零零" not in text
    assert text.endswith("分") != text.endswith("整")
