"""Dues: the table of 2008 (第二至六条), every bound to the fen; rounding as the office has set it."""

import pytest

from desktop.rules.dues import FARMER, NEEDY, RETIRED, WORKING, dues_of, kind_of, rate_of, shown_rate


@pytest.mark.parametrize(
    ("base", "kind", "rate"),
    [
        (300_000, WORKING, "0.5%"),
        (300_001, WORKING, "1%"),
        (500_000, WORKING, "1%"),
        (500_001, WORKING, "1.5%"),
        (1_000_000, WORKING, "1.5%"),
        (1_000_001, WORKING, "2%"),
        (0, WORKING, "0.5%"),
        (500_000, RETIRED, "0.5%"),
        (500_001, RETIRED, "1%"),
        (900_000, FARMER, ""),
    ],
)
def test_a_bound_belongs_to_the_lower_rate(base: int, kind: str, rate: str) -> None:
    assert shown_rate(rate_of(base, kind, "2026-03")) == rate


@pytest.mark.parametrize(
    ("base", "kind", "rounding", "due"),
    [
        (300_000, WORKING, "分", 1_500),
        (300_001, WORKING, "分", 3_000),
        (830_000, WORKING, "分", 12_450),
        (831_111, WORKING, "分", 12_467),
        (831_111, WORKING, "角", 12_470),
        (831_111, WORKING, "元", 12_500),
        (1_000_001, WORKING, "元", 20_000),
        (455_000, RETIRED, "分", 2_275),
        (None, WORKING, "分", None),
        (None, FARMER, "分", 20),
        (None, NEEDY, "分", 20),
    ],
)
def test_the_rate_is_on_the_whole_base(base: int | None, kind: str, rounding: str, due: int | None) -> None:
    assert dues_of(base, kind, "2026-03", rounding) == due


def test_before_the_first_table_nothing_is_worked_out() -> None:
    assert dues_of(300_000, WORKING, "2008-03") is None
    assert dues_of(300_000, WORKING, "2008-04") == 1_500


@pytest.mark.parametrize(
    ("retired", "kind"), [("离休", RETIRED), ("退休", RETIRED), ("在职", WORKING), (None, WORKING)]
)
def test_who_pays_by_which_table(retired: str | None, kind: str) -> None:
    assert kind_of(retired) == kind
