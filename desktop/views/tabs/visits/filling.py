"""What fills a batch of visits: the candidates whom the records propose, and what is typed once for all of them."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QWidget

from desktop.ledger import Column, Values
from desktop.models.visits.visits import LEDGER as VISITS
from desktop.services.visits.batches import SHARED, Candidate, give_all, propose, take
from desktop.views.form.editors import Editor, editor_for
from desktop.views.kit import theme
from desktop.views.kit.acting import ActingDialog
from desktop.views.kit.desk import Desk
from desktop.views.kit.dialogs import yes_or_no
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.listing import Listing
from desktop.views.kit.parts import button, column, words
from desktop.views.kit.tasks import TaskBar

MOST = 1000


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
        columns = VISITS.columns
        self.cash = editor_for(columns["cash"], desk.office, self)
        source = Column("source", "资金来源", columns["funds"].parts.columns[0].kind)  # type: ignore[union-attr]
        self.source = editor_for(source, desk.office, self)
        self.everybody = button("全选", self._all, self)
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
        box = column(self)
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
            self.refused,
            size=len(chosen),
        )

    def _taken(self, _count: int) -> None:
        super().accept()


class GiveDialog(ActingDialog):
    """The approval, the publicity and the visit's facts, typed once for the whole batch."""

    chapter = "走访慰问"

    def __init__(self, desk: Desk, batch: Values, parent: QWidget | None = None) -> None:
        """Blank fields change nothing."""
        super().__init__(desk.tasks, parent)
        self.desk, self.batch = desk, batch
        self.setWindowTitle(f"整批填写：{batch['title']}")
        theme.sized(self, 520, 420)
        ledger = VISITS
        self.editors: dict[str, Editor] = {}
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for key in SHARED:
            self.editors[key] = editor_for(ledger.columns[key], desk.office, self)
            form.addRow(ledger.columns[key].title, self.editors[key])
        hint = words("填了的项目，这一批每个人都改成同样的内容；留空的不动。", self, "muted", wrap=True)
        self.told.setProperty("problem", True)
        self.go, foot = yes_or_no(self, "整批填写")
        box = column(self, None)
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
        self.acting.do("整批填写", lambda step: give_all(office, batch, given, step), self._given, self.refused)

    def _given(self, _count: int) -> None:
        super().accept()
