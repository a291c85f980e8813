"""Long work beside the window: one worker thread, progress in one place, cancel that leaves nothing half done."""

import logging
import threading
import traceback
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.errors import Cancelled, Refusal
from desktop.store.office import Office
from desktop.store.search import by_pinyin, by_strokes
from desktop.views.kit import theme

Job = Callable[[Callable[[int, int, str], None]], Any]
WAIT_MS = 10_000
BROKEN = "“{}”没有完成：程序内部出错，已保存的内容都在。详情写在数据文件夹的 logs/taizhang.log 里。"


class Task(QObject):
    """One piece of long work; its signals arrive on the window's thread."""

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)
    begun = Signal()
    ended = Signal()

    def __init__(self, title: str, job: Job, parent: QObject | None = None) -> None:
        """Nothing runs yet: connect first, then `Tasks.start`."""
        super().__init__(parent)
        self.title, self._job, self._cancelled = title, job, False
        self._door, self._begun = threading.Lock(), False

    def cancel(self) -> None:
        """Stop at the next step; what still waits in line ends here."""
        with self._door:
            waits = not self._begun and not self._cancelled
            self._cancelled = True
        if waits:
            self.failed.emit(self._stopped())
            self.ended.emit()

    def _stopped(self) -> Refusal:
        return Refusal(f"“{self.title}”已取消，没有改动任何内容。")

    def _go_on(self) -> None:
        if self._cancelled:
            raise Cancelled

    def step(self, done: int, total: int, text: str = "") -> None:
        """What the job calls as it goes."""
        self._go_on()
        self.progressed.emit(done, total, text)

    def work(self) -> None:
        """Run the job on the worker's thread, unless it was cancelled while it waited in line."""
        with self._door:
            if self._cancelled:
                return
            self._begun = True
        self.begun.emit()
        try:
            self.done.emit(self._job(self.step))
        except Cancelled:
            self.failed.emit(self._stopped())
        except Refusal as refusal:
            self.failed.emit(refusal)
        except Exception as error:  # noqa: BLE001 - told on the window's thread
            self.failed.emit(broken(self.title, error))
        finally:
            self.ended.emit()


def broken(title: str, error: Exception) -> Refusal:
    """What to say of work that went wrong in an unforeseen way; the log tells where, never the values."""
    places = "".join(traceback.format_tb(error.__traceback__))
    logging.getLogger("desktop").error("%s\n%s", type(error).__name__, places)
    return Refusal(BROKEN.format(title))


class Tasks(QObject):
    """The application's long work, one at a time; what is only read for a look does not wait behind it."""

    started = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """One worker, and one reader; `line` is what is shown as under way, the first in line at work."""
        super().__init__(parent)
        self._pool, self._readers = QThreadPool(self), QThreadPool(self)
        for pool in (self._pool, self._readers):
            pool.setMaxThreadCount(1)
        self._alive: set[Task] = set()
        self.line: list[Task] = []
        self.closing = False

    def start(self, task: Task, *, quiet: bool = False) -> Task:
        """Put a task in line; its signals are connected already. A quiet one only reads, and is not shown as under way."""
        self._alive.add(task)
        task.setParent(self)
        task.ended.connect(self._forget)
        if not quiet:
            self.line.append(task)
            self.started.emit(task)
        (self._readers if quiet else self._pool).start(task.work)
        return task

    def warm(self, office: Office) -> None:
        """Make ready beside the window what the first save and the first look at each ledger would have to wait for."""

        def ready() -> None:
            by_pinyin("党")
            by_strokes("党")
            for ledger in office.ledgers.values():
                if self.closing:
                    return
                office.rows(ledger, ())  # SQLAlchemy words the statement

        self._pool.start(ready)

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._alive)

    @Slot()
    def _forget(self) -> None:
        task = self.sender()
        if isinstance(task, Task):
            self._alive.discard(task)
            self.line = [one for one in self.line if one is not task]
            self.ended.emit(task)
            task.deleteLater()

    def close(self) -> None:
        """Cancel what runs and wait for it."""
        self.closing = True
        for task in list(self._alive):
            task.cancel()
        for pool in (self._pool, self._readers):
            pool.waitForDone(WAIT_MS)


class TaskBar(QWidget):
    """The task under way, its progress and 取消; those that wait behind it are counted, and come after it."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        """Hidden while nothing runs."""
        super().__init__(parent)
        self.line: list[Task] = []
        self.label, self.bar, self.stop = QLabel(self), QProgressBar(self), QPushButton("取消", self)
        self.bar.setFixedWidth(theme.scaled(160))
        self.bar.setTextVisible(False)
        self.stop.setProperty("flat", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.label, self.bar, self.stop):
            row.addWidget(part)
        self.stop.clicked.connect(self._cancel)
        tasks.started.connect(self._join)
        tasks.ended.connect(self._leave)
        self.hide()
        for task in tasks.line:
            self._join(task)

    @Slot(object)
    def _join(self, task: Task) -> None:
        self.line.append(task)
        task.progressed.connect(self._step)
        if len(self.line) == 1:
            self.bar.setRange(0, 0)
        self._tell()

    def _tell(self, text: str = "") -> None:
        """The first in line, what it says of itself, and how many wait."""
        words = [self.line[0].title, text, f"（还有 {len(self.line) - 1} 项排队）" if len(self.line) > 1 else ""]
        self.label.setText("　".join(word for word in words if word))
        self.show()

    @Slot(int, int, str)
    def _step(self, done: int, total: int, text: str) -> None:
        if self.line and self.sender() is self.line[0] and self.stop.isEnabled():
            self.bar.setRange(0, max(total, 1))
            self.bar.setValue(done)
            self._tell(f"{text} {done}/{total}")

    @Slot(object)
    def _leave(self, task: Task) -> None:
        if task not in self.line:
            return
        self.line = [one for one in self.line if one is not task]
        self.stop.setEnabled(True)
        if not self.line:
            self.hide()
            return
        self.bar.setRange(0, 0)
        self._tell()

    @Slot()
    def _cancel(self) -> None:
        if self.line:
            self.stop.setEnabled(False)
            self.label.setText("正在取消…")
            self.line[0].cancel()
