"""What a widget shows, read beside the window, which stays alive however many records there are."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel

from desktop.errors import Refusal
from desktop.views.kit.tasks import Task, Tasks

LATE_MS = 200
COUNTING = "正在统计…"


class Gathering(QObject):
    """One widget's reading: the newest is shown, one that was overtaken is forgotten, one that lasts is said to."""

    changed = Signal(bool)
    refused = Signal(object)

    def __init__(self, tasks: Tasks, told: QLabel | None, parent: QObject) -> None:
        """What lasts or fails is told in `told`; `changed` says whether something is under way, `refused` why it failed."""
        super().__init__(parent)
        self.tasks, self.told = tasks, told
        self.task: Task | None = None
        self._show: Callable[[Any], None] | None = None
        self.late = QTimer(self)
        self.late.setSingleShot(True)
        self.late.setInterval(LATE_MS)
        self.late.timeout.connect(self._say_late)

    def read(self, title: str, job: Callable[[], Any], show: Callable[[Any], None]) -> None:
        """Run a job beside the window and show what it gives; the job must not touch any widget."""
        overtaken, self.task = self.task, None
        if overtaken is not None:
            overtaken.cancel()
        self.task, self._show = Task(title, lambda _step: job()), show
        self.task.done.connect(self._done)
        self.task.failed.connect(self._failed)
        self.late.start()
        self.changed.emit(True)
        self.tasks.start(self.task, quiet=True)

    def forget(self) -> None:
        """What is under way is no longer wanted."""
        overtaken, self.task = self.task, None
        if overtaken is not None:
            overtaken.cancel()
            self.late.stop()
            self.changed.emit(False)

    @Slot(object)
    def _done(self, found: Any) -> None:
        if self._is_newest() and self._show is not None:
            self._show(found)
            self.changed.emit(False)

    @Slot(object)
    def _failed(self, refusal: Refusal) -> None:
        if self._is_newest():
            self.changed.emit(False)
            if self.told is not None:
                self.told.setText(refusal.sentence)
            self.refused.emit(refusal)

    def _is_newest(self) -> bool:
        if self.sender() is not self.task:
            return False
        self.task = None
        self.late.stop()
        return True

    @Slot()
    def _say_late(self) -> None:
        if self.told is not None:
            self.told.setText(COUNTING)
