"""The table as a spreadsheet: typed into, copied, pasted, filled down, cleared, summed; each one act that can be undone."""

import threading

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu
from pytestqt.qtbot import QtBot

from desktop.records.editing import Edit
from desktop.records.pasting import block_of, block_text
from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.store.query import Query, Where
from desktop.views.exchange.importing import ImportDialog
from desktop.views.frame.window import Window
from desktop.views.kit.acting import AT_ONCE
from desktop.views.kit.tasks import Task
from desktop.views.sheet.changing import NOTHING
from desktop.views.sheet.page import LedgerPage
from desktop.views.sheet.paste_dialog import PasteDialog
from desktop.views.sheet.same_value import SameValueDialog
from tests.conftest import NUMBERS
from tests.views.conftest import MEMBERS, idle, names, page_of

CTRL = Qt.KeyboardModifier.ControlModifier
SHOWN = ["name", "sex", "native_place", "mobile", "joined", "id_no"]


@pytest.fixture
def page(office: Office, window: Window) -> LedgerPage:
    with office.work("三人") as work:
        for name, sex in (("张三", "男"), ("李四", "女"), ("王五", "男")):
            work.add(MEMBERS, {"name": name, "sex": sex, "native_place": f"{name}的籍贯"})
    page = page_of(window, "members")
    page.table.show_columns(SHOWN)
    return page


def at(page: LedgerPage, row: int, key: str) -> None:
    page.table.go_to(row, SHOWN.index(key))
    page.table.setFocus()


def select(page: LedgerPage, rows: tuple[int, int], keys: tuple[str, str]) -> None:
    model = page.model
    first, last = (model.index(row, SHOWN.index(key)) for row, key in zip(rows, keys, strict=True))
    page.table.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
    page.table.selectionModel().select(QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect)


def column(page: LedgerPage, key: str) -> list[object]:
    return [page.model.record(row)[key] for row in range(page.model.rowCount())]


