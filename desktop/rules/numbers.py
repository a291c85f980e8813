"""Counts and hours as clerks write them."""

import re

from desktop.errors import Unclear
from desktop.rules.reading import Reading, halfwidth, squeeze

CHINESE = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
HALF_AN_HOUR = re.compile(r"^(\d*)(?:个半小时|小时半)$|^半个?小时$")
HOURS = re.compile(r"(?:(\d*\.?\d+)(?:个?小时|h|学时|课时))?(?:(\d+)(?:分钟?|min))?", re.ASCII)


def read_count(text: str) -> Reading:
    """A whole number: 12, 12人, 1,200, 三, 二十一."""
    plain = squeeze(halfwidth(text)).replace(",", "").replace("，", "")
    plain = re.sub(r"(人|名|个|次|年|月|户|口|条|项|场|人次)$", "", plain)
    if re.fullmatch(r"-?\d+(\.0+)?", plain, re.ASCII):
        return Reading(int(plain.split(".")[0]))
    if found := re.fullmatch(r"([一二三四五六七八九]?)(十?)([一二三四五六七八九零〇两]?)", plain):
        if plain and found[2]:
            return Reading(CHINESE.get(found[1], 1) * 10 + CHINESE.get(found[3], 0))
        if len(plain) == 1:
            return Reading(CHINESE[plain])
    raise Unclear(f"“{text}”不是整数，请只写数字")


def read_hours(text: str) -> Reading:
    """A length of time in hours: 4, 4小时, 2.5h, 90分钟, 1小时30分, 1个半小时."""
    plain = HALF_AN_HOUR.sub(r"\g<1>.5小时", squeeze(halfwidth(text)).lower())
    if re.fullmatch(r"\d+(\.\d+)?", plain, re.ASCII):
        return Reading(float(plain))
    found = HOURS.fullmatch(plain)
    if not found or not (found[1] or found[2]):
        raise Unclear(f"时长“{text}”看不懂，请写小时数")
    return Reading(float(found[1] or 0) + int(found[2] or 0) / 60)
