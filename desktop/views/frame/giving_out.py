"""What leaves the program beside the window: a workbook, a superior's layout filled, a backup."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.errors import Refusal
from desktop.store.backup import backup as make_backup
from desktop.store.integrity import check
from desktop.store.office import Office
from desktop.views.frame.stack import PageStack
from desktop.views.kit.desk import Desk, default_name
from desktop.views.kit.tasks import Task


def backed_up(office: Office) -> str:
    """Make a backup, verify it, and say where it lies and what was found."""
    settings = office.settings
    folder = Path(settings.backup_folder) if settings.backup_folder else None
    made = make_backup(office.folder, folder, settings.backups_kept)
    office.note("backup", f"备份到 {made.path.name}")
    faults = [f"{one.name}：{one.detail}" for one in check(office) if not one.ok]
    return f"已备份到 {made.path}，但检查发现问题：{'；'.join(faults)}" if faults else f"已备份并检查：{made.path}"


class GivingOut(QObject):
    """The verbs that write files; `said` tells what came of each."""

    said = Signal(str)

    def __init__(self, desk: Desk, stack: PageStack, parent: QObject) -> None:
        """Nothing is asked yet."""
        super().__init__(parent)
        self.desk, self.office, self.stack = desk, desk.office, stack

    @Slot()
    def export_table(self) -> None:
        """Write the chosen records to a workbook."""
        page = self.stack.page
        if page is None:
            return
        from desktop.records.exporting import export  # noqa: PLC0415 - the first window does without

        office, ledger, query = self.office, page.ledger, page.query()
        self._export(ledger.title, "导出为 Excel", lambda out, step: export(office, ledger, out, query, step))

    @Slot(str)
    def export_layout(self, layout_id: str) -> None:
        """Write the chosen records in a superior's layout."""
        page = self.stack.page
        if page is None:
            return
        from desktop.services.layouts import export_layout, layout_named  # noqa: PLC0415 - the first window does without

        office, ledger, query = self.office, page.ledger, page.query()
        layout = layout_named(ledger, layout_id)
        self._export(
            layout.title,
            f"按“{layout.title}”导出",
            lambda out, step: export_layout(office, ledger, layout, out, query, step),
        )

    def _export(self, title: str, asked: str, write: Callable[[Path, Any], int]) -> None:
        """Ask where to, and write there beside the window."""
        out = self.desk.ask.save_as(asked, default_name(self.office, title, ".xlsx"), "Excel (*.xlsx)")
        if out is not None:
            self._start(f"导出{title}", lambda step: f"已导出 {write(out, step)} 条到 {out}")

    @Slot()
    def backup(self) -> None:
        """A backup of everything, verified."""
        office = self.office
        self._start("备份", lambda _step: backed_up(office))

    def _start(self, title: str, job: Callable[[Any], str]) -> None:
        task = Task(title, job)
        task.done.connect(self._done)
        task.failed.connect(self._failed)
        self.desk.tasks.start(task)

    @Slot(object)
    def _done(self, sentence: str) -> None:
        self.said.emit(sentence)

    @Slot(object)
    def _failed(self, refusal: Refusal) -> None:
        self.said.emit(refusal.sentence)
