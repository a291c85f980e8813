"""点名: everybody of the branch on one sheet, one state each, kept as one act."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import Refusal
from desktop.ledger import Values
from desktop.services.roll_call import GUEST, PRESENT, Mark, roll, take_roll
from desktop.store.links import Choice
from desktop.store.office import Office
from desktop.store.search import spelled
from desktop.views import theme
from desktop.views.dialogs import show
from desktop.views.listing import TALL, Listing
from desktop.views.name_list import NamesDialog

NOT_MARKED = ""


class StateBox(QComboBox):
    """One person's state: the initials of a state choose it (again: the next that begins so), up and down change the person."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list is not needed; a blank takes the mark away."""
        letter = event.text().lower()
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if way and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.moved.emit(way)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.setCurrentIndex(0)
        elif letter.isalpha() and letter.isascii() and not event.modifiers():
            self._next(letter)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past must not change it."""
        event.ignore()

    def _next(self, letter: str) -> None:
        fits = [place for place in range(self.count()) if spelled(self.itemText(place))[1][:1] == letter]
        later = [place for place in fits if place > self.currentIndex()]
        if fits:
            self.setCurrentIndex((later or fits)[0])


class RollCallDialog(QDialog):
    """The attendance of one session; up and down go from name to name, letters choose the state."""

    saved = Signal(int)

    def __init__(self, office: Office, session: Values, parent: QWidget | None = None) -> None:
        """Show who is marked already and who is not."""
        super().__init__(parent)
        self.office, self.session = office, session
        self.marks = roll(office, session)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("点名")
        theme.sized(self, 640, 640)
        title = QLabel(session["title"], self)
        title.setProperty("title", True)
        title.setWordWrap(True)
        self.counts = QLabel(self)
        self.table = Listing(("姓名", "状态", "原因"), "点名", self, height=TALL)
        self.states: list[StateBox] = []
        self.reasons: list[QLineEdit] = []
        self._fill()
        everybody, save, close = QPushButton("全部出席", self), QPushButton("保存", self), QPushButton("取消", self)
        self.list_button = QPushButton("粘贴名单…", self)
        self.list_button.setToolTip("粘贴到会名单：名单上的人记为出席，其余的人留空待填")
        self.list_button.clicked.connect(self._ask_names)
        save.setProperty("primary", True)
        save.setDefault(True)
        for button, slot in ((everybody, self._all_present), (save, self._save), (close, self.close)):
            button.clicked.connect(slot)
        hint = QLabel("↑↓ 换人　首字母选状态（c 出席、q 请假，再按一次是缺席）　Ctrl+S 保存", self)
        hint.setProperty("muted", True)
        foot = QHBoxLayout()
        foot.addWidget(everybody)
        foot.addWidget(self.list_button)
        foot.addWidget(self.counts, 1)
        foot.addWidget(save)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(12)
        box.addWidget(title)
        box.addWidget(self.table, 1)
        box.addWidget(hint)
        box.addLayout(foot)
        for keys, slot in (("Ctrl+S", self._save), ("Ctrl+Shift+A", self._all_present)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        everybody.setToolTip("Ctrl+Shift+A")
        save.setToolTip("Ctrl+S")
        if self.states:
            self.states[0].setFocus()
        self._count()

    def _fill(self) -> None:
        for mark in self.marks:
            self._row(mark)

    def _row(self, mark: Mark) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        state, reason = StateBox(self.table), QLineEdit(mark.reason, self.table)
        state.addItems([NOT_MARKED, *self.office.lists["attendance_state"].texts])
        state.setCurrentText(mark.state)
        state.setAccessibleName(f"{mark.person}的状态")
        state.currentTextChanged.connect(self._count)
        state.moved.connect(self._move)
        reason.setAccessibleName(f"{mark.person}的原因")
        self.table.put(row, 0, mark.person)
        self.table.setCellWidget(row, 1, state)
        self.table.setCellWidget(row, 2, reason)
        self.states.append(state)
        self.reasons.append(reason)

    @Slot(int)
    def _move(self, way: int) -> None:
        """The person before or after."""
        place = next((row for row, state in enumerate(self.states) if state is self.sender()), 0) + way
        if 0 <= place < len(self.states):
            self.states[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.table.scrollTo(self.table.model().index(place, 0))

    @Slot()
    def _ask_names(self) -> None:
        column = self.office.ledgers["attendance"].columns["person"]
        group = [Choice(mark.person_id, mark.person, "") for mark in self.marks if mark.person_id]
        dialog = NamesDialog(self.office, column, "记为出席", group, self)
        dialog.taken.connect(self._came)
        show(dialog)

    @Slot(object)
    def _came(self, people: Sequence[Choice]) -> None:
        """Those on the list came; guests sat in; the rest of the branch waits for a word about why not."""
        here = {one.id for one in people}
        known = {mark.person_id for mark in self.marks}
        for mark, state in zip(self.marks, self.states, strict=True):
            if mark.person_id in here:
                state.setCurrentText(PRESENT)
            elif state.currentText() == PRESENT:
                state.setCurrentText(NOT_MARKED)
        for one in people:
            if one.id not in known:
                self.marks.append(Mark(one.title, one.id, GUEST, votes=False))
                self._row(self.marks[-1])
        self._count()

    @Slot()
    def _count(self) -> None:
        shown = [state.currentText() for state in self.states]
        words = [f"{text} {shown.count(text)}" for text in dict.fromkeys(shown) if text]
        waiting = shown.count(NOT_MARKED)
        words += [f"未填 {waiting}"] if waiting else []
        self.counts.setText("　".join(words) if shown else "这个支部还没有党员。请先在“党员”里登记或导入。")

    @Slot()
    def _all_present(self) -> None:
        for state in self.states:
            state.setCurrentText(PRESENT)

    def chosen(self) -> list[Mark]:
        """The marks as they stand on the sheet."""
        for mark, state, reason in zip(self.marks, self.states, self.reasons, strict=True):
            mark.state, mark.reason = state.currentText(), reason.text().strip()
        return self.marks

    @Slot()
    def _save(self) -> None:
        try:
            count = take_roll(self.office, self.session, self.chosen())
        except Refusal as refusal:
            self.counts.setText(refusal.sentence)
            return
        self.saved.emit(count)
        self.accept()
