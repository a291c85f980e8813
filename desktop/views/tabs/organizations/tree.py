"""The tree of organisations beside their table, moved by dragging, a way to the members of a node."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import Invalid, Refusal
from desktop.records.editing import sentence_of
from desktop.services.organizations.tree import Node, move, tree
from desktop.store.office import Changes
from desktop.store.query import Where
from desktop.views.kit import theme
from desktop.views.kit.gathering import Gathering
from desktop.views.sheet.page import LedgerPage

WIDE, ROOMY = 300, 1500
ID, TITLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class OrganizationTree(QTreeWidget):
    """The tree; a node dropped on another is asked to be moved, Enter opens it."""

    moved = Signal(str, str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until shown."""
        super().__init__(parent)
        self.setObjectName("tree")
        self.setAccessibleName("党组织树")
        self.setHeaderLabels(["党组织", "党员"])
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setUniformRowHeights(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, self.header().ResizeMode.ResizeToContents)

    def show_nodes(self, roots: list[Node], unit: str) -> None:
        """Show the tree; what was chosen and folded stays so."""
        chosen = self.chosen
        folded = {item.data(0, ID) for item in self._items() if item.childCount() and not item.isExpanded()}
        self.blockSignals(True)
        self.clear()
        for root in roots:
            self.addTopLevelItem(self._item(root, unit))
        for item in self._items():
            item.setExpanded(item.data(0, ID) not in folded)
            if item.data(0, ID) == chosen:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def _item(self, node: Node, unit: str) -> QTreeWidgetItem:
        shown = node.title if node.title == unit else node.title.removeprefix(unit) or node.title
        count = f"{node.total:,}" if not node.below or node.own in (0, node.total) else f"{node.own:,} / {node.total:,}"
        item = QTreeWidgetItem([shown, count])
        item.setData(0, ID, node.id)
        item.setData(0, TITLE, node.title)
        item.setToolTip(0, f"{node.title}　{node.kind}")
        item.setToolTip(1, f"本级 {node.own:,} 人，含下属 {node.total:,} 人")
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.addChildren([self._item(one, unit) for one in node.below])
        return item

    def _items(self) -> list[QTreeWidgetItem]:
        found, waiting = [], [self.topLevelItem(place) for place in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is not None:
                found.append(item)
                waiting += [item.child(place) for place in range(item.childCount())]
        return found

    @property
    def chosen(self) -> str:
        """The id of the node chosen, or nothing."""
        item: QTreeWidgetItem | None = self.currentItem()
        return str(item.data(0, ID)) if item is not None else ""

    @property
    def chosen_title(self) -> str:
        """Its full name."""
        item: QTreeWidgetItem | None = self.currentItem()
        return str(item.data(0, TITLE)) if item is not None else ""

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move; the tree itself changes only when the records have."""
        target: QTreeWidgetItem | None = self.itemAt(event.position().toPoint())
        source: QTreeWidgetItem | None = self.currentItem()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if target is not None and source is not None and target is not source and target is not source.parent():
            self.moved.emit(str(source.data(0, ID)), str(target.data(0, ID)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the node's record."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen:
            self.opened.emit(self.chosen)
        else:
            super().keyPressEvent(event)


class TreeSide(QWidget):
    """The tree beside the table of organisations, which goes where the form needs its room."""

    def __init__(self, page: LedgerPage) -> None:
        """It follows the page: what it reads, what it takes notice of, how it is laid out."""
        super().__init__(page)
        self.page, self.office = page, page.desk.office
        self.tree = OrganizationTree(self)
        self.counting = Gathering(page.desk.tasks, None, self)
        self.members_button = QPushButton("看党员", self)
        self.members_button.setToolTip("这个党组织和它下属的全部党员")
        self.all_button = QPushButton("看全部", self)
        self.all_button.setToolTip("右边列出全部党组织")
        hint = QLabel("拖到别的组织上可以调整隶属", self)
        hint.setProperty("muted", True)
        hint.setWordWrap(True)
        self.setFixedWidth(theme.scaled(WIDE))
        foot = QHBoxLayout()
        foot.addWidget(self.members_button)
        foot.addWidget(self.all_button)
        foot.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 8, 0)
        box.addWidget(self.tree, 1)
        box.addLayout(foot)
        box.addWidget(hint)
        self._connect()

    def _connect(self) -> None:
        self.page.choosing.asked.connect(self._count)
        self.page.noticed.connect(self._notice)
        self.page.laid_out.connect(self._lay_out)
        self.tree.currentItemChanged.connect(self._narrow)
        self.tree.opened.connect(self.page.hand.open)
        self.tree.moved.connect(self._move)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._pop_up)
        self.members_button.clicked.connect(self._members)
        self.all_button.clicked.connect(self._all)

    @Slot(object)
    def _notice(self, changes: Changes) -> None:
        """The tree counts members too."""
        if "person" in changes.tables and self.page.isVisible():
            self._count()

    @Slot()
    def _count(self) -> None:
        """Count the members of every organisation beside the window, and show the tree."""
        office = self.office
        self.counting.read("党组织树", lambda: tree(office), lambda roots: self.tree.show_nodes(roots, office.unit))

    @Slot()
    def _lay_out(self) -> None:
        """As wide as its text needs; beside an open form only where there is room for both."""
        self.setFixedWidth(theme.scaled(WIDE))
        self.setVisible(not self.page.form.isVisibleTo(self.page) or self.page.width() >= theme.scaled(ROOMY))

    @Slot()
    def _narrow(self) -> None:
        if self.tree.chosen:
            self.page.filters.narrow("parent", (Where("parent", "below", self.tree.chosen_title),))

    @Slot()
    def _all(self) -> None:
        self.tree.setCurrentIndex(QModelIndex())
        self.page.choosing.clear()

    @Slot()
    def _members(self) -> None:
        title = self.tree.chosen_title or self.office.unit
        self.page.elsewhere.emit("members", (Where("branch", "below", title),))

    @Slot(QPoint)
    def _pop_up(self, where: QPoint) -> None:
        if not self.tree.chosen:
            return
        menu = QMenu(self.tree)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("打开\tEnter", self._open)
        menu.addAction("看党员", self._members)
        menu.addAction("新建下级组织", self.new_below)
        menu.popup(self.tree.viewport().mapToGlobal(where))

    def _open(self) -> None:
        self.page.hand.open(self.tree.chosen)

    def new_below(self) -> None:
        """A new organisation under the one chosen."""
        record_id, title = self.tree.chosen, self.tree.chosen_title
        self.page.hand.new()
        self.page.form.rows["parent"].editor.set_value({"parent": title, "parent_id": record_id})

    @Slot(str, str)
    def _move(self, record_id: str, parent_id: str) -> None:
        try:
            self.page.told.emit(f"已把{move(self.office, record_id, parent_id)}。", True)
        except Invalid as invalid:
            self.page.told.emit(sentence_of(self.page.ledger, invalid), False)
        except Refusal as refusal:
            self.page.told.emit(refusal.sentence, False)
