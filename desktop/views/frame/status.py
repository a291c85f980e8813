"""The foot of the window: what is shown, what was just done with 撤销 beside it, and the work under way."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar, QWidget

from desktop.views.kit.tasks import TaskBar, Tasks

SAID_MS = 8000


class StatusLine(QStatusBar):
    """Counts at the left, a sentence for a while, long work at the right."""

    undo_asked = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        """Nothing to say yet."""
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.counts = QLabel(self)
        self.counts.setContentsMargins(16, 0, 16, 0)
        self.said = QLabel(self)
        self.said.setMinimumWidth(1)  # a long path is cut; it never widens the window
        self.take_back = QPushButton("撤销", self)
        self.take_back.setProperty("flat", True)
        self.take_back.hide()
        self.take_back.clicked.connect(self.undo_asked)
        self.task_bar = TaskBar(tasks, self)
        for widget in (self.counts, self.said, self.take_back):
            self.addWidget(widget)
        self.addPermanentWidget(self.task_bar)
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(SAID_MS)
        self.wait.timeout.connect(self.hush)

    def say(self, sentence: str, *, can_undo: bool = False) -> None:
        """Show a sentence for a while."""
        self.said.setText(sentence)
        self.said.setToolTip(sentence)
        self.take_back.setVisible(can_undo)
        self.wait.start()

    @Slot()
    def hush(self) -> None:
        """The sentence has stood long enough."""
        self.said.clear()
        self.take_back.hide()
