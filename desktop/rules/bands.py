"""Bands of age and of Party age (年龄段、党龄段) for the tables of the year's statistics.

Source: the annual statistics break members down by age (30岁及以下, 31–35 … 60以上) and by 党龄; neither the limits nor
their wording are laid down for an office's own tables, so the limits are the office's settings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

OPEN = "不能确定"


@dataclass(frozen=True)
class Band:
    """Whole years from `least` to `most`, both included; None has no end."""

    title: str
    least: int
    most: int | None


def age_bands(tops: Sequence[int]) -> list[Band]:
    """Bands that end with these ages: 30岁及以下, 31—35岁 … 61岁及以上."""
    ends = sorted(set(tops))
    first = [Band(f"{ends[0]}岁及以下", 0, ends[0])] if ends else []
    between = [Band(f"{low + 1}—{high}岁", low + 1, high) for low, high in pairwise(ends)]
    last = ends[-1] + 1 if ends else 0
    return [*first, *between, Band(f"{last}岁及以上", last, None)]


def party_age_bands(starts: Sequence[int]) -> list[Band]:
    """Bands that begin with these years: 不满5年, 5—9年 … 50年及以上."""
    begins = sorted({start for start in starts if start > 0})
    first = [Band(f"不满{begins[0]}年", 0, begins[0] - 1)] if begins else []
    between = [Band(f"{low}—{high - 1}年", low, high - 1) for low, high in pairwise(begins)]
    last = begins[-1] if begins else 0
    return [*first, *between, Band(f"{last}年及以上", last, None)]


def band_of(years: int | None, bands: Sequence[Band]) -> str | None:
    """The band's title; None where the years are not known or below zero."""
    if years is None or years < 0:
        return None
    return next(
        (band.title for band in bands if band.least <= years and (band.most is None or years <= band.most)), None
    )


def shared_band(fewest: int, most: int, bands: Sequence[Band]) -> str:
    """The band of somebody whose years are one of two: where they fall apart it is open."""
    low, high = band_of(fewest, bands), band_of(most, bands)
    return low if low is not None and low == high else OPEN
