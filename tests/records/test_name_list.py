"""Pasted lists of names: matched, told apart, missing; the same record for each."""

import pytest

from desktop.errors import Refusal
from desktop.records.name_list import FOUND, OUTSIDE, SEVERAL, UNKNOWN, add_for_each, match, person_link
from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.store.links import Choice
from desktop.store.office import Office
from desktop.store.query import Query

MEMBERS, DUTIES = LEDGERS["members"], LEDGERS["duties"]
PERSON = LEDGERS["attendance"].columns["person"]


@pytest.fixture
def people(office: Office) -> dict[str, str]:
    """Four members by what tells them apart, two of one name."""
    found = {}
    with office.work("党员") as work:
        for key, name, birth in (
            ("a", "张三", "1970"),
            ("b", "李四", "1980"),
            ("c", "王五", "1960"),
            ("d", "王五", "1990"),
        ):
            found[key] = work.add(MEMBERS, {"name": name, "birth": birth})
    return found


def test_each_name_is_found_open_or_unknown(office: Office, people: dict[str, str]) -> None:
    matched = match(office, PERSON, "1. 张三、李　四 王五；赵六,张三")
    assert [(one.name, one.state, one.times) for one in matched.names] == [
        ("张三", FOUND, 2),
        ("李四", FOUND, 1),
        ("王五", SEVERAL, 1),
        ("赵六", UNKNOWN, 1),
    ]
    assert {one.id for one in matched.names[2].choices} == {people["c"], people["d"]}
    assert [one.name for one in matched.doubtful] == ["王五", "赵六"]


def test_what_stands_beside_a_name_is_no_part_of_it(office: Office, people: dict[str, str]) -> None:
    matched = match(office, PERSON, "张三同志、李四（科长）；王五（1990）")
    assert [(one.state, one.choice and one.choice.id) for one in matched.names] == [
        (FOUND, people["a"]),
        (FOUND, people["b"]),
        (FOUND, people["d"]),
    ]


def test_within_a_group_its_own_people_are_meant_and_the_missing_told(office: Office, people: dict[str, str]) -> None:
    group = [Choice(people["a"], "张三", ""), Choice(people["c"], "王五", "")]
    matched = match(office, PERSON, "王五 李四", group)
    assert [(one.name, one.state) for one in matched.names] == [("王五", FOUND), ("李四", OUTSIDE)]
    assert matched.names[0].choice is not None
    assert matched.names[0].choice.id == people["c"]
    assert [one.title for one in matched.missing] == ["张三"]


def test_a_record_for_each_is_one_act(office: Office) -> None:
    demo.fill(office)
    rows = office.rows(MEMBERS, office.ids(MEMBERS, Query()))
    titles = [row["title"] for row in rows]
    alone = [row for row in rows if titles.count(row["title"]) == 1][:12]
    post = office.rows(LEDGERS["posts"], office.ids(LEDGERS["posts"], Query(limit=1)))[0]
    column = person_link(DUTIES)
    assert column is not None
    found = match(office, column, "、".join(row["title"] for row in alone))
    before = office.count(DUTIES, Query())
    values = {"on": "2027-01-05", "shift": "夜班", "post": post["title"]}
    chosen = [one.choice for one in found.names if one.choice]
    assert add_for_each(office, DUTIES, values, chosen) == 12
    fresh = office.rows(DUTIES, office.ids(DUTIES, Query(sort=(("on", True),))))[:12]
    assert {row["person_id"] for row in fresh} == {row["id"] for row in alone}
    assert {row["post_id"] for row in fresh} == {post["id"]}
    office.undo()
    assert office.count(DUTIES, Query()) == before


def test_nobody_and_ledgers_not_about_people_are_refused(office: Office) -> None:
    with pytest.raises(Refusal, match="没有认出的人"):
        add_for_each(office, DUTIES, {}, [])
    with pytest.raises(Refusal, match="不是按人登记"):
        add_for_each(office, LEDGERS["posts"], {}, [Choice("x", "张三", "")])
