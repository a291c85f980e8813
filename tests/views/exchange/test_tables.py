"""The dialog of occasional tables: paste a header, look, correct, keep, give out."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop.samples import demo
from desktop.store.office import Office
from desktop.views.exchange.tables import TableDialog
from desktop.views.frame.window import Window
from tests.views.conftest import Answers, idle, page_of


@pytest.fixture
def dialog(qtbot: QtBot, office: Office, window: Window) -> TableDialog:
    demo.fill(office)
    page = page_of(window, "members")
    page.filters.table_action.trigger()
    found = window.findChild(TableDialog)
    assert found is not None
    idle(qtbot, window)
    return found


def headings(dialog: TableDialog) -> list[str]:
    return [one.title for one in dialog.table().columns]


def test_it_begins_with_what_the_page_shows(window: Window, dialog: TableDialog) -> None:
    page = window.page
    assert page is not None
    assert headings(dialog) == ["序号", *[column.title for column in page.table.shown()]]
    assert dialog.told.text().startswith(f"共 {page.model.rowCount()} 条")


def test_a_pasted_header_is_matched_corrected_kept_and_given_out(
    qtbot: QtBot, window: Window, dialog: TableDialog, answers: Answers, tmp_path: Path
) -> None:
    dialog.header.setPlainText("序号\t姓名\t联系方式\t考察意见")
    dialog.match_button.click()
    assert headings(dialog) == ["序号", "姓名", "联系方式", "考察意见"]
    idle(qtbot, window)
    assert "考察意见" in dialog.told.text()
    box = dialog.columns.cellWidget(3, 1)
    assert isinstance(box, QComboBox)
    box.setCurrentText("民族")
    answers.text = "考察表"
    dialog.keep_button.click()
    answers.file = tmp_path / "考察.xlsx"
    dialog.to_excel.click()
    qtbot.waitUntil(lambda: "已输出" in dialog.told.text())
    sheet = openpyxl.load_workbook(answers.file).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert any(row[3] == "汉族" for row in rows)
    dialog.header.setPlainText("姓名")
    dialog.match_button.click()
    dialog.kept.box.setCurrentText("考察表")
    dialog.kept.box.activated.emit(dialog.kept.box.currentIndex())
    assert headings(dialog) == ["序号", "姓名", "联系方式", "考察意见"]


def test_a_condition_that_is_wrong_is_told_in_place(qtbot: QtBot, window: Window, dialog: TableDialog) -> None:
    dialog.where.setText("血型=A")
    dialog.look()
    idle(qtbot, window)
    assert dialog.preview.rowCount() == 0
    assert "血型" in dialog.told.text()
    assert not dialog.to_excel.isEnabled()
    dialog.where.setText("性别=女")
    dialog.look()
    idle(qtbot, window)
    assert dialog.preview.rowCount()
    assert dialog.to_excel.isEnabled()


def test_a_kept_table_is_deleted(dialog: TableDialog, answers: Answers) -> None:
    for answers.text in ("考察表", "名册"):
        dialog.keep_button.click()
    assert dialog.kept.forget_button.isEnabled()
    dialog.kept.forget_button.click()
    assert set(dialog.kept.kept()) == {"考察表"}
    assert "名册" in dialog.told.text()
    assert dialog.kept.box.currentIndex() == 0
    assert not dialog.kept.forget_button.isEnabled(), "none is chosen"
    dialog.kept.box.setCurrentIndex(1)
    dialog.kept.box.activated.emit(1)
    dialog.kept.forget_button.click()
    assert dialog.kept.kept() == {}
    assert dialog.kept.forget_button.isHidden()
