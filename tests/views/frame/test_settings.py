"""Settings: found by typing, saved whole or not at all, and what they change."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.records.exporting import export
from desktop.reports.kit import fonts
from desktop.services.chapters import LEDGERS
from desktop.services.papers import draw_form
from desktop.settings import Settings, asked, read, shown
from desktop.store.backup import backup
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.views.frame.settings import SettingsDialog
from desktop.views.frame.window import Window
from desktop.views.kit import theme
from tests.reports.reading import fonts_of
from tests.views.conftest import Answers, page_of

MEMBERS = LEDGERS["members"]


@pytest.fixture
def dialog(qtbot: QtBot, office: Office, window: Window, answers: Answers) -> SettingsDialog:
    found = SettingsDialog(office, window, answers)
    found.saved.connect(window.restyle)
    qtbot.addWidget(found)
    found.show()
    return found


def put(dialog: SettingsDialog, name: str, text: str) -> None:
    field = dialog.rows[name].field
    if isinstance(field, QComboBox):
        field.setCurrentText(text)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
    elif isinstance(field, QLineEdit):
        field.setText(text)


def test_every_setting_is_there_and_goes_through_its_own_words(dialog: SettingsDialog) -> None:
    assert set(dialog.rows) == {"unit", *asked()}
    settings = Settings(cash_caps={"困难党员": 2000}, source_for={"工会经费": ["工会会员", "职工"]})
    for name in asked():
        assert read(name, shown(getattr(settings, name))) == getattr(settings, name)


def test_typing_leaves_the_settings_that_answer(dialog: SettingsDialog) -> None:
    for typed in ("备份位置", "bfwz"):
        dialog.search.setText(typed)
        assert [name for name, row in dialog.rows.items() if row.isVisible()] == ["backup_folder"]
    dialog.search.setText("民族")
    assert dialog.lists[0].isVisible()
    dialog.lists[0].click()
    facts = dialog.codes.lists.current
    assert dialog.tabs.currentWidget() is dialog.beside
    assert facts is not None
    assert facts.title == "民族"
    dialog.search.setText("没有这种东西")
    dialog.tabs.setCurrentIndex(0)
    assert dialog.none.isVisible()


def test_what_is_wrong_is_told_and_nothing_is_saved(dialog: SettingsDialog, office: Office) -> None:
    put(dialog, "clerk", "李敏")
    put(dialog, "cash_caps", "困难党员=很多")
    dialog.save()
    assert "困难党员=很多" in dialog.told.text()
    assert office.settings.clerk == ""
    put(dialog, "cash_caps", "困难党员=2000")
    put(dialog, "unit", "")
    dialog.save()
    assert "全称" in dialog.told.text()
    assert office.settings.cash_caps == {}
    put(dialog, "unit", "某县某局新机关党委")
    dialog.save()
    assert (office.unit, Settings.load(office.folder).cash_caps) == ("某县某局新机关党委", {"困难党员": 2000})
    assert office.operator == "李敏"


def test_larger_text_makes_larger_rows(dialog: SettingsDialog, window: Window, office: Office) -> None:
    page = page_of(window, "members")
    before = page.table.verticalHeader().defaultSectionSize()
    put(dialog, "text_size", "特大")
    dialog.save()
    assert page.table.verticalHeader().defaultSectionSize() > before
    office.settings.text_size = "标准"
    window.restyle()
    assert page.table.verticalHeader().defaultSectionSize() == before
    assert theme.scaled(100) == 100


@pytest.mark.parametrize(
    ("style", "whole", "month"),
    [("1998.07.01", "1998.07.01", "2010.10"), ("1998年7月1日", "1998年7月1日", "2010年10月")],
)
def test_dates_leave_in_the_offices_style_and_come_back(
    office: Office, tmp_path: Path, style: str, whole: str, month: str
) -> None:
    with office.work("党员") as work:
        work.add(MEMBERS, {"name": "张三", "birth": "1998-07-01", "joined": "2010-10"})
    office.settings.date_style = style
    export(office, MEMBERS, tmp_path / "党员.xlsx", Query())
    sheet = openpyxl.load_workbook(tmp_path / "党员.xlsx").active
    assert sheet is not None
    head, row = list(sheet.iter_rows(values_only=True))
    told = dict(zip(head, row, strict=True))
    assert (told["出生日期"], told["加入党组织日期"]) == (whole, month)
    kind = MEMBERS.columns["joined"].kind
    assert kind.read(month, office.context()).value == "2010-10"


def test_papers_are_written_in_the_face_that_is_set(office: Office, tmp_path: Path) -> None:
    try:
        for face, name in (("黑体", "Sans"), ("宋体", "Serif")):
            office.settings.paper_face = face
            draw_form(office, "list-members", tmp_path / f"{face}.pdf")
            assert any(name in font[0] for font in fonts_of(tmp_path / f"{face}.pdf"))
    finally:
        fonts.prefer("自动")


def test_only_so_many_backups_are_kept_and_other_files_left_alone(office: Office) -> None:
    other = office.folder / "backups" / "我的备份.tzbak"
    other.write_text("别的文件")
    made = [backup(office.folder, kept=2).path for _ in range(4)]
    assert len({path for path in made if path.exists()}) == 2
    assert made[-1].exists()
    assert other.exists()


@pytest.mark.parametrize(
    ("name", "text"), [("sensitive_years", "3000"), ("sign_days", "9999999"), ("backups_kept", "0")]
)
def test_a_number_beyond_reason_is_refused_and_forgotten(office: Office, name: str, text: str) -> None:
    with pytest.raises(ValueError, match="要在"):
        read(name, text)
    setattr(office.settings, name, int(text))
    office.settings.save(office.folder)
    assert getattr(Settings.load(office.folder), name) == getattr(Settings(), name)


@pytest.fixture
def asking(qtbot: QtBot, office: Office, window: Window, answers: Answers) -> SettingsDialog:
    found = SettingsDialog(office, window, answers)
    qtbot.addWidget(found)
    found.show()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is found)
    return found


def offers(dialog: SettingsDialog) -> list[str]:
    return [one.text() for one in dialog.lists if one.isVisible()]


def test_lists_are_found_by_initials_and_by_what_is_done_to_them(dialog: SettingsDialog) -> None:
    dialog.search.setText("zt")
    assert len([one for one in offers(dialog) if "状态" in one]) >= 2, "those of one title are told apart"
    assert len(set(offers(dialog))) == len(offers(dialog)) <= 6
    wanted = dialog.lists[1].property("row")
    dialog.lists[1].click()
    assert dialog.codes.lists.currentRow() == wanted
    for typed in ("合并", "停用", "选项", "hb"):
        dialog.tabs.setCurrentIndex(0)
        dialog.search.setText(typed)
        assert offers(dialog)[0].startswith("选项列表")
        dialog.lists[0].click()
        assert dialog.tabs.currentWidget() is dialog.beside
    dialog.tabs.setCurrentIndex(0)
    dialog.search.clear()
    assert offers(dialog) == []
    assert dialog.tabs.accessibleName() == "设置"


def test_changes_are_asked_about_however_the_window_is_closed(
    qtbot: QtBot, office: Office, asking: SettingsDialog, answers: Answers
) -> None:
    put(asking, "clerk", "李敏")
    answers.answer = "stay"
    leave = next(one for one in asking.findChildren(QPushButton) if one.text() == "取消")
    qtbot.keyClick(asking, Qt.Key.Key_Escape)
    leave.click()
    assert not asking.close()
    assert asking.isVisible()
    answers.answer = "save"
    qtbot.keyClick(asking, Qt.Key.Key_Escape)
    assert not asking.isVisible()
    assert Settings.load(office.folder).clerk == "李敏"


def test_changes_may_be_given_up_and_without_any_nothing_is_asked(
    qtbot: QtBot, office: Office, asking: SettingsDialog, answers: Answers
) -> None:
    put(asking, "clerk", "李敏")
    qtbot.keyClick(asking, Qt.Key.Key_Escape)
    assert not asking.isVisible()
    assert office.settings.clerk == ""
    answers.answer = "stay"
    other = SettingsDialog(office, asking.parentWidget(), answers)
    qtbot.addWidget(other)
    other.show()
    put(other, "clerk", "李敏")
    put(other, "clerk", "")
    other.close()
    assert not other.isVisible()


def test_ctrl_s_saves(qtbot: QtBot, office: Office, asking: SettingsDialog) -> None:
    put(asking, "clerk", "李敏")
    with qtbot.waitSignal(asking.saved):
        qtbot.keyClick(asking, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert office.settings.clerk == "李敏"
