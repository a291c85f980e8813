"""How long the window's thread is held by what a clerk does all day, with as many members as a superior office has."""

import datetime as dt
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QItemSelection, QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from desktop.app import Desktop, application
from desktop.ledger import Values
from desktop.records.editing import Edit
from desktop.services.chapters import LEDGERS
from desktop.store.query import Query
from desktop.views.exchange.grouping import GroupingDialog
from desktop.views.exchange.tables import TableDialog
from desktop.views.frame.settings import SettingsDialog
from desktop.views.frame.window import Window
from desktop.views.kit.acting import AT_ONCE
from desktop.views.kit.dialogs import ActsDialog, HistoryDialog, show
from desktop.views.kit.listing import Listing
from desktop.views.kit.name_list import NamesDialog
from desktop.views.kit.tasks import Tasks
from desktop.views.sheet.page import LedgerPage
from desktop.views.tabs.members.board import BoardDialog
from desktop.views.tabs.members.bridge import BridgeDialog
from desktop.views.tabs.members.card import CardDialog
from desktop.views.tabs.members.dues import DuesDialog
from desktop.views.tabs.members.duplicates import DuplicatesDialog
from desktop.views.tabs.members.statistics import StatisticsDialog
from desktop.views.tabs.members.veterans import VeteransDialog
from desktop.views.tabs.organizations.advice import AdviceDialog
from desktop.views.tabs.study.roll_call import RollCallDialog
from desktop.views.tabs.visits.batch import BatchDialog
from desktop.views.tabs.visits.filling import CandidatesDialog
from desktop.views.tabs.visits.payout import PayoutDesk

TYPED = ("z", "zs", "c", "ch", "che", "chen", "陈", "陈伟", "1390", "lin", "第12党支部", "w", "wj", "芳", "x", "xie")
TICK_MS, SHOWN_MS = 5, 500  # what a page makes a moment after it is seen counts too
MANY = 5000
CHOSEN = QItemSelectionModel.SelectionFlag.ClearAndSelect
SETTLED_MS = 2500  # what is loaded beside the window after it is first seen is there, as when a person looks first


def held(act: Callable[[], object], page: LedgerPage) -> float:
    """Milliseconds from an act to the painted table."""
    began = time.perf_counter()
    act()
    while page.choosing.reading.task is not None:
        waited(1)
    page.table.viewport().repaint()
    return (time.perf_counter() - began) * 1000


def stalled(act: Callable[[], QWidget | None], tasks: Tasks) -> float:
    """Milliseconds of the longest time the window's thread was held from an act until all it started is shown.

    The events are Qt's own loop's: a loop of ours that waits would hold the interpreter, and whatever works beside it.
    """
    gaps: list[float] = []
    loop, timer = QEventLoop(), QTimer()
    last = free = time.perf_counter()

    def tick() -> None:
        nonlocal last, free
        now = time.perf_counter()
        gaps.append(now - last)
        last = now
        if tasks.busy or any(one.more.isActive() for one in (opened.findChildren(Listing) if opened else ())):
            free = now
        if now - free > SHOWN_MS / 1000:
            loop.quit()

    timer.setInterval(TICK_MS)
    timer.timeout.connect(tick)
    timer.start()
    opened = act()
    if isinstance(opened, QDialog):
        show(opened)
    loop.exec()
    if opened is not None:
        opened.close()
    return max(gaps) * 1000


