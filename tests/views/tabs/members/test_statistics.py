"""Figures at the window: a figure opens its people, a person opens his record."""

from pathlib import Path

from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from desktop.samples import demo
from desktop.store.office import Office
from desktop.views.frame.window import Window
from desktop.views.tabs.members.pages import show_statistics
from desktop.views.tabs.members.statistics import StatisticsDialog
from tests.views.conftest import Answers, idle, page_of


def test_a_figure_opens_its_people(
    qtbot: QtBot, window: Window, office: Office, answers: Answers, tmp_path: Path
) -> None:
    demo.fill(office)
    page = page_of(window, "members")
    show_statistics(page)
    (dialog,) = page.findChildren(StatisticsDialog)
    assert not dialog.out.isEnabled()
    idle(qtbot, window)
    women = next(row for row, cell in enumerate(dialog.cells) if cell.value == "女")
    dialog.table.setCurrentCell(women, 2)
    assert dialog.people.rowCount() == dialog.cells[women].count
    assert f"女 {dialog.cells[women].count} 人" in dialog.told.text()
    answers.file = tmp_path / "统计.xlsx"
    dialog.out.click()
    sheet = load_workbook(answers.file).active
    assert sheet is not None
    assert dialog.found is not None
    assert sheet["C2"].value == dialog.found.total
    for typed in ("看不懂", "1990", "1975-1-1"):
        dialog.day.show_text(typed)
        dialog.day.entered.emit()
    idle(qtbot, window)
    assert 0 < dialog.found.total < 8
    dialog.table.setCurrentCell(0, 2)
    with qtbot.waitSignal(dialog.opened) as opened:
        dialog.people.cellActivated.emit(0, 0)
    assert opened.args is not None
    assert page.editing is not None
    assert page.editing["id"] == opened.args[1]
    page.close_form()
