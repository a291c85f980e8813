"""Everything is reached and worked by keyboard, and by programs that press for people who can't."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.services.members.payroll import ASIDE, SUBTRACT
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.views.exchange.tables import TableDialog
from desktop.views.form.choice_editor import ChoiceEditor
from desktop.views.frame.verbs import chapter_of
from desktop.views.frame.window import Window
from desktop.views.kit.dialogs import ActsDialog, HistoryDialog, ManualDialog
from desktop.views.kit.listing import Listing
from desktop.views.sheet.filters.bar import MenuButton
from desktop.views.tabs.members.payroll import PayrollDialog
from tests.services.members.test_payroll import USUAL, sheet
from tests.views.conftest import MEMBERS, page_of, type_into

Key = Qt.Key
TABS = 60
SAID = Qt.ItemDataRole.AccessibleTextRole


def tabbed(qtbot: QtBot, start: QWidget) -> list[QWidget]:
    """Where Tab leads from a widget on, until it comes round."""
    start.setFocus()
    seen: list[QWidget] = []
    for _ in range(TABS):
        at = QApplication.focusWidget()
        assert at is not None
        if at in seen:
            break
        seen.append(at)
        qtbot.keyClick(at, Key.Key_Tab)
    return seen


def test_tab_goes_through_the_page_as_it_stands(qtbot: QtBot, window: Window) -> None:
    page = page_of(window, "members")
    seen = tabbed(qtbot, page.search)
    order = [page.search, page.bar.buttons["new"], page.filters.boxes[0], page.filters.filter_button, page.table]
    assert [one for one in seen if one in order] == order


def test_tab_goes_from_the_last_field_to_the_buttons(qtbot: QtBot, window: Window) -> None:
    page = page_of(window, "members")
    page.new_record()
    last = page.form.attachments.stops()[-1]
    buttons = page.form.attachments.buttons
    start = next(one for one in reversed(list(buttons.values())) if one.isVisible() and one.isEnabled())
    seen = tabbed(qtbot, start)
    assert seen[1] is page.form.buttons.save
    assert last.parent() is not None


@pytest.mark.parametrize("kind", [ActsDialog, HistoryDialog])
def test_a_list_is_no_trap_and_enter_in_it_takes_nothing_back(
    qtbot: QtBot, office: Office, window: Window, kind: type[QDialog]
) -> None:
    with office.work("新建党员") as work:
        made = work.add(MEMBERS, {"name": "张三"})
    dialog = (
        ActsDialog(office, window.tasks, window) if kind is ActsDialog else HistoryDialog(office, MEMBERS, made, window)
    )
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    table = dialog.findChild(Listing)
    assert table is not None
    table.selectRow(0)
    reached = {one.text() for one in tabbed(qtbot, table) if isinstance(one, QPushButton)}
    assert "关闭" in reached
    table.setFocus()
    qtbot.keyClick(table, Key.Key_Return)
    assert office.count(MEMBERS, Query()) == 1


def test_esc_in_a_list_of_choices_leaves_the_form_alone(qtbot: QtBot, window: Window) -> None:
    page = page_of(window, "members")
    page.new_record()
    editor = page.form.rows["education"].editor
    assert isinstance(editor, ChoiceEditor)
    editor.field.setFocus()
    qtbot.keyClicks(editor.combo.lineEdit(), "d")
    completer = editor.combo.completer()
    assert completer is not None
    completer.complete()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    page.form._close()
    assert page.form.is_open
    assert QApplication.activePopupWidget() is None


def test_arrows_walk_along_the_tabs_and_the_ledgers(qtbot: QtBot, window: Window) -> None:
    window.tabs.setFocus()
    for _ in range(2):
        qtbot.keyClick(window.tabs, Key.Key_Right)
        assert window.tabs.hasFocus()
    assert window.tabs.currentIndex() == 2
    first = window.segments.group.checkedButton()
    qtbot.waitUntil(first.isVisible)
    first.setFocus()
    assert first.hasFocus()
    qtbot.keyClick(first, Key.Key_Right)
    second = QApplication.focusWidget()
    assert second is window.segments.group.checkedButton()
    assert second is not first


def test_programs_that_press_for_people_open_ledgers_and_menus(qtbot: QtBot, window: Window) -> None:
    page = page_of(window, "members")
    other = next(one for one in window.segments.group.buttons() if one.text() == "发展党员")
    other.toggle()
    assert window.page is window.pages["development"]
    page = page_of(window, "members")
    for button in (page.filters.views_button, page.filters.sums_button):
        assert isinstance(button, MenuButton)
        actions = QAccessible.queryAccessibleInterface(button).actionInterface()
        actions.doAction("Press")
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        assert button.below is not None
        assert button.below.isVisible()
        qtbot.keyClick(button.below, Key.Key_Escape)


def test_what_is_wrong_is_told_of_its_field(qtbot: QtBot, window: Window) -> None:
    page = page_of(window, "members")
    page.new_record()
    type_into(qtbot, page, "id_no", "350100199001010010")
    page.save()
    field = page.form.rows["id_no"].editor.field
    described = QAccessible.queryAccessibleInterface(field).text(QAccessible.Text.Description)
    assert described == page.form.rows["id_no"].told.text() != ""


@pytest.mark.parametrize(
    ("ledger", "chapter"),
    [("members", "党员"), ("visits", "走访"), ("dues", "党费"), ("organizations", "党组织"), ("posts", "查找")],
)
def test_help_opens_at_what_is_in_view(window: Window, ledger: str, chapter: str) -> None:
    page = page_of(window, ledger)
    assert chapter_of(LEDGERS[ledger], typing=False).startswith(chapter)
    window.verbs.show_manual()
    dialog = window.verbs.dialog
    assert isinstance(dialog, ManualDialog)
    assert dialog.list.currentItem().text().startswith(chapter)
    dialog.close()
    page.new_record()
    window.verbs.show_manual()
    dialog = window.verbs.dialog
    assert isinstance(dialog, ManualDialog)
    assert "录入" in dialog.list.currentItem().text()
    dialog.close()


def test_help_opens_over_what_is_pasted_and_changed_in_many(qtbot: QtBot, office: Office, window: Window) -> None:
    demo.fill(office)
    page = page_of(window, "members")
    page.table.selectAll()
    page.sheet.batch()
    dialog = page.sheet.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Key.Key_F1)
    manual = dialog.findChild(ManualDialog)
    assert manual is not None
    assert "像表格一样" in manual.list.currentItem().text()
    manual.close()
    dialog.close()


def test_cells_with_boxes_in_them_say_what_is_chosen(
    qtbot: QtBot, office: Office, window: Window, tmp_path: Path
) -> None:
    """A table put together, columns of a payroll sheet, candidates of a batch."""
    demo.fill(office)
    page_of(window, "members").filters.table_action.trigger()
    table = window.findChild(TableDialog)
    assert table is not None
    box, item = table.columns.cellWidget(1, 1), table.columns.item(1, 1)
    heading = table.columns.item(1, 0)
    assert isinstance(box, QComboBox)
    assert item is not None
    assert heading is not None
    heading.setText("民族成份")
    box.setCurrentText("民族")
    assert (box.accessibleName(), item.data(SAID), item.text()) == ("民族成份填什么", "民族", "")
    table.close()

    payroll = PayrollDialog(window.desk, sheet(tmp_path / "工资.xlsx", *USUAL), "2026-01", window)
    qtbot.addWidget(payroll)
    qtbot.waitUntil(lambda: payroll.payroll is not None)
    combo = payroll.items.cellWidget(0, 2)
    assert isinstance(combo, QComboBox)
    for combo_role in (SUBTRACT, ASIDE):
        combo.setCurrentText(combo_role)
        combo.activated.emit(combo.currentIndex())
        cell = payroll.items.item(0, 2)
        assert cell is not None
        assert (cell.data(SAID), cell.text()) == (combo_role, "")
    payroll.close()
