"""Code lists put in order; the records follow, and one undo takes all of it back."""

from typing import Any

import pytest

from desktop.errors import Missing, Refusal
from desktop.ledger.shipped import relied_on
from desktop.services.chapters import LEDGERS
from desktop.store import codes
from desktop.store.integrity import check
from desktop.store.office import Office
from desktop.store.query import Query
from tests.commands import call, document

MEMBERS, VISITS, FUNDS = LEDGERS["members"], LEDGERS["visits"], LEDGERS["funds"]


def add(office: Office, ledger: Any, **values: Any) -> str:
    """One record as it would be typed, unlisted values taken as 待确认."""
    context = office.context()
    for key, value in values.items():
        ledger.columns[key].kind.read(value, context)
    with office.work("新建") as work:
        work.take_codes(context.unlisted)
        return work.add(ledger, values)


def texts(office: Office, name: str) -> dict[str, str]:
    """The values of a list with their states, in order."""
    return {one.text: one.state for one in codes.values_of(office, name)}


def test_renaming_reaches_child_rows_search_and_the_bin(office: Office) -> None:
    """The list, a visit's fund rows and a fund movement, one of the records in the recycle bin."""
    visit = add(office, VISITS, recipient="张三", visited="2026-01-20", funds=[{"source": "工会经费", "amount": 100}])
    other = add(office, VISITS, recipient="李四", visited="2026-01-20", funds=[{"source": "工会经费", "amount": 100}])
    with office.work("删除") as work:
        work.remove(VISITS, other)
    before = texts(office, "fund_source"), office.rows(VISITS, [visit, other])
    with office.work("改名") as work:
        assert codes.rename(work, "fund_source", "工会经费", "本级工会经费") == 2
    assert "本级工会经费" in office.lists["fund_source"].texts
    assert "工会经费" not in texts(office, "fund_source")
    assert office.lists["fund_source"].find("工会经费") == "本级工会经费"
    for one in office.rows(VISITS, [visit, other]):
        assert one["funds"][0]["source"] == "本级工会经费"
    assert all(one.ok for one in check(office))
    office.undo()
    assert texts(office, "fund_source") == before[0]
    plain = [
        {key: value for key, value in row.items() if key != "version"} for row in office.rows(VISITS, [visit, other])
    ]
    assert plain == [{key: value for key, value in row.items() if key != "version"} for row in before[1]]
    office.redo()
    assert office.get(VISITS, visit)["funds"][0]["source"] == "本级工会经费"


def test_merging_in_a_column_of_several_values(office: Office) -> None:
    """Words are matched whole; a record that had both has one."""
    first, second = office.lists["recipient_category"].texts[:2]
    both = add(office, VISITS, recipient="甲", visited="2026-01-20", category=f"{first}；乱写的")
    longer = add(office, VISITS, recipient="乙", visited="2026-01-20", category="乱写的另一种")
    three = add(office, VISITS, recipient="丙", visited="2026-01-20", category=f"{second}；乱写的；{first}")
    with office.work("合并") as work:
        assert codes.merge(work, "recipient_category", "乱写的", first) == 2
    found = [row["category"] for row in office.rows(VISITS, [both, longer, three])]
    assert found == [first, "乱写的另一种", f"{second}；{first}"]
    assert "乱写的" not in texts(office, "recipient_category")
    assert next(one.used for one in codes.values_of(office, "recipient_category") if one.text == first) == 2
    office.undo()
    assert office.get(VISITS, both)["category"] == f"{first}；乱写的"
    assert texts(office, "recipient_category")["乱写的"] == "pending"


def test_search_finds_the_new_wording(office: Office) -> None:
    """By its text and by its initials, and the old one no more."""
    add(office, VISITS, recipient="张三", visited="2026-01-20", category="乱写的")
    with office.work("改名") as work:
        codes.rename(work, "recipient_category", "乱写的", "退役军人家属")
    assert [office.count(VISITS, Query(word)) for word in ("退役军人家属", "tyjrjs", "乱写的")] == [1, 1, 0]


