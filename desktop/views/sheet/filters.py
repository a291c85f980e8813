"""What a page is asked for: the search as it is typed, a choice of values per column, the recycle bin, the verbs."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QWidget,
)

from desktop.errors import Unclear
from desktop.ledger import Ledger
from desktop.records.conditions import BELOW
from desktop.rules.dates import day_meant
from desktop.services.organizations.tree import lines, outline
from desktop.store.office import Office
from desktop.store.query import Where
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.flow import flowing
from desktop.views.sheet.column_filter import Chips, FilterPopup

AS_OF = "看某一天的名册：按记录自己的日期（进入、转正、转支部、离开），写 2024-6-30、2024年6月、2024 都可以"
TYPED_MS = 60
BLANK = "（空白）"
ALL = "全部"
PLAIN = Qt.ItemDataRole.UserRole + 1
WIDEST, EDGE = 440, 40
BROUGHT = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
BOXED = ("=", "blank", "below")
VERBS = (
    ("new", "新建", "add", "Ctrl+N"),
    ("import", "导入", "import", "Ctrl+I"),
    ("export", "导出", "export", "Ctrl+E"),
    ("print", "打印", "print", "Ctrl+P"),
    ("remove", "删除", "delete", "Delete"),
    ("history", "历史", "history", "Ctrl+H"),
)


class FilterBox(QComboBox):
    """The values of one column with their counts; the first choice is all."""

    def __init__(self, office: Office, ledger: Ledger, key: str, parent: QWidget | None = None) -> None:
        """The values are read when the list is opened."""
        super().__init__(parent)
        self.office, self.ledger, self.key = office, ledger, key
        self.setAccessibleName(f"筛选{ledger.columns[key].title}")
        self.setObjectName(f"filter-{key}")
        self.none = f"{ledger.columns[key].title}：{ALL}"
        self.addItem(ALL, None)
        self.currentIndexChanged.connect(self._told)

    @property
    def shown(self) -> str:
        """What the closed box says: the value chosen, else whose values it holds."""
        return str(self.currentData(PLAIN)) if self.currentIndex() > 0 else self.none

    @Slot()
    def _told(self) -> None:
        self.setToolTip(self.currentText() if self.currentIndex() > 0 else "")

    def sizeHint(self) -> QSize:
        """As wide as when nothing is chosen: a long value is cut, and nothing beside it moves."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        words = QSize(self.fontMetrics().horizontalAdvance(self.none), self.fontMetrics().height())
        return self.style().sizeFromContents(QStyle.ContentsType.CT_ComboBox, option, words, self)

    def minimumSizeHint(self) -> QSize:
        """It is never cut off."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The closed box, its value cut in the middle."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        shown = self.fontMetrics().elidedText(self.shown, Qt.TextElideMode.ElideMiddle, room.width() - 2)
        option.currentText = shown  # type: ignore[attr-defined]
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def showPopup(self) -> None:
        """Read the values anew, then open as wide as they need."""
        self.refresh()
        self.view().setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the number of records stands at the end
        wanted = self.view().sizeHintForColumn(0) + EDGE
        self.view().setMinimumWidth(max(min(wanted, theme.scaled(WIDEST)), self.width()))
        super().showPopup()

    def refresh(self) -> None:
        """The present values, the chosen one kept."""
        column, chosen = self.ledger.columns[self.key], self.currentData()
        self.blockSignals(True)
        while self.count() > 1:
            self.removeItem(1)
        for value, count in self.office.values_of(self.ledger, self.key):
            shown = column.kind.show(value) or BLANK
            where = Where(self.key, "blank") if value in (None, "") else Where(self.key, "=", value)
            self._offer(f"{shown}（{count}）", shown, where)
        if column.link and column.link.tree:
            for _, node in lines(outline(self.office)):
                if node.below:
                    self._offer(f"{node.title}{BELOW}", f"{node.title}{BELOW}", Where(self.key, "below", node.title))
        found = next((index for index in range(self.count()) if self.itemData(index) == chosen), 0)
        self.setCurrentIndex(found)
        self.blockSignals(False)
        self._told()

    def _offer(self, text: str, value: str, where: Where) -> None:
        """One more choice; closed, the box shows the value without the office's own name before it."""
        self.addItem(text, where)
        self.setItemData(self.count() - 1, value.removeprefix(self.office.unit) or value, PLAIN)

    def choose(self, where: Where | None) -> bool:
        """Choose a condition without saying so; False where it is none of the values."""
        self.refresh()
        place = 0 if where is None else next((i for i in range(1, self.count()) if self.itemData(i) == where), -1)
        if place >= 0:
            self.blockSignals(True)
            self.setCurrentIndex(place)
            self.blockSignals(False)
            self._told()
        return place >= 0

    @property
    def where(self) -> Where | None:
        """The condition chosen, if one is."""
        return self.currentData()  # type: ignore[no-any-return]


