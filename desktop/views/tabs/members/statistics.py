"""党员统计: every figure as of a day, and the people behind the one in hand."""

import datetime as dt
from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QWidget,
)

from desktop.errors import Refusal, Unclear
from desktop.ledger import Column, Ledger, Values
from desktop.ledger.kinds import DATE
from desktop.records.reading import paged
from desktop.rules.dates import day_meant
from desktop.services.members.statistics import Cell, Statistics, export_statistics, statistics
from desktop.views.form.editors import editor_for
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk, default_name
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.listing import Listing
from desktop.views.kit.parts import button, column, words

PAGE = 50
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class StatisticsDialog(QDialog):
    """Arrows go from figure to figure; Enter goes to the people, and there opens the record."""

    opened = Signal(str, str)
    chapter = "党员统计"

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        """Count as of today."""
        super().__init__(parent)
        self.desk, self.ledger = desk, ledger
        self.cells: list[Cell] = []
        self.ids: list[str] = []
        self.setWindowTitle("党员统计")
        theme.sized(self, 1080, 640)
        self.at = dt.date.today()
        self.day = editor_for(Column("as_of", "截至日期", DATE), desk.office, self)
        self.day.setFixedWidth(theme.scaled(140))
        self.day.show_text(self.at.isoformat())
        self.told = words("", self, wrap=True)
        self.table = Listing(("项目", "类别", "人数", "占比"), "党员统计", self, takes=1)
        self.people = Listing(("姓名", "所在党支部"), "名单", self)
        self.found: Statistics | None = None
        self.gathering = Gathering(desk.tasks, self.told, self)
        self._lay_out()
        self.day.settled.connect(self._other_day)
        self.day.entered.connect(self._other_day)
        self.table.currentCellChanged.connect(self._show)
        self.table.cellActivated.connect(self._to_people)
        self.people.cellActivated.connect(self._open)
        self.read()

    def _lay_out(self) -> None:
        self.out = button("导出 Excel…", self._export, self)
        self.out.setEnabled(False)
        leave = button("关闭", self.close, self)
        head = QHBoxLayout()
        head.addWidget(QLabel("截至", self))
        head.addWidget(self.day)
        head.addWidget(self.told, 1)
        lists = QHBoxLayout()
        lists.addWidget(self.table, 1)
        lists.addWidget(self.people, 1)
        foot = QHBoxLayout()
        foot.addWidget(
            QLabel(
                "方向键选数字，右边是这个数字里的人；回车到名单，再回车打开记录。按 Ctrl+P 在党员页打印统计表。", self
            ),
            1,
        )
        foot.addWidget(self.out)
        foot.addWidget(leave)
        box = column(self)
        box.addLayout(head)
        box.addLayout(lists, 1)
        box.addLayout(foot)

    @Slot()
    def _other_day(self) -> None:
        """Count as of the day that was typed or picked; what can't be read is told, and the figures stay."""
        try:
            day = day_meant(self.day.text())
        except Unclear as unclear:
            self.day.mark(wrong=True)
            self.told.setText(f"截至{unclear.reason}。")
            return
        self.day.mark(wrong=False)
        self.day.show_text(day.isoformat())
        if day != self.at:
            self.at = day
            self.read()

    @Slot()
    def read(self) -> None:
        """Count anew."""
        office, day = self.desk.office, self.at
        self.gathering.read("党员统计", lambda: statistics(office, day), self._counted)

    def _counted(self, found: Statistics) -> None:
        self.found = found
        self.cells = [cell for cells in found.tables.values() for cell in cells]
        self.table.blockSignals(True)
        self.table.setRowCount(len(self.cells))
        before = ""
        for row, cell in enumerate(self.cells):
            texts = (cell.table if cell.table != before else "", cell.value, str(cell.count), cell.share)
            before = cell.table
            for place, text in enumerate(texts):
                self.table.put(row, place, text, right=place > 1)
        self.table.setCurrentCell(0, 2)
        self.table.blockSignals(False)
        self.out.setEnabled(True)
        self._show()

    @Slot()
    def _show(self) -> None:
        row = self.table.currentRow()
        if self.found is None:
            return
        cell = self.cells[row] if 0 <= row < len(self.cells) else None
        self.ids = self.found.people(cell.table, cell.value) if cell else []
        self.people.pour(len(self.ids), self._read(self.ids), self._put, PAGE)
        figure = f"　{cell.table}·{cell.value} {cell.count} 人" if cell else ""
        self.told.setText(f"{self.found.unit}　共 {self.found.total} 人{figure}")

    def _read(self, ids: list[str]) -> Iterator[Values]:
        """The people behind a figure, a page at a time."""
        for some in paged(ids, size=PAGE):
            known = {values["id"]: values for values in self.desk.office.rows(self.ledger, some)}
            yield from (known.get(one, {}) for one in some)

    def _put(self, row: int, values: Values) -> None:
        for place, key in enumerate(("name", "branch")):
            self.people.put(row, place, values.get(key) or "")

    @Slot()
    def _to_people(self) -> None:
        if self.ids:
            self.people.setFocus()
            self.people.setCurrentCell(0, 0)

    @Slot(int, int)
    def _open(self, row: int, _column: int) -> None:
        self.opened.emit(self.ledger.id, self.ids[row])
        self.close()

    @Slot()
    def _export(self) -> None:
        name = default_name(self.desk.office, "党员统计", ".xlsx")
        out = self.desk.ask.save_as("导出党员统计", name, "Excel (*.xlsx)")
        if out is None or self.found is None:
            return
        try:
            count = export_statistics(self.desk.office, self.found, out)
        except Refusal as refusal:
            self.told.setText(refusal.sentence)
            return
        self.told.setText(f"已导出 {count} 行到 {out}")
