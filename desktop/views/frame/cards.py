"""The cards of 概览: a figure, a ledger's count, the year, what was left unsaved, what is due."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QVBoxLayout,
    QWidget,
)

from desktop.ledger import Ledger
from desktop.records.reminders import DUE, NEAR, Reminder
from desktop.services.chapters import LEDGERS, TAB_ORDER
from desktop.store.office import Office
from desktop.views.form.drafts import FOLDER, Draft, read_draft
from desktop.views.kit import theme
from desktop.views.kit.dialogs import moment
from desktop.views.kit.flow import flowing
from desktop.views.kit.listing import Listing

if TYPE_CHECKING:
    from desktop.services.overview import Count, Told

DUE_HEIGHT = 236
SEEN = 200


class Tile(QAbstractButton):
    """A figure under its name; a click, Enter or space opens what is behind it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """No figure yet."""
        super().__init__(parent)
        self.setProperty("tile", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)  # as tall as its neighbours
        self.setAccessibleName(title)
        self.title, self.figure, self.more = QLabel(title, self), QLabel("—", self), QLabel(self)
        self.title.setProperty("muted", True)
        self.figure.setProperty("figure", True)
        self.more.setProperty("muted", True)
        self.more.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 8, 16, 8)
        box.setSpacing(0)
        for label in (self.title, self.figure, self.more):
            box.addWidget(label)
        box.addStretch(1)

    def say(self, figure: str) -> None:
        """Show a figure; it is read out with the name."""
        self.figure.setText(figure)
        self.setAccessibleDescription(figure)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The card; what it says are labels."""
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Card(Tile):
    """One ledger's count, which opens it."""

    opened = Signal(str)

    def __init__(self, ledger: Ledger, parent: QWidget | None = None) -> None:
        """No figure yet."""
        super().__init__(ledger.title, parent)
        self.ledger = ledger
        self.clicked.connect(self._open)

    def show_count(self, count: "Count") -> None:
        """Show the present figures."""
        self.say(f"{count.count:,}")
        self.more.setText(count.more)
        self.more.setToolTip(count.more)
        self.more.setVisible(bool(count.more))

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self.ledger.id)


class YearCard(QFrame):
    """What the year came to; each figure opens its records."""

    opened = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """A tile for each figure, empty."""
        super().__init__(parent)
        self.setProperty("card", True)
        self.title = QLabel(self)
        self.title.setProperty("group", True)
        self.tiles: list[Tile] = []
        self.told: tuple[Told, ...] = ()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(4)
        box.addWidget(self.title)
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        box.addLayout(self.row)

    def show_year(self, year: int, told: "tuple[Told, ...]") -> None:
        """Show these figures."""
        self.title.setText(f"{year}年")
        self.told = told
        while len(self.tiles) < len(told):
            tile = Tile(told[len(self.tiles)].title, self)
            tile.clicked.connect(self._open)
            self.tiles.append(tile)
            self.row.addWidget(tile, 1)
        for tile, one in zip(self.tiles, told, strict=True):
            tile.say(one.shown)

    @Slot()
    def _open(self) -> None:
        told = self.told[self.tiles.index(self.sender())]  # type: ignore[arg-type]
        self.opened.emit(told.ledger, told.wheres)


class LeftCard(QFrame):
    """What was left unsaved, in whichever ledger; a button each goes there, where it can be gone on with."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hidden until something was left."""
        super().__init__(parent)
        self.setProperty("card", True)
        self.told = QLabel(self)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.buttons: list[QPushButton] = []
        goes, self.row = flowing(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        box.addWidget(self.told)
        box.addWidget(goes)
        self.hide()

    def show_left(self, found: list[tuple[Ledger, Draft]]) -> None:
        """Name what was left, and where."""
        while self.buttons:
            button = self.buttons.pop()
            self.row.removeWidget(button)
            button.deleteLater()
        for ledger, _ in found:
            button = QPushButton(f"去“{ledger.title}”", self)
            button.setProperty("ledger", ledger.id)
            button.clicked.connect(self._open)
            self.row.addWidget(button)
            self.buttons.append(button)
        self.told.setText(f"有没保存的内容：{'；'.join(_left(*one) for one in found)}")
        self.setVisible(bool(found))

    @Slot()
    def _open(self) -> None:
        self.opened.emit(str(self.sender().property("ledger")))


def _left(ledger: Ledger, draft: Draft) -> str:
    """One thing left unsaved, with the day and the minute: 党员 张三（11-25 17:02）."""
    title = draft.title if draft.title == f"新建{ledger.title}" else f"{ledger.title} {draft.title}"
    return f"{title}（{moment(draft.at)[5:]}）"


def left_unsaved(office: Office) -> list[tuple[Ledger, Draft]]:
    """What was left unsaved in each ledger; where nothing can be written nothing is offered."""
    drafts = [
        (LEDGERS[ledger_id], read_draft(office.folder / FOLDER / f"{ledger_id}.json"))
        for ids in TAB_ORDER.values()
        for ledger_id in ids
    ]
    return [(ledger, draft) for ledger, draft in drafts if draft is not None and office.writing]


class DueCard(QFrame):
    """What is due, what is overdue first; Enter opens the record."""

    opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is due yet."""
        super().__init__(parent)
        self.setProperty("card", True)
        self.due: tuple[Reminder, ...] = ()
        self.title = QLabel("要办的事", self)
        self.title.setProperty("group", True)
        self.none = QLabel("没有临近和到期的事项。", self)
        self.none.setProperty("muted", True)
        self.table = Listing(("状态", "到期", "事项", "内容"), "要办的事", self)
        self.table.setFixedHeight(theme.scaled(DUE_HEIGHT))
        self.table.cellActivated.connect(self._open)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.addWidget(self.title)
        box.addWidget(self.none)
        box.addWidget(self.table)

    def show_due(self, due: tuple[Reminder, ...]) -> None:
        """Show these; red is overdue, amber due."""
        self.due = due[:SEEN]
        late = sum(one.state not in (DUE, NEAR) for one in due)
        self.title.setText(f"要办的事（{len(due)} 项{f'，逾期 {late} 项' if late else ''}）" if due else "要办的事")
        self.none.setVisible(not due)
        self.table.setVisible(bool(due))
        self.table.pour(len(self.due), self.due, self._put)

    def restyle(self) -> None:
        """Colours and sizes anew."""
        self.table.setFixedHeight(theme.scaled(DUE_HEIGHT))
        self.show_due(self.due)

    def _put(self, row: int, one: Reminder) -> None:
        palette = theme.current()
        colours = {DUE: palette.warning, NEAR: palette.text}
        for place, text in enumerate((one.state, one.due, one.rule, one.title)):
            self.table.put(row, place, text, "" if place else colours.get(one.state, palette.problem))

    @Slot(int, int)
    def _open(self, row: int, _column: int) -> None:
        if 0 <= row < len(self.due):
            self.opened.emit(self.due[row].ledger, self.due[row].id)
