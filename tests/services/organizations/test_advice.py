"""设置建议: each threshold told on its own side and silent on the other, from the rules and in an office."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.records.editing import save_record
from desktop.rules.setting_up import for_branch, for_larger
from desktop.services.chapters import LEDGERS
from desktop.services.computed import computed, in_words
from desktop.services.organizations.advice import advice
from desktop.services.organizations.tree import lines, tree
from desktop.store.office import Office
from desktop.store.query import Query, Where
from desktop.views.frame.window import Window
from desktop.views.tabs.organizations.advice import AdviceDialog
from tests.views.conftest import answers, idle, page_of, window

__all__ = ["answers", "window"]
MEMBERS, ORGS = LEDGERS["members"], LEDGERS["organizations"]


@pytest.mark.parametrize(
    ("full", "members", "seats", "told"),
    [
        (2, 2, 0, ["不足 3 人"]),
        (3, 3, 1, []),
        (6, 49, 2, []),
        (6, 6, 3, ["不足 7 人"]),
        (7, 7, 3, []),
        (7, 7, 2, ["应当设支部委员会"]),
        (30, 30, 7, []),
        (30, 30, 8, ["一般不超过 7 人"]),
        (49, 49, 5, []),
        (50, 50, 5, ["可以设党总支"]),
        (99, 99, 5, ["可以设党总支"]),
        (100, 100, 5, ["可以设党委"]),
    ],
)
def test_of_a_branch(full: int, members: int, seats: int, told: list[str]) -> None:
    """《党和国家机关基层组织工作条例》 §5-9: 3, 7, 50, 100."""
    found = for_branch(full, members, seats)
    assert len(found) == len(told)
    assert all(word in sentence for word, sentence in zip(told, found, strict=True))


@pytest.mark.parametrize(
    ("kind", "members", "told"),
    [
        ("党总支", 49, "不足 50 人"),
        ("党总支", 50, ""),
        ("党总支", 99, ""),
        ("党总支", 100, "可以设党委"),
        ("机关党委", 99, "不足 100 人"),
        ("机关党委", 100, ""),
        ("党工委", 10, ""),
    ],
)
def test_of_larger_ones(kind: str, members: int, told: str) -> None:
    found = for_larger(kind, members)
    assert (told in found[0]) if told else not found


@pytest.fixture
def branch(office: Office) -> str:
    """A branch with seven full members and one on probation, no committee yet."""
    made, _ = save_record(office, ORGS, {"full_name": "一支部", "kind": "党支部", "parent": office.unit}, None)
    with office.work("党员") as work:
        for number in range(8):
            values = {"name": f"甲{number}", "category": "正式党员" if number else "预备党员", "joined": "2010"}
            work.add(MEMBERS, {**values, "branch": "一支部", "branch_id": made})
    return made


def seat(office: Office, post: str, person: str, **values: str) -> None:
    save_record(
        office, LEDGERS["committee"], {"organization": "一支部", "person": person, "post": post, **values}, None
    )


def told(office: Office, branch: str) -> list[str]:
    return [one.sentence for one in advice(office, only=branch)]


def test_the_committee_counts_those_in_office(office: Office, branch: str) -> None:
    assert told(office, branch) == ["正式党员 7 人，应当设支部委员会（委员 3—5 人），班子成员里现有 0 人"]
    seat(office, "书记", "甲1")
    seat(office, "组织委员", "甲2")
    seat(office, "宣传委员", "甲3", since="2019-01-01", until="2022-01-01")
    assert "现有 2 人" in told(office, branch)[0]
    seat(office, "宣传委员", "甲4", since="2022-01-01")
    assert told(office, branch) == ["班子成员里没有纪检委员"]
    seat(office, "纪检委员", "甲5")
    assert told(office, branch) == []


def test_members_who_left_count_no_more(office: Office, branch: str) -> None:
    with office.work("转出") as work:
        first = office.ids(MEMBERS, Query(where=(Where("name", "=", "甲1"),)))[0]
        work.change(MEMBERS, first, {"status": "转出", "gone": "2024-01-01"})
    assert told(office, branch) == []


def test_it_stands_with_what_is_computed(office: Office, branch: str) -> None:
    values = dict(in_words(computed(office, ORGS, office.get(ORGS, branch))))
    assert values["党员数"] == "8"
    assert "应当设支部委员会" in values["设置建议"]
    assert len(lines(tree(office))) == 2


def test_in_the_window_a_line_leads_to_its_organisation(qtbot: QtBot, window: Window) -> None:
    made, _ = save_record(window.office, ORGS, {"full_name": "一支部", "kind": "党支部"}, None)
    page = page_of(window, "organizations")
    page.acts["设置建议"].click()
    dialog = page.findChild(AdviceDialog)
    assert dialog is not None
    idle(qtbot, window)
    assert dialog.isVisible()
    row = [one.id for one in dialog.found].index(made)
    dialog.table.cellActivated.emit(row, 0)
    assert page.editing is not None
    assert page.editing["id"] == made
    facts = [label.text() for label in page.form.head.computed.findChildren(QLabel)]
    assert any(fact.startswith("设置建议：正式党员 0 人") for fact in facts)
    page.close_form()
    page.new_record()
    assert not page.form.head.computed.isVisible()
