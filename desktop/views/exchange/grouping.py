"""分组小计: records grouped by a column or two, counted and added up; a group opens its records."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QWidget,
)

from desktop.errors import Refusal
from desktop.ledger import Ledger
from desktop.records.conditions import sentence_of
from desktop.records.group_sheets import write_groups
from desktop.records.grouping import SPANS, Group, Grouping, cells, groupable, grouped, headings
from desktop.store.query import Query
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.listing import Listing
from desktop.views.kit.parts import button, column, words
from desktop.views.kit.tasks import Task

NOTHING = "（不再分）"


class GroupingDialog(QDialog):
    """The columns to group by above, the groups below; Enter shows the records of a group."""

    chapter = "查找与筛选"
    asked = Signal(object)

    def __init__(
        self, desk: Desk, ledger: Ledger, query: Query, first: str = "", parent: QWidget | None = None
    ) -> None:
        """Group what the page shows, by the column named at first."""
        super().__init__(parent)
        self.desk, self.ledger, self.query = desk, ledger, query
        self.columns = groupable(ledger)
        self.groups: list[Group] = []
        self.setWindowTitle(f"{ledger.title}分组小计")
        theme.sized(self, 860, 620)
        keys = [column.key for column in self.columns]
        start = next((key for key in (first, *ledger.filters) if key in keys), keys[0])
        self.by, self.then, self.span = QComboBox(self), QComboBox(self), QComboBox(self)
        self.by.addItems([column.title for column in self.columns])
        self.by.setCurrentIndex(keys.index(start))
        self.then.addItems([NOTHING, *(column.title for column in self.columns)])
        self.span.addItems(list(SPANS))
        self.table = Listing((), "分组", self, takes=0)
        self.told = words("", self, wrap=True)
        self.gathering = Gathering(desk.tasks, self.told, self)
        self._lay_out()
        for box in (self.by, self.then, self.span):
            box.setMaxVisibleItems(20)
            box.currentIndexChanged.connect(self.look)
        self.table.cellActivated.connect(self._open)
        self.look()

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(8)
        for said, choice in (("按", self.by), ("再按", self.then), ("日期按", self.span)):
            label = QLabel(said, self)
            label.setBuddy(choice)
            choice.setAccessibleName(said)
            asked.addWidget(label)
            asked.addWidget(choice, 1 if choice is not self.span else 0)
        where = sentence_of(self.ledger, self.query.where)
        found = "　".join(part for part in (f"查找“{self.query.search}”" if self.query.search else "", where) if part)
        hint = QLabel(f"只算现在筛选出来的记录：{found}" if found else "全部记录都算在内。", self)
        hint.setProperty("muted", True)
        hint.setTextFormat(Qt.TextFormat.PlainText)
        hint.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        self.show_button = button("查看这组记录", self._open, self)
        self.excel_button = button("导出 Excel…", self._to_excel, self)
        self.pdf_button = button("存为 PDF…", self._to_pdf, self)
        for one in (self.show_button, self.excel_button, self.pdf_button, button("关闭", self.close, self)):
            foot.addWidget(one)
        box = column(self)
        box.addLayout(asked)
        box.addWidget(hint)
        box.addWidget(self.table, 1)
        box.addLayout(foot)

    def grouping(self) -> Grouping:
        """What is chosen above."""
        keys = [self.columns[self.by.currentIndex()].key]
        if self.then.currentIndex() > 0:
            keys.append(self.columns[self.then.currentIndex() - 1].key)
        return Grouping(tuple(keys), self.span.currentText())

    @Slot()
    def look(self) -> None:
        """Count anew."""
        by = self.grouping()
        self.span.setEnabled(any(self.ledger.columns[key].kind.span == "day" for key in by.keys))
        office, ledger, query = self.desk.office, self.ledger, self.query
        self.gathering.read("分组小计", lambda: (by, grouped(office, ledger, by, query)), self._grouped)

    def _grouped(self, found: tuple[Grouping, list[Group]]) -> None:
        by, self.groups = found
        titles = headings(self.ledger, by)
        self.table.clear()
        self.table.setColumnCount(len(titles))
        self.table.setHorizontalHeaderLabels(titles)
        self.table.setRowCount(len(self.groups))
        for row, group in enumerate(self.groups):
            for place, text in enumerate(cells(self.ledger, by, group)):
                self.table.put(row, place, text, right=place >= len(by.keys), bold=group.depth < len(by.keys))
        if self.groups:
            self.table.setCurrentCell(0, 0)
            count = sum(group.depth == 1 for group in self.groups)
            self.told.setText(f"共 {count:,} 组，{self.groups[-1].count:,} 条。")

    @Slot()
    def _open(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self.groups):
            self.asked.emit(self.groups[row].wheres)
            self.accept()

    @Slot()
    def _to_excel(self) -> None:
        self._give("导出为 Excel", ".xlsx", "Excel (*.xlsx)")

    @Slot()
    def _to_pdf(self) -> None:
        self._give("保存为 PDF", ".pdf", "PDF (*.pdf)")

    def _give(self, title: str, ending: str, kind: str) -> None:
        out: Path | None = self.desk.ask.save_as(title, f"{self.ledger.title}分组小计{ending}", kind)
        if out is None:
            return
        office, ledger, by, query = self.desk.office, self.ledger, self.grouping(), self.query

        def job(_progress: Any) -> str:
            return f"已输出 {write_groups(office, ledger, by, query, out)} 组到 {out}"

        task = Task("分组小计", job, self.desk.tasks)
        task.done.connect(self.told.setText)
        task.failed.connect(self._failed)
        self.desk.tasks.start(task)

    @Slot(object)
    def _failed(self, refusal: Refusal) -> None:
        self.told.setText(refusal.sentence)
