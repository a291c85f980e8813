"""Children in the window: lines in the form of their parent, each with a way into a form of its own."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.records.editing import save_record
from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.store.query import Query, Where
from desktop.views.form.children_editor import ChildrenEditor
from desktop.views.frame.window import Window
from desktop.views.kit.dialogs import HistoryDialog
from desktop.views.sheet.child import ChildDialog
from desktop.views.sheet.page import LedgerPage
from tests.views.conftest import Answers, page_of, write

WAY, REVIEWS = LEDGERS["development"], LEDGERS["development-reviews"]


@pytest.fixture
def page(window: Window, office: Office) -> LedgerPage:
    """The form of one person on the way, looked at once."""
    rows = [{"result": "合格", "day": "2024-01-05"}]
    way = save_record(office, WAY, {"person": "张三", "applied": "2023-01-01", "reviews": rows}, None)[0]
    page = page_of(window, "development")
    page.open_record(way)
    return page


def editor_of(page: LedgerPage) -> ChildrenEditor:
    editor = page.form.rows["reviews"].editor
    assert isinstance(editor, ChildrenEditor)
    return editor


def typed(qtbot: QtBot, field: QWidget, text: str) -> None:
    """Type into a field in place of what it holds."""
    assert isinstance(field, QLineEdit)
    field.selectAll()
    write(qtbot, field, text)


def openers(page: LedgerPage) -> list[QToolButton]:
    return [one for one in editor_of(page).field.findChildren(QToolButton) if one.text() == "…" and not one.isHidden()]


def test_a_line_that_is_kept_can_be_opened_and_one_being_typed_can_not(qtbot: QtBot, page: LedgerPage) -> None:
    assert [one.accessibleName() for one in openers(page)] == ["打开这一条半年考察"]
    editor_of(page).add_row()
    typed(qtbot, editor_of(page).rows[1].first.field, "良好")
    assert len(openers(page)) == 1
    assert page.save()
    qtbot.waitUntil(lambda: bool(openers(page)))  # new lines are shown when the form has been laid out
    assert len(openers(page)) == 2


def test_a_child_is_changed_in_its_own_form_and_its_parent_shows_it(
    qtbot: QtBot, window: Window, page: LedgerPage, office: Office
) -> None:
    qtbot.mouseClick(openers(page)[0], Qt.MouseButton.LeftButton)
    dialog = window.findChild(ChildDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "半年考察：张三 2024-01-05"
    assert sorted(dialog.form.rows) == ["day", "result"], "whose it is, is not typed again"
    typed(qtbot, dialog.form.rows["result"].editor.field, "优秀")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.form.buttons.save, Qt.MouseButton.LeftButton)
    assert editor_of(page).rows[0].first.text() == "优秀"
    typed(qtbot, page.form.rows["position"].editor.field, "科员")
    assert page.save(), "what was changed meanwhile is known to the form"
    (review,) = office.get(WAY, office.ids(WAY, page.query())[0])["reviews"]
    assert review["result"] == "优秀"


def test_what_was_typed_into_the_parent_is_saved_before_its_child_is_opened(
    qtbot: QtBot, window: Window, page: LedgerPage, office: Office
) -> None:
    typed(qtbot, page.form.rows["position"].editor.field, "科员")
    qtbot.mouseClick(openers(page)[0], Qt.MouseButton.LeftButton)
    assert office.acts()[0].title.startswith("修改发展党员")
    dialog = window.findChild(ChildDialog)
    assert dialog is not None
    dialog.reject()


def test_a_child_has_its_history_and_asks_before_it_forgets(
    qtbot: QtBot, window: Window, page: LedgerPage, answers: Answers
) -> None:
    qtbot.mouseClick(openers(page)[0], Qt.MouseButton.LeftButton)
    dialog = window.findChild(ChildDialog)
    assert dialog is not None
    dialog.show_history()
    history = dialog.findChild(HistoryDialog)
    assert history is not None
    assert history.table.rowCount() > 0
    history.close()
    typed(qtbot, dialog.form.rows["result"].editor.field, "改了")
    answers.answer = "stay"
    dialog.reject()
    assert dialog.isVisible()
    answers.answer = "discard"
    dialog.reject()
    assert not dialog.isVisible()


def test_what_leads_to_a_child_shows_it_over_its_parent(window: Window, page: LedgerPage, office: Office) -> None:
    """A reminder, or a line in the card of a person."""
    (review,) = office.ids(REVIEWS, Query())
    assert page.close_form()
    window.show_record("development-reviews", review)
    dialog = window.findChild(ChildDialog)
    assert dialog is not None
    assert dialog.values["id"] == review
    assert page.form.is_open
    dialog.reject()


def test_a_line_that_is_emptied_takes_its_child_away(page: LedgerPage, office: Office) -> None:
    for editor in editor_of(page).rows[0].editors:
        editor.set_value({})
    editor_of(page).rows[0].first.changed.emit()
    assert editor_of(page).value() == {"reviews": []}
    assert page.save()
    assert office.ids(REVIEWS, Query()) == []
    assert office.count(REVIEWS, Query(bin=True)) == 1


def test_what_is_asked_of_children_shows_their_parents(window: Window, page: LedgerPage, office: Office) -> None:
    save_record(office, WAY, {"person": "李四", "applied": "2023-01-01"}, None)
    window.show_group("development-reviews", (Where("day", "from", "2024-01-01"),))
    shown = page.model
    assert [shown.record(row)["person"] for row in range(shown.rowCount())] == ["张三"]
