"""What can be asked of the window: undo and redo, taking in, giving out, printing, looking back."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from desktop.errors import Refusal
from desktop.ledger import Ledger
from desktop.records.conditions import order_of, sentence_of
from desktop.store.backup import backup as make_backup
from desktop.store.integrity import check
from desktop.store.log import Step
from desktop.store.query import Query
from desktop.views.kit.acting import Acting
from desktop.views.kit.desk import Desk, default_name
from desktop.views.kit.dialogs import ActsDialog, HistoryDialog, ManualDialog, show, titles
from desktop.views.kit.tasks import Task
from desktop.views.sheet.page import LedgerPage

if TYPE_CHECKING:
    from desktop.views.frame.window import Window


IN_BIN = "现在看的是回收站。请先离开回收站（Esc），再打印或出表。"


class Verbs(QObject):
    """The window's verbs; what they need of the window is its page, its sentence and its dress."""

    def __init__(self, desk: Desk, window: "Window") -> None:
        """Nothing is asked yet."""
        super().__init__(window)
        self.desk, self.office, self.tasks, self.window = desk, desk.office, desk.tasks, window
        self.dialog: QDialog | None = None
        self.acting = Acting(self.tasks, self)

    @property
    def page(self) -> LedgerPage | None:
        """The page in view."""
        return self.window.page

    @Slot()
    def undo(self) -> None:
        """Take back the last act."""
        act = self.office.last_undoable()
        self._turn("撤销", lambda step: self.office.undo(step=step), act.size if act else 0)

    @Slot()
    def redo(self) -> None:
        """Do again what was undone last."""
        act = self.office.last_redoable()
        self._turn("重做", self.office.redo, act.size if act else 0)

    def _turn(self, verb: str, turn: Callable[[Step | None], str], size: int) -> None:
        """A big act is turned beside the window, a small one at once."""
        page = self.page
        if page is not None and page.form.is_open and page.form.is_dirty and not page.close_form():
            return

        self.acting.do(verb, lambda step: f"已{verb}：{turn(step)}", self._turned, self._failed, size=size)

    def _turned(self, sentence: str) -> None:
        self.window.say(sentence)
        page = self.page
        if page is not None and not page.form.is_dirty:
            page.hand.show_again()

    @Slot()
    def import_file(self, file: Path | None = None) -> None:
        """Choose a workbook and take it in."""
        page = self.page
        chosen = file or (self.desk.ask.open_table() if page else None)
        if page is not None and chosen is not None and page.close_form():
            from desktop.views.exchange.importing import ImportDialog  # noqa: PLC0415 - the readers of workbooks wait till asked

            self.show_dialog(ImportDialog(self.desk, page.ledger, chosen, self.window))

    def show_dialog(self, dialog: QDialog) -> None:
        """Show a dialog over the window; it is freed when closed."""
        self.dialog = dialog
        dialog.destroyed.connect(self._dialog_gone)
        show(dialog)

    @Slot()
    def _dialog_gone(self) -> None:
        if self.dialog is not None and not isValid(self.dialog):  # another may be open by now
            self.dialog = None

    @Slot()
    def export_table(self) -> None:
        """Write the chosen records to a workbook."""
        page = self.page
        if page is None:
            return
        out = self.desk.ask.save_as(
            "导出为 Excel", default_name(self.office, page.ledger.title, ".xlsx"), "Excel (*.xlsx)"
        )
        if out is None:
            return
        from desktop.records.exporting import export  # noqa: PLC0415 - the first window does without

        ledger, query = page.ledger, page.query()

        def job(progress: Any) -> str:
            return f"已导出 {export(self.office, ledger, out, query, progress)} 条到 {out}"

        self._start(Task(f"导出{ledger.title}", job))

    @Slot(str)
    def export_layout(self, layout_id: str) -> None:
        """Write the chosen records in a superior's layout."""
        page = self.page
        if page is None:
            return
        from desktop.services.layouts import export_layout, layout_named  # noqa: PLC0415 - the first window does without

        layout, ledger, query = layout_named(page.ledger, layout_id), page.ledger, page.query()
        name = default_name(self.office, layout.title, ".xlsx")
        out = self.desk.ask.save_as(f"按“{layout.title}”导出", name, "Excel (*.xlsx)")
        if out is None:
            return

        def job(progress: Any) -> str:
            return f"已导出 {export_layout(self.office, ledger, layout, out, query, progress)} 条到 {out}"

        self._start(Task(f"导出{layout.title}", job))

    def _start(self, task: Task) -> None:
        task.done.connect(self._done)
        task.failed.connect(self._failed)
        self.tasks.start(task)

    @Slot(object)
    def _done(self, sentence: str) -> None:
        self.window.say(sentence)

    @Slot(object)
    def _failed(self, refusal: Refusal) -> None:
        self.window.say(refusal.sentence)

    @Slot()
    def print_paper(self) -> None:
        """Look at the papers of the ledger in view."""
        page = self.page
        if page is None:
            return
        from desktop.views.exchange.preview import PreviewDialog, papers_of  # noqa: PLC0415 - the first window draws no paper

        if page.bin_button.isChecked():
            self.window.say(IN_BIN)
            return
        given = asked_of(page.ledger, page.query())
        shown = page.table.shown_keys()
        if shown != list(page.ledger.table):
            given["columns"] = "、".join(page.ledger.columns[key].title for key in shown)
        self.show_dialog(PreviewDialog(self.desk, papers_of(page.ledger.id), self.window, given))

    @Slot()
    def occasional_table(self) -> None:
        """A table put together from what the page shows."""
        page = self.page
        if page is None:
            return
        if page.bin_button.isChecked():
            self.window.say(IN_BIN)
            return
        from desktop.views.exchange.tables import TableDialog  # noqa: PLC0415 - the first window does without

        self.show_dialog(TableDialog(self.desk, page.ledger, page.query(), page.columns, self.window))

    @Slot()
    def groups(self) -> None:
        """What the page shows, grouped and added up."""
        page = self.page
        if page is None:
            return
        from desktop.views.exchange.grouping import GroupingDialog  # noqa: PLC0415 - the first window does without

        dialog = GroupingDialog(self.desk, page.ledger, page.query(), page.grouped_by, self.window)
        dialog.asked.connect(page.show_group)
        self.show_dialog(dialog)

    @Slot()
    def history(self) -> None:
        """The history of the first selected record."""
        page = self.page
        ids = page.table.chosen_ids() if page else []
        if page is not None and ids:
            self.show_dialog(HistoryDialog(self.office, page.ledger, ids[0], self.window))

    @Slot()
    def acts(self) -> None:
        """What was done, to be looked at and taken back."""
        self.show_dialog(ActsDialog(self.office, self.tasks, self.window))

    @Slot()
    def backup(self) -> None:
        """A backup of everything, verified."""
        settings = self.office.settings
        folder = Path(settings.backup_folder) if settings.backup_folder else None

        def job(_progress: Any) -> str:
            made = make_backup(self.office.folder, folder, settings.backups_kept)
            self.office.note("backup", f"备份到 {made.path.name}")
            faults = [f"{one.name}：{one.detail}" for one in check(self.office) if not one.ok]
            return (
                f"已备份到 {made.path}，但检查发现问题：{'；'.join(faults)}" if faults else f"已备份并检查：{made.path}"
            )

        self._start(Task("备份", job))

    @Slot()
    def settings(self) -> None:
        """What the office has set for itself."""
        from desktop.views.frame.settings import SettingsDialog  # noqa: PLC0415 - the first window does without

        dialog = SettingsDialog(self.office, self.window, self.desk.ask, self.tasks)
        dialog.saved.connect(self.window.restyle)
        self.show_dialog(dialog)

    @Slot()
    def show_manual(self) -> None:
        """The manual, at the chapter of what is in view."""
        page = self.page
        chapter = chapter_of(page.ledger, typing=page.form.is_open) if page else "开始使用"
        self.show_dialog(ManualDialog(self.window, chapter))


CHAPTERS = {
    "members": "党员：",
    "volunteers": "查找",
    "organizations": "党组织",
    "elections": "换届",
    "org-changes": "换届",
    "committee": "党组织",
    "corrections": "年度增减",
    "veterans": "光荣在党",
    "transfers": "组织关系转接",
    "study-groups": "粘贴名单",
    "attendance": "粘贴名单",
}


def chapter_of(ledger: Ledger, *, typing: bool) -> str:
    """The chapter of the manual on a ledger; while one of its records is typed, the one on typing."""
    if typing:
        return "录入"
    words = (CHAPTERS.get(ledger.id, ""), ledger.title[:2], "查找")
    return next(word for word in words if word and any(word in title for title in titles()))


def asked_of(ledger: Ledger, query: Query) -> dict[str, str]:
    """What a paper is asked for so that it holds what the page shows."""
    given = {
        "search": query.search,
        "where": sentence_of(ledger, query.where),
        "as_of": query.as_of,
        "sort": order_of(ledger, query),
    }
    return {key: text for key, text in given.items() if text}
