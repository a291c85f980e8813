"""Numbers that are names: of identity, of telephones, of accounts; masked in lists."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from desktop.errors import Unclear
from desktop.ledger.kinds.base import NOTHING, Context, Kind
from desktop.rules.identity import masked, read_idno
from desktop.rules.phones import masked_phone, read_phone
from desktop.rules.reading import Reading, halfwidth, is_blank, squeeze

LEAST_ACCOUNT, MOST_ACCOUNT, SHOWN_DIGITS, EXACT = 8, 32, 4, 10**15


@dataclass(frozen=True)
class IdNo(Kind):
    """A resident identity number (GB 11643-1999), unless the column `unless` names another kind of paper."""

    unless: str = ""
    name: ClassVar[str] = "idno"
    spoken: ClassVar[bool] = False
    excel: ClassVar[str] = "@"
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
    spoken: ClassVar[bool] = False
    excel: ClassVar[str] = "@"
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
