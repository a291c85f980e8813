"""Acts asked for at a widget: small ones at once, big ones beside the window, told as long as the widget is there."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.errors import Busy, Refusal
from desktop.views.kit.acting import AT_ONCE, Acting, ActingDialog
from desktop.views.kit.tasks import Task, TaskBar, Tasks

REFUSED = Refusal("不行。")


class Heard:
    """What came of acts."""

    def __init__(self) -> None:
        self.done: list[Any] = []
        self.refused: list[str] = []

    def hear(self, found: Any) -> None:
        self.done.append(found)

    def hear_refusal(self, refusal: Refusal) -> None:
        self.refused.append(refusal.sentence)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def tasks(qapp: QApplication) -> Tasks:
    return Tasks(qapp)


def refusing(_step: object) -> None:
    raise REFUSED


def test_a_small_act_is_done_at_once(tasks: Tasks, heard: Heard) -> None:
    acting = Acting(tasks, tasks)
    assert acting.do("小", lambda step: step, heard.hear, heard.hear_refusal, size=AT_ONCE)
    assert heard.done == [None]
    assert not acting.do("小", refusing, heard.hear, heard.hear_refusal, size=AT_ONCE)
    assert (heard.refused, tasks.busy) == (["不行。"], False)


@pytest.mark.parametrize("size", [AT_ONCE + 1, None])
def test_a_big_one_is_done_beside_the_window(qtbot: QtBot, tasks: Tasks, heard: Heard, size: int | None) -> None:
    acting, busy = Acting(tasks, tasks), list[bool]()
    acting.busy.connect(busy.append)
    where: list[threading.Thread] = []

    def job(step: Callable[[int, int, str], None] | None) -> str:
        assert step is not None
        step(1, 2, "正在做")
        where.append(threading.current_thread())
        return "好"

    assert acting.do("大", job, heard.hear, heard.hear_refusal, size=size)
    assert (heard.done, busy) == ([], [True])
    qtbot.waitUntil(lambda: heard.done == ["好"])
    assert where[0] is not threading.main_thread()
    acting.do("大", refusing, heard.hear, heard.hear_refusal, size=size)
    qtbot.waitUntil(lambda: heard.refused == ["不行。"])
    assert busy == [True, False, True, False]


def test_nobody_is_told_who_is_gone(qtbot: QtBot, tasks: Tasks, heard: Heard) -> None:
    owner, go = QObject(), threading.Event()
    acting = Acting(tasks, owner)
    acting.do("大", lambda _step: go.wait(5), heard.hear, heard.hear_refusal)
    del acting, owner
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert (heard.done, heard.refused) == ([], [])


def test_what_is_read_does_not_wait_behind_an_act(qtbot: QtBot, tasks: Tasks, heard: Heard) -> None:
    go = threading.Event()
    Acting(tasks, tasks).do("大", lambda _step: go.wait(5), heard.hear, heard.hear_refusal)
    task = Task("看", lambda _step: "看到了")
    task.done.connect(heard.hear)
    tasks.start(task, quiet=True)
    qtbot.waitUntil(lambda: heard.done == ["看到了"])
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert heard.done == ["看到了", True]


def test_esc_stops_what_a_dialog_does_before_it_closes_it(qtbot: QtBot, tasks: Tasks, heard: Heard) -> None:
    dialog, go = ActingDialog(tasks), threading.Event()
    qtbot.addWidget(dialog)
    dialog.open()

    def job(step: Callable[[int, int, str], None] | None) -> None:
        assert step is not None
        go.wait(5)
        step(1, 2, "正在做")

    dialog.acting.do("大", job, heard.hear, heard.hear_refusal)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    go.set()
    qtbot.waitUntil(lambda: bool(heard.refused))
    assert (heard.done, heard.refused) == ([], ["“大”已取消，没有改动任何内容。"])
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_key_pressed_twice_does_nothing_twice(qtbot: QtBot, tasks: Tasks, heard: Heard) -> None:
    acting, go = Acting(tasks, tasks), threading.Event()
    assert acting.do("大", lambda _step: go.wait(5), heard.hear, heard.hear_refusal)
    for size in (1, None):
        assert not acting.do("又一次", lambda _step: "又一次", heard.hear, heard.hear_refusal, size=size)
    assert heard.refused == [Busy().sentence] * 2
    go.set()
    qtbot.waitUntil(lambda: heard.done == [True])


def test_what_waits_in_line_is_cancelled_at_once(qtbot: QtBot, tasks: Tasks, heard: Heard) -> None:
    go = threading.Event()
    Acting(tasks, tasks).do("在前", lambda _step: go.wait(5), heard.hear, heard.hear_refusal)
    dialog = ActingDialog(tasks)
    qtbot.addWidget(dialog)
    bar = TaskBar(tasks, dialog)
    dialog.open()
    assert "在前" in bar.label.text(), "what was begun before the dialog was opened"
    dialog.acting.do("在后", lambda _step: "做了", heard.hear, heard.hear_refusal)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert heard.refused == ["“在后”已取消，没有改动任何内容。"]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert heard.done == [True]


def test_an_act_begins_when_its_turn_has_come(qtbot: QtBot, tasks: Tasks, heard: Heard) -> None:
    go, acting = threading.Event(), Acting(tasks, tasks)
    Acting(tasks, tasks).do("在前", lambda _step: go.wait(5), heard.hear, heard.hear_refusal)
    acting.do("在后", lambda _step: "后", heard.hear, heard.hear_refusal, begun=lambda: heard.hear("开始"))
    assert heard.done == []
    go.set()
    qtbot.waitUntil(lambda: heard.done == [True, "开始", "后"])


def test_what_breaks_at_once_is_told_as_beside_the_window(
    tasks: Tasks, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    number = "350100199001010013"

    def breaks(_step: object) -> None:
        raise ValueError(number)

    assert not Acting(tasks, tasks).do("小", breaks, heard.hear, heard.hear_refusal, size=1)
    assert "“小”没有完成" in heard.refused[0]
    assert "ValueError" in caplog.text
    assert number not in caplog.text


def test_a_bar_made_as_work_ends_does_not_show_it_for_ever(qtbot: QtBot, tasks: Tasks) -> None:
    tasks.start(Task("短", lambda _step: None))
    tasks._pool.waitForDone(5000)
    bar = TaskBar(tasks)
    qtbot.addWidget(bar)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert not bar.line
    assert bar.isHidden()
