"""从工资表取基数: which columns of somebody's payroll sheet count, what each member's base becomes, then one act."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.errors import Refusal
from desktop.rules.dues import dues_of
from desktop.rules.money import show_fen
from desktop.services.members.payroll import (
    ADD,
    ASIDE,
    NEW,
    SAME,
    SUBTRACT,
    UNKNOWN,
    Payroll,
    Person,
    bases,
    open_payroll,
    take,
)
from desktop.views.exchange.opening import OpeningDialog
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.fields import Combo
from desktop.views.kit.listing import TALL, Listing
from desktop.views.kit.parts import column
from desktop.views.kit.tasks import Task

ITEMS = 444
SHOWN = 2000


class PayrollDialog(OpeningDialog):
    """One payroll sheet on its way into the members' bases."""

    taken = Signal(int)
    chapter = "党费"

    def __init__(self, desk: Desk, file: Path, month: str, parent: QWidget | None = None) -> None:
        """Look at the file; `month` is what the dues shown are of. Nothing is written until 取入 is pressed."""
        super().__init__(desk, file, "取入", parent)
        self.month = month
        self.payroll: Payroll | None = None
        self.found: list[Person] = []
        self.setWindowTitle("从工资表取党费计算基数")
        theme.sized(self, 1200, 660)
        self.items = Listing(("工资表的列", "前几行", "计入基数"), "工资表的列", self, height=TALL)
        self.people = Listing(("行", "姓名", "所在支部", "原基数", "新基数", "每月应缴", "说明"), "核定结果", self)
        self.items.setFixedWidth(theme.scaled(ITEMS))
        self._lay_out()
        self.go.clicked.connect(self._take)
        self.look()

    def _lay_out(self) -> None:
        rule = QLabel(
            "基数是每月工资总额中相对固定的、经常性的工资收入（税后）；离退休的是实际领取的离退休费。哪些列算，以本单位核定的为准。",
            self,
        )
        rule.setProperty("muted", True)
        rule.setWordWrap(True)
        head, body, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(QLabel("工作表", self))
        head.addWidget(self.sheets, 1)
        body.setSpacing(12)
        body.addWidget(self.items)
        body.addWidget(self.people, 1)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.go)
        foot.addWidget(self.stop)
        box = column(self)
        box.addWidget(self.head)
        box.addLayout(head)
        box.addWidget(rule)
        box.addLayout(body, 1)
        box.addLayout(foot)

    def look(self, sheet: str | None = None) -> None:
        """Open the file beside the window and read its rows."""
        office, file, password = self.desk.office, self.file, self.password

        def job(progress: Any) -> Payroll:
            return open_payroll(office, file, sheet, password, progress)

        self.opening(job, self._opened)

    @Slot(object)
    def _opened(self, payroll: Payroll) -> None:
        self.ended()
        self.payroll = payroll
        self.sheets.clear()
        self.sheets.addItems(payroll.plan.sheets)
        self.sheets.setCurrentText(payroll.plan.sheet.name)
        self.items.setRowCount(len(payroll.items))
        for row, item in enumerate(payroll.items):
            box = Combo(self.items)
            box.addItems([ADD, SUBTRACT, ASIDE])
            box.setCurrentText(item.role)
            box.setAccessibleName(f"{item.title}计入基数")
            box.setProperty("row", row)
            box.activated.connect(self._chosen)
            for place, text in enumerate((f"{item.column}　{item.title}", "、".join(item.sample))):
                self.items.put(row, place, text)
            self._tell(row, item.role)
            self.items.setCellWidget(row, 2, box)
        self._work_out()

    @Slot()
    def _chosen(self) -> None:
        box = self.sender()
        if self.payroll is not None and isinstance(box, Combo):
            row, role = int(box.property("row")), box.currentText()
            self.payroll.items[row].role = role
            self._tell(row, role)
            self._work_out()

    def _tell(self, row: int, role: str) -> None:
        """The cell behind a box says what is chosen: read out, not painted."""
        self.items.put(row, 2, "").setData(Qt.ItemDataRole.AccessibleTextRole, role)

    def _work_out(self) -> None:
        """Show what the columns chosen make of every row; those who are no members come last."""
        if self.payroll is None:
            return
        self.head.setText(f"{self.file.name}：读到 {len(self.payroll.rows)} 行")
        try:
            self.found, faults = bases(self.desk.office, self.payroll)
        except Refusal as refusal:
            self.found = []
            self.tell(refusal.sentence, problem=True)
        else:
            counts = {state: sum(1 for one in self.found if one.state == state) for state in (NEW, SAME, UNKNOWN)}
            left = len(self.found) - sum(counts.values())
            words = [f"取入 {counts[NEW]} 人", f"没有变化 {counts[SAME]} 人", f"不是党员 {counts[UNKNOWN]} 行"]
            words += [f"没有取入 {left} 行，原因在右边"] if left else []
            self.tell("，".join(words) + "。", problem=bool(faults))
        self.go.setEnabled(any(one.state == NEW for one in self.found))
        self._show()

    def _show(self) -> None:
        order = {SAME: 2, UNKNOWN: 3, NEW: 1}
        shown = sorted(self.found, key=lambda one: order.get(one.state, 0))[:SHOWN]
        unit = self.desk.office.unit
        rounding = self.desk.office.settings.dues_rounding
        self.people.setRowCount(len(shown))
        for row, one in enumerate(shown):
            due = dues_of(one.base, one.kind, self.month, rounding) if one.base and one.kind else None
            money = ["" if fen is None else show_fen(fen) for fen in (one.before, one.base, due)]
            why = f"{one.state}：{one.why}" if one.why else one.state
            for place, text in enumerate((str(one.row), one.name, one.branch.removeprefix(unit), *money, why)):
                self.people.put(row, place, text, right=3 <= place <= 5)

    @Slot()
    def _take(self) -> None:
        payroll, people, office = self.payroll, list(self.found), self.desk.office
        if payroll is None or self.task is not None:
            return

        def job(progress: Any) -> int:
            return take(office, payroll, people, progress)

        self.go.setEnabled(False)
        self.start(Task("核定党费计算基数", job), self._finished)

    @Slot(object)
    def _finished(self, count: int) -> None:
        self.ended()
        self.taken.emit(count)
        self.accept()
