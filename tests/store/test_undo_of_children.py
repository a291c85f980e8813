"""Undo, redo and history where records hang on others, also where an earlier version wrote them into their parent's log."""

import json
from typing import Any

import pytest

from desktop.errors import Conflict
from desktop.ledger import Values
from desktop.records.editing import Edit, save_edits, save_record
from desktop.services.chapters import LEDGERS
from desktop.store import log
from desktop.store.attachments import attach, keep
from desktop.store.integrity import check
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.store.work import Work

WAY, REVIEWS = LEDGERS["development"], LEDGERS["development-reviews"]
FIRST, SECOND = {"result": "合格", "day": "2024-01-05"}, {"result": "优秀", "day": "2024-07-06"}


def logged_with_parent(work: Work) -> None:
    """Let the log of an act be as before: child rows without ids in the parent's own entry."""
    rows: dict[int, list[Values]] = {2: [], 3: []}
    for change in work.changes:
        for side, found in rows.items():
            if change[0] == REVIEWS.sql.name and change[side]:
                values = json.loads(str(change[side]))
                found.append({key: values[key] for key in ("result", "day") if key in values})
    kept: list[Any] = [list(change) for change in work.changes if change[0] != REVIEWS.sql.name]
    for side, found in rows.items():
        if kept[0][side] and found:
            kept[0][side] = json.dumps({**json.loads(kept[0][side]), "reviews": found}, ensure_ascii=False)
    work.changes[:] = [tuple(change) for change in kept]


@pytest.fixture
def way(office: Office) -> str:
    """One person on the way with two reviews, added by an earlier version."""
    with office.work("旧版本的新增") as work:
        added = work.add(WAY, {"person": "张三", "applied": "2023-01-01", "reviews": [FIRST, SECOND]})
        logged_with_parent(work)
    return added


@pytest.fixture
def seen(office: Office) -> str:
    """One person on the way with two reviews."""
    values = {"person": "张三", "applied": "2023-01-01", "reviews": [FIRST, SECOND]}
    return save_record(office, WAY, values, None)[0]


def told(office: Office, way: str) -> list[tuple[str, str, str]]:
    return [(row["id"], row["result"], row["day"]) for row in office.get(WAY, way)["reviews"]]


def kept(office: Office) -> int:
    return sum(office.count(one, Query(bin=bin_)) for one in (WAY, REVIEWS) for bin_ in (False, True))


def last(office: Office) -> int:
    return office.acts()[0].id


def edited_before(office: Office, way: str) -> int:
    """An earlier version leaves one of the reviews out and adds another; gives the act."""
    first = office.get(WAY, way)["reviews"][0]
    with office.work("旧版本的改动") as work:
        current = office.get(WAY, way, work.connection)
        work.change_many(WAY, [(current, {**current, "reviews": [first, {"result": "良好", "day": "2025-01-07"}]})])
        before, after = [FIRST, SECOND], [FIRST, {"result": "良好", "day": "2025-01-07"}]
        work.changes[:] = [(WAY.sql.name, way, json.dumps({"reviews": before}), json.dumps({"reviews": after}))]
    return last(office)


def test_what_an_earlier_version_added_goes_with_its_children_and_comes_back(office: Office, way: str) -> None:
    before = told(office, way)
    office.undo()
    assert kept(office) == 0
    office.redo()
    assert told(office, way) == before
    office.undo()
    assert kept(office) == 0
    assert all(one.ok for one in check(office))


def test_children_in_the_bin_go_with_their_parent_and_come_back_to_it(office: Office, way: str) -> None:
    edited_before(office, way)
    office.undo()
    bin_ = office.ids(REVIEWS, Query(bin=True))
    assert bin_
    left = told(office, way)
    office.undo()
    assert kept(office) == 0
    office.redo()
    assert told(office, way) == left
    assert office.ids(REVIEWS, Query(bin=True)) == bin_
    office.redo()
    assert [row[1] for row in told(office, way)] == ["合格", "良好"]


