"""Every editor through real keys: what is typed, what is understood, and that nothing changes unasked."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ledger import Column
from desktop.ledger.kinds import (
    COUNT,
    DATE,
    FLAG,
    HOURS,
    IDNO,
    LINE,
    MOMENT,
    MONEY,
    NAME,
    NOTE,
    PHONE,
    TIME,
    Kind,
    coded,
)
from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.views.form.choice_editor import ChoiceEditor
from desktop.views.form.date_editor import DateEditor
from desktop.views.form.editors import Editor, editor_for
from desktop.views.form.parts_editor import PartsEditor
from desktop.views.frame.window import Window
from tests.views.conftest import page_of

POPUPS = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Shown:
    """An editor in a window that has the focus."""

    def __init__(self, qtbot: QtBot, office: Office, column: Column) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.editor = editor_for(column, office, self.window)
        box = QVBoxLayout(self.window)
        box.addWidget(self.editor)
        self.other = editor_for(Column("other", "别的"), office, self.window)
        box.addWidget(self.other)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.editor.go()

    def type(self, text: str) -> None:
        for character in text:
            field = QApplication.focusWidget()
            if character.isascii():
                self.qtbot.keyClicks(field, character)
                continue
            typed = QInputMethodEvent("", [])
            typed.setCommitString(character)
            assert field is not None
            QApplication.sendEvent(field, typed)

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(QApplication.focusWidget(), key)

    def leave(self) -> None:
        self.other.go()


@POPUPS
@pytest.mark.parametrize(
    ("kind", "typed", "value", "shown"),
    [
        (LINE, " 某街 5号 ", "某街 5号", "某街 5号"),
        (NAME, "王 𬭎", "王𬭎", "王𬭎"),
        (NAME, "阿依古丽•买买提", "阿依古丽·买买提", "阿依古丽·买买提"),
        (DATE, "98.7", "1998-07", "1998-07"),
        (DATE, "1998年7月1日", "1998-07-01", "1998-07-01"),
        (MOMENT, "2026-3-5 14:30", "2026-03-05T14:30", "2026-03-05 14:30"),
        (TIME, "8:30", "08:30", "08:30"),
        (MONEY, "1,234.5", 123450, "1234.50"),
        (COUNT, "12", 12, "12"),
        (HOURS, "1.5", 1.5, "1.5"),
        (FLAG, "是", True, "是"),
        (IDNO, "35010019900101001 3", "350100199001010013", "350100199001010013"),
        (PHONE, "13975012599", "13975012599", "13975012599"),
        (coded("sex"), "女", "女", "女"),
    ],
)
def test_what_is_typed_is_read_and_shown_back(
    qtbot: QtBot, office: Office, kind: Kind, typed: str, value: Any, shown: str
) -> None:
    one = Shown(qtbot, office, Column("field", "字段", kind))
    one.type(typed)
    one.leave()
    assert one.editor.problem == ""
    assert one.editor.text() == shown
    assert one.editor.value() == {"field": value}


def test_several_lines_stay_several_lines(qtbot: QtBot, office: Office) -> None:
    one = Shown(qtbot, office, Column("field", "字段", NOTE))
    one.type("一")
    one.key(Qt.Key.Key_Return)
    one.type("二")
    assert one.editor.value() == {"field": "一\n二"}
    one.key(Qt.Key.Key_Tab)
    assert one.other.field.hasFocus()


@POPUPS
@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        (DATE, "2025-02-30", "不存在"),
        (MONEY, "很多", "看不懂"),
        (IDNO, "350100199001010014", "校验位"),
        (FLAG, "也许", "看不出"),
    ],
)
def test_what_cannot_be_read_is_told_and_kept(qtbot: QtBot, office: Office, kind: Kind, typed: str, told: str) -> None:
    one = Shown(qtbot, office, Column("field", "字段", kind))
    one.type(typed)
    one.leave()
    assert told in one.editor.problem
    assert one.editor.text() == typed
    assert one.editor.value() == {}


def test_an_old_number_is_offered_as_a_new_one(qtbot: QtBot, office: Office) -> None:
    one = Shown(qtbot, office, Column("field", "字段", IDNO))
    one.type("350100630715123")
    assert "15 位" in one.editor.problem
    one.editor.take_suggestion()
    assert one.editor.problem == ""
    assert str(one.editor.value()["field"]).startswith("35010019630715123")


def test_the_wheel_leaves_a_choice_alone(qtbot: QtBot, office: Office) -> None:
    one = Shown(qtbot, office, LEDGERS["members"].columns["sex"])
    one.editor.set_value({"sex": "男"})
    field = one.editor.field
    at = QPointF(5, 5)
    for step in (-120, 120):
        wheel = QWheelEvent(
            at,
            QPointF(field.mapToGlobal(QPoint(5, 5))),
            QPoint(0, 0),
            QPoint(0, step),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,  # noqa: FBT003 - Qt takes it by place only
        )
        QApplication.sendEvent(field, wheel)
    assert one.editor.value() == {"sex": "男"}


@POPUPS
def test_initials_open_the_list_and_enter_takes_a_value(qtbot: QtBot, office: Office) -> None:
    one = Shown(qtbot, office, Column("nation", "民族", coded("nation")))
    editor = one.editor
    assert isinstance(editor, ChoiceEditor)
    one.type("zz")
    completer = editor.combo.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup.isVisible()
    assert editor.fits.stringList() == ["壮族"]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert editor.value() == {"nation": "壮族"}
    assert editor.combo.currentText() == "壮族"


@POPUPS
def test_arrow_down_opens_the_list_at_the_value(qtbot: QtBot, office: Office) -> None:
    one = Shown(qtbot, office, LEDGERS["members"].columns["sex"])
    editor = one.editor
    assert isinstance(editor, ChoiceEditor)
    editor.set_value({"sex": "男"})
    one.key(Qt.Key.Key_Down)
    assert editor.combo.view().isVisible()
    assert editor.combo.view().currentIndex().data() == "男"
    assert editor.value() == {"sex": "男"}
    editor.combo.hidePopup()


@POPUPS
def test_a_day_is_picked_from_the_calendar(qtbot: QtBot, office: Office) -> None:
    one = Shown(qtbot, office, Column("when", "时间", MOMENT))
    editor = one.editor
    assert isinstance(editor, DateEditor)
    editor.set_value({"when": "2026-03-05T14:30"})
    qtbot.keyClick(editor.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor.calendar is not None
    assert editor.calendar.month.selectedDate() == QDate(2026, 3, 5)
    editor.calendar.month.setSelectedDate(QDate(2026, 3, 9))
    editor.calendar.month.activated.emit(QDate(2026, 3, 9))
    assert not editor.calendar.isVisible()
    assert editor.value() == {"when": "2026-03-09T14:30"}


def people(qtbot: QtBot, office: Office) -> tuple[Shown, PartsEditor]:
    one = Shown(qtbot, office, LEDGERS["study-groups"].columns["people"])
    editor = one.editor
    assert isinstance(editor, PartsEditor)
    editor.add_row()
    return one, editor


def names(editor: Editor) -> list[str]:
    return [row["person"] for row in editor.value()["people"]]


def test_a_list_of_names_becomes_rows_when_it_is_whole(qtbot: QtBot, office: Office) -> None:
    one, editor = people(qtbot, office)
    one.type("张三、李四")
    assert [row.editors[0].text() for row in editor.rows] == ["张三、李四"]
    one.key(Qt.Key.Key_Return)
    assert [row.editors[0].text() for row in editor.rows] == ["张三", "李四", ""]
    one.type("王五")
    assert names(editor) == ["张三", "李四", "王五"]
    assert editor.sum.text() == "共 3 人"


def test_a_list_of_names_is_whole_when_the_field_is_left_or_saved(qtbot: QtBot, office: Office) -> None:
    one, editor = people(qtbot, office)
    one.type("张三、李四")
    assert names(editor) == ["张三", "李四"]
    editor.add_row()
    one.type("王五，赵六")
    one.leave()
    assert [row.editors[0].text() for row in editor.rows] == ["张三", "李四", "王五", "赵六"]


def test_a_name_in_latin_letters_is_one_person(qtbot: QtBot, office: Office) -> None:
    one, editor = people(qtbot, office)
    one.type("Zhang San")
    one.leave()
    assert names(editor) == ["Zhang San"]


def test_what_is_wrong_in_a_child_row_is_told_on_leaving_it(qtbot: QtBot, office: Office) -> None:
    one = Shown(qtbot, office, LEDGERS["visits"].columns["funds"])
    editor = one.editor
    assert isinstance(editor, PartsEditor)
    editor.set_value({"funds": [{"source": "工会经费", "amount": 50000}, {"source": "留存党费", "amount": None}]})
    assert editor.sum.text() == "合计 500.00"
    editor.rows[1].editors[1].go()
    one.type("许多")
    one.leave()
    assert "看不懂" in editor.problem
    editor.mark(wrong=True)
    assert [bool(row.editors[1].field.property("wrong")) for row in editor.rows] == [False, True]
    editor.go()
    assert editor.rows[1].editors[1].field.hasFocus()


def test_a_day_without_a_year_is_of_this_one_or_of_the_last(window: Window) -> None:
    """12.28 typed in spring is last winter's; what was understood is shown back."""
    page = page_of(window, "visits")
    page.new_record()
    today = dt.date.today()
    near, far = today - dt.timedelta(days=20), today + dt.timedelta(days=200)
    for day, year in ((near, near.year), (far, far.year - 1)):
        row = page.form.rows["visited"]
        row.editor.show_text(f"{day.month}.{day.day}")
        row.editor.understand()
        assert row.editor.text() == dt.date(year, day.month, day.day).isoformat()
    page.close_form()


