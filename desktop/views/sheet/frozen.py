"""Columns that stay in view: the leftmost ones stand still while the others pass beneath them."""

from PySide6.QtCore import QItemSelectionModel, QRect, Qt, Slot
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.views.sheet.grid import Grid
from desktop.views.sheet.model import Index


class FrozenColumns(QTableView):
    """The first columns of a table once more, laid over it; seen only while the table is moved sideways.

    It shares the table's records and selection; keys, menus and edits stay the table's own.
    """

    def __init__(self, table: Grid) -> None:
        """Nothing is frozen."""
        super().__init__(table)
        self.table, self.count = table, 0
        self.setObjectName("frozen")
        self.setAccessibleName(f"{table.accessibleName()}的冻结列")
        self.setModel(table.model())
        self.setItemDelegate(table.itemDelegate())
        self.setSelectionModel(table.selectionModel())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(table.verticalScrollMode())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self._follow_headings()
        table.model().modelReset.connect(self.follow)
        table.horizontalScrollBar().valueChanged.connect(self.follow)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.doubleClicked.connect(table.doubleClicked)
        self.customContextMenuRequested.connect(table.customContextMenuRequested)
        self.hide()

    def _follow_headings(self) -> None:
        table, header, of = self.table, self.horizontalHeader(), self.table.horizontalHeader()
        header.setSelectionModel(QItemSelectionModel(table.model(), header))
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(of.customContextMenuRequested)  # both begin at the same left edge
        of.sectionResized.connect(self.follow)
        of.sectionMoved.connect(self.follow)

    def freeze(self, count: int) -> None:
        """Keep so many of the leftmost columns in view; 0 lets all of them move."""
        self.count = count
        self.follow()

    @property
    def room(self) -> int:
        """How wide the frozen columns are."""
        header = self.table.horizontalHeader()
        return sum(header.sectionSize(header.logicalIndex(place)) for place in range(min(self.count, header.count())))

    @Slot()
    def follow(self) -> None:
        """Stand where the table's own columns would, as wide and in the same order."""
        table, of, header = self.table, self.table.horizontalHeader(), self.horizontalHeader()
        if not self.count or not table.horizontalScrollBar().value() or self.room > table.viewport().width() * 2 // 3:
            self.hide()
            return
        for place in range(of.count()):
            logical = of.logicalIndex(place)
            header.moveSection(header.visualIndex(logical), place)
            self.setColumnHidden(logical, place >= self.count)
            if place < self.count:
                self.setColumnWidth(logical, of.sectionSize(logical))
        header.setFixedHeight(of.height())
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        edge = table.frameWidth()
        left = table.verticalHeader().width() + edge
        self.setGeometry(QRect(left, edge, self.room + 2, of.height() + table.viewport().height()))
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())
        self.show()
        self.raise_()

    @Slot(int)
    def _sort(self, logical: int) -> None:
        header = self.table.horizontalHeader()
        again = header.sortIndicatorSection() == logical and header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        header.setSortIndicator(logical, Qt.SortOrder.DescendingOrder if again else Qt.SortOrder.AscendingOrder)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click is the table's: the focus goes there."""
        super().mousePressEvent(event)
        self.table.setFocus()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel turns the table."""
        self.table.wheelEvent(event)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """The table alone decides what is in view."""
