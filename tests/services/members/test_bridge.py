"""The bridge of 2025; every figure counted by hand from this table.

甲  joined 2000, full 2001                                       there all the year
乙  joined 2000, full 2001, gone 2025-03-05 转出                 − 转出
丙  joined 2000, full 2001, died 2025-04-06                      − 去世
丁  joined 2000, full 2001, gone 2025-05-07 出党                 − 出党
戊  joined 2010, full 2011, came 2025-06-08 转入                 + 转入
己  joined 2025-07-01, on probation                              + 新发展        trial: + 新发展
庚  joined 2024-08-01, full 2025-08-01                           there           trial: − 转正
辛  joined 2024-09-01, on probation, gone 2025-09-02 转出        − 转出          trial: − 转出
壬  joined 2000, gone 2024-12-31 转出                            at neither end
opening: 甲乙丙丁庚辛 = 6; 6 − 2 − 1 − 1 + 1 + 1 = 4 = 甲戊己庚.  trial: opening 庚辛 = 2; 2 − 1 − 1 + 1 = 1 = 己
"""

import datetime as dt
from pathlib import Path

import orjson
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner

from desktop.cli import app_for
from desktop.errors import Invalid
from desktop.ledger import Values
from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.services.members.bridge import Bridge, bridges, report
from desktop.services.papers import print_form
from desktop.settings import Settings
from desktop.store.office import Office
from desktop.views.kit.ask import RealAsk
from desktop.views.kit.desk import Desk
from desktop.views.kit.tasks import Tasks
from desktop.views.tabs.members.bridge import BridgeDialog
from tests.reports.reading import text_of

MEMBERS, CORRECTIONS, ORGANIZATIONS = LEDGERS["members"], LEDGERS["corrections"], LEDGERS["organizations"]
OLD = {"joined": "2000-07-01", "full": "2001-07-01"}
PEOPLE: dict[str, Values] = {
    "甲": OLD,
    "乙": {**OLD, "gone": "2025-03-05", "gone_by": "转出", "status": "转出"},
    "丙": {**OLD, "died": "2025-04-06", "status": "去世"},
    "丁": {**OLD, "gone": "2025-05-07", "gone_by": "出党", "status": "出党"},
    "戊": {"joined": "2010-07-01", "full": "2011-07-01", "came": "2025-06-08", "came_by": "转入"},
    "己": {"joined": "2025-07-01", "category": "预备党员"},
    "庚": {"joined": "2024-08-01", "full": "2025-08-01"},
    "辛": {"joined": "2024-09-01", "category": "预备党员", "gone": "2025-09-02", "gone_by": "转出", "status": "转出"},
    "壬": {**OLD, "gone": "2024-12-31", "gone_by": "转出", "status": "转出"},
}


@pytest.fixture
def year(office: Office) -> Office:
    with office.work("新建") as work:
        work.add_many(MEMBERS, [{"name": f"陈{one}", "category": "正式党员", **rest} for one, rest in PEOPLE.items()])
    return office


def figures(found: Bridge) -> dict[str, int]:
    return {line.title: line.count for line in found.every if line.count}


def names(found: Bridge, title: str) -> str:
    return "".join(sorted(one.name[1:] for line in found.every if line.title == title for one in line.people))


def add(office: Office, **values: object) -> str:
    with office.work("新建") as work:
        return work.add(MEMBERS, {"category": "正式党员", **values})


def test_every_figure_is_people_by_name(year: Office) -> None:
    members, trial, organizations = bridges(year, 2025)
    assert figures(members) == {"年初": 6, "转出": 2, "去世": 1, "出党": 1, "转入": 1, "新发展": 1, "年末": 4}
    assert [names(members, title) for title in ("转出", "去世", "出党", "转入", "新发展")] == [
        "乙辛",
        "丙",
        "丁",
        "戊",
        "己",
    ]
    assert names(members, "年末") == "".join(sorted("甲戊己庚"))
    assert figures(trial) == {"年初": 2, "转正": 1, "转出": 1, "新发展": 1, "年末": 1}
    assert names(trial, "转正") == "庚"
    assert [one.closes for one in (members, trial, organizations)] == [True, True, True]
    assert figures(organizations) == {"年初": 1, "年末": 1}
    before = bridges(year, 2024)[0]
    assert figures(before) == {"年初": 5, "转出": 1, "新发展": 2, "年末": 6}
    assert before.closing.count == members.opening.count
    assert before.closes


def test_whoever_does_not_fit_is_named(year: Office) -> None:
    """Back in 2025 after leaving in 2023: the record's dates say 转入, yet he is counted at neither end."""
    add(year, name="林一", **OLD, gone="2023-05-01", gone_by="转出", came="2025-02-01", came_by="转入")
    found = bridges(year, 2025)[0]
    assert not found.closes
    assert [one.name for one in found.problems] == ["林一"]
    assert "年初不在册，年末不在册" in found.problems[0].note
    assert found.difference == -1
    assert found.sentence == "没有核平：相差 -1，1 处对不上。"
    year.undo()
    assert bridges(year, 2025)[0].closes
    add(year, name="林二", **OLD, gone="2025-05-01")
    found = bridges(year, 2025)[0]
    assert (found.difference, [one.note for one in found.problems]) == (0, ["离开类型没有填写，暂按转出计"])
    assert not found.closes
    year.undo()
    add(year, name="林三", **OLD, status="转出")
    found = bridges(year, 2025)[0]
    assert found.closes
    assert [one.name for one in found.notes] == ["林三"]


