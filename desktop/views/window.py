"""The main window: a tab for each group of ledgers, undo and redo, the status of what is shown."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import Refusal
from desktop.models import LEDGERS, TAB_ORDER, TABS
from desktop.store.backup import backup
from desktop.store.office import Changes, Office
from desktop.views import theme
from desktop.views.ask import Ask, RealAsk
from desktop.views.bus import Bus
from desktop.views.dashboard import Dashboard
from desktop.views.dialogs import ActsDialog, HistoryDialog, ManualDialog, SettingsDialog
from desktop.views.page import Desk, LedgerPage, default_name
from desktop.views.pages import page_for
from desktop.views.tasks import Task, TaskBar, Tasks

OVERVIEW = "概览"
SAID_MS = 8000


class Segments(QWidget):
    """The ledgers of one tab, one of them chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until a tab is shown."""
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 8, 16, 0)
        self.row.setSpacing(4)
        self.group = QButtonGroup(self)
        self.group.setExclusive(True)
        self.group.buttonClicked.connect(self._clicked)

    def show_tab(self, ledger_ids: tuple[str, ...], current: str) -> None:
        """Offer these ledgers."""
        while self.row.count():
            widget = self.row.takeAt(0).widget()
            if isinstance(widget, QPushButton):
                self.group.removeButton(widget)
                widget.hide()
                widget.deleteLater()
        for ledger_id in ledger_ids:
            button = QPushButton(LEDGERS[ledger_id].title, self)
            button.setProperty("segment", True)
            button.setProperty("ledger", ledger_id)
            button.setCheckable(True)
            button.setChecked(ledger_id == current)
            self.group.addButton(button)
            self.row.addWidget(button)
        self.row.addStretch(1)
        self.setVisible(len(ledger_ids) > 1)

    @Slot(object)
    def _clicked(self, button: QPushButton) -> None:
        self.chosen.emit(str(button.property("ledger")))


class Window(QMainWindow):
    """The program's window on one office."""

    restyled = Signal()

    def __init__(self, office: Office, tasks: Tasks, ask: Ask | None = None) -> None:
        """Build the frame; pages are built when they are first shown."""
        super().__init__()
        self.office, self.tasks = office, tasks
        self.desk = Desk(office, tasks, ask or RealAsk(self))
        self.bus = Bus(office, self)
        self.bus.changed.connect(self._changed)
        self.pages: dict[str, LedgerPage] = {}
        self.last: dict[str, str] = {tab: TAB_ORDER[tab][0] for tab in TABS}
        self.dialog: QDialog | None = None
        self.setAcceptDrops(True)
        self.setWindowTitle(f"台账 — {office.unit}")
        self.resize(1366, 740)
        self.setMinimumSize(960, 600)
        self.stack = QStackedWidget(self)
        self.dashboard = Dashboard(office, self)
        self.stack.addWidget(self.dashboard)
        whole = QWidget(self)
        whole.setObjectName("page")
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._top())
        self.segments = Segments(whole)
        self.segments.chosen.connect(self.show_ledger)
        box.addWidget(self.segments)
        box.addWidget(self.stack, 1)
        self.setCentralWidget(whole)
        self._bottom()
        self._shortcuts()
        self.dashboard.opened.connect(self.show_ledger)
        self.dashboard.import_asked.connect(self._import_roster)
        self.tabs.setCurrentIndex(0)
        self._tab(0)
        self._name_undo()

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 16, 0)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName("台账分组")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for name in (OVERVIEW, *TABS):
            self.tabs.addTab(name)
        self.tabs.currentChanged.connect(self._tab)
        row.addWidget(self.tabs, 1)
        self.tools: dict[str, QToolButton] = {}
        for name, text, slot in (
            ("undo", "撤销", self.undo),
            ("redo", "重做", self.redo),
            ("history", "操作记录", self._acts),
            ("save", "备份", self._backup),
            ("settings", "设置", self._settings),
            ("book", "手册", self.show_manual),
        ):
            button = QToolButton(self)
            button.setText(text)
            button.setToolTip(text)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIcon(theme.icon(name))
            button.clicked.connect(slot)
            row.addWidget(button)
            self.tools[name] = button
        return row

    def _bottom(self) -> None:
        self.counts = QLabel(self)
        self.counts.setContentsMargins(16, 0, 16, 0)
        self.said = QLabel(self)
        self.take_back = QPushButton("撤销", self)
        self.take_back.setProperty("flat", True)
        self.take_back.hide()
        self.take_back.clicked.connect(self.undo)
        self.task_bar = TaskBar(self.tasks, self)
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.counts)
        bar.addWidget(self.said)
        bar.addWidget(self.take_back)
        bar.addPermanentWidget(self.task_bar)
        self.hush = QTimer(self)
        self.hush.setSingleShot(True)
        self.hush.setInterval(SAID_MS)
        self.hush.timeout.connect(self._hush)

    def _shortcuts(self) -> None:
        found: tuple[tuple[str, Callable[[], Any]], ...] = (
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+N", self._new),
            ("Ctrl+F", self._find),
            ("Ctrl+I", self.import_file),
            ("Ctrl+E", self.export_table),
            ("Ctrl+P", self.print_paper),
            ("Ctrl+H", self._history),
            ("F1", self.show_manual),
            ("Ctrl+PgDown", self._next_tab),
            ("Ctrl+PgUp", self._previous_tab),
        )
        for keys, slot in found:
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # --- where we are ------------------------------------------------------------------------------------------

    @property
    def page(self) -> LedgerPage | None:
        """The page in view, unless it is the overview."""
        widget = self.stack.currentWidget()
        return widget if isinstance(widget, LedgerPage) else None

    @Slot(int)
    def _tab(self, index: int) -> None:
        name = self.tabs.tabText(index)
        if name == OVERVIEW:
            self.segments.show_tab((), "")
            self.stack.setCurrentWidget(self.dashboard)
            self.dashboard.refresh()
            self._status()
        else:
            self.show_ledger(self.last[name])

    @Slot(str)
    def show_ledger(self, ledger_id: str) -> None:
        """Show one ledger's page under its tab."""
        group = next(tab for tab, ids in TAB_ORDER.items() if ledger_id in ids)
        self.last[group] = ledger_id
        index = 1 + TABS.index(group)
        if self.tabs.currentIndex() != index:
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(index)
            self.tabs.blockSignals(False)
        if ledger_id not in self.pages:
            page = page_for(self.desk, LEDGERS[ledger_id], self)
            page.told.connect(self.say)
            page.status_changed.connect(self._status)
            page.asked.connect(self._asked)
            self.pages[ledger_id] = page
            self.stack.addWidget(page)
        self.segments.show_tab(TAB_ORDER[group], ledger_id)
        self.stack.setCurrentWidget(self.pages[ledger_id])
        self.pages[ledger_id].refresh()
        self.pages[ledger_id].table.setFocus()
        self._status()

    @Slot()
    def _next_tab(self) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())

    @Slot()
    def _previous_tab(self) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() - 1) % self.tabs.count())

    @Slot()
    def _status(self) -> None:
        widget = self.stack.currentWidget()
        self.counts.setText(widget.status() if isinstance(widget, LedgerPage | Dashboard) else "")

    @Slot(str, bool)
    def say(self, sentence: str, can_undo: bool = False) -> None:
        """Show a sentence in the status bar for a while, with 撤销 where that helps."""
        self.said.setText(sentence)
        self.take_back.setVisible(can_undo)
        self.hush.start()

    @Slot()
    def _hush(self) -> None:
        self.said.clear()
        self.take_back.hide()

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        for page in self.pages.values():
            page.changed(changes)
        self.dashboard.changed(changes)
        self._name_undo()

    def _name_undo(self) -> None:
        for name, act, verb in (
            ("undo", self.office.last_undoable(), "撤销"),
            ("redo", self.office.last_redoable(), "重做"),
        ):
            self.tools[name].setEnabled(act is not None)
            keys = "Ctrl+Z" if name == "undo" else "Ctrl+Y"
            self.tools[name].setToolTip(f"{verb}：{act.title}（{keys}）" if act else f"没有可以{verb}的操作")

    # --- what can be asked -------------------------------------------------------------------------------------

    @Slot(str)
    def _asked(self, what: str) -> None:
        {"import": self.import_file, "export": self.export_table, "print": self.print_paper, "history": self._history}[
            what
        ]()

    @Slot()
    def undo(self) -> None:
        """Take back the last act."""
        self._turn("撤销", self.office.undo)

    @Slot()
    def redo(self) -> None:
        """Do again what was undone last."""
        self._turn("重做", self.office.redo)

    def _turn(self, verb: str, act: Callable[[], str]) -> None:
        page = self.page
        if page is not None and page.form.isVisible() and not page.close_form():
            return
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self.say(f"已{verb}：{act()}")
        except Refusal as refusal:
            self.say(refusal.sentence)
        finally:
            QApplication.restoreOverrideCursor()

    @Slot()
    def _new(self) -> None:
        if self.page is not None:
            self.page.new_record()

    @Slot()
    def _find(self) -> None:
        if self.page is not None:
            self.page.table.show()
            self.page.search.setFocus()
            self.page.search.selectAll()

    @Slot()
    def _import_roster(self) -> None:
        self.show_ledger("members")
        self.import_file()

    @Slot()
    def import_file(self, file: Path | None = None) -> None:
        """Choose a workbook and take it in."""
        page = self.page
        chosen = file or (self.desk.ask.open_table() if page else None)
        if page is not None and chosen is not None and page.close_form():
            from desktop.views.importing import ImportDialog  # noqa: PLC0415 - the readers of workbooks wait till asked

            self.show_dialog(ImportDialog(self.desk, page.ledger, chosen, self))

    def show_dialog(self, dialog: QDialog) -> None:
        """Show a dialog over the window; it is freed when closed."""
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.destroyed.connect(self._dialog_gone)
        dialog.open()

    @Slot()
    def _dialog_gone(self) -> None:
        self.dialog = None

    @Slot()
    def export_table(self) -> None:
        """Write the chosen records to a workbook."""
        page = self.page
        if page is None:
            return
        out = self.desk.ask.save_as("导出为 Excel", default_name(self.office, page.ledger, ".xlsx"), "Excel (*.xlsx)")
        if out is None:
            return
        from desktop.services.exporting import export  # noqa: PLC0415 - the first window does without

        ledger, query = page.ledger, page.query()

        def job(progress: Any) -> str:
            return f"已导出 {export(self.office, ledger, out, query, progress)} 条到 {out}"

        self._start(Task(f"导出{ledger.title}", job))

    def _start(self, task: Task) -> None:
        task.done.connect(self._done)
        task.failed.connect(self._failed)
        self.tasks.start(task)

    @Slot(object)
    def _done(self, sentence: str) -> None:
        self.say(sentence)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.say(error.sentence if isinstance(error, Refusal) else f"没有完成：{error}")

    @Slot()
    def print_paper(self) -> None:
        """Look at the papers of the ledger in view."""
        page = self.page
        if page is None:
            return
        from desktop.views.preview import PreviewDialog, papers_of  # noqa: PLC0415 - the first window draws no paper

        query = page.query()
        given = {"search": query.search} if query.search else {}
        self.show_dialog(PreviewDialog(self.desk, papers_of(page.ledger.id), self, given))

    @Slot()
    def _history(self) -> None:
        page = self.page
        ids = page.table.chosen_ids() if page else []
        if page is not None and ids:
            self.show_dialog(HistoryDialog(self.office, page.ledger, ids[0], self))

    @Slot()
    def _acts(self) -> None:
        self.show_dialog(ActsDialog(self.office, self))

    @Slot()
    def _backup(self) -> None:
        folder = Path(self.office.settings.backup_folder) if self.office.settings.backup_folder else None

        def job(_progress: Any) -> str:
            made = backup(self.office.folder, folder)
            self.office.note("backup", f"备份到 {made.path.name}")
            return f"已备份并核对：{made.path}"

        self._start(Task("备份", job))

    @Slot()
    def _settings(self) -> None:
        dialog = SettingsDialog(self.office, self)
        dialog.saved.connect(self.restyle)
        self.show_dialog(dialog)

    @Slot()
    def restyle(self) -> None:
        """Dress the window in the theme that is set."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, self.office.settings.theme)
        for name, button in self.tools.items():
            button.setIcon(theme.icon(name))
        for page in self.pages.values():
            page.restyle()

    @Slot()
    def show_manual(self) -> None:
        """The manual, at the chapter of what is in view."""
        chapter = str(getattr(self.dialog, "chapter", ""))
        self.show_dialog(ManualDialog(self, chapter or ("录入" if self.page and self.page.form.isVisible() else "")))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped on a ledger."""
        if event.mimeData().hasUrls() and self.page is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped workbook in."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.import_file(files[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about an unsaved form, then let go of everything."""
        for page in self.pages.values():
            if not page.close_form():
                event.ignore()
                return
        self.bus.close()
        self.tasks.close()
        super().closeEvent(event)
