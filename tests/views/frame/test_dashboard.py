"""概览: counts, what is due, and charts whose bars open their records."""

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from desktop.records.reminders import DUE, NEAR, OVERDUE, Reminder, state_of
from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.services.charts import MOST, OTHERS
from desktop.services.overview import overview
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.views.exchange.preview import PreviewDialog, papers_of
from desktop.views.frame.window import Window
from desktop.views.tabs.members.bridge import BridgeDialog
from tests.views.conftest import names, page_of, type_into

MEMBERS = LEDGERS["members"]


@pytest.fixture
def shown(qtbot: QtBot, office: Office, window: Window) -> Window:
    demo.fill(office)
    window.tabs.setCurrentIndex(0)
    window.dashboard.refresh()
    qtbot.waitUntil(lambda: not window.tasks.busy and window.dashboard.pictures.isVisible())
    return window


def test_every_ledger_is_counted_and_opened(qtbot: QtBot, shown: Window, office: Office) -> None:
    for ledger_id, card in shown.dashboard.cards.items():
        assert card.figure.text() == f"{office.count(LEDGERS[ledger_id], Query()):,}"
    card = shown.dashboard.cards["visits"]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert shown.page is shown.pages["visits"]


def test_a_bar_opens_its_records_by_key_and_by_mouse(qtbot: QtBot, shown: Window) -> None:
    chart = shown.dashboard.charts[0]
    bar = chart.chart.bars[1]
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    page = shown.pages["members"]
    assert page.model.rowCount() == bar.value
    assert {page.model.record(row)["branch"] for row in range(page.model.rowCount())} == {bar.wheres[0].value}
    shown.tabs.setCurrentIndex(0)
    money = shown.dashboard.charts[1]
    qtbot.mouseClick(money, Qt.MouseButton.LeftButton, pos=QPoint(60, money.line + 5))
    page = shown.pages["visits"]
    months = {str(page.model.record(row)["visited"])[5:7].lstrip("0") for row in range(page.model.rowCount())}
    assert months == {money.chart.bars[0].label.removesuffix("月")}


def test_what_the_year_came_to_opens_its_records(qtbot: QtBot, shown: Window, office: Office) -> None:
    card, year = shown.dashboard.year, str(dt.date.today().year)
    shows = {tile.title.text(): tile.figure.text() for tile in card.tiles}
    visits = [
        row
        for row in office.rows(LEDGERS["visits"], office.ids(LEDGERS["visits"], Query()))
        if str(row["visited"]).startswith(year) and not row["void_reason"]
    ]
    people = {row["recipient_id"] or row["recipient"] for row in visits}
    assert shows["慰问对象"] == f"{len(people)} 人"
    assert shows["慰问金"] == f"{sum(row['cash'] or 0 for row in visits) / 100:.2f} 元"
    qtbot.keyClick(card.tiles[1], Qt.Key.Key_Return)
    assert sorted(shown.pages["visits"].model.ids) == sorted(row["id"] for row in visits)
    shown.tabs.setCurrentIndex(0)
    qtbot.mouseClick(card.tiles[2], Qt.MouseButton.LeftButton)
    sessions = shown.pages["sessions"].model
    assert shows["组织生活"] == f"{sessions.rowCount()} 次"
    assert sum(bar.value for bar in shown.dashboard.charts[2].chart.bars) == sessions.rowCount()


def test_what_is_due_opens_its_record(shown: Window, office: Office) -> None:
    page_of(shown, "members")
    member = office.ids(MEMBERS, Query())[3]
    late = Reminder("党费欠缴", "张三 欠缴三个月", "members", member, "2026-01-01", OVERDUE)
    shown.dashboard.due.show_due((late,))
    assert shown.dashboard.due.title.text() == "要办的事（1 项，逾期 1 项）"
    shown.dashboard.due.table.setCurrentCell(0, 0)
    shown.dashboard.due.table.cellActivated.emit(0, 0)
    page = shown.page
    assert page is not None
    assert page.form.isVisible()
    assert page.editing is not None
    assert page.editing["id"] == member


