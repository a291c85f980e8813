"""What is searched in memory is what the database finds, and never what was true before an act."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.store.codes import move
from desktop.store.office import Office
from desktop.store.query import Query, Where

MEMBERS = LEDGERS["members"]
TYPED = ("张", "zhang", "z", "ZHANG", "张 一支部", "3501001", "13", "党支部", "l第", "没有这样的人", "%", "_", "ｚ")
CHOICES = (
    Query(),
    Query(sort=(("name", True),)),
    Query(sort=(("education", False), ("birth", True))),
    Query(where=(Where("sex", "=", "女"),), names="笔画", sort=(("name", False),)),
    Query(bin=True),
    Query(as_of="2020-06-30"),
)


def added(office: Office, name: str) -> str:
    with office.work("新建") as work:
        return work.add(MEMBERS, {"name": name})


@pytest.mark.parametrize("choice", CHOICES)
def test_a_search_in_memory_finds_what_the_database_finds(office: Office, choice: Query) -> None:
    demo.fill(office)
    with office.work("删除") as work:
        for one in office.ids(MEMBERS, Query())[:5]:
            work.remove(MEMBERS, one)
    asked = [replace(choice, search=typed) for typed in TYPED]
    expected = [office.ids(MEMBERS, one) for one in asked]
    assert any(expected)
    office.recall(MEMBERS, choice)
    assert all(office.recalls(MEMBERS, one) and not office.takes_long(MEMBERS, one) for one in asked)
    assert not office.recalls(MEMBERS, replace(choice, bin=not choice.bin))
    assert [office.ids(MEMBERS, one) for one in asked] == expected


def test_an_act_is_seen_by_the_next_search(office: Office) -> None:
    demo.fill(office)
    chosen = Query(search="慕容")
    assert not office.ids(MEMBERS, chosen)
    office.recall(MEMBERS, chosen)
    made = added(office, "慕容复")
    assert not office.recalls(MEMBERS, chosen)
    assert office.ids(MEMBERS, chosen) == [made]
    office.recall(MEMBERS, chosen)
    office.undo()
    assert office.ids(MEMBERS, chosen) == []


def test_what_was_read_before_an_act_ended_is_not_kept(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    demo.fill(office)
    keep = office._recall.keep

    def late(*what: object) -> None:
        added(office, "慕容复")
        keep(*what)  # type: ignore[arg-type]

    monkeypatch.setattr(office._recall, "keep", late)
    office.recall(MEMBERS, Query())
    assert not office.recalls(MEMBERS, Query())
    assert len(office.ids(MEMBERS, Query(search="慕容"))) == 1


def test_so_many_that_memory_would_be_felt_are_left_to_the_database(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo.fill(office)
    monkeypatch.setattr("desktop.store.reader.MOST", 3)
    monkeypatch.setattr("desktop.store.reader.MANY", 1)
    assert office.may_recall(MEMBERS, Query())
    office.recall(MEMBERS, Query())
    assert not office.recalls(MEMBERS, Query())
    assert not office.may_recall(MEMBERS, Query(search="张")), "nobody asks again before the next act"
    assert office.ids(MEMBERS, Query(search="张"))


def test_an_empty_choice_has_nothing_to_keep(office: Office) -> None:
    office.recall(MEMBERS, Query())
    assert office.ids(MEMBERS, Query(search="张")) == []


def test_figures_are_still_summed_beside_the_window(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    demo.fill(office)
    monkeypatch.setattr("desktop.store.reader.MANY", 1)
    visits, chosen = LEDGERS["visits"], Query(search="张")
    expected = office.ids(visits, chosen)
    office.recall(visits, chosen)
    assert office.recalls(visits, chosen)
    assert office.ids(visits, chosen) == expected
    assert office.takes_long(visits, chosen), "the sum of the money given is the database's"


def test_who_only_reads_keeps_nothing(office: Office) -> None:
    """Another process may change the records, and says so to nobody."""
    demo.fill(office)
    folder = office.folder
    with Office.open(folder, LEDGERS, writing=False) as reader:
        reader.recall(MEMBERS, Query())
        assert not reader.recalls(MEMBERS, Query())


def test_no_record_is_taken_for_another_whatever_its_text_holds(office: Office) -> None:
    demo.fill(office)
    first = office.ids(MEMBERS, Query())[0]
    with office.work("备注") as work:
        work.change(MEMBERS, first, {"remark": "甲\x1f乙\n丙\t丁\x00戊,己"})
    asked = [Query(search=typed) for typed in (*TYPED, "曾", "甲", "乙", "丁", "己")]
    expected = [office.ids(MEMBERS, one) for one in asked]
    office.recall(MEMBERS, Query())
    assert office.recalls(MEMBERS, Query())
    assert [office.ids(MEMBERS, one) for one in asked] == expected
    assert office.ids(MEMBERS, Query(search="乙")).count(first) == 1


def test_values_moved_in_their_list_are_in_their_new_order_at_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also for who asked between the act and the reading of the lists."""
    demo.fill(office)
    chosen = Query(search="党支部", sort=(("education", False),))
    load, asked = office._load_lists, []

    def late(connection: Connection) -> None:
        office.recall(MEMBERS, chosen)
        asked.append(office.recalls(MEMBERS, chosen))
        load(connection)

    before = office.ids(MEMBERS, chosen)
    monkeypatch.setattr(office, "_load_lists", late)
    with office.work("顺序") as work:
        move(work, "education", "大学", -20)
    assert asked == [True]
    assert not office.recalls(MEMBERS, chosen)
    assert office.ids(MEMBERS, chosen) != before
