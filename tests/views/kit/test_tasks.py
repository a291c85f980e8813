"""Long work: progress and 取消 in the window, sentences for what fails, the trace without values in the log."""

import logging
import threading
from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.errors import Refusal
from desktop.samples import demo
from desktop.store.office import Office
from desktop.views.exchange.preview import PreviewDialog
from desktop.views.frame.window import Window
from desktop.views.kit.tasks import Task, TaskBar, Tasks
from tests.views.conftest import page_of

Progress = Callable[[int, int, str], None]


def test_work_is_cancelled_at_its_next_step(qtbot: QtBot) -> None:
    go = threading.Event()

    def job(progress: Progress) -> None:
        progress(1, 10, "第一步")
        go.wait(10)
        progress(2, 10, "第二步")

    tasks = Tasks()
    bar = TaskBar(tasks)
    qtbot.addWidget(bar)
    task = Task("导出党员", job)
    with qtbot.waitSignal(task.failed) as failed:
        tasks.start(task)
        qtbot.waitUntil(lambda: "1/10" in bar.label.text())
        bar.stop.click()
        assert bar.label.text() == "正在取消…"
        go.set()
    assert isinstance(failed.args[0], Refusal)
    assert "没有改动任何内容" in failed.args[0].sentence
    qtbot.waitUntil(lambda: not tasks.busy)
    assert bar.isHidden()


def test_work_that_waits_is_shown_after_what_runs(qtbot: QtBot) -> None:
    """取消 stops what runs, not what waits behind it; the bar stays until the last has ended."""
    first_go, second_go = threading.Event(), threading.Event()

    def job(go: threading.Event) -> Callable[[Progress], str]:
        def run(progress: Progress) -> str:
            progress(1, 2, "走")
            go.wait(10)
            progress(2, 2, "完")
            return "好"

        return run

    tasks = Tasks()
    bar = TaskBar(tasks)
    qtbot.addWidget(bar)
    first, second = Task("导出党员", job(first_go)), Task("导出走访慰问", job(second_go))
    with qtbot.waitSignals([first.failed, second.done], timeout=20_000):
        tasks.start(first)
        tasks.start(second)
        qtbot.waitUntil(lambda: "导出党员" in bar.label.text() and "还有 1 项排队" in bar.label.text())
        bar.stop.click()
        first_go.set()
        qtbot.waitUntil(lambda: bar.label.text() == "导出走访慰问　走 1/2")
        assert not bar.isHidden()
        second_go.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert bar.isHidden()


def test_what_breaks_is_told_in_a_sentence_and_logged_without_values(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    number = "350100199001010013"

    def job(_progress: Progress) -> Any:
        raise ValueError(number)

    tasks = Tasks()
    task = Task("导出党员", job)
    with caplog.at_level(logging.ERROR, "desktop"), qtbot.waitSignal(task.failed) as failed:
        tasks.start(task)
    assert "“导出党员”没有完成" in failed.args[0].sentence
    assert "ValueError" in caplog.text
    assert number not in caplog.text
    qtbot.waitUntil(lambda: not tasks.busy)


def test_pages_of_a_paper_are_gone_to_by_number(qtbot: QtBot, office: Office, window: Window) -> None:
    demo.fill(office)
    page_of(window, "visits")
    window.verbs.print_paper()
    dialog = window.verbs.dialog
    assert isinstance(dialog, PreviewDialog)
    qtbot.waitUntil(lambda: len(dialog.area.pages) > 2, timeout=20_000)
    qtbot.wait(20)
    assert dialog.number.maximum() == len(dialog.area.pages)
    dialog.number.setValue(3)
    assert dialog.area.verticalScrollBar().value() > 0
    assert dialog.number.value() == 3
    assert not dialog.area.pages[2].pixmap().isNull()
    dialog.done(0)
    qtbot.waitUntil(lambda: not window.tasks.busy)
    assert not list(office.folder.glob("preview-*"))
