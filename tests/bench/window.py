"""How long the window's thread is held by what a clerk does all day, with as many members as a superior office has."""

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.app import Desktop, application
from desktop.views.page import LedgerPage

TYPED = ("z", "zs", "c", "ch", "che", "chen", "陈", "陈伟", "1390", "lin", "第12党支部", "w", "wj", "芳", "x", "xie")
SETTLED_MS = 2500  # what is loaded beside the window after it is first seen is there, as when a person looks first


def held(act: Callable[[], object], page: LedgerPage) -> float:
    """Milliseconds from an act to the painted table."""
    began = time.perf_counter()
    act()
    page.table.viewport().repaint()
    return (time.perf_counter() - began) * 1000


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[max(round(len(times) * 0.95) - 1, 0)]


def measure(folder: Path) -> list[tuple[str, float]]:
    """What each thing takes on the window's thread, in milliseconds."""
    app = application(folder)
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
    app.processEvents()
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
    place = page.table.shown_keys().index("education")
    edits = []
    for row in range(5):
        page.table.go_to(row, place)
        page.sheet.editing.begin()
        editor = page.sheet.editing.editor
        if editor is not None:
            editor.show_text("大专" if row % 2 else "大学")
        edits.append(held(lambda: page.sheet.editing.finish((1, 0)), page))
    found.append(("change a cell, median", statistics.median(edits)))
    found.append(("open the filter of a column", held(lambda: page.filter_column("branch"), page)))
    page.filters.popup.hide()
    window.close()
    desktop.close()
    return found


if __name__ == "__main__":
    import sys

    for name, taken in measure(Path(sys.argv[1])):
        print(f"{name}\t{taken:.1f}")
