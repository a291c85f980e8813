"""党费月历: the members of a branch and the twelve months, ticked off by keyboard; and the year made out."""

import datetime as dt

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QWidget,
)

from desktop.ledger import Values
from desktop.models.members.dues import LEDGER as DUES
from desktop.rules.dues import months_of
from desktop.rules.money import show_fen
from desktop.services.members.dues import DuesSheet, Line, plan, sheet, tick
from desktop.services.organizations.tree import lines as nodes_of
from desktop.services.organizations.tree import outline
from desktop.views.kit import theme
from desktop.views.kit.acting import AT_ONCE, ActingDialog
from desktop.views.kit.desk import Desk
from desktop.views.kit.dialogs import show
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.listing import Listing
from desktop.views.kit.parts import button, column, words
from desktop.views.kit.tasks import TaskBar

ALL = "全部支部"
FIRST, SHOWN = 2, 300


class DuesDialog(ActingDialog):
    """One year of one branch; Space ticks a month as paid or takes the tick back, each as an act."""

    chapter = "党费"

    def __init__(self, desk: Desk, year: int = 0, parent: QWidget | None = None) -> None:
        """This year, every branch."""
        super().__init__(desk.tasks, parent)
        self.desk = desk
        self.lines: list[Line] = []
        self.months: list[str] = []
        self.people = self.due = self.paid = 0
        self.setWindowTitle("党费月历")
        theme.sized(self, 1310, 680)
        this = year or dt.date.today().year
        self.year, self.branch = QComboBox(self), QComboBox(self)
        self.year.setAccessibleName("年度")
        self.year.addItems([str(one) for one in range(this + 1, this - 10, -1)])
        self.year.setCurrentText(str(this))
        self.branch.setAccessibleName("所在支部")
        self.branch.addItem(ALL, "")
        for _, node in nodes_of(outline(desk.office)):
            if not node.below:
                self.branch.addItem(node.title, node.title)
        self.make = QPushButton("生成应缴", self)
        self.make.setToolTip("按每个党员的党费计算基数，补齐这一年还没有的月份")
        self.payroll_button = QPushButton("从工资表取基数…", self)
        self.payroll_button.setToolTip("打开工资表，选哪些列计入，一次核定每个党员的党费计算基数")
        titles = ("姓名", "支部", *(f"{month}月" for month in range(1, 13)), "应缴", "实缴")
        self.table = Listing(titles, "党费月历", self, takes=1, gives=(1,))
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectItems)
        self.table.installEventFilter(self)
        self.sums = words("", self, "title")
        hint = words("空格：打勾或取消选中的月份（可以选一片）　Ctrl+Z：撤销　Esc：关闭", self, "muted")
        self._lay_out(hint)
        self.gathering = Gathering(desk.tasks, self.sums, self)
        for box in (self.year, self.branch):
            box.currentIndexChanged.connect(self.read)
        self.make.clicked.connect(self.plan)
        self.payroll_button.clicked.connect(self.take_bases)
        self.read()
        self.table.setFocus()

    def _lay_out(self, hint: QLabel) -> None:
        top = QHBoxLayout()
        for part in (self.year, self.branch, self.make, self.payroll_button):
            if isinstance(part, QPushButton):
                part.setAutoDefault(False)
            top.addWidget(part)
        top.addStretch(1)
        self.tick_button = button("打勾（空格）", self.tick, self)
        self.undo_button = button("撤销（Ctrl+Z）", self.undo, self)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(TaskBar(self.desk.tasks, self))
        for one in (self.tick_button, self.undo_button, button("关闭", self.close, self)):
            foot.addWidget(one)
        box = column(self)
        box.addLayout(top)
        box.addWidget(self.table, 1)
        box.addWidget(self.sums)
        box.addWidget(hint)
        box.addLayout(foot)

    @Slot()
    def read(self) -> None:
        """Show the year anew; the place stays."""
        office, year, branch = self.desk.office, int(self.year.currentText()), self.branch.currentData()
        self.gathering.read("党费月历", lambda: sheet(office, year, branch, SHOWN), self._show)

    def _show(self, found: DuesSheet) -> None:
        at = (max(self.table.currentRow(), 0), max(self.table.currentColumn(), FIRST))
        self.lines, self.months = found.lines, months_of(int(self.year.currentText()))
        self.table.pour(len(self.lines), self.lines, self._show_line)
        if self.lines:
            self.table.setCurrentCell(min(at[0], len(self.lines) - 1), at[1])
        self.people, self.due, self.paid = found.people, found.due, found.paid
        self._sum_up()

    def _sum_up(self) -> None:
        shown = len(self.lines)
        more = f"　（只列出前 {shown} 人，请选一个支部）" if self.people > shown else ""
        owed = show_fen(max(self.due - self.paid, 0))
        self.sums.setText(
            f"{self.people} 人　应缴 {show_fen(self.due)} 元　实缴 {show_fen(self.paid)} 元　未缴 {owed} 元{more}"
            if self.lines
            else "这一年还没有党费记录。点“生成应缴”按党员的计算基数生成。"
        )

    def _show_line(self, row: int, line: Line) -> None:
        good = theme.current().good
        cells = [line.person, line.branch.removeprefix(self.desk.office.unit) or line.branch]
        cells += [_mark(line.months.get(month)) for month in self.months]
        for place, text in enumerate([*cells, show_fen(line.due), show_fen(line.paid)]):
            self.table.put(row, place, text, good if text.startswith("✓") else "", right=place >= FIRST)

    def chosen(self) -> list[Values]:
        """The months selected that are kept."""
        found = []
        for index in self.table.selectedIndexes():
            place = index.column() - FIRST
            if 0 <= place < len(self.months) and (row := self.lines[index.row()].months.get(self.months[place])):
                found.append(row)
        return found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space in the table ticks; a table would search for it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:
            self.tick()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Z takes the last act back."""
        if event.key() == Qt.Key.Key_Z and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.undo()
        else:
            super().keyPressEvent(event)

    @Slot()
    def tick(self) -> None:
        """Paid, unless every month selected is paid already: then not paid."""
        rows = self.chosen()
        if not rows:
            self.told.setText("请先选中要打勾的月份。")
            return
        paid = not all(row["paid"] for row in rows)
        office, said = self.desk.office, "已打勾 {} 个月。" if paid else "已取消 {} 个月。"
        self.acting.do(
            "党费打勾",
            lambda step: tick(office, rows, paid=paid, progress=step),
            lambda count: self._ticked(rows, said.format(count)),
            self.refused,
            size=len(rows),
        )

    def _ticked(self, rows: list[Values], said: str) -> None:
        """A few months are shown as they stand now, where many changed all is read."""
        self.told.setText(said)
        if len(rows) > AT_ONCE or self.gathering.task is not None:  # what is being read does not know of it
            self.read()
            return
        office = self.desk.office
        fresh = {row["id"]: row for row in office.rows(DUES, [row["id"] for row in rows])}
        for place, line in enumerate(self.lines):
            now = {month: fresh[row["id"]] for month, row in line.months.items() if row["id"] in fresh}
            if now:
                before = line.paid
                line.months |= now
                self.paid += line.paid - before
                self._show_line(place, line)
        self._sum_up()

    def _done(self, said: str) -> None:
        self.told.setText(said)
        self.read()

    @Slot()
    def undo(self) -> None:
        """Take back the last act."""
        self.acting.undo(self.desk.office, lambda title: self._done(f"已撤销：{title}"), self.refused)

    @Slot()
    def plan(self) -> None:
        """Make out what the year lacks."""
        office, year, branch = self.desk.office, int(self.year.currentText()), str(self.branch.currentData())
        said = "已生成 {} 条。没有计算基数的党员不生成，请先在“党员”里填写。"
        self.acting.do(
            "生成应缴",
            lambda step: said.format(plan(office, year, branch, progress=step)),
            self._done,
            self.refused,
        )

    @Slot()
    def take_bases(self) -> None:
        """The bases out of a payroll sheet."""
        file = self.desk.ask.open_table()
        if file is not None:
            from desktop.views.tabs.members.payroll import PayrollDialog  # noqa: PLC0415 - once a year

            dialog = PayrollDialog(self.desk, file, f"{self.year.currentText()}-01", self)
            dialog.taken.connect(self._taken)
            show(dialog)

    @Slot(int)
    def _taken(self, count: int) -> None:
        self.told.setText(f"已核定 {count} 人的基数。已经生成的月份不变；还没有生成的，点“生成应缴”按新基数算。")


def _mark(row: Values | None) -> str:
    if row is None:
        return ""
    if row["paid"]:
        return f"✓{show_fen(row['paid'])}"
    return "免" if row["exempt"] else show_fen(row["due"] or 0)
