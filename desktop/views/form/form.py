"""The form of one record: an editor per field in the ledger's groups, problems beside the fields. It holds no record."""

import time
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ledger import Column, Ledger, Values
from desktop.rules.identity import birth_of, sex_of
from desktop.store.search import spelled
from desktop.views.form.attachments import AttachmentStrip
from desktop.views.form.choice_editor import ChoiceEditor
from desktop.views.form.editors import Editor, World, editor_for
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.flow import flowing

AFTER_MS, HELD, MOST_EXTRA = 150, 0.02, 4  # seconds that fields are made in before the window goes on
UNREAD, LONG = object(), 28
TWO_COLUMNS, ROOMY, THREE_COLUMNS = 400, 640, 1040
WIDE_KINDS = frozenset({"note", "parts"})
LONG_KINDS = WIDE_KINDS | {"text", "link"}


class FieldRow(QWidget):
    """One field: its title over its editor, what is wrong or to know under it."""

    def __init__(self, column: Column, editor: Editor, parent: QWidget | None = None) -> None:
        """A required field bears a mark."""
        super().__init__(parent)
        self.column, self.editor = column, editor
        self._tells = ("", False, "")
        self.told = plain_label(self)
        self.told.hide()
        self.offer = QPushButton(self)
        self.offer.setProperty("flat", True)
        self.offer.setAutoDefault(False)
        self.offer.clicked.connect(self._take_offer)
        self.offer.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(self._title())
        for part in (editor, self.told):
            box.addWidget(part)
        box.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)

    def _title(self) -> QHBoxLayout:
        title = QLabel(self.column.title, self)
        title.setProperty("muted", True)
        title.setBuddy(self.editor.field)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(title)
        if self.column.required:
            star = QLabel("*", self)
            star.setProperty("problem", True)
            row.addWidget(star)
        row.addStretch(1)
        return row

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [*self.editor.stops(), self.offer]

    def tell(self, problem: str, note: str) -> None:
        """Show what is wrong, else what to know, else nothing; offer what may be meant."""
        self.editor.mark(bool(problem))
        text, meant = problem or note, self.editor.suggestion if problem else ""
        if (text, bool(problem), meant) == self._tells:
            return
        self._tells = text, bool(problem), meant
        self.told.setText(text)
        self.told.setProperty("problem", bool(problem))
        self.told.setProperty("note", bool(note and not problem))
        self.told.style().polish(self.told)
        self.told.setVisible(bool(text))
        self.offer.setText(f"改为 {meant}")
        self.offer.setVisible(bool(meant))
        self.editor.field.setAccessibleDescription(text)

    @Slot()
    def _take_offer(self) -> None:
        self.editor.go()
        self.editor.take_suggestion()


