"""A page at work: what is typed finds, what is chosen narrows, and nothing that was typed is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.errors import Refusal
from desktop.records.conditions import conditions_of
from desktop.samples import demo
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.views.frame.verbs import asked_of
from desktop.views.frame.window import Window
from desktop.views.kit.dialogs import ActsDialog
from desktop.views.sheet.following import FOLLOW_MS
from desktop.views.sheet.model import PENDING
from desktop.views.sheet.page import LedgerPage
from tests.views.conftest import MEMBERS, Answers, idle, names, page_of, type_into

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def made(office: Office, *people: str) -> None:
    for name in people:
        with office.work(f"新建党员 {name}") as work:
            work.add(MEMBERS, {"name": name})


def test_initials_find_a_name_as_they_are_typed(qtbot: QtBot, office: Office, window: Window) -> None:
    """zs finds 张三"""
    made(office, "张三", "李四", "王五")
    page = page_of(window, "members")
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is page.search
    qtbot.keyClicks(page.search, "zs")
    qtbot.waitUntil(lambda: names(page) == ["张三"])
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert window.focusWidget() is page.table
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert len(names(page)) == 3
    assert page.search.text() == ""


def test_a_filter_counts_its_values_and_is_cleared(office: Office, window: Window) -> None:
    demo.fill(office)
    page = page_of(window, "members")
    box = next(one for one in page.filters.boxes if one.key == "sex")
    box.refresh()
    texts = [box.itemText(index) for index in range(box.count())]
    whole = page.model.rowCount()
    women = sum(office.rows(MEMBERS, [one])[0]["sex"] == "女" for one in page.model.ids)
    assert f"女（{women}）" in texts
    box.setCurrentIndex(texts.index(f"女（{women}）"))
    assert page.model.rowCount() == women
    assert page.filters.clear_button.isVisible()
    page.filters.clear_button.click()
    assert page.model.rowCount() == whole


def test_a_paper_holds_what_the_page_shows(office: Office, window: Window) -> None:
    demo.fill(office)
    page = page_of(window, "members")
    page.search.setText("王")
    box = next(one for one in page.filters.boxes if one.key == "sex")
    box.refresh()
    box.setCurrentIndex(1)
    asked = asked_of(MEMBERS, page.query())
    assert asked["search"] == "王"
    assert conditions_of(office, MEMBERS, asked["where"]) == page.query().where


def test_saving_again_starts_the_next_record(qtbot: QtBot, office: Office, window: Window) -> None:
    page = page_of(window, "members")
    page.new_record()
    type_into(qtbot, page, "name", "张三")
    qtbot.keyClick(page.form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.editing is None
    type_into(qtbot, page, "name", "李四")
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert sorted(names(page)) == sorted(["张三", "李四"])
    assert [act.title for act in office.acts(limit=2)] == ["新建党员 李四", "新建党员 张三"]


def test_the_same_record_changed_elsewhere_is_told(qtbot: QtBot, office: Office, window: Window) -> None:
    made(office, "张三")
    page = page_of(window, "members")
    page.open_record(page.model.ids[0])
    with office.work("修改") as work:
        work.change(MEMBERS, page.model.ids[0], {"remark": "别处"})
    type_into(qtbot, page, "native_place", "Fuzhou")
    assert page.save() is False
    assert page.form.head.whole.isVisible()
    assert page.form.head.whole.text()
    assert page.form.rows["native_place"].editor.text() == "Fuzhou"


def test_deleting_another_row_does_not_lose_what_is_typed(
    qtbot: QtBot, office: Office, window: Window, answers: Answers
) -> None:
    made(office, "张三", "李四")
    page = page_of(window, "members")
    page.new_record()
    type_into(qtbot, page, "name", "王五")
    answers.answer = "stay"
    page.table.selectRow(0)
    page.removing.remove()
    assert office.count(MEMBERS, Query()) == 2
    assert page.form.isVisible()
    answers.answer = "save"
    page.removing.remove()
    assert office.count(MEMBERS, Query()) == 2
    assert "王五" in names(page)


def test_nothing_new_is_made_in_the_recycle_bin(qtbot: QtBot, office: Office, window: Window) -> None:
    made(office, "张三")
    page = page_of(window, "members")
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    page.bin_button.setChecked(True)
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert not page.form.isVisible()
    assert len(page.table.chosen_ids()) == 1
    qtbot.mouseClick(page.bar.buttons["remove"], Qt.MouseButton.LeftButton)
    page.bin_button.setChecked(False)
    assert names(page) == ["张三"]
    assert office.acts(limit=1)[0].title == "恢复党员 张三"


def test_the_form_stands_over_the_table_where_there_is_no_room(office: Office, window: Window) -> None:
    made(office, "张三")
    page = page_of(window, "members")
    window.resize(980, 620)
    QTest.qWait(1)
    page.open_record(page.model.ids[0])
    assert not page.table.isVisible()
    assert page.close_form()
    assert page.table.isVisible()


def test_a_record_changed_elsewhere_is_taken_in_and_shown(qtbot: QtBot, office: Office, window: Window) -> None:
    """What only the other side changed is taken in; what both changed is shown; saving again keeps what is typed."""
    with office.work("党员") as work:
        record = work.add(MEMBERS, {"name": "张三", "mobile": "13900000000", "position": "科员"})
    page = page_of(window, "members")
    page.open_record(record)
    page.form.rows["mobile"].editor.show_text("13911111111")
    page.form.rows["education"].editor.show_text("大学")
    with office.work("别处") as work:
        work.change(MEMBERS, record, {"mobile": "13922222222", "position": "主任"})
    assert not page.save()
    assert "别处被改过" in page.form.head.whole.text()
    assert "工作单位及职务" in page.form.head.whole.text()
    assert page.form.rows["position"].editor.text() == "主任"
    assert "13922222222" in page.form.rows["mobile"].told.text()
    assert page.save()
    kept = office.get(MEMBERS, record)
    assert (kept["mobile"], kept["position"], kept["education"]) == ("13911111111", "主任", "大学")
    qtbot.waitUntil(lambda: not window.tasks.busy)


def test_a_form_follows_the_table_until_something_is_typed(qtbot: QtBot, office: Office, window: Window) -> None:
    for name in ("甲一", "乙二", "丙三"):
        made(office, name)
    page = page_of(window, "members")
    page.table.go_to(0, 0)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.editing is not None
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.form.rows["name"].editor.text() == names(page)[1])
    assert page.table.hasFocus()
    page.form.rows["native_place"].editor.show_text("福州")
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.wait(FOLLOW_MS * 2)
    assert page.form.rows["name"].editor.text() == names(page)[1], "what is typed is not left"
    page.form.rows["native_place"].editor.show_text("")
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.form.is_open


def test_after_a_deletion_the_next_row_is_at_hand(qtbot: QtBot, office: Office, window: Window) -> None:
    for number in range(6):
        made(office, f"甲{number}")
    page = page_of(window, "members")
    page.table.selectRow(3)
    gone, after = names(page)[3], names(page)[4]
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert gone in window.line.said.text()
    assert names(page)[page.table.currentIndex().row()] == after


def test_undo_takes_back_what_was_just_saved_in_a_form(qtbot: QtBot, office: Office, window: Window) -> None:
    made(office, "甲一")
    page = page_of(window, "members")
    page.open_record(page.model.ids[0])
    field = page.form.rows["native_place"].editor.field
    field.setFocus()
    qtbot.keyClicks(field, "Fuzhou")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.form.rows["native_place"].editor.text() == "", "what is typed in a field is taken back first"
    qtbot.keyClicks(field, "Fuzhou")
    qtbot.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert office.get(MEMBERS, page.model.ids[0])["native_place"] == "Fuzhou"
    for _ in range(2):  # the first takes back the saving, the second has the making to take back
        at = page.form.focusWidget()
        assert at is not None
        qtbot.keyClick(at, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        if office.count(MEMBERS, Query()):
            assert page.form.is_open
            assert page.form.rows["native_place"].editor.text() == ""
    assert not page.form.is_open


def test_arrow_down_in_the_search_box_goes_to_what_was_found(qtbot: QtBot, office: Office, window: Window) -> None:
    made(office, "甲一")
    page = page_of(window, "members")
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.table.hasFocus()


def test_the_log_takes_back_what_is_chosen_and_once(qtbot: QtBot, office: Office, window: Window) -> None:
    made(office, "甲一", "乙二", "丙三")
    dialog = ActsDialog(office, window.tasks, window)
    qtbot.addWidget(dialog)
    titles = [act.title for act in dialog.acts]
    dialog.table.selectRow(titles.index("新建党员 乙二"))
    qtbot.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
    assert dialog.acts[dialog.table.currentRow()].title == "新建党员 乙二"
    assert not dialog.undo.isEnabled(), "another click takes back nothing else"
    assert office.count(MEMBERS, Query()) == 2


def test_a_choice_among_very_many_is_read_beside_the_window(
    qtbot: QtBot, office: Office, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an index answers is there at once; Enter pressed meanwhile opens the first of what was asked for."""
    monkeypatch.setattr("desktop.store.reader.MANY", 1)
    with office.work("党员") as work:
        for name, birth in (("张三", "1980-01-01"), ("李四", "1970-01-01"), ("王五", "1990-01-01")):
            work.add(MEMBERS, {"name": name, "full": birth})
    page = page_of(window, "members")
    assert page.model.rowCount() == 3
    page.choosing.sort_by((("name", False),))
    assert names(page) == ["李四", "王五", "张三"]
    page.table.go_to(2, 0)
    page.choosing.sort_by((("full", False),))
    assert names(page) == ["李四", "王五", "张三"], "what was shown stays until the answer is there"
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert not page.form.isVisible()
    idle(qtbot, window)
    assert names(page) == ["李四", "张三", "王五"]
    assert page.editing is not None
    assert page.editing["name"] == "李四"


