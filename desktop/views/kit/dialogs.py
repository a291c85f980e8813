"""Small windows: the history of a record, the log of acts, the manual."""

import re
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QTextBrowser,
    QWidget,
)

from desktop.errors import Refusal
from desktop.ledger import Ledger
from desktop.settings import resources
from desktop.store.log import Act
from desktop.store.office import Office
from desktop.views.kit import theme
from desktop.views.kit.acting import ActingDialog
from desktop.views.kit.listing import Listing
from desktop.views.kit.parts import column
from desktop.views.kit.tasks import TaskBar, Tasks

ACTS_SHOWN, COUNTED = 500, 3
DROPPED = 50  # rows of a closed dialog freed at a time: with two widgets in each, some 10 ms
# Qt draws a quotation that follows a list inside the list's last line
AFTER_LIST = re.compile(r"(^(?:\d+\.|[-*]) .*\n)\n>", re.MULTILINE)


def yes_or_no(dialog: QDialog, yes: str) -> tuple[QPushButton, QHBoxLayout]:
    """The foot of a dialog: what it does, and 取消."""
    go, leave = QPushButton(yes, dialog), QPushButton("取消", dialog)
    go.setProperty("primary", True)
    go.setDefault(True)
    go.clicked.connect(dialog.accept)
    leave.clicked.connect(dialog.reject)
    foot = QHBoxLayout()
    foot.addStretch(1)
    foot.addWidget(go)
    foot.addWidget(leave)
    return go, foot


def show(dialog: QDialog) -> None:
    """Open a dialog over its window: freed when closed, F1 opens the manual at its chapter."""
    Leaving(dialog)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    HelpKey(dialog)
    dialog.open()


class Leaving(QTimer):
    """A closed dialog is freed piece by piece: hundreds of rows with widgets in them at once would be felt in what comes next."""

    def __init__(self, dialog: QDialog) -> None:
        """It goes with its dialog."""
        super().__init__(dialog)
        self.dialog = dialog
        self.timeout.connect(self._free)
        dialog.finished.connect(self._begin)

    @Slot()
    def _begin(self) -> None:
        self.start(0)

    @Slot()
    def _free(self) -> None:
        if not any(listing.drop(DROPPED) for listing in self.dialog.findChildren(Listing)):
            self.stop()
            self.dialog.deleteLater()


class HelpKey(QShortcut):
    """F1 over a dialog: the manual at the chapter the dialog names."""

    def __init__(self, dialog: QDialog) -> None:
        """It goes with its dialog."""
        super().__init__(QKeySequence("F1"), dialog)
        self.dialog = dialog
        self.activated.connect(self._open)

    @Slot()
    def _open(self) -> None:
        manual = ManualDialog(self.dialog, str(getattr(self.dialog, "chapter", "")))
        Leaving(manual)
        manual.open()


def moment(at: str) -> str:
    """A moment of the log as people read it."""
    return at[:16].replace("T", " ")


class HistoryDialog(QDialog):
    """Every change of one record: when, who, which act, before in red, after in green."""

    chapter = "撤销"

    def __init__(self, office: Office, ledger: Ledger, record_id: str, parent: QWidget | None = None) -> None:
        """Read the record's history."""
        super().__init__(parent)
        self.office, self.ledger, self.record_id = office, ledger, record_id
        self.setWindowTitle(f"历史：{office.get(ledger, record_id)['title']}")
        theme.sized(self, 1000, 560)
        self.table = Listing(("时间", "经办人", "操作", "字段", "原来", "改为"), "历史", self)
        self.acts: list[int] = []
        self.told = QLabel(self)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.back = QPushButton("回到这次操作之后的样子", self)
        self.back.setAutoDefault(False)  # Enter in the list goes back on nothing
        self.back.clicked.connect(self._back)
        self.back.setEnabled(office.writing)
        close = QPushButton("关闭", self)
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(self.back)
        foot.addWidget(close)
        box = column(self, None)
        box.addWidget(self.table, 1)
        box.addLayout(foot)
        self._read()

    @Slot()
    def _back(self) -> None:
        row = self.table.currentRow()
        if not 0 <= row < len(self.acts):
            self.told.setText("请先在上面选一次操作。")
            return
        try:
            self.told.setText(f"已恢复：{self.office.back_to(self.ledger, self.record_id, self.acts[row])}。可以撤销。")
        except Refusal as refusal:
            self.told.setText(refusal.sentence)
            return
        self._read()

    def _read(self) -> None:
        rows = [
            (entry, change)
            for entry in reversed(self.office.history(self.ledger, self.record_id))
            for change in entry.changes or [("", "", "")]
        ]
        self.acts = [entry.act for entry, _ in rows]
        self.table.setRowCount(len(rows))
        colours = {4: theme.current().problem, 5: theme.current().good}
        for row, (entry, (title, before, after)) in enumerate(rows):
            for place, text in enumerate((moment(entry.at), entry.operator, entry.title, title, before, after)):
                self.table.put(row, place, text, colours.get(place, ""))


