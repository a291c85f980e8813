"""Bases of dues taken from a payroll sheet in the window."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.services.chapters import LEDGERS
from desktop.services.members.payroll import ADD
from desktop.views.frame.window import Window
from desktop.views.kit.fields import Combo
from desktop.views.tabs.members.dues import DuesDialog
from desktop.views.tabs.members.payroll import PayrollDialog
from tests.services.members.test_payroll import USUAL, sheet
from tests.views.conftest import Answers

MEMBERS = LEDGERS["members"]


def test_columns_are_chosen_people_looked_at_and_taken(
    qtbot: QtBot, window: Window, answers: Answers, tmp_path: Path
) -> None:
    with window.office.work("新建") as work:
        first = work.add(MEMBERS, {"name": "张三"})
        work.add(MEMBERS, {"name": "李四", "dues_base": 500_000})
    answers.file = sheet(tmp_path / "工资.xlsx", *USUAL)
    dues = DuesDialog(window.desk, 2026, window)
    dues.payroll_button.click()
    dialog = dues.findChild(PayrollDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.people.rowCount() == 4)
    assert dialog.told.text() == "取入 1 人，没有变化 1 人，不是党员 2 行。"
    cells = [dialog.people.item(0, place) for place in range(7)]
    assert [cell.text() for cell in cells if cell] == ["3", "张三", "", "", "5620.25", "84.30", "取入"]
    assert dialog.payroll is not None
    fund = [item.title for item in dialog.payroll.items].index("公积金")
    box = dialog.items.cellWidget(fund, 2)
    assert isinstance(box, Combo)
    box.setCurrentText("减")
    box.activated.emit(1)
    assert "取入 2 人" in dialog.told.text()
    dialog.go.click()
    qtbot.waitUntil(lambda: "已核定 2 人" in dues.told.text())
    assert window.office.get(MEMBERS, first)["dues_base"] == 502_025
    dues.close()


def test_nothing_counted_and_no_file_say_so(qtbot: QtBot, window: Window, answers: Answers, tmp_path: Path) -> None:
    answers.file = tmp_path / "没有.xlsx"
    dialog = PayrollDialog(window.desk, answers.file, "2026-01", window)
    qtbot.waitUntil(lambda: dialog.task is None)
    assert "没有.xlsx" in dialog.told.text()
    assert not dialog.go.isEnabled()
    dialog.close()
    dialog = PayrollDialog(window.desk, sheet(tmp_path / "工资.xlsx", *USUAL), "2026-01", window)
    qtbot.waitUntil(lambda: dialog.payroll is not None)
    assert dialog.payroll is not None
    for item in dialog.payroll.items:
        item.role = "不计" if item.role == ADD else item.role
    dialog._work_out()
    assert "还没有选" in dialog.told.text()
    assert not dialog.go.isEnabled()
    dialog.close()
