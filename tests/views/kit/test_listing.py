"""Plain tables: as wide as what stands in them, in whatever room and size of text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.views.kit import theme
from desktop.views.kit.dialogs import DROPPED, show
from desktop.views.kit.listing import PADDING, TALL, Listing, shared

BRANCH = "中共某县某局机关委员会离退休干部党支部"


@pytest.fixture
def frame(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(900, 400)
    return widget


def filled(frame: QWidget, *rows: tuple[str, ...], takes: int = -1) -> Listing:
    table = Listing(("姓名", "所在支部", "说明"), "名单", frame, takes=takes)
    table.setRowCount(len(rows))
    for row, texts in enumerate(rows):
        for place, text in enumerate(texts):
            table.put(row, place, text, right=place == 2)
    table.setGeometry(0, 0, 900, 400)
    frame.show()
    return table


def whole(table: Listing, row: int, place: int) -> bool:
    """Whether a cell's text fits its column."""
    return table.columnWidth(place) >= table.sizeHintForIndex(table.model().index(row, place)).width()


@pytest.mark.parametrize(
    ("wanted", "room", "widths"),
    [
        ([50, 60, 70], 300, [50, 60, 70]),
        ([50, 400, 300], 450, [50, 200, 200]),
        ([50, 400, 120], 450, [50, 280, 120]),
        ([200, 300, 90], 100, [200, 200, 90]),
        ([], 100, []),
    ],
)
def test_the_widest_columns_give_way_to_one_another(wanted: list[int], room: int, widths: list[int]) -> None:
    assert shared(wanted, room, 100) == widths


@pytest.mark.parametrize("size", ["标准", "特大"])
def test_every_text_is_whole_where_there_is_room(frame: QWidget, size: str) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, "浅色", size)
    try:
        table = filled(frame, ("阿依古丽·买买提", BRANCH, "12.00"))
        assert all(whole(table, 0, place) for place in range(3))
        assert table.horizontalHeader().length() == table.viewport().width()
    finally:
        theme.apply(application, "浅色")


def test_the_column_named_takes_what_is_left(frame: QWidget) -> None:
    table = filled(frame, ("张伟", BRANCH, "12.00"), takes=0)
    assert table.columnWidth(0) > table.columnWidth(1) > table.columnWidth(2)
    header = table.horizontalHeaderItem(2)
    assert header is not None
    assert header.textAlignment() & Qt.AlignmentFlag.AlignRight


def test_what_comes_later_is_fitted_too(qtbot: QtBot, frame: QWidget) -> None:
    table = filled(frame, ("张伟", "一支部", ""))
    before = table.columnWidth(1)
    table.put(0, 1, BRANCH)
    qtbot.waitUntil(lambda: whole(table, 0, 1))
    assert table.columnWidth(1) > before


def test_a_column_a_person_dragged_stays(qtbot: QtBot, frame: QWidget) -> None:
    table = filled(frame, ("张伟", "一支部", ""))
    qtbot.waitUntil(lambda: not table.wait.isActive())
    table.horizontalHeader().resizeSection(0, 222)
    table.put(0, 0, "阿依古丽·买买提")
    qtbot.waitUntil(lambda: not table.wait.isActive())
    assert table.columnWidth(0) == 222


def test_a_choice_in_a_cell_is_whole(qtbot: QtBot, frame: QWidget) -> None:
    table = Listing(("姓名", "状态", "原因"), "点名", frame, height=TALL)
    table.setRowCount(1)
    box = QComboBox(table)
    box.addItems(["出席", "请假"])
    table.setCellWidget(0, 1, box)
    table.setGeometry(0, 0, 900, 400)
    frame.show()
    qtbot.waitUntil(lambda: not table.wait.isActive())
    assert box.width() >= box.sizeHint().width()


def test_a_long_text_takes_more_lines_where_it_may(qtbot: QtBot, frame: QWidget) -> None:
    table = Listing(("日期", "内容"), "经过", frame, wrap=True)
    table.setRowCount(2)
    table.put(0, 1, "短")
    table.put(1, 1, BRANCH * 8)
    table.setGeometry(0, 0, 500, 400)
    frame.show()
    qtbot.waitUntil(lambda: not table.wait.isActive())
    assert table.rowHeight(1) > table.rowHeight(0)


