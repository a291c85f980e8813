"""People kept twice: found, merged with all that leads to them, undone, parted months later."""

from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from desktop.cli import app_for
from desktop.errors import Conflict, Missing, Refusal
from desktop.ledger import Ledger, Values
from desktop.services.chapters import LEDGERS
from desktop.services.members.duplicates import BIRTH, NUMBER, PHONE, duplicates, merge, unmerge
from desktop.store.attachments import attach, attachments_of, keep
from desktop.store.integrity import check
from desktop.store.office import Office
from desktop.store.query import Query

MEMBERS, VOLUNTEERS, VISITS, GROUPS = (LEDGERS[one] for one in ("members", "volunteers", "visits", "study-groups"))
ORGANIZATIONS, DUTIES = LEDGERS["organizations"], LEDGERS["duties"]
WHOLE = "350100195909232718"
OLD = "350100590923271"  # the same person's number of before 1999


def put(office: Office, ledger: Ledger, **values: object) -> str:
    with office.work("新建") as work:
        return work.add(ledger, values)


def get(office: Office, ledger: Ledger, one: str) -> Values:
    return office.get(ledger, one)


@pytest.fixture
def two(office: Office, tmp_path: Path) -> tuple[Office, str, str]:
    """陈建国 kept twice, with links, child rows and a file at the second."""
    one = put(office, MEMBERS, name="陈建国", id_no=WHOLE, birth="1959-09-23", honours=[{"name": "优秀党员"}])
    other = put(
        office, MEMBERS, name="陈建囯", birth="1959-09-23", mobile="13900000001", position="科长",
        honours=[{"name": "优秀党员"}, {"name": "劳动模范", "level": "县"}],
    )  # fmt: skip
    with office.work("角色") as work:
        row = office.get(VOLUNTEERS, other, work.connection)
        work.change_many(VOLUNTEERS, [(row, {**row, "is_volunteer": True, "team": "先锋队"})])
    put(office, VISITS, recipient="陈建囯", recipient_id=other, visited="2026-01-05")
    put(office, DUTIES, on="2026-01-05", shift="白班", post="大门", person="陈建囯", person_id=other)
    people = [{"person": "王五", "person_id": None}, {"person": "陈建囯", "person_id": other}]
    put(office, GROUPS, name="一组", people=people)
    put(office, ORGANIZATIONS, full_name="一支部", secretary="陈建囯", secretary_id=other)
    file = tmp_path / "证明.txt"
    file.write_text("证明", encoding="utf-8")
    with office.work("附件") as work:
        attach(work, MEMBERS, other, [keep(office.folder, file)])
    return office, one, other


def state(office: Office) -> dict[str, list[Values]]:
    """Everything that is kept, versions and search texts aside."""
    found = {}
    for ledger in LEDGERS.values():
        ids = sorted({*office.ids(ledger, Query()), *office.ids(ledger, Query(bin=True))})
        rows = office.rows(ledger, ids)
        found[ledger.id] = [
            {key: value for key, value in row.items() if key not in ("version", "find")} for row in rows
        ]
    return found


def test_pairs_and_why(office: Office) -> None:
    put(office, MEMBERS, name="陈一", id_no=WHOLE)
    put(office, MEMBERS, name="陈一一", id_kind="其他", id_no=OLD)
    put(office, MEMBERS, name="林二", birth="1980-01-01", mobile="13900000002")
    put(office, VOLUNTEERS, name="林二", mobile="13900000002；0591-26123300")
    put(office, MEMBERS, name="林二", birth="1980-01-01")
    put(office, MEMBERS, name="林三", birth="1980-01-01")
    put(office, MEMBERS, name="林四")
    put(office, MEMBERS, name="林四")
    put(office, MEMBERS, name="黄五", id_no="350100199001010013", birth="1990-01-01", telephone="0591-26123300")
    put(office, MEMBERS, name="黄五", id_no="350100196310098576", birth="1963-10-09", telephone="0591-26123300")
    told = [(pair.one["name"], pair.other["name"], pair.reasons) for pair in duplicates(office)]
    assert told == [
        ("陈一", "陈一一", [NUMBER]),
        ("林二", "林二", [BIRTH]),
        ("林二", "林二", [PHONE]),
    ]


