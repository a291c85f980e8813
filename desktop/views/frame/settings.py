"""设置: what the office has set for itself, found by typing, and its code lists."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import Invalid, Refusal, reason_of
from desktop.ledger import Values
from desktop.models.organizations.organizations import LEDGER as ORGANIZATIONS
from desktop.records.editing import save_record, sentence_of
from desktop.settings import Said, asked, read, shown
from desktop.store.office import Office
from desktop.store.search import spelled
from desktop.views.frame.codes import CodesPage
from desktop.views.frame.retention import Clearing
from desktop.views.kit import theme
from desktop.views.kit.ask import Ask, RealAsk
from desktop.views.kit.flow import flowing
from desktop.views.kit.parts import button, words
from desktop.views.kit.tasks import Tasks

LINES, FRAME = 4, 12
OFFERED, AS_IT_IS = 6, -1
LISTS = "选项列表"
LISTS_DO = (LISTS, "增加", "改名", "合并", "确认", "停用")
Field = QLineEdit | QComboBox | QPlainTextEdit


class SettingRow(QWidget):
    """One setting: its title, its field, what it is for."""

    def __init__(self, name: str, said: Said, value: Any, parent: QWidget) -> None:
        """Show the present value."""
        super().__init__(parent)
        self.name, self.said = name, said
        self.field = self._field(said, value)
        self.field.setObjectName(name)
        self.field.setAccessibleName(said.title)
        title = QLabel(said.title, self)
        title.setBuddy(self.field)
        title.setFixedWidth(theme.scaled(132))
        title.setMinimumHeight(self._first_line())  # beside the text in the field, not above it
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.addWidget(title, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.field, 0, 1)
        if said.unit:
            grid.addWidget(QLabel(said.unit, self), 0, 2)
        self.browse: QPushButton | None = None
        if said.folder:
            self.browse = QPushButton("选择…", self)
            self.browse.setAutoDefault(False)
            grid.addWidget(self.browse, 0, 2)
        if said.help:
            grid.addWidget(words(said.help, self, "muted", wrap=True), 1, 1, 1, 2 if said.unit or said.folder else 1)
        grid.setColumnStretch(1, 1)

    def _first_line(self) -> int:
        """How high the first line of the field is, with its frame."""
        if isinstance(self.field, QPlainTextEdit):
            return self.field.fontMetrics().height() + theme.scaled(FRAME)
        self.field.ensurePolished()
        return self.field.sizeHint().height()

    def _field(self, said: Said, value: Any) -> Field:
        if said.choices:
            box = QComboBox(self)
            box.addItems(said.choices)
            box.setCurrentText(str(value))
            return box
        if isinstance(value, dict) or said.lines > 1:
            area = QPlainTextEdit(shown(value), self)
            area.setTabChangesFocus(True)
            area.setFixedHeight(area.fontMetrics().lineSpacing() * max(LINES, said.lines) + 16)
            return area
        return QLineEdit(shown(value), self)

    def text(self) -> str:
        """What stands in the field."""
        if isinstance(self.field, QComboBox):
            return self.field.currentText()
        return self.field.toPlainText() if isinstance(self.field, QPlainTextEdit) else self.field.text()

    def answers(self, typed: str) -> bool:
        """Whether the setting is one that was looked for, by its words or their initials."""
        told = f"{self.said.group}{self.said.help}{''.join(self.said.choices)}"
        return typed in told or _answers(self.said.title, typed)


def _answers(title: str, typed: str) -> bool:
    """Whether a title holds what was typed, or its 拼音 or initials begin so."""
    return typed in title or any(word.startswith(typed.lower()) for word in spelled(title))


class SettingsDialog(QDialog):
    """Every setting in its group; typing above leaves those that answer."""

    chapter = "设置"
    saved = Signal()

    def __init__(
        self, office: Office, parent: QWidget | None = None, ask: Ask | None = None, tasks: Tasks | None = None
    ) -> None:
        """Show the present settings."""
        super().__init__(parent)
        self.office, self.ask, self.tasks = office, ask or RealAsk(self), tasks
        self.setWindowTitle("设置")
        theme.sized(self, 880, 660)
        self.rows: dict[str, SettingRow] = {}
        self.groups: list[tuple[QFrame, list[SettingRow]]] = []
        basic = self._basic()
        self.beside = QWidget(self)
        self.room = QVBoxLayout(self.beside)
        self.room.setContentsMargins(0, 0, 0, 0)
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName("设置")
        self.tabs.addTab(basic, "基本")
        self.tabs.addTab(self.beside, LISTS)
        self.tabs.currentChanged.connect(self._turned)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 12, 24, 16)
        whole.addWidget(self.tabs)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)
        self.before = self._texts()
        self.search.setFocus()

    def _basic(self) -> QWidget:
        """The settings themselves, below what finds them."""
        self.search = QLineEdit(self)
        self.search.setAccessibleName("查找设置")
        self.search.setPlaceholderText("查找设置：名称、说明或首字母")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.none = words("没有这样的设置。", self, "muted")
        self.none.hide()
        self.offers, row = flowing(self)
        self.lists = [button("", self._show_list, self) for _ in range(OFFERED)]
        for one in self.lists:
            one.setProperty("flat", True)
            row.addWidget(one)
        self.offers.hide()
        self.told = words("", self, "problem", wrap=True)
        basic = QWidget(self)
        box = QVBoxLayout(basic)
        box.setContentsMargins(0, 12, 0, 0)
        box.setSpacing(8)
        for part in (self.search, self.none, self.offers):
            box.addWidget(part)
        box.addWidget(self._body(), 1)
        box.addLayout(self._foot())
        return basic

    @cached_property
    def codes(self) -> CodesPage:
        """The code lists, read when their page is turned to or they are looked for."""
        page = CodesPage(self.office, self, self.tasks)
        self.room.addWidget(page)
        return page

    @Slot(int)
    def _turned(self) -> None:
        if self.tabs.currentWidget() is self.beside:
            self.codes.show()

    def _body(self) -> QScrollArea:
        inner = QWidget(self)
        inner.hide()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(12)
        every = asked()
        unit = Said("单位", "单位", "本单位党组织的全称，也是党组织台账里最上面的一条")
        settings = [("unit", unit, self.office.unit)]
        settings += [(name, said, getattr(self.office.settings, name)) for name, said in every.items()]
        for group in dict.fromkeys(said.group for said in every.values()):
            box.addWidget(self._group(group, [one for one in settings if one[1].group == group], inner))
        where = QLabel(f"数据文件夹：{self.office.folder}", inner)
        where.setProperty("muted", True)
        where.setWordWrap(True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.addWidget(where)
        box.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area, self.inner = area, inner
        QTimer.singleShot(0, self, self._seat)
        return area

    @Slot()
    def _seat(self) -> None:
        """Dress and lay out the settings, when the dialog itself is there: both at once would be felt."""
        self.area.setWidget(self.inner)

    def _group(self, group: str, settings: Sequence[tuple[str, Said, Any]], parent: QWidget) -> QFrame:
        card = QFrame(parent)
        card.setProperty("card", True)
        box = QVBoxLayout(card)
        box.setContentsMargins(16, 12, 16, 12)
        title = words(group, card, "group")
        box.addWidget(title)
        rows = [SettingRow(name, said, value, card) for name, said, value in settings]
        for row in rows:
            box.addWidget(row)
            self.rows[row.name] = row
            if row.browse is not None:
                row.browse.setProperty("setting", row.name)
                row.browse.clicked.connect(self._browse)
            if row.name == "sensitive_years":
                box.addWidget(Clearing(self.office, card))
        self.groups.append((card, rows))
        return card

    def _foot(self) -> QHBoxLayout:
        save, close = QPushButton("保存", self), QPushButton("取消", self)
        save.setProperty("primary", True)
        save.setDefault(True)
        save.setToolTip("Ctrl+S")
        save.clicked.connect(self.save)
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(save)
        foot.addWidget(close)
        return foot

    @Slot(str)
    def _find(self, text: str) -> None:
        typed = text.strip()
        for card, rows in self.groups:
            for row in rows:
                row.setVisible(not typed or row.answers(typed))
            card.setVisible(not typed or any(row.answers(typed) for row in rows))
        found = self._lists(typed)[:OFFERED]
        self.offers.setVisible(bool(found))
        for place, offer in enumerate(self.lists):
            text, at = found[place] if place < len(found) else ("", AS_IT_IS)
            offer.setVisible(bool(text))
            offer.setText(text)
            offer.setProperty("row", at)
        self.none.setVisible(not found and all(card.isHidden() for card, _ in self.groups))

    def _lists(self, typed: str) -> list[tuple[str, int]]:
        """The code lists that answer, each as it is called on its page and its row there; and that page, by what is done on it."""
        if not typed:
            return []
        page = [(f"{LISTS}（改名、合并、停用） →", AS_IT_IS)] if any(_answers(word, typed) for word in LISTS_DO) else []
        rows = enumerate(self.codes.lists.facts)
        named = [(self.codes.lists.item(row).text(), row) for row, facts in rows if _answers(facts.title, typed)]
        return [*page, *((f"{LISTS}：{name} →", row) for name, row in named)]

    @Slot()
    def _show_list(self) -> None:
        row = int(self.sender().property("row"))
        self.tabs.setCurrentWidget(self.beside)
        if row != AS_IT_IS:
            self.codes.lists.setCurrentRow(row)

    @Slot()
    def _browse(self) -> None:
        row = self.rows[str(self.sender().property("setting"))]
        folder = self.ask.open_folder(f"选择{row.said.title}")
        if folder is not None and isinstance(row.field, QLineEdit):
            row.field.setText(str(folder))

    def _texts(self) -> list[str]:
        return [row.text() for row in self.rows.values()]

    def reject(self) -> None:
        """Esc, 取消 and the cross of the window: what was changed is asked about first."""
        answer = self.ask.save_or_discard("设置") if self._texts() != self.before else "discard"
        if answer == "save":
            self.save()
        elif answer == "discard":
            super().reject()

    def changes(self) -> Values:
        """The settings as they stand in the window; what can't be read is told in the first such sentence."""
        return {name: read(name, self.rows[name].text()) for name in asked()}

    @Slot()
    def save(self) -> None:
        """Write the settings, and the unit's name into its record."""
        office = self.office
        try:
            values = self.changes()
        except ValueError as error:
            self.told.setText(str(error))
            return
        before = {name: getattr(office.settings, name) for name in values}
        for name, value in values.items():
            setattr(office.settings, name, value)
        try:
            self._rename(self.rows["unit"].text().strip())
            office.settings.save(office.folder)
        except (OSError, Refusal) as error:
            for name, value in before.items():
                setattr(office.settings, name, value)
            sentence = error.sentence if isinstance(error, Refusal) else reason_of(error, office.folder)
            self.told.setText(f"设置没有保存，{sentence}")
            return
        office.operator = office.settings.clerk or office.operator
        self.saved.emit()
        self.accept()

    def _rename(self, unit: str) -> None:
        office, ledger = self.office, ORGANIZATIONS
        if unit == office.unit:
            return
        try:
            save_record(office, ledger, {"full_name": unit or None}, office.get(ledger, office.own_id))
        except Invalid as invalid:
            raise Refusal(f"单位名称不对：{sentence_of(ledger, invalid)}") from invalid