class DayBox(QLineEdit):
    """截至: the day as of which the ledger is shown; blank is today. What can't be read is told and changes nothing."""

    changed = Signal()
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Today."""
        super().__init__(parent)
        self.day, self.quiet = "", False
        self.setObjectName("as-of")
        self.setAccessibleName("截至日期")
        self.setPlaceholderText("截至今天")
        self.setToolTip(AS_OF)
        self.setFixedWidth(theme.scaled(112))
        self.setClearButtonEnabled(True)
        self.editingFinished.connect(self.read)
        self.textChanged.connect(self._cleared)

    @Slot(str)
    def _cleared(self, text: str) -> None:
        if not text and not self.quiet:
            self.read()

    @Slot()
    def read(self) -> None:
        """Take up what was typed, shown back as it was understood."""
        try:
            day = day_meant(self.text()).isoformat() if self.text().strip() else ""
        except Unclear as unclear:
            self._mark(f"截至{unclear.reason}。")
            return
        self._mark("")
        if day and day != self.text():
            self.setText(day)
        if day != self.day:
            self.day = day
            self.changed.emit()

    def clear_quietly(self) -> None:
        """Today again; nothing is said."""
        self.quiet = True  # signals stay on: the cross in the box goes by them
        self.clear()
        self.day, self.quiet = "", False
        self._mark("")

    def _mark(self, sentence: str) -> None:
        """Frame what is wrong and say why; without a sentence nothing is."""
        self.setToolTip(sentence or AS_OF)
        if bool(self.property("wrong")) != bool(sentence):
            self.setProperty("wrong", bool(sentence))
            self.style().polish(self)
        if sentence:
            self.told.emit(sentence)


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

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        """Nothing is chosen."""
        super().__init__(parent)
        self.desk, self.ledger = desk, ledger
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        conditions, row = flowing(self)
        whole.addWidget(conditions, 1)
        self.boxes = [
            FilterBox(desk.office, ledger, key, self) for key in ledger.filters if not ledger.columns[key].parts
        ]
        for box in self.boxes:
            box.currentIndexChanged.connect(self.chosen)
            row.addWidget(box)
        self.clear_button = QPushButton("清除条件", self)
        self.clear_button.setProperty("flat", True)
        self.clear_button.setToolTip("Esc")
        self.clear_button.clicked.connect(self.cleared)
        self.clear_button.hide()
        self.more: dict[str, tuple[Where, ...]] = {}
        self.chips = Chips(ledger, self)
        self.chips.dropped.connect(self.drop)
        self.chips.hide()
        self.as_of = DayBox(self)
        self.as_of.changed.connect(self.chosen)
        self.as_of.told.connect(self.told)
        self.as_of.setVisible(ledger.as_of.looks_back)
        for part in (self.as_of, self.chips, self.clear_button):
            row.addWidget(part)
        self.filter_button = self._tool("筛选", "filter")
        self.filter_button.setToolTip("按任意一列的值或范围筛选（在格子上按 Alt+↓，或右键点表头）")
        self.views_button = self._tool("视图", "view")
        self.views_button.setToolTip("把现在的查找、筛选、排序和列存成一个视图")
        self.sums_button = self._tool("汇总", "chart")
        self.sums_button.setToolTip("按一列分组小计；按上级的表头临时出一张表（Excel 或 PDF）")
        sums = QMenu(self)
        self.group_action = sums.addAction("分组小计…")
        self.table_action = sums.addAction("临时表…")
        self.sums_button.opens(sums)
        self.columns_button = self._tool("列", "columns")
        self.columns_button.setToolTip("选择显示哪些列、什么顺序、冻结几列；拖动表头也可以换顺序")
        self.bin_button = self._tool("回收站", "bin")
        self.bin_button.setCheckable(True)
        self.tools: tuple[MenuButton, ...] = (
            self.filter_button,
            self.views_button,
            self.sums_button,
            self.columns_button,
            self.bin_button,
        )
        for button in self.tools:
            whole.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    @cached_property
    def popup(self) -> FilterPopup:
        """The filter of any column, made when it is first asked for."""
        popup = FilterPopup(self.desk, self.ledger, self)
        popup.chosen.connect(self.narrow)
        return popup

    def _tool(self, text: str, icon: str) -> MenuButton:
        button = MenuButton(self)
        button.setText(text)
        button.setProperty("icon_name", icon)
        button.setIcon(theme.icon(icon))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    def add_tool(self, text: str, icon: str, tip: str) -> MenuButton:
        """A button of one page's own, before the others."""
        button = self._tool(text, icon)
        button.setToolTip(tip)
        row = self.layout()
        if isinstance(row, QHBoxLayout):
            row.insertWidget(row.indexOf(self.tools[0]), button, 0, Qt.AlignmentFlag.AlignTop)
        self.tools = (button, *self.tools)
        return button

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
                self.more[where.key] = (*self.more.get(where.key, ()), where)
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