def test_what_an_earlier_version_took_back_comes_back_with_its_children(office: Office, way: str) -> None:
    added = office.acts()[0]
    with office.work("撤销：旧版本的新增", "undo", undoes=added.id) as work:
        log.take_back(work, added)
        logged_with_parent(work)
    assert kept(office) == 0
    office.redo()
    assert [row[1:] for row in told(office, way)] == [tuple(FIRST.values()), tuple(SECOND.values())]
    office.undo()
    assert kept(office) == 0
    assert all(one.ok for one in check(office))


@pytest.mark.parametrize("added", [True, False], ids=["added", "changed"])
def test_an_act_is_kept_while_a_later_one_stands_on_its_children(office: Office, way: str, *, added: bool) -> None:
    act = last(office) if added else edited_before(office, way)
    child = told(office, way)[1][0]
    save_edits(office, REVIEWS, [Edit(child, {"result": "后来改的"})], "修改半年考察")
    with pytest.raises(Conflict, match=r"之后的操作 “修改半年考察”.*改过同样的记录"):
        office.undo(act)
    assert told(office, way)[1][1] == "后来改的"
    office.undo()
    office.undo(act)


def test_a_child_that_came_later_keeps_its_parent(office: Office, seen: str) -> None:
    act = last(office)
    save_record(
        office, WAY, {"reviews": [*office.get(WAY, seen)["reviews"], {"result": "新的"}]}, office.get(WAY, seen)
    )
    with pytest.raises(Conflict, match="改过同样的记录"):
        office.undo(act)
    office.undo()
    office.undo(act)
    assert kept(office) == 0


def test_a_change_of_the_parent_alone_is_free_of_its_children(office: Office, seen: str) -> None:
    save_record(office, WAY, {"position": "科员"}, office.get(WAY, seen))
    act = last(office)
    save_edits(office, REVIEWS, [Edit(told(office, seen)[0][0], {"result": "改过"})], "修改半年考察")
    office.undo(act)
    assert office.get(WAY, seen)["position"] is None
    assert told(office, seen)[0][1] == "改过"


def test_files_of_a_child_keep_what_an_earlier_version_added(office: Office, way: str, tmp_path: Any) -> None:
    act = last(office)
    scan = tmp_path / "考察表.txt"
    scan.write_text("考察", encoding="utf-8")
    with office.work("附件") as work:
        attach(work, REVIEWS, told(office, way)[0][0], [keep(office.folder, scan)])
    with pytest.raises(Conflict, match="附件 1 个"):
        office.undo(act)


def test_a_record_goes_back_with_its_children(office: Office, seen: str) -> None:
    act, before = last(office), told(office, seen)
    first = office.get(WAY, seen)["reviews"][0]
    rows = [{**first, "result": "改过"}, {"result": "新的", "day": "2025-01-07"}]
    save_record(office, WAY, {"position": "科员", "reviews": rows}, office.get(WAY, seen))
    between, late = last(office), told(office, seen)
    office.back_to(WAY, seen, act)
    assert told(office, seen) == before
    assert office.get(WAY, seen)["position"] is None
    assert office.ids(REVIEWS, Query(bin=True)) == [late[1][0]]
    office.back_to(WAY, seen, between)
    assert told(office, seen) == late
    office.undo()
    office.undo()
    assert told(office, seen) == late
    with pytest.raises(Conflict, match="就是那时的样子"):
        office.back_to(WAY, seen, between)


def test_a_record_goes_back_over_what_was_undone_and_done_again(office: Office, seen: str) -> None:
    act, before = last(office), told(office, seen)
    office.undo()
    office.redo()
    save_record(office, WAY, {"reviews": []}, office.get(WAY, seen))
    office.back_to(WAY, seen, act)
    assert told(office, seen) == before


def test_a_record_goes_back_to_the_children_an_earlier_version_logged(office: Office, way: str) -> None:
    act, before = last(office), told(office, way)
    between = edited_before(office, way)
    after = told(office, way)
    office.back_to(WAY, way, act)
    assert told(office, way) == before, "the one that lay in the bin is the same record again"
    office.back_to(WAY, way, between)
    assert told(office, way) == after
