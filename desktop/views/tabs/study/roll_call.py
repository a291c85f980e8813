"""点名: everybody of the branch on one sheet, one state each, kept as one act."""

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desktop.ledger import Values
from desktop.models.study.attendance import LEDGER as ATTENDANCE
from desktop.services.study.roll_call import GUEST, PRESENT, Mark, roll, take_roll
from desktop.store.links import Choice
from desktop.store.search import spelled
from desktop.views.kit import theme
from desktop.views.kit.acting import ActingDialog
from desktop.views.kit.desk import Desk
from desktop.views.kit.dialogs import show
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.listing import TALL, Listing
from desktop.views.kit.name_list import NamesDialog
from desktop.views.kit.parts import column, words
from desktop.views.kit.tasks import TaskBar

NOT_MARKED = ""
STATE, REASON = 1, 2
TOLD = Qt.ItemDataRole.AccessibleTextRole  # read out, but not painted below the widget in the cell


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


class Names(Listing):
    """The sheet: letters typed on a name go to the person they begin, Enter goes on to the state."""

    picked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        """Nobody is on it yet."""
        super().__init__(("姓名", "状态", "原因"), "点名", parent, height=TALL)
        self.typed, self.since = "", QElapsedTimer()

    def keyboardSearch(self, search: str) -> None:
        """Go to the next person whose name, 拼音 or initials begin so; letters typed soon after one another are one word."""
        going_on = self.since.isValid() and self.since.elapsed() < QApplication.keyboardInputInterval()
        self.typed = (self.typed if going_on else "") + search.strip().lower()
        self.since.start()
        first = self.currentRow() + (0 if going_on else 1)
        every = range(self.rowCount())
        found = next((row for row in (*every[first:], *every[:first]) if self._begins(row)), None)
        if found is not None:
            self.setCurrentCell(found, 0)

    def _begins(self, row: int) -> bool:
        item = self.item(row, 0)
        name = item.text() if item else ""
        return any(word.startswith(self.typed) for word in (name, *spelled(name, is_name=True)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves nothing here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.picked.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


class RollCallDialog(ActingDialog):
    """The attendance of one session; up and down go from name to name, letters choose the state."""

    chapter = "粘贴名单"
    saved = Signal(int)

    def __init__(self, desk: Desk, session: Values, parent: QWidget | None = None) -> None:
        """Show who is marked already and who is not."""
        super().__init__(desk.tasks, parent)
        self.office, self.session = desk.office, session
        self.marks: list[Mark] = []
        self.states: list[StateBox] = []
        self.reasons: list[QLineEdit] = []
        self.at: QWidget | None = None
        self.setWindowTitle("点名")
        theme.sized(self, 640, 640)
        self.told.setWordWrap(False)
        self.gathering = Gathering(desk.tasks, self.told, self)
        self._lay_out(desk)
        for part in self.acts:
            part.setEnabled(False)
        self.acting.busy.connect(self._keeping)
        self.gathering.read("点名", lambda: roll(self.office, session), self._fill)

    def _lay_out(self, desk: Desk) -> None:
        title = words(self.session["title"], self, "title", wrap=True)
        self.table = Names(self)
        self.table.poured.connect(self._poured)
        self.table.picked.connect(self._to_state)
        everybody, save, close = QPushButton("全部出席", self), QPushButton("保存", self), QPushButton("取消", self)
        self.list_button = QPushButton("粘贴名单…", self)
        self.list_button.setToolTip("粘贴到会名单：名单上的人记为出席，其余的人留空待填")
        self.list_button.clicked.connect(self._ask_names)
        save.setProperty("primary", True)
        save.setDefault(True)
        for button, slot in ((everybody, self._all_present), (save, self._save), (close, self.close)):
            button.clicked.connect(slot)
        hint = QLabel(
            "↑↓ 换人　首字母选状态（c 出席、q 请假，再按一次是缺席）　Ctrl+S 保存\n"
            "点一下姓名，输姓名首字母找人，按 Enter 填他的状态",
            self,
        )
        hint.setProperty("muted", True)
        foot = QHBoxLayout()
        foot.addWidget(everybody)
        foot.addWidget(self.list_button)
        foot.addWidget(self.told, 1)
        foot.addWidget(TaskBar(desk.tasks, self))
        foot.addWidget(save)
        foot.addWidget(close)
        box = column(self)
        box.addWidget(title)
        box.addWidget(self.table, 1)
        box.addWidget(hint)
        box.addLayout(foot)
        for keys, slot in (("Ctrl+S", self._save), ("Ctrl+Shift+A", self._all_present)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        everybody.setToolTip("Ctrl+Shift+A")
        save.setToolTip("Ctrl+S")
        self.acts = (everybody, self.list_button, save)

    def _fill(self, marks: list[Mark]) -> None:
        self.marks = marks
        self.table.pour(len(marks), marks, self._row)
        if self.states:
            self.states[0].setFocus()

    @Slot(bool)
    def _poured(self, whole: bool) -> None:
        """Nothing is kept before everybody is shown."""
        for button in self.acts:
            button.setEnabled(whole)
        if whole:
            self._count()

    @Slot(bool)
    def _keeping(self, busy: bool) -> None:
        """While the marks are being kept they stand as they are; the cursor stays where it was."""
        if busy:
            self.at = self.focusWidget()
        for part in (self.table, *self.acts):
            part.setEnabled(not busy)
        if not busy and self.at is not None:
            self.at.setFocus()

    def _row(self, row: int, mark: Mark) -> None:
        state, reason = StateBox(self.table), QLineEdit(mark.reason, self.table)
        state.addItems([NOT_MARKED, *self.office.lists["attendance_state"].texts])
        state.setCurrentText(mark.state)
        state.setAccessibleName(f"{mark.person}的状态")
        state.currentTextChanged.connect(self._count)
        state.currentTextChanged.connect(self._tell)
        state.moved.connect(self._move)
        reason.setAccessibleName(f"{mark.person}的原因")
        reason.textChanged.connect(self._tell)
        self.table.put(row, 0, mark.person)
        for place, part, text in ((STATE, state, mark.state), (REASON, reason, mark.reason)):
            part.setAccessibleDescription(mark.person)
            part.setProperty("row", row)
            self.table.put(row, place, "").setData(TOLD, text)
            self.table.setCellWidget(row, place, part)
        self.states.append(state)
        self.reasons.append(reason)

    @Slot(str)
    def _tell(self, text: str) -> None:
        """The cell behind a state or a reason says what stands in it."""
        part = self.sender()
        item = self.table.item(int(part.property("row")), STATE if isinstance(part, StateBox) else REASON)
        if item is not None:
            item.setData(TOLD, text)

    @Slot(int)
    def _to_state(self, row: int) -> None:
        if 0 <= row < len(self.states):
            self.states[row].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(int)
    def _move(self, way: int) -> None:
        """The person before or after."""
        place = next((row for row, state in enumerate(self.states) if state is self.sender()), 0) + way
        if 0 <= place < len(self.states):
            self.states[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.table.scrollTo(self.table.model().index(place, 0))

    @Slot()
    def _ask_names(self) -> None:
        column = ATTENDANCE.columns["person"]
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
                self.table.add(self.marks[-1], self._row)
        self._count()

    @Slot()
    def _count(self) -> None:
        shown = [state.currentText() for state in self.states]
        said = [f"{text} {shown.count(text)}" for text in dict.fromkeys(shown) if text]
        waiting = shown.count(NOT_MARKED)
        said += [f"未填 {waiting}"] if waiting else []
        self.told.setText("　".join(said) if shown else "这个支部还没有党员。请先在“党员”里登记或导入。")

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
        if not self.table.whole:
            return
        office, session, marks = self.office, self.session, list(self.chosen())
        self.acting.do(
            "点名", lambda step: take_roll(office, session, marks, step), self._kept, self.refused, size=len(marks)
        )

    def _kept(self, count: int) -> None:
        self.saved.emit(count)
        self.accept()
