"""Developing members: every limit of the text at its boundary days; working days with holidays and days made up."""

import datetime as dt
from pathlib import Path

import pytest

from desktop.rules.development import FULL, PROBATION, faults, full_due, review_due, standing
from desktop.rules.workdays import after_working_days, calendar_of, read_days, working_days

CHANGED = dt.date(2026, 5, 18)
DAYS = calendar_of()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def told(**values: object) -> set[str]:
    return {one.key for one in faults(values, CHANGED, DAYS)}


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("2026-09-25", "2026-10-07", 3),
        ("2026-10-10", "2026-10-10", 1),
        ("2026-02-14", "2026-02-24", 2),
        ("2026-03-02", "2026-03-06", 5),
        ("2026-03-07", "2026-03-08", 0),
        ("2024-02-28", "2024-03-01", 3),
    ],
)
def test_working_days_know_holidays_and_days_made_up(first: str, last: str, count: int) -> None:
    assert working_days(day(first), day(last), DAYS) == (count, False)


def test_a_year_that_is_not_known_is_told_as_provisional() -> None:
    assert working_days(day("2031-10-01"), day("2031-10-07"), DAYS) == (5, True)


def test_a_period_of_working_days_ends_after_the_holiday() -> None:
    assert after_working_days(day("2026-09-24"), 5, DAYS) == day("2026-10-08")
    assert after_working_days(day("2026-03-02"), 5, DAYS) == day("2026-03-06")


def test_a_calendar_that_can_not_be_read_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    file.write_text("日期,安排\n2027-01-01,休\n2027-01-02,上班\n", encoding="utf-8")
    with pytest.raises(ValueError, match="第 3 行"):
        read_days(file)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"applied": "2026-01-31", "talked": "2026-02-28"}, set()),
        ({"applied": "2026-01-31", "talked": "2026-03-01"}, {"talked"}),
        ({"applied": "2028-01-31", "talked": "2028-02-29"}, set()),
        ({"applied": "2026-03-05", "birth": "2008-03-05"}, set()),
        ({"applied": "2026-03-05", "birth": "2008-03-06"}, {"applied"}),
        ({"activist": "2025-03-01", "chosen": "2026-03-01"}, set()),
        ({"activist": "2025-03-01", "chosen": "2026-02-28"}, {"chosen"}),
        ({"activist": "2024-02-29", "chosen": "2025-02-28"}, set()),
        ({"train_from": "2026-06-01", "trained": "2026-06-03"}, set()),
        ({"train_from": "2026-06-01", "trained": "2026-06-02", "train_hours": 23.5}, {"trained"}),
        ({"train_from": "2026-06-01", "trained": "2026-06-02", "train_hours": 24}, set()),
        ({"prereviewed": "2026-01-31", "meeting": "2026-02-28"}, set()),
        ({"prereviewed": "2026-01-31", "meeting": "2026-03-01"}, {"meeting"}),
        ({"meeting": "2026-01-31", "approved": "2026-04-30"}, set()),
        ({"meeting": "2026-01-31", "approved": "2026-05-01"}, {"approved"}),
        ({"meeting": "2024-02-29", "full_meeting": "2025-02-28"}, set()),
        ({"meeting": "2025-06-30", "full_meeting": "2026-06-29"}, {"full_meeting"}),
        ({"full_meeting": "2026-11-30", "full_approved": "2027-02-28"}, set()),
        ({"full_meeting": "2026-11-30", "full_approved": "2027-03-01"}, {"full_approved"}),
        ({"meeting": "2025-06-30", "extended_to": "2026-12-30"}, set()),
        ({"meeting": "2025-06-30", "extended_to": "2026-12-29"}, {"extended_to"}),
        ({"meeting": "2025-06-30", "extended_to": "2027-07-01"}, {"extended_to"}),
        ({"voters": 12, "votes": 7, "present": 7}, set()),
        ({"voters": 12, "votes": 6, "present": 6}, {"votes", "present"}),
        ({"activist": "2026-03-01", "applied": "2026-04-01"}, {"activist"}),
    ],
)
def test_limits(values: dict[str, object], wrong: set[str]) -> None:
    assert told(**values) == wrong


def test_the_text_of_a_steps_own_day() -> None:
    """Five working days are asked of those chosen from the day on which the text of 2026 holds, not of those before."""
    shown = {"agreed": "2026-06-01", "examined": "2026-07-01", "shown_from": "2026-06-15", "shown_to": "2026-06-18"}
    assert told(chosen="2026-05-17", **shown) == set()
    assert told(chosen="2026-05-18", **shown) == {"shown_to"}
    assert told(chosen="2026-05-18", **{**shown, "shown_to": "2026-06-22"}) == set()
    assert told(chosen="2026-05-18", examined="2026-07-01") == {"agreed", "shown_from"}


def test_where_somebody_stands() -> None:
    found = standing({"applied": "2026-01-31"})
    assert found.following is not None
    assert (found.following.key, found.latest) == ("talked", day("2026-02-28"))
    found = standing({"applied": "2024-01-31", "meeting": "2026-01-31", "prereviewed": "2026-01-15"})
    assert found.stage == PROBATION
    assert found.latest == day("2026-04-30")
    assert full_due({"meeting": "2024-02-29"}) == day("2025-02-28")
    assert standing({"full_approved": "2026-01-01"}).stage == FULL
    assert standing({}).last is None


def test_reviews_are_due_every_half_year_until_chosen() -> None:
    assert review_due({"activist": "2025-08-31"}) == day("2026-02-28")
    assert review_due({"activist": "2025-08-31", "reviews": [{"day": "2026-02-20"}]}) == day("2026-08-20")
    assert review_due({"activist": "2025-08-31", "chosen": "2026-09-01"}) is None
