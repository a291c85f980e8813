"""Resident identity numbers (GB 11643-1999): checked to the last digit, never repaired silently."""

import datetime as dt
import re
from functools import lru_cache
from operator import mul

from desktop.errors import Unclear
from desktop.rules.reading import Reading, halfwidth, squeeze

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
LENGTH, OLD_LENGTH = 18, 15
WHOLE = re.compile(r"[0-9]{17}[0-9X]")


def check_digit(body: str) -> str:
    """The 18th character for the first 17 digits."""
    area, born, order = _weighed(body[:6], 0), _weighed(body[6:14], 6), _weighed(body[14:17], 14)
    return CHECKS[(area + born + order) % 11]


@lru_cache(maxsize=30_000)
def _weighed(digits: str, at: int) -> int:
    """The weighted sum of some digits of a number; area, day of birth and order come again from number to number."""
    return sum(map(mul, WEIGHTS[at:], map(int, digits)))


def upgraded(old: str) -> str:
    """The 18-digit number that a 15-digit one became."""
    body = f"{old[:6]}19{old[6:]}"
    return body + check_digit(body)


@lru_cache(maxsize=30_000)
def _born(digits: str) -> dt.date:
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise Unclear(f"身份证号里的出生日期 {digits} 不存在") from None


def read_idno(text: str) -> Reading:
    """An 18-digit number; a 15-digit one is refused with the 18 digits it became."""
    number = squeeze(halfwidth(text)).upper()
    if not WHOLE.fullmatch(number):
        raise _odd(number)
    born = _born(number[6:14])
    if born > dt.date.today() or born.year < 1880:
        raise Unclear(f"身份证号里的出生日期 {born.isoformat()} 不合情理")
    if check_digit(number) != number[17]:
        raise Unclear("身份证号的校验位不对，请对照证件核对")
    return Reading(number)


def _odd(number: str) -> Unclear:
    """Why something has not even the form of a number."""
    if re.search(r"\.|E\+?\d+$", number):
        return Unclear("身份证号以数值保存，末位已丢失，请把该列设为文本后重新填写")
    if len(number) == OLD_LENGTH and number.isdigit():
        return Unclear("15 位旧号码，请核对后换成 18 位", upgraded(number))
    if len(number) != LENGTH:
        return Unclear(f"身份证号应为 18 位，现在是 {len(number)} 位")
    return Unclear("身份证号里有不该出现的字符")


def birth_of(number: str) -> str:
    """The day of birth on the number, ISO."""
    return f"{number[6:10]}-{number[10:12]}-{number[12:14]}"


def sex_of(number: str) -> str:
    """The sex on the number: an odd 17th digit is 男."""
    return "男" if int(number[16]) % 2 else "女"


def masked(number: str) -> str:
    """For lists and notices: six digits, eight stars, four digits."""
    if len(number) == LENGTH:
        return f"{number[:6]}********{number[14:]}"
    return number[:2] + "*" * max(len(number) - 4, 1) + number[-2:] if len(number) > 4 else "*" * len(number)