def test_a_merge_takes_everything_along_as_one_act(two: tuple[Office, str, str]) -> None:
    office, one, other = two
    before = state(office)
    done = merge(office, MEMBERS, one, other, {"birth": "keep"})
    assert done.moved == {"走访慰问": 1, "值班安排": 1, "学习小组": 1, "党组织": 1}
    kept = get(office, MEMBERS, one)
    assert (kept["name"], kept["id_no"], kept["mobile"], kept["position"]) == ("陈建国", WHOLE, "13900000001", "科长")
    assert (kept["is_member"], kept["is_volunteer"], kept["team"]) == (True, True, "先锋队")
    assert [honour["name"] for honour in kept["honours"]] == ["优秀党员", "劳动模范"]
    (visit,) = office.rows(VISITS, office.ids(VISITS, Query()))
    assert (visit["recipient"], visit["recipient_id"]) == ("陈建国", one)
    (group,) = office.rows(GROUPS, office.ids(GROUPS, Query()))
    assert [(row["person"], row["person_id"]) for row in group["people"]] == [("王五", None), ("陈建国", one)]
    assert [kept.name for kept in attachments_of(office, MEMBERS, one)] == ["证明.txt"]
    gone = get(office, MEMBERS, other)
    assert (gone["is_member"], gone["is_volunteer"], gone["honours"]) == (False, False, [])
    assert gone["remark"] == f"已并入“陈建国”（编号 {one}）"
    assert office.ids(VISITS, Query(search="cjg")) == [visit["id"]]
    assert all(one_.ok for one_ in check(office))
    assert office.undo() == "合并 陈建囯 到 陈建国"
    assert state(office) == before


def test_fields_are_taken_as_chosen(two: tuple[Office, str, str]) -> None:
    office, one, other = two
    merge(office, MEMBERS, one, other, {"name": "drop", "id_no": "drop", "honours": "keep"})
    kept = get(office, MEMBERS, one)
    assert (kept["name"], kept["id_no"], len(kept["honours"])) == ("陈建囯", None, 1)
    (visit,) = office.rows(VISITS, office.ids(VISITS, Query()))
    assert (visit["recipient"], visit["recipient_id"]) == ("陈建囯", one)


def test_parted_as_it_was(two: tuple[Office, str, str]) -> None:
    office, one, other = two
    before = state(office)
    merge(office, MEMBERS, one, other)
    done = unmerge(office, MEMBERS, other)
    assert done.left == []
    assert done.moved == {"走访慰问": 1, "值班安排": 1, "学习小组": 1, "党组织": 1}
    assert state(office) == before
    assert [kept.name for kept in attachments_of(office, MEMBERS, other)] == ["证明.txt"]
    with pytest.raises(Conflict, match="已经拆开过"):
        unmerge(office, MEMBERS, other)
    assert office.undo() == "拆开合并 陈建囯"
    assert get(office, MEMBERS, other)["is_member"] is False


def test_parted_months_later_what_has_changed_stays_and_is_named(two: tuple[Office, str, str]) -> None:
    office, one, other = two
    merge(office, MEMBERS, one, other)
    third = put(office, MEMBERS, name="林三")
    (duty,) = office.ids(DUTIES, Query())
    with office.work("改") as work:
        work.change(MEMBERS, one, {"position": "副局长"})
        work.change(DUTIES, duty, {"person": "林三", "person_id": third})
    late = put(office, VISITS, recipient="陈建国", recipient_id=one, visited="2026-02-02")
    done = unmerge(office, MEMBERS, other)
    assert done.left == [
        "陈建国的工作单位及职务后来改过，保留现在的值",
        f"值班安排“{get(office, DUTIES, duty)['title']}”的人员后来改过，保留现在的值",
    ]
    assert get(office, DUTIES, duty)["person_id"] == third
    assert get(office, VISITS, late)["recipient_id"] == one
    assert get(office, MEMBERS, one)["position"] == "副局长"
    assert get(office, MEMBERS, one)["mobile"] is None
    assert get(office, MEMBERS, other)["position"] == "科长"
    assert all(one_.ok for one_ in check(office))


def test_what_can_not_be_merged_is_refused(two: tuple[Office, str, str]) -> None:
    office, one, other = two
    with pytest.raises(Refusal, match="同一条记录"):
        merge(office, MEMBERS, one, one)
    with pytest.raises(Refusal, match="不能合并"):
        merge(office, VISITS, one, other)
    with pytest.raises(Missing, match="没有找到"):
        unmerge(office, MEMBERS, other)
    with office.work("删") as work:
        work.remove(MEMBERS, other)
        work.remove(VOLUNTEERS, other)
    before = state(office)
    with pytest.raises(Conflict, match="回收站"):
        merge(office, MEMBERS, one, other)
    assert state(office) == before


def test_the_commands(two: tuple[Office, str, str]) -> None:
    office, one, other = two
    folder = str(office.folder)
    office.close()

    def call(*words: str) -> Values:
        done = CliRunner().invoke(app_for(), ["--data", folder, "--json", *words], catch_exceptions=False)
        document: Values = orjson.loads(done.stdout)
        return document

    assert call("duplicates")["pairs"] == []
    document = call("merge", "members", one, other, "--take", "姓名=drop", "--take", "mobile=keep")
    assert document["moved"]["走访慰问"] == 1
    assert call("show", "members", one)["name"] == "陈建囯"
    assert call("show", "members", one)["mobile"] is None
    assert call("unmerge", "members", other)["left"] == []
    assert call("show", "members", one)["name"] == "陈建国"