def test_confirm_retire_revive_and_move(office: Office) -> None:
    """A retired value is offered no more, yet read, and the records keep it."""
    member = add(office, MEMBERS, name="张三", category="正式党员", education="函授大专")
    assert texts(office, "education")["函授大专"] == "pending"
    with office.work("确认") as work:
        codes.confirm(work, "education", "函授大专")
    assert list(texts(office, "education"))[-1] == "函授大专"
    assert not office.lists["education"].pending
    with office.work("上移") as work:
        codes.move(work, "education", "函授大专", -1)
    assert list(texts(office, "education"))[-2] == "函授大专"
    with office.work("停用") as work:
        codes.retire(work, "education", "函授大专")
    assert "函授大专" not in office.lists["education"].texts
    context = office.context()
    assert MEMBERS.columns["education"].kind.read("函授大专", context).value == "函授大专"
    assert not context.unlisted
    assert office.get(MEMBERS, member)["education"] == "函授大专"
    with office.work("恢复") as work:
        codes.revive(work, "education", "函授大专")
    assert "函授大专" in office.lists["education"].texts
    for _ in range(4):
        office.undo()
    assert texts(office, "education")["函授大专"] == "pending"


def test_national_lists_are_only_ordered_and_retired(office: Office) -> None:
    """And the sentence says why."""
    for what, words in (
        (codes.add, ("火星族",)),
        (codes.rename, ("汉族", "汉")),
        (codes.merge, ("汉族", "壮族")),
    ):
        with pytest.raises(Refusal, match="国家规定"), office.work("改") as work:
            what(work, "nation", *words)
    with office.work("停用") as work:
        codes.retire(work, "nation", "壮族")
        codes.move(work, "nation", "汉族", 3)
    assert list(texts(office, "nation")).index("汉族") == 3
    assert "壮族" not in office.lists["nation"].texts


def test_what_is_refused(office: Office) -> None:
    """Names taken, names that mean another value, names the program goes by."""
    for what, words, sentence in (
        (codes.add, ("fund_source", "工会经费"), "已经有"),
        (codes.add, ("fund_source", " "), "不能空着"),
        (codes.add, ("fund_source", "甲；乙"), "分号"),
        (codes.rename, ("fund_source", "工会经费", office.lists["fund_source"].texts[-1]), "合并"),
        (codes.rename, ("batch_state", "草稿", "初稿"), "按“草稿”"),
        (codes.merge, ("fund_flow", "调剂", "收入"), "按“调剂”"),
        (codes.merge, ("fund_source", "工会经费", "工会经费"), "不同的值"),
        (codes.confirm, ("fund_source", "工会经费"), "不是待确认"),
        (codes.revive, ("fund_source", "工会经费"), "没有停用"),
    ):
        with pytest.raises(Refusal, match=sentence), office.work("改") as work:
            what(work, *words)
    with pytest.raises(Missing), office.work("改") as work:
        codes.retire(work, "fund_source", "没有")
    assert office.acts()[0].kind == "init"


def test_the_wordings_that_rules_go_by_are_in_their_lists(office: Office) -> None:
    """A name there that no list has would guard nothing."""
    assert [(name, text) for name, text in relied_on() if text not in office.lists[name].texts] == []


def test_on_the_command_line(office: Office) -> None:
    """codes, codes LIST, add, rename, merge, confirm, retire, undo."""
    add(office, MEMBERS, name="张三", category="正式党员", education="函授大专")
    office.close()
    folder = office.folder
    every = {one["list"]: one for one in document(folder, "codes")}
    assert every["nation"]["closed"]
    assert every["education"]["pending"] == 1
    assert "没有“没有的值”" in call(folder, "codes", "merge", "education", "没有的值", "大专", code=2).stderr
    target = document(folder, "codes", "学历")["values"][0]["text"]
    assert document(folder, "codes", "merge", "education", "函授大专", target)["changed"] == 1
    assert document(folder, "list", "members")["records"][0]["education"] == target
    call(folder, "undo")
    call(folder, "codes", "confirm", "education", "函授大专")
    call(folder, "codes", "rename", "education", "函授大专", "大专（函授）")
    call(folder, "codes", "retire", "education", "大专（函授）")
    (one,) = [one for one in document(folder, "codes", "education")["values"] if one["text"] == "大专（函授）"]
    assert one == {"text": "大专（函授）", "state": "retired", "synonyms": ["函授大专"], "used": 1}
    assert "国家规定" in call(folder, "codes", "rename", "nation", "汉族", "汉", code=2).stderr
    assert "写法" in call(folder, "codes", "merge", "education", code=2).stderr
