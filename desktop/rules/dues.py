"""Party dues (党费): the rate on the whole base, by who pays.

Source: 中组部《关于中国共产党党费收缴、使用和管理的规定》 (2008, in force since 2008-04-01), 第二至六条; a bound belongs to
the lower rate (“含3000元”). Rates in ten-thousandths, money in fen.
"""

import datetime as dt
from dataclasses import dataclass

WORKING, RETIRED, FARMER, NEEDY = "在职", "离退休", "农民", "学生及无固定收入"
KINDS = (WORKING, RETIRED, FARMER, NEEDY)
LEAST_MONTHLY = {FARMER: 20, NEEDY: 20}
"""Fixed amounts of those without a base, fen a month: farmers 0.2 to 1 yuan, students and the needy 0.2 yuan."""


@dataclass(frozen=True)
class Rates:
    """One table of rates: up to so many fen (None: above), so many ten-thousandths; in force from a day on."""

    since: dt.date
    steps: dict[str, tuple[tuple[int | None, int], ...]]


TABLES = (
    Rates(
        dt.date(2008, 4, 1),
        {
            WORKING: ((300_000, 50), (500_000, 100), (1_000_000, 150), (None, 200)),
            RETIRED: ((500_000, 50), (None, 100)),
        },
    ),
)
ROUNDINGS = {"分": 1, "角": 10, "元": 100}


def kind_of(retired: str | None) -> str:
    """Who pays by which table, by the member's 离退休."""
    return RETIRED if retired in ("离休", "退休", "离退休") else WORKING


def rate_of(base: int, kind: str, month: str) -> int | None:
    """Ten-thousandths of the whole base; None for kinds that pay a fixed amount, or before the first table."""
    day = dt.date.fromisoformat(f"{month[:7]}-01")
    table = next((one for one in reversed(TABLES) if one.since <= day), None)
    if table is None or kind not in table.steps:
        return None
    return next(rate for most, rate in table.steps[kind] if most is None or base <= most)


def dues_of(base: int | None, kind: str, month: str, rounding: str = "分") -> int | None:
    """Fen due for a month, half up to the unit of `rounding`; None where no base is known.

    The rules say nothing on rounding: it is the office's setting.
    """
    if kind in LEAST_MONTHLY:
        return LEAST_MONTHLY[kind]
    if base is None:
        return None
    rate = rate_of(base, kind, month)
    if rate is None:
        return None
    unit = ROUNDINGS.get(rounding, 1)
    return (base * rate + 5_000 * unit) // (10_000 * unit) * unit


def shown_rate(rate: int | None) -> str:
    """0.5%, 1%, 1.5%, 2%."""
    return "" if rate is None else f"{rate / 100:g}%"


def months_of(year: int, first: int = 1, last: int = 12) -> list[str]:
    """The months of a year: 2026-01 and on."""
    return [f"{year}-{month:02d}" for month in range(first, last + 1)]
