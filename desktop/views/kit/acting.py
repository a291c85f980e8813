"""Acts asked for at the window: a small one is done at once, a big one beside the window, which stays alive."""

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from desktop.errors import Busy, Progress, Refusal
from desktop.store.office import Office
from desktop.views.kit.parts import words
from desktop.views.kit.tasks import Task, Tasks, broken

AT_ONCE = 20  # records changed while the window waits: a longer act would be felt


class Told(NamedTuple):
    """Whom to tell what came of an act, and, where somebody wants to know, that its turn in line has come."""

    done: Callable[[Any], None]
    refused: Callable[[Refusal], None]
    begun: Callable[[], None] | None


class Acting(QObject):
    """The acts of one widget; what comes of them reaches it as long as it is there."""

    busy = Signal(bool)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        """`busy` says whether a big act is under way."""
        super().__init__(parent)
        self.tasks = tasks
        self.under_way: dict[Task, Told] = {}

    def do(
        self,
        title: str,
        job: Callable[[Progress | None], Any],
        done: Callable[[Any], None],
        refused: Callable[[Refusal], None],
        *,
        size: int | None = None,
        begun: Callable[[], None] | None = None,
    ) -> bool:
        """Do what changes `size` records (None: nobody knows); `done` is given what came of it.

        False where it was refused at once, as while another act of the widget is under way: a key pressed twice does
        nothing twice. `begun` is told when its turn in line has come. A job beside the window is given its progress
        to tell, and must not touch any widget.
        """
        if self.under_way:
            refused(Busy())
            return False
        if size is None or size > AT_ONCE:
            task = Task(title, job)
            self.under_way[task] = Told(done, refused, begun)
            task.begun.connect(self._begun)
            task.done.connect(self._done)
            task.failed.connect(self._failed)
            self.busy.emit(True)
            self.tasks.start(task)
            return True
        if begun is not None:
            begun()
        try:
            found = job(None)
        except Refusal as refusal:
            refused(refusal)
            return False
        except Exception as error:  # noqa: BLE001 - as beside the window: told, and logged without the values
            refused(broken(title, error))
            return False
        done(found)
        return True

    def undo(self, office: Office, done: Callable[[str], None], refused: Callable[[Refusal], None]) -> None:
        """Take back the last act; `done` is given its title."""
        act = office.last_undoable()
        self.do("撤销", lambda step: office.undo(step=step), done, refused, size=act.size if act else 0)

    def cancel(self) -> None:
        """Stop what is under way at its next step; nothing of it is kept."""
        for task in list(self.under_way):
            task.cancel()

    @Slot()
    def _begun(self) -> None:
        told: Told = self.under_way[self.sender()]  # type: ignore[index]
        if told.begun is not None:
            told.begun()

    @Slot(object)
    def _done(self, found: Any) -> None:
        self._ended().done(found)

    @Slot(object)
    def _failed(self, refusal: Refusal) -> None:
        self._ended().refused(refusal)

    def _ended(self) -> Told:
        told: Told = self.under_way.pop(self.sender())  # type: ignore[call-overload]
        self.busy.emit(bool(self.under_way))
        return told


class ActingDialog(QDialog):
    """A dialog with acts of its own and a line that tells of them: Esc and 关闭 stop what is under way first, and close it the next time."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        """Nothing is under way."""
        super().__init__(parent)
        self.acting = Acting(tasks, self)
        self.told = words("", self, wrap=True)

    def refused(self, refusal: Refusal) -> None:
        """Say why an act was not done."""
        self.told.setText(refusal.sentence)

    def reject(self) -> None:
        """Stop, or close."""
        if self.acting.under_way:
            self.acting.cancel()
        else:
            super().reject()