def test_a_change_is_counted_when_the_page_is_seen_again(qtbot: QtBot, shown: Window, office: Office) -> None:
    before = int(shown.dashboard.cards["members"].figure.text())
    with office.work("党员") as work:
        work.add(MEMBERS, {"name": "张三"})
    figure = shown.dashboard.cards["members"].figure
    qtbot.waitUntil(lambda: figure.text() != str(before))
    assert figure.text() == str(before + 1)


def test_an_empty_office_says_how_to_begin(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(window.dashboard.first.isVisible)
    assert not window.dashboard.pictures.isVisible()
    assert not window.dashboard.due.isVisible()
    assert names(page_of(window, "members")) == []


def test_many_branches_are_the_largest_and_the_others(office: Office) -> None:
    with office.work("党员") as work:
        for place in range(12):
            for number in range(place + 1):
                work.add(MEMBERS, {"name": f"党员{place}-{number}", "branch": f"第{place}支部"})
    chart = overview(office, dt.date(2026, 7, 1)).charts[0]
    assert len(chart.bars) == MOST
    assert chart.bars[-1].label == OTHERS
    assert sum(bar.value for bar in chart.bars) == 78
    assert chart.bars[0].value == 12


@pytest.mark.parametrize(
    ("on", "state"),
    [("2026-06-30", NEAR), ("2026-07-01", DUE), ("2026-07-02", OVERDUE), ("2026-06-01", NEAR), ("2026-05-31", None)],
)
def test_states_at_their_boundaries(on: str, state: str | None) -> None:
    assert state_of(dt.date(2026, 7, 1), dt.date.fromisoformat(on), 30) == state


def test_a_figure_is_read_out_with_its_name(shown: Window, office: Office) -> None:
    assert office.count(MEMBERS, Query()) > 0
    for tile in (*shown.dashboard.cards.values(), *shown.dashboard.year.tiles):
        told = QAccessible.queryAccessibleInterface(tile).text(QAccessible.Text.Description)
        assert told == tile.figure.text() != "—"


def test_what_was_left_unsaved_is_told_and_leads_there(qtbot: QtBot, office: Office, window: Window) -> None:
    card = window.dashboard.left
    assert not card.isVisible()
    with office.work("党员") as work:
        member = work.add(MEMBERS, {"name": "张三"})
    page = page_of(window, "members")
    page.open_record(member)
    type_into(qtbot, page, "native_place", "福州")
    page.hand.drafts.keep()
    page_of(window, "posts").hand.drafts.file.write_text("{", encoding="utf-8")
    window.tabs.setCurrentIndex(0)
    assert card.isVisible()
    at = dt.datetime.now().strftime("%m-%d")
    assert card.told.text().startswith(f"有没保存的内容：党员 张三（{at} ")
    with qtbot.waitSignal(window.dashboard.opened) as opened:
        card.buttons[0].click()
    assert opened.args == ["members"]
    assert window.page is page
    page.hand.drafts.drop()
    window.tabs.setCurrentIndex(0)
    assert not card.isVisible()


def test_pages_and_figures_say_where_they_are(qtbot: QtBot, office: Office, window: Window) -> None:
    """A paper looked at, and the bridge of a year."""
    demo.fill(office)
    preview = PreviewDialog(window.desk, papers_of("members"), window)
    qtbot.addWidget(preview)
    qtbot.waitUntil(lambda: bool(preview.area.pages))
    names_ = [page.accessibleName() for page in preview.area.pages]
    assert names_ == [f"第 {number} 页" for number in range(1, len(names_) + 1)]
    preview.done(0)
    bridge = BridgeDialog(window.desk, 2026, window)
    bridge.show()
    qtbot.waitUntil(lambda: bool(bridge.found))
    model = bridge.figures.model()
    heads = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    for row, one in enumerate(bridge.found):
        for place, line in enumerate(bridge._cells(one)):
            assert line.title in heads[place].split("、"), (row, place)
    assert not any(head.isdigit() for head in heads)
    bridge.close()
