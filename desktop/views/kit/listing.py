"""A plain table to read in, whose columns are as wide as what stands in them."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.views.kit import theme
from desktop.views.kit.poured import Poured

ROW, TALL = 32, 38
LEAST, NARROWEST = 110, 56
AIR = 12
LOOKED_AT = 60
WRAPPED = 500
LAST = -1
TURNING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
PADDING = 8
FIGURES = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def shared(wanted: list[int], room: int, least: int) -> list[int]:
    """Widths within the room: the widest columns give way to one another, none below `least` but for a bar below."""
    cap = max(wanted, default=0)
    if sum(min(width, least) for width in wanted) > room:
        cap = 2 * least
    elif sum(wanted) > room:
        narrow = sorted(wanted)
        for place, width in enumerate(narrow):
            rest = len(narrow) - place
            cap = (room - sum(narrow[:place])) // rest
            if width > cap:
                break
    return [min(width, max(cap, least)) for width in wanted]


class Wrapped(QStyledItemDelegate):
    """Texts of several lines: how tall they are is measured in the room that the style sheet leaves them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As tall as the lines are within the padding."""
        within = QStyleOptionViewItem(option)
        within.rect = option.rect.adjusted(0, 0, -2 * PADDING, 0)  # type: ignore[attr-defined]
        return super().sizeHint(within, index)


class Listing(Poured):
    """A read-only table. Its columns fit their titles and texts until a person drags one; `takes` takes the rest."""

    turned = Signal()

    def __init__(
        self,
        titles: tuple[str, ...],
        name: str,
        parent: QWidget,
        *,
        wrap: bool = False,
        height: int = ROW,
        takes: int = LAST,
        gives: tuple[int, ...] = (),
    ) -> None:
        """With `wrap`, a text too long for its column takes more lines; rows with editors in them are TALL.

        The columns in `gives` give way one after the other where there is too little room, before all others do.
        """
        super().__init__(len(titles), parent)
        self.wrap, self.height_of_row, self.takes, self.gives = wrap, height, takes, gives
        self.dragged, self.fitting = False, False
        self.setHorizontalHeaderLabels(list(titles))
        self.setAccessibleName(name)
        self._dress()
        if wrap:
            self.setItemDelegate(Wrapped(self))
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.timeout.connect(self.fit)
        self.ticked = set[int]()
        self.itemChanged.connect(self._turned)
        self.measured, self.measured_at = 0, list[int]()
        self.model().dataChanged.connect(self._told_anew)
        for changed in (self.model().rowsInserted, self.model().headerDataChanged):
            changed.connect(self._later)

    def _dress(self) -> None:
        header, rows = self.horizontalHeader(), self.verticalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(self.takes == LAST)
        header.setResizeContentsPrecision(LOOKED_AT)
        header.sectionResized.connect(self._sized)
        rows.hide()
        rows.setMinimumSectionSize(theme.scaled(self.height_of_row))
        rows.setDefaultSectionSize(theme.scaled(self.height_of_row))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)  # Tab goes on to what comes after
        self.setWordWrap(self.wrap)

    def put(
        self, row: int, place: int, text: str, colour: str = "", *, right: bool = False, bold: bool = False
    ) -> QTableWidgetItem:
        """Show a text in a cell, whole in its hint, in a colour of the palette; figures stand to the right."""
        item = QTableWidgetItem(text)
        item.setToolTip(text)
        if colour:
            item.setForeground(QColor(colour))
        if right:
            item.setTextAlignment(FIGURES)
            title = self.horizontalHeaderItem(place)
            if row == 0 and title is not None:
                title.setTextAlignment(FIGURES)
        if bold:
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        self.setItem(row, place, item)
        return item

    def tick(self, row: int) -> None:
        """Give a row a tick in its first cell, set where it is among the `ticked`; `turned` tells that one was turned."""
        item = self.item(row, 0)
        if item is not None:
            item.setCheckState(Qt.CheckState.Checked if row in self.ticked else Qt.CheckState.Unchecked)

    @Slot(QTableWidgetItem)
    def _turned(self, item: QTableWidgetItem) -> None:
        state = None if item.column() else item.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            if Qt.CheckState(state) == Qt.CheckState.Checked:
                self.ticked.add(item.row())
            else:
                self.ticked.discard(item.row())
            self.turned.emit()

    @Slot()
    def fit(self) -> None:
        """Give every column what its title and texts need, as far as there is room."""
        self.wait.stop()
        last = self.columnCount() - 1
        if not self.dragged and last >= 0:
            header = self.horizontalHeader()
            wanted = [
                0 if self.isColumnHidden(one) else max(self._need(one), header.sectionSizeHint(one))
                for one in range(last + 1)
            ]
            room = self.viewport().width()
            for place in self.gives:
                spare = max(wanted[place] - theme.scaled(NARROWEST), 0)
                wanted[place] -= min(spare, max(sum(wanted) - room, 0))
            widths = shared(wanted, room, theme.scaled(LEAST))
            widths[self.takes] += max(room - sum(widths), 0)
            self.fitting = True
            for place, width in enumerate(widths):
                self.setColumnWidth(place, width)
            self.fitting = False
        if self.wrap and self.rowCount() <= WRAPPED:
            self._fit_rows()
        if self.isVisible():
            self.go_on(self.verticalScrollBar().value())

    def _fit_rows(self) -> None:
        """Give the rows that came or changed the height their lines need, all of them where a column is another width."""
        widths = [self.columnWidth(place) for place in range(self.columnCount())]
        for row in range(self.measured if widths == self.measured_at else 0, self.rowCount()):
            self.resizeRowToContents(row)
        self.measured, self.measured_at = self.rowCount(), widths

    def _need(self, place: int) -> int:
        """What the cells of a column need, with what Qt does not count: padding around a widget, room beside a tick."""
        item = self.item(0, place)
        ticked = item is not None and item.data(Qt.ItemDataRole.CheckStateRole) is not None
        more = ticked or self.cellWidget(0, place) is not None
        return self.sizeHintForColumn(place) + (2 * PADDING if more else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter turn the tick of the row, whichever of its cells is the current one, and do nothing else."""
        if event.key() not in TURNING or not self.turn(self.currentRow()):
            super().keyPressEvent(event)

    def turn(self, row: int) -> bool:
        """Turn the tick of a row; False where it has none."""
        item = self.item(row, 0)
        state = item.data(Qt.ItemDataRole.CheckStateRole) if item is not None else None
        if item is None or state is None:
            return False
        ticked = Qt.CheckState(state) == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
        return True

    def sizeHintForRow(self, row: int) -> int:
        """Lines that are wrapped stand off from the rows above and below."""
        wanted = super().sizeHintForRow(row)
        return wanted + theme.scaled(AIR) if wanted > self.verticalHeader().minimumSectionSize() else wanted

    def showEvent(self, event: QShowEvent) -> None:
        """The first look is already fitted; widgets in cells know their size a moment later."""
        super().showEvent(event)
        self.fit()
        self.wait.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, wider columns."""
        super().resizeEvent(event)
        self.wait.start()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text, wider columns and higher rows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "wait"):
            self.verticalHeader().setDefaultSectionSize(theme.scaled(self.height_of_row))
            self.measured = 0
            self.wait.start()

    @Slot()
    def _later(self) -> None:
        self.wait.start()

    @Slot(QModelIndex)
    def _told_anew(self, first: QModelIndex) -> None:
        self.measured = min(self.measured, first.row())
        self.wait.start()

    @Slot(int, int, int)
    def _sized(self, place: int) -> None:
        self.dragged = self.dragged or (not self.fitting and self.isVisible() and place < self.columnCount() - 1)
