"""A 七一 batch of 47 people paid from three sources, from plan to archive: by services, and in the window by keyboard."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.errors import Conflict, Refusal
from desktop.services.chapters import LEDGERS
from desktop.services.due import reminders
from desktop.services.visits.batches import (
    advance,
    collect,
    give_all,
    propose,
    reconciliation,
    step_back,
    steps,
    take,
    uncollect,
    visits_of,
)
from desktop.services.visits.fund_check import WRONG, batch_named, check_batch, void
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.views.frame.window import Window
from desktop.views.tabs.visits.batch import BatchDialog
from desktop.views.tabs.visits.filling import CandidatesDialog, GiveDialog
from desktop.views.tabs.visits.payout import PayoutDesk, ProxyDialog
from tests.views.conftest import Answers, answers, idle, page_of, window

__all__ = ["answers", "window"]
MEMBERS, VISITS, BATCHES, FUNDS = (LEDGERS[name] for name in ("members", "visits", "visit-batches", "funds"))
NAME = "2026年七一走访慰问"
SOURCES = ("上级拨付党费", "工会经费", "财政")
COMMON = {
    "visited": "2026-06-28",
    "meeting": "机关党委会议",
    "approved": "2026-06-20",
    "approver": "王敏",
    "public_from": "2026-06-10",
    "public_to": "2026-06-16",
}
VETERANS, HARD = 27, 20


def number(index: int) -> str:
    """A synthetic identity number with its check digit."""
    body = f"350100{1930 + index % 20}0101{index:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(one) * weight for one, weight in zip(body, weights, strict=True)) % 11]


@pytest.fixture
def batch(office: Office) -> dict[str, object]:
    """47 people that the records propose, money in three sources, and an empty batch."""
    with office.work("setting") as work:
        for index in range(VETERANS):
            born = {"id_no": number(index), "birth": f"{1930 + index % 20}-01-01"}
            joined = {"joined": "1970-07-01", "category": "正式党员"}
            work.add(MEMBERS, {"name": f"老党员{index:02d}", **born, **joined})
        for index in range(HARD):
            who = {"year": 2026, "person": f"困难{index:02d}", "id_no": number(100 + index)}
            work.add(LEDGERS["hardship"], {**who, "grade": "比较困难", "reason": "家属患病住院支出较大"})
        for source in SOURCES:
            work.add(
                FUNDS, {"on": "2026-01-05", "source": source, "flow": "收入", "amount": 5_000_000, "summary": "拨入"}
            )
        work.add(
            BATCHES, {"year": 2026, "name": NAME, "occasion": "七一", "begins": "2026-06-21", "ends": "2026-07-05"}
        )
    return batch_named(office, NAME)


def again(office: Office) -> dict[str, object]:
    return batch_named(office, NAME)


def test_from_plan_to_archive(office: Office, batch: dict[str, object]) -> None:
    with pytest.raises(Refusal, match="还没有慰问对象"):
        advance(office, batch)
    people = propose(office, batch, dt.date(2026, 6, 1))
    old, hard = ([one for one in people if one.category.startswith(kind)] for kind in ("光荣", "生活困难"))
    assert (len(old), len(hard)) == (VETERANS, HARD)
    take(office, batch, old[:20], 100_000, SOURCES[0])
    take(office, batch, old[20:], 100_000, SOURCES[2])
    take(office, batch, hard, 80_000, SOURCES[1])
    assert propose(office, batch, dt.date(2026, 6, 1)) == []
    with pytest.raises(Refusal, match="依据文件、计划人数、计划金额"):
        advance(office, batch)
    with office.work("plan") as work:
        planned = {"basis": "组通〔2026〕5号", "planned_people": 47, "planned_money": 4_300_000}
        work.change(BATCHES, str(batch["id"]), planned)
    assert advance(office, again(office)) == "公示"
    with pytest.raises(Refusal, match=r"9\. 没有公示"):
        advance(office, again(office))
    assert give_all(office, again(office), {key: COMMON[key] for key in ("public_from", "public_to")}) == 47
    assert advance(office, again(office)) == "审批"
    with pytest.raises(Refusal, match=r"8\. .*47 条"):
        advance(office, again(office))
    assert give_all(office, again(office), COMMON) == 47
    assert advance(office, again(office)) == "发放"
    with pytest.raises(Refusal, match=r"10\. 没有签领"):
        advance(office, again(office))
    visits = visits_of(office, again(office))
    for visit in visits[1:]:
        collect(office, visit, {"signed": "2026-06-28"})
    with pytest.raises(Refusal, match="代领关系、代领凭据"):
        collect(office, visits[0], {"sign_mode": "代领", "proxy": "李四"})
    proxied = {"proxy": "李四", "proxy_relation": "儿子", "proxy_paper": "委托书", "signed": "2026-06-29"}
    collect(office, visits[0], {"sign_mode": "代领", **proxied})
    figures = dict(reconciliation(office, again(office)))
    assert figures["名单"] == "47 人 47 人次 43000.00 元"
    assert figures["大写"] == "肆万叁仟元整"
    assert figures["未领"] == "0 人次 0.00 元"
    assert sorted(figures["按来源"].split("，")) == sorted(
        ["上级拨付党费 20000.00", "工会经费 16000.00", "财政 7000.00"]
    )
    lacking = [one for one in check_batch(office, again(office)) if one.state == WRONG]
    assert lacking == []
    assert advance(office, again(office)) == "归档"
    assert all(step.done and not step.missing for step in steps(office, again(office)))
    with pytest.raises(Conflict, match="归档"):
        uncollect(office, visits[5])
    with pytest.raises(Conflict, match="归档"):
        take(office, again(office), people[:1])
    with pytest.raises(Refusal, match="作废"), office.work("remove") as work:
        work.remove(VISITS, visits[5]["id"])
    void(office, VISITS, visits[5]["id"], "重复登记")
    assert len(visits_of(office, again(office))) == 46
    assert step_back(office, again(office)) == "发放"


def test_who_else_is_proposed(office: Office) -> None:
    """First secretaries by their post, the aged by the office's own age, the frontline for its own occasion only."""
    with office.work("people") as work:
        for index, (name, facts) in enumerate(
            (
                ("书记", {"position": "派驻某村第一书记"}),
                ("老人", {"birth": "1946-06-02"}),
                ("旁人", {"birth": "1990-01-01"}),
            )
        ):
            work.add(MEMBERS, {"name": name, "id_no": None, "joined": "2015-07-01", "remark": str(index), **facts})
    with office.work("service") as work:
        values, _ = office.resolve(
            LEDGERS["services"], {"volunteer": "旁人", "on": "2026-02-03", "kind": "防汛抗台", "activity": "巡堤"}
        )
        work.add(LEDGERS["services"], values)
        for name, occasion in (("甲", "七一"), ("乙", "一线慰问")):
            work.add(BATCHES, {"year": 2026, "name": name, "occasion": occasion})
    day = dt.date(2026, 6, 1)

    def found(name: str) -> dict[str, str]:
        return {one.name: one.category for one in propose(office, batch_named(office, name), day)}

    assert found("甲") == {"书记": "驻村第一书记/挂职干部"}
    assert found("乙") == {"书记": "驻村第一书记/挂职干部", "旁人": "基层干部"}
    office.settings.visit_age = 80
    assert "老人" not in found("甲")
    office.settings.visit_age = 79
    assert found("甲") == {"书记": "驻村第一书记/挂职干部", "老人": "其他老党员"}


