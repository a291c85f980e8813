"""The rows that a workbook is refused for, each with its cell and reason, put right where they stand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableWidgetItem, QVBoxLayout, QWidget

from desktop.records.cells import Fault
from desktop.records.importing import Plan, Report
from desktop.views.kit.listing import Listing
from desktop.views.kit.parts import button, words

SHOWN = 500
VALUE, EITHER = 3, "或"
EDITED = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)


class Corrections(QWidget):
    """The rejected rows, and how to put them right; `amended` tells that a value was."""

    amended = Signal()
    nothing_taken = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Nothing is rejected yet."""
        super().__init__(parent)
        self.plan: Plan | None = None
        self.faults: Sequence[Fault] = ()
        self.table = Listing(("单元格", "记录", "列", "值", "原因", "建议"), "拒收的行", self, wrap=True)
        self.table.setEditTriggers(EDITED)
        self.table.itemChanged.connect(self._amended)
        self.how = words("在“值”这一格直接改（F2 或双击），马上重新检查；原来的文件不变。", self, "muted")
        self.take_button = button("采用建议", self._take_suggestions, self)
        self.take_button.setToolTip("选中的行，用“建议”里的内容代替原来的值")
        foot = QHBoxLayout()
        foot.addWidget(self.how, 1)
        foot.addWidget(self.take_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.table, 1)
        box.addLayout(foot)

    @property
    def typing(self) -> bool:
        """Whether a value is being typed over."""
        return self.table.state() == QAbstractItemView.State.EditingState

    @Slot(QTableWidgetItem)
    def _amended(self, item: QTableWidgetItem) -> None:
        if item.column() == VALUE and self.plan is not None and self.faults:
            self.plan.corrections[self.faults[item.row()].cell] = item.text()
            self.amended.emit()

    @Slot()
    def _take_suggestions(self) -> None:
        """Put what is suggested in place of the values of the selected rows, where one thing is suggested."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        taken = [row for row in rows if self._suggested(row)]
        for row in taken:
            item = self.table.item(row, VALUE)
            if item is not None:
                item.setText(self._suggested(row))
        if not taken:
            self.nothing_taken.emit("请先选中有建议的行；建议有几种可能的，请直接改“值”。")

    def _suggested(self, row: int) -> str:
        fault = self.faults[row] if self.faults else None
        sure = fault is not None and self.plan is not None and self.plan.can_correct(fault)
        return fault.suggestion if fault is not None and sure and EITHER not in fault.suggestion else ""

    def show_faults(self, plan: Plan | None, report: Report) -> None:
        """The cells that keep rows out; those of the sheet's own columns can be typed over, until they are taken in."""
        self.plan, self.faults = plan, report.errors
        final, shown = report.act is not None, report.errors[:SHOWN]
        self.table.blockSignals(True)
        fill(self.table, [(one.cell, one.of, one.column, one.value, one.reason, one.suggestion) for one in shown])
        for row, fault in enumerate(shown):
            can = not final and plan is not None and plan.can_correct(fault)
            for place in range(self.table.columnCount()):
                item = self.table.item(row, place)
                if item is not None and not (can and place == VALUE):
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
        self.table.blockSignals(False)
        if shown and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, VALUE)
        self.how.setVisible(bool(shown) and not final)
        self.take_button.setVisible(not final and any(self._suggested(row) for row in range(len(shown))))


def fill(table: Listing, rows: Sequence[tuple[str, ...]]) -> None:
    """Show these rows in place of those that are there."""
    table.setRowCount(len(rows))
    for row, texts in enumerate(rows):
        for place, text in enumerate(texts):
            table.put(row, place, text)
