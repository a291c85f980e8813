"""发放台: who has taken the money and who has not, ticked by keyboard alone while the sum runs along."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from desktop.errors import Refusal
from desktop.ledger import Values
from desktop.models.visits.visits import LEDGER as VISITS
from desktop.rules.money import show_fen
from desktop.services.visits.batches import PROXY, collect, uncollect, visits_of
from desktop.store.search import spelled
from desktop.views.form.editors import editor_for
from desktop.views.kit import theme
from desktop.views.kit.acting import ActingDialog
from desktop.views.kit.desk import Desk
from desktop.views.kit.dialogs import show, yes_or_no
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.listing import Listing
from desktop.views.kit.parts import button, column, words
from desktop.views.kit.tasks import TaskBar

PROXIED = ("signed", "proxy", "proxy_relation", "proxy_paper", "pay_way")


class PayoutDesk(ActingDialog):
    """The visits of one batch; Space ticks the current one, F2 takes a proxy down, each as an act of its own."""

    chapter = "走访慰问"

    def __init__(self, desk: Desk, batch: Values, parent: QWidget | None = None) -> None:
        """Everybody of the batch, those who have not taken it first."""
        super().__init__(desk.tasks, parent)
        self.desk, self.batch = desk, batch
        self.visits: list[Values] = []
        self.shown: list[Values] = []
        self.setWindowTitle(f"发放台：{batch['title']}")
        theme.sized(self, 900, 640)
        self.search = QLineEdit(self)
        self.search.setAccessibleName("查找")
        self.search.setPlaceholderText("查找：姓名、拼音首字母、支部。↓ 到名单，空格打勾")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.look)
        self.open_only = QCheckBox("只看未领", self)
        self.open_only.toggled.connect(self.look)
        self.table = Listing(("已领", "姓名", "所在支部", "慰问金", "签领", "代领"), "发放名单", self)
        self.counts = words("", self, "title")
        self._lay_out()
        self.table.installEventFilter(self)
        self.gathering = Gathering(desk.tasks, self.counts, self)
        self.read()
        self.search.setFocus()

    def _lay_out(self) -> None:
        hint = words("空格：本人领取或取消　F2：代领　Esc：关闭　Ctrl+Z：撤销上一次打勾", self, "muted")
        self.tick_button = button("已领（空格）", self.tick, self)
        self.proxy_button = button("代领…（F2）", self.ask_proxy, self)
        self.undo_button = button("撤销（Ctrl+Z）", self.undo, self)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(TaskBar(self.desk.tasks, self))
        for one in (self.tick_button, self.proxy_button, self.undo_button, button("关闭", self.close, self)):
            foot.addWidget(one)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.open_only)
        box = column(self)
        box.addLayout(top)
        box.addWidget(self.table, 1)
        box.addWidget(self.counts)
        box.addWidget(hint)
        box.addLayout(foot)

    @Slot()
    def read(self) -> None:
        """Read the batch anew; the place in the list stays."""
        office, batch = self.desk.office, self.batch
        self.gathering.read("发放台", lambda: visits_of(office, batch), self._read)

    def _read(self, visits: list[Values]) -> None:
        self.visits = visits
        self.look()
        self._count()

    def _count(self) -> None:
        taken = [visit for visit in self.visits if visit["signed"]]
        cash, whole = (sum(visit["cash"] or 0 for visit in some) for some in (taken, self.visits))
        self.counts.setText(
            f"已领 {len(taken)} 人 {show_fen(cash)} 元　未领 {len(self.visits) - len(taken)} 人 {show_fen(whole - cash)} 元"
        )

    @Slot()
    def look(self) -> None:
        """Show those who answer to the search."""
        typed, row = self.search.text().strip().lower(), max(self.table.currentRow(), 0)
        self.shown = [
            visit
            for visit in self.visits
            if (not typed or fits(visit, typed)) and not (self.open_only.isChecked() and visit["signed"])
        ]
        self.table.pour(len(self.shown), self.shown, self._show)
        if self.shown:
            self.table.setCurrentCell(min(row, len(self.shown) - 1), 1)

    def _show(self, row: int, visit: Values) -> None:
        proxy = "，".join(str(visit[key]) for key in ("proxy", "proxy_relation") if visit.get(key))
        cells = ("✓" if visit["signed"] else "", visit["recipient"], visit["branch"] or "")
        for place, text in enumerate((*cells, show_fen(visit["cash"] or 0), visit["signed"] or "", proxy)):
            self.table.put(row, place, text, theme.current().good if visit["signed"] else "", right=place == 3)

    def _again(self, visit: Values) -> None:
        """One visit as it stands now; it leaves a list of those who have not taken it, once it is taken."""
        now = self.desk.office.get(VISITS, visit["id"])
        self.visits[self.visits.index(visit)] = now
        if self.open_only.isChecked():
            self.look()
        elif visit in self.shown:
            row = self.shown.index(visit)
            self.shown[row] = now
            self._show(row, now)
        self._count()

    @property
    def current(self) -> Values | None:
        """The visit in hand."""
        row = self.table.currentRow()
        return self.shown[row] if 0 <= row < len(self.shown) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space in the list is the desk's; a table would search for it."""
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Space
        ):
            self.tick()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 asks for a proxy, ↓ goes from the search to the list, Ctrl+Z takes a tick back."""
        if (event.key() == Qt.Key.Key_Down and self.search.hasFocus()) or (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.hasFocus()
        ):
            self.table.setFocus()
        elif event.key() == Qt.Key.Key_F2:
            self.ask_proxy()
        elif event.key() == Qt.Key.Key_Z and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.undo()
        else:
            super().keyPressEvent(event)

    @Slot()
    def tick(self) -> None:
        """The person in hand has taken the money, or has not after all; the next one is in hand then."""
        visit = self.current
        if visit is None:
            return
        act = uncollect if visit["signed"] else collect
        try:
            act(self.desk.office, visit)
        except Refusal as refusal:
            self.told.setText(refusal.sentence)
            return
        self.told.clear()
        self._again(visit)
        if self.gathering.task is not None:  # what is being read does not know of it
            self.read()
        if not self.open_only.isChecked():
            self.table.setCurrentCell(min(self.table.currentRow() + 1, len(self.shown) - 1), 1)

    @Slot()
    def ask_proxy(self) -> None:
        """Who took it in the person's place."""
        if self.current is None:
            return
        dialog = ProxyDialog(self.desk, self.current, self)
        dialog.finished.connect(self.read)
        show(dialog)

    @Slot()
    def undo(self) -> None:
        """Take back the last act."""
        self.acting.undo(self.desk.office, self._undone, self.refused)

    def _undone(self, title: str) -> None:
        self.told.setText(f"已撤销：{title}")
        self.read()


