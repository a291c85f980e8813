"""概览: what is due, what the year came to, how much there is in every ledger, charts of the year, and what was done last."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.services.chapters import LEDGERS, TAB_ORDER, TABS
from desktop.store.office import Changes, Office
from desktop.views.frame.cards import Card, DueCard, LeftCard, YearCard, left_unsaved
from desktop.views.kit.charts import BarChart
from desktop.views.kit.dialogs import moment
from desktop.views.kit.tasks import Task, Tasks

if TYPE_CHECKING:
    from desktop.services.overview import Overview

LAST = 8
WAIT_MS = 120
ACROSS = 4


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
        self._fill(inner)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _fill(self, inner: QWidget) -> None:
        self.unit = QLabel(self.office.unit, inner)
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
        self.due.restyle()
        for chart in self.charts:
            chart.updateGeometry()
