"""The way into the Party in an office: computed standing, what is due, the sheet on paper, the office's calendar."""

import datetime as dt
from pathlib import Path

import pytest

from desktop.errors import Refusal
from desktop.records.editing import save_record
from desktop.rules.development import STEPS
from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.services.computed import computed
from desktop.services.due import reminders
from desktop.services.members.development import board, take_workdays
from desktop.services.papers import print_form
from desktop.store.office import Office
from tests.reports.reading import assert_embedded, text_of

WAY, MEMBERS = LEDGERS["development"], LEDGERS["members"]


def add(office: Office, **values: object) -> dict[str, object]:
    record, _ = save_record(office, WAY, dict(values), None)
    return office.get(WAY, record)


def due(office: Office, day: str) -> dict[str, tuple[str, str]]:
    names = ("转正到期", "积极分子半年考察", "发展对象各时限")
    found = reminders(office, dt.date.fromisoformat(day))
    return {one.rule: (one.due, one.state) for one in found if one.rule in names}


def test_the_standing_is_worked_out_and_never_typed(office: Office) -> None:
    row = add(office, person="林晓", applied="2026-01-31", talked="2026-03-05")
    told = computed(office, WAY, row)
    assert told["最近一步"] == "2. 党组织派人谈话"
    assert told["下一步"] == "3. 推荐和确定入党积极分子"
    assert "第7条" in told["问题"]


def test_what_is_due(office: Office) -> None:
    row = add(office, person="林晓", applied="2025-01-10", talked="2025-01-20", activist="2025-08-31")
    assert due(office, "2026-01-28") == {}
    assert due(office, "2026-01-29") == {"积极分子半年考察": ("2026-02-28", "临近")}
    assert due(office, "2026-03-01") == {"积极分子半年考察": ("2026-02-28", "逾期")}
    save_record(office, WAY, {"stopped": "本人提出"}, row)
    assert due(office, "2026-03-01") == {}
    add(office, person="何平", chosen="2025-09-01", prereviewed="2026-01-31", meeting="2026-02-10")
    assert due(office, "2026-05-10") == {"发展对象各时限": ("2026-05-10", "到期")}


def test_probation_that_ends(office: Office) -> None:
    member, _ = save_record(office, MEMBERS, {"name": "张三", "category": "预备党员", "joined": "2025-06-30"}, None)
    assert due(office, "2026-06-30") == {"转正到期": ("2026-06-30", "到期")}
    row = add(office, person="张三", meeting="2025-06-30", approved="2025-08-01")
    assert row["person_id"] == member
    assert due(office, "2026-07-01") == {"转正到期": ("2026-06-30", "逾期")}
    save_record(office, WAY, {"full_meeting": "2026-07-01", "full_approved": "2026-07-20"}, row)
    save_record(office, MEMBERS, {"category": "正式党员", "full": "2026-07-01"}, office.get(MEMBERS, member))
    assert due(office, "2026-08-01") == {}


def test_the_sheet_of_one_person(office: Office, tmp_path: Path) -> None:
    demo.fill(office)
    print_form(office, "development-file", tmp_path / "流程.pdf")
    text = text_of(tmp_path / "流程.pdf")
    assert all(step.title in text for step in STEPS)
    assert_embedded(tmp_path / "流程.pdf")
    with pytest.raises(Refusal, match="没有“无此人”"):
        print_form(office, "development-file", tmp_path / "流程.pdf", {"姓名": "无此人"})


def test_the_offices_own_calendar(office: Office) -> None:
    with pytest.raises(Refusal, match="第 2 行"):
        take_workdays(office, "日期,安排\n明天,休\n")
    with pytest.raises(Refusal, match="没有一天"):
        take_workdays(office, "日期,安排\n")
    assert take_workdays(office, "日期,安排\n2031-10-01,休\n2031-10-02,休\n") == 2
    row = add(
        office,
        person="林晓",
        chosen="2031-09-01",
        agreed="2031-09-20",
        shown_from="2031-09-25",
        shown_to="2031-10-02",
        examined="2031-11-01",
    )
    assert "公示 4 个工作日" in str(computed(office, WAY, row)["问题"])


def test_the_board_has_everybody_on_the_way_once_and_the_pressing_first(office: Office) -> None:
    day = dt.date(2026, 6, 1)
    add(office, person="甲", applied="2026-05-20")
    add(office, person="乙", applied="2026-04-01")
    add(office, person="丙", applied="2020-01-01", activist="2020-06-01", branch="一支部")
    add(office, person="丁", applied="2020-01-01", chosen="2026-01-05", prereviewed="2026-05-10")
    add(office, person="戊", applied="2020-01-01", stopped="本人提出")
    add(office, person="己", applied="2020-01-01", meeting="2023-01-01", full_approved="2024-02-01")
    found = board(office, day)
    assert {stage: [card.person for card in cards] for stage, cards in found.items()} == {
        "申请入党": ["乙", "甲"],
        "积极分子": ["丙"],
        "发展对象": [],
        "预备党员": ["丁"],
        "转正": [],
    }
    late, near = found["申请入党"]
    assert (late.due, late.state, near.due, near.state) == ("2026-05-01", "逾期", "2026-06-20", "临近")
    assert found["预备党员"][0].following == "14. 填写入党志愿书"
    assert found["预备党员"][0].due == "2026-06-10"
    assert [card.person for cards in board(office, day, "一支部").values() for card in cards] == ["丙"]


def test_the_demonstration_fills_the_board(office: Office) -> None:
    demo.fill(office)
    found = board(office, dt.date.today())
    assert all(found[stage] for stage in ("申请入党", "积极分子", "发展对象", "预备党员"))
