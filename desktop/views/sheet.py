"""The table as a spreadsheet: cells edited in place, blocks copied, pasted, filled down and cleared; each one act."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTemporaryDir, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import Refusal, Unclear
from desktop.ledger import Column, Ledger, Values
from desktop.services.editing import Edit, save_edits
from desktop.store.office import Office, Summed
from desktop.views import theme
from desktop.views.cells import CellEditing
from desktop.views.dialogs import yes_or_no
from desktop.views.editors import editor_for
from desktop.views.listing import Listing
from desktop.views.table import LedgerTable, block_of
from desktop.views.tasks import Task, Tasks

AT_ONCE, SHOWN = 200, 2000
NOTHING = "没有需要改动的格子。"
SUMMED = frozenset({"money", "count", "hours"})
PASTED = "粘贴的表格.csv"


@dataclass(frozen=True)
class Cell:
    """One cell that a paste would change, or could not read."""

    row: int
    column: Column
    before: str
    after: str
    problem: str = ""


@dataclass
class Paste:
    """What a block would do from the current cell on: edits of the rows there are, and rows beyond the last."""

    cells: list[Cell] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    beyond: list[list[str]] = field(default_factory=list)

    @property
    def problems(self) -> int:
        """How many cells can't be read."""
        return sum(bool(cell.problem) for cell in self.cells)


