"""Changes to the cells of many records, each one act; while one is under way the table takes it for work by hand."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.errors import Refusal
from desktop.ledger import Column, Values
from desktop.records.editing import Edit, save_edits
from desktop.records.reading import paged
from desktop.store.office import Office
from desktop.views.kit.acting import Acting
from desktop.views.kit.tasks import Tasks
from desktop.views.sheet.grid import Grid

READ, NOTED = 2000, 2
NOTHING = "没有需要改动的格子。"
LOCKED = "现在看的是回收站或从前的样子，不能修改。请先恢复，或清除截至日期（Esc）。"
Make = Callable[[Values], Values]


class Changing(QObject):
    """The changes made by hand to the records of one table; `own` are the fields that are being changed so."""

    told = Signal(str, bool)

    def __init__(self, office: Office, tasks: Tasks, table: Grid, parent: QObject) -> None:
        """Nothing is being changed."""
        super().__init__(parent)
        self.office, self.table, self.ledger = office, table, table.rows.ledger
        self.own: frozenset[str] = frozenset()
        self.acting = Acting(tasks, self)

    @property
    def locked(self) -> str:
        """Why the records can't be changed: others are asked for, the recycle bin is shown, or an earlier day."""
        rows = self.table.rows
        return rows.pending or (LOCKED if rows.query.bin or rows.query.as_of else "")

    @Slot(str)
    def say(self, sentence: str) -> None:
        """Tell what there is to tell."""
        if sentence:
            self.told.emit(sentence, False)

    @Slot(object)
    def refused(self, refusal: Refusal) -> None:
        """Tell why something can't be."""
        self.say(refusal.sentence)

    @contextmanager
    def by_hand(self, keys: Iterable[str]) -> Iterator[None]:
        """These fields are being changed by hand."""
        before, self.own = self.own, frozenset(keys)
        try:
            yield
        finally:
            self.own = before

    def write(self, edits: Sequence[Edit], act: str) -> str:
        """Make the edits at once; gives what was done, and what to know of it."""
        with self.by_hand(keys_of(edits)):
            _, notes = save_edits(self.office, self.ledger, edits, act)
        return _noted(act, notes)

    def do(self, edits: Sequence[Edit], act: str, after: Callable[[], None] | None = None) -> None:
        """Make the edits as one act; what went wrong is said, and nothing was changed."""
        if not edits:
            self.say(NOTHING)
            return

        def job(progress: Any) -> str:
            return _noted(act, save_edits(self.office, self.ledger, edits, act, progress=progress)[1])

        self._act(act, job, len(edits), keys_of(edits), after)

    def each(self, ids: Sequence[str], make: Make, act: Callable[[int], str], keys: Iterable[str]) -> bool:
        """Give each of the records what is made of it, all in these fields."""

        def job(progress: Any) -> str:
            edits: list[Edit] = []
            for some in paged(ids, progress, "正在读取", READ):
                made = ((str(record["id"]), make(record)) for record in self.office.rows(self.ledger, some))
                edits += [Edit(one, values) for one, values in made if values]
            if not edits:
                return ""
            done = act(len(edits))
            return _noted(done, save_edits(self.office, self.ledger, edits, done, progress=progress)[1])

        return self._act(act(len(ids)), job, len(ids), keys)

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

    def _done(self, act: str, after: Callable[[], None] | None) -> None:
        self.own = frozenset()
        if not act:
            self.say(NOTHING)
            return
        self.told.emit(f"已{act}。", True)
        if after is not None:
            after()

    @Slot(object)
    def _not_done(self, refusal: Refusal) -> None:
        if not self.acting.under_way:
            self.own = frozenset()
        self.refused(refusal)

    def chosen_columns(self) -> list[Column]:
        """The columns selected that hold one value a cell."""
        return [column for column in self.table.chosen_columns() if not column.parts]

    def emptying(self) -> Callable[[], object] | None:
        """How to empty the cells that are selected now; None where there are none, or some must not be empty."""
        columns = self.chosen_columns()
        must = [column.title for column in columns if column.required]
        if self.locked or not columns:
            self.say(self.locked)
            return None
        if must:
            self.say(f"“{'、'.join(must)}”不能为空，没有清除。要删除整条记录，请点“删除”或选中整行再按 Delete。")
            return None
        titles = "、".join(column.title for column in columns)
        chosen = {self.table.rows.ids[row]: columns for rows, columns in self.table.bands() for row in rows}

        def emptied(record: Values) -> Values:
            full = [one for one in chosen[record["id"]] if not one.parts and record.get(one.key) not in (None, "")]
            return {name: None for column in full for name in column.stored}

        def told(count: int) -> str:
            return f"清除{self.ledger.title} {count} 条的{titles}"

        keys = [name for column in columns for name in column.stored]
        return lambda: self.each(list(chosen), emptied, told, keys)


def keys_of(edits: Sequence[Edit]) -> frozenset[str]:
    """The fields that edits change."""
    return frozenset(key for edit in edits for key in edit.values)


def _noted(act: str, notes: Sequence[str]) -> str:
    """An act with what to know of it."""
    more = f"等 {len(notes)} 处" if len(notes) > NOTED else ""
    return "；".join([act, *notes[:NOTED]]) + more
