"""The code lists, to be looked at and put in order: add, rename, merge, confirm, retire, move."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import Refusal
from desktop.store import codes as store
from desktop.store.codes import ListFacts, Value
from desktop.store.office import Office
from desktop.store.search import spelled
from desktop.store.work import Work
from desktop.views.kit import theme
from desktop.views.kit.acting import Acting
from desktop.views.kit.listing import Listing
from desktop.views.kit.tasks import Tasks

USED = 2
WHY_CLOSED = "国家规定的代码，全国统一才能汇总上报：不能增加、改名或合并，可以调整顺序，或停用用不到的值。"
WHY_OPEN = "改名、合并时，已有的记录跟着改，旧的写法以后仍认得；停用的值不再供选，已有的记录照旧。"


class CodesPage(QWidget):
    """Every list at the left, the values of one at the right; each act stands at once and can be undone."""

    def __init__(self, office: Office, parent: QWidget | None = None, tasks: Tasks | None = None) -> None:
        """Show the first list; long work goes on in `tasks` when this page is closed."""
        super().__init__(parent)
        self.office, self._chosen = office, ""
        self.acting = Acting(tasks or Tasks(QApplication.instance()), self)
        self.acting.busy.connect(self._busy)
        self.facts: list[ListFacts] = []
        self.values: list[Value] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(12)
        self.lists = QListWidget(self)
        self.lists.setAccessibleName("列表")
        self.lists.setFixedWidth(theme.scaled(190))
        self.lists.ensurePolished()  # else its lines are measured before they are dressed, and lie over one another
        self.lists.currentRowChanged.connect(self._open)
        row.addWidget(self.lists)
        right = QVBoxLayout()
        row.addLayout(right, 1)
        self._lay_out(right)
        self._read_lists()

    def showEvent(self, event: QShowEvent) -> None:
        """The first list is counted when it is first seen."""
        super().showEvent(event)
        if self.current_list is None:
            self.lists.setCurrentRow(0)

    def _lay_out(self, box: QVBoxLayout) -> None:
        self.why = QLabel(self)
        self.why.setProperty("muted", True)
        self.why.setWordWrap(True)
        self.search = QLineEdit(self)
        self.search.setAccessibleName("查找值")
        self.search.setPlaceholderText("查找：文字、拼音或首字母")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.table = Listing(("值", "状态", "用到", "也写作"), "值", self)
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        self.table.itemSelectionChanged.connect(self._selected)
        self.name = QLineEdit(self)
        self.name.setAccessibleName("新的值或名称")
        self.name.setPlaceholderText("新的值，或选中的值的新名称")
        self.target = QComboBox(self)
        self.target.setAccessibleName("并入")
        self.told = QLabel(self)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.buttons: dict[str, QPushButton] = {}
        for part in (self.why, self.search):
            box.addWidget(part)
        box.addWidget(self.table, 1)
        for widgets in (
            (
                self._button("确认", self.confirm),
                self._button("停用", self.retire),
                self._button("恢复", self.revive),
                self._button("上移", self.move_up),
                self._button("下移", self.move_down),
            ),
            (self.name, self._button("增加", self.add), self._button("改名", self.rename)),
            (QLabel("把选中的值并入", self), self.target, self._button("合并", self.merge)),
            (self.told, self._button("撤销", self.undo)),
        ):
            line = QHBoxLayout()
            for widget in widgets:
                line.addWidget(widget, 1 if widget in (self.name, self.target, self.told) else 0)
            if isinstance(widgets[0], QPushButton):
                line.addStretch(1)
            box.addLayout(line)
        self.buttons["撤销"].hide()
        for keys, slot in (("Alt+Up", self.move_up), ("Alt+Down", self.move_down), ("F2", self._to_name)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    def _button(self, text: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        self.buttons[text] = button
        return button

    # --- showing -----------------------------------------------------------------------------------------------

    def _read_lists(self) -> None:
        self.facts = store.lists(self.office)
        several = {one.title for one in self.facts if sum(one.title == other.title for other in self.facts) > 1}
        at = self.lists.currentRow()
        self.lists.blockSignals(True)
        self.lists.clear()
        for one in self.facts:
            where = self._where(one) if one.title in several else ""
            marks = [*(["国家规定"] if one.closed else []), *([f"待确认 {one.pending}"] if one.pending else [])]
            item = QListWidgetItem(one.title + where + (f"（{'，'.join(marks)}）" if marks else ""))
            item.setToolTip(item.text())
            self.lists.addItem(item)
        self.lists.setCurrentRow(at)
        self.lists.blockSignals(False)

    def _where(self, facts: ListFacts) -> str:
        """Lists of one title are told apart by the ledger they are in."""
        used = dict.fromkeys(use.ledger.title for use in store.uses(self.office, facts.name))
        return f"·{next(iter(used))}" if used else ""

    @property
    def current_list(self) -> ListFacts | None:
        """The list in view."""
        row = self.lists.currentRow()
        return self.facts[row] if 0 <= row < len(self.facts) else None

    @property
    def current(self) -> Value | None:
        """The value chosen."""
        row = self.table.currentRow()
        return self.values[row] if 0 <= row < len(self.values) and self.table.selectedItems() else None

    @Slot(int)
    def _open(self, _row: int) -> None:
        self.search.clear()
        self._tell("")
        self._read("")

    def _read(self, chosen: str) -> None:
        facts = self.current_list
        if facts is None:
            return
        self.values = store.values_of(self.office, facts.name)
        self.why.setText(WHY_CLOSED if facts.closed else WHY_OPEN)
        self.table.clearSelection()
        self.table.setRowCount(len(self.values))
        palette = theme.current()
        for row, one in enumerate(self.values):
            texts = (one.text, store.STATES[one.state], str(one.used or ""), "、".join(one.synonyms))
            for place, text in enumerate(texts):
                told = one.state == store.PENDING and place == 1
                colour = palette.muted if one.state == store.RETIRED else palette.warning if told else ""
                self.table.put(row, place, text, colour, right=place == USED)
        self.select(chosen)
        self._filter()
        self._selected()

    def show_list(self, title: str) -> None:
        """Open the list of this title."""
        for row, facts in enumerate(self.facts):
            if facts.title == title:
                self.lists.setCurrentRow(row)
                return

    def select(self, text: str) -> None:
        """Choose a value by its text."""
        row = next((row for row, one in enumerate(self.values) if one.text == text), -1)
        if row >= 0:
            self.table.selectRow(row)

    @Slot()
    def _filter(self) -> None:
        typed = self.search.text().strip().lower()
        for row, one in enumerate(self.values):
            words = (one.text, *one.synonyms)
            fits = any(typed in word.lower() or any(s.startswith(typed) for s in spelled(word)) for word in words)
            self.table.setRowHidden(row, bool(typed) and not fits)

    @Slot()
    def _selected(self) -> None:
        one, facts = self.current, self.current_list
        is_open = facts is not None and not facts.closed
        self.name.setText(one.text if one and is_open else "")
        self.target.clear()
        self.target.addItems([other.text for other in self.values if one and other.text != one.text])
        self.target.setCurrentIndex(-1)
        state = one.state if one else ""
        for text, can in (
            ("确认", state == store.PENDING),
            ("停用", state in (store.ACTIVE, store.PENDING)),
            ("恢复", state == store.RETIRED),
            ("上移", one is not None),
            ("下移", one is not None),
            ("增加", is_open),
            ("改名", is_open and one is not None),
            ("合并", is_open and one is not None),
        ):
            self.buttons[text].setEnabled(can)
        self.name.setEnabled(is_open)
        self.target.setEnabled(is_open and one is not None)

    def _tell(self, sentence: str, *, problem: bool = False) -> None:
        self.told.setText(sentence)
        self.told.setProperty("problem", problem)
        self.told.style().polish(self.told)
        self.buttons["撤销"].setVisible(bool(sentence) and not problem)

    # --- acts --------------------------------------------------------------------------------------------------

    def _act(self, title: str, what: Callable[[Work, str], object], chosen: str, followed: int = 0) -> None:
        """Do it at once, or beside the window where many records follow."""
        facts, office = self.current_list, self.office
        if facts is None:
            return

        def job(_step: Any) -> str:
            with office.work(f"{title}（{facts.title}）") as work:
                changed = what(work, facts.name)
            return f"已{title}。" + (f"{changed} 条记录跟着改了。" if changed else "")

        self._chosen = chosen
        self.acting.do(title, job, self._done, self._refused, size=followed)

    @Slot(bool)
    def _busy(self, busy: bool) -> None:
        if busy:
            self._tell("正在改动用到它的记录…")

    def _done(self, sentence: str) -> None:
        self._read_lists()
        self._read(self._chosen)
        self._tell(sentence)

    def _refused(self, refusal: Refusal) -> None:
        self._tell(refusal.sentence, problem=True)

    @Slot()
    def add(self) -> None:
        """The typed value goes into the list."""
        text = self.name.text().strip()
        self._act(f"增加选项“{text}”", lambda work, name: store.add(work, name, text), text)

    @Slot()
    def rename(self) -> None:
        """The chosen value is called as typed."""
        one, text = self.current, self.name.text().strip()
        if one:
            self._act(
                f"把选项“{one.text}”改名为“{text}”",
                lambda work, name: store.rename(work, name, one.text, text),
                text,
                one.used,
            )

    @Slot()
    def merge(self) -> None:
        """The chosen value becomes the one in the box."""
        one, target = self.current, self.target.currentText()
        if one and not target:
            self._tell("请先选要并入哪个值。", problem=True)
        elif one:
            self._act(
                f"把选项“{one.text}”并入“{target}”",
                lambda work, name: store.merge(work, name, one.text, target),
                target,
                one.used,
            )

    def _plain(self, verb: str, what: Callable[[Work, str, str], None]) -> None:
        one = self.current
        if one:
            self._act(f"{verb}选项“{one.text}”", lambda work, name: what(work, name, one.text), one.text)

    @Slot()
    def confirm(self) -> None:
        """The chosen value is right."""
        self._plain("确认", store.confirm)

    @Slot()
    def retire(self) -> None:
        """The chosen value is offered no more."""
        self._plain("停用", store.retire)

    @Slot()
    def revive(self) -> None:
        """The chosen value is offered again."""
        self._plain("恢复", store.revive)

    @Slot()
    def move_up(self) -> None:
        """The chosen value goes up."""
        self._plain("上移", lambda work, name, text: store.move(work, name, text, -1))

    @Slot()
    def move_down(self) -> None:
        """The chosen value goes down."""
        self._plain("下移", lambda work, name, text: store.move(work, name, text, 1))

    @Slot()
    def undo(self) -> None:
        """Take the last act back."""
        self._chosen = self.current.text if self.current else ""
        self.acting.undo(self.office, self._undone, self._refused)

    def _undone(self, title: str) -> None:
        self._done(f"已撤销：{title}")
        self.buttons["撤销"].hide()

    @Slot()
    def _to_name(self) -> None:
        self.name.setFocus()
        self.name.selectAll()
