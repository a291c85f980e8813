"""How long the window's thread is held by what a clerk does all day, with as many members as a superior office has."""

import datetime as dt
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from desktop.app import Desktop, application
from desktop.models import LEDGERS
from desktop.services.editing import Edit
from desktop.store.query import Query
from desktop.views.advice import AdviceDialog
from desktop.views.board import BoardDialog
from desktop.views.bridge import BridgeDialog
from desktop.views.dues import DuesDialog
from desktop.views.duplicates import DuplicatesDialog
from desktop.views.grouping import GroupingDialog
from desktop.views.name_list import NamesDialog
from desktop.views.page import LedgerPage
from desktop.views.settings import SettingsDialog
from desktop.views.statistics import StatisticsDialog
from desktop.views.tables import TableDialog
from desktop.views.tasks import Tasks
from desktop.views.veterans import VeteransDialog
from desktop.views.window import Window

TYPED = ("z", "zs", "c", "ch", "che", "chen", "陈", "陈伟", "1390", "lin", "第12党支部", "w", "wj", "芳", "x", "xie")
TICK_MS, SHOWN_MS = 5, 100
MANY = 5000
CHOSEN = QItemSelectionModel.SelectionFlag.ClearAndSelect
SETTLED_MS = 2500  # what is loaded beside the window after it is first seen is there, as when a person looks first


def held(act: Callable[[], object], page: LedgerPage) -> float:
    """Milliseconds from an act to the painted table."""
    began = time.perf_counter()
    act()
    page.table.viewport().repaint()
    return (time.perf_counter() - began) * 1000


def stalled(act: Callable[[], QWidget | None], tasks: Tasks) -> float:
    """Milliseconds of the longest time the window's thread was held from an act until all it started is shown."""
    gaps: list[float] = []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(now - last)
        last = now

    timer = QTimer()
    timer.setInterval(TICK_MS)
    timer.timeout.connect(tick)
    timer.start()
    opened = act()
    if opened is not None:
        opened.show()
    QTest.qWait(TICK_MS * 2)
    while tasks.busy:
        QTest.qWait(TICK_MS)
    QTest.qWait(SHOWN_MS)
    if opened is not None:
        opened.close()
    return max(gaps) * 1000


def dialogs(window: Window) -> list[tuple[str, Callable[[], QWidget | None]]]:
    """What counts everybody, and is opened from the page of members."""
    desk, members, year = window.desk, LEDGERS["members"], dt.date.today().year
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
        ("党组织", lambda: window.show_ledger("organizations")),
        ("概览", lambda: window.tabs.setCurrentIndex(0)),
    ]


def long_acts(window: Window, page: LedgerPage) -> list[tuple[str, Callable[[], QWidget | None]]]:
    """What changes or reads thousands of records at a time."""
    ledger, office = page.ledger, window.office
    ids = page.model.ids[:MANY]

    def change() -> None:
        page.sheet._do([Edit(one, {"remark": "改动"}) for one in ids], "批量修改")

    def choose(count: int) -> None:
        top, bottom = page.model.index(0, 0), page.model.index(count - 1, 1)
        page.table.selectionModel().select(QItemSelection(top, bottom), CHOSEN)

    def copy() -> None:
        choose(MANY)
        page.sheet.copy()

    def paste() -> None:
        choose(1)
        QGuiApplication.clipboard().setText("\n".join(f"甲{number}" for number in range(MANY)))
        page.sheet.paste()

    def names() -> QWidget:
        people = office.rows(ledger, ids[:300])
        QGuiApplication.clipboard().setText("、".join(row["name"] for row in people))
        return NamesDialog(office, LEDGERS["attendance"].columns["person"], "记为出席", parent=window)

    return [
        (f"batch edit of {MANY:,}", change),
        (f"undo of {MANY:,}", window.verbs.undo),
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
    QTest.qWait(SETTLED_MS)
    found: list[tuple[str, float]] = []

    def search(text: str) -> Callable[[], object]:
        def act() -> None:
            page.search.setText(text)
            page.bar.wait.stop()
            page.choose()

        return act

    found.append(("search as typed, painted, p95", p95([held(search(text), page) for text in TYPED * 2])))
    search("")()
    for key in ("name", "birth", "branch"):
        orders = [((key, False),), ((key, True),), ((key, False),)]
        found.append(
            (f"sort by {key}", statistics.median(held(partial(page.sort_by, order), page) for order in orders))
        )
    page.sort_by(())
    down = [held(lambda: QTest.keyClick(page.table, Qt.Key.Key_PageDown), page) for _ in range(40)]
    found.append(("page down, p95", p95(down)))
    found.append(("go to the end", held(page.table.scrollToBottom, page)))
    found.append(("select everything", held(page.table.selectAll, page)))
    page.table.go_to(5, 0)
    found.append(("open a form for the first time", held(lambda: page.open_record(page.model.ids[5]), page)))
    opened = [held(partial(page.open_record, page.model.ids[row]), page) for row in range(6, 12)]
    found.append(("open a form, median", statistics.median(opened)))
    page.form.rows["remark"].editor.show_text("改动")
    found.append(("save a form", held(page.save, page)))
    page.close_form()
    found.append(("change a cell, median", statistics.median(cell_edits(page))))
    found.append(("open the filter of a column", held(lambda: page.filter_column("branch"), page)))
    page.filters.popup.hide()
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
