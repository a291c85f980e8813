"""年度增减核对: the figures of a year as cells; the cell in hand shows the people behind it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.errors import reason_of
from desktop.services.members.bridge import CLOSING, CORRECTED, OPENING, ROLLS, Bridge, Line, Named, bridges, report
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.listing import Listing
from desktop.views.kit.parts import button, column, words

FIGURES, FIGURE, MOST = 10, 52, 100
WRONG = "对不上"
TITLES = ("姓名（名称）", "所在党组织", "日期", "说明")


def figures_table(parent: QWidget) -> QTableWidget:
    """A row for each bridge, its figures across."""
    table = QTableWidget(len(ROLLS), FIGURES, parent)
    table.setTabKeyNavigation(False)
    table.setAccessibleName("增减核对")
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    table.horizontalHeader().hide()
    table.setVerticalHeaderLabels(list(ROLLS))
    return table


class BridgeDialog(QDialog):
    """Three bridges, one a row; arrows go from figure to figure, Enter goes to the people."""

    opened = Signal(str, str)
    chapter = "年度增减核对"

    def __init__(self, desk: Desk, year: int, parent: QWidget | None = None) -> None:
        """Show the bridges of a year."""
        super().__init__(parent)
        self.office = office = desk.office
        self.found: list[Bridge] = []
        self.shown: Sequence[Named] = []
        self.setWindowTitle("年度增减核对")
        theme.sized(self, 1080, 640)
        self.year = QSpinBox(self)
        self.year.setAccessibleName("年度")
        self.year.setRange(1922, 2200)
        self.year.setSuffix(" 年")
        self.year.setValue(year)
        self.year.setKeyboardTracking(False)
        self.figures = figures_table(self)
        self.told = words("", self, wrap=True)
        self.gathering = Gathering(desk.tasks, self.told, self)
        self.of_year = year
        self.caption = words("", self, "muted")
        self.people = Listing(TITLES, "名单", self)
        self.reported = QLineEdit(self)
        self.reported.setAccessibleName("上年报出数")
        self.reported.setPlaceholderText("上年报出数")
        self.reported.setFixedWidth(theme.scaled(120))
        self.reported.setEnabled(office.writing)
        self._lay_out()
        self.year.valueChanged.connect(self.read)
        self.figures.currentCellChanged.connect(self._show)
        self.figures.cellActivated.connect(self._to_people)
        self.people.cellActivated.connect(self._open)
        self.reported.editingFinished.connect(self._report)
        self.read()

    def _lay_out(self) -> None:
        leave = button("关闭", self.close, self)
        head = QHBoxLayout()
        for widget in (self.year, QLabel("所选一行上年报出：", self), self.reported):
            head.addWidget(widget)
        head.addWidget(self.told, 1)
        foot = QHBoxLayout()
        foot.addWidget(QLabel("方向键选数字，回车看名单；在名单上回车打开记录。", self), 1)
        foot.addWidget(leave)
        box = column(self, 10)
        box.addLayout(head)
        box.addWidget(self.figures)
        box.addWidget(self.caption)
        box.addWidget(self.people, 1)
        box.addLayout(foot)

    @Slot()
    def read(self) -> None:
        """Work the bridges out anew."""
        office, year = self.office, self.year.value()
        self.reported.clear()  # what is typed from now on belongs to what is asked for
        self.gathering.read("年度增减核对", lambda: (year, bridges(office, year)), self._worked_out)

    def _worked_out(self, worked_out: tuple[int, list[Bridge]]) -> None:
        self.of_year, self.found = worked_out
        self.figures.blockSignals(True)
        self.figures.clearContents()
        for row, one in enumerate(self.found):
            for place, line in enumerate(self._cells(one)):
                item = QTableWidgetItem(f"{_sign(line)}{line.title}\n{line.count}")
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                if not one.closes and line.title in (CLOSING, WRONG):
                    item.setForeground(QColor(theme.current().problem))
                self.figures.setItem(row, place, item)
        self._head()
        self._fit()
        closed = all(one.closes for one in self.found)
        self.told.setText("　".join(f"{one.roll}：{one.sentence}" for one in self.found))
        self.told.setStyleSheet(f"color: {theme.current().good if closed else theme.current().problem};")
        self.figures.setCurrentCell(max(self.figures.currentRow(), 0), max(self.figures.currentColumn(), 0))
        self.figures.blockSignals(False)
        typed = self.reported.text() if self.reported.isModified() else ""
        self._show()
        if typed:
            self.reported.setText(typed)

    def _head(self) -> None:
        """What stands in each column, of whichever roll: read out with the figure, not shown."""
        lines = [self._cells(one) for one in self.found]
        for place in range(FIGURES):
            titles = dict.fromkeys(cells[place].title for cells in lines if place < len(cells))
            self.figures.setHorizontalHeaderItem(place, QTableWidgetItem("、".join(titles)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A bar below the figures only where they do not all fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Every figure in full: as wide and as tall as its two lines, a bar below where they do not all fit."""
        for place in range(FIGURES):
            self.figures.setColumnHidden(place, all(self.figures.item(row, place) is None for row in range(len(ROLLS))))
            self.figures.setColumnWidth(place, self.figures.sizeHintForColumn(place))  # whatever its heading needs
        self.figures.verticalHeader().setDefaultSectionSize(theme.scaled(FIGURE))
        wide = self.figures.horizontalHeader().length() > self.figures.viewport().width()
        bar = self.figures.horizontalScrollBar().sizeHint().height() if wide else 0
        self.figures.setFixedHeight(theme.scaled(FIGURE) * len(ROLLS) + bar + 2)

    @staticmethod
    def _cells(one: Bridge) -> list[Line]:
        """The figures, and last who does not fit."""
        left = [*one.problems, *one.notes]
        return [*one.every, *([Line(WRONG, 0, left, len(left))] if left else [])]

    def line(self) -> Line | None:
        """The figure in hand."""
        row, place = self.figures.currentRow(), self.figures.currentColumn()
        cells = self._cells(self.found[row]) if 0 <= row < len(self.found) else []
        return cells[place] if 0 <= place < len(cells) else None

    @Slot()
    def _show(self) -> None:
        line, row = self.line(), max(self.figures.currentRow(), 0)
        if not self.found:
            return
        kept = self.found[row].opening if self.office.settings.reported.get(self._key(row)) is not None else None
        self.reported.setText(str(kept.count) if kept else "")
        self.shown = line.people if line else []
        self.caption.setText(f"{ROLLS[row]} · {line.title} {line.count}" if line else "")
        self.people.pour(len(self.shown), self.shown, self._put, MOST)

    def _put(self, row: int, one: Named) -> None:
        for place, text in enumerate((one.name, one.where, one.day, one.note)):
            self.people.put(row, place, text)

    def _key(self, row: int) -> str:
        return f"{self.of_year - 1} {ROLLS[row]}"

    @Slot()
    def _to_people(self) -> None:
        if self.shown:
            self.people.setFocus()
            self.people.setCurrentCell(0, 0)

    @Slot(int, int)
    def _open(self, row: int, _column: int) -> None:
        one = self.shown[row]
        if one.id:
            self.opened.emit(one.ledger, one.id)
            self.close()

    @Slot()
    def _report(self) -> None:
        """Keep what was reported for the roll in hand; an empty field forgets it."""
        if self.gathering.task is not None:
            return
        row, text = max(self.figures.currentRow(), 0), self.reported.text().strip()
        if text and not text.isdigit():
            self.told.setText("上年报出数请填一个整数。")
            return
        count = int(text) if text else None
        if self.office.settings.reported.get(self._key(row)) == count:
            return
        try:
            report(self.office, self.of_year - 1, ROLLS[row], count)
        except OSError as error:
            self.told.setText(f"没有保存，{reason_of(error, self.office.folder)}。")
            return
        self.read()


def _sign(line: Line) -> str:
    if line.title in (OPENING, WRONG):
        return ""
    if line.title == CLOSING:
        return "＝ "
    return "＋ " if line.sign > 0 or line.title == CORRECTED else "－ "
