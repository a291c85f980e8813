"""Blocks of cells to and from a spreadsheet: copied, cut, pasted over what there is or taken in as new records."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTemporaryDir, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.ledger import Column, Ledger, Values
from desktop.records.pasting import Paste, block_of, copied, planned
from desktop.records.reading import paged
from desktop.views.kit.acting import AT_ONCE, Acting
from desktop.views.kit.dialogs import show
from desktop.views.kit.tasks import Tasks
from desktop.views.sheet.changing import READ, Changing
from desktop.views.sheet.paste_dialog import PasteDialog

PASTED = "粘贴的表格.csv"


class Clipboard(QObject):
    """The clipboard of one table."""

    import_asked = Signal(Path)

    def __init__(self, changing: Changing, tasks: Tasks, window: QWidget) -> None:
        """Nothing is being copied."""
        super().__init__(changing)
        self.changing, self.office, self.table = changing, changing.office, changing.table
        self.ledger, self.window_ = changing.ledger, window
        self.copying = Acting(tasks, self)
        self.dialog: PasteDialog | None = None
        self.places: list[QTemporaryDir] = []

    @Slot()
    def copy(self) -> None:
        """The selected cells for a spreadsheet; many rows are gathered beside the window."""
        self._copy(None)

    def _copy(self, after: Callable[[], object] | None) -> None:
        if self.table.rows.pending:
            self.changing.say(self.table.rows.pending)
            return
        if not self.table.is_block:
            self.changing.say("选中的几块形状不同，不能一起复制。请选一整块。")
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
            for some in paged(ids, progress, "正在复制", READ):
                records += self.office.rows(self.ledger, some, as_of=as_of)
            return copied(shown, records, headed=headed)

        self.copying.do(
            "复制", job, lambda text: self._copied(text, len(ids), after), self.changing.refused, size=len(ids)
        )

    @Slot()
    def cut(self) -> None:
        """Copy the selected cells and empty them; where some can't be emptied nothing is."""
        empty = self.changing.emptying()
        if empty is not None:
            self._copy(empty)

    def _copied(self, text: str, count: int, after: Callable[[], object] | None) -> None:
        QGuiApplication.clipboard().setText(text)
        self.changing.say(f"已复制 {count} 行。")
        if after is not None:
            after()

    @Slot()
    def paste(self) -> None:
        """A block from a spreadsheet: over the rows there are with a look first, as new rows through the import."""
        block = block_of(QGuiApplication.clipboard().text())
        if self.changing.locked or not block:
            self.changing.say("剪贴板里没有可以粘贴的内容。" if not block else self.changing.locked)
            return
        filled = [row for row in block if any(cell.strip() for cell in row)]
        if is_heading(block[0], self.ledger):
            self._as_new(block[0], filled[1:])
        elif not self.table.currentIndex().isValid():
            shown = self.table.shown()[: max(len(row) for row in block)]
            self._as_new([column.title for column in shown], filled)
        else:
            self._over(block)

    def _over(self, block: list[list[str]]) -> None:
        """Read what goes over the rows there are, and look at it."""
        targets, block, rest = self._targets(block)

        def whole(plan: Paste) -> Paste:
            plan.columns, plan.beyond, plan.cut = rest.columns, rest.beyond, rest.cut
            return plan

        self.changing.acting.do(
            "核对粘贴的内容",
            lambda step: whole(planned(self.office, self.ledger, targets, block, step)),
            self._look_first,
            self.changing.refused,
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
            self.changing.say("粘贴的内容与原来的一样，没有改动。")
        elif len(plan.cells) == 1 and not plan.problems and not plan.beyond and not plan.cut:
            self._paste(plan)
        else:
            self.dialog = PasteDialog(plan, self.window_)
            self.dialog.accepted.connect(self._pasted)
            show(self.dialog)

    @Slot()
    def _pasted(self) -> None:
        if self.dialog is not None:
            self._paste(self.dialog.plan)

    def _paste(self, plan: Paste) -> None:
        def go_on() -> None:
            if plan.beyond:
                self._as_new([column.title for column in plan.columns], plan.beyond)

        if not plan.edits:
            go_on()
            return
        good = len(plan.cells) - plan.problems
        self.changing.do(plan.edits, f"粘贴{self.ledger.title} {good} 格", go_on)

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
