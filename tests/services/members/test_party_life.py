"""Dues made out and paid, letters numbered and received, elections held, organisations changed: each one act."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.errors import Refusal
from desktop.models.organizations.elections import on_time
from desktop.records.editing import save_record
from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.services.computed import computed
from desktop.services.due import reminders
from desktop.services.members.dues import arrears, lines, plan, sheet, tick
from desktop.services.organizations.tree import lines as nodes_of
from desktop.services.organizations.tree import tree
from desktop.services.papers import print_form
from desktop.store.office import Office
from desktop.store.query import Query, Where
from desktop.views.frame.window import Window
from desktop.views.tabs.members.dues import FIRST, DuesDialog
from tests.reports.reading import assert_embedded, text_of
from tests.views.conftest import answers, idle, page_of, window

__all__ = ["answers", "window"]
MEMBERS, ORGS, DUES, TRANSFERS = (LEDGERS[name] for name in ("members", "organizations", "dues", "transfers"))
ELECTIONS, CHANGES = LEDGERS["elections"], LEDGERS["org-changes"]
YEAR = 2026


def add(office: Office, ledger: str, **values: object) -> str:
    return save_record(office, LEDGERS[ledger], dict(values), None)[0]


@pytest.fixture
def branch(office: Office) -> str:
    """A branch with a working, a retired, a new and a departed member, and one without a base."""
    place = add(office, "organizations", full_name="第一党支部", kind="党支部", parent=office.unit)
    joined = {"joined": "2000-07-01", "branch": "第一党支部"}
    add(office, "members", name="张三", dues_base=830_000, retired="在职", **joined)
    add(office, "members", name="李四", dues_base=455_000, retired="退休", **joined)
    add(office, "members", name="王五", dues_base=300_000, joined="2026-04-15", branch="第一党支部")
    add(office, "members", name="赵六", dues_base=300_000, gone="2026-03-10", gone_by="转出", **joined)
    add(office, "members", name="孙七", **joined)
    return place


def due(office: Office, day: str, rule: str) -> list[tuple[str, str]]:
    return [(one.title, one.state) for one in reminders(office, dt.date.fromisoformat(day)) if one.rule == rule]


def test_a_year_of_dues_is_made_out_once(office: Office, branch: str) -> None:
    assert branch
    assert plan(office, YEAR, "第一党支部") == 12 + 12 + 9 + 2
    assert plan(office, YEAR) == 0
    found = {line.person: line for line in lines(office, YEAR)}
    assert set(found) == {"张三", "李四", "王五", "赵六"}
    assert found["张三"].months["2026-01"]["due"] == 12_450
    assert found["李四"].months["2026-01"]["due"] == 2_275
    assert min(found["王五"].months) == "2026-04"
    assert max(found["赵六"].months) == "2026-02"
    office.undo()
    assert office.count(DUES, Query()) == 0


def test_what_is_paid_waived_and_owed(office: Office, branch: str) -> None:
    assert branch
    plan(office, YEAR)
    rows = [line for line in lines(office, YEAR) if line.person == "张三"]
    assert tick(office, list(rows[0].months.values())[:2], paid=True, on=dt.date(2026, 2, 15)) == 2
    with pytest.raises(Refusal, match="没有可以打勾"):
        tick(office, [office.get(DUES, one["id"]) for one in list(rows[0].months.values())[:2]], paid=True)
    who = next(line for line in lines(office, YEAR) if line.person == "李四")
    with office.work("减免") as work:
        work.change(DUES, who.months["2026-01"]["id"], {"exempt": "家庭困难，支部研究同意"})
    owed = {one.person: one for one in arrears(office, dt.date(2026, 3, 31))}
    assert owed["李四"].months == ("2026-02",)
    assert "王五" not in owed
    assert owed["赵六"].sum == 3_000
    titles = [title for title, _ in due(office, "2026-03-31", "党费欠缴")]
    assert any("李四 欠缴 1 个月 22.75 元" in title for title in titles)


def test_a_sheet_of_very_many_shows_the_first_and_sums_up_all(office: Office, branch: str) -> None:
    assert branch
    plan(office, YEAR)
    every = lines(office, YEAR)
    found = sheet(office, YEAR, "", 2)
    assert [line.person for line in found.lines] == [line.person for line in every][:2]
    assert [line.months for line in found.lines] == [line.months for line in every][:2]
    assert (found.people, found.due, found.paid) == (4, sum(line.due for line in every), 0)


def test_a_sheet_of_the_first_has_their_whole_year(office: Office) -> None:
    """Months in another branch stand farther down among the rows."""
    with office.work("党费") as work:
        organizations = LEDGERS["organizations"]
        for name in ("甲支部", "乙支部"):
            work.add(organizations, {"full_name": name, "kind": "党支部", "parent": office.unit})
        for number in range(20):
            name = f"甲{number:02}"
            work.add(LEDGERS["members"], {"name": name})
            for month in range(1, 13):
                branch = "乙支部" if number == 0 and month > 6 else "甲支部"
                row = {"person": name, "branch": branch, "month": f"{YEAR}-{month:02}", "base": 500_000, "due": 5_000}
                work.add(LEDGERS["dues"], {**row, "kind": "按工资比例"})
    assert {len(line.months) for line in lines(office, YEAR)} == {12}
    first = lines(office, YEAR, "", 5)
    assert len(first) == 5
    assert {len(line.months) for line in first} == {12}
    assert {line.branch for line in lines(office, YEAR, "乙支部", 5)} == {"乙支部"}


def test_the_calendar_is_ticked_by_keyboard(qtbot: QtBot, window: Window, branch: str) -> None:
    assert branch
    page = page_of(window, "dues")
    dialog = DuesDialog(page.desk, YEAR, window)
    qtbot.addWidget(dialog)
    dialog.open()
    idle(qtbot, window)
    assert "生成应缴" in dialog.sums.text()
    dialog.make.click()
    idle(qtbot, window)
    assert dialog.table.rowCount() == 4
    dialog.table.setCurrentCell(0, FIRST)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    item = dialog.table.item(0, FIRST)
    assert item is not None
    assert item.text().startswith("✓")
    assert dialog.sums.text().startswith("4 人")
    assert "实缴 0.00" not in dialog.sums.text()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, window)
    assert "实缴 0.00" in dialog.sums.text()
    item = dialog.table.item(0, FIRST)
    assert item is not None
    assert not item.text().startswith("✓")


def test_the_sheet_of_dues_on_paper(office: Office, tmp_path: Path, branch: str) -> None:
    assert branch
    plan(office, YEAR)
    tick(office, [row for line in lines(office, YEAR) for row in line.months.values()], paid=True)
    office.settings.dues_share = 20
    print_form(office, "dues-year", tmp_path / "党费.pdf", {"year": str(YEAR)})
    assert_embedded(tmp_path / "党费.pdf")
    text = text_of(tmp_path / "党费.pdf")
    paid = sum(line.paid for line in lines(office, YEAR))
    assert f"{paid / 100:.2f}" in text
    assert "应上缴" in text
    with pytest.raises(Refusal, match="年度"):
        print_form(office, "dues-year", tmp_path / "党费.pdf", {"year": "今年"})


def test_letters_are_numbered_by_year_and_a_member_who_was_received_has_left(office: Office, branch: str) -> None:
    assert branch
    one = add(office, "transfers", direction="转出", person="张三", issued="2026-03-02", sent_to="某市某局党委")
    other = add(office, "transfers", direction="转出", person="李四", issued="2026-05-02", sent_to="某市某局党委")
    last = add(office, "transfers", direction="转出", person="孙七", issued="2027-01-05", sent_to="某市某局党委")
    numbers = [office.get(TRANSFERS, record)["number"] for record in (one, other, last)]
    assert numbers == ["〔2026〕1号", "〔2026〕2号", "〔2027〕1号"]
    assert due(office, "2026-03-24", "介绍信到期无回执") == []
    assert due(office, "2026-03-25", "介绍信到期无回执")[0][1] == "临近"
    assert due(office, "2026-04-01", "介绍信到期无回执")[0][1] == "到期"
    assert due(office, "2026-04-02", "介绍信到期无回执")[0][1] == "逾期"
    save_record(office, TRANSFERS, {"received": "2026-04-10", "receipt": True}, office.get(TRANSFERS, one))
    (member,) = office.rows(MEMBERS, office.ids(MEMBERS, Query(where=(Where("name", "=", "张三"),))))
    assert (member["status"], member["gone"], member["gone_by"]) == ("转出", "2026-04-10", "转出")
    assert due(office, "2026-04-20", "介绍信到期无回执") == []
    office.undo()
    assert office.get(MEMBERS, member["id"])["status"] is None


def test_the_letter_on_paper(office: Office, tmp_path: Path, branch: str) -> None:
    assert branch
    letter = {"issued": "2026-03-02", "sent_to": "某市某局党委", "dues_until": "2026-03", "valid_days": 30}
    add(office, "transfers", direction="转出", person="张三", **letter)
    print_form(office, "introduction-letter", tmp_path / "信.pdf")
    text = text_of(tmp_path / "信.pdf")
    assert text.count("〔2026〕1号") == 3
    for words in ("第一联", "第二联", "第三联", "2026年3月2日", "某市某局党委"):
        assert words in text
    with pytest.raises(Refusal, match="没有“无此人”"):
        print_form(office, "introduction-letter", tmp_path / "信.pdf", {"transfer": "无此人"})


@pytest.mark.parametrize(
    ("day", "rule", "state"),
    [
        ("2025-12-31", "换届提前六个月", None),
        ("2026-01-01", "换届提前六个月", "临近"),
        ("2026-07-01", "换届提前六个月", "到期"),
        ("2026-07-02", "届满未换", "逾期"),
    ],
)
def test_elections_are_due_by_the_term(office: Office, branch: str, day: str, rule: str, state: str | None) -> None:
    with office.work("任期") as work:
        work.change(ORGS, branch, {"term_start": "2023-07-01"})
    found = [one for title, one in due(office, day, rule) if "第一党支部" in title]
    assert found == ([state] if state else [])


def test_an_extension_moves_the_day_and_an_election_begins_a_term(office: Office, branch: str) -> None:
    with office.work("任期") as work:
        work.change(ORGS, branch, {"term_start": "2023-07-01"})
    record = add(
        office,
        "elections",
        organization="第一党支部",
        kind="换届",
        due="2026-07-01",
        extended_to="2026-12-31",
        approval="甲",
    )
    assert due(office, "2026-08-01", "届满未换") == []
    assert on_time(office.get(ELECTIONS, record)) is None
    save_record(office, ELECTIONS, {"held": "2026-12-31"}, office.get(ELECTIONS, record))
    assert computed(office, ELECTIONS, office.get(ELECTIONS, record))["是否按期"] == "是"
    assert office.get(ORGS, branch)["term_start"] == "2026-12-31"
    save_record(office, ELECTIONS, {"held": "2027-01-01"}, office.get(ELECTIONS, record))
    assert computed(office, ELECTIONS, office.get(ELECTIONS, record))["是否按期"] == "否"


def test_a_change_really_changes_the_tree(office: Office, branch: str) -> None:
    second = add(office, "organizations", full_name="第二党支部", kind="党支部", parent=office.unit)
    add(office, "org-changes", organization="第一党支部", kind="更名", renamed="综合党支部", effective="2026-02-01")
    assert office.get(ORGS, branch)["title"] == "综合党支部"
    assert office.count(MEMBERS, Query(where=(Where("branch", "=", "综合党支部"),))) == 5
    merged = {"kind": "合并", "target": "第二党支部", "effective": "2026-03-01"}
    add(office, "org-changes", organization="综合党支部", **merged)
    assert office.get(ORGS, branch)["dissolved"] == "2026-03-01"
    assert office.count(MEMBERS, Query(where=(Where("branch", "=", "第二党支部"),))) == 5
    before, since = (
        Query(where=(Where("branch", "=", "综合党支部"),), as_of=day) for day in ("2026-02-28", "2026-03-01")
    )
    assert (office.count(MEMBERS, before), office.count(MEMBERS, since)) == (4, 0)
    titles = {node.title for _, node in nodes_of(tree(office))}
    assert titles == {office.unit, "第二党支部"}
    assert office.count(ORGS, Query(as_of="2026-02-28")) == 3
    assert office.count(ORGS, Query(as_of="2026-03-01")) == 2
    office.undo()
    assert office.count(MEMBERS, Query(where=(Where("branch", "=", "综合党支部"),))) == 5
    add(office, "org-changes", organization="第二党支部", kind="调整隶属", target="综合党支部", effective="2026-04-01")
    assert office.get(ORGS, second)["parent_id"] == branch


def test_a_change_says_what_it_lacks(office: Office, branch: str) -> None:
    assert branch
    for kind, words in (("更名", "新名称"), ("合并", "并入的组织"), ("调整隶属", "新上级")):
        with pytest.raises(Exception, match=words):
            add(office, "org-changes", organization="第一党支部", kind=kind, effective="2026-02-01")


def test_elections_on_paper(office: Office, tmp_path: Path) -> None:
    demo.fill(office)
    print_form(office, "elections-year", tmp_path / "换届.pdf")
    assert "换届和届中调整一览表" in text_of(tmp_path / "换届.pdf")
    assert_embedded(tmp_path / "换届.pdf")


def test_arrears_are_told_once_a_member_from_the_first_month_owed(office: Office) -> None:
    """In whichever order the months were entered; names by 拼音, or by strokes where that is set."""
    owed = (
        ("王七", "2026-02", "乙支部", 300, None),
        ("王七", "2026-01", "甲支部", 500, 200),
        ("丁一", "2026-01", None, 100, 0),
    )
    paid = (
        ("丁一", "2026-02", None, 100, 100),
        ("王七", "2026-03", "甲支部", 100, 150),
        ("乙二", "2026-01", "甲支部", 700, None),
    )
    with office.work("党费") as work:
        for name in ("甲支部", "乙支部"):
            work.add(LEDGERS["organizations"], {"full_name": name, "kind": "党支部", "parent": office.unit})
        for name in ("王七", "丁一", "乙二"):
            work.add(LEDGERS["members"], {"name": name})
        for name, month, branch, due_, got in (*owed, *paid):
            row = {"person": name, "month": month, "branch": branch, "due": due_, "paid": got, "kind": "按工资比例"}
            work.add(DUES, row)
    found = arrears(office, dt.date(2026, 4, 1))
    assert [(one.person, one.branch, one.months, one.sum) for one in found] == [
        ("王七", "甲支部", ("2026-01", "2026-02"), 600),
        ("乙二", "甲支部", ("2026-01",), 700),
        ("丁一", "", ("2026-01",), 100),
    ]
    assert office.get(DUES, found[0].record_id)["month"] == "2026-01"
    assert [one.person for one in arrears(office, dt.date(2026, 4, 1), "乙支部")] == ["王七"]
    office.settings.name_order = "笔画"
    assert [one.person for one in arrears(office, dt.date(2026, 4, 1))] == ["乙二", "王七", "丁一"]
