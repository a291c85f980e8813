"""个人全貌: a person's photograph and facts at the left, everything that happened at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.services.members.card import Card, Event, card_of
from desktop.services.members.papers.card import facts_of
from desktop.views.form.field_row import plain_label
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.dialogs import show
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.listing import Listing
from desktop.views.kit.thumbnails import picture

ALL = "全部事项"
PHOTO = QSize(132, 168)
SIDE = 340
Facts = Sequence[tuple[str, str]]
Looked = tuple[Card, Facts, QImage | None]


class CardDialog(QDialog):
    """One person; Enter on a line of the table opens its record."""

    opened = Signal(str, str)
    chapter = "党员"

    def __init__(self, desk: Desk, person_id: str, parent: QWidget | None = None) -> None:
        """Gather what the office keeps of the person."""
        super().__init__(parent)
        self.desk = desk
        self.card: Card | None = None
        self.shown: list[Event] = []
        self.setWindowTitle("个人全貌")
        theme.sized(self, 1120, 660)
        self.kinds = QComboBox(self)
        self.kinds.setAccessibleName("事项")
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.count = QLabel(self)
        self.count.setProperty("muted", True)
        self.table = Listing(("日期", "事项", "内容"), "个人全貌", self, wrap=True)
        self.print_button, self.close_button = QPushButton("打印…", self), QPushButton("关闭", self)
        self.print_button.setEnabled(False)
        self.gathering = Gathering(desk.tasks, self.count, self)
        self._lay_out()
        self.kinds.currentIndexChanged.connect(self._show)
        self.table.cellActivated.connect(self._open)
        self.print_button.clicked.connect(self._print)
        self.close_button.clicked.connect(self.close)
        self.table.setFocus()
        office = desk.office

        def read() -> Looked:
            card = card_of(office, person_id)
            return card, facts_of(office, card), picture(card.photo, PHOTO * 2) if card.photo else None

        self.gathering.read("个人全貌", read, lambda looked: self._fill(*looked))

    def _fill(self, card: Card, facts: Facts, image: QImage | None) -> None:
        self.card = card
        self.setWindowTitle(f"个人全貌　{card.person['title']}")
        self.print_button.setEnabled(True)
        self._fill_side(facts, image)
        self.kinds.blockSignals(True)
        self.kinds.addItem(ALL, "")
        for ledger in dict.fromkeys(event.ledger for event in card.events):
            title = "本人记录" if ledger == card.ledger.id else self.desk.office.ledgers[ledger].title
            self.kinds.addItem(title, ledger)
        self.kinds.blockSignals(False)
        self._show()

    def _lay_out(self) -> None:
        hint = QLabel("回车打开那条记录", self)
        hint.setProperty("muted", True)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.kinds)
        head.addWidget(self.count, 1)
        foot.addWidget(hint, 1)
        for button in (self.print_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(head)
        right.addWidget(self.table, 1)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(20)
        row.addWidget(self._side())
        row.addLayout(right, 1)

    def _side(self) -> QWidget:
        inner = QWidget(self)
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(12)
        self.photo = QLabel(inner)
        self.photo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.photo.setFixedSize(PHOTO)
        self.photo.setProperty("card", True)
        self.photo.setWordWrap(True)
        self.photo.setProperty("muted", True)
        box.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignHCenter)
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(12)
        self.facts.setVerticalSpacing(6)
        self.facts.setColumnStretch(1, 1)
        box.addLayout(self.facts)
        box.addStretch(1)
        area = QScrollArea(self)
        area.setFixedWidth(theme.scaled(SIDE))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _fill_side(self, facts: Facts, image: QImage | None) -> None:
        if image is None or image.isNull():
            self.photo.setMargin(16)
            self.photo.setText("没有照片\n把照片拖进表单的附件")
        else:
            fits = image.scaled(PHOTO, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            self.photo.setPixmap(QPixmap.fromImage(fits))
        for row, (title, text) in enumerate((title, text) for title, text in facts if text):
            name, value = QLabel(title, self), plain_label(self)
            name.setProperty("muted", True)
            value.setText(text)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.facts.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self.facts.addWidget(value, row, 1)

    @Slot()
    def _show(self) -> None:
        wanted = self.kinds.currentData()
        events = self.card.events if self.card else ()
        self.shown = [event for event in events if wanted in ("", event.ledger)]
        self.table.pour(len(self.shown), self.shown, self._put)
        if self.shown:
            self.table.setCurrentCell(0, 0)
        self.count.setText(f"{len(self.shown)} 件")

    def _put(self, row: int, event: Event) -> None:
        for place, text in enumerate((event.day or "日期不详", event.what, event.words)):
            self.table.put(row, place, text)

    @Slot(int)
    def _open(self, row: int) -> None:
        event = self.shown[row]
        self.opened.emit(event.ledger, event.id)
        self.accept()

    @Slot()
    def _print(self) -> None:
        from desktop.views.exchange.preview import PreviewDialog, papers_of  # noqa: PLC0415 - a card is looked at more than printed

        if self.card is None:
            return
        papers = sorted(papers_of("members"), key=lambda paper: paper.id != "member-card")
        show(PreviewDialog(self.desk, papers, self, {"member": self.card.person["name"]}))
