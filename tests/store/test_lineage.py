"""Children in the log: acts of schema 16 and before told of them among their parents' values, those since then tell of each."""

import json

import pytest
from sqlalchemy import delete, select, update

from desktop.errors import Conflict
from desktop.ledger import Values
from desktop.records.editing import Edit, save_edits, save_record
from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.store.schema import CHANGE

WAY, REVIEWS = LEDGERS["development"], LEDGERS["development-reviews"]
FIRST, SECOND = {"result": "合格", "day": "2024-01-05"}, {"result": "优秀", "day": "2024-07-06"}


@pytest.fixture
def way(office: Office) -> str:
    """One person on the way, looked at once."""
    return save_record(office, WAY, {"person": "张三", "applied": "2023-01-01", "reviews": [FIRST]}, None)[0]


def as_it_was_told_before(office: Office, before: list[Values], after: list[Values]) -> None:
    """Let the last act tell of children among the values of their parent, as schema 16 did."""
    with office.engine.begin() as base:
        act = base.execute(select(CHANGE.c.act_id).order_by(CHANGE.c.id.desc())).scalars().first()
        own = (CHANGE.c.act_id == act, CHANGE.c.kept_in == WAY.sql.name)
        base.execute(delete(CHANGE).where(CHANGE.c.act_id == act, CHANGE.c.kept_in == REVIEWS.sql.name))
        row = base.execute(select(CHANGE.c.before, CHANGE.c.after).where(*own)).one()
        old, new = (json.loads(text or "null") for text in row)
        told = {
            "before": json.dumps({**old, "reviews": before}, separators=(",", ":")) if old is not None else None,
            "after": json.dumps({**new, "reviews": after}, separators=(",", ":")),
        }
        base.execute(update(CHANGE).where(*own).values(told))


def looks(office: Office) -> list[tuple[str, str]]:
    return [(row["result"], row["day"]) for row in office.rows(REVIEWS, office.ids(REVIEWS, Query()))]


def test_an_old_act_that_brought_a_record_with_children_is_undone_and_done_again(office: Office, way: str) -> None:
    as_it_was_told_before(office, [], [FIRST])
    for _ in range(2):
        office.undo()
        assert (office.ids(WAY, Query()), looks(office)) == ([], [])
        office.redo()
        assert (office.ids(WAY, Query()), looks(office)) == ([way], [("合格", "2024-01-05")])


def test_a_child_that_came_later_stands_in_the_way(office: Office, way: str) -> None:
    act = office.acts()[0].id
    as_it_was_told_before(office, [], [FIRST])
    save_record(office, WAY, {"reviews": [*office.get(WAY, way)["reviews"], SECOND]}, office.get(WAY, way))
    with pytest.raises(Conflict, match="之后的操作 “修改发展党员 张三”"):
        office.undo(act)
    assert len(looks(office)) == 2


def test_an_old_act_is_not_taken_back_over_a_later_change_of_its_children(office: Office, way: str) -> None:
    values = {"position": "局办公室", "reviews": [*office.get(WAY, way)["reviews"], SECOND]}
    save_record(office, WAY, values, office.get(WAY, way))
    act = office.acts()[0].id
    as_it_was_told_before(office, [FIRST], [FIRST, SECOND])
    child = office.get(WAY, way)["reviews"][1]
    save_edits(office, REVIEWS, [Edit(child["id"], {"result": "后来改的"})], "改半年考察")
    with pytest.raises(Conflict, match="之后的操作 “改半年考察”"):
        office.undo(act)
    office.undo()
    office.undo(act)
    assert looks(office) == [("合格", "2024-01-05")]


def test_a_record_goes_back_to_an_act_with_its_children(office: Office, way: str) -> None:
    act = office.acts()[0].id
    first = office.get(WAY, way)["reviews"][0]
    save_record(office, WAY, {"reviews": [{**first, "result": "改过"}, SECOND]}, office.get(WAY, way))
    save_record(office, WAY, {"reviews": [SECOND]}, office.get(WAY, way))
    office.back_to(WAY, way, act)
    assert looks(office) == [("合格", "2024-01-05")]
    office.undo()
    assert looks(office) == [("优秀", "2024-07-06")]


def test_the_history_says_which_child_went(office: Office, way: str) -> None:
    save_record(office, WAY, {"reviews": []}, office.get(WAY, way))
    went = office.history(WAY, way)[-1].changes
    office.undo()
    assert went == [("半年考察", "合格 2024-01-05", "")]
    assert office.history(WAY, way)[-1].changes == [("半年考察", "", "合格 2024-01-05")]
