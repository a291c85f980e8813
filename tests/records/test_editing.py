"""Editing one field leaves every link where it points; a number typed anew finds its person."""

from pathlib import Path

import pytest

from desktop.errors import Invalid, Missing, Refusal
from desktop.ledger import Values
from desktop.records.editing import Edit, save_edits, save_record
from desktop.services.chapters import LEDGERS
from desktop.store.attachments import attachments_of, keep
from desktop.store.office import Office
from desktop.store.query import Query
from tests.conftest import NUMBERS

MEMBERS, VISITS = LEDGERS["members"], LEDGERS["visits"]


@pytest.fixture
def people(office: Office) -> dict[str, str]:
    """Two members of one name, one with a number."""
    found = {}
    with office.work("党员") as work:
        found["numbered"] = work.add(MEMBERS, {"name": "张三", "id_no": NUMBERS[0]})
        found["bare"] = work.add(MEMBERS, {"name": "张三"})
    return found


def visit(office: Office, **values: object) -> Values:
    record, _ = save_record(office, VISITS, {"recipient": "张三", "visited": "2026-07-01", **values}, None)
    return office.get(VISITS, record)


@pytest.mark.parametrize(
    "values", [{"cash": 100}, {"remark": "x"}, {"visited": "2026-07-02"}, {"phone": "13900000000"}]
)
def test_another_field_leaves_the_link(office: Office, people: dict[str, str], values: Values) -> None:
    made = visit(office, recipient_id=people["bare"])
    assert made["recipient_id"] == people["bare"]
    save_record(office, VISITS, values, made)
    assert office.get(VISITS, made["id"])["recipient_id"] == people["bare"]


def test_a_number_typed_finds_its_person(office: Office, people: dict[str, str]) -> None:
    made = visit(office, recipient_id=people["bare"])
    save_record(office, VISITS, {"id_no": NUMBERS[0]}, made)
    assert office.get(VISITS, made["id"])["recipient_id"] in people.values()
    other = visit(office, visited="2026-08-01")
    assert other["recipient_id"] is None
    save_record(office, VISITS, {"id_no": NUMBERS[0]}, other)
    assert office.get(VISITS, other["id"])["recipient_id"] == people["numbered"]


def test_a_record_that_comes_twice_in_an_act_is_read_again(office: Office, people: dict[str, str]) -> None:
    one = people["bare"]
    edits = [Edit(one, {"remark": "一"}), Edit(one, {"mobile": "13900000000"}), Edit(one, {"remark": "二"})]
    save_edits(office, MEMBERS, edits, "改三次")
    record = office.get(MEMBERS, one)
    assert (record["remark"], record["mobile"], record["version"]) == ("二", "13900000000", 4)
    assert [entry.changes for entry in office.history(MEMBERS, one)][-1][-1][1:] == ("一", "二")
    office.undo()
    assert (office.get(MEMBERS, one)["remark"], office.get(MEMBERS, one)["mobile"]) == (None, None)


def test_one_that_is_gone_stops_the_whole_act(office: Office, people: dict[str, str]) -> None:
    with pytest.raises(Missing):
        save_edits(office, MEMBERS, [Edit(people["bare"], {"remark": "一"}), Edit("没有", {"remark": "二"})], "改")
    assert office.get(MEMBERS, people["bare"])["remark"] is None


def test_another_person_brings_their_own_number(office: Office, people: dict[str, str]) -> None:
    with office.work("党员") as work:
        other = work.add(MEMBERS, {"name": "李四", "id_no": NUMBERS[1]})
        work.add(MEMBERS, {"name": "王五"})
    made = visit(office, recipient_id=people["numbered"])
    assert made["id_no"] == NUMBERS[0]
    whole = {**made, "recipient": "李四", "recipient_id": other}
    for given in ({"recipient": "李四"}, {"recipient": "李四", "recipient_id": None}, whole):
        save_record(office, VISITS, given, {**made, "version": None})
        changed = office.get(VISITS, made["id"])
        assert (changed["recipient"], changed["recipient_id"], changed["id_no"]) == ("李四", other, NUMBERS[1])
        office.undo()
    save_record(office, VISITS, {"recipient": "王五"}, {**made, "version": None})
    assert office.get(VISITS, made["id"])["id_no"] is None