def type_text(text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    focus = QApplication.focusWidget()
    assert focus is not None
    QApplication.sendEvent(focus, event)


def test_letters_edit_the_cell_enter_goes_down_and_tab_right(qtbot: QtBot, page: LedgerPage, office: Office) -> None:
    at(page, 0, "native_place")
    qtbot.keyClicks(page.table, "F")
    editor = page.sheet.editing.editor
    assert editor is not None
    assert editor.text() == "F"
    qtbot.keyClicks(editor.field, "uzhou")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert column(page, "native_place")[0] == "Fuzhou"
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (1, SHOWN.index("native_place"))
    qtbot.keyClicks(page.table, "X")
    editor = page.sheet.editing.editor
    assert editor is not None
    qtbot.keyClick(editor.field, Qt.Key.Key_Tab)
    assert column(page, "native_place")[1] == "X"
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (1, SHOWN.index("mobile"))
    assert office.acts(limit=1)[0].title == "修改党员 李四 籍贯"
    office.undo()
    office.undo()
    assert column(page, "native_place")[:2] == ["张三的籍贯", "李四的籍贯"]


def test_composing_leaves_no_letter_behind(page: LedgerPage) -> None:
    """With an input method the letters of 连江 stay in the cell until the word is chosen."""
    at(page, 0, "native_place")
    for preedit in ("l", "li", "lian", "lianjiang"):
        QApplication.sendEvent(page.table, QInputMethodEvent(preedit, []))
        assert page.sheet.editing.editor is None
    type_text("连江")
    editor = page.sheet.editing.editor
    assert editor is not None
    assert editor.text() == "连江"


def test_esc_takes_back(qtbot: QtBot, page: LedgerPage) -> None:
    at(page, 0, "native_place")
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.sheet.editing.editor
    assert editor is not None
    assert editor.text() == "张三的籍贯"
    qtbot.keyClicks(editor.field, "x")
    qtbot.keyClick(editor.field, Qt.Key.Key_Escape)
    assert column(page, "native_place")[0] == "张三的籍贯"


def test_what_is_wrong_stays_open_with_its_reason(qtbot: QtBot, page: LedgerPage, office: Office) -> None:
    at(page, 0, "id_no")
    qtbot.keyClicks(page.table, "3501001990")
    editor = page.sheet.editing.editor
    assert editor is not None
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    frame = page.sheet.editing.frame
    assert frame is not None
    assert "18 位" in frame.told.text()
    assert frame.told.isVisible()
    assert len(office.acts()) == 2


def test_a_choice_is_edited_in_its_cell_by_initials(qtbot: QtBot, page: LedgerPage) -> None:
    at(page, 1, "sex")
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.sheet.editing.editor
    assert editor is not None
    assert isinstance(editor.field, QComboBox)
    editor.show_text("男")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert column(page, "sex") == ["男", "男", "男"]


def test_a_value_is_filled_down_as_one_act(qtbot: QtBot, page: LedgerPage, office: Office) -> None:
    select(page, (0, 2), ("native_place", "native_place"))
    qtbot.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert column(page, "native_place") == ["张三的籍贯"] * 3
    office.undo()
    assert column(page, "native_place") == ["张三的籍贯", "李四的籍贯", "王五的籍贯"]
    at(page, 1, "native_place")
    qtbot.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert column(page, "native_place") == ["张三的籍贯", "张三的籍贯", "王五的籍贯"]


def test_delete_empties_cells_and_takes_away_whole_rows(qtbot: QtBot, page: LedgerPage) -> None:
    select(page, (0, 1), ("native_place", "native_place"))
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert column(page, "native_place") == [None, None, "王五的籍贯"]
    select(page, (0, 0), ("name", "name"))
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert column(page, "name") == ["张三", "李四", "王五"], "a name can't be empty"
    qtbot.keyClick(page.table, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert sorted(names(page)) == sorted(["李四", "王五"])


def test_a_block_is_copied_and_pasted_over_rows_after_a_look(qtbot: QtBot, page: LedgerPage, office: Office) -> None:
    select(page, (0, 1), ("sex", "native_place"))
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "男\t张三的籍贯\n女\t李四的籍贯"
    QGuiApplication.clipboard().setText("女\t福州\r\n不知道\t厦门\r\n男\t王五的籍贯\r\n")
    at(page, 0, "sex")
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = page.sheet.clipboard.dialog
    assert isinstance(dialog, PasteDialog)
    assert dialog.table.rowCount() == 4
    assert column(page, "sex") == ["男", "女", "男"], "nothing changes before it is seen"
    dialog.accept()
    assert column(page, "sex") == ["女", "女", "男"]
    assert column(page, "native_place") == ["福州", "厦门", "王五的籍贯"]
    office.undo()
    assert column(page, "native_place") == ["张三的籍贯", "李四的籍贯", "王五的籍贯"]


def test_rows_beyond_the_last_become_new_records_through_the_import(
    qtbot: QtBot, page: LedgerPage, window: Window
) -> None:
    QGuiApplication.clipboard().setText("王五\t男\n赵六\t女\n钱七\t男")
    at(page, 2, "name")
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = page.sheet.clipboard.dialog
    assert isinstance(dialog, PasteDialog)
    dialog.accept()
    taking = window.verbs.dialog
    assert isinstance(taking, ImportDialog)
    qtbot.waitUntil(taking.go.isEnabled, timeout=10_000)
    with qtbot.waitSignal(taking.taken, timeout=10_000):
        qtbot.mouseClick(taking.go, Qt.MouseButton.LeftButton)
    taking.close()
    qtbot.waitUntil(lambda: sorted(names(page)) == sorted(["张三", "李四", "王五", "赵六", "钱七"]))


def test_a_pasted_table_with_headings_is_an_import(qtbot: QtBot, page: LedgerPage, window: Window) -> None:
    QGuiApplication.clipboard().setText("姓名\t性别\t出生年月\n孙八\t女\t1990.5")
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    taking = window.verbs.dialog
    assert isinstance(taking, ImportDialog)
    qtbot.waitUntil(taking.go.isEnabled, timeout=10_000)
    taking.close()


def test_one_value_fills_a_selected_block(qtbot: QtBot, page: LedgerPage) -> None:
    QGuiApplication.clipboard().setText("福州")
    select(page, (0, 2), ("native_place", "native_place"))
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = page.sheet.clipboard.dialog
    assert isinstance(dialog, PasteDialog)
    dialog.accept()
    assert column(page, "native_place") == ["福州"] * 3


def test_many_records_take_one_value(qtbot: QtBot, page: LedgerPage, office: Office) -> None:
    select(page, (0, 2), ("joined", "joined"))
    qtbot.keyClick(page.table, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    dialog = page.sheet.dialog
    assert isinstance(dialog, SameValueDialog)
    dialog.editor.show_text("98年7月")
    dialog.accept()
    assert column(page, "joined") == ["1998-07"] * 3
    assert office.acts(limit=1)[0].title == "批量修改党员 3 条的加入党组织日期"


def test_the_foot_sums_what_is_selected(office: Office, window: Window) -> None:
    demo.fill(office)
    page = page_of(window, "visits")
    keys = page.table.shown_keys()
    cash, who = keys.index("cash"), keys.index("recipient")
    last = page.model.rowCount() - 1
    selection = QItemSelection(page.model.index(0, cash), page.model.index(last, cash))
    page.table.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    rows = office.rows(LEDGERS["visits"], office.ids(LEDGERS["visits"], Query()))
    paid = [row["cash"] for row in rows if row["cash"] is not None]
    assert f"求和 {sum(paid) / 100:.2f}" in page.status()
    assert f"平均 {round(sum(paid) / len(paid)) / 100:.2f}" in page.status()
    selection = QItemSelection(page.model.index(0, who), page.model.index(last, who))
    page.table.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert f"不同的人 {len({row['recipient_id'] or row['recipient'] for row in rows})}" in page.status()
    whole = office.summed(LEDGERS["visits"], "cash", Query())
    assert (whole.count, whole.total) == (len(paid), sum(paid))


@pytest.mark.parametrize("count", [AT_ONCE, AT_ONCE + 5])
def test_few_cells_are_summed_as_they_are_shown_and_many_by_the_database(
    office: Office, window: Window, count: int
) -> None:
    demo.fill(office)
    page = page_of(window, "visits")
    assert page.model.rowCount() > AT_ONCE + 5
    keys, rows = page.table.shown_keys(), [page.model.record(row) for row in range(count)]
    model, table = page.model, page.table
    found = []
    for key in ("cash", "recipient"):
        place = keys.index(key)
        selection = QItemSelection(model.index(0, place), model.index(count - 1, place))
        table.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        found += page.choosing.foot.sums.words()
    assert f"求和 {sum(row['cash'] or 0 for row in rows) / 100:.2f}" in found
    assert f"不同的人 {len({row['recipient_id'] or row['recipient'] for row in rows})}" in found


def test_many_cells_cut_are_emptied_once_they_are_copied_and_stay_in_place(
    qtbot: QtBot, office: Office, window: Window
) -> None:
    count = AT_ONCE + 5
    with office.work("很多") as work:
        work.add_many(
            MEMBERS,
            [
                MEMBERS.rules.complete({**MEMBERS.blank(), "name": f"甲{n:02}", "native_place": "连江"})
                for n in range(count)
            ],
        )
    page = page_of(window, "members")
    page.table.show_columns(SHOWN)
    page.filters.narrow("native_place", (Where("native_place", "=", "连江"),))

    def places() -> set[object]:
        return {row["native_place"] for row in office.rows(MEMBERS, page.model.ids)}

    go = threading.Event()
    window.tasks.start(Task("在前", lambda _step: go.wait(5)))
    QGuiApplication.clipboard().setText("旧的")
    select(page, (0, count - 1), ("native_place", "native_place"))
    page.sheet.clipboard.cut()
    page.sheet.clipboard.copying.cancel()
    go.set()
    idle(qtbot, window)
    assert (QGuiApplication.clipboard().text(), places()) == ("旧的", {"连江"}), "not copied, not emptied"
    page.sheet.clipboard.cut()
    page.table.go_to(0, 0)
    idle(qtbot, window)
    assert QGuiApplication.clipboard().text().splitlines() == ["连江"] * count
    assert (page.model.rowCount(), places()) == (count, {None}), "until asked anew they stay where they are"
    page.choosing.choose()
    assert page.model.rowCount() == 0


def test_many_cells_are_summed_beside_the_window(
    qtbot: QtBot, office: Office, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.views.sheet.sums.MANY", 0)
    demo.fill(office)
    page = page_of(window, "visits")
    cash, every = page.table.shown_keys().index("cash"), page.model.rowCount()
    rows = office.rows(LEDGERS["visits"], page.model.ids)
    for count in (every - 1, every):
        selection = QItemSelection(page.model.index(0, cash), page.model.index(count - 1, cash))
        page.table.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        assert "求和" not in window.line.counts.text()
        idle(qtbot, window)
        assert f"求和 {sum(row['cash'] or 0 for row in rows[:count]) / 100:.2f}" in window.line.counts.text()
    page.sheet.changing.do([Edit(page.model.ids[0], {"cash": 100})], "改")
    idle(qtbot, window)
    changed = sum(row["cash"] or 0 for row in rows[1:]) + 100
    assert f"求和 {changed / 100:.2f}" in window.line.counts.text()


def test_sums_that_come_late_are_not_those_of_another_selection(
    qtbot: QtBot, window: Window, page: LedgerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.views.sheet.sums.AT_ONCE", 1)
    monkeypatch.setattr("desktop.views.sheet.sums.MANY", 5)
    go = threading.Event()
    window.tasks.start(Task("在前", lambda _step: go.wait(5)), quiet=True)
    select(page, (0, 2), ("name", "native_place"))
    select(page, (0, 1), ("name", "name"))
    assert "计数 2" in page.status()
    go.set()
    idle(qtbot, window)
    assert "计数 2" in page.status()


def test_what_others_change_before_its_turn_is_not_taken_for_ones_own(
    qtbot: QtBot, office: Office, window: Window
) -> None:
    """A removal that waits before a filling of many rows takes its rows out of the table."""
    count = AT_ONCE + 5
    with office.work("很多") as work:
        rows = [MEMBERS.rules.complete({**MEMBERS.blank(), "name": f"甲{n:02}"}) for n in range(2 * count)]
        work.add_many(MEMBERS, rows)
    page = page_of(window, "members")
    page.table.show_columns(SHOWN)
    go = threading.Event()
    window.tasks.start(Task("在前", lambda _step: go.wait(5)))
    page.table.selectionModel().select(
        QItemSelection(page.model.index(0, 0), page.model.index(count - 1, len(SHOWN) - 1)),
        QItemSelectionModel.SelectionFlag.ClearAndSelect,
    )
    page.removing.remove()
    select(page, (count, 2 * count - 1), ("native_place", "native_place"))
    page.sheet.changing.do([Edit(one, {"native_place": "连江"}) for one in page.model.ids[count:]], "填写")
    go.set()
    idle(qtbot, window)
    assert page.model.rowCount() == count == office.count(MEMBERS, Query())
    assert not page.sheet.changing.own


def test_what_is_being_typed_is_kept_when_other_records_are_asked_for(office: Office, page: LedgerPage) -> None:
    at(page, 1, "name")
    record = page.model.ids[1]
    page.table.typed.emit("王小五")
    page.filters.narrow("sex", (Where("sex", "=", "男"),))
    assert page.sheet.editing.editor is None
    assert office.get(MEMBERS, record)["name"] == "王小五"


def test_the_menu_offers_what_can_be_done(page: LedgerPage) -> None:
    at(page, 0, "name")
    texts = [action.text().split("\t")[0] for action in page.sheet.menu().actions() if action.text()]
    assert texts == [
        "打开",
        "修改这一格",
        "复制",
        "剪切",
        "粘贴…",
        "向下填充",
        "清除内容",
        "批量修改…",
        "这一列：姓名",
        "历史",
        "删除选中的记录",
    ]


def test_a_block_survives_the_clipboard() -> None:
    block = [["a", "两\n行", 'say "hi"'], ["", "tab\there", "x"]]
    assert block_of(block_text(block)) == block


@pytest.fixture
def many(office: Office, page: LedgerPage) -> LedgerPage:
    """More records than are changed at once: what is done to them goes on beside the window."""
    with office.work("很多人") as work:
        for number in range(AT_ONCE + 50):
            work.add(MEMBERS, {"name": f"陈{number:03}", "sex": "男", "native_place": "福州" if number % 2 else None})
    page.refresh()
    return page


def done(qtbot: QtBot, window: Window) -> str:
    idle(qtbot, window)
    return window.line.said.text()


def test_many_cells_are_cleared_and_filled_down_beside_the_window(
    qtbot: QtBot, window: Window, many: LedgerPage
) -> None:
    page, last = many, many.model.rowCount() - 1
    before = column(page, "native_place")
    full = sum(place is not None for place in before)
    select(page, (0, last), ("native_place", "native_place"))
    page.sheet.clear()
    assert window.tasks.busy
    assert done(qtbot, window) == f"已清除党员 {full} 条的籍贯。"
    assert set(column(page, "native_place")) == {None}
    select(page, (0, last), ("native_place", "native_place"))
    page.sheet.clear()
    assert done(qtbot, window) == NOTHING
    select(page, (0, last), ("sex", "sex"))
    page.sheet.fill_down()
    assert done(qtbot, window).startswith("已向下填充党员")
    assert len(set(column(page, "sex"))) == 1
    window.verbs.undo()
    idle(qtbot, window)
    window.verbs.undo()
    idle(qtbot, window)
    assert column(page, "native_place") == before


def test_many_records_go_to_the_bin_and_come_back_beside_the_window(
    qtbot: QtBot, window: Window, many: LedgerPage
) -> None:
    page, count = many, many.model.rowCount()
    page.table.selectAll()
    page.removing.remove()
    assert window.tasks.busy
    assert done(qtbot, window) == f"已删除 张三等 {count} 条。"
    assert page.model.rowCount() == 0
    page.bin_button.setChecked(True)
    page.table.selectAll()
    page.removing.remove()
    assert done(qtbot, window) == f"已恢复 张三等 {count} 条。"
    page.bin_button.setChecked(False)
    assert page.model.rowCount() == count


def cells(page: LedgerPage, *keys: str) -> list[tuple[object, ...]]:
    return [tuple(page.model.record(row)[key] or "" for key in keys) for row in range(page.model.rowCount())]


def also(page: LedgerPage, row: int, key: str) -> None:
    """Ctrl and a click."""
    index = page.model.index(row, SHOWN.index(key))
    page.table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Select)


def test_cells_chosen_here_and_there_are_each_their_own(qtbot: QtBot, page: LedgerPage) -> None:
    before = cells(page, "sex", "native_place")
    at(page, 0, "sex")
    also(page, 2, "native_place")
    assert "计数 2" in page.status()
    qtbot.keyClick(page.table, Qt.Key.Key_C, CTRL)
    assert "形状不同" in page.window().line.said.text()  # type: ignore[attr-defined]
    qtbot.keyClick(page.table, Qt.Key.Key_D, CTRL)
    assert cells(page, "sex", "native_place") == before
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert cells(page, "sex", "native_place") == [("", before[0][1]), before[1], (before[2][0], "")]
    QGuiApplication.clipboard().setText("女")
    at(page, 0, "sex")
    also(page, 2, "sex")
    paste(qtbot, page)
    assert [sex for sex, _ in cells(page, "sex", "native_place")] == ["女", before[1][0], "女"]


def paste(qtbot: QtBot, page: LedgerPage) -> list[str]:
    """Paste, and agree to what is shown first; gives its notes."""
    qtbot.keyClick(page.table, Qt.Key.Key_V, CTRL)
    dialog = page.sheet.clipboard.dialog
    assert isinstance(dialog, PasteDialog)
    notes = [label.text() for label in dialog.findChildren(QLabel)]
    dialog.accept()
    return notes


def test_a_blank_row_of_a_block_keeps_its_place(qtbot: QtBot, page: LedgerPage) -> None:
    QGuiApplication.clipboard().setText("福州\n\n厦门\n\n")
    at(page, 0, "native_place")
    paste(qtbot, page)
    assert column(page, "native_place") == ["福州", None, "厦门"]


def test_what_does_not_fit_beside_the_last_column_is_told(qtbot: QtBot, page: LedgerPage) -> None:
    QGuiApplication.clipboard().setText("2001-07-01\t\t多的\t更多")
    at(page, 0, "joined")
    notes = paste(qtbot, page)
    assert any("右边有 2 列超出了表格" in note for note in notes)
    assert column(page, "joined")[0] == "2001-07-01"


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\rb", [["a"], ["b"]]),
        ("a\r\n\r\nb\r\n", [["a"], [""], ["b"]]),
        ("a\tb\n\nc", [["a", "b"], [], ["c"]]),
        ("x" * 200_000, [["x" * 200_000]]),
        ("\n \n", []),
    ],
    ids=["lone returns", "blank line", "blank row", "long", "nothing"],
)
def test_any_clipboard_is_a_block(text: str, block: list[list[str]]) -> None:
    assert block_of(text) == block


def test_leaving_a_cell_by_a_click_stays_where_the_click_was(qtbot: QtBot, page: LedgerPage) -> None:
    at(page, 0, "native_place")
    qtbot.keyClicks(page.table, "F")
    where = page.table.visualRect(page.model.index(2, SHOWN.index("sex"))).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(lambda: column(page, "native_place")[0] == "F")
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (2, SHOWN.index("sex"))


def test_hiding_a_column_leaves_one_cell_chosen(page: LedgerPage, office: Office) -> None:
    at(page, 1, "sex")
    page.columns.show([key for key in SHOWN if key != "mobile"], {})
    assert page.table.bands()[0][0] == range(1, 2)
    assert [one.key for one in page.table.bands()[0][1]] == ["sex"]
    assert not page.table.whole_rows
    assert office.count(MEMBERS, Query()) == 3


def test_a_name_pasted_over_a_person_is_that_person(qtbot: QtBot, office: Office, window: Window) -> None:
    with office.work("两人") as work:
        first = work.add(MEMBERS, {"name": "张三", "id_no": NUMBERS[0]})
        second = work.add(MEMBERS, {"name": "李四", "id_no": NUMBERS[1]})
        values = {"recipient": "张三", "recipient_id": first, "id_no": NUMBERS[0], "cash": 100}
        visit = work.add(LEDGERS["visits"], values)
    page = page_of(window, "visits")
    page.table.go_to(0, page.table.shown_keys().index("recipient"))
    QGuiApplication.clipboard().setText("李四")
    qtbot.keyClick(page.table, Qt.Key.Key_V, CTRL)
    now = office.get(LEDGERS["visits"], visit)
    assert (now["recipient"], now["recipient_id"], now["id_no"]) == ("李四", second, NUMBERS[1])


def test_a_column_is_sorted_from_the_menu_of_a_cell(page: LedgerPage) -> None:
    """For those who have no mouse: the menu key, the column's own menu, 降序."""
    at(page, 0, "native_place")
    menu = page.sheet.menu()
    (column_menu,) = menu.findChildren(QMenu)
    assert column_menu.title() == "这一列：籍贯"
    by_text = {action.text(): action for action in column_menu.actions()}
    by_text["降序"].trigger()
    assert list(page.choosing.sort) == [("native_place", True)]
    by_text["取消排序"].trigger()
    assert not page.choosing.sort
    menu.close()


def test_a_day_typed_into_a_cell_is_shown_back_as_understood(qtbot: QtBot, page: LedgerPage) -> None:
    at(page, 0, "joined")
    qtbot.keyClicks(page.table, "9")
    frame = page.sheet.editing.frame
    assert frame is not None
    qtbot.keyClicks(frame.editor.field, "8.7")
    assert frame.told.text() == "理解为 1998-07"
    assert frame.told.isVisible()
    qtbot.keyClick(frame.editor.field, Qt.Key.Key_Return)
    assert column(page, "joined")[0] == "1998-07"