def waited(milliseconds: int) -> None:
    """Let the window do what it does."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def dialogs(window: Window) -> list[tuple[str, Callable[[], QWidget | None]]]:
    """What counts everybody, and is opened from the page of members."""
    desk, members, year = window.desk, LEDGERS["members"], dt.date.today().year
    office, person = desk.office, window.pages["members"].model.ids[3]

    def first(ledger_id: str) -> Values:
        ledger = LEDGERS[ledger_id]
        return office.get(ledger, office.ids(ledger, Query(limit=1))[0])

    batch = first("visit-batches")
    return [
        ("党员统计", lambda: StatisticsDialog(desk, members, window)),
        ("年度增减核对", lambda: BridgeDialog(desk, year, window)),
        ("疑似重复", lambda: DuplicatesDialog(desk, members, window)),
        ("光荣在党50年候选", lambda: VeteransDialog(desk, year, window)),
        ("设置建议", lambda: AdviceDialog(desk, window)),
        ("分组小计", lambda: GroupingDialog(desk, members, Query(), "birth", window)),
        ("党费月历", lambda: DuesDialog(desk, year, window)),
        ("发展党员看板", lambda: BoardDialog(desk, window)),
        ("临时表", lambda: TableDialog(desk, members, Query(), window.pages["members"].columns, window)),
        ("设置", lambda: SettingsDialog(window.office, window)),
        ("批次工作台", lambda: BatchDialog(desk, batch["id"], window)),
        ("提名候选", lambda: CandidatesDialog(desk, batch, window)),
        ("发放台", lambda: PayoutDesk(desk, batch, window)),
        ("点名", lambda: RollCallDialog(desk, first("sessions"), window)),
        ("个人全貌", lambda: CardDialog(desk, person, window)),
        ("历史", lambda: HistoryDialog(office, members, person, window)),
        ("操作记录", lambda: ActsDialog(office, desk.tasks, window)),
        ("党费", lambda: window.show_ledger("dues")),
        ("走访慰问", lambda: window.show_ledger("visits")),
        ("党组织", lambda: window.show_ledger("organizations")),
        ("概览", lambda: window.tabs.setCurrentIndex(0)),
    ]


def long_acts(window: Window, page: LedgerPage) -> list[tuple[str, Callable[[], QWidget | None]]]:
    """What changes or reads thousands of records at a time."""
    ledger, office = page.ledger, window.office
    ids = page.model.ids[:MANY]

    def change(count: int) -> None:
        page.sheet.changing.do([Edit(one, {"remark": f"改动 {count}"}) for one in ids[:count]], "批量修改")

    def remove() -> None:
        top, bottom = page.model.index(0, 0), page.model.index(AT_ONCE - 1, page.model.columnCount() - 1)
        page.table.selectionModel().select(QItemSelection(top, bottom), CHOSEN)
        page.removing.remove()

    def choose(count: int) -> None:
        top, bottom = page.model.index(0, 0), page.model.index(count - 1, 1)
        page.table.selectionModel().select(QItemSelection(top, bottom), CHOSEN)

    def copy() -> None:
        choose(MANY)
        page.sheet.clipboard.copy()

    def paste() -> None:
        choose(1)
        QGuiApplication.clipboard().setText("\n".join(f"甲{number}" for number in range(MANY)))
        page.sheet.clipboard.paste()

    people = "、".join(row["name"] for row in office.rows(ledger, ids[:300]))

    def names() -> QWidget:
        QGuiApplication.clipboard().setText(people)
        return NamesDialog(office, LEDGERS["attendance"].columns["person"], "记为出席", parent=window)

    return [
        (f"edit of {AT_ONCE}", partial(change, AT_ONCE)),
        (f"undo of {AT_ONCE}", window.verbs.undo),
        (f"{AT_ONCE} rows removed", remove),
        (f"{AT_ONCE} rows brought back", window.verbs.undo),
        (f"batch edit of {MANY:,}", partial(change, MANY)),
        (f"undo of {MANY:,}", window.verbs.undo),
        ("2,000 rows selected", partial(choose, 2000)),
        (f"copy of {MANY:,} rows", copy),
        (f"paste of {MANY:,} rows, looked at", paste),
        ("a pasted list of 300 names", names),
    ]


def cell_edits(page: LedgerPage) -> list[float]:
    """Milliseconds of a few cells changed one below the other."""
    place = page.table.shown_keys().index("education")
    edits = []
    for row in range(5):
        page.table.go_to(row, place)
        page.sheet.editing.begin()
        editor = page.sheet.editing.editor
        if editor is not None:
            editor.show_text("大专" if row % 2 else "大学")
        edits.append(held(lambda: page.sheet.editing.finish((1, 0)), page))
    return edits


def saves(page: LedgerPage) -> list[float]:
    """Milliseconds of a few changes of the open record."""
    times = []
    for count in range(5):
        page.form.rows["remark"].editor.show_text(f"改动{count}")
        times.append(held(page.save, page))
    return times


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[max(round(len(times) * 0.95) - 1, 0)]


def measure(folder: Path) -> list[tuple[str, float]]:
    """What each thing takes on the window's thread, in milliseconds."""
    application(folder)
    desktop = Desktop(folder)
    desktop.start()
    window = desktop.window
    if window is None:
        message = f"{folder} could not be opened"
        raise RuntimeError(message)
    window.show_ledger("members")
    page = window.page
    if page is None:
        message = "no page"
        raise RuntimeError(message)
    waited(SETTLED_MS)
    found: list[tuple[str, float]] = []

    def search(text: str) -> Callable[[], object]:
        def act() -> None:
            page.search.setText(text)
            page.bar.wait.stop()
            page.choosing.choose()

        return act

    window.activateWindow()  # without a window manager nobody else does
    waited(SHOWN_MS)
    page.seek()
    waited(SETTLED_MS)
    found.append(("search as typed, painted, p95", p95([held(search(text), page) for text in TYPED * 2])))
    search("")()
    for key in ("name", "birth", "branch"):
        orders = [((key, False),), ((key, True),), ((key, False),)]
        found.append(
            (f"sort by {key}", statistics.median(held(partial(page.choosing.sort_by, order), page) for order in orders))
        )
    page.choosing.sort_by(())
    down = [held(lambda: QTest.keyClick(page.table, Qt.Key.Key_PageDown), page) for _ in range(40)]
    found.append(("page down, p95", p95(down)))
    found.append(("go to the end", held(page.table.scrollToBottom, page)))
    found.append(("select everything", held(page.table.selectAll, page)))
    page.table.go_to(5, 0)
    found.append(("open a form for the first time", held(lambda: page.open_record(page.model.ids[5]), page)))
    opened = [held(partial(page.open_record, page.model.ids[row]), page) for row in range(6, 12)]
    found.append(("open a form, median", statistics.median(opened)))
    found.append(("save a form, median", statistics.median(saves(page))))
    page.close_form()
    found.append(("change a cell, median", statistics.median(cell_edits(page))))
    for key in ("branch", "mobile"):
        found.append((f"open the filter of {key}", stalled(partial(page.choosing.filter_column, key), desktop.tasks)))
        page.filters.popup.hide()
    found.append(("open the filter beside the search", max(held(box.refresh, page) for box in page.filters.boxes)))
    found += [(f"longest stall, {name}", stalled(act, desktop.tasks)) for name, act in dialogs(window)]
    for name, long in long_acts(window, page):
        window.show_ledger("members")
        found.append((f"longest stall, {name}", stalled(long, desktop.tasks)))
        for dialog in window.findChildren(QDialog):
            dialog.close()
    window.close()
    desktop.close()
    return found


if __name__ == "__main__":
    import sys

    for name, taken in measure(Path(sys.argv[1])):
        print(f"{name}\t{taken:.1f}")
