"""发展党员看板: a column a stage, a card a person; the twenty-five steps of the chosen one, and the next step typed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import Invalid, Refusal
from desktop.ledger import Values
from desktop.models.members.development import LEDGER as DEVELOPMENT
from desktop.records.editing import save_record, sentence_of
from desktop.records.reminders import NEAR
from desktop.rules.development import STAGES
from desktop.services.members.development import Card, board, next_step, table_of
from desktop.services.organizations.tree import lines as nodes_of
from desktop.services.organizations.tree import outline
from desktop.views.form.editors import Editor, editor_for
from desktop.views.form.field_row import plain_label
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.listing import Listing

CARD = Qt.ItemDataRole.UserRole
ALL = "全部支部"
TALL, ROOM, LINES = 104, 6, 4
SIDE = 270


class CardPainter(QStyledItemDelegate):
    """A card: the name, the branch, the next step, until when, what is wrong."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Four lines in a frame; the chosen card is framed in the accent."""
        card: Card = index.data(CARD)
        colours = theme.current()
        room: QRect = option.rect.adjusted(2, 3, -2, -3)  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.line), 2 if chosen else 1))
        painter.setBrush(QColor(colours.selection if chosen else colours.card))
        painter.drawRoundedRect(room, 6, 6)
        inner = room.adjusted(ROOM, 8, -ROOM, -6)
        plain = option.font  # type: ignore[attr-defined]
        late = colours.problem if card.state and card.state != NEAR else colours.warning
        badge = f"核对 {len(card.faults)}" if card.faults else ""
        taken = option.fontMetrics.horizontalAdvance(badge) + ROOM if badge else 0  # type: ignore[attr-defined]
        self._line(painter, inner, 0, badge, colours.problem, plain, right=True)
        self._line(painter, inner.adjusted(0, 0, -taken, 0), 0, card.person, colours.text, plain, bold=True)
        self._line(painter, inner, 1, card.branch, colours.muted, plain)
        self._line(painter, inner, 2, card.following or "二十五步已走完", colours.text, plain)
        if card.due:
            told = f"{card.state} {card.due}" if card.state else f"最迟 {card.due}"
            self._line(painter, inner, 3, told, late if card.state else colours.muted, plain)
        painter.restore()

    @staticmethod
    def _line(
        painter: QPainter,
        room: QRect,
        place: int,
        text: str,
        colour: str,
        face: QFont,
        *,
        bold: bool = False,
        right: bool = False,
    ) -> None:
        font = QFont(face)
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        high = room.height() // LINES
        line = QRect(room.left(), room.top() + place * high, room.width(), high)
        to = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, to | Qt.AlignmentFlag.AlignVCenter, shown)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every card is as tall."""
        return QSize(100, theme.scaled(TALL))


class BoardDialog(QDialog):
    """Everybody on the way; arrows go from card to card and from stage to stage, Enter opens the record."""

    opened = Signal(str)
    chapter = "发展党员"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """The board of today."""
        super().__init__(parent)
        self.desk, self.ledger = desk, DEVELOPMENT
        self.found: Mapping[str, list[Card]] = {}
        self.values: Values | None = None
        self.editor: Editor | None = None
        self.setWindowTitle("发展党员看板")
        theme.sized(self, 1320, 700)
        self.branch = QComboBox(self)
        self.branch.setAccessibleName("所在支部")
        self.branch.addItem(ALL, "")
        for _, node in nodes_of(outline(desk.office)):
            self.branch.addItem(node.title.removeprefix(desk.office.unit) or node.title, node.title)
        self.sums, self.told = QLabel(self), plain_label(self)
        self.heads: dict[str, QLabel] = {}
        self.lists: dict[str, QListWidget] = {}
        self.who = plain_label(self)
        self.who.setProperty("title", True)
        self.steps = Listing(("步", "步骤", "时间", "核对"), "二十五步", self, takes=1, gives=(3, 1))
        self.next = plain_label(self)
        self.take_button, self.open_button = QPushButton("记下", self), QPushButton("打开记录", self)
        self.undo_button, self.close_button = QPushButton("撤销（Ctrl+Z）", self), QPushButton("关闭", self)
        self._lay_out()
        self.branch.currentIndexChanged.connect(self.read)
        self.take_button.clicked.connect(self.take)
        self.open_button.clicked.connect(self._open)
        self.undo_button.clicked.connect(self.undo)
        self.close_button.clicked.connect(self.close)
        self.read()

    def _lay_out(self) -> None:
        head, columns, entry, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.branch)
        head.addWidget(self.sums, 1)
        columns.setSpacing(8)
        for stage in STAGES:
            columns.addLayout(self._stage(stage), 2)
        self.entry = entry
        entry.addWidget(self.next)
        entry.addStretch(1)
        entry.addWidget(self.take_button)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.who)
        side.addWidget(self.steps, 1)
        side.addLayout(entry)
        self.side = QWidget(self)
        self.side.setMinimumWidth(theme.scaled(SIDE))
        self.side.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        columns.addWidget(self.side, 5)
        hint = QLabel("←→ 换阶段　↑↓ 换人　回车打开记录", self)
        hint.setProperty("muted", True)
        foot.addWidget(hint)
        foot.addWidget(self.told, 1)
        for button in (self.undo_button, self.open_button, self.close_button, self.take_button):
            button.setAutoDefault(False)
        for button in (self.undo_button, self.open_button, self.close_button):
            foot.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(12)
        box.addLayout(head)
        box.addLayout(columns, 1)
        box.addLayout(foot)

    def _stage(self, stage: str) -> QVBoxLayout:
        head, cards = QLabel(stage, self), QListWidget(self)
        head.setProperty("title", True)
        cards.setAccessibleName(stage)
        cards.setItemDelegate(CardPainter(cards))
        cards.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        cards.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        cards.installEventFilter(self)
        cards.currentItemChanged.connect(self._chosen)
        cards.itemActivated.connect(self._open)
        self.heads[stage], self.lists[stage] = head, cards
        box = QVBoxLayout()
        box.setSpacing(6)
        box.addWidget(head)
        box.addWidget(cards, 1)
        return box

    # --- reading -----------------------------------------------------------------------------------------------

    @Slot()
    def read(self) -> None:
        """The board anew; who was chosen stays chosen, in whichever stage they are now."""
        kept = str(self.values["id"]) if self.values else ""
        self.found = board(self.desk.office, dt.date.today(), str(self.branch.currentData()))
        unit = self.desk.office.unit
        for stage, cards in self.found.items():
            widget = self.lists[stage]
            widget.blockSignals(True)
            widget.clear()
            for card in cards:
                item = QListWidgetItem()
                item.setData(CARD, _brief(card, unit))
                item.setData(
                    Qt.ItemDataRole.AccessibleTextRole, f"{card.person} {card.following} {card.state} {card.due}"
                )
                item.setToolTip("\n".join((card.person, card.branch, *card.faults)))
                widget.addItem(item)
            widget.setCurrentRow(-1)
            widget.blockSignals(False)
            self.heads[stage].setText(f"{stage}　{len(cards)}")
        every = [card for cards in self.found.values() for card in cards]
        late = sum(1 for card in every if card.state and card.state != NEAR)
        wrong = sum(1 for card in every if card.faults)
        self.sums.setText(
            f"{len(every)} 人　到期、逾期 {late} 人　需要核对 {wrong} 人"
            if every
            else "还没有发展对象。到“发展党员”里新建，或导入现有的登记表。"
        )
        first = next((card.id for card in every if card.state), every[0].id if every else "")
        self.go_to(kept if any(card.id == kept for card in every) else first)

    def go_to(self, record_id: str) -> None:
        """Choose somebody's card."""
        for stage, cards in self.found.items():
            for row, card in enumerate(cards):
                if card.id == record_id:
                    self.lists[stage].setCurrentRow(row)
                    self.lists[stage].setFocus()
                    return
        self._show(None)

    @Slot(QListWidgetItem)
    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        mine = item.listWidget()
        for widget in self.lists.values():
            if widget is not mine:
                widget.blockSignals(True)
                widget.setCurrentRow(-1)
                widget.blockSignals(False)
        card: Card = item.data(CARD)
        self._show(self.desk.office.get(self.ledger, card.id))

    def _show(self, values: Values | None) -> None:
        self.values = values
        self.side.setVisible(values is not None)
        self.open_button.setEnabled(values is not None)
        if values is None:
            return
        self.who.setText(f"{values['person']} 的二十五步")
        rows, step = table_of(self.desk.office, values), next_step(values)
        colours = theme.current()
        self.steps.setRowCount(len(rows))
        for place, (number, _, title, when, wrong) in enumerate(rows):
            for column, text in enumerate((number, title, when, wrong)):
                now = step is not None and number == str(step.number) and column < 3
                colour = colours.problem if column == 3 else colours.accent if now else ""
                self.steps.put(place, column, text, colour, bold=now)
        self.steps.setColumnHidden(3, not any(wrong for *_, wrong in rows))
        waiting = step.number - 1 if step else 0
        self.steps.scrollTo(self.steps.model().index(max(waiting - 3, 0), 0), self.steps.ScrollHint.PositionAtTop)
        self._offer(values)

    def _offer(self, values: Values) -> None:
        """An editor for the step that comes next."""
        if self.editor is not None:
            self.entry.removeWidget(self.editor)
            self.editor.deleteLater()
            self.editor = None
        step = next_step(values)
        self.take_button.setVisible(step is not None)
        if step is None:
            self.next.setText("下一步请打开记录填写。")
            return
        column = self.ledger.columns[step.key]
        self.next.setText(f"第 {step.number} 步 {column.title}")
        self.editor = editor_for(column, self.desk.office, self.side)
        self.editor.entered.connect(self.take)
        self.entry.insertWidget(1, self.editor, 4)

    # --- acting ------------------------------------------------------------------------------------------------

    @Slot()
    def take(self) -> None:
        """Write the next step down as an act."""
        if self.values is None or self.editor is None:
            return
        found = self.editor.value()
        key = self.editor.column.key
        if self.editor.problem or not found.get(key):
            self.told.setText(self.editor.problem or f"请填写{self.editor.column.title}。")
            return
        try:
            save_record(self.desk.office, self.ledger, found, self.values)
        except Invalid as invalid:
            self.told.setText(sentence_of(self.ledger, invalid))
            return
        except Refusal as refusal:
            self.told.setText(refusal.sentence)
            return
        self.told.setText(
            f"已记下 {self.values['person']} {self.editor.column.title} {self.editor.column.kind.show(found[key])}。"
        )
        self.read()

    @Slot()
    def undo(self) -> None:
        """Take back the last act."""
        try:
            self.told.setText(f"已撤销：{self.desk.office.undo()}")
        except Refusal as refusal:
            self.told.setText(refusal.sentence)
            return
        self.read()

    @Slot()
    def _open(self) -> None:
        if self.values is not None:
            self.opened.emit(str(self.values["id"]))
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows left and right go to the nearest stage that has a card."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
            if way:
                self._beside(watched, way)
                return True
        return super().eventFilter(watched, event)

    def _beside(self, here: QObject, way: int) -> None:
        lists = list(self.lists.values())
        place = next((number for number, widget in enumerate(lists) if widget is here), 0)
        row = max(lists[place].currentRow(), 0)
        beyond = lists[place + 1 :] if way > 0 else lists[:place][::-1]
        for widget in beyond:
            if widget.count():
                widget.setFocus()
                widget.setCurrentRow(min(row, widget.count() - 1))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Z takes the last act back."""
        if event.key() == Qt.Key.Key_Z and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.undo()
        else:
            super().keyPressEvent(event)


def _brief(card: Card, unit: str) -> Card:
    """The card with the branch as short as it is clear."""
    return replace(card, branch=card.branch.removeprefix(unit) or card.branch)