def test_what_is_not_signed_for_and_publicity_under_way_is_due(office: Office, batch: dict[str, object]) -> None:
    people = propose(office, batch, dt.date(2026, 6, 1))
    take(office, batch, people[:2], 100_000, SOURCES[0])
    assert take(office, batch, people[:3], 100_000, SOURCES[0]) == 1, "nobody comes twice"
    with pytest.raises(Refusal, match="都已经在名单里"):
        take(office, batch, people[:3])
    office.undo()
    give_all(office, batch, COMMON)
    with office.work("publicity") as work:
        work.change(BATCHES, str(batch["id"]), {"state": "公示"})

    def due(day: str, rule: str) -> list[str]:
        return [one.state for one in reminders(office, dt.date.fromisoformat(day)) if one.rule == rule]

    assert due("2026-06-15", "公示未满") == ["临近"]
    assert due("2026-06-16", "公示未满") == ["到期"]
    assert due("2026-06-17", "公示未满") == []
    assert due("2026-07-20", "慰问未签领") == []
    assert due("2026-07-21", "慰问未签领") == ["临近"] * 2
    assert due("2026-07-28", "慰问未签领") == ["到期"] * 2
    assert due("2026-07-29", "慰问未签领") == ["逾期"] * 2
    collect(office, visits_of(office, batch)[0])
    assert due("2026-07-29", "慰问未签领") == ["逾期"]


def opened(window: Window, kind: type) -> object:
    found = QApplication.activeModalWidget()
    return found if isinstance(found, kind) else window.findChild(kind)


