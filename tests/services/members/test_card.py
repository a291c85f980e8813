"""One person whole: everything that hangs on the person, in the order of time, from every ledger that can name one."""

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from desktop.errors import Missing
from desktop.services.chapters import LEDGERS
from desktop.services.members.card import card_of
from desktop.services.members.status import change_status
from desktop.services.papers import print_form
from desktop.store.attachments import attach, keep
from desktop.store.office import Office
from desktop.store.query import Query
from tests.reports.reading import text_of

MEMBERS = LEDGERS["members"]
WHO = {"name": "张三", "birth": "1980", "joined": "2010-07-01", "full": "2011-07-01", "id_no": "350100199001010013"}


@pytest.fixture
def person(office: Office) -> str:
    with office.work("新建") as work:
        return work.add(MEMBERS, {**WHO, "honours": [{"name": "优秀党员", "level": None, "given": "2015"}]})


def put(office: Office, ledger: str, **values: object) -> str:
    with office.work("记") as work:
        return work.add(LEDGERS[ledger], values)


def test_own_dates_and_what_others_tell_stand_in_one_order(office: Office, person: str) -> None:
    session = put(office, "sessions", branch="一支部", kind="党课", begins="2012-03-05T14:30")
    came = put(office, "attendance", session="党课", session_id=session, person="张三", person_id=person, state="出席")
    visit = put(office, "visits", recipient="张三", recipient_id=person, visited="2014-01-20", cash=50_000)
    change_status(office, person, "停止党籍", "2020-02", "失联六个月以上")
    told = [(event.day, event.what) for event in card_of(office, person).events]
    assert told == [
        ("1980", "出生日期"),
        ("2010-07-01", "加入党组织日期"),
        ("2011-07-01", "转为正式党员日期"),
        ("2012-03-05", "出勤"),
        ("2014-01-20", "走访慰问"),
        ("2015", "荣誉"),
        ("2020-02", "党籍变动"),
    ]
    events = {event.what: event for event in card_of(office, person).events}
    assert (events["出勤"].id, events["走访慰问"].id) == (came, visit)
    assert "500.00" in events["走访慰问"].words
    assert events["党籍变动"].words == "停止党籍　失联六个月以上"
    assert "350100199001010013" not in json.dumps([event.plain() for event in events.values()], ensure_ascii=False)


def test_what_is_in_the_recycle_bin_does_not_count(office: Office, person: str) -> None:
    visit = put(office, "visits", recipient="张三", recipient_id=person, visited="2014-01-20")
    with office.work("删") as work:
        work.remove(LEDGERS["visits"], visit)
    assert "走访慰问" not in {event.what for event in card_of(office, person).events}


def test_child_rows_and_second_roles_say_which(office: Office, person: str) -> None:
    put(office, "study-groups", name="青年组", people=[{"person": "张三", "person_id": person}])
    put(office, "organizations", full_name="一支部", secretary="张三", secretary_id=person)
    told = {event.what for event in card_of(office, person).events}
    assert {"学习小组（成员）", "党组织（书记）"} <= told


def test_every_ledger_that_names_people_reaches_the_card(demonstration: Path, tmp_path: Path) -> None:
    """Of the demonstration, whatever points at a person is on that person's card with its day."""
    with Office.open(Path(shutil.copytree(demonstration, tmp_path / "demo")), LEDGERS) as office:
        shown = {
            (event.ledger, event.id): event
            for one in office.ids(MEMBERS, Query())
            for event in card_of(office, one).events
        }
        for reference in office.references["person"]:
            if reference.part or reference.ledger.id == "members":
                continue
            rows = office.rows(reference.ledger, office.ids(reference.ledger, Query()))
            people = set(office.ids(MEMBERS, Query()))
            linked = [row["id"] for row in rows if row.get(f"{reference.key}_id") in people]
            assert [one for one in linked if (reference.ledger.id, one) not in shown] == []
        assert [event for event in shown.values() if not event.day and event.ledger != "members"] == []


def test_nobody_is_one_sentence(office: Office) -> None:
    with pytest.raises(Missing, match="没有编号为“x”的人"):
        card_of(office, "x")


def test_the_paper_has_the_photograph_and_every_event(office: Office, person: str, tmp_path: Path) -> None:
    face, out = tmp_path / "脸.jpg", tmp_path / "全貌.pdf"
    Image.new("RGB", (300, 400), "navy").save(face)
    print_form(office, "member-card", out, {"member": "张三"})
    without = out.stat().st_size
    with office.work("照片") as work:
        attach(work, MEMBERS, person, [keep(office.folder, face)])
    print_form(office, "member-card", out, {"member": "张三"})
    assert out.stat().st_size > without
    text = text_of(out)
    assert all(word in text for word in ("党员个人全貌表", "张三", "优秀党员", "2011-07-01", "350100********0013"))
    sheet = tmp_path / "采集表.pdf"
    print_form(office, "member-sheet", sheet, {"member": "张三"})
    assert b"/Subtype /Image" in sheet.read_bytes()


def test_a_photograph_that_can_not_be_read_leaves_the_frame(office: Office, person: str, tmp_path: Path) -> None:
    face, out = tmp_path / "坏.jpg", tmp_path / "全貌.pdf"
    face.write_bytes(b"no picture")
    with office.work("照片") as work:
        attach(work, MEMBERS, person, [keep(office.folder, face)])
    print_form(office, "member-card", out, {"member": "张三"})
    assert "照" in text_of(out)