def test_a_long_list_is_poured_in_while_the_window_goes_on(
    qtbot: QtBot, frame: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.views.kit.poured.HELD", 0)
    listing, whole = Listing(("名称",), "名单", frame), list[bool]()
    listing.poured.connect(whole.append)

    def put(row: int, text: str) -> None:
        listing.put(row, 0, text)

    listing.pour(3, ["旧一", "旧二", "旧三"], put)
    assert (whole, listing.whole) == ([False], False)
    listing.pour(2, iter(["新一", "新二"]), put)
    qtbot.waitUntil(lambda: listing.whole)
    assert whole == [False, False, True]
    assert [listing.item(row, 0).text() for row in range(listing.rowCount())] == ["新一", "新二"]  # type: ignore[union-attr]
    listing.add("新三", put)
    assert listing.whole
    assert listing.item(2, 0).text() == "新三"  # type: ignore[union-attr]
    listing.pour(0, [], put)
    assert whole[-1]


def test_space_turns_the_tick_of_a_row_from_any_of_its_cells(qtbot: QtBot, frame: QWidget) -> None:
    listing = Listing(("名称", "说明"), "名单", frame)
    listing.setRowCount(1)
    tick = listing.put(0, 0, "张三")
    listing.put(0, 1, "七一")
    tick.setCheckState(Qt.CheckState.Unchecked)
    for place, state in ((1, Qt.CheckState.Checked), (0, Qt.CheckState.Unchecked)):
        listing.setCurrentCell(0, place)
        qtbot.keyClick(listing, Qt.Key.Key_Space)
        assert tick.checkState() == state


def test_of_very_many_rows_the_next_come_when_the_first_are_scrolled_through(qtbot: QtBot, frame: QWidget) -> None:
    listing, rows = Listing(("名称",), "名单", frame), [f"甲{number}" for number in range(250)]
    frame.show()
    listing.pour(len(rows), rows, lambda row, text: listing.put(row, 0, text), 100)
    for count in (100, 200, 250, 250):
        qtbot.waitUntil(lambda: listing.whole)
        assert listing.rowCount() == count
        listing.scrollToBottom()
    assert [listing.item(row, 0).text() for row in range(250)] == rows  # type: ignore[union-attr]


def test_every_line_of_a_wrapped_text_is_seen(qtbot: QtBot, frame: QWidget) -> None:
    """What the style sheet leaves of a column is narrower than the column."""
    listing = Listing(("日期", "内容"), "名单", frame, wrap=True)
    listing.setGeometry(0, 0, 260, 400)
    frame.show()
    texts = ["党委理论学习中心组" * 4 + "。" * more for more in range(12)]
    listing.pour(len(texts), texts, lambda row, text: listing.put(row, 1, text))
    qtbot.waitUntil(lambda: not listing.wait.isActive() and listing.whole)
    room = listing.columnWidth(1) - 2 * PADDING - 6
    for row, text in enumerate(texts):
        lines = listing.fontMetrics().boundingRect(0, 0, room, 9999, Qt.TextFlag.TextWrapAnywhere, text).height()
        assert listing.rowHeight(row) >= lines


def test_in_a_tall_window_the_next_rows_come_by_themselves(qtbot: QtBot, frame: QWidget) -> None:
    listing = Listing(("名称",), "名单", frame)
    frame.resize(300, 2200)
    listing.setGeometry(0, 0, 300, 2000)
    frame.show()
    listing.pour(500, [f"甲{number}" for number in range(500)], lambda row, text: listing.put(row, 0, text), 20)
    qtbot.waitUntil(lambda: listing.verticalScrollBar().maximum() > 0)
    assert listing.rowCount() < 500, "no more than there is to see, and some"


def test_a_closed_dialog_is_freed_piece_by_piece_and_says_nothing_more(frame: QWidget, qtbot: QtBot) -> None:
    left: list[int] = []

    class Watched(Listing):
        def drop(self, count: int) -> bool:
            dropped = super().drop(count)
            left.append(self.rowCount())
            return dropped

    dialog = QDialog(frame)
    table = Watched(("姓名", "状态"), "名单", dialog)
    boxes = []
    for row in range(3 * DROPPED):
        table.add(row, lambda at, one: table.put(at, 0, str(one)))
        boxes.append(QComboBox(table))
        table.setCellWidget(row, 1, boxes[-1])
    table.setCurrentCell(3 * DROPPED - 1, 0)
    told: list[int] = []
    table.currentCellChanged.connect(told.append)
    show(dialog)
    dialog.close()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert left == [2 * DROPPED, DROPPED, 0, 0]
    assert not told
    assert not any(map(isValid, boxes))
