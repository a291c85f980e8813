"""候选名单: who has fifty years in the Party on 1 July of a year, taken into the ledger with one press."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QWidget,
)

from desktop.services.members.veterans import AWARDED, OPEN, TAKEN, Candidate, candidates, forecast, take
from desktop.views.kit import theme
from desktop.views.kit.acting import ActingDialog
from desktop.views.kit.desk import Desk
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.listing import Listing
from desktop.views.kit.parts import button, column, words
from desktop.views.kit.tasks import TaskBar

TITLES = ("姓名", "所在党支部", "入党时间", "转正时间", "党龄", "状态", "说明")
YEARS, MOST = 4, 1000


class VeteransDialog(ActingDialog):
    """The candidates of a year; space marks the row, Enter in the year shows that year."""

    taken = Signal(int)
    chapter = "光荣在党50年"

    def __init__(self, desk: Desk, year: int, parent: QWidget | None = None) -> None:
        """Show the list of a year."""
        super().__init__(desk.tasks, parent)
        self.office = desk.office
        self.found: list[Candidate] = []
        self.doubtful = self.kept = 0
        self.of_year = year
        self.setWindowTitle("光荣在党50年候选名单")
        theme.sized(self, 1080, 600)
        self.year = QSpinBox(self)
        self.year.setAccessibleName("年度")
        self.year.setRange(1971, 2200)
        self.year.setSuffix(" 年 7 月 1 日")
        self.year.setValue(year)
        self.year.setKeyboardTracking(False)
        self.gathering = Gathering(desk.tasks, self.told, self)
        self.table = Listing(TITLES, "候选名单", self)
        self.coming = words("", self, "muted", wrap=True)
        self._lay_out()
        self.year.valueChanged.connect(self.read)
        self.table.turned.connect(self._count)
        self.table.poured.connect(self._count)
        self.read()

    def _lay_out(self) -> None:
        self.go = button("取入", self._take, self, primary=True)
        self.go.setToolTip("把勾选的人取入“光荣在党50年”台账")
        self.go.setEnabled(False)
        leave = button("关闭", self.close, self)
        head = QHBoxLayout()
        head.addWidget(QLabel("截至", self))
        head.addWidget(self.year)
        head.addWidget(self.told, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.coming, 1)
        foot.addWidget(TaskBar(self.acting.tasks, self))
        foot.addWidget(self.go)
        foot.addWidget(leave)
        box = column(self)
        box.addLayout(head)
        box.addWidget(self.table, 1)
        box.addLayout(foot)

    @Slot()
    def read(self) -> None:
        """Work out the list of the year anew."""
        office, year = self.office, self.year.value()
        self.go.setEnabled(False)
        self.gathering.read(
            "候选名单", lambda: (year, candidates(office, year), forecast(office, year)), self._worked_out
        )

    def _worked_out(self, worked_out: tuple[int, list[Candidate], dict[int, list[Candidate]]]) -> None:
        self.of_year, self.found, later = worked_out
        self.table.ticked = {row for row, one in enumerate(self.found) if one.state in TAKEN and one.state != AWARDED}
        self.doubtful = sum(one.state == OPEN for one in self.found)
        self.kept = sum(one.state == AWARDED for one in self.found)
        self.table.pour(len(self.found), self.found, self._show, MOST)
        self.coming.setText("　".join(f"{one} 年预计 {len(some)} 人" for one, some in later.items()))

    def _show(self, row: int, one: Candidate) -> None:
        years = "" if one.years is None else str(one.years)
        shown = (one.name, one.branch or "", one.joined or "", one.full or "", years, one.state, one.reason)
        for place, text in enumerate(shown):
            self.table.put(row, place, text, right=place == YEARS)
        if one.state != AWARDED:
            self.table.tick(row)

    def chosen(self) -> list[str]:
        """The ids of the rows that are marked."""
        return [self.found[row].id for row in sorted(self.table.ticked)]

    @Slot()
    def _count(self) -> None:
        if not self.table.whole or self.gathering.task is not None:
            return
        self.go.setEnabled(bool(self.table.ticked) and self.office.writing)
        said = [f"已勾选 {len(self.table.ticked)} 人", f"待核 {self.doubtful} 人", f"已颁发 {self.kept} 人"]
        self.told.setText("　".join(said) if self.found else "这一年没有党龄满 50 年的党员。")

    @Slot()
    def _take(self) -> None:
        ids = self.chosen()
        if not ids:
            self.told.setText("请先勾选要取入的人。")
            return
        office, year = self.office, self.of_year
        self.acting.do("取入", lambda step: take(office, year, ids, step), self._took, self.refused, size=len(ids))

    def _took(self, count: int) -> None:
        self.taken.emit(count)
        self.read()