class Sheet(QObject):
    """What can be done to the cells of one ledger's table."""

    told = Signal(str, bool)
    import_asked = Signal(Path)
    opened = Signal(str)
    remove_asked = Signal()
    history_asked = Signal()

    def __init__(self, office: Office, tasks: Tasks, table: LedgerTable, parent: QWidget) -> None:
        """Nothing is edited yet."""
        super().__init__(parent)
        self.office, self.tasks, self.table, self.window_ = office, tasks, table, parent
        self.ledger: Ledger = table.rows.ledger
        self.own: frozenset[str] = frozenset()
        self.editing = CellEditing(table, office, self._save_cell)
        self.editing.refused.connect(self._say)
        self.editing.given.connect(self._give)
        self.dialog: QDialog | None = None
        self.places: list[QTemporaryDir] = []
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._pop_up)
        self.actions = {name: self._action(*words) for name, words in self._verbs().items()}

    def _verbs(self) -> dict[str, tuple[str, str, Callable[[], object]]]:
        return {
            "edit": ("修改这一格", "", self.editing.begin),
            "copy": ("复制", "Ctrl+C", self.copy),
            "cut": ("剪切", "Ctrl+X", self.cut),
            "paste": ("粘贴…", "Ctrl+V", self.paste),
            "fill": ("向下填充", "Ctrl+D", self.fill_down),
            "clear": ("清除内容", "", self.clear),
            "batch": ("批量修改…", "Ctrl+B", self.batch),
        }

    def _action(self, text: str, keys: str, slot: Callable[[], object]) -> QAction:
        action = QAction(text, self.table)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: slot())  # noqa: PLW0108 - without what `triggered` tells
        self.table.addAction(action)
        return action

    @property
    def locked(self) -> bool:
        """Whether the records can't be changed: the recycle bin is shown, or an earlier day."""
        return self.table.rows.query.bin or bool(self.table.rows.query.as_of)

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self.told.emit(sentence, False)

    # --- menu --------------------------------------------------------------------------------------------------

    @Slot(QPoint)
    def _pop_up(self, where: QPoint) -> None:
        self.menu().popup(self.table.viewport().mapToGlobal(where))

    def menu(self) -> QMenu:
        """What can be done with the selection, the keys beside the words."""
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        current = self.table.currentIndex()
        some = current.isValid()
        menu.addAction("打开\tEnter", self._open).setEnabled(some)
        for name, keys in (
            ("edit", "F2"),
            ("copy", ""),
            ("cut", ""),
            ("paste", ""),
            ("fill", ""),
            ("clear", "Delete"),
            ("batch", ""),
        ):
            action = self.actions[name]
            shown = menu.addAction(f"{action.text()}\t{keys or action.shortcut().toString()}", action.trigger)
            shown.setEnabled(name == "copy" or (some and not self.locked) or (name == "paste" and not self.locked))
        menu.addSeparator()
        menu.addAction("历史\tCtrl+H", self.history_asked.emit).setEnabled(some)
        menu.addAction("恢复" if self.locked else "删除选中的记录", self.remove_asked.emit).setEnabled(some)
        return menu

    def _open(self) -> None:
        self.opened.emit(self.table.rows.ids[self.table.currentIndex().row()])

    # --- one cell and many -------------------------------------------------------------------------------------

    def _save_cell(self, record_id: str, values: Values) -> None:
        if self.locked:
            raise Refusal(
                "现在看的是从前的样子，不能修改。请先清除截至日期。"
                if self.table.rows.query.as_of
                else "回收站里的记录不能修改，请先恢复。"
            )
        titles = "、".join(column.title for key, column in self.ledger.columns.items() if key in values)
        title = self.table.rows.record(self.table.rows.row_of(record_id)).get("title") or ""
        self._write([Edit(record_id, values)], f"修改{self.ledger.title} {title} {titles}")

    def _write(self, edits: Sequence[Edit], act: str) -> None:
        self.own = frozenset(key for edit in edits for key in edit.values)
        try:
            save_edits(self.office, self.ledger, edits, act)
        finally:
            self.own = frozenset()

    def _do(self, edits: Sequence[Edit], act: str, after: Callable[[], None] | None = None) -> None:
        """Few edits at once, many beside the window; what went wrong is said and nothing was changed."""
        if not edits:
            self._say(NOTHING)
            return
        if len(edits) > AT_ONCE:

            def job(progress: Any) -> str:
                save_edits(self.office, self.ledger, edits, act, progress=progress)
                return act

            self._beside(act, job, after)
            return
        try:
            self._write(edits, act)
        except Refusal as refusal:
            self._say(refusal.sentence)
        else:
            self._done(act, after)

    def _each(self, rows: Sequence[int], make: Callable[[Values], Values], act: Callable[[int], str]) -> None:
        """Give the record of each row what is made of it; where there are many, they are read beside the window too."""
        if len(rows) <= AT_ONCE:
            edits = _made((self.table.rows.record(row) for row in rows), make)
            self._do(edits, act(len(edits)))
            return
        ids = [self.table.rows.ids[row] for row in rows]

        def job(progress: Any) -> str:
            edits: list[Edit] = []
            for start in range(0, len(ids), SHOWN):
                progress(start, len(ids), "正在读取")
                edits += _made(self.office.rows(self.ledger, ids[start : start + SHOWN]), make)
            if edits:
                save_edits(self.office, self.ledger, edits, act(len(edits)), progress=progress)
            return act(len(edits)) if edits else ""

        self._beside(act(len(ids)), job)

    def _beside(self, title: str, job: Callable[[Any], str], after: Callable[[], None] | None = None) -> None:
        """Long work, which gives what it has done."""
        task = Task(title, job, self.tasks)
        task.done.connect(lambda act: self._done(act, after))
        task.failed.connect(lambda refusal: self._say(refusal.sentence))
        self.tasks.start(task)

    def _done(self, act: str, after: Callable[[], None] | None) -> None:
        if not act:
            self._say(NOTHING)
            return
        self.told.emit(f"已{act}。", True)
        if after is not None:
            after()

    @Slot(object)
    def _give(self, values: Values) -> None:
        """What was typed into one cell, into its column of every selected row."""
        titles = "、".join(column.title for key, column in self.ledger.columns.items() if key in values)

        def changed(record: Values) -> Values:
            return _changing(record, values)

        self._each(self.table.chosen_rows(), changed, lambda count: f"填写{self.ledger.title} {count} 条的{titles}")

    def _chosen_columns(self) -> list[Column]:
        return [column for column in self.table.chosen_columns() if not column.parts]

    @Slot()
    def clear(self) -> None:
        """Empty the selected cells."""
        columns = self._chosen_columns()
        must = [column.title for column in columns if column.required]
        if self.locked or not columns:
            return
        if must:
            self._say(f"“{'、'.join(must)}”不能为空，没有清除。要删除整条记录，请点“删除”或选中整行再按 Delete。")
            return
        titles = "、".join(column.title for column in columns)

        def emptied(record: Values) -> Values:
            full = [column for column in columns if record.get(column.key) not in (None, "")]
            return {name: None for column in full for name in column.stored}

        self._each(self.table.chosen_rows(), emptied, lambda count: f"清除{self.ledger.title} {count} 条的{titles}")

    @Slot()
    def fill_down(self) -> None:
        """Give the cells below the value of the topmost; of one cell alone, the value above it."""
        rows, columns = self.table.chosen_rows(), self._chosen_columns()
        if self.locked or not rows or not columns:
            return
        if len(rows) == 1:
            if rows[0] == 0:
                self._say("上面没有可以填充的一行。")
                return
            rows = [rows[0] - 1, rows[0]]
        source = self.table.rows.record(rows[0])
        given = {name: source.get(name) for column in columns for name in column.stored}
        titles = "、".join(column.title for column in columns)

        def changed(record: Values) -> Values:
            return _changing(record, given)

        self._each(rows[1:], changed, lambda count: f"向下填充{self.ledger.title} {count} 条的{titles}")

    @Slot()
    def batch(self) -> None:
        """Give one field of every selected record the same value."""
        ids = self.table.chosen_ids()
        if self.locked or not ids:
            return
        current = self.table.currentIndex()
        first = self.table.rows.columns[current.column()] if current.isValid() else None
        dialog = BatchDialog(self.ledger, self.office, len(ids), first, self.window_)
        dialog.accepted.connect(lambda: self._batch_done(dialog, ids))
        self._show(dialog)

    def _batch_done(self, dialog: "BatchDialog", ids: list[str]) -> None:
        values, title = dialog.values(), dialog.column.title
        self._do([Edit(one, values) for one in ids], f"批量修改{self.ledger.title} {len(ids)} 条的{title}")

    def _show(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.open()

    # --- sums --------------------------------------------------------------------------------------------------

    def sums(self) -> list[str]:
        """Count, sum, average and distinct people of the selected cells, as a spreadsheet's foot shows them."""
        rows, columns = self.table.chosen_rows(), self._chosen_columns()
        if len(rows) * len(columns) < 2 or self.table.whole_rows:
            return []
        if len(rows) == len(self.table.rows.ids) and len(rows) > SHOWN:
            found = [self.office.summed(self.ledger, column.key, self.table.rows.query) for column in columns]
        elif len(rows) <= SHOWN:
            records = [self.table.rows.record(row) for row in rows]
            found = [summed(records, column) for column in columns]
        else:
            return []
        told = [f"计数 {sum(one.count for one in found):,}"]
        numbers = [(column.kind, one) for column, one in zip(columns, found, strict=True) if column.kind.name in SUMMED]
        kinds = {kind.name for kind, _ in numbers}
        if len(kinds) == 1:
            kind = numbers[0][0]
            total, count = sum(one.total for _, one in numbers), sum(one.count for _, one in numbers)
            told.append(f"求和 {kind.show(total)}")
            if count:
                average = total / count
                told.append(f"平均 {kind.show(round(average) if kind.name == 'money' else round(average, 2))}")
        people = [one.distinct for column, one in zip(columns, found, strict=True) if is_person(column)]
        if people:
            told.append(f"不同的人 {people[0]:,}")
        return told

    # --- clipboard ---------------------------------------------------------------------------------------------

    @Slot()
    def copy(self) -> None:
        """The selected cells for a spreadsheet; many rows are gathered beside the window."""
        rows = self.table.chosen_rows()
        if len(rows) <= SHOWN:
            self.table.copy()
            return
        ids, ask = self.table.chosen_ids(), self.table.copied

        def job(progress: Any) -> str:
            lines = []
            for start in range(0, len(ids), SHOWN):
                progress(start, len(ids), "正在复制")
                lines += self.office.rows(self.ledger, ids[start : start + SHOWN], as_of=self.table.rows.query.as_of)
            return ask(lines)

        task = Task("复制", job, self.tasks)
        task.done.connect(lambda text: self._copied(text, len(ids)))
        task.failed.connect(lambda refusal: self._say(refusal.sentence))
        self.tasks.start(task)

    @Slot()
    def cut(self) -> None:
        """Copy the selected cells and empty them; where some can't be emptied nothing is."""
        self.copy()
        self.clear()

    def _copied(self, text: str, count: int) -> None:
        QGuiApplication.clipboard().setText(text)
        self._say(f"已复制 {count} 行。")

    @Slot()
    def paste(self) -> None:
        """A block from a spreadsheet: over the rows there are with a look first, as new rows through the import."""
        text = QGuiApplication.clipboard().text()
        block = [row for row in block_of(text) if any(cell.strip() for cell in row)] if text.strip() else []
        if self.locked or not block:
            self._say("剪贴板里没有可以粘贴的内容。" if not block else "回收站里不能粘贴。")
            return
        if is_heading(block[0], self.ledger):
            self._as_new(block[0], block[1:])
            return
        current = self.table.currentIndex()
        if not current.isValid():
            shown = self.table.shown()[: max(len(row) for row in block)]
            self._as_new([column.title for column in shown], block)
            return
        plan = self.plan(block)
        if len(plan.cells) == 1 and not plan.problems and not plan.beyond:
            self._paste(plan)
            return
        dialog = PasteDialog(plan, [self._title(cell.row) for cell in plan.cells[:SHOWN]], self.window_)
        dialog.accepted.connect(lambda: self._paste(plan))
        self._show(dialog)

    def plan(self, block: Sequence[Sequence[str]]) -> Paste:
        """What pasting a block at the selection would change; one value fills the whole selection."""
        shown, header = self.table.shown(), self.table.horizontalHeader()
        rows, chosen = self.table.chosen_rows(), self.table.chosen_columns()
        current = self.table.currentIndex()
        one = len(block) == 1 and len(block[0]) == 1
        if one and (len(rows) > 1 or len(chosen) > 1):
            return self._planned(rows, chosen, [[block[0][0]] * len(chosen)] * len(rows))
        first = rows[0] if rows else current.row()
        place = shown.index(chosen[0]) if chosen else header.visualIndex(current.column())
        columns = shown[place : place + max(len(row) for row in block)]
        last = min(first + len(block), len(self.table.rows.ids))
        plan = self._planned(range(first, last), columns, block[: last - first])
        plan.beyond = [list(row) for row in block[last - first :]]
        return plan

    def _planned(self, rows: Iterable[int], columns: Sequence[Column], block: Sequence[Sequence[str]]) -> Paste:
        plan, context = Paste(columns=list(columns)), self.office.context()
        for row, texts in zip(rows, block, strict=True):
            record, values = self.table.rows.record(row), {}
            for column, text in zip(columns, texts, strict=False):
                before = column.kind.show(record.get(column.key))
                try:
                    value = column.kind.read(text, context).value
                except Unclear as unclear:
                    plan.cells.append(Cell(row, column, before, text, unclear.reason))
                    continue
                if (value or None) == (record.get(column.key) or None):
                    continue
                if value is None and column.required:
                    plan.cells.append(Cell(row, column, before, text, f"{column.title}不能为空"))
                    continue
                values[column.key] = value
                plan.cells.append(Cell(row, column, before, column.kind.show(value)))
            if values:
                plan.edits.append(Edit(record["id"], values))
        return plan

    def _title(self, row: int) -> str:
        return str(self.table.rows.record(row).get("title") or "")

    def _paste(self, plan: Paste) -> None:
        def go_on() -> None:
            if plan.beyond:
                self._as_new([column.title for column in plan.columns], plan.beyond)

        if not plan.edits:
            go_on()
            return
        good = len(plan.cells) - plan.problems
        self._do(plan.edits, f"粘贴{self.ledger.title} {good} 格", go_on)

    def _as_new(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Rows that are no records yet go through the import, where every trap is known."""
        place = QTemporaryDir(str(self.office.folder / "paste-XXXXXX"))  # removed with the page
        self.places.append(place)
        file = Path(place.filePath(PASTED))
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows([titles, *rows])
        self.import_asked.emit(file)


def summed(records: Iterable[Values], column: Column) -> Summed:
    """The figures of one column over some records."""
    values = [(record.get(column.key), record.get(f"{column.key}_id")) for record in records]
    filled = [(value, link) for value, link in values if value not in (None, "")]
    total = sum(value for value, _ in filled) if column.kind.name in SUMMED else 0
    return Summed(len(filled), total, len({link or value for value, link in filled}))


def is_person(column: Column) -> bool:
    """Whether a column names people."""
    return column.kind.name == "name" or bool(column.link and column.link.person)


def is_heading(row: Sequence[str], ledger: Ledger) -> bool:
    """Whether a pasted row names fields: most of its words are headings that the ledger knows, two at least."""
    from desktop.exchange.headers import Known  # noqa: PLC0415 - only what is pasted is looked at so

    known = Known.of(ledger)
    words = [word for word in row if word.strip()]
    hits = sum(known.has(word) for word in words)
    return hits >= 2 and hits * 2 > len(words)


def _made(records: Iterable[Values], make: Callable[[Values], Values]) -> list[Edit]:
    """An edit for every record that would really change."""
    made = ((str(record["id"]), make(record)) for record in records)
    return [Edit(one, values) for one, values in made if values]


def _changing(record: Values, given: Values) -> Values:
    """Those of the given values that a record does not have yet."""
    return {name: value for name, value in given.items() if (record.get(name) or None) != (value or None)}


class PasteDialog(QDialog):
    """What a paste would change, before it does; cells that can't be read are left out and said so."""

    chapter = "像表格一样编辑"

    def __init__(self, plan: Paste, titles: Sequence[str], parent: QWidget | None = None) -> None:
        """Show the changes."""
        super().__init__(parent)
        self.setWindowTitle("粘贴")
        theme.sized(self, 820, 520)
        good = len(plan.cells) - plan.problems
        head = QLabel(f"将修改 {len(plan.edits)} 条记录的 {good} 格。", self)
        head.setProperty("title", True)
        notes = []
        if plan.problems:
            notes.append(f"有 {plan.problems} 格读不懂，会跳过（原来的内容不变），已标在前面。")
        if plan.beyond:
            notes.append(f"还有 {len(plan.beyond)} 行超出了最后一条记录，接下来作为新记录导入。")
        if len(plan.cells) > SHOWN:
            notes.append(f"只列出前 {SHOWN} 格。")
        told = QLabel("\n".join(notes), self)
        told.setProperty("note", True)
        told.setVisible(bool(notes))
        self.table = Listing(("记录", "字段", "原来", "改为", "问题"), "将要修改的格子", self)
        shown = sorted(zip(plan.cells[:SHOWN], titles, strict=True), key=lambda pair: not pair[0].problem)
        self.table.setRowCount(len(shown))
        colours = theme.current()
        for row, (cell, title) in enumerate(shown):
            for place, text in enumerate((title, cell.column.title, cell.before, cell.after, cell.problem)):
                colour = colours.good if place == 3 and not cell.problem else colours.problem
                self.table.put(row, place, text, colour if place >= 2 else "")
        self.go, foot = yes_or_no(self, "粘贴" if good else "继续")
        self.go.setEnabled(bool(good or plan.beyond))
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(8)
        for widget in (head, told):
            box.addWidget(widget)
        box.addWidget(self.table, 1)
        box.addLayout(foot)


class BatchDialog(QDialog):
    """One field, one value, for every selected record."""

    chapter = "像表格一样编辑"

    def __init__(
        self, ledger: Ledger, office: Office, count: int, first: Column | None, parent: QWidget | None = None
    ) -> None:
        """Begin with the field of the current cell."""
        super().__init__(parent)
        self.ledger, self.office = ledger, office
        self.setWindowTitle("批量修改")
        theme.sized(self, 460, 220)
        self.columns = [column for column in ledger.columns.values() if not column.parts]
        self.field = QComboBox(self)
        self.field.setAccessibleName("字段")
        self.field.addItems([column.title for column in self.columns])
        self.field.setMaxVisibleItems(20)
        if first in self.columns:
            self.field.setCurrentIndex(self.columns.index(first))
        self.form = QFormLayout()
        self.form.addRow("字段", self.field)
        self.told = QLabel(self)
        self.told.setProperty("problem", True)
        self.told.setWordWrap(True)
        self.go, foot = yes_or_no(self, f"修改 {count} 条")
        hint = QLabel("留空会清除这些记录的这个字段。改错了可以撤销（Ctrl+Z）。", self)
        hint.setProperty("muted", True)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.addLayout(self.form)
        for widget in (self.told, hint):
            box.addWidget(widget)
        box.addStretch(1)
        box.addLayout(foot)
        self.field.currentIndexChanged.connect(self._other_field)
        self._other_field()

    @property
    def column(self) -> Column:
        """The field that is to change."""
        return self.columns[max(self.field.currentIndex(), 0)]

    @Slot()
    def _other_field(self) -> None:
        if self.form.rowCount() > 1:
            self.form.removeRow(1)
        self.editor = editor_for(self.column, self.office, self)
        self.form.addRow("改为", self.editor)
        self.told.clear()

    def values(self) -> Values:
        """The new value."""
        return self.editor.value()

    def accept(self) -> None:
        """Only with a value that can be read."""
        self.editor.value()
        empty = self.column.required and not self.editor.text().strip()
        problem = f"{self.column.title}不能为空" if empty else self.editor.problem
        self.told.setText(problem)
        self.editor.mark(bool(problem))
        if not problem:
            super().accept()