def test_in_the_window_by_keyboard(  # noqa: PLR0915 - one batch from its first step to its last
    qtbot: QtBot, office: Office, window: Window, answers: Answers, batch: dict[str, object]
) -> None:
    page = page_of(window, "visit-batches")
    page.open_record(str(batch["id"]))
    for key, text in (("basis", "组通5号"), ("planned_people", "47"), ("planned_money", "47000")):
        page.form.rows[key].editor.show_text(text)
    page.acts["批次工作台"].click()
    bench = opened(window, BatchDialog)
    assert isinstance(bench, BatchDialog)
    idle(qtbot, window)
    assert "还没有慰问对象" in bench.missing.text()
    bench.buttons["propose"].click()
    candidates = opened(window, CandidatesDialog)
    assert isinstance(candidates, CandidatesDialog)
    idle(qtbot, window)
    candidates.table.setFocus()
    qtbot.keyClick(candidates.table, Qt.Key.Key_Space)
    qtbot.keyClick(candidates.table, Qt.Key.Key_Down)
    qtbot.keyClick(candidates.table, Qt.Key.Key_Return)
    assert (candidates.go.text(), candidates.chosen()) == ("加入名单（2 人）", candidates.found[:2])
    qtbot.keyClick(candidates.table, Qt.Key.Key_Space)
    assert candidates.chosen() == candidates.found[:1]
    qtbot.keyClick(candidates.everybody, Qt.Key.Key_Space)
    candidates.cash.show_text("1000")
    candidates.source.show_text("上级拨付党费")
    assert candidates.go.text() == "加入名单（47 人）"
    qtbot.keyClick(candidates.go, Qt.Key.Key_Space)
    idle(qtbot, window)
    assert "47 人次 47000.00 元" in dict(reconciliation(office, again(office)))["名单"]
    assert bench.missing.text() == "可以进入下一步。"
    qtbot.keyClick(bench.buttons["next"], Qt.Key.Key_Space)
    idle(qtbot, window)
    bench.buttons["give"].click()
    give = opened(window, GiveDialog)
    assert isinstance(give, GiveDialog)
    for key, text in COMMON.items():
        give.editors[key].show_text(text)
    qtbot.keyClick(give.go, Qt.Key.Key_Space)
    for _ in range(2):
        idle(qtbot, window)
        qtbot.keyClick(bench.buttons["next"], Qt.Key.Key_Space)
    idle(qtbot, window)
    assert again(office)["state"] == "发放"
    bench.buttons["payout"].click()
    desk = opened(window, PayoutDesk)
    assert isinstance(desk, PayoutDesk)
    idle(qtbot, window)
    qtbot.keyClick(desk.search, Qt.Key.Key_Down)
    for _ in range(46):
        qtbot.keyClick(desk.table, Qt.Key.Key_Space)
    assert desk.counts.text().startswith("已领 46 人 46000.00 元")
    qtbot.keyClick(desk.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, window)
    assert desk.counts.text().startswith("已领 45 人")
    qtbot.keyClick(desk.table, Qt.Key.Key_Space)
    desk.search.setText("lx")
    assert desk.table.rowCount() == 0
    desk.search.clear()
    desk.open_only.setChecked(True)
    while desk.table.rowCount():
        qtbot.keyClick(desk.table, Qt.Key.Key_F2)
        proxy = opened(window, ProxyDialog)
        assert isinstance(proxy, ProxyDialog)
        proxy.accept()
        assert "代领人" in proxy.told.text()
        for key, text in (("proxy", "李四"), ("proxy_relation", "儿子"), ("proxy_paper", "委托书")):
            proxy.editors[key].show_text(text)
        proxy.accept()
        idle(qtbot, window)
    desk.close()
    bench.read()
    idle(qtbot, window)
    for row in range(bench.checks.rowCount()):
        if bench.checks.findings[row].state == WRONG:
            bench.checks.setCurrentCell(row, 0)
            bench.reason.setText("按会议决定，标准一致")
            qtbot.keyClick(bench.reason, Qt.Key.Key_Return)
            idle(qtbot, window)
    qtbot.keyClick(bench.buttons["next"], Qt.Key.Key_Space)
    idle(qtbot, window)
    assert again(office)["state"] == "归档"
    bench.buttons["visits"].click()
    visits = window.page
    assert visits is not None
    assert visits.model.rowCount() == 47
    visits.open_record(visits.model.ids[0])
    answers.text = "重复登记"
    visits.acts["作废…"].click()
    assert office.get(VISITS, visits.model.ids[0])["void_reason"] == "重复登记"
    assert not visits.acts["作废…"].isVisible()


def test_a_check_opens_its_visits(qtbot: QtBot, office: Office, window: Window, batch: dict[str, object]) -> None:
    take(office, batch, propose(office, batch, dt.date(2026, 6, 1))[:3], 100_000, SOURCES[0])
    page = page_of(window, "visit-batches")
    page.open_record(str(batch["id"]))
    page.acts["批次工作台"].click()
    bench = opened(window, BatchDialog)
    assert isinstance(bench, BatchDialog)
    idle(qtbot, window)
    bench.checks.cellActivated.emit(7, 0)
    idle(qtbot, window)
    visits = window.page
    assert visits is not None
    assert visits.ledger.id == "visits"
    assert visits.model.rowCount() == 3 == office.count(VISITS, Query())