def test_initials_that_one_record_answers_to_mean_it(window: Window) -> None:
    with window.office.work("新建") as work:
        first = work.add(LEDGERS["members"], {"name": "吴思琪"})
        work.add(LEDGERS["members"], {"name": "张三"})
        work.add(LEDGERS["members"], {"name": "赵山"})
    page = page_of(window, "visits")
    page.new_record()
    editor = page.form.rows["recipient"].editor
    for typed, text, found in (("wsq", "吴思琪", first), ("zs", "zs", None), ("吴思", "吴思", None)):
        editor.show_text(typed)
        editor.chosen = None  # type: ignore[attr-defined]
        editor.understand()
        assert (editor.text(), editor.value()["recipient_id"]) == (text, found)
    page.close_form()


def test_a_list_of_names_is_not_cut_while_it_is_typed(window: Window) -> None:
    """甲、乙、吴, a pause in which the draft is kept, 思琪: the last name is 吴思琪."""
    page = page_of(window, "study-groups")
    page.new_record()
    editor = page.form.rows["people"].editor
    assert isinstance(editor, PartsEditor)
    editor.add_button.click()
    field = editor.rows[0].editors[0].field
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.insert("甲一、乙二、吴")
    page.hand.drafts.keep()
    assert [one["person"] for one in editor.value()["people"]] == ["甲一", "乙二", "吴"]
    assert len(editor.rows) == 1
    field.insert("思琪")
    page.form.rows["remark"].editor.field.setFocus()
    assert [row.editors[0].text() for row in editor.rows] == ["甲一", "乙二", "吴思琪"]
