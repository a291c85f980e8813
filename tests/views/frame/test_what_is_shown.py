"""What leaves the window holds what the window shows: conditions, order, day; and long acts can be given up."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.errors import Cancelled
from desktop.records.conditions import condition_of, conditions_of, in_order, order_of, sentence_of
from desktop.services.tables import AdHoc, Wanted, count, rows_of
from desktop.store.office import Office
from desktop.store.query import Query, Where
from desktop.views.exchange.preview import PreviewDialog
from desktop.views.exchange.tables import TableDialog
from desktop.views.frame.verbs import IN_BIN
from desktop.views.frame.window import Window
from desktop.views.kit.acting import AT_ONCE
from desktop.views.kit.tasks import Task
from tests.views.conftest import MEMBERS, idle, page_of

Key = Qt.Key


@pytest.mark.parametrize(
    "value", ["学理论；谈体会", "甲|乙", "学习“三会一课”", "“三会一课”", "a;b", "普通", "（空白处）"]
)
def test_a_value_is_read_back_whatever_marks_it_holds(office: Office, value: str) -> None:
    for where in (
        Where("remark", "=", value),
        Where("remark", "in", (value, "别的", None)),
        Where("native_place", "in", ("甲", value)),
    ):
        other = Where("name", "=", "张三；李四")
        assert conditions_of(office, MEMBERS, sentence_of(MEMBERS, [where, other])) == (where, other)


def test_conditions_typed_as_before_mean_the_same(office: Office) -> None:
    assert condition_of(office, MEMBERS, "性别=男|女") == Where("sex", "in", ("男", "女"))
    assert conditions_of(office, MEMBERS, "性别=男;籍贯=（空白）") == (
        Where("sex", "=", "男"),
        Where("native_place", "blank"),
    )


def test_an_order_by_several_columns_is_read_back() -> None:
    query = Query(sort=(("sex", True), ("birth", False)))
    assert in_order(MEMBERS, Query(), order_of(MEMBERS, query)).sort == query.sort
    assert in_order(MEMBERS, Query(), "姓名:笔画").names == "笔画"


def test_a_table_for_the_occasion_is_of_the_day_that_is_shown(office: Office) -> None:
    with office.work("党员") as work:
        work.add(MEMBERS, {"name": "张三", "joined": "2001-07-01"})
        work.add(MEMBERS, {"name": "李四", "joined": "2020-07-01"})
    table = AdHoc("members", "名册", [Wanted("姓名", "name")], as_of="2010-06-30")
    assert (count(office, MEMBERS, table), list(rows_of(office, MEMBERS, table))) == (1, [["张三"]])


def test_nothing_is_printed_out_of_the_recycle_bin_and_nothing_removed_of_an_earlier_day(
    qtbot: QtBot, office: Office, window: Window
) -> None:
    with office.work("党员") as work:
        work.add(MEMBERS, {"name": "张三", "joined": "2001-07-01"})
    page = page_of(window, "members")
    page.bin_button.setChecked(True)
    for verb in (window.verbs.print_paper, window.verbs.occasional_table):
        verb()
        assert window.line.said.text() == IN_BIN
    assert not window.findChildren(PreviewDialog)
    assert not window.findChildren(TableDialog)
    page.table.setFocus()
    qtbot.keyClick(page.table, Key.Key_Escape)
    assert not page.bin_button.isChecked()
    page.filters.as_of.setText("2010-06-30")
    page.filters.as_of.read()
    idle(qtbot, window)
    page.table.selectRow(0)
    assert [one.text() for one in page.sheet.menu().actions()][-1] == "删除选中的记录"
    page.removing.remove()
    assert "不能删除" in window.line.said.text()
    assert office.count(MEMBERS, Query()) == 1


def test_the_overview_leads_out_of_the_recycle_bin(office: Office, window: Window) -> None:
    with office.work("党员") as work:
        made = work.add(MEMBERS, {"name": "张三", "sex": "男"})
    page = page_of(window, "members")
    page.bin_button.setChecked(True)
    window.show_group("members", (Where("sex", "=", "男"),))
    assert page.model.ids == [made]
    page.bin_button.setChecked(True)
    window.show_record("members", made)
    assert page.model.ids == [made]
    page.close_form()


def test_a_cell_changed_elsewhere_meanwhile_is_told_once(qtbot: QtBot, office: Office, window: Window) -> None:
    with office.work("党员") as work:
        made = work.add(MEMBERS, {"name": "张三", "native_place": "连江"})
    page = page_of(window, "members")
    page.table.show_columns(["name", "native_place"])
    page.table.go_to(0, 1)
    page.table.setFocus()
    qtbot.keyClicks(page.table, "F")
    editor = page.sheet.editing.editor
    assert editor is not None
    with office.work("别处") as work:
        work.change(MEMBERS, made, {"native_place": "长乐"})
    page.model.forget()
    qtbot.keyClick(editor.field, Key.Key_Return)
    assert "长乐" in window.line.said.text()
    assert office.get(MEMBERS, made)["native_place"] == "长乐"
    qtbot.keyClick(editor.field, Key.Key_Return)
    assert office.get(MEMBERS, made)["native_place"] == "F"


def test_taking_back_a_big_act_can_be_given_up_and_leaves_all_as_it_was(
    qtbot: QtBot, office: Office, window: Window
) -> None:
    with office.work("很多") as work:
        work.add_many(MEMBERS, [{**MEMBERS.blank(), "name": f"甲{n}"} for n in range(AT_ONCE + 200)])
    page_of(window, "members")

    def step(_done: int, _total: int, _text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        office.undo(step=step)
    assert office.count(MEMBERS, Query()) == AT_ONCE + 200
    reached: list[str] = []

    def note(_done: int, _total: int, text: str) -> None:
        reached.append(text)

    def follow(task: Task) -> None:
        task.progressed.connect(note)

    window.tasks.started.connect(follow)
    window.verbs.undo()
    assert window.tasks.busy
    idle(qtbot, window)
    assert "正在还原" in reached
    assert office.count(MEMBERS, Query()) == 0
