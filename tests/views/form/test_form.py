"""The form of every ledger: built from its declaration, walked by Tab, and calm at every width."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout
from pytestqt.qtbot import QtBot

from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.views.form.field_row import FieldRow
from desktop.views.form.form import RecordForm
from desktop.views.form.parts_editor import PartsEditor
from desktop.views.frame.window import Window
from desktop.views.kit import theme
from tests.views.conftest import page_of

Make = Callable[..., RecordForm]
FUNDS = [{"source": "工会经费", "amount": 50000}, {"source": "留存党费", "amount": 100}]


@pytest.fixture
def make(qtbot: QtBot, office: Office, qapp: QApplication) -> Make:
    theme.apply(qapp, "浅色")

    def made(ledger_id: str, width: int = 720) -> RecordForm:
        form = RecordForm(LEDGERS[ledger_id], office)
        qtbot.addWidget(form)
        form.resize(width, 900)
        form.show_record(None)
        form.show()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        form.focus_first()
        return form

    return made


def focused() -> str:
    field = QApplication.focusWidget()
    assert field is not None
    return field.objectName() or str(field.property("text") or field.accessibleName())


@pytest.mark.parametrize("ledger_id", LEDGERS)
@pytest.mark.parametrize("width", [420, 720, 1200])
def test_every_form_fits_its_width(make: Make, ledger_id: str, width: int) -> None:
    form = make(ledger_id, width)
    ledger = LEDGERS[ledger_id]
    assert list(form.rows) == [key for keys in ledger.form.values() for key in keys]
    for key, row in form.rows.items():
        assert (row.editor.field.objectName(), row.editor.field.accessibleName()) == (key, ledger.columns[key].title)
    assert form.width() == width
    inner, port = form.fields.widget(), form.fields.viewport()
    assert inner is not None
    assert inner.width() <= port.width(), "wider than its view"
    assert not form.is_dirty


def test_tab_goes_through_the_fields_as_declared(qtbot: QtBot, make: Make) -> None:
    form = make("visits")
    form.show_record({"recipient": "张三", "funds": FUNDS})
    form.focus_first()
    rows = form.rows["funds"].editor.stops()
    qtbot.waitUntil(lambda: all(stop.isVisible() for stop in rows))
    seen = [focused()]
    for _ in range(len(form.rows) + 12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(focused())
        if seen[-1] == seen[0]:
            break
    keys = list(form.rows)
    place = keys.index("funds")
    row = ["source", "amount", "删除这一行"]
    foot = ["添加文件…", "粘贴", "保存", "保存并新建", "关闭"]
    assert seen == [*keys[:place], *row, *row, "添加一行", *keys[place + 1 :], *foot, keys[0]]


def test_fields_stand_in_one_two_or_three_columns(make: Make) -> None:
    def across(form: RecordForm) -> int:
        grid: QGridLayout = form.fields.groups[0][0]
        return sum(grid.columnStretch(column) for column in range(grid.columnCount()))

    form = make("members", 1200)
    assert across(form) == 3
    form.resize(720, 900)
    assert across(form) == 2
    form.resize(380, 900)
    assert across(form) == 1


def test_problems_stand_beside_their_fields_and_the_first_has_the_cursor(make: Make) -> None:
    form = make("members")
    form.set_problems({"joined": "请填写入党日期", "": "已有同样的记录"})
    assert form.rows["joined"].told.text() == "请填写入党日期"
    assert form.rows["joined"].editor.field.property("wrong") is True
    assert form.head.whole.text() == "已有同样的记录"
    assert focused() == "joined"
    form.set_problems({})
    assert form.rows["joined"].editor.field.property("wrong") is False
    assert not form.head.whole.isVisible()


def test_everything_wrong_is_told_at_once(make: Make) -> None:
    form = make("members")
    form.rows["birth"].editor.show_text("98.13")
    form.rows["birth"].editor.understand()
    form.rows["name"].editor.show_text("")
    assert form.problems() == {"name": "请填写姓名", "birth": "日期“98.13”不存在"}
    assert form.rows["name"].told.text() == "请填写姓名"
    assert focused() == "name"


def test_what_may_be_meant_is_one_press_away(qtbot: QtBot, make: Make) -> None:
    form = make("members")
    row = form.rows["id_no"]
    row.editor.go()
    qtbot.keyClicks(row.editor.field, "350100630715123")
    qtbot.keyClick(row.editor.field, Qt.Key.Key_Tab)
    assert row.offer.hasFocus()
    assert row.offer.text().startswith("改为 3501001963")
    qtbot.keyClick(row.offer, Qt.Key.Key_Space)
    assert row.told.text() == ""
    assert not row.offer.isVisible()
    assert form.rows["birth"].editor.text() == "1963-07-15"


def test_the_words_of_a_record_are_no_markup(make: Make) -> None:
    form = make("members")
    form.show_record({"name": "<b>张三</b>"})
    form.set_problems({"": "“<i>x</i>”不对"})
    for label in (form.head.title, form.head.whole, form.rows["name"].told, form.help):
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_the_field_in_hand_is_explained_without_anything_moving(make: Make) -> None:
    form = make("members")
    before = form.fields.height()
    form.rows["joined"].editor.go()
    assert "支部党员大会" in form.help.text()
    assert form.fields.height() == before
    form.rows["name"].editor.go()
    assert form.help.text() == ""


def test_ctrl_f_jumps_to_a_field_by_title_or_initials(qtbot: QtBot, make: Make) -> None:
    form = make("members")
    for typed, key in (("csrq", "birth"), ("xb", "sex")):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert form.jump.hasFocus()
        qtbot.keyClicks(form.jump, typed)
        qtbot.keyClick(form.jump, Qt.Key.Key_Return)
        assert focused() == key
        assert not form.jump.isVisible()


def test_keys_save_and_close(qtbot: QtBot, make: Make) -> None:
    form = make("members")
    field = form.rows["name"].editor.field
    for key, modifier, again in (
        (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier, False),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, True),
    ):
        with qtbot.waitSignal(form.save_requested) as asked:
            qtbot.keyClick(field, key, modifier)
        assert asked.args == [again]
    qtbot.keyClick(field, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    with qtbot.assertNotEmitted(form.close_requested):
        qtbot.keyClick(form.jump, Qt.Key.Key_Escape)
    with qtbot.waitSignal(form.close_requested):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_enter_goes_on_to_the_next_field(qtbot: QtBot, make: Make) -> None:
    form = make("members")
    keys = list(form.rows)
    qtbot.keyClick(form.rows[keys[0]].editor.field, Qt.Key.Key_Return)
    assert focused() == keys[1]


def test_the_form_follows_the_theme(make: Make, qapp: QApplication) -> None:
    form = make("visits")
    form.show_record({"recipient": "张三", "funds": FUNDS})
    opens = form.rows["visited"].editor.opens  # type: ignore[attr-defined]
    before = opens.icon().cacheKey()
    theme.apply(qapp, "深色")
    assert opens.icon().cacheKey() != before
    theme.apply(qapp, "浅色")


def test_saving_leaves_the_cursor_where_it_was(qtbot: QtBot, office: Office, window: Window) -> None:
    with office.work("党员") as work:
        member = work.add(LEDGERS["members"], {"name": "张三"})
    page = page_of(window, "members")
    page.open_record(member)
    field = page.form.rows["remark"].editor.field
    field.setFocus()
    page.form.rows["remark"].editor.show_text("改动")
    qtbot.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert office.get(LEDGERS["members"], member)["remark"] == "改动"
    assert field.hasFocus()


def test_a_part_of_a_closed_list_means_the_one_value_that_has_it(window: Window) -> None:
    page = page_of(window, "members")
    page.new_record()
    editor = page.form.rows["category"].editor
    for typed in ("正", "zhengshi", "zsdy"):
        editor.show_text(typed)
        assert editor.value() == {"category": "正式党员"}, typed
    open_list = page.form.rows["education"].editor
    open_list.show_text("博士后研")
    assert open_list.value() == {"education": "博士后研"}


def test_a_new_option_is_told_when_it_is_saved(window: Window) -> None:
    page = page_of(window, "members")
    page.new_record()
    page.form.rows["name"].editor.show_text("张三")
    page.form.rows["education"].editor.show_text("博士后研")
    assert page.save()
    assert "“博士后研”是新的选项" in window.line.said.text()


def test_enter_on_the_button_adds_a_line(qtbot: QtBot, window: Window) -> None:
    page = page_of(window, "visits")
    page.new_record()
    editor = page.form.rows["funds"].editor
    assert isinstance(editor, PartsEditor)
    editor.add_button.setFocus()
    qtbot.keyClick(editor.add_button, Qt.Key.Key_Return)
    assert len(editor.rows) == 1


@pytest.mark.parametrize("asked_for", [False, True])
def test_fields_come_a_few_at_a_time_or_all_when_they_are_asked_for(
    qtbot: QtBot,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    asked_for: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setattr("desktop.views.form.fields.HELD", 0)
    form = RecordForm(LEDGERS["members"], office)
    qtbot.addWidget(form)
    form.fields.fill_soon()
    seen: list[int] = []

    def some() -> bool:
        seen.append(len(form.findChildren(FieldRow)))
        return 0 < seen[-1] < 10

    qtbot.waitUntil(some)
    assert not form.fields.filled
    if asked_for:
        assert len(form.rows) == len(form.findChildren(FieldRow)) == len(form.ledger.columns)
    else:
        qtbot.waitUntil(lambda: form.fields.filled)
        assert form.rows.keys() == form.ledger.columns.keys()
    assert len(form.findChildren(FieldRow)) == len(form.ledger.columns), "none is made twice"


def test_a_field_tells_what_is_new_and_forgets_what_is_past(make: Make) -> None:
    form = make("members")
    row = form.rows["mobile"]
    for problem, note, text in (("不对", "", "不对"), ("不对", "注意", "不对"), ("", "注意", "注意"), ("", "", "")):
        row.tell(problem, note)
        assert (row.told.text(), row.told.isVisible(), row.editor.field.property("wrong") or False) == (
            text,
            bool(text),
            bool(problem),
        )
        assert row.editor.field.accessibleDescription() == text


def test_a_field_that_fails_is_made_when_it_is_asked_for_again(
    qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = RecordForm(LEDGERS["members"], office)
    qtbot.addWidget(form)
    with monkeypatch.context() as broken:
        broken.setattr("desktop.views.form.fields.AttachmentStrip", None)
        with pytest.raises(TypeError):
            form.fields.fill()
    assert not form.fields.filled
    assert form.rows.keys() == form.ledger.columns.keys()
    assert len(form.fields.groups) == len(form.ledger.form)
    form.show_record(None)
    assert form.fields.filled
