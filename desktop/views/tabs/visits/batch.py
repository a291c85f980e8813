"""批次工作台: one batch from plan to archive, what each step lacks, the fund check, its figures, and what to do next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ledger import Values
from desktop.models.visits.visit_batches import LEDGER as BATCHES
from desktop.models.visits.visits import LEDGER as VISITS
from desktop.services.visits.batches import (
    ARCHIVED,
    Step,
    advance,
    reconciliation,
    step_back,
    steps,
)
from desktop.services.visits.fund_check import EXPLAINED, RIGHT, Finding, check_batch, explain
from desktop.store.office import Office
from desktop.store.query import Where
from desktop.views.kit import theme
from desktop.views.kit.acting import ActingDialog
from desktop.views.kit.desk import Desk
from desktop.views.kit.dialogs import show
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.listing import Listing
from desktop.views.kit.parts import button, words
from desktop.views.kit.tasks import TaskBar
from desktop.views.sheet.model import PENDING
from desktop.views.tabs.visits.filling import CandidatesDialog, GiveDialog
from desktop.views.tabs.visits.payout import PayoutDesk

ARROW = "→"
STATE, COUNTED = 2, 3


@dataclass(frozen=True)
class Standing:
    """How a batch stands: its steps, what the check of its funds found, the figures that must agree."""

    batch: Values
    findings: Sequence[Finding]
    steps: Sequence[Step]
    figures: Sequence[tuple[str, str]]


def _standing(office: Office, batch: Values) -> Standing:
    findings = check_batch(office, batch)
    return Standing(batch, findings, steps(office, batch, findings), reconciliation(office, batch))


def chips(found: Sequence[Step], at: int) -> str:
    """The steps in a row, as rich text: those behind, the present one, those to come."""
    palette = theme.current()
    words = []
    for place, step in enumerate(found):
        colour = palette.accent if place == at else palette.good if step.done else palette.muted
        weight = ";font-weight:bold" if place == at else ""
        mark = "✓ " if step.done and place < at else ""
        words.append(f'<span style="color:{colour}{weight}">{mark}{step.state}</span>')
    return f"　{ARROW}　".join(words)


class Checks(Listing):
    """What the check of the funds found, a line for each, in the colour of how it stands."""

    def __init__(self, parent: QWidget) -> None:
        """Nothing is checked yet."""
        super().__init__(("序号", "检查", "结果", "条数", "说明"), "资金体检", parent)
        self.findings: Sequence[Finding] = ()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these; the line that was chosen stays chosen."""
        self.findings = findings
        palette = theme.current()
        row = max(self.currentRow(), 0)
        self.setRowCount(len(findings))
        for place, one in enumerate(findings):
            colour = {RIGHT: palette.good, EXPLAINED: palette.warning}.get(one.state, palette.problem)
            texts = (str(one.check), one.title, one.state, str(len(one.visits) or ""), one.reason)
            for column, text in enumerate(texts):
                self.put(place, column, text, colour if column == STATE else "", right=column == COUNTED)
        self.setCurrentCell(row, 0)

    @property
    def chosen(self) -> Finding | None:
        """The line chosen."""
        row = self.currentRow()
        return self.findings[row] if 0 <= row < len(self.findings) else None


