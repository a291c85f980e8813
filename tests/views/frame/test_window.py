"""The window through real keys: a record made, found, changed, removed, undone; a workbook taken in; a paper seen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTabBar
from pytestqt.qtbot import QtBot

from desktop.samples import demo
from desktop.services.chapters import CHAPTERS, LEDGERS, TABS
from desktop.store.office import Office
from desktop.store.query import Query, Where
from desktop.views.exchange.importing import ImportDialog
from desktop.views.exchange.preview import PreviewDialog
from desktop.views.frame.first_run import FirstRun
from desktop.views.frame.settings import SettingsDialog
from desktop.views.frame.window import Window
from desktop.views.kit import theme
from desktop.views.kit.acting import AT_ONCE
from desktop.views.kit.dialogs import ManualDialog
from desktop.views.kit.tasks import Tasks
from desktop.views.tabs.members.dues import DuesDialog
from tests.conftest import SAMPLES
from tests.views.conftest import MEMBERS, Answers, idle, names, page_of, type_into


def test_the_tabs_are_a_real_tab_bar(window: Window) -> None:
    labels = [window.tabs.tabText(index) for index in range(window.tabs.count())]
    assert labels == ["概览", *TABS]
    assert isinstance(window.tabs, QTabBar)


def test_a_member_is_made_found_changed_removed_and_brought_back(qtbot: QtBot, window: Window, office: Office) -> None:
    page = page_of(window, "members")
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.form.isVisible()
    type_into(qtbot, page, "name", "Zhang San")
    type_into(qtbot, page, "id_no", "350100199001010013")
    assert page.form.rows["birth"].editor.text() == "1990-01-01"
    type_into(qtbot, page, "joined", "98.7")
    assert "1998-07" in page.form.rows["joined"].told.text()
    qtbot.keyClick(page.form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert names(page) == ["Zhang San"]
    record = office.rows(MEMBERS, office.ids(MEMBERS, Query()))[0]
    assert (record["sex"], record["joined"]) == ("男", "1998-07")
    qtbot.keyClick(page.form, Qt.Key.Key_Escape)
    assert not page.form.isVisible()
    page.search.setText("nobody")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert "Esc" in page.table.empty_text()
    page.choosing.clear()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.model.rowCount() == 0
    page.bin_button.setChecked(True)
    assert names(page) == ["Zhang San"]
    page.bin_button.setChecked(False)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)


def test_what_is_wrong_is_told_beside_its_field(qtbot: QtBot, window: Window, office: Office) -> None:
    page = page_of(window, "members")
    page.new_record()
    type_into(qtbot, page, "id_no", "350100199001010014")
    assert "校验位" in page.form.rows["id_no"].told.text()
    assert page.save() is False
    page.form.rows["id_no"].editor.set_value({})
    assert page.save() is False
    assert page.form.rows["name"].told.text() == "请填写姓名"
    assert office.count(MEMBERS, Query()) == 0


def test_an_unsaved_form_is_not_lost(window: Window, answers: Answers, qtbot: QtBot) -> None:
    page = page_of(window, "members")
    page.new_record()
    type_into(qtbot, page, "name", "Li")
    answers.answer = "stay"
    assert page.close_form() is False
    answers.answer = "save"
    assert page.close_form() is True
    assert names(page) == ["Li"]


def test_initials_choose_a_code_and_sources_are_summed(qtbot: QtBot, window: Window, office: Office) -> None:
    page = page_of(window, "visits")
    page.new_record()
    type_into(qtbot, page, "recipient", "张三")
    type_into(qtbot, page, "cash", "1500")
    parts = page.form.rows["funds"].editor
    for source, amount in (("ghjf", "500"), ("lcdf", "1000")):
        parts.add_row()  # type: ignore[attr-defined]
        row = parts.rows[-1]  # type: ignore[attr-defined]
        row.editors[0].show_text(source)
        row.editors[1].show_text(amount)
    assert page.save() is True, page.form.head.whole.text()
    visits = LEDGERS["visits"]
    found = office.rows(visits, office.ids(visits, Query()))[0]
    assert [(one["source"], one["amount"]) for one in found["funds"]] == [("工会经费", 50000), ("留存党费", 100000)]
    assert "慰问金合计 1500.00" in page.status()


def test_a_workbook_is_taken_in_with_its_problems_shown(qtbot: QtBot, window: Window, office: Office) -> None:
    page_of(window, "members")
    window.verbs.import_file(SAMPLES / "新党员名单.xlsx")
    dialog = window.verbs.dialog
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(dialog.go.isEnabled, timeout=10_000)
    assert dialog.columns.rowCount() > 10
    with qtbot.waitSignal(dialog.taken, timeout=10_000):
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert office.count(MEMBERS, Query()) == 60
    dialog.close()
    qtbot.waitUntil(lambda: not window.tasks.busy)
    window.verbs.undo()
    idle(qtbot, window)
    assert office.count(MEMBERS, Query()) == 0


def test_papers_are_seen_before_they_are_printed(qtbot: QtBot, window: Window, office: Office) -> None:
    demo.fill(office)
    page_of(window, "visits")
    window.verbs.print_paper()
    dialog = window.verbs.dialog
    assert isinstance(dialog, PreviewDialog)
    qtbot.waitUntil(lambda: dialog.area.book is not None, timeout=10_000)
    qtbot.waitUntil(lambda: bool(dialog.area.pages) and not dialog.area.pages[0].pixmap().isNull(), timeout=10_000)
    dialog.done(0)


def test_looking_is_not_printing_and_saving_is(
    qtbot: QtBot, window: Window, office: Office, answers: Answers, tmp_path: Path
) -> None:
    """The log holds a 打印 for what left the program, none for what was only looked at."""
    demo.fill(office)
    page_of(window, "visits")
    window.verbs.print_paper()
    dialog = window.verbs.dialog
    assert isinstance(dialog, PreviewDialog)
    qtbot.waitUntil(lambda: dialog.area.book is not None, timeout=10_000)
    assert not [act for act in office.acts() if act.kind == "print"]
    answers.file = tmp_path / "一览.pdf"
    dialog._save()
    assert [act.title for act in office.acts() if act.kind == "print"] == ["打印走访慰问一览表"]
    dialog.done(0)


def test_a_paper_is_asked_for_in_the_words_of_the_records(qtbot: QtBot, window: Window, office: Office) -> None:
    """A batch is chosen by its initials as in a form, and the paper is drawn anew."""
    demo.fill(office)
    page_of(window, "visits")
    window.verbs.print_paper()
    dialog = window.verbs.dialog
    assert isinstance(dialog, PreviewDialog)
    dialog.paper.setCurrentText("慰问金签领表")
    qtbot.waitUntil(lambda: dialog.task is None, timeout=10_000)
    dialog._other_paper()
    qtbot.waitUntil(lambda: dialog.task is None, timeout=10_000)
    batches = [choice.title for choice in office.choices(LEDGERS["visits"].columns["batch"], "")]
    editor = dialog.fields["batch"]
    editor.show_text(batches[-1])
    editor.understand()
    qtbot.waitUntil(lambda: dialog.task is None, timeout=10_000)
    assert dialog.drawn["batch"] == batches[-1]
    assert dialog.drawn["page_totals"] == "否"
    dialog.done(0)


def test_f1_opens_the_manual_over_a_dialog(qtbot: QtBot, window: Window) -> None:
    page_of(window, "members")
    window.verbs.print_paper()
    dialog = window.verbs.dialog
    assert isinstance(dialog, PreviewDialog)
    qtbot.waitUntil(lambda: dialog.task is None, timeout=10_000)
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    manual = dialog.findChild(ManualDialog)
    assert manual is not None
    assert "打印" in manual.list.currentItem().text()
    manual.close()
    dialog.done(0)


def test_every_page_opens_full_and_empty(qtbot: QtBot, window: Window, office: Office) -> None:
    standing = {ledger.id: ledger for chapter in CHAPTERS for ledger in chapter.ledgers}
    assert standing
    for ledger_id in standing:
        page = page_of(window, ledger_id)
        assert page.table.accessibleName() == LEDGERS[ledger_id].title
        assert page.table.objectName() == ledger_id
        assert page.table.empty_text()
    demo.fill(office)
    for ledger_id, ledger in standing.items():
        page = page_of(window, ledger_id)
        qtbot.waitUntil(lambda page=page: page.model.rowCount() >= 5)  # type: ignore[misc]
        page.open_record(page.model.ids[-1])
        assert sorted(page.form.rows) == sorted(ledger.columns)
        for key, row in page.form.rows.items():
            assert row.editor.field.accessibleName() == ledger.columns[key].title
        assert page.form.is_dirty is False, ledger_id
        assert page.close_form()


def test_the_first_page_makes_the_data_folder(qtbot: QtBot, tmp_path: Path) -> None:
    first = FirstRun(tmp_path / "新数据")
    qtbot.addWidget(first)
    first.unit.setText("")
    qtbot.mouseClick(first.go, Qt.MouseButton.LeftButton)
    assert "单位名称" in first.told.text()
    qtbot.keyClicks(first.unit, "Unit")
    with qtbot.waitSignal(first.made) as made:
        qtbot.keyClick(first.unit, Qt.Key.Key_Return)
    made.args[0].close()
    assert (tmp_path / "新数据" / "taizhang.db").exists()


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_text_can_be_read(palette: theme.Palette) -> None:
    for ground in (palette.window, palette.card, palette.raised, palette.selection, palette.hover):
        assert theme.contrast(palette.text, ground) >= 4.5
    for text in (palette.muted, palette.problem, palette.warning, palette.good, palette.accent):
        assert theme.contrast(text, palette.card) >= 4.5
    assert theme.contrast(palette.on_accent, palette.accent) >= 4.5
    assert theme.contrast(palette.muted, palette.header) >= 4.5


def test_names_stand_by_strokes_as_soon_as_that_is_set(qtbot: QtBot, office: Office, window: Window) -> None:
    with office.work("新建") as work:
        work.add_many(MEMBERS, [{"name": name} for name in ("王五", "丁一", "李四")])
    page = page_of(window, "members")
    page.choosing.sort_by((("name", False),))
    assert names(page) == ["丁一", "李四", "王五"]
    window.verbs.settings()
    dialog = window.verbs.dialog
    assert isinstance(dialog, SettingsDialog)
    box = dialog.rows["name_order"].field
    assert isinstance(box, QComboBox)
    box.setCurrentText("笔画")
    with qtbot.waitSignal(dialog.saved):
        dialog.save()
    assert names(page) == ["丁一", "王五", "李四"]


def test_help_opens_over_the_dialogs_of_pages_at_their_chapter(qtbot: QtBot, office: Office, window: Window) -> None:
    """F1 in the dues calendar tells of dues."""
    demo.fill(office)
    page = page_of(window, "dues")
    page.acts["党费月历"].click()
    dialog = window.findChild(DuesDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    manual = dialog.findChild(ManualDialog)
    assert manual is not None
    assert "党费月历" in manual.text.toPlainText()
    dialog.close()


def test_the_window_comes_back_as_it_was_left(qtbot: QtBot, office: Office, answers: Answers) -> None:
    first = Window(office, Tasks(), answers)
    first.show()
    qtbot.waitExposed(first)
    first.resize(960, 650)
    first.close()
    first.deleteLater()
    again = Window(office, Tasks(), answers)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (960, 650)


def test_pages_out_of_view_come_back_as_they_were_left_in_another_dress(office: Office, window: Window) -> None:
    demo.fill(office)
    members = page_of(window, "members")
    members.search.setText("zs")
    members.filters.narrow("sex", (Where("sex", "=", "男"),))
    members.choosing.sort_by((("birth", True),))
    shown = list(members.model.ids)
    visits = page_of(window, "visits")
    office.settings.theme = "深色"
    window.restyle()
    assert set(window.pages) == {"visits"}
    assert window.page is visits
    members = page_of(window, "members")
    assert members.model.ids == shown
    assert (members.search.text(), members.choosing.sort) == ("zs", (("birth", True),))
    office.settings.theme = "浅色"
    members.new_record()
    page_of(window, "visits")
    window.restyle()
    assert "members" in window.pages, "a form in hand is not let go"
    members.close_form()


def test_work_that_ends_after_its_page_was_let_go_harms_nothing(qtbot: QtBot, office: Office, window: Window) -> None:
    with office.work("很多") as work:
        work.add_many(MEMBERS, [{**MEMBERS.blank(), "name": f"甲{chr(0x4E00 + n)}"} for n in range(AT_ONCE + 20)])
    page = page_of(window, "members")
    page.table.show_columns(["name", "native_place"])
    page.table.selectAll()
    page.sheet.clipboard.copy()
    page.sheet._give({"native_place": "福州"})
    assert window.tasks.busy
    page_of(window, "visits")
    office.settings.theme = "深色"
    window.restyle()
    assert "members" not in window.pages
    qtbot.waitUntil(lambda: not window.tasks.busy)
    assert office.count(MEMBERS, Query(where=(Where("native_place", "=", "福州"),))) == AT_ONCE + 20