def plain_label(parent: QWidget) -> QLabel:
    """A label that shows text as it stands: a record's own words are never read as markup."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


class RecordForm(QWidget):
    """The form of any ledger; its fields are made when they are first asked for, or a moment after the page is seen."""

    save_requested = Signal(bool)
    close_requested = Signal()
    edited = Signal()
    told = Signal(str, bool)

    def __init__(self, ledger: Ledger, world: World, parent: QWidget | None = None) -> None:
        """Build what stands around the fields."""
        super().__init__(parent)
        self.ledger, self.world = ledger, world
        self.desk: Desk | None = None
        self.setObjectName("form")
        self._rows: dict[str, FieldRow] = {}
        self._strip: AttachmentStrip | None = None
        self.extra: list[QPushButton] = []
        self.groups: list[tuple[QGridLayout, list[FieldRow]]] = []
        self._before: Values = {}
        self._warned: set[str] = set()
        self._shape: tuple[int, frozenset[str]] = (0, WIDE_KINDS)
        self._making = self._make()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._fill_some)
        self.title = plain_label(self)
        self.title.setProperty("title", True)
        self.whole = plain_label(self)
        self.whole.setProperty("problem", True)
        self.whole.hide()
        self.standing = plain_label(self)
        self.standing.setProperty("note", True)
        self.standing.hide()
        self.computed, self.facts = flowing(self)
        self.facts.setSpacing(theme.GRID * 3)
        self.facts.between = theme.GRID
        self.computed.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.GRID * 2, 0, 0, 0)
        box.setSpacing(theme.GRID * 2)
        box.addLayout(self._head())
        box.addWidget(self.whole)
        box.addWidget(self.standing)
        box.addWidget(self.computed)
        self.area = self._scrolled()
        box.addWidget(self.area, 1)
        box.addWidget(self._help())
        box.addLayout(self._foot())
        for keys, slot in (("Ctrl+S", self._save), ("Ctrl+Return", self._save_and_new), ("Esc", self._close)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        for place in range(MOST_EXTRA):
            number = QShortcut(QKeySequence(f"Ctrl+{place + 1}"), self)
            number.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            number.setProperty("place", place)
            number.activated.connect(self._press_extra)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        self.jump = QLineEdit(self)
        self.jump.setObjectName("jump")
        self.jump.setAccessibleName("跳到字段")
        self.jump.setPlaceholderText("跳到字段")
        self.jump.setToolTip("字段的名称或首字母，按 Enter 跳过去")
        self.jump.setMaximumWidth(200)
        self.jump.returnPressed.connect(self._jump)
        self.jump.hide()
        row.addWidget(self.jump)
        return row

    def _help(self) -> QLabel:
        """One line that tells of the field in hand, always there so that nothing moves."""
        self.help = plain_label(self)
        self.help.setProperty("muted", True)
        self.help.setMinimumHeight(self.help.fontMetrics().lineSpacing())
        return self.help

    @property
    def rows(self) -> Mapping[str, FieldRow]:
        """The fields by key."""
        self.fill()
        return self._rows

    @property
    def attachments(self) -> AttachmentStrip:
        """The files of the record."""
        self.fill()
        return cast("AttachmentStrip", self._strip)

    @property
    def is_open(self) -> bool:
        """Whether a record is in hand, also while another tab is looked at."""
        return not self.isHidden()

    @property
    def filled(self) -> bool:
        """Whether the fields are there yet."""
        return self._strip is not None

    def fill_soon(self) -> None:
        """Make the fields a moment later, when what is seen first has been painted, a few at a time."""
        self._later.start(AFTER_MS)

    @Slot()
    def _fill_some(self) -> None:
        until = time.monotonic() + HELD
        for _ in self._making:
            if time.monotonic() > until:
                self._later.start(0)
                return

    def fill(self) -> None:
        """Make the fields, once."""
        for _ in self._making:
            pass

    def _make(self) -> Iterator[None]:
        """Make field after field; nothing is shown before all are there."""
        inner = QWidget(self)
        inner.hide()
        try:
            yield from self._make_in(inner)
        except Exception:  # it is tried again from the beginning when the fields are asked for
            inner.deleteLater()
            self._rows.clear()
            self.groups.clear()
            self._making = self._make()
            raise

    def _make_in(self, inner: QWidget) -> Iterator[None]:
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.GRID, 0)
        column.setSpacing(theme.GRID * 3)
        for name, keys in self.ledger.form.items():
            card, grid = self._group(name, inner)
            column.addWidget(card)
            rows = []
            for key in keys:
                rows.append(self._row(key, card))
                yield
            self.groups.append((grid, rows))
        strip = AttachmentStrip(self.ledger, inner)
        strip.told.connect(self.told)
        if self.desk is not None:
            strip.files.serve(self.desk)
        column.addWidget(strip)
        column.addStretch(1)
        yield
        self.area.setWidget(inner)
        self._strip = strip
        self._shape = (0, WIDE_KINDS)
        self._arrange()
        self._chain()

    def _scrolled(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _group(self, name: str, parent: QWidget) -> tuple[QFrame, QGridLayout]:
        """A card with the name of its fields, and the grid they will stand in."""
        card = QFrame(parent)
        card.setProperty("card", True)
        box = QVBoxLayout(card)
        box.setContentsMargins(16, 12, 16, 16)
        title = QLabel(name, card)
        title.setProperty("group", True)
        box.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        box.addLayout(grid)
        return card, grid

    def _row(self, key: str, card: QFrame) -> FieldRow:
        """One field, in its dress already: to dress all of them at once would be felt."""
        editor = editor_for(self.ledger.columns[key], self.world, card)
        row = self._rows[key] = FieldRow(self.ledger.columns[key], editor, card)
        editor.changed.connect(self._edited)
        editor.entered.connect(self._next)
        editor.settled.connect(self._settled)
        editor.reshaped.connect(self._chain)
        row.ensurePolished()
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.save_button = QPushButton("保存", self)
        self.save_button.setProperty("primary", True)
        self.save_button.setToolTip("Ctrl+S")
        self.again_button = QPushButton("保存并新建", self)
        self.again_button.setToolTip("Ctrl+Enter")
        self.close_button = QPushButton("关闭", self)
        self.close_button.setToolTip("Esc")
        for button, slot in (
            (self.save_button, self._save),
            (self.again_button, self._save_and_new),
            (self.close_button, self._close),
        ):
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addStretch(1)
        self.foot = row
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column of fields or two, as there is room."""
        super().resizeEvent(event)
        self._arrange()

    def add_button(self, button: QPushButton) -> None:
        """One button more at the foot, for what a ledger can do besides."""
        button.setAutoDefault(False)
        self.foot.insertWidget(self.foot.count() - 1, button)
        self.extra.append(button)
        button.setToolTip(f"{button.toolTip()}（Ctrl+数字，从左数第几个）")

    @Slot()
    def _press_extra(self) -> None:
        """Ctrl+1 is the first of those buttons that is shown, and so on."""
        place = int(self.sender().property("place"))
        shown = [button for button in self.extra if button.isVisible()]
        if place < len(shown):
            shown[place].click()

    def _arrange(self) -> None:
        width = round(self.width() / theme.scaled(100) * 100)  # as if the text were of the usual size
        across = 3 if width >= THREE_COLUMNS else 2 if width >= TWO_COLUMNS else 1
        wide_kinds = WIDE_KINDS if width >= ROOMY else LONG_KINDS
        if (across, wide_kinds) == self._shape:
            return
        self._shape = (across, wide_kinds)
        for grid, rows in self.groups:
            line = place = 0
            for row in rows:
                wide = row.column.kind.name in wide_kinds
                if wide and place:
                    line, place = line + 1, 0
                grid.addWidget(row, line, place, 1, across if wide else 1)
                place += across if wide else 1
                if place >= across:
                    line, place = line + 1, 0
            for column in range(3):
                grid.setColumnStretch(column, 1 if column < across else 0)

    @Slot()
    def _chain(self) -> None:
        """Tab goes through the fields as they are declared, child rows in their place."""
        stops = [stop for row in self._rows.values() for stop in row.stops()]
        stops += self._strip.stops() if self._strip is not None else []
        stops += [self.save_button, self.again_button, self.close_button, *self.extra]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def changeEvent(self, event: QEvent) -> None:
        """Icons follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            for row in self._rows.values():
                row.editor.restyle()
            if self._strip is not None:
                self._strip.fill()

    def relist(self) -> None:
        """Offer the code lists as they stand now."""
        for editor in self.findChildren(ChoiceEditor):
            editor.relist()

    def show_record(self, values: Mapping[str, Any] | None) -> None:
        """Show a record, or a blank form for a new one."""
        shown = dict(values) if values is not None else self.ledger.blank()
        for row in self.rows.values():
            row.editor.set_value(shown)
            row.tell("", row.editor.note)
        self.title.setText(self.ledger.title_of(shown) if values else f"新建{self.ledger.title}")
        self.whole.hide()
        self._before, self._warned = self.values(), set()
        self.attachments.files.show_record(str(shown.get("id", "")) if values else "")
        if values:
            self._warn(dict(values))

    def say_computed(self, facts: Collection[tuple[str, str]]) -> None:
        """Show what follows from the record as it was saved; nothing for one that is new."""
        while (item := self.facts.takeAt(0)) is not None:
            item.widget().deleteLater()
        for label in (self._fact(f"{title}：{text}") for title, text in facts):
            self.facts.addWidget(label)
        self.computed.setVisible(bool(facts))

    def _fact(self, text: str) -> QLabel:
        label = plain_label(self.computed)
        label.setProperty("muted", True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setText(text)
        label.setWordWrap(len(text) > LONG)
        return label

    def take(self, values: Mapping[str, Any], keys: Collection[str]) -> None:
        """Show these fields of a record anew; the others stay as they were typed."""
        for key in keys:
            self.rows[key].editor.set_value(values)
            self.rows[key].tell("", self.rows[key].editor.note)

    def _warn(self, values: Values) -> None:
        """Say what the record lacks or contradicts, beside the fields; what no longer holds is said no more."""
        told = {key: sentence for key, sentence in self.ledger.warn(values).items() if key in self.rows}
        for key in (*told, *(self._warned - told.keys())):
            row = self.rows[key]
            if not row.editor.problem:
                row.tell("", told.get(key, "") or row.editor.note)
        self._warned = set(told)

    @Slot()
    def _settled(self) -> None:
        self._warn(self.values())

    def values(self) -> Values:
        """What stands in the form."""
        found: Values = {}
        for row in self.rows.values():
            found |= row.editor.value()
        return found

    def changed_keys(self) -> list[str]:
        """The fields that differ from what was shown first; what can't be read differs too."""
        values, before = self.values(), self._before
        return [
            key
            for key, row in self.rows.items()
            if any(values.get(one, UNREAD) != before.get(one, UNREAD) for one in row.column.stored or (key,))
        ]

    def shown_before(self, key: str) -> str:
        """What a field held when the record was shown."""
        return self.rows[key].column.kind.show(self._before.get(key))

    @property
    def is_dirty(self) -> bool:
        """Whether anything differs from what was shown first."""
        return self.values() != self._before or bool(self.attachments.files.waiting)

    def problems(self) -> dict[str, str]:
        """What is wrong in the fields, by key; shown beside them."""
        values = self.values()
        found = {key: row.editor.problem for key, row in self.rows.items() if row.editor.problem}
        if found:
            found = self.ledger.missing(values) | found
        self.set_problems(found)
        return found

    def set_problems(self, problems: Mapping[str, str]) -> None:
        """Show sentences beside their fields, the others on top; go to the first."""
        for key, row in self.rows.items():
            row.tell(problems.get(key, ""), row.editor.note)
        others = [sentence for key, sentence in problems.items() if key not in self.rows]
        self.whole.setText("；".join(others))
        self.whole.setVisible(bool(others))
        first = next((row for key, row in self.rows.items() if key in problems), None)
        if first:
            first.editor.go()
            self.area.ensureWidgetVisible(first)

    def say_standing(self, sentence: str) -> None:
        """What the record as typed makes of the whole it belongs to."""
        self.standing.setText(sentence)
        self.standing.setVisible(bool(sentence))

    def first_field(self) -> QWidget:
        """The first stop of the first field."""
        return next(iter(self.rows.values())).editor.stops()[0]

    def focus_first(self) -> None:
        """Put the cursor in the first field."""
        next(iter(self.rows.values())).editor.go()

    @Slot()
    def _edited(self) -> None:
        editor: QObject | None = self.sender()
        self.edited.emit()
        for row in self._rows.values():
            if row.editor is editor:
                row.tell(row.editor.problem, row.editor.note)
                if row.column.kind.name == "idno":
                    self._from_number(row.editor)

    def _from_number(self, editor: Editor) -> None:
        """A valid number fills birth and sex where they are blank."""
        number = editor.value().get(editor.column.key)
        if editor.problem or not number or len(str(number)) != 18:
            return
        for key, text in (("birth", birth_of(str(number))), ("sex", sex_of(str(number)))):
            if key in self.rows and not self.rows[key].editor.text():
                self.rows[key].editor.set_value({key: text})
                self.rows[key].tell("", "由身份证号填入，请核对")

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isAncestorOf(new):
            return
        row = next((row for row in self._rows.values() if row.isAncestorOf(new)), None)
        self.help.setText(f"{row.column.title}：{row.column.help}" if row and row.column.help else "")

    def event(self, event: QEvent) -> bool:
        """Ctrl+F is the form's while it has the focus; pressed again it is the window's."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
            and event.matches(QKeySequence.StandardKey.Find)
            and not self.jump.hasFocus()
        ):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.jump.clear()
                self.jump.show()
                self.jump.setFocus()
            return True
        return super().event(event)

    @Slot()
    def _jump(self) -> None:
        """Go to the first field whose title holds what was typed, or whose initials begin so."""
        typed = self.jump.text().strip()
        titles = ((key, row.column.title) for key, row in self.rows.items())
        found = next((key for key, title in titles if typed and fits(title, typed)), None)
        if found is None:
            self.help.setText(f"没有名称里有“{typed}”的字段")
            return
        self.jump.hide()
        field = self.rows[found].editor.field
        self.rows[found].editor.go()
        if isinstance(field, QLineEdit):
            field.selectAll()
        self.area.ensureWidgetVisible(self.rows[found])

    @Slot()
    def _next(self) -> None:
        self.focusNextChild()

    @Slot()
    def _save(self) -> None:
        self.save_requested.emit(False)

    @Slot()
    def _save_and_new(self) -> None:
        self.save_requested.emit(True)

    @Slot()
    def _close(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:  # Esc is for what is open over the form
            popup.close()
            return
        if self.jump.hasFocus():
            self.jump.hide()
            self.focus_first()
            return
        self.close_requested.emit()


def fits(title: str, typed: str) -> bool:
    """Whether a title answers to what was typed."""
    return typed in title or any(word.startswith(typed.lower()) for word in spelled(title))