class BatchDialog(ActingDialog):
    """One batch at work; every button is one act that can be undone."""

    chapter = "走访慰问"
    visits_asked = Signal(str, object)
    print_asked = Signal(str)

    def __init__(self, desk: Desk, batch_id: str, parent: QWidget | None = None) -> None:
        """Show how the batch stands."""
        super().__init__(desk.tasks, parent)
        self.desk, self.batch_id = desk, batch_id
        self.ledger = BATCHES
        self.batch: Values = {}
        self.setWindowTitle("批次工作台")
        theme.sized(self, 980, 680)
        self.title = words("", self, "title")
        self.chips = QLabel(self)
        self.chips.setTextFormat(Qt.TextFormat.RichText)
        self.chips.setAccessibleName("进度")
        self.figures = QFormLayout()
        self.figures.setHorizontalSpacing(16)
        self.missing = words("", self, wrap=True)
        self.missing.setTextFormat(Qt.TextFormat.PlainText)
        self.checks = Checks(self)
        self.checks.cellActivated.connect(self._open_check)
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName("体检说明")
        self.reason.setPlaceholderText("选中一项检查，写明为什么没有问题（会印在批次审核单上），按 Enter 保存")
        self.reason.returnPressed.connect(self._explain)
        self.gathering = Gathering(desk.tasks, self.missing, self)
        self.looking = Gathering(desk.tasks, self.told, self)
        self._lay_out()
        for name, one in self.buttons.items():  # what may be asked for is known when it is read
            one.setEnabled(name == "close")
        self.read()

    def _lay_out(self) -> None:
        left = QFrame(self)
        left.setProperty("card", True)
        left.setFixedWidth(theme.scaled(340))
        box = QVBoxLayout(left)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(12)
        for text, part in (("核对", self.figures), ("还差什么", self.missing)):
            name = QLabel(text, left)
            name.setProperty("group", True)
            box.addWidget(name)
            if isinstance(part, QLabel):
                box.addWidget(part)
            else:
                box.addLayout(part)
        box.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self.checks, 1)
        right.addWidget(self.reason)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(left)
        middle.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self.title)
        whole.addWidget(self.chips)
        whole.addLayout(middle, 1)
        told = QHBoxLayout()
        told.addWidget(self.told, 1)
        told.addWidget(TaskBar(self.desk.tasks, self))
        whole.addLayout(told)
        whole.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.buttons: dict[str, QPushButton] = {
            "propose": button("提名候选…", self._propose, self),
            "give": button("整批填写…", self._give, self),
            "visits": button("看名单", self._visits, self),
            "payout": button("发放台…", self._payout, self),
            "print": button("打印…", self._print, self),
            "next": button("下一步", self._next, self, primary=True),
            "back": button("退回上一步", self._back, self),
            "close": button("关闭", self.close, self),
        }
        for name, one in self.buttons.items():
            if name == "next":
                foot.addStretch(1)
            foot.addWidget(one)
        return foot

    @Slot()
    def read(self) -> None:
        """Read the batch and check its funds beside the window, and show how it stands."""
        office, ledger, batch_id = self.desk.office, self.ledger, self.batch_id
        self.gathering.read("批次", lambda: _standing(office, office.get(ledger, batch_id)), self._show)

    def _show(self, found: Standing) -> None:
        self.batch = found.batch
        self.title.setText(str(self.batch["title"]))
        self._show_steps(found.steps)
        while self.figures.rowCount():
            self.figures.removeRow(0)
        for name, text in found.figures:
            label = QLabel(text, self)
            label.setWordWrap(True)
            self.figures.addRow(name, label)
        self.checks.show_findings(found.findings)

    def _show_steps(self, found: Sequence[Step]) -> None:
        at = [step.state for step in found].index(self.batch["state"]) if self.batch["state"] else 0
        self.chips.setText(chips(found, at))
        following = found[at + 1] if at + 1 < len(found) else None
        lacking = following.missing if following else ()
        self.missing.setText(
            "\n".join(f"· {one}" for one in lacking) or ("可以进入下一步。" if following else "已经归档。")
        )
        self.missing.setProperty("note", bool(lacking))
        self.missing.style().polish(self.missing)
        writing = self.desk.office.writing
        self.buttons["next"].setText(f"转入{following.state}" if following else "已归档")
        self.buttons["next"].setEnabled(following is not None and writing)
        self.buttons["back"].setEnabled(at > 0 and writing)
        for name in ("propose", "give"):
            self.buttons[name].setEnabled(self.batch["state"] != ARCHIVED and writing)
        for name in ("visits", "payout", "print"):
            self.buttons[name].setEnabled(True)

    def _act(
        self, title: str, what: Callable[[], object], said: str, done: Callable[[str], None] | None = None
    ) -> None:
        """One act of the batch as it is shown, for which all of it is looked at; what stands in its way is said here."""
        if self.gathering.task is not None:
            self.told.setText(PENDING)
            return
        self.acting.do(title, lambda _step: said.format(what()), done or self._done, self.refused)

    def _done(self, said: str) -> None:
        self.told.setText(said)
        self.read()

    def _explained(self, reason: str, said: str) -> None:
        if self.reason.text() == reason:  # else the next one is being typed
            self.reason.clear()
        self._done(said)
        self.read()

    @Slot()
    def _next(self) -> None:
        office, batch = self.desk.office, self.batch
        self._act("下一步", lambda: advance(office, batch), "已转入“{}”。")

    @Slot()
    def _back(self) -> None:
        office, batch = self.desk.office, self.batch
        self._act("退回上一步", lambda: step_back(office, batch), "已退回“{}”。")

    @Slot()
    def _explain(self) -> None:
        chosen = self.checks.chosen
        if chosen is None:
            self.told.setText("请先在上面选中一项检查。")
            return
        office, batch = self.desk.office, self.batch
        number, reason = str(chosen.check), self.reason.text()
        said = f"第 {number} 项的说明已保存。"
        self._act("保存说明", lambda: explain(office, batch, {number: reason}), said, partial(self._explained, reason))

    @Slot(int, int)
    def _open_check(self, row: int, _column: int) -> None:
        """The visits that one check is about."""
        ids, office = self.checks.findings[row].visits, self.desk.office
        if not ids:
            self.told.setText("这一项不涉及具体的人。")
            return
        visits = VISITS
        self.looking.read("名单", lambda: [one["recipient"] for one in office.rows(visits, ids)], self._show_visits)

    def _show_visits(self, names: Sequence[str]) -> None:
        where = (Where("batch", "=", self.batch["title"]), Where("recipient", "in", tuple(dict.fromkeys(names))))
        self.visits_asked.emit("visits", where)
        self.close()

    @Slot()
    def _visits(self) -> None:
        self.visits_asked.emit("visits", (Where("batch", "=", self.batch["title"]),))
        self.close()

    @Slot()
    def _print(self) -> None:
        self.print_asked.emit(str(self.batch["title"]))

    @Slot()
    def _propose(self) -> None:
        self._open(CandidatesDialog(self.desk, self.batch, self))

    @Slot()
    def _give(self) -> None:
        self._open(GiveDialog(self.desk, self.batch, self))

    @Slot()
    def _payout(self) -> None:
        self._open(PayoutDesk(self.desk, self.batch, self))

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(self.read)
        show(dialog)
