"""粘贴名单: names pasted from a chat or a document, matched to people, those of one name told apart."""

from collections.abc import Sequence
from itertools import islice

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QWidget,
)

from desktop.ledger import Column
from desktop.records.name_list import FOUND, SEVERAL, UNKNOWN, Match, People, listed, matches, missing
from desktop.store.links import Choice
from desktop.views.kit import theme
from desktop.views.kit.dialogs import yes_or_no
from desktop.views.kit.listing import TALL, Listing
from desktop.views.kit.parts import column, words

TYPED_MS = 120
LOOKED_AT, TRIED = 2000, 8
CHOOSE = "请选择…"


class NamesDialog(QDialog):
    """The list at the left, whom it means at the right, and below who of the group is missing."""

    chapter = "粘贴名单"
    taken = Signal(object)

    def __init__(
        self, people: People, column: Column, verb: str, group: Sequence[Choice] = (), parent: QWidget | None = None
    ) -> None:
        """`verb` names what is done with the people found: 记为出席, 加为成员."""
        super().__init__(parent)
        self.people, self.column, self.verb, self.group = people, column, verb, group
        self.names: list[Match] = []
        self.boxes: dict[int, QComboBox] = {}
        self.setWindowTitle("粘贴名单")
        theme.sized(self, 880, 560)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName("名单")
        self.text.setPlaceholderText("把微信、Word、Excel 里的名单粘贴到这里。顿号、逗号、空格、换行、序号都认得。")
        self.text.setTabChangesFocus(True)
        self.table = Listing(("名字", "认出的人", "情况"), "认出的人", self, height=TALL)
        self.table.poured.connect(self._poured)
        self.missing = words("", self, "note", wrap=True)
        self.told = words("", self, wrap=True)
        self.go, foot = yes_or_no(self, verb)
        self._lay_out(foot)
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(TYPED_MS)
        self.wait.timeout.connect(self.look)
        self.text.textChanged.connect(self.wait.start)
        self.before: dict[str, str | None] = {}
        copied = QGuiApplication.clipboard().text()
        if self._are_names(copied):
            self.text.setPlainText(copied)
            self.text.selectAll()  # pasting the list once more takes its place
            self.wait.stop()
        self.look()

    def _are_names(self, text: str) -> bool:
        """Whether what lies on the clipboard is a list of names at all: half of its first ones are those of people."""
        first = dict(islice(listed(text[:LOOKED_AT]).items(), TRIED))
        known = sum(bool(one.choices) for one in matches(self.people, self.column, first))
        return bool(first) and known * 2 >= len(first)

    def _lay_out(self, foot: QHBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.text, 2)
        row.addWidget(self.table, 5)
        foot.insertWidget(0, self.told, 1)
        box = column(self)
        box.addLayout(row, 1)
        box.addWidget(self.missing)
        box.addLayout(foot)

    @Slot()
    def look(self) -> None:
        """Match the list anew; what was chosen among people of one name stays chosen."""
        self.before |= {self.names[row].name: box.currentData() for row, box in self.boxes.items()}
        times = listed(self.text.toPlainText())
        self.names, self.boxes = [], {}
        self.missing.hide()
        self.table.pour(len(times), matches(self.people, self.column, times, self.group), self._show)

    @Slot(bool)
    def _poured(self, whole: bool) -> None:
        self._count()
        if whole:
            names = "、".join(one.title for one in missing(self.names, self.group))
            self.missing.setText(f"名单上没有：{names}" if names and self.names else "")
            self.missing.setVisible(bool(self.missing.text()))

    def _show(self, row: int, one: Match) -> None:
        self.names.append(one)
        chosen = self.before.get(one.name)
        self.table.put(row, 0, one.name)
        if one.state == SEVERAL:
            box = QComboBox(self.table)
            box.setAccessibleName(f"{one.name}是哪一位")
            box.addItem(CHOOSE, None)
            for choice in one.choices:
                box.addItem(choice.detail or choice.title, choice.id)
            box.setCurrentIndex(max(box.findData(chosen), 0) if chosen else 0)
            box.currentIndexChanged.connect(self._count)
            self.table.put(row, 1, "")
            self.table.setCellWidget(row, 1, box)
            self.boxes[row] = box
        else:
            self.table.put(row, 1, one.choice.detail if one.choice else "")
        palette = theme.current()
        colour = "" if one.state == FOUND else palette.problem if one.state == UNKNOWN else palette.warning
        self.table.put(row, 2, f"{one.state}（写了 {one.times} 次）" if one.times > 1 else one.state, colour)

    def chosen(self) -> list[Choice]:
        """The people the list means, each once, in its order."""
        found: dict[str, Choice] = {}
        for row, one in enumerate(self.names):
            wanted = self.boxes[row].currentData() if row in self.boxes else None
            choice = next((each for each in one.choices if each.id == wanted), None) if wanted else one.choice
            if choice is not None:
                found[choice.id] = choice
        return list(found.values())

    @Slot()
    def _count(self) -> None:
        self._tell()
        people = len(self.chosen())
        unknown = sum(one.state == UNKNOWN for one in self.names)
        open_ = sum(box.currentData() is None for box in self.boxes.values())
        words = [f"认出 {people} 人"]
        words += [f"{open_} 个同名待选"] if open_ else []
        words += [f"{unknown} 个没有这个人"] if unknown else []
        self.told.setText("，".join(words) + "。" if self.names else "")
        self.go.setText(f"{self.verb}（{people} 人）" if people else self.verb)
        self.go.setEnabled(bool(people) and self.table.whole)

    def _tell(self) -> None:
        """The cells behind the boxes say what is chosen: read out, not painted."""
        for row, box in self.boxes.items():
            item = self.table.item(row, 1)
            if item is not None:
                item.setData(Qt.ItemDataRole.AccessibleTextRole, box.currentText())

    def accept(self) -> None:
        """Give the people."""
        self.taken.emit(self.chosen())
        super().accept()
