"""The code lists, to be looked at and put in order: add, rename, merge, confirm, retire, move."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.errors import Refusal
from desktop.store import codes as store
from desktop.store.codes import Value
from desktop.store.office import Office
from desktop.store.work import Work
from desktop.views.frame.code_lists import CodeLists, CodeValues
from desktop.views.kit.acting import Acting
from desktop.views.kit.parts import button, words
from desktop.views.kit.tasks import Tasks

WHY_CLOSED = "国家规定的代码，全国统一才能汇总上报：不能增加、改名或合并，可以调整顺序，或停用用不到的值。"
WHY_OPEN = "改名、合并时，已有的记录跟着改，旧的写法以后仍认得；停用的值不再供选，已有的记录照旧。"
PLAIN: dict[str, Callable[[Work, str, str], None]] = {  # what needs nothing but the value chosen
    "确认": store.confirm,
    "停用": store.retire,
    "恢复": store.revive,
    "上移": partial(store.move, by=-1),
    "下移": partial(store.move, by=1),
}


def allowed(one: Value | None, *, is_open: bool) -> dict[str, bool]:
    """What may be done with a value, in a list that is open to change or a national one."""
    state = one.state if one else ""
    return {
        "确认": state == store.PENDING,
        "停用": state in (store.ACTIVE, store.PENDING),
        "恢复": state == store.RETIRED,
        "上移": one is not None,
        "下移": one is not None,
        "增加": is_open,
        "改名": is_open and one is not None,
        "合并": is_open and one is not None,
    }


class CodesPage(QWidget):
    """Every list at the left, the values of one at the right; each act stands at once and can be undone."""

    def __init__(self, office: Office, parent: QWidget | None = None, tasks: Tasks | None = None) -> None:
        """Show the first list; long work goes on in `tasks` when this page is closed."""
        super().__init__(parent)
        self.office, self._chosen = office, ""
        self.acting = Acting(tasks or Tasks(QApplication.instance()), self)
        self.acting.busy.connect(self._busy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(12)
        self.lists = CodeLists(office, self)
        self.lists.currentRowChanged.connect(self._open)
        row.addWidget(self.lists)
        row.addLayout(self._values(), 1)
        self.lists.read()

    def showEvent(self, event: QShowEvent) -> None:
        """The first list is counted when it is first seen."""
        super().showEvent(event)
        if self.lists.current is None:
            self.lists.setCurrentRow(0)

    def _values(self) -> QVBoxLayout:
        self.why = words("", self, "muted", wrap=True)
        self.search = QLineEdit(self)
        self.search.setAccessibleName("查找值")
        self.search.setPlaceholderText("查找：文字、拼音或首字母")
        self.search.setClearButtonEnabled(True)
        self.table = CodeValues(self)
        self.search.textChanged.connect(self.table.seek)
        self.table.itemSelectionChanged.connect(self._selected)
        box = QVBoxLayout()
        for part in (self.why, self.search):
            box.addWidget(part)
        box.addWidget(self.table, 1)
        for line in self._acts():
            box.addLayout(line)
        for keys, slot in (
            ("Alt+Up", self.buttons["上移"].click),
            ("Alt+Down", self.buttons["下移"].click),
            ("F2", self._to_name),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        return box

    def _acts(self) -> list[QHBoxLayout]:
        """What may be done, a line for each kind of act; at the end what was done, and 撤销."""
        self.name = QLineEdit(self)
        self.name.setAccessibleName("新的值或名称")
        self.name.setPlaceholderText("新的值，或选中的值的新名称")
        self.target = QComboBox(self)
        self.target.setAccessibleName("并入")
        self.told = words("", self, wrap=True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        others = {"增加": self.add, "改名": self.rename, "合并": self.merge, "撤销": self.undo}
        slots: dict[str, Callable[[], None]] = {**dict.fromkeys(PLAIN, self._plain), **others}
        self.buttons: dict[str, QPushButton] = {text: button(text, slot, self) for text, slot in slots.items()}
        self.buttons["撤销"].hide()
        lines = [QHBoxLayout() for _ in range(4)]
        plain, named, merged, told = lines
        for text in PLAIN:
            plain.addWidget(self.buttons[text])
        plain.addStretch(1)
        named.addWidget(self.name, 1)
        merged.addWidget(words("把选中的值并入", self))
        merged.addWidget(self.target, 1)
        told.addWidget(self.told, 1)
        for line, text in ((named, "增加"), (named, "改名"), (merged, "合并"), (told, "撤销")):
            line.addWidget(self.buttons[text])
        return lines

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(int)
    def _open(self, _row: int) -> None:
        self.search.clear()
        self._tell("")
        self._read("")

    def _read(self, chosen: str) -> None:
        facts = self.lists.current
        if facts is None:
            return
        self.why.setText(WHY_CLOSED if facts.closed else WHY_OPEN)
        self.table.show_values(store.values_of(self.office, facts.name))
        self.table.choose(chosen)
        self.table.seek(self.search.text())
        self._selected()

    @Slot()
    def _selected(self) -> None:
        one, facts = self.table.current, self.lists.current
        is_open = facts is not None and not facts.closed
        self.name.setText(one.text if one and is_open else "")
        self.target.clear()
        self.target.addItems([other.text for other in self.table.values if one and other.text != one.text])
        self.target.setCurrentIndex(-1)
        for text, can in allowed(one, is_open=is_open).items():
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
        facts, office = self.lists.current, self.office
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
        self.lists.read()
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
        one, text = self.table.current, self.name.text().strip()
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
        one, target = self.table.current, self.target.currentText()
        if one and not target:
            self._tell("请先选要并入哪个值。", problem=True)
        elif one:
            self._act(
                f"把选项“{one.text}”并入“{target}”",
                lambda work, name: store.merge(work, name, one.text, target),
                target,
                one.used,
            )

    @Slot()
    def _plain(self) -> None:
        """What the button that was pressed says, done to the value chosen."""
        one, pressed = self.table.current, self.sender()
        if one and isinstance(pressed, QPushButton):
            verb, text = pressed.text(), one.text
            self._act(f"{verb}选项“{text}”", lambda work, name: PLAIN[verb](work, name, text), text)

    @Slot()
    def undo(self) -> None:
        """Take the last act back."""
        self._chosen = self.table.current.text if self.table.current else ""
        self.acting.undo(self.office, self._undone, self._refused)

    def _undone(self, title: str) -> None:
        self._done(f"已撤销：{title}")
        self.buttons["撤销"].hide()

    @Slot()
    def _to_name(self) -> None:
        self.name.setFocus()
        self.name.selectAll()