def three_of_many(qtbot: QtBot, office: Office, window: Window, monkeypatch: pytest.MonkeyPatch) -> LedgerPage:
    """Three members by age, in a ledger so large that what no index answers is read beside the window."""
    monkeypatch.setattr("desktop.store.reader.MANY", 1)
    page = page_of(window, "members")
    made(office, "甲一", "乙二", "丙三")
    idle(qtbot, window)
    page.choosing.sort_by((("birth", False),))
    idle(qtbot, window)
    return page


def test_who_goes_to_the_search_of_very_many_finds_at_once(
    qtbot: QtBot, office: Office, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the order; after an act the first letters are looked for beside the window again."""
    page = three_of_many(qtbot, office, window, monkeypatch)
    assert not office.recalls(MEMBERS, page.query()), "nobody searches yet"
    page.seek()
    idle(qtbot, window)
    assert office.recalls(MEMBERS, page.query())
    page.search.setText("yi")
    page.choosing.choose()
    assert sorted(names(page)) == ["乙二", "甲一"]
    made(office, "丁一")
    idle(qtbot, window)
    page.search.setText("yi ")
    page.choosing.choose()
    idle(qtbot, window)
    assert sorted(names(page)) == ["丁一", "乙二", "甲一"]
    assert office.recalls(MEMBERS, page.query()), "who goes on typing is answered at once again"


def test_after_an_act_very_many_are_read_again_beside_the_window(
    qtbot: QtBot, office: Office, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record that was just made is the current one as soon as it is listed."""
    monkeypatch.setattr("desktop.store.reader.MANY", 1)
    with office.work("党员") as work:
        for name in ("张三", "李四", "王五"):
            work.add(MEMBERS, {"name": name})
    page = page_of(window, "members")
    page.choosing.sort_by((("name", False),))
    page.new_record()
    page.form.rows["name"].editor.show_text("孙七")
    assert page.save()
    assert names(page) == ["李四", "王五", "张三"]
    idle(qtbot, window)
    assert names(page) == ["李四", "孙七", "王五", "张三"]
    assert page.table.currentIndex().row() == 1
    window.verbs.undo()
    idle(qtbot, window)
    assert names(page) == ["李四", "王五", "张三"]


def test_what_is_done_falls_on_nothing_but_what_was_asked_for(
    qtbot: QtBot, office: Office, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another choice is being read, the rows of the old one are only looked at."""
    page = three_of_many(qtbot, office, window, monkeypatch)
    page.search.setText("甲一")
    page.choosing.choose()
    for key, held in ((Qt.Key.Key_A, CTRL), (Qt.Key.Key_Delete, NONE), (Qt.Key.Key_X, CTRL), (Qt.Key.Key_D, CTRL)):
        qtbot.keyClick(page.table, key, held)
        assert key == Qt.Key.Key_A or window.line.said.text() == PENDING
    qtbot.keyClicks(page.table, "x")
    assert page.sheet.editing.editor is None
    idle(qtbot, window)
    assert names(page) == ["甲一"]
    assert office.count(MEMBERS, Query()) == 3
    page.search.clear()
    page.choosing.choose()
    page.table.doubleClicked.emit(page.model.index(0, 0))
    idle(qtbot, window)
    assert page.editing is not None
    assert page.editing["name"] == "甲一", "a click means the row it is on"


def test_enter_opens_the_row_it_is_pressed_on_while_the_same_is_read_again(
    qtbot: QtBot, office: Office, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.store.reader.MANY", 1)
    made(office, "甲一", "乙二", "丙三")
    page = page_of(window, "members")
    page.new_record()
    page.form.rows["name"].editor.show_text("丁四")
    assert page.save()
    page.close_form()
    assert page.choosing.reading.task is not None
    page.table.go_to(page.model.row_of(page.model.ids[2]), 0)
    wanted = page.model.ids[2]
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.editing is not None
    assert page.editing["id"] == wanted
    idle(qtbot, window)
    assert page.model.ids[page.table.currentIndex().row()] == wanted


def test_a_choice_that_can_not_be_read_is_told_and_asked_for_again(
    qtbot: QtBot, office: Office, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.store.reader.MANY", 1)
    made(office, "甲一", "乙二", "丙三")
    page = page_of(window, "members")
    page.choosing.sort_by((("birth", False),))
    idle(qtbot, window)

    def gone(*_: object) -> list[str]:
        raise Refusal("读不出来。")

    with monkeypatch.context() as broken:
        broken.setattr(office, "ids", gone)
        with qtbot.waitSignal(page.choosing.bar.typed):  # or it would ask once more when all is well again
            page.search.setText("甲一")
        idle(qtbot, window)
    assert window.line.said.text() == "读不出来。"
    assert page.choosing.stale
    page.refresh()
    idle(qtbot, window)
    assert names(page) == ["甲一"]
