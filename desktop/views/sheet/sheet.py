"""The table as a spreadsheet: cells edited in place, blocks copied, pasted, filled down and cleared; each one act."""

import csv
from collections.abc import Callable, Iterable, Sequence
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

from desktop.errors import Refusal
from desktop.ledger import Column, Ledger, Values
from desktop.records.editing import Edit, save_edits
from desktop.records.pasting import Cell, Paste, block_of, copied, planned
from desktop.store.office import Office
from desktop.views.form.editors import editor_for
from desktop.views.kit import theme
from desktop.views.kit.acting import AT_ONCE, Acting
from desktop.views.kit.dialogs import show, yes_or_no
from desktop.views.kit.listing import Listing
from desktop.views.kit.tasks import Tasks
from desktop.views.sheet.cells import CellEditing
from desktop.views.sheet.table import LedgerTable

SHOWN, NOTED = 2000, 2
NOTHING = "没有需要改动的格子。"
LOCKED = "现在看的是回收站或从前的样子，不能修改。请先恢复，或清除截至日期（Esc）。"
PASTED = "粘贴的表格.csv"
Make = Callable[[Values], Values]


class Sheet(QObject):
    """What can be done to the cells of one ledger's table."""

    told = Signal(str, bool)
    import_asked = Signal(Path)
    opened = Signal(str)
    remove_asked = Signal()
    history_asked = Signal()
    column_menu_asked = Signal(object, int)

    def __init__(self, office: Office, tasks: Tasks, table: LedgerTable, parent: QWidget) -> None:
        """Nothing is edited yet."""
        super().__init__(parent)
        self.office, self.tasks, self.table, self.window_ = office, tasks, table, parent
        self.ledger: Ledger = table.rows.ledger
        self.own: frozenset[str] = frozenset()
        self.acting, self.copying = Acting(tasks, self), Acting(tasks, self)
        self.editing = CellEditing(table, office, self._save_cell)
        self.editing.refused.connect(self._say)
        self.editing.give = self._give
        self.dialog: QDialog | None = None
        self.places: list[QTemporaryDir] = []
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._pop_up)
        self.actions = {name: self._action(*words) for name, words in self._verbs().items()}

    def _verbs(self) -> dict[str, tuple[str, str, Callable[[], object]]]:
        return {
            "edit": ("修改这一格", "", self.edit),
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
        action.triggered.connect(slot)
        self.table.addAction(action)
        return action

    @Slot()
    def edit(self) -> None:
        """Edit the current cell as it is."""
        self.editing.begin()

    @property
    def locked(self) -> str:
        """Why the records can't be changed: others are asked for, the recycle bin is shown, or an earlier day."""
        rows = self.table.rows
        return rows.pending or (LOCKED if rows.query.bin or rows.query.as_of else "")

    @Slot(str)
    def _say(self, sentence: str) -> None:
        if sentence:
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
        self.column_menu_asked.emit(menu, current.column())
        menu.addAction("历史\tCtrl+H", self.history_asked.emit).setEnabled(some)
        verb = "恢复" if self.table.rows.query.bin else "删除选中的记录"
        menu.addAction(verb, self.remove_asked.emit).setEnabled(some and not self.table.rows.query.as_of)
        return menu

    def _open(self) -> None:
        self.opened.emit(self.table.rows.ids[self.table.currentIndex().row()])

    # --- one cell and many -------------------------------------------------------------------------------------

    def _save_cell(self, record_id: str, values: Values) -> None:
        if self.locked:
            raise Refusal(self.locked)
        titles = "、".join(column.title for key, column in self.ledger.columns.items() if key in values)
        title = self.table.rows.record(self.table.rows.row_of(record_id)).get("title") or ""
        act = f"修改{self.ledger.title} {title} {titles}"
        told = self._write([Edit(record_id, values)], act)
        if told != act:
            self.told.emit(f"已{told}。", True)

    def _write(self, edits: Sequence[Edit], act: str) -> str:
        """Make the edits; gives what was done, and what to know of it."""
        before, self.own = self.own, keys_of(edits)
        try:
            _, notes = save_edits(self.office, self.ledger, edits, act)
        finally:
            self.own = before
        return _noted(act, notes)

    def _do(self, edits: Sequence[Edit], act: str, after: Callable[[], None] | None = None) -> None:
        """Make the edits as one act; what went wrong is said, and nothing was changed."""
        if not edits:
            self._say(NOTHING)
            return

        def job(progress: Any) -> str:
            return _noted(act, save_edits(self.office, self.ledger, edits, act, progress=progress)[1])

        self._act(act, job, len(edits), keys_of(edits), after)

    def _act(
        self,
        title: str,
        job: Callable[[Any], str],
        size: int,
        keys: Iterable[str],
        after: Callable[[], None] | None = None,
    ) -> bool:
        """Change these fields of so many records; until that is over, the table takes it for a change by hand."""
        changed = frozenset(keys)

        def begun() -> None:
            self.own = changed

        return self.acting.do(title, job, lambda act: self._done(act, after), self._not_done, size=size, begun=begun)

    def _each(self, ids: Sequence[str], make: Make, act: Callable[[int], str], keys: Iterable[str]) -> bool:
        """Give each of the records what is made of it, all in these fields."""

        def job(progress: Any) -> str:
            edits: list[Edit] = []
            for start in range(0, len(ids), SHOWN):
                if progress:
                    progress(start, len(ids), "正在读取")
                records = self.office.rows(self.ledger, ids[start : start + SHOWN])
                made = ((str(record["id"]), make(record)) for record in records)
                edits += [Edit(one, values) for one, values in made if values]
            if not edits:
                return ""
            done = act(len(edits))
            return _noted(done, save_edits(self.office, self.ledger, edits, done, progress=progress)[1])

        return self._act(act(len(ids)), job, len(ids), keys)

    @Slot(object)
    def _not_done(self, refusal: Refusal) -> None:
        if not self.acting.under_way:
            self.own = frozenset()
        self._refused(refusal)

    @Slot(object)
    def _refused(self, refusal: Refusal) -> None:
        self._say(refusal.sentence)

    def _done(self, act: str, after: Callable[[], None] | None) -> None:
        self.own = frozenset()
        if not act:
            self._say(NOTHING)
            return
        self.told.emit(f"已{act}。", True)
        if after is not None:
            after()

    def _give(self, values: Values) -> bool:
        """What was typed into one cell, into its column of every row in which that is selected; False where it can't be."""
        if self.locked:
            self._say(self.locked)
            return False
        titles = "、".join(column.title for key, column in self.ledger.columns.items() if key in values)
        ids = [
            self.table.rows.ids[row]
            for rows, columns in self.table.bands()
            if any(one.key in values for one in columns)
            for row in rows
        ]

        def changed(record: Values) -> Values:
            return _changing(record, values)

        return self._each(ids, changed, lambda count: f"填写{self.ledger.title} {count} 条的{titles}", values)

    def _chosen_columns(self) -> list[Column]:
        return [column for column in self.table.chosen_columns() if not column.parts]

    @Slot()
    def clear(self) -> None:
        """Empty the selected cells."""
        empty = self._emptying()
        if empty is not None:
            empty()

    def _emptying(self) -> Callable[[], object] | None:
        """How to empty the cells that are selected now; None where there are none, or some must not be empty."""
        columns = self._chosen_columns()
        must = [column.title for column in columns if column.required]
        if self.locked or not columns:
            self._say(self.locked)
            return None
        if must:
            self._say(f"“{'、'.join(must)}”不能为空，没有清除。要删除整条记录，请点“删除”或选中整行再按 Delete。")
            return None
        titles = "、".join(column.title for column in columns)
        chosen = {self.table.rows.ids[row]: columns for rows, columns in self.table.bands() for row in rows}

        def emptied(record: Values) -> Values:
            full = [one for one in chosen[record["id"]] if not one.parts and record.get(one.key) not in (None, "")]
            return {name: None for column in full for name in column.stored}

        def told(count: int) -> str:
            return f"清除{self.ledger.title} {count} 条的{titles}"

        keys = [name for column in columns for name in column.stored]
        return lambda: self._each(list(chosen), emptied, told, keys)

    @Slot()
    def fill_down(self) -> None:
        """Give the cells below the value of the topmost; of one cell alone, the value above it."""
        rows, columns = self.table.chosen_rows(), self._chosen_columns()
        if self.locked or not rows or not columns:
            self._say(self.locked)
            return
        if not self.table.is_block or rows[-1] - rows[0] >= len(rows):
            self._say("请选相连的一块，再向下填充。")
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

        ids = [self.table.rows.ids[row] for row in rows[1:]]
        self._each(ids, changed, lambda count: f"向下填充{self.ledger.title} {count} 条的{titles}", given)

    @Slot()
    def batch(self) -> None:
        """Give one field of every selected record the same value."""
        ids = self.table.chosen_ids()
        if self.locked or not ids:
            self._say(self.locked)
            return
        current = self.table.currentIndex()
        first = self.table.rows.columns[current.column()] if current.isValid() else None
        dialog = SameValueDialog(self.ledger, self.office, ids, first, self.window_)
        dialog.accepted.connect(self._batch_done)
        self._show(dialog)

    @Slot()
    def _batch_done(self) -> None:
        dialog = self.dialog
        if not isinstance(dialog, SameValueDialog):
            return
        values, title, ids = dialog.values(), dialog.column.title, dialog.ids
        self._do([Edit(one, values) for one in ids], f"批量修改{self.ledger.title} {len(ids)} 条的{title}")

    def _show(self, dialog: QDialog) -> None:
        self.dialog = dialog
        show(dialog)

    # --- clipboard ---------------------------------------------------------------------------------------------

    @Slot()
    def copy(self) -> None:
        """The selected cells for a spreadsheet; many rows are gathered beside the window."""
        self._copy(None)

    def _copy(self, after: Callable[[], object] | None) -> None:
        if self.table.rows.pending:
            self._say(self.table.rows.pending)
            return
        if not self.table.is_block:
            self._say("选中的几块形状不同，不能一起复制。请选一整块。")
            return
        ids, headed, as_of = self.table.chosen_ids(), self.table.whole_rows, self.table.rows.query.as_of
        shown = self.table.shown() if headed else self.table.chosen_columns()
        if len(ids) <= AT_ONCE:
            records = [self.table.rows.record(row) for row in self.table.chosen_rows()]
            QGuiApplication.clipboard().setText(copied(shown, records, headed=headed))
            if after is not None:
                after()
            return

        def job(progress: Any) -> str:
            records: list[Values] = []
            for start in range(0, len(ids), SHOWN):
                progress(start, len(ids), "正在复制")
                records += self.office.rows(self.ledger, ids[start : start + SHOWN], as_of=as_of)
            return copied(shown, records, headed=headed)

        self.copying.do("复制", job, lambda text: self._copied(text, len(ids), after), self._refused, size=len(ids))

    @Slot()
    def cut(self) -> None:
        """Copy the selected cells and empty them; where some can't be emptied nothing is."""
        empty = self._emptying()
        if empty is not None:
            self._copy(empty)

    def _copied(self, text: str, count: int, after: Callable[[], object] | None) -> None:
        QGuiApplication.clipboard().setText(text)
        self._say(f"已复制 {count} 行。")
        if after is not None:
            after()

    @Slot()
    def paste(self) -> None:
        """A block from a spreadsheet: over the rows there are with a look first, as new rows through the import."""
        block = block_of(QGuiApplication.clipboard().text())
        if self.locked or not block:
            self._say("剪贴板里没有可以粘贴的内容。" if not block else self.locked)
            return
        filled = [row for row in block if any(cell.strip() for cell in row)]
        if is_heading(block[0], self.ledger):
            self._as_new(block[0], filled[1:])
            return
        current = self.table.currentIndex()
        if not current.isValid():
            shown = self.table.shown()[: max(len(row) for row in block)]
            self._as_new([column.title for column in shown], filled)
            return
        targets, block, rest = self._targets(block)

        def whole(plan: Paste) -> Paste:
            plan.columns, plan.beyond, plan.cut = rest.columns, rest.beyond, rest.cut
            return plan

        self.acting.do(
            "核对粘贴的内容",
            lambda step: whole(planned(self.office, self.ledger, targets, block, step)),
            self._look_first,
            self._refused,
            size=len(targets),
        )

    def _targets(self, block: list[list[str]]) -> tuple[list[tuple[str, list[Column]]], list[list[str]], Paste]:
        """Where the texts of each row go, those texts, and what falls beyond the table; one value fills the selection."""
        shown, header, ids = self.table.shown(), self.table.horizontalHeader(), self.table.rows.ids
        current, bands = self.table.currentIndex(), self.table.bands()
        one = len(block) == 1 and len(block[0]) == 1
        if one and sum(len(rows) * len(columns) for rows, columns in bands) > 1:
            targets = [(ids[row], columns) for rows, columns in bands for row in rows]
            return targets, [block[0] * len(columns) for _, columns in targets], Paste()
        first = bands[0][0][0] if bands else current.row()
        place = shown.index(bands[0][1][0]) if bands else header.visualIndex(current.column())
        wide = max(len(row) for row in block)
        columns = shown[place : place + wide]
        last = min(first + len(block), len(ids))
        beyond = [row for row in block[last - first :] if any(cell.strip() for cell in row)]
        rest = Paste(columns=columns, beyond=beyond, cut=wide - len(columns))
        return [(one_id, columns) for one_id in ids[first:last]], block[: last - first], rest

    @Slot(object)
    def _look_first(self, plan: Paste) -> None:
        """One plain cell is pasted at once, what is more is shown first."""
        if not plan.cells and not plan.beyond:
            self._say("粘贴的内容与原来的一样，没有改动。")
        elif len(plan.cells) == 1 and not plan.problems and not plan.beyond and not plan.cut:
            self._paste(plan)
        else:
            dialog = PasteDialog(plan, self.window_)
            dialog.accepted.connect(self._pasted)
            self._show(dialog)

    @Slot()
    def _pasted(self) -> None:
        if isinstance(self.dialog, PasteDialog):
            self._paste(self.dialog.plan)

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


def is_heading(row: Sequence[str], ledger: Ledger) -> bool:
    """Whether a pasted row names fields: most of its words are headings that the ledger knows, two at least."""
    from desktop.exchange.headers import Known  # noqa: PLC0415 - only what is pasted is looked at so

    known = Known.of(ledger)
    words = [word for word in row if word.strip()]
    hits = sum(known.has(word) for word in words)
    return hits >= 2 and hits * 2 > len(words)


def keys_of(edits: Sequence[Edit]) -> frozenset[str]:
    """The fields that edits change."""
    return frozenset(key for edit in edits for key in edit.values)


def _noted(act: str, notes: Sequence[str]) -> str:
    """An act with what to know of it."""
    more = f"等 {len(notes)} 处" if len(notes) > NOTED else ""
    return "；".join([act, *notes[:NOTED]]) + more


def _changing(record: Values, given: Values) -> Values:
    """Those of the given values that a record does not have yet."""
    return {name: value for name, value in given.items() if (record.get(name) or None) != (value or None)}


class PasteDialog(QDialog):
    """What a paste would change, before it does; cells that can't be read are left out and said so."""

    chapter = "像表格一样编辑"

    def __init__(self, plan: Paste, parent: QWidget | None = None) -> None:
        """Show the changes."""
        super().__init__(parent)
        self.plan = plan
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
        if plan.cut:
            notes.append(f"右边有 {plan.cut} 列超出了表格，不会粘贴。")
        if len(plan.cells) > SHOWN:
            notes.append(f"只列出前 {SHOWN} 格。")
        told = QLabel("\n".join(notes), self)
        told.setProperty("note", True)
        told.setVisible(bool(notes))
        self.table = Listing(("记录", "字段", "原来", "改为", "问题"), "将要修改的格子", self)
        shown = sorted(plan.cells, key=lambda cell: not cell.problem)[:SHOWN]
        self.table.pour(len(shown), shown, self._show)
        self.go, foot = yes_or_no(self, "粘贴" if good else "继续")
        self.go.setEnabled(bool(good or plan.beyond))
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(8)
        for widget in (head, told):
            box.addWidget(widget)
        box.addWidget(self.table, 1)
        box.addLayout(foot)

    def _show(self, row: int, cell: Cell) -> None:
        colours = theme.current()
        for place, text in enumerate((cell.record, cell.column.title, cell.before, cell.after, cell.problem)):
            colour = colours.good if place == 3 and not cell.problem else colours.problem
            self.table.put(row, place, text, colour if place >= 2 else "")


class SameValueDialog(QDialog):
    """One field, one value, for every selected record."""

    chapter = "像表格一样编辑"

    def __init__(
        self, ledger: Ledger, office: Office, ids: Sequence[str], first: Column | None, parent: QWidget | None = None
    ) -> None:
        """Begin with the field of the current cell."""
        super().__init__(parent)
        self.ledger, self.office, self.ids = ledger, office, ids
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
        self.go, foot = yes_or_no(self, f"修改 {len(ids)} 条")
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
