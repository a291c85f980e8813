"""概览: what is due, what the year came to, how much there is in every ledger, charts of the year, and what was done last."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QVBoxLayout,
    QWidget,
)

from desktop.ledger import Ledger
from desktop.records.reminders import DUE, NEAR, Reminder
from desktop.services.chapters import LEDGERS, TAB_ORDER, TABS
from desktop.store.office import Changes, Office
from desktop.views.form.drafts import FOLDER, Draft, read_draft
from desktop.views.kit import theme
from desktop.views.kit.charts import BarChart
from desktop.views.kit.dialogs import moment
from desktop.views.kit.flow import flowing
from desktop.views.kit.listing import Listing
from desktop.views.kit.tasks import Task, Tasks

if TYPE_CHECKING:
    from desktop.services.overview import Count, Overview, Told

LAST = 8
WAIT_MS = 120
ACROSS = 4
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

    def _put(self, row: int, one: Reminder) -> None:
        palette = theme.current()
        colours = {DUE: palette.warning, NEAR: palette.text}
        for place, text in enumerate((one.state, one.due, one.rule, one.title)):
            self.table.put(row, place, text, "" if place else colours.get(one.state, palette.problem))

    @Slot(int, int)
    def _open(self, row: int, _column: int) -> None:
        if 0 <= row < len(self.due):
            self.opened.emit(self.due[row].ledger, self.due[row].id)


class Dashboard(QWidget):
    """The first tab; its figures are gathered beside the window."""

    opened = Signal(str)
    record_opened = Signal(str, str)
    group_opened = Signal(str, object)
    import_asked = Signal()

    def __init__(self, office: Office, tasks: Tasks, parent: QWidget | None = None) -> None:
        """Build the cards; figures come when it is shown."""
        super().__init__(parent)
        self.office, self.tasks = office, tasks
        self.setObjectName("page")
        self.stale, self.gathering = True, False
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(WAIT_MS)
        self.wait.timeout.connect(self._gather)
        self.charts: list[BarChart] = []
        inner = QWidget(self)
        self.box = QVBoxLayout(inner)
        self.box.setContentsMargins(24, 16, 24, 16)
        self.box.setSpacing(8)
        self.unit = QLabel(office.unit, inner)
        self.unit.setProperty("title", True)
        self.left = LeftCard(inner)
        self.left.opened.connect(self.opened)
        self.first = self._first_steps(inner)
        self.due = DueCard(inner)
        self.due.opened.connect(self.record_opened)
        self.due.hide()
        self.year = YearCard(inner)
        self.year.opened.connect(self.group_opened)
        self.year.hide()
        self.pictures = self._pictures(inner)
        for part in (self.unit, self.left, self.first, self.due, self.year, self.pictures):
            self.box.addWidget(part)
        self.cards: dict[str, Card] = {}
        for tab in TABS:
            self._group(tab, inner)
        self.box.addWidget(self._last(inner))
        self.box.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _first_steps(self, parent: QWidget) -> QFrame:
        card = QFrame(parent)
        card.setProperty("card", True)
        row = QHBoxLayout(card)
        row.setContentsMargins(20, 16, 20, 16)
        text = QLabel(
            "从手头的 Excel 开始：先导入党员花名册，再导入走访慰问、学习和志愿服务的表格。表头怎么写都可以，认不准的会问您。",
            card,
        )
        text.setWordWrap(True)
        row.addWidget(text, 1)
        button = QPushButton("导入党员花名册…", card)
        button.setProperty("primary", True)
        button.clicked.connect(self.import_asked)
        row.addWidget(button)
        card.hide()
        return card

    def _pictures(self, parent: QWidget) -> QFrame:
        card = QFrame(parent)
        card.setProperty("card", True)
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(24)
        for _ in range(3):
            chart = BarChart(card)
            chart.opened.connect(self.group_opened)
            chart.hide()
            row.addWidget(chart, 1, Qt.AlignmentFlag.AlignTop)
            self.charts.append(chart)
        card.hide()
        return card

    def _group(self, tab: str, parent: QWidget) -> None:
        title = QLabel(tab, parent)
        title.setProperty("group", True)
        self.box.addWidget(title)
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, ledger_id in enumerate(TAB_ORDER[tab]):
            card = Card(LEDGERS[ledger_id], parent)
            card.opened.connect(self.opened)
            grid.addWidget(card, place // ACROSS, place % ACROSS)
            self.cards[ledger_id] = card
        for column in range(ACROSS):
            grid.setColumnStretch(column, 1)
            if grid.itemAtPosition(0, column) is None:  # cards are equally wide in every group
                grid.addWidget(QWidget(parent), 0, column)
        self.box.addLayout(grid)

    def _last(self, parent: QWidget) -> QFrame:
        card = QFrame(parent)
        card.setProperty("card", True)
        box = QVBoxLayout(card)
        box.setContentsMargins(16, 12, 16, 12)
        title = QLabel("最近的操作", card)
        title.setProperty("group", True)
        self.acts = QLabel(card)
        self.acts.setTextFormat(Qt.TextFormat.PlainText)
        box.addWidget(title)
        box.addWidget(self.acts)
        return card

    def showEvent(self, event: QShowEvent) -> None:
        """What was left unsaved may be another every time."""
        super().showEvent(event)
        self.left.show_left(left_unsaved(self.office))

    def refresh(self) -> None:
        """Gather the figures anew if anything has changed; whoever only passes by does not wait for them."""
        if self.stale and not self.gathering:
            self.wait.start()

    @Slot()
    def _gather(self) -> None:
        if not self.stale or self.gathering or not self.isVisible():
            return
        from desktop.services.overview import overview  # noqa: PLC0415 - the first window is painted before

        self.stale, self.gathering = False, True
        office = self.office

        def job(step: Any) -> "Overview":
            return overview(office, dt.date.today(), step)

        task = Task("概览", job)
        task.done.connect(self._show)
        task.ended.connect(self._gathered)
        self.tasks.start(task, quiet=True)

    @Slot(object)
    def _show(self, found: "Overview") -> None:
        self.unit.setText(self.office.unit)
        counts = {one.ledger: one for one in found.counts}
        for ledger_id, card in self.cards.items():
            card.show_count(counts[ledger_id])
        self.first.setVisible(counts["members"].count == 0)
        self.due.show_due(found.due)
        begun = any(one.count for one in found.counts if one.ledger != "organizations")
        self.due.setVisible(begun)
        self.year.show_year(found.year, found.figures)
        self.year.setVisible(begun)
        self.pictures.setVisible(bool(found.charts))
        for place, widget in enumerate(self.charts):
            widget.setVisible(place < len(found.charts))
            if place < len(found.charts):
                widget.show_chart(found.charts[place])
        acts = self.office.acts(limit=LAST)
        self.acts.setText(
            "\n".join(
                f"{moment(act.at)}　{act.operator}　{act.title}{'（已撤销）' if act.undone else ''}" for act in acts
            )
        )

    @Slot()
    def _gathered(self) -> None:
        self.gathering = False
        if self.isVisible():
            self.refresh()

    def changed(self, _changes: Changes) -> None:
        """Take notice of an act."""
        self.stale = True
        if self.isVisible():
            self.refresh()

    def parts(self) -> list[tuple[QWidget, QWidget]]:
        """The parts of the page that are shown, each with where its focus begins."""
        found: list[tuple[QWidget, QWidget]] = [(self.due, self.due.table), (self.pictures, self.charts[0])]
        found[1:1] = [(self.year, tile) for tile in self.year.tiles[:1]]
        found[:0] = [(self.left, button) for button in self.left.buttons[:1]]
        found += [(card, card) for card in list(self.cards.values())[:1]]
        return [(part, stop) for part, stop in found if stop.isVisible()]

    def status(self) -> str:
        """Nothing is counted here."""
        return ""

    @Slot()
    def restyle(self) -> None:
        """Colours and sizes anew."""
        self.due.table.setFixedHeight(theme.scaled(DUE_HEIGHT))
        self.due.show_due(self.due.due)
        for chart in self.charts:
            chart.updateGeometry()
