"""Party age, terms, quorum and shifts (domain §1.4, §1.7, §2, §4.3, §5.3)."""

import datetime as dt

import pytest

from desktop.rules.party_age import counts_from, fifty_year, party_age
from desktop.rules.quorum import Matter, quorum
from desktop.rules.shifts import hours_between
from desktop.rules.terms import TERM_YEARS, term_due


@pytest.mark.parametrize(
    ("joined", "full", "start"),
    [
        ("1998-07-01", "1999-07-01", "1999-07-01"),
        ("1969-04-01", None, "1969-04-01"),
        ("1977-08-11", None, "1977-08-11"),
        ("1971-03", None, "1971-03"),
        ("1930-01-01", None, "1930-01-01"),
        ("1969-03-31", None, None),
        ("1977-08-12", None, None),
        ("1977-08", None, None),
        ("1998-07-01", None, None),
        (None, None, None),
    ],
)
def test_counted_from(joined: str | None, full: str | None, start: str | None) -> None:
    assert counts_from(joined, full)[0] == start


@pytest.mark.parametrize(
    ("full", "as_of", "adjust", "years"),
    [
        ("1976-07", "2026-06-30", 0, 49),
        ("1976-07", "2026-07-01", 0, None),
        ("1976-07", "2026-08-01", 0, 50),
        ("1976-07-01", "2026-07-01", 0, 50),
        ("1976-07-02", "2026-07-01", 0, 49),
        ("1976-07-01", "2026-07-01", 1, 49),
        ("1996-02-29", "2023-02-28", 0, 27),
        ("2030-01-01", "2026-07-01", 0, None),
    ],
)
def test_party_age(full: str, as_of: str, adjust: int, years: int | None) -> None:
    assert party_age("1970-01-01", full, dt.date.fromisoformat(as_of), adjust)[0] == years


def test_what_is_open_is_told() -> None:
    assert "待核" in party_age(None, "1976-07", dt.date(2026, 7, 1))[1]
    assert "缺转正日期" in party_age("1998-07-01", None, dt.date(2026, 7, 1))[1]


@pytest.mark.parametrize(
    ("full", "adjust", "year"),
    [
        ("1972-07-01", 0, 2022),
        ("1972-07-02", 0, 2023),
        ("1972-07-01", 6, 2023),
        ("1972-06", 0, 2022),
        ("1972-07", 0, None),
        ("1972", 0, None),
    ],
)
def test_fifty_years_on_the_first_of_july(full: str, adjust: int, year: int | None) -> None:
    assert fifty_year("1971-07-01", full, adjust) == year


@pytest.mark.parametrize(
    ("matter", "should", "enough"),
    [
        ("一般决议", 10, 5),
        ("一般决议", 11, 6),
        ("接收预备党员", 10, 6),
        ("接收预备党员", 11, 6),
        ("选举", 10, 8),
        ("选举", 11, 9),
        ("支委会", 5, 3),
    ],
)
def test_quorum(matter: Matter, should: int, enough: int) -> None:
    assert quorum(matter, should, enough)
    assert not quorum(matter, should, enough - 1)


def test_nobody_has_no_quorum() -> None:
    assert not quorum("一般决议", 0, 0)


def test_terms() -> None:
    assert (TERM_YEARS["机关党委"], TERM_YEARS["党总支"], TERM_YEARS["党支部"]) == (5, 3, 3)
    assert term_due("2020-02-29", 3) == "2023-02-28"
    assert term_due("2020-02", 3) == "2023-02"


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("08:00", "15:00", 7),
        ("22:00", "06:00", 8),
        ("00:00", "24:00", 24),
        ("16:00", "24:00", 8),
        ("09:00", "09:30", 0.5),
    ],
)
def test_shifts(start: str, end: str, hours: float) -> None:
    assert hours_between(start, end) == hours
