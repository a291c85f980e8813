"""Telephone numbers: mobiles as 11 digits, landlines with their area code, anything odd kept as it is."""

import re

from desktop.rules.reading import Reading, halfwidth, is_blank, squeeze

MOBILE = re.compile(r"(?:\+86|0086|86)?(1[3-9]\d{9})")
PLAIN = re.compile(r"1[3-9][0-9]{9}")
LANDLINE = re.compile(r"(?:(?:\+86|0086)-?)?\(?(0\d{2,3})\)?-?(\d{7,8})(?:(?:-|转)(\d{1,6}))?")
SEVERAL = re.compile(r"[/、,，;；\n\\]+|\s+(?=1[3-9]\d{9}|0\d{2,3}-)")


def read_phone(text: str) -> Reading:
    """One or several numbers, joined by `；`; never refused."""
    if PLAIN.fullmatch(text):
        return Reading(text)
    whole = halfwidth(text).strip().lstrip("'").strip()
    joined = _one(whole)
    if joined:
        return Reading(joined)
    found = [
        (_one(piece) or squeeze(piece), bool(_one(piece)))
        for piece in SEVERAL.split(whole)
        if not is_blank(squeeze(piece), zero=True)
    ]
    if not found:
        return Reading(None)
    odd = [piece for piece, known in found if not known]
    note = f"电话“{'、'.join(odd)}”的位数不常见，已照原样保留" if odd else ""
    return Reading("；".join(piece for piece, _ in found), note)


def _one(text: str) -> str:
    plain = squeeze(text).replace("—", "-").removesuffix(".0")
    if found := MOBILE.fullmatch(plain.replace("-", "")):
        return found[1]
    if found := LANDLINE.fullmatch(plain):
        return f"{found[1]}-{found[2]}" + (f"-{found[3]}" if found[3] else "")
    return ""


def masked_phone(text: str) -> str:
    """The middle of each number starred."""
    return re.sub(r"\d{7,}", lambda found: _starred(found[0]), text)


def _starred(digits: str) -> str:
    head, tail = (3, 4) if len(digits) >= 11 else (2, 2)
    return digits[:head] + "*" * (len(digits) - head - tail) + digits[-tail:]
