"""The ledger as it stood on a day, by the records' own dates; where members belonged before."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from desktop.records.conditions import condition_of, words_of
from desktop.records.exporting import export
from desktop.services.chapters import LEDGERS
from desktop.services.computed import computed
from desktop.store.office import Office
from desktop.store.query import Query, Where

MEMBERS, ORGS, VISITS = LEDGERS["members"], LEDGERS["organizations"], LEDGERS["visits"]
MOVED: list[dict[str, str | None]] = [
    {"branch": "第一党支部", "since": None},
    {"branch": "第二党支部", "since": "2020-05-10"},
]


@pytest.fixture
def branches(office: Office) -> dict[str, str]:
    """第一 and 第二 under 总支, which stands under the office's own."""
    found = {}
    with office.work("组织") as work:
        found["总支"] = work.add(ORGS, {"full_name": "第一党总支", "parent": office.unit, "parent_id": office.own_id})
        for name in ("第一党支部", "第二党支部"):
            found[name] = work.add(ORGS, {"full_name": name, "parent": "第一党总支", "parent_id": found["总支"]})
    return found


def there(office: Office, day: str, **where: str) -> list[str]:
    query = Query(where=tuple(Where(key, "=", value) for key, value in where.items()), as_of=day)
    return sorted(row["name"] for row in office.rows(MEMBERS, office.ids(MEMBERS, query)))


def add(office: Office, name: str, **values: object) -> str:
    with office.work(name) as work:
        return work.add(MEMBERS, {"name": name, **values})


@pytest.mark.parametrize(
    ("values", "there_on", "not_on"),
    [
        ({"joined": "2010-07-01"}, ["2010-07-01", "2024-01-01"], ["2010-06-30"]),
        ({"joined": "1990-07-01", "came": "2015-03-05"}, ["2015-03-05"], ["2015-03-04", "2000-01-01"]),
        ({"joined": "1990", "gone": "2018-08-08", "gone_by": "转出"}, ["2018-08-07"], ["2018-08-08", "2025-01-01"]),
        ({"joined": "1990", "died": "2018-08", "gone": "2019-01-01"}, ["2018-07-31"], ["2018-08-01"]),
        ({"joined": "1990", "died": "2019-08-01", "gone": "2018-01-01"}, ["2017-12-31"], ["2018-01-01"]),
        ({"status": "转出"}, [], ["1990-01-01", "2026-01-01"]),
        ({}, ["1990-01-01", "2026-01-01"], []),
    ],
)
def test_who_was_there(office: Office, values: dict[str, object], there_on: list[str], not_on: list[str]) -> None:
    add(office, "张三", **values)
    assert [day for day in there_on if there(office, day) != ["张三"]] == []
    assert [day for day in not_on if there(office, day)] == []


def test_what_was_otherwise_on_the_day(office: Office) -> None:
    values = {"joined": "2010-07-01", "full": "2011-07-01", "category": "正式党员", "full_result": "按期转正"}
    record = add(office, "张三", **values, status="转出", gone="2020-01-01", gone_by="转出")
    (then,) = office.rows(MEMBERS, [record], as_of="2011-06-30")
    assert (then["category"], then["full"], then["full_result"]) == ("预备党员", None, None)
    assert (then["status"], then["gone"], then["gone_by"]) == ("正常", None, None)
    (later,) = office.rows(MEMBERS, [record], as_of="2011-07-01")
    assert (later["category"], later["full"]) == ("正式党员", "2011-07-01")
    assert there(office, "2011-06-30", category="预备党员") == ["张三"]
    assert computed(office, MEMBERS, then, dt.date(2011, 6, 30))["党龄"] is None


def test_where_a_member_belonged(office: Office, branches: dict[str, str]) -> None:
    moved = [{**row, "branch_id": branches[str(row["branch"])]} for row in MOVED]
    add(office, "张三", joined="2001", branch="第二党支部", branch_id=branches["第二党支部"], places=moved)
    assert there(office, "2020-05-09", branch="第一党支部") == ["张三"]
    assert there(office, "2020-05-10", branch="第二党支部") == ["张三"]
    assert there(office, "2020-05-10", branch="第一党支部") == []
    ids = office.ids(MEMBERS, Query(where=(Where("branch", "below", "第一党支部"),), as_of="2019-01-01"))
    assert len(ids) == 1


