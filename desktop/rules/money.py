"""Money in whole fen: read as clerks write it, shown in yuan, written out in capitals."""

import math
import re
from decimal import Decimal

from desktop.errors import Unclear
from desktop.rules.reading import Reading, halfwidth, squeeze

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = ("", "拾", "佰", "仟")
SECTIONS = ("", "万", "亿", "万亿")
AMOUNT = re.compile(
    r"^(?:人民币|RMB|CNY)?(-?)¥?(-?)(\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\.\d+)(万)?元?[整正]?$", re.ASCII
)


def read_fen(text: str) -> Reading:
    """1,000  ￥1,000.00  1000元  0.5万元; finer than a fen is refused."""
    plain = squeeze(halfwidth(text)).replace("，", ",").upper()
    found = AMOUNT.match(plain)
    if not found or (found[1] and found[2]):
        raise Unclear(f"金额“{text}”看不懂，请只写数字")
    fen = Decimal(found[3].replace(",", "")) * (1_000_000 if found[4] else 100)
    if fen != int(fen):
        raise Unclear(f"金额“{text}”比分还细，请核对")
    return Reading(-int(fen) if found[1] or found[2] else int(fen))


def fen_of_number(value: float) -> Reading:
    """A spreadsheet's number of yuan; its noise below a millionth of a fen is dropped."""
    if not math.isfinite(value):
        raise Unclear(f"金额 {value!r} 不是数字")
    fen = Decimal(repr(value)) * 100
    near = round(fen)
    if abs(fen - near) > Decimal("0.0001"):
        raise Unclear(f"金额 {value!r} 比分还细，请核对")
    return Reading(int(near))


def show_fen(fen: int) -> str:
    """Yuan with two decimals."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def grouped(fen: int) -> str:
    """Yuan with two decimals and commas."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def capital(fen: int) -> str:
    """The amount in capitals as vouchers want it (肆万肆仟元整), without 人民币."""
    if fen < 0:
        raise ValueError(fen)
    yuan, rest = divmod(fen, 100)
    jiao, cents = divmod(rest, 10)
    if not fen:
        return "零元整"
    text = f"{_whole(yuan, early=bool(jiao) and yuan % 10 == 0 and yuan // 10_000 % 10 == 0)}元" if yuan else ""
    if not rest:
        return f"{text}整"
    if jiao:
        text += f"{DIGITS[jiao]}角"
    elif yuan:
        text += "零"
    return text + (f"{DIGITS[cents]}分" if cents else "整")


def _whole(number: int, *, early: bool) -> str:
    """Whole yuan; with 角 to follow, a 0 at 万 and at 元 is said once, after 万 (支付结算办法 leaves it free)."""
    text, zero = "", False
    sections = []
    while number:
        number, section = divmod(number, 10_000)
        sections.append(section)
    for index in reversed(range(len(sections))):
        section = sections[index]
        if not section:
            zero = zero or bool(text)
            continue
        if text and (zero or section < 1000 or (early and index == 0)):
            text += "零"
        text += _section(section) + SECTIONS[index]
        zero = False
    return text


def _section(number: int) -> str:
    text, zero = "", False
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + UNITS[place]
            zero = False
        else:
            zero = True
    return text