class SearchField(QLineEdit):
    """Where a search is typed; `entered` when somebody is about to."""

    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cursor is brought here, and has not come by itself with the page."""
        super().focusInEvent(event)
        if event.reason() in BROUGHT:
            self.entered.emit()


class SearchBar(QWidget):
    """The search box and the page's verbs."""

    typed = Signal()
    entered = Signal()
    new_asked = Signal()
    remove_asked = Signal()
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty search."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.search = SearchField(self)
        self.search.setObjectName("search")
        self.search.setAccessibleName("查找")
        self.search.setPlaceholderText("查找：文字、拼音、首字母、号码尾数（Ctrl+F）")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(260)
        row.addWidget(self.search, 1)
        self.buttons: dict[str, QPushButton] = {}
        for name, text, icon, keys in VERBS:
            button = QPushButton(text, self)
            button.setProperty("primary", name == "new")
            button.setProperty("asks", name)
            button.setProperty("icon_name", icon)
            button.setToolTip(f"{text}（{keys}）")
            if name not in ("new", "remove"):
                button.clicked.connect(self._ask)
            row.addWidget(button)
            self.buttons[name] = button
        self.buttons["new"].clicked.connect(self.new_asked)
        self.buttons["remove"].clicked.connect(self.remove_asked)
        self.restyle()
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(TYPED_MS)
        self.wait.timeout.connect(self.typed)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self._enter)
        leave = QShortcut(QKeySequence("Esc"), self.search)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        leave.activated.connect(self.clear)

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(str(self.sender().property("asks")))

    @Slot()
    def _typed(self) -> None:
        self.wait.start()

    @Slot()
    def _enter(self) -> None:
        self.wait.stop()
        self.typed.emit()
        self.entered.emit()

    @Slot()
    def clear(self) -> None:
        """Search for nothing; once more, and the cursor goes to the table."""
        if not self.search.text():
            self.entered.emit()
        self.search.clear()

    def show_bin(self, shown: bool) -> None:
        """In the recycle bin records are brought back, and none is made."""
        self.buttons["new"].setEnabled(not shown)
        self.buttons["remove"].setText("恢复" if shown else "删除")
        self.buttons["remove"].setToolTip("恢复" if shown else "删除（Delete）")
        self.buttons["remove"].setProperty("icon_name", "restore" if shown else "delete")
        self.restyle()

    def restyle(self) -> None:
        """Tint the icons anew."""
        for button in self.buttons.values():
            tint = theme.current().on_accent if button.property("primary") else ""
            button.setIcon(theme.icon(str(button.property("icon_name")), tint))
