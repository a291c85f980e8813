"""疑似重复: pairs that may be one person, both records side by side, merged with what is chosen field by field."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QWidget,
)

from desktop.errors import Refusal
from desktop.ledger import Ledger, Values
from desktop.services.members.duplicates import DROP, KEEP, Merged, Pair, columns_of, duplicates, merge
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.listing import Listing
from desktop.views.kit.parts import button, column, words

LEFT, RIGHT, MOST = 1, 2, 500
NO_PAIR = "没有发现疑似重复的人。"
HINT = "点一格（或选中后按回车）取那一边的值；左边的记录留下，右边的并入后放进回收站。"


class DuplicatesDialog(QDialog):
    """The pairs on the left, the fields of one pair on the right."""

    merged = Signal(str)
    chapter = "查重与合并"

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        """Look for pairs."""
        super().__init__(parent)
        self.office, self.ledger = desk.office, ledger
        self.columns = columns_of(desk.office, ledger)
        self.pairs: list[Pair] = []
        self.ends: tuple[Values, Values] | None = None
        self.keys: list[str] = []
        self.take: dict[str, str] = {}
        self.said = ""
        self.setWindowTitle("疑似重复")
        theme.sized(self, 1080, 640)
        self.list = QListWidget(self)
        self.list.setAccessibleName("疑似重复")
        self.list.setFixedWidth(theme.scaled(300))
        self.list.setUniformItemSizes(True)  # each has two lines: one is measured for all
        self.none = words(NO_PAIR, self, "muted")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.none.hide()
        self.list.ensurePolished()
        self.table = Listing(("字段", "留下的记录", "并入的记录"), "两条记录", self)
        self.told = words("", self, wrap=True)
        self.gathering = Gathering(desk.tasks, self.told, self)
        self._lay_out()
        self.list.currentRowChanged.connect(self._show)
        self.table.cellClicked.connect(self._choose)
        self.table.cellActivated.connect(self._choose)
        self.read()

    def _lay_out(self) -> None:
        self.swap = button("左右对调", self._swap, self)
        self.go = button("合并", self._merge, self, primary=True)
        leave = button("关闭", self.close, self)
        row = QHBoxLayout()
        row.addWidget(self.list)
        row.addWidget(self.table, 1)
        row.addWidget(self.none, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        for one in (self.swap, self.go, leave):
            foot.addWidget(one)
        box = column(self)
        box.addLayout(row, 1)
        box.addLayout(foot)

    @Slot()
    def read(self) -> None:
        """Look for pairs anew."""
        office = self.office
        self.gathering.read("查重", lambda: duplicates(office), self._found)

    def _found(self, pairs: list[Pair]) -> None:
        self.pairs = pairs
        self.list.blockSignals(True)
        self.list.clear()
        for pair in self.pairs[:MOST]:
            self.list.addItem(f"{pair.one['name']}　{pair.other['name']}\n{'；'.join(pair.reasons)}")
        self.list.setCurrentRow(0 if self.pairs else -1)
        for part in (self.list, self.table, self.swap, self.go):
            part.setVisible(bool(self.pairs))
        self.none.setVisible(not self.pairs)
        self.list.blockSignals(False)
        self._show()

    @Slot()
    def _show(self) -> None:
        row = self.list.currentRow()
        pair = self.pairs[row] if 0 <= row < len(self.pairs) else None
        self.ends = None
        if pair is not None:
            one, other = (self.office.get(self.ledger, end["id"]) for end in (pair.one, pair.other))
            self.ends = (one, other)
        self.take = {}
        self._fill()

    def _fill(self) -> None:
        self.keys = [key for key in self.columns if self.ends and any(self._shown(key, end) for end in self.ends)]
        self.table.setRowCount(len(self.keys))
        for row, key in enumerate(self.keys):
            self._row(row, key)
        for one in (self.swap, self.go):
            one.setEnabled(self.ends is not None and self.office.writing)
        more = f"共 {len(self.pairs):,} 对，先列 {MOST} 对。" if len(self.pairs) > MOST else ""
        self.told.setText(self.said or (more + HINT if self.ends else ""))
        self.said = ""

    def _shown(self, key: str, end: Values) -> str:
        return self.columns[key].columns[key].kind.show(end.get(key))

    def side(self, key: str) -> str:
        """Which record a field is taken from."""
        if key in self.take or self.ends is None:
            return self.take.get(key, KEEP)
        return KEEP if self._shown(key, self.ends[0]) else DROP

    def _row(self, row: int, key: str) -> None:
        if self.ends is None:
            return
        column = self.columns[key].columns[key]
        texts = [self._shown(key, end) for end in self.ends]
        both = column.parts is not None and key not in self.take
        for place, text in enumerate((column.title, *texts)):
            taken = bool(place) and (both or (self.side(key) == KEEP) == (place == LEFT))
            differs = place and texts[0] != texts[1]
            colour = (theme.current().good if taken else theme.current().muted) if differs else ""
            ticked = taken and bool(text)
            self.table.put(row, place, f"✓ {text}" if ticked else text, colour, bold=ticked)

    @Slot(int, int)
    def _choose(self, row: int, place: int) -> None:
        if place in (LEFT, RIGHT) and 0 <= row < len(self.keys):
            self.take[self.keys[row]] = KEEP if place == LEFT else DROP
            self._row(row, self.keys[row])

    @Slot()
    def _swap(self) -> None:
        if self.ends is not None:
            self.ends = (self.ends[1], self.ends[0])
            self.take = {}
            self._fill()

    @Slot()
    def _merge(self) -> None:
        if self.ends is None:
            return
        keep, drop = self.ends
        try:
            done = merge(self.office, self.ledger, keep["id"], drop["id"], self.take)
        except Refusal as refusal:
            self.told.setText(refusal.sentence)
            return
        self.said = sentence_of(keep, done)  # told when the pairs that are left are shown
        self.read()
        self.merged.emit(sentence_of(keep, done))


def sentence_of(keep: Values, done: Merged) -> str:
    """What a merge has done, in words."""
    moved = "、".join(f"{title} {count} 条" for title, count in done.moved.items())
    links = f"，移过来的关联：{moved}" if moved else ""
    return f"已合并到“{keep['title']}”{links}。可以撤销，以后也能在回收站里选中他拆开。"