def test_what_was_reported_is_bridged_by_corrections_with_reasons(year: Office) -> None:
    """5 were reported for 2024, the records say 6: 庚 had been left out."""
    report(year, 2024, "党员", 5)
    assert Settings.load(year.folder).reported == {"2024 党员": 5}
    found = bridges(year, 2025)[0]
    assert (found.opening.count, found.closes) == (5, False)
    assert any("相差 +1" in one.note for one in found.problems)
    values = {"year": 2025, "roll": "党员", "direction": "增加", "person": "陈庚"}
    with pytest.raises(Invalid, match="更正原因"), year.work("更正") as work:
        work.add(CORRECTIONS, values)
    with pytest.raises(Invalid, match="哪个党员"), year.work("更正") as work:
        work.add(CORRECTIONS, {**values, "person": None, "reason": "漏报"})
    with year.work("更正") as work:
        work.add(CORRECTIONS, {**values, "reason": "材料迟到，上年漏报"})
    found = bridges(year, 2025)[0]
    assert found.closes
    assert figures(found)["更正"] == 1
    report(year, 2024, "党员", None)
    assert bridges(year, 2025)[0].opening.count == 5  # worked back from the correction


def test_organisations_founded_and_closed(year: Office) -> None:
    with year.work("组织") as work:
        kept = {"kind": "党支部", "parent": year.unit, "parent_id": year.own_id}
        old = work.add(ORGANIZATIONS, {"full_name": "老支部", "founded": "2010-01-01", **kept})
        work.add(ORGANIZATIONS, {"full_name": "新支部", "founded": f"{dt.date.today().year}-01-01", **kept})
    with year.work("撤销") as work:
        work.remove(ORGANIZATIONS, old)
    found = bridges(year, dt.date.today().year)[2]
    assert figures(found) == {"年初": 2, "撤销": 1, "新建": 1, "年末": 2}
    assert found.closes


def test_a_dissolved_organisation_is_closed_on_its_own_day(year: Office) -> None:
    """撤销日期 counts, not the day on which it was typed."""
    with year.work("组织") as work:
        work.add(ORGANIZATIONS, {"full_name": "旧支部", "founded": "2010-01-01", "dissolved": "2025-06-30"})
    then = bridges(year, 2025)[2]
    assert figures(then)["撤销"] == 1
    assert names(then, "撤销") == "支部"
    assert not figures(bridges(year, 2026)[2]).get("撤销")


def test_on_paper(year: Office, tmp_path: Path) -> None:
    add(year, name="林一", **OLD, gone="2023-05-01", gone_by="转出", came="2025-02-01", came_by="转入")
    out = tmp_path / "bridge.pdf"
    assert print_form(year, "year-bridge", out, {"年度": "2025"}).missing == []
    text = text_of(out)
    for words in ("2025年度增减核对表", "没有核平", "陈丙", "2025-04-06", "对不上", "林一", "＝年末"):
        assert words in text


def test_the_command(year: Office) -> None:
    folder = str(year.folder)
    year.close()
    done = CliRunner().invoke(
        app_for(), ["--data", folder, "--json", "bridge", "--year", "2025"], standalone_mode=False
    )
    document = orjson.loads(done.stdout)
    assert done.return_value == 0
    members = document["bridges"][0]
    assert (members["opening"]["count"], members["closing"]["count"], members["closes"]) == (6, 4, True)
    out = next(line for line in members["lines"] if line["title"] == "转出")
    assert [(one["name"], one["date"]) for one in out["people"]] == [("陈辛", "2025-09-02"), ("陈乙", "2025-03-05")]
    words = ["--data", folder, "--json", "bridge", "--year", "2025", "--opening", "党员=9"]
    done = CliRunner().invoke(app_for(), words, standalone_mode=False)
    assert done.return_value == 1
    assert orjson.loads(done.stdout)["bridges"][0]["closes"] is False


def test_the_demonstration_closes(office: Office) -> None:
    demo.fill(office, dt.date(2026, 5, 5))
    for year_ in (2024, 2025, 2026):
        told = bridges(office, year_)
        assert told
        assert all(one.closes for one in told)


def test_at_the_window(qtbot: QtBot, year: Office) -> None:
    tasks = Tasks()
    parent = QWidget()  # the dialog deletes itself where it leads to a record
    qtbot.addWidget(parent)
    dialog = BridgeDialog(Desk(year, tasks, RealAsk()), 2025, parent)
    dialog.show()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert dialog.told.text() == "党员：已核平。　预备党员：已核平。　党组织：已核平。"
    dialog.figures.setCurrentCell(0, 1)
    assert dialog.caption.text() == "党员 · 转出 2"
    assert [dialog.people.item(row, 0).text() for row in range(2)] == ["陈辛", "陈乙"]  # type: ignore[union-attr]
    dialog.reported.setText("5")
    dialog.reported.editingFinished.emit()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert "没有核平" in dialog.told.text()
    last = dialog.figures.item(0, 8)
    assert last is not None
    assert "年末" in last.text() or "对不上" in last.text()
    dialog.reported.setText("")
    dialog.reported.editingFinished.emit()
    qtbot.waitUntil(lambda: not tasks.busy)
    dialog.figures.setCurrentCell(0, 1)
    dialog.figures.cellActivated.emit(0, 1)
    with qtbot.waitSignal(dialog.opened) as opened:
        dialog.people.cellActivated.emit(0, 0)
    assert opened.args is not None
    assert year.get(MEMBERS, opened.args[1])["name"] == "陈辛"