def test_a_branch_changed_by_hand_is_kept_with_its_day(office: Office, branches: dict[str, str]) -> None:
    record = add(office, "张三", branch="第一党支部", branch_id=branches["第一党支部"])
    second = {"branch": "第二党支部", "branch_id": branches["第二党支部"]}
    with office.work("put right on the day of entry") as work:
        work.change(MEMBERS, record, second)
    assert office.get(MEMBERS, record)["places"] == []
    with office.engine.begin() as connection:
        connection.execute(MEMBERS.sql.update().values(entered="2020-01-01T08:00:00"))
    today = dt.date.today().isoformat()
    with office.work("moved") as work:
        work.change(MEMBERS, record, {"branch": "第一党支部", "branch_id": branches["第一党支部"]})
    places = office.get(MEMBERS, record)["places"]
    assert [(row["branch"], row["since"]) for row in places] == [("第二党支部", None), ("第一党支部", today)]
    assert there(office, "2024-01-01", branch="第二党支部") == ["张三"]
    with office.work("back again the same day") as work:
        work.change(MEMBERS, record, second)
    assert office.get(MEMBERS, record)["places"] == []
    office.undo()
    assert len(office.get(MEMBERS, record)["places"]) == 2


def test_a_place_with_its_day_moves_the_member(office: Office, branches: dict[str, str]) -> None:
    record = add(office, "张三", branch="第一党支部", branch_id=branches["第一党支部"])
    moved = [{**row, "branch_id": branches[str(row["branch"])]} for row in MOVED]
    with office.work("dated") as work:
        work.change(MEMBERS, record, {"places": moved})
    now = office.get(MEMBERS, record)
    assert (now["branch"], now["branch_id"]) == ("第二党支部", branches["第二党支部"])


def test_an_organisation_and_all_below_it(office: Office, branches: dict[str, str]) -> None:
    for number, name in enumerate(("第一党支部", "第二党支部")):
        add(office, f"党员{number}", branch=name, branch_id=branches[name])
    for top, count in ((office.unit, 2), ("第一党总支", 2), ("第一党支部", 1)):
        where = condition_of(office, MEMBERS, f"所在党支部={top}（含下属）")
        assert office.count(MEMBERS, Query(where=(where,))) == count
        assert condition_of(office, MEMBERS, words_of(MEMBERS, where)) == where
    told = computed(office, ORGS, office.get(ORGS, branches["总支"]))
    assert told["党员数"] == 2


def test_other_ledgers_have_what_was_dated_by_then(office: Office) -> None:
    for day in ("2024-01-01", "2024-06-01"):
        with office.work("慰问") as work:
            work.add(VISITS, {"recipient": "张三", "cash": 100, "visited": day})
    assert office.count(VISITS, Query(as_of="2024-05-31")) == 1
    assert office.count(VISITS, Query(as_of="2024-06-01")) == 2


def test_an_export_as_of_a_day_is_the_roster_of_that_day(
    office: Office, tmp_path: Path, branches: dict[str, str]
) -> None:
    moved = [{**row, "branch_id": branches[str(row["branch"])]} for row in MOVED]
    add(office, "张三", joined="2001", branch="第二党支部", branch_id=branches["第二党支部"], places=moved)
    add(office, "李四", joined="2022-01-01")
    assert export(office, MEMBERS, tmp_path / "名册.xlsx", Query(as_of="2019-12-31")) == 1
    sheet = openpyxl.load_workbook(tmp_path / "名册.xlsx").active
    assert sheet is not None
    head, row = list(sheet.iter_rows(values_only=True))
    told = dict(zip(head, row, strict=True))
    assert (told["姓名"], told["所在党支部"]) == ("张三", "第一党支部")
