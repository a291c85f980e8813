"""批次工作台: one batch from plan to archive, what each step lacks, the fund check, its figures, and what to do next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

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

from desktop.errors import Refusal
from desktop.ledger import Column, Values
from desktop.services.visits.batches import (
    ARCHIVED,
    SHARED,
    Candidate,
    Step,
    advance,
    give_all,
    propose,
    reconciliation,
    step_back,
    steps,
    take,
)
from desktop.services.visits.fund_check import EXPLAINED, RIGHT, Finding, check_batch, explain
from desktop.store.office import Office
from desktop.store.query import Where
from desktop.views.form.editors import Editor, editor_for
from desktop.views.kit import theme
from desktop.views.kit.acting import ActingDialog
from desktop.views.kit.desk import Desk
from desktop.views.kit.dialogs import show, yes_or_no
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.listing import Listing
from desktop.views.kit.tasks import TaskBar
from desktop.views.sheet.model import PENDING
from desktop.views.tabs.visits.payout import PayoutDesk

ARROW = "→"
COUNTED, MOST = 3, 1000


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


class BatchDialog(ActingDialog):
    """One batch at work; every button is one act that can be undone."""

    chapter = "走访慰问"
    visits_asked = Signal(str, object)
    print_asked = Signal(str)

    def __init__(self, desk: Desk, batch_id: str, parent: QWidget | None = None) -> None:
        """Show how the batch stands."""
        super().__init__(desk.tasks, parent)
        self.desk, self.batch_id = desk, batch_id
        self.ledger = desk.office.ledgers["visit-batches"]
        self.batch: Values = {}
        self.findings: Sequence[Finding] = ()
        self.setWindowTitle("批次工作台")
        theme.sized(self, 980, 680)
        self.title = QLabel(self)
        self.title.setProperty("title", True)
        self.chips = QLabel(self)
        self.chips.setTextFormat(Qt.TextFormat.RichText)
        self.chips.setAccessibleName("进度")
        self.figures = QFormLayout()
        self.figures.setHorizontalSpacing(16)
        self.missing = QLabel(self)
        self.missing.setWordWrap(True)
        self.missing.setTextFormat(Qt.TextFormat.PlainText)
        self.checks = Listing(("序号", "检查", "结果", "条数", "说明"), "资金体检", self)
        self.checks.cellActivated.connect(self._open_check)
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName("体检说明")
        self.reason.setPlaceholderText("选中一项检查，写明为什么没有问题（会印在批次审核单上），按 Enter 保存")
        self.reason.returnPressed.connect(self._explain)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.gathering = Gathering(desk.tasks, self.missing, self)
        self.looking = Gathering(desk.tasks, self.told, self)
        self._lay_out()
        for name, button in self.buttons.items():  # what may be asked for is known when it is read
            button.setEnabled(name == "close")
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
        self.buttons: dict[str, QPushButton] = {}
        for name, text, slot in (
            ("propose", "提名候选…", self._propose),
            ("give", "整批填写…", self._give),
            ("visits", "看名单", self._visits),
            ("payout", "发放台…", self._payout),
            ("print", "打印…", self._print),
        ):
            self._add(foot, name, text, slot)
        foot.addStretch(1)
        self._add(foot, "next", "下一步", self._next)
        self.buttons["next"].setProperty("primary", True)
        self._add(foot, "back", "退回上一步", self._back)
        self._add(foot, "close", "关闭", self.close)
        return foot

    def _add(self, foot: QHBoxLayout, name: str, text: str, slot: Any) -> None:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        foot.addWidget(button)
        self.buttons[name] = button

    @Slot()
    def read(self) -> None:
        """Read the batch and check its funds beside the window, and show how it stands."""
        office, ledger, batch_id = self.desk.office, self.ledger, self.batch_id
        self.gathering.read("批次", lambda: _standing(office, office.get(ledger, batch_id)), self._show)

    def _show(self, found: Standing) -> None:
        self.batch, self.findings = found.batch, found.findings
        self.title.setText(str(self.batch["title"]))
        self._show_steps(found.steps)
        while self.figures.rowCount():
            self.figures.removeRow(0)
        for name, text in found.figures:
            label = QLabel(text, self)
            label.setWordWrap(True)
            self.figures.addRow(name, label)
        self._show_checks()

    def _show_steps(self, found: Sequence[Step]) -> None:
        palette = theme.current()
        at = [step.state for step in found].index(self.batch["state"]) if self.batch["state"] else 0
        words = []
        for place, step in enumerate(found):
            colour = palette.accent if place == at else palette.good if step.done else palette.muted
            mark = "✓ " if step.done and place < at else ""
            words.append(
                f'<span style="color:{colour}{";font-weight:bold" if place == at else ""}">{mark}{step.state}</span>'
            )
        self.chips.setText(f"　{ARROW}　".join(words))
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

    def _show_checks(self) -> None:
        palette = theme.current()
        row = max(self.checks.currentRow(), 0)
        self.checks.setRowCount(len(self.findings))
        for place, one in enumerate(self.findings):
            colour = (
                palette.good if one.state == RIGHT else palette.warning if one.state == EXPLAINED else palette.problem
            )
            for column, text in enumerate(
                (str(one.check), one.title, one.state, str(len(one.visits) or ""), one.reason)
            ):
                self.checks.put(place, column, text, colour if column == 2 else "", right=column == COUNTED)
        self.checks.setCurrentCell(row, 0)

    def _act(
        self, title: str, what: Callable[[], object], said: str, done: Callable[[str], None] | None = None
    ) -> None:
        """One act of the batch as it is shown, for which all of it is looked at; what stands in its way is said here."""
        if self.gathering.task is not None:
            self.told.setText(PENDING)
            return
        self.acting.do(title, lambda _step: said.format(what()), done or self._done, self._refused)

    def _done(self, said: str) -> None:
        self.told.setText(said)
        self.read()

    def _explained(self, reason: str, said: str) -> None:
        if self.reason.text() == reason:  # else the next one is being typed
            self.reason.clear()
        self._done(said)

    def _refused(self, refusal: Refusal) -> None:
        self.told.setText(refusal.sentence)
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
        row = self.checks.currentRow()
        if not 0 <= row < len(self.findings):
            self.told.setText("请先在上面选中一项检查。")
            return
        office, batch = self.desk.office, self.batch
        number, reason = str(self.findings[row].check), self.reason.text()
        said = f"第 {number} 项的说明已保存。"
        self._act("保存说明", lambda: explain(office, batch, {number: reason}), said, partial(self._explained, reason))

    @Slot(int, int)
    def _open_check(self, row: int, _column: int) -> None:
        """The visits that one check is about."""
        ids, office = self.findings[row].visits, self.desk.office
        if not ids:
            self.told.setText("这一项不涉及具体的人。")
            return
        visits = office.ledgers["visits"]
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


class CandidatesDialog(ActingDialog):
    """Whom the records propose, with the reason and the last visit; those ticked become visits as one act."""

    chapter = "走访慰问"

    def __init__(self, desk: Desk, batch: Values, parent: QWidget | None = None) -> None:
        """Propose everybody there is a reason for; nobody is ticked."""
        super().__init__(desk.tasks, parent)
        self.desk, self.batch = desk, batch
        self.setWindowTitle(f"提名候选：{batch['title']}")
        theme.sized(self, 940, 620)
        self.found: list[Candidate] = []
        self.table = Listing(("姓名", "所在支部", "类别", "提名理由", "上次慰问"), "候选人", self)
        self.table.cellActivated.connect(self.table.turn)
        self.table.turned.connect(self._count)
        self.table.poured.connect(self._count)
        columns = desk.office.ledgers["visits"].columns
        self.cash = editor_for(columns["cash"], desk.office, self)
        source = Column("source", "资金来源", columns["funds"].parts.columns[0][2])  # type: ignore[union-attr]
        self.source = editor_for(source, desk.office, self)
        self.everybody = QPushButton("全选", self)
        self.everybody.setAutoDefault(False)
        self.everybody.clicked.connect(self._all)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.go, foot = yes_or_no(self, "加入名单")
        self.gathering = Gathering(desk.tasks, self.told, self)
        self._lay_out(foot)
        self.go.setEnabled(False)
        self.everybody.setEnabled(False)
        self.gathering.read("提名候选", lambda: propose(desk.office, batch), self._fill)

    def _lay_out(self, foot: QHBoxLayout) -> None:
        asked = QHBoxLayout()
        for text, editor in (("每人慰问金", self.cash), ("资金来源", self.source)):
            asked.addWidget(QLabel(text, self))
            asked.addWidget(editor, 1)
        foot.insertWidget(0, self.everybody)
        foot.insertWidget(1, self.told, 1)
        foot.insertWidget(2, TaskBar(self.desk.tasks, self))
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(12)
        box.addWidget(self.table, 1)
        box.addLayout(asked)
        box.addLayout(foot)

    def _fill(self, found: list[Candidate]) -> None:
        self.found = found
        row = max(self.table.currentRow(), 0)
        self.table.pour(len(found), found, self._show, MOST)
        self.table.setCurrentCell(min(row, len(found) - 1), 0)

    def _show(self, row: int, one: Candidate) -> None:
        for place, text in enumerate((one.name, one.branch, one.category, one.reason, one.last or "没有")):
            self.table.put(row, place, text)
        self.table.tick(row)

    @Slot()
    def _all(self) -> None:
        every = set(range(len(self.found)))
        self.table.ticked = set() if self.table.ticked == every else every
        self._fill(self.found)

    def chosen(self) -> list[Candidate]:
        """Those ticked."""
        return [self.found[row] for row in sorted(self.table.ticked)]

    @Slot()
    def _count(self) -> None:
        if not self.table.whole:
            return
        count = len(self.table.ticked)
        self.told.setText(
            f"共 {len(self.found)} 人，已选 {count} 人。" if self.found else "没有符合条件而又不在名单里的人。"
        )
        self.go.setText(f"加入名单（{count} 人）" if count else "加入名单")
        self.go.setEnabled(bool(self.table.ticked))
        self.everybody.setEnabled(bool(self.found))

    def accept(self) -> None:
        """Make the visits, or say what is wrong."""
        cash, source = self.cash.value().get("cash"), self.source.value().get("source")
        problem = self.cash.problem or self.source.problem
        if problem:
            self.told.setText(problem)
            return
        office, batch, chosen = self.desk.office, self.batch, self.chosen()
        self.acting.do(
            "加入名单",
            lambda step: take(office, batch, chosen, cash, source or "", step),
            self._taken,
            self._refused,
            size=len(chosen),
        )

    def _taken(self, _count: int) -> None:
        super().accept()

    def _refused(self, refusal: Refusal) -> None:
        self.told.setText(refusal.sentence)


class GiveDialog(ActingDialog):
    """The approval, the publicity and the visit's facts, typed once for the whole batch."""

    chapter = "走访慰问"

    def __init__(self, desk: Desk, batch: Values, parent: QWidget | None = None) -> None:
        """Blank fields change nothing."""
        super().__init__(desk.tasks, parent)
        self.desk, self.batch = desk, batch
        self.setWindowTitle(f"整批填写：{batch['title']}")
        theme.sized(self, 520, 420)
        ledger = desk.office.ledgers["visits"]
        self.editors: dict[str, Editor] = {}
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for key in SHARED:
            self.editors[key] = editor_for(ledger.columns[key], desk.office, self)
            form.addRow(ledger.columns[key].title, self.editors[key])
        hint = QLabel("填了的项目，这一批每个人都改成同样的内容；留空的不动。", self)
        hint.setProperty("muted", True)
        hint.setWordWrap(True)
        self.told = QLabel(self)
        self.told.setProperty("problem", True)
        self.told.setWordWrap(True)
        self.go, foot = yes_or_no(self, "整批填写")
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.addLayout(form)
        box.addStretch(1)
        for part in (hint, self.told):
            box.addWidget(part)
        foot.insertWidget(0, TaskBar(desk.tasks, self))
        box.addLayout(foot)

    def accept(self) -> None:
        """Fill in, or say which field is wrong."""
        given: Values = {}
        for key, editor in self.editors.items():
            values = editor.value()
            editor.mark(bool(editor.problem))
            if editor.problem:
                self.told.setText(f"{editor.column.title}：{editor.problem}")
                return
            given |= {name: value for name, value in values.items() if name == key and value not in (None, "")}
        office, batch = self.desk.office, self.batch
        self.acting.do("整批填写", lambda step: give_all(office, batch, given, step), self._given, self._refused)

    def _given(self, _count: int) -> None:
        super().accept()

    def _refused(self, refusal: Refusal) -> None:
        self.told.setText(refusal.sentence)
