"""A member's standing: what may follow what, with day and reason, and what that day means for lists and the bridge."""

import datetime as dt

import pytest

from desktop.errors import Refusal
from desktop.rules.dates import add_months
from desktop.rules.membership import LEFT, NEXT
from desktop.services.chapters import LEDGERS
from desktop.services.due import reminders
from desktop.services.members.bridge import bridges
from desktop.services.members.due import LOST
from desktop.services.members.status import change_status, choices
from desktop.store.office import Office
from desktop.store.query import Query

MEMBERS = LEDGERS["members"]


def add(office: Office, name: str = "张三", **values: object) -> str:
    with office.work(name) as work:
        return work.add(MEMBERS, {"name": name, "joined": "2010-07-01", "status": "正常", **values})


def there(office: Office, day: str) -> bool:
    return office.count(MEMBERS, Query(as_of=day)) == 1


def status_on(office: Office, record: str, day: str) -> str | None:
    rows = office.rows(MEMBERS, [record], as_of=day)
    return str(rows[0]["status"])


@pytest.mark.parametrize("before", list(NEXT))
@pytest.mark.parametrize("after", list(NEXT))
def test_only_what_may_follow_follows(office: Office, before: str, after: str) -> None:
    record = add(office, status=before, gone="2020-01-01" if before in ("转出", "出党") else None)
    if after in NEXT[before]:
        change_status(office, record, after, "2024-05-06", "自行脱党除名")
        values = office.get(MEMBERS, record)
        assert values["status"] == after
        assert [row["status"] for row in values["statuses"]] == [before, after]
        assert not MEMBERS.rules.warn(values).keys() & {"status", "gone", "died"}
    else:
        with pytest.raises(Refusal, match=before):
            change_status(office, record, after, "2024-05-06", "自行脱党除名")
        assert office.get(MEMBERS, record)["status"] == before


def test_a_change_brings_its_days_and_is_undone_as_one(office: Office) -> None:
    record = add(office)
    change_status(office, record, "去世", "2024-05")
    assert office.get(MEMBERS, record)["died"] == "2024-05"
    assert choices(office.get(MEMBERS, record)) == ()
    assert office.undo() == "党籍变动 张三：正常 → 去世"
    assert office.get(MEMBERS, record)["died"] is None
    change_status(office, record, "出党", "2024-05-06", "开除党籍")
    values = office.get(MEMBERS, record)
    assert (values["gone"], values["gone_by"], values["statuses"][-1]["reason"]) == ("2024-05-06", "出党", "开除党籍")


@pytest.mark.parametrize(
    ("after", "on", "reason", "told"),
    [
        ("停止党籍", "2024-05-06", "", "写明原因"),
        ("停止党籍", "", "失联六个月以上", "从哪一天起"),
        ("停止党籍", "2099-01-01", "失联六个月以上", "还没有到"),
        ("消失", "2024-05-06", "", "没有“消失”"),
        ("正常", "2024-05-06", "", "本来就是"),
    ],
)
def test_what_is_missing_or_wrong_is_said(office: Office, after: str, on: str, reason: str, told: str) -> None:
    record = add(office)
    with pytest.raises(Refusal, match=told):
        change_status(office, record, after, on, reason)
    assert office.get(MEMBERS, record)["statuses"] == []


def test_changes_go_forward_in_time(office: Office) -> None:
    record = add(office)
    change_status(office, record, "停止党籍", "2024-05-06", "失联六个月以上")
    with pytest.raises(Refusal, match="比它早"):
        change_status(office, record, "正常", "2024-05-05", "恢复党籍")


def test_a_day_gives_the_standing_of_that_day(office: Office) -> None:
    """Suspended, restored, moved away, come back: each day tells which."""
    record = add(office)
    for after, on, reason in (
        ("停止党籍", "2020-03-01", "失联六个月以上"),
        ("正常", "2021-03-01", "恢复党籍"),
        ("转出", "2022-03-01", ""),
        ("正常", "2024-03-01", "组织关系转入"),
    ):
        change_status(office, record, after, on, reason)
    told = {"2019-12-31": "正常", "2020-03-01": "停止党籍", "2021-02-28": "停止党籍", "2021-03-01": "正常"}
    assert {day: status_on(office, record, day) for day in told} == told
    stands = {"2010-06-30": False, "2012-01-01": True, "2022-02-28": True, "2022-03-01": False, "2024-02-29": False}
    assert {day: there(office, day) for day in stands} == stands
    assert there(office, "2024-03-01")
    assert there(office, dt.date.today().isoformat())


@pytest.mark.parametrize("year", range(2009, 2026))
def test_the_bridge_closes_in_every_year_of_such_a_life(office: Office, year: int) -> None:
    record = add(office)
    for after, on in (
        ("转出", "2012-03-01"),
        ("正常", "2014-03-01"),
        ("出党", "2016-03-01"),
        ("正常", "2018-09-01"),
        ("去世", "2020-03-01"),
    ):
        change_status(office, record, after, on, "劝而不退除名" if after == "出党" else "")
    found = bridges(office, year)[0]
    assert found.closes, [one.note for one in found.problems]
    moved = {line.title: line.count for line in found.lines if line.count}
    told = {2010: "新发展", 2012: "转出", 2014: "转入", 2016: "出党", 2018: "恢复", 2020: "去世"}
    assert moved == ({told[year]: 1} if year in told else {})


def test_a_status_changed_in_the_form_is_written_down_too(office: Office) -> None:
    record = add(office)
    office.get(MEMBERS, record)
    with office.work("改") as work:
        work.change(MEMBERS, record, {"status": "转出", "gone": "2023-04-05"})
    rows = office.get(MEMBERS, record)["statuses"]
    assert [(row["status"], row["since"]) for row in rows] == [("正常", None), ("转出", "2023-04-05")]


def test_a_reason_of_the_offices_own_joins_the_list_to_be_confirmed(office: Office) -> None:
    record = add(office)
    change_status(office, record, "停止党籍", "2024-05-06", "本单位自己的原因")
    assert "本单位自己的原因" in office.lists["status_reason"].pending


def test_doubts_are_said_and_do_not_forbid(office: Office) -> None:
    record = add(office, lost=True, lost_since="2024-03")
    assert "2024-09-30" in "".join(change_status(office, record, "停止党籍", "2024-05-06", "失联六个月以上"))
    assert "2026-05-06" in "".join(change_status(office, record, "出党", "2025-05-06", "自行脱党除名"))
    assert office.get(MEMBERS, record)["status"] == "出党"


def test_the_lost_are_reminded_of(office: Office) -> None:
    record = add(office, lost=True, lost_since="2024-02-29")
    due = add_months(dt.date(2024, 2, 29), 6)

    def told(on: dt.date) -> list[tuple[str, str]]:
        return [(one.state, one.due) for one in reminders(office, on) if one.rule == LOST]

    assert told(due - dt.timedelta(days=31)) == []
    assert told(due - dt.timedelta(days=1)) == [("临近", "2024-08-29")]
    assert told(due + dt.timedelta(days=1)) == [("逾期", "2024-08-29")]
    change_status(office, record, "停止党籍", "2024-09-01", "失联六个月以上")
    assert told(dt.date(2025, 1, 1)) == []
    assert told(dt.date(2026, 9, 1)) == [("到期", "2026-09-01")]


def test_the_list_of_standings_is_the_codes(office: Office) -> None:
    assert set(NEXT) == set(office.lists["member_status"].texts)
    assert set(LEFT) < set(NEXT)
