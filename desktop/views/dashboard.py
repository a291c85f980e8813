"""概览: how much there is in every ledger, what was done last, and what to do first."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.ledger import Ledger
from desktop.models import LEDGERS, TAB_ORDER, TABS
from desktop.store.office import Changes, Office
from desktop.store.query import Query
from desktop.views.dialogs import moment

LAST = 8
ACROSS = 4


class Card(QFrame):
    """One ledger's count; a click or Enter opens it."""

    opened = Signal(str)

    def __init__(self, ledger: Ledger, parent: QWidget | None = None) -> None:
        """No figure yet."""
        super().__init__(parent)
        self.ledger = ledger
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(ledger.title)
        self.title, self.figure, self.more = QLabel(ledger.title, self), QLabel("—", self), QLabel(self)
        self.title.setProperty("muted", True)
        self.figure.setProperty("figure", True)
        self.more.setProperty("muted", True)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 8, 16, 8)
        box.setSpacing(0)
        for label in (self.title, self.figure, self.more):
            box.addWidget(label)
        box.addStretch(1)

    def show_figures(self, office: Office) -> None:
        """Count anew."""
        self.figure.setText(f"{office.count(self.ledger, Query()):,}")
        told = []
        for figure, value in office.totals(self.ledger, Query())[:1]:
            kind = self.ledger.columns[figure.key].kind
            told.append(f"{figure.title} {kind.show(value or 0)}{'元' if kind.name == 'money' else ''}")
        self.more.setText("　".join(told))
        self.more.setVisible(bool(told))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the ledger."""
        super().mouseReleaseEvent(event)
        self.opened.emit(self.ledger.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or space open the ledger."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.ledger.id)
        else:
            super().keyPressEvent(event)


class Dashboard(QWidget):
    """The first tab."""

    opened = Signal(str)
    import_asked = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        """Build the cards; figures come when it is shown."""
        super().__init__(parent)
        self.office = office
        self.setObjectName("page")
        self.stale = True
        inner = QWidget(self)
        self.box = QVBoxLayout(inner)
        self.box.setContentsMargins(24, 16, 24, 16)
        self.box.setSpacing(8)
        self.unit = QLabel(office.unit, inner)
        self.unit.setProperty("title", True)
        self.box.addWidget(self.unit)
        self.first = self._first_steps(inner)
        self.box.addWidget(self.first)
        self.cards: list[Card] = []
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
            self.cards.append(card)
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

    def refresh(self) -> None:
        """Count anew if anything has changed."""
        if not self.stale:
            return
        self.stale = False
        self.unit.setText(self.office.unit)
        for card in self.cards:
            card.show_figures(self.office)
        self.first.setVisible(self.office.count(LEDGERS["members"], Query()) == 0)
        acts = self.office.acts(limit=LAST)
        self.acts.setText(
            "\n".join(
                f"{moment(act.at)}　{act.operator}　{act.title}{'（已撤销）' if act.undone else ''}" for act in acts
            )
        )

    def changed(self, _changes: Changes) -> None:
        """Take notice of an act."""
        self.stale = True
        if self.isVisible():
            self.refresh()

    def status(self) -> str:
        """Nothing is counted here."""
        return ""

    @Slot()
    def restyle(self) -> None:
        """Nothing is tinted here."""
