"""A filter as a box: the values of one column with their counts."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from desktop.ledger import Ledger
from desktop.records.conditions import BELOW, BLANK
from desktop.services.organizations.tree import lines, outline
from desktop.store.office import Office
from desktop.store.query import Where
from desktop.views.kit import theme

ALL = "全部"
PLAIN = Qt.ItemDataRole.UserRole + 1
WIDEST, EDGE = 440, 40


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
