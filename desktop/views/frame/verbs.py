"""What can be asked of the window: undo and redo, taking in, printing, looking back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from desktop.errors import Progress, Refusal
from desktop.ledger import Ledger
from desktop.records.conditions import order_of, sentence_of
from desktop.services.chapters import SECTIONS
from desktop.store.query import Query
from desktop.views.frame.stack import PageStack
from desktop.views.kit.acting import Acting
from desktop.views.kit.desk import Desk
from desktop.views.kit.dialogs import ActsDialog, HistoryDialog, ManualDialog, show
from desktop.views.sheet.page import LedgerPage

IN_BIN = "现在看的是回收站。请先离开回收站（Esc），再打印或出表。"


class Verbs(QObject):
    """The window's verbs, done to the page in view; `said` tells what came of them."""

    said = Signal(str)
    settings_saved = Signal()

    def __init__(self, desk: Desk, stack: PageStack, window: QWidget) -> None:
        """Nothing is asked yet."""
        super().__init__(window)
        self.desk, self.office, self.tasks = desk, desk.office, desk.tasks
        self.stack, self.window = stack, window
        self.dialog: QDialog | None = None
        self.acting = Acting(self.tasks, self)

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

    def _turn(self, verb: str, turn: Callable[[Progress | None], str], size: int) -> None:
        """A big act is turned beside the window, a small one at once."""
        page = self.stack.page
        if page is not None and page.form.is_open and page.form.is_dirty and not page.close_form():
            return

        self.acting.do(verb, lambda step: f"已{verb}：{turn(step)}", self._turned, self._failed, size=size)

    def _turned(self, sentence: str) -> None:
        self.said.emit(sentence)
        page = self.stack.page
        if page is not None and not page.form.is_dirty:
            page.hand.show_again()

    @Slot()
    def import_file(self, file: Path | None = None) -> None:
        """Choose a workbook and take it in."""
        page = self.stack.page
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

    def _failed(self, refusal: Refusal) -> None:
        self.said.emit(refusal.sentence)

    def _page_out_of_the_bin(self) -> LedgerPage | None:
        """The page in view; what lies in the bin is put on no paper, and it says so."""
        page = self.stack.page
        if page is not None and page.bin_button.isChecked():
            self.said.emit(IN_BIN)
            return None
        return page

    @Slot()
    def new_record(self) -> None:
        """A blank form on the page in view."""
        if self.stack.page is not None:
            self.stack.page.new_record()

    @Slot()
    def seek(self) -> None:
        """To the search of the page in view."""
        if self.stack.page is not None:
            self.stack.page.seek()

    @Slot()
    def print_paper(self) -> None:
        """Look at the papers of the ledger in view."""
        page = self._page_out_of_the_bin()
        if page is None:
            return
        from desktop.views.exchange.preview import PreviewDialog, papers_of  # noqa: PLC0415 - the first window draws no paper

        given = asked_of(page.ledger, page.query())
        shown = page.table.shown_keys()
        if shown != list(page.ledger.table):
            given["columns"] = "、".join(page.ledger.columns[key].title for key in shown)
        self.show_dialog(PreviewDialog(self.desk, papers_of(page.ledger.id), self.window, given))

    @Slot()
    def occasional_table(self) -> None:
        """A table put together from what the page shows."""
        page = self._page_out_of_the_bin()
        if page is None:
            return
        from desktop.views.exchange.tables import TableDialog  # noqa: PLC0415 - the first window does without

        self.show_dialog(TableDialog(self.desk, page.ledger, page.query(), page.columns, self.window))

    @Slot()
    def groups(self) -> None:
        """What the page shows, grouped and added up."""
        page = self.stack.page
        if page is None:
            return
        from desktop.views.exchange.grouping import GroupingDialog  # noqa: PLC0415 - the first window does without

        dialog = GroupingDialog(self.desk, page.ledger, page.query(), page.grouped_by, self.window)
        dialog.asked.connect(page.show_group)
        self.show_dialog(dialog)

    @Slot()
    def history(self) -> None:
        """The history of the first selected record."""
        page = self.stack.page
        ids = page.table.chosen_ids() if page else []
        if page is not None and ids:
            self.show_dialog(HistoryDialog(self.office, page.ledger, ids[0], self.window))

    @Slot()
    def acts(self) -> None:
        """What was done, to be looked at and taken back."""
        self.show_dialog(ActsDialog(self.office, self.tasks, self.window))

    @Slot()
    def settings(self) -> None:
        """What the office has set for itself."""
        from desktop.views.frame.settings import SettingsDialog  # noqa: PLC0415 - the first window does without

        dialog = SettingsDialog(self.office, self.window, self.desk.ask, self.tasks)
        dialog.saved.connect(self.settings_saved)
        self.show_dialog(dialog)

    @Slot()
    def show_manual(self) -> None:
        """The manual, at the chapter of what is in view."""
        page = self.stack.page
        chapter = chapter_of(page.ledger, typing=page.form.is_open) if page else "开始使用"
        self.show_dialog(ManualDialog(self.window, chapter))


def chapter_of(ledger: Ledger, *, typing: bool) -> str:
    """The page of the manual on a ledger; while one of its records is typed, the one on typing."""
    return "录入与修改" if typing else SECTIONS[ledger.id].manual


def asked_of(ledger: Ledger, query: Query) -> dict[str, str]:
    """What a paper is asked for so that it holds what the page shows."""
    given = {
        "search": query.search,
        "where": sentence_of(ledger, query.where),
        "as_of": query.as_of,
        "sort": order_of(ledger, query),
    }
    return {key: text for key, text in given.items() if text}
