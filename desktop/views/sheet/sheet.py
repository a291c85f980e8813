"""The table as a spreadsheet: cells edited in place, blocks copied, pasted, filled down and cleared; each one act."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.errors import Refusal
from desktop.ledger import Ledger, Values
from desktop.records.editing import Edit
from desktop.store.office import Office
from desktop.views.kit.dialogs import show
from desktop.views.kit.tasks import Tasks
from desktop.views.sheet.cells import CellEditing
from desktop.views.sheet.changing import Changing
from desktop.views.sheet.clipboard import Clipboard
from desktop.views.sheet.same_value import SameValueDialog
from desktop.views.sheet.table import LedgerTable

KEYS = {"edit": "F2", "clear": "Delete"}  # keys that are the table's own


class Sheet(QObject):
    """What can be done to the cells of one ledger's table."""

    opened = Signal(str)
    remove_asked = Signal()
    asked = Signal(str)
    column_menu_asked = Signal(object, int)

    def __init__(self, office: Office, tasks: Tasks, table: LedgerTable, parent: QWidget) -> None:
        """Nothing is edited yet."""
        super().__init__(parent)
        self.office, self.table, self.window_ = office, table, parent
        self.ledger: Ledger = table.rows.ledger
        self.changing = Changing(office, tasks, table, self)
        self.clipboard = Clipboard(self.changing, tasks, parent)
        self.editing = CellEditing(table, office, self._save_cell)
        self.editing.refused.connect(self.changing.say)
        self.editing.give = self._give
        self.dialog: SameValueDialog | None = None
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._pop_up)
        self.actions = {name: self._action(*words) for name, words in self._verbs().items()}

    def _verbs(self) -> dict[str, tuple[str, str, Callable[[], object]]]:
        return {
            "edit": ("修改这一格", "", self.edit),
            "copy": ("复制", "Ctrl+C", self.clipboard.copy),
            "cut": ("剪切", "Ctrl+X", self.clipboard.cut),
            "paste": ("粘贴…", "Ctrl+V", self.clipboard.paste),
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

    @Slot(QPoint)
    def _pop_up(self, where: QPoint) -> None:
        self.menu().popup(self.table.viewport().mapToGlobal(where))

    def menu(self) -> QMenu:
        """What can be done with the selection, the keys beside the words."""
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        current, free = self.table.currentIndex(), not self.changing.locked
        some = current.isValid()
        menu.addAction("打开\tEnter", self._open).setEnabled(some)
        for name, action in self.actions.items():
            keys = KEYS.get(name, action.shortcut().toString())
            shown = menu.addAction(f"{action.text()}\t{keys}", action.trigger)
            shown.setEnabled(name == "copy" or (free and (some or name == "paste")))
        menu.addSeparator()
        self.column_menu_asked.emit(menu, current.column())
        menu.addAction("历史\tCtrl+H", self._ask_history).setEnabled(some)
        verb = "恢复" if self.table.rows.query.bin else "删除选中的记录"
        menu.addAction(verb, self.remove_asked.emit).setEnabled(some and not self.table.rows.query.as_of)
        return menu

    def _open(self) -> None:
        self.opened.emit(self.table.rows.ids[self.table.currentIndex().row()])

    def _ask_history(self) -> None:
        self.asked.emit("history")

    def _save_cell(self, record_id: str, values: Values) -> None:
        if self.changing.locked:
            raise Refusal(self.changing.locked)
        titles = "、".join(column.title for key, column in self.ledger.columns.items() if key in values)
        title = self.table.rows.record(self.table.rows.row_of(record_id)).get("title") or ""
        act = f"修改{self.ledger.title} {title} {titles}"
        told = self.changing.write([Edit(record_id, values)], act)
        if told != act:
            self.changing.told.emit(f"已{told}。", True)

    def _give(self, values: Values) -> bool:
        """What was typed into one cell, into its column of every row in which that is selected; False where it can't be."""
        if self.changing.locked:
            self.changing.say(self.changing.locked)
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

        return self.changing.each(ids, changed, lambda count: f"填写{self.ledger.title} {count} 条的{titles}", values)

    @Slot()
    def clear(self) -> None:
        """Empty the selected cells."""
        empty = self.changing.emptying()
        if empty is not None:
            empty()

    @Slot()
    def fill_down(self) -> None:
        """Give the cells below the value of the topmost; of one cell alone, the value above it."""
        rows, columns = self.table.chosen_rows(), self.changing.chosen_columns()
        if self.changing.locked or not rows or not columns:
            self.changing.say(self.changing.locked)
            return
        if not self.table.is_block or rows[-1] - rows[0] >= len(rows):
            self.changing.say("请选相连的一块，再向下填充。")
            return
        if len(rows) == 1:
            if rows[0] == 0:
                self.changing.say("上面没有可以填充的一行。")
                return
            rows = [rows[0] - 1, rows[0]]
        source = self.table.rows.record(rows[0])
        given = {name: source.get(name) for column in columns for name in column.stored}
        titles = "、".join(column.title for column in columns)

        def changed(record: Values) -> Values:
            return _changing(record, given)

        ids = [self.table.rows.ids[row] for row in rows[1:]]
        self.changing.each(ids, changed, lambda count: f"向下填充{self.ledger.title} {count} 条的{titles}", given)

    @Slot()
    def batch(self) -> None:
        """Give one field of every selected record the same value."""
        ids = self.table.chosen_ids()
        if self.changing.locked or not ids:
            self.changing.say(self.changing.locked)
            return
        current = self.table.currentIndex()
        first = self.table.rows.columns[current.column()] if current.isValid() else None
        self.dialog = SameValueDialog(self.ledger, self.office, ids, first, self.window_)
        self.dialog.accepted.connect(self._batch_done)
        show(self.dialog)

    @Slot()
    def _batch_done(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        values, title, ids = dialog.values(), dialog.column.title, dialog.ids
        self.changing.do([Edit(one, values) for one in ids], f"批量修改{self.ledger.title} {len(ids)} 条的{title}")


def _changing(record: Values, given: Values) -> Values:
    """Those of the given values that a record does not have yet."""
    return {name: value for name, value in given.items() if (record.get(name) or None) != (value or None)}