class ProxyDialog(QDialog):
    """代领: who, in what relation, on what paper, when."""

    chapter = "走访慰问"

    def __init__(self, desk: Desk, visit: Values, parent: QWidget | None = None) -> None:
        """What is known already stands there."""
        super().__init__(parent)
        self.desk, self.visit = desk, visit
        self.setWindowTitle(f"代领：{visit['recipient']}")
        ledger = VISITS
        form = QFormLayout()
        self.editors = {key: editor_for(ledger.columns[key], desk.office, self) for key in PROXIED}
        for key, editor in self.editors.items():
            editor.set_value(visit)
            form.addRow(ledger.columns[key].title, editor)
        if not visit["signed"]:
            self.editors["signed"].show_text("今天")
            self.editors["signed"].understand()
        self.told = words("", self, "problem", wrap=True)
        _, foot = yes_or_no(self, "记为代领")
        box = column(self, None)
        box.addLayout(form)
        box.addWidget(self.told)
        box.addLayout(foot)
        theme.sized(self, 440, 320)
        self.editors["proxy"].go()

    def accept(self) -> None:
        """Keep it, or say what is missing."""
        values: Values = {"sign_mode": PROXY}
        for key, editor in self.editors.items():
            found = editor.value()
            if editor.problem:
                self.told.setText(f"{editor.column.title}：{editor.problem}")
                return
            values[key] = found.get(key)
        try:
            collect(self.desk.office, self.visit, values)
        except Refusal as refusal:
            self.told.setText(refusal.sentence)
            return
        super().accept()


def fits(visit: Values, typed: str) -> bool:
    """Whether a visit answers to what was typed: its person's name, pinyin or initials, or the branch."""
    name = str(visit["recipient"])
    return typed in name or typed in (visit["branch"] or "") or any(word.startswith(typed) for word in spelled(name))
