"""What a member's record is warned of: a birth against the number, a status against its days."""

import pytest

from desktop.ledger import Values
from desktop.models.members.members import LEDGER

NUMBER = "350100199001010013"


def test_a_birth_checked_against_the_archive_is_warned_of_no_more() -> None:
    different = {"id_no": NUMBER, "birth": "1989-12-31"}
    assert "以档案为准" in LEDGER.rules.warn(different)["birth"]
    assert "birth" not in LEDGER.rules.warn({**different, "birth_checked": True})
    assert "birth" in LEDGER.rules.warn({**different, "birth_checked": False})
    assert "birth" not in LEDGER.rules.warn({"id_no": NUMBER, "birth": "1990-01"})


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"status": "去世"}, "died"),
        ({"status": "转出"}, "gone"),
        ({"status": "出党"}, "gone"),
        ({"status": "正常", "died": "2026-01-01"}, "status"),
        ({"status": "停止党籍", "gone": "2026-01-01"}, "status"),
    ],
)
def test_a_status_that_disagrees_with_its_days(values: Values, field: str) -> None:
    assert field in LEDGER.rules.warn(values)


@pytest.mark.parametrize(
    "values",
    [
        {"status": "去世", "died": "2026-01-01"},
        {"status": "转出", "gone": "2026-01-01"},
        {"status": "去世", "died": "2026-01-01", "gone": "2025-01-01"},
        {"died": "2026-01-01"},
        {"status": "正常"},
    ],
)
def test_a_status_that_agrees(values: Values) -> None:
    assert not {"died", "gone", "status"} & set(LEDGER.rules.warn(values))