def test_a_name_and_a_number_typed_together_are_both_heard(office: Office, people: dict[str, str]) -> None:
    with office.work("党员") as work:
        other = work.add(MEMBERS, {"name": "李四", "id_no": NUMBERS[1]})
    made = visit(office, recipient_id=people["numbered"])
    _, notes = save_record(office, VISITS, {"recipient": "李四四", "id_no": NUMBERS[1]}, made)
    changed = office.get(VISITS, made["id"])
    assert (changed["recipient"], changed["recipient_id"], changed["id_no"]) == ("李四", other, NUMBERS[1])
    assert "李四四" in notes[0]


def test_what_lies_in_the_recycle_bin_is_not_changed_unseen(office: Office, people: dict[str, str]) -> None:
    with office.work("删除") as work:
        work.remove(MEMBERS, people["bare"])
    with pytest.raises(Refusal, match="回收站"):
        save_edits(office, MEMBERS, [Edit(people["bare"], {"remark": "一"})], "改")
    assert office.get(MEMBERS, people["bare"])["remark"] is None


def test_a_number_belongs_to_one_member(office: Office, people: dict[str, str]) -> None:
    with pytest.raises(Invalid, match="“张三”已经登记了这个号码，请打开") as wrong:
        save_record(office, MEMBERS, {"name": "李四", "id_no": NUMBERS[0]}, None)
    assert list(wrong.value.problems) == ["id_no"]
    with pytest.raises(Invalid, match="已经登记"):
        save_edits(office, MEMBERS, [Edit(people["bare"], {"id_no": NUMBERS[0]})], "改")
    save_record(office, MEMBERS, {"id_no": NUMBERS[0], "remark": "同一个人"}, office.get(MEMBERS, people["numbered"]))
    with office.work("删除") as work:
        work.remove(MEMBERS, people["numbered"])
    with pytest.raises(Invalid, match="回收站"):
        save_record(office, MEMBERS, {"name": "李四", "id_no": NUMBERS[0]}, None)


def test_a_volunteer_entered_as_a_member_stays_one_person(office: Office) -> None:
    volunteers = LEDGERS["volunteers"]
    known, _ = save_record(office, volunteers, {"name": "张三", "id_no": NUMBERS[0], "mobile": "13900000000"}, None)
    made, _ = save_record(office, MEMBERS, {"name": "张三", "id_no": NUMBERS[0], "mobile": None, "sex": "男"}, None)
    assert made == known
    member = office.get(MEMBERS, made)
    assert (member["mobile"], member["sex"]) == ("13900000000", "男")
    assert office.ids(MEMBERS, Query()) == office.ids(volunteers, Query()) == [made]
    office.undo()
    assert office.ids(MEMBERS, Query()) == []
    assert office.ids(volunteers, Query()) == [made]


def test_a_number_that_is_another_persons_is_not_taken_over(office: Office, tmp_path: Path) -> None:
    volunteers = LEDGERS["volunteers"]
    known, _ = save_record(office, volunteers, {"name": "张三", "id_no": NUMBERS[0]}, None)
    with pytest.raises(Invalid, match="请核对姓名"):
        save_record(office, MEMBERS, {"name": "李四", "id_no": NUMBERS[0]}, None)
    other, _ = save_record(office, MEMBERS, {"name": "张三", "sex": "男"}, None)
    with pytest.raises(Invalid, match="疑似重复"):
        save_edits(office, MEMBERS, [Edit(other, {"id_no": NUMBERS[0]})], "改")
    paper = tmp_path / "志愿书.pdf"
    paper.write_bytes(b"%PDF-1.4")
    made, _ = save_record(
        office, MEMBERS, {"name": "张三", "id_no": NUMBERS[0]}, None, waiting=[keep(office.folder, paper)]
    )
    assert made == known
    assert [one.name for one in attachments_of(office, MEMBERS, made)] == ["志愿书.pdf"]
