"""Which records a page shows: a choice of values per column, a day, conditions on any column, the recycle bin."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from desktop.ledger import Ledger
from desktop.store.query import Where
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.flow import flowing
from desktop.views.sheet.filters.box import FilterBox
from desktop.views.sheet.filters.chips import Chips
from desktop.views.sheet.filters.day import DayBox
from desktop.views.sheet.filters.popup import FilterPopup

BOXED = ("=", "blank", "below")


class MenuButton(QToolButton):
    """A button that opens a menu below it when it is pressed, by whatever hand: Qt's own way screen readers can't press."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No menu yet: it is pressed as any other."""
        super().__init__(parent)
        self.below: QMenu | None = None
        self.clicked.connect(self._open)

    def opens(self, menu: QMenu) -> None:
        """The menu to open."""
        self.below = menu

    @Slot()
    def _open(self) -> None:
        if self.below is not None:
            self.below.popup(self.mapToGlobal(self.rect().bottomLeft()))


class FilterBar(QWidget):
    """A box per filter, the way back from all of them, the columns, and the recycle bin."""

    chosen = Signal()
    cleared = Signal()
    told = Signal(str)
    asked = Signal(str)

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        """Nothing is chosen."""
        super().__init__(parent)
        self.desk, self.ledger = desk, ledger
        self.more: dict[str, tuple[Where, ...]] = {}
        self.whole = QHBoxLayout(self)
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.whole.setSpacing(8)
        self._lay_conditions()
        self.filter_button = self._tool("筛选", "filter", "按任意一列的值或范围筛选（在格子上按 Alt+↓，或右键点表头）")
        self.views_button = self._tool("视图", "view", "把现在的查找、筛选、排序和列存成一个视图")
        self.sums_button = self._tool("汇总", "chart", "按一列分组小计；按上级的表头临时出一张表（Excel 或 PDF）")
        tip = "选择显示哪些列、什么顺序、冻结几列；拖动表头也可以换顺序"
        self.columns_button = self._tool("列", "columns", tip)
        self.bin_button = self._tool("回收站", "bin", "")
        self.bin_button.setCheckable(True)
        shown = (self.filter_button, self.views_button, self.sums_button, self.columns_button, self.bin_button)
        self.tools: tuple[MenuButton, ...] = shown
        for button in self.tools:
            self.whole.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        sums = QMenu(self)
        self.group_action, self.table_action = sums.addAction("分组小计…"), sums.addAction("临时表…")
        self.table_action.triggered.connect(self._ask_table)
        self.sums_button.opens(sums)

    def _lay_conditions(self) -> None:
        """The boxes, the day, what no box shows, and the way back from all of it, in lines as there is room."""
        conditions, row = flowing(self)
        self.whole.addWidget(conditions, 1)
        office, columns = self.desk.office, self.ledger.columns
        self.boxes = [
            FilterBox(office, self.ledger, key, self) for key in self.ledger.filters if not columns[key].parts
        ]
        for box in self.boxes:
            box.currentIndexChanged.connect(self.chosen)
            row.addWidget(box)
        self.clear_button = QPushButton("清除条件", self)
        self.clear_button.setProperty("flat", True)
        self.clear_button.setToolTip("Esc")
        self.clear_button.clicked.connect(self.cleared)
        self.clear_button.hide()
        self.chips = Chips(self.ledger, self)
        self.chips.dropped.connect(self.drop)
        self.chips.hide()
        self.as_of = DayBox(self)
        self.as_of.changed.connect(self.chosen)
        self.as_of.told.connect(self.told)
        self.as_of.setVisible(self.ledger.as_of.looks_back)
        for part in (self.as_of, self.chips, self.clear_button):
            row.addWidget(part)

    @cached_property
    def popup(self) -> FilterPopup:
        """The filter of any column, made when it is first asked for."""
        popup = FilterPopup(self.desk, self.ledger, self)
        popup.chosen.connect(self.narrow)
        return popup

    def _tool(self, text: str, icon: str, tip: str) -> MenuButton:
        button = MenuButton(self)
        button.setText(text)
        button.setProperty("icon_name", icon)
        button.setIcon(theme.icon(icon))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if tip:  # without one, Qt shows the text
            button.setToolTip(tip)
        return button

    def add_tool(self, text: str, icon: str, tip: str) -> MenuButton:
        """A button of one page's own, before the others."""
        button = self._tool(text, icon, tip)
        self.whole.insertWidget(self.whole.indexOf(self.tools[0]), button, 0, Qt.AlignmentFlag.AlignTop)
        self.tools = (button, *self.tools)
        return button

    @Slot()
    def _ask_table(self) -> None:
        self.asked.emit("table")

    def stops(self) -> list[QWidget]:
        """What Tab visits, as it stands from left to right."""
        return [*self.boxes, self.as_of, self.chips, self.clear_button, *self.tools]

    def where(self) -> tuple[Where, ...]:
        """The conditions chosen."""
        boxed = tuple(box.where for box in self.boxes if box.where is not None)
        return (*boxed, *(where for wheres in self.more.values() for where in wheres))

    def show_where(self, found: Sequence[Where]) -> None:
        """Choose these conditions; `chosen` is not said."""
        self.clear()
        for where in found:
            box = next((one for one in self.boxes if one.key == where.key and where.op in BOXED), None)
            if box is None or not box.choose(where):
                self.more[where.column] = (*self.more.get(where.column, ()), where)
        self.chips.show_conditions(self.more)

    @Slot(str, object)
    def narrow(self, key: str, wheres: tuple[Where, ...]) -> None:
        """Let one column hold only this; a box of the same column stands back."""
        self.more.pop(key, None)
        box = next((one for one in self.boxes if one.key == key), None)
        boxed = wheres[0] if len(wheres) == 1 and wheres[0].op in BOXED else None
        if (box is None or not box.choose(boxed) or boxed is None) and wheres:
            self.more[key] = wheres
        self.chips.show_conditions(self.more)
        self.chosen.emit()

    @Slot(str)
    def drop(self, key: str) -> None:
        """Let one column hold anything."""
        self.narrow(key, ())

    def clear(self) -> None:
        """Choose nothing; `chosen` is not said."""
        self.as_of.clear_quietly()
        self.more = {}
        self.chips.show_conditions(self.more)
        for box in self.boxes:
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
            box.setToolTip("")

    def restyle(self) -> None:
        """Tint the icons anew."""
        self.as_of.setFixedWidth(theme.scaled(112))
        for button in self.tools:
            button.setIcon(theme.icon(str(button.property("icon_name"))))
