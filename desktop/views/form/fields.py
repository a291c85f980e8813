"""The fields of a form, in the ledger's groups and as many columns as there is room for, made a few at a time."""

import time
from collections.abc import Iterator, Mapping
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.ledger import Ledger
from desktop.ledger.kinds import IdNo
from desktop.rules.identity import birth_of, sex_of
from desktop.views.form.attachments import AttachmentStrip
from desktop.views.form.children_editor import ChildrenEditor
from desktop.views.form.choice_editor import ChoiceEditor
from desktop.views.form.editors import Editor, World, editor_for
from desktop.views.form.field_row import FieldRow
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk

AFTER_MS, HELD = 150, 0.02  # seconds that fields are made in before the window goes on
TWO_COLUMNS, ROOMY, THREE_COLUMNS = 400, 640, 1040
WIDE_KINDS = frozenset({"note", "parts"})
LONG_KINDS = WIDE_KINDS | {"text", "link"}


class Fields(QScrollArea):
    """The fields of one ledger and the files of its record, made when they are first asked for or a moment later."""

    edited = Signal()
    settled = Signal()
    entered = Signal()
    reshaped = Signal()
    told = Signal(str, bool)
    child_asked = Signal(str, str)

    def __init__(self, ledger: Ledger, world: World, parent: QWidget) -> None:
        """No field yet."""
        super().__init__(parent)
        self.ledger, self.world, self.form = ledger, world, parent
        self.desk: Desk | None = None
        self._rows: dict[str, FieldRow] = {}
        self._strip: AttachmentStrip | None = None
        self.groups: list[tuple[QGridLayout, list[FieldRow]]] = []
        self._shape: tuple[int, frozenset[str]] = (0, WIDE_KINDS)
        self._making = self._make()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._fill_some)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

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

    # --- making ------------------------------------------------------------------------------------------------

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
            card, grid = group(name, inner)
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
        self.setWidget(inner)
        self._strip = strip
        self._shape = (0, WIDE_KINDS)
        self.arrange()
        self.reshaped.emit()

    def _row(self, key: str, card: QFrame) -> FieldRow:
        """One field, in its dress already: to dress all of them at once would be felt."""
        editor = editor_for(self.ledger.columns[key], self.world, card)
        row = self._rows[key] = FieldRow(self.ledger.columns[key], editor, card)
        editor.changed.connect(self._edited)
        editor.entered.connect(self.entered)
        editor.settled.connect(self.settled)
        editor.reshaped.connect(self.reshaped)
        if isinstance(editor, ChildrenEditor):
            editor.opened.connect(self.child_asked)
        row.ensurePolished()
        return row

    # --- showing -----------------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """One column of fields, two or three, as there is room in the form."""
        width = round(self.form.width() / theme.scaled(100) * 100)  # as if the text were of the usual size
        across = 3 if width >= THREE_COLUMNS else 2 if width >= TWO_COLUMNS else 1
        wide_kinds = WIDE_KINDS if width >= ROOMY else LONG_KINDS
        if (across, wide_kinds) != self._shape:
            self._shape = (across, wide_kinds)
            for grid, rows in self.groups:
                lay(grid, rows, across, wide_kinds)

    def stops(self) -> list[QWidget]:
        """What Tab visits: the fields as they are declared, child rows in their place, then the files."""
        stops = [stop for row in self._rows.values() for stop in row.stops()]
        return stops + (self._strip.stops() if self._strip is not None else [])

    def row_with(self, part: QWidget) -> FieldRow | None:
        """The field that a widget is part of."""
        return next((row for row in self._rows.values() if row.isAncestorOf(part)), None)

    @property
    def first(self) -> FieldRow:
        """The field a form begins with."""
        return next(iter(self.rows.values()))

    def go_to(self, row: FieldRow) -> None:
        """Put the cursor in a field."""
        row.editor.go()
        self.ensureWidgetVisible(row)

    def tell(self, problems: Mapping[str, str]) -> None:
        """Show what is wrong beside the fields; go to the first that is."""
        for key, row in self.rows.items():
            row.tell(problems.get(key, ""), row.editor.note)
        first = next((row for key, row in self.rows.items() if key in problems), None)
        if first:
            self.go_to(first)

    @Slot()
    def _edited(self) -> None:
        editor: QObject | None = self.sender()
        self.edited.emit()
        for row in self._rows.values():
            if row.editor is editor:
                row.tell(row.editor.problem, row.editor.note)
                if isinstance(row.column.kind, IdNo):
                    from_number(self.rows, row.editor)

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


def group(name: str, parent: QWidget) -> tuple[QFrame, QGridLayout]:
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


def lay(grid: QGridLayout, rows: list[FieldRow], across: int, wide_kinds: frozenset[str]) -> None:
    """Lay the fields of a group in so many columns, those of wide kinds over all of them."""
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


def from_number(rows: Mapping[str, FieldRow], editor: Editor) -> None:
    """A valid identity number fills birth and sex where they are blank."""
    number = str(editor.value().get(editor.column.key) or "")
    if editor.problem or len(number) != 18:
        return
    for key, text in (("birth", birth_of(number)), ("sex", sex_of(number))):
        if key in rows and not rows[key].editor.text():
            rows[key].editor.set_value({key: text})
            rows[key].tell("", "由身份证号填入，请核对")