class ActsDialog(ActingDialog):
    """What was done, the newest first; any act that still stands can be taken back."""

    chapter = "撤销"

    def __init__(self, office: Office, tasks: Tasks, parent: QWidget | None = None) -> None:
        """Read the log; big acts are taken back beside the window."""
        super().__init__(tasks, parent)
        self.office = office
        self.acts: list[Act] = []
        self.setWindowTitle("操作记录")
        theme.sized(self, 900, 560)
        self.table = Listing(("时间", "经办人", "操作", "条数", "说明"), "操作记录", self)
        self.undo = QPushButton("撤销选中的操作", self)
        self.undo.setAutoDefault(False)  # Enter in the list takes nothing back
        self.undo.clicked.connect(self._undo)
        close = QPushButton("关闭", self)
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(TaskBar(tasks, self))
        foot.addWidget(self.undo)
        foot.addWidget(close)
        box = column(self, None)
        box.addWidget(self.table, 1)
        box.addLayout(foot)
        self.table.currentCellChanged.connect(self._offer)
        self._read()
        self._offer()

    def _read(self) -> None:
        self.acts = self.office.acts(limit=ACTS_SHOWN)
        self.table.setRowCount(len(self.acts))
        for row, act in enumerate(self.acts):
            title = f"{act.title}（已撤销）" if act.undone else act.title
            for place, text in enumerate((moment(act.at), act.operator, title, str(act.size or ""), act.detail)):
                colour = theme.current().muted if act.undone else ""
                self.table.put(row, place, text, colour, right=place == COUNTED)

    @Slot()
    def _undo(self) -> None:
        row = self.table.currentRow()
        if not 0 <= row < len(self.acts):
            self.told.setText("请先选中要撤销的操作。")
            return
        chosen = self.acts[row]
        self.told.setText("正在撤销…")
        self.acting.do(
            "撤销", lambda step: self.office.undo(chosen.id, step), self._undone, self.refused, size=chosen.size
        )

    @Slot(object)
    def _undone(self, title: str) -> None:
        self._again(f"已撤销：{title}")

    def refused(self, refusal: Refusal) -> None:
        """Say so, with the log as it stands now."""
        self._again(refusal.sentence)

    def _again(self, sentence: str) -> None:
        """Read the log anew, the act that was chosen still chosen."""
        row = self.table.currentRow()
        chosen = self.acts[row].id if 0 <= row < len(self.acts) else None
        self.told.setText(sentence)
        self._read()
        self.table.selectRow(next((row for row, act in enumerate(self.acts) if act.id == chosen), 0))
        self._offer()

    @Slot()
    def _offer(self) -> None:
        row = self.table.currentRow()
        self.undo.setEnabled(0 <= row < len(self.acts) and not self.acts[row].undone)


class ManualDialog(QDialog):
    """The clerk's manual, a chapter at a time."""

    def __init__(self, parent: QWidget | None = None, chapter: str = "") -> None:
        """Open at the chapter named, else at the first."""
        super().__init__(parent)
        self.setWindowTitle("使用手册")
        theme.sized(self, 980, 680)
        self.files = chapters(resources() / "manual")
        self.list = QListWidget(self)
        self.list.setAccessibleName("目录")
        self.list.setFixedWidth(theme.scaled(220))
        self.list.ensurePolished()
        self.list.addItems([title_of(file) for file in self.files])
        self.text = QTextBrowser(self)
        self.text.setOpenExternalLinks(False)
        leave = QPushButton("关闭", self)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        box = column(self)
        box.addLayout(row, 1)
        box.addWidget(leave, 0, Qt.AlignmentFlag.AlignRight)
        self.list.currentRowChanged.connect(self._show)
        pages = [(file.stem, title_of(file)) for file in self.files]
        exact = [place for place, (stem, _) in enumerate(pages) if stem == chapter]
        alike = [place for place, (_, title) in enumerate(pages) if chapter and chapter in title]
        named = [*exact, *alike, 0][0]
        self.list.setCurrentRow(named)

    @Slot(int)
    def _show(self, place: int) -> None:
        if 0 <= place < len(self.files):
            self.text.setSearchPaths([str(self.files[place].parent)])
            self.text.document().setBaseUrl(QUrl.fromLocalFile(str(self.files[place])))
            text = self.files[place].read_text(encoding="utf-8")
            self.text.setMarkdown(AFTER_LIST.sub(r"\1" "\n&nbsp;\n\n>", text))


def chapters(folder: Path) -> list[Path]:
    """The chapters in the order of the contents page."""
    first = folder / "index.md"
    named = re.findall(r"\(([^)]+\.md)\)", first.read_text(encoding="utf-8")) if first.exists() else []
    found = [first, *(folder / name for name in named)]
    return [file for file in dict.fromkeys([*found, *sorted(folder.glob("*.md"))]) if file.exists()]


def title_of(file: Path) -> str:
    """A chapter's own heading."""
    first = file.read_text(encoding="utf-8").lstrip().splitlines()
    return first[0].lstrip("# ").strip() if first else file.stem
