"""The main window: a tab for each group of ledgers, their pages, and what is known of what is shown."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget
from shiboken6 import delete

from desktop.services.chapters import CHAPTERS, LEDGERS, TAB_ORDER, TABS
from desktop.store.office import Changes, Office
from desktop.store.query import Where
from desktop.views.frame.dashboard import Dashboard
from desktop.views.frame.giving_out import GivingOut
from desktop.views.frame.pages import page_for
from desktop.views.frame.stack import PageStack
from desktop.views.frame.status import StatusLine
from desktop.views.frame.topbar import OVERVIEW, Segments, TopBar
from desktop.views.frame.verbs import Verbs
from desktop.views.frame.walking import Walking
from desktop.views.kit import theme
from desktop.views.kit.ask import Ask, RealAsk
from desktop.views.kit.bus import Bus
from desktop.views.kit.desk import Desk
from desktop.views.kit.kept import Kept
from desktop.views.kit.tasks import Tasks
from desktop.views.sheet.page import LedgerPage
from desktop.views.sheet.saved import View

WARM_MS, NO_BUTTON = 1500, Qt.MouseButton.NoButton


class Window(QMainWindow):
    """The program's window on one office."""

    def __init__(self, office: Office, tasks: Tasks, ask: Ask | None = None) -> None:
        """Build the frame; pages are built when they are first shown."""
        super().__init__()
        self.office, self.tasks = office, tasks
        self.desk = Desk(office, tasks, ask or RealAsk(self))
        self.bus = Bus(office, self)
        self.bus.changed.connect(self._changed)
        self.pages: dict[str, LedgerPage] = {}
        self.left: dict[str, View] = {}
        self.last: dict[str, str] = {tab: TAB_ORDER[tab][0] for tab in TABS}
        self.setAcceptDrops(True)
        self.setWindowTitle(f"台账 — {office.unit}")
        self.setMinimumSize(960, 600)
        self.kept = Kept(office.folder, "window")
        self._take_place()
        self.top = TopBar(self)
        self.tabs = self.top.tabs
        self.segments = Segments(self)
        self.dashboard = Dashboard(office, tasks, self)
        self.stack = PageStack(self)
        self.stack.addWidget(self.dashboard)
        self.verbs = Verbs(self.desk, self.stack, self)
        self.out = GivingOut(self.desk, self.stack, self)
        self.walking = Walking(self.tabs, self.segments, self.stack, self)
        self.line = StatusLine(tasks, self)
        self.setStatusBar(self.line)
        self._lay_out()
        self._connect()
        self._tab(0)
        self.top.name_undo(office)
        QTimer.singleShot(WARM_MS, self, self._warm)

    def _lay_out(self) -> None:
        whole = QWidget(self)
        whole.setObjectName("page")
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget in (self.top, self.segments):
            box.addWidget(widget)
        box.addWidget(self.stack, 1)
        self.setCentralWidget(whole)

    @Slot()
    def _warm(self) -> None:
        """While nobody waits: what the first look at each page would have to load."""
        self.tasks.warm(self.office)
        for chapter in CHAPTERS:
            chapter.shown()

    def _take_place(self) -> None:
        """As large and where it was left, or as large as the usual screen."""
        self.resize(1366, 740)
        place = self.kept.read().get("place")
        if isinstance(place, str):
            self.restoreGeometry(QByteArray.fromBase64(place.encode("ascii", "ignore")))

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._tab)
        self.top.asked.connect(self._asked)
        self.segments.chosen.connect(self._segment)
        self.line.undo_asked.connect(self.verbs.undo)
        self.verbs.settings_saved.connect(self.restyle)
        for told in (self.verbs.said, self.out.said):
            told.connect(self.line.say)
        self.dashboard.opened.connect(self.show_ledger)
        self.dashboard.import_asked.connect(self._import_roster)
        self.dashboard.record_opened.connect(self.show_record)
        self.dashboard.group_opened.connect(self.show_group)
        verbs = self.verbs
        found: tuple[tuple[str, Callable[[], Any]], ...] = (
            ("Ctrl+Z", verbs.undo),
            ("Ctrl+Y", verbs.redo),
            ("Ctrl+N", verbs.new_record),
            ("Ctrl+F", verbs.seek),
            ("Ctrl+I", verbs.import_file),
            ("Ctrl+E", self.out.export_table),
            ("Ctrl+P", verbs.print_paper),
            ("Ctrl+H", verbs.history),
            ("F1", verbs.show_manual),
        )
        for keys, slot in found:
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    @Slot(str)
    def _asked(self, what: str) -> None:
        """A page asks with the words of its buttons, the top bar with its icons' names."""
        verbs, here = self.verbs, self.sender() is self.top
        found: dict[str, Callable[[], Any]] = {
            "undo": verbs.undo,
            "redo": verbs.redo,
            "import": verbs.import_file,
            "export": self.out.export_table,
            "print": verbs.print_paper,
            "table": verbs.occasional_table,
            "group": verbs.groups,
            "history": verbs.acts if here else verbs.history,
            "save": self.out.backup,
            "settings": verbs.settings,
            "book": verbs.show_manual,
        }
        found[what]()

    # --- where we are ------------------------------------------------------------------------------------------

    @property
    def page(self) -> LedgerPage | None:
        """The page in view, unless it is the overview."""
        return self.stack.page

    @Slot(int)
    def _tab(self, index: int) -> None:
        name = self.tabs.tabText(index)
        if name == OVERVIEW:
            self.segments.show_tab((), "")
            self.stack.setCurrentWidget(self.dashboard)
            self.dashboard.refresh()
            self._status()
        else:
            self.show_ledger(
                self.last[name], walking=self.tabs.hasFocus() and QGuiApplication.mouseButtons() == NO_BUTTON
            )

    @Slot(str)
    def _segment(self, ledger_id: str) -> None:
        self.show_ledger(ledger_id, walking=self.segments.isAncestorOf(QApplication.focusWidget() or self))

    def show_ledger(self, ledger_id: str, *, walking: bool = False) -> None:
        """Show one ledger's page under its tab; who walks along the tabs by key stays on them."""
        group = next(tab for tab, ids in TAB_ORDER.items() if ledger_id in ids)
        self.last[group] = ledger_id
        index = 1 + TABS.index(group)
        if self.tabs.currentIndex() != index:
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(index)
            self.tabs.blockSignals(False)
        if ledger_id not in self.pages:
            self._build(ledger_id)
        self.segments.show_tab(TAB_ORDER[group], ledger_id)
        self.stack.setCurrentWidget(self.pages[ledger_id])
        self.pages[ledger_id].refresh()
        if not walking:
            self.pages[ledger_id].table.setFocus()
        self._status()

    def _build(self, ledger_id: str) -> None:
        """Make the page of a ledger, as it was left if it was there before."""
        page = page_for(self.desk, LEDGERS[ledger_id], self)
        page.told.connect(self.say)
        page.status_changed.connect(self._status)
        page.asked.connect(self._asked)
        page.record_asked.connect(self.show_record)
        page.layout_asked.connect(self.out.export_layout)
        page.import_asked.connect(self.verbs.import_file)
        page.elsewhere.connect(self.show_group)
        self.pages[ledger_id] = page
        self.stack.addWidget(page)
        if ledger_id in self.left:
            page.show_view(self.left.pop(ledger_id))

    @Slot(str, str)
    def show_record(self, ledger_id: str, record_id: str) -> None:
        """Show one record in its ledger; a child over its parent."""
        ledger = LEDGERS[ledger_id]
        if ledger.parent and ledger.parent.link:
            parent = self.office.get(ledger, record_id)[f"{ledger.parent.key}_id"]
            self.show_record(ledger.parent.link.to, parent)
            self.pages[ledger.parent.link.to].child_door.show(ledger, record_id)
            return
        self.show_ledger(ledger_id)
        page = self.pages[ledger_id]
        page.bin_button.setChecked(False)
        if page.model.row_of(record_id) < 0:
            page.choosing.clear()
        page.table.go_to(page.model.row_of(record_id), 0)
        page.choosing.keep(record_id)
        page.open_record(record_id)

    @Slot(str, object)
    def show_group(self, ledger_id: str, wheres: tuple[Where, ...]) -> None:
        """Show the records of a ledger that meet conditions, and no others; of children their parents."""
        parent = LEDGERS[ledger_id].parent
        if parent and parent.link:
            above = LEDGERS[parent.link.to]
            key = next(one.key for one in above.families if one.children is LEDGERS[ledger_id])
            self.show_group(parent.link.to, tuple(replace(one, key=f"{key}.{one.key}") for one in wheres))
            return
        self.show_ledger(ledger_id)
        self.pages[ledger_id].bin_button.setChecked(False)
        self.pages[ledger_id].choosing.clear()
        self.pages[ledger_id].show_group(wheres)

    @Slot()
    def _status(self) -> None:
        self.line.counts.setText(self.stack.status())

    @Slot(str, bool)
    def say(self, sentence: str, can_undo: bool = False) -> None:
        """Show a sentence in the status bar for a while, with 撤销 where that helps."""
        self.line.say(sentence, can_undo=can_undo)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        for page in self.pages.values():
            page.changed(changes)
        self.dashboard.changed(changes)
        self.top.name_undo(self.office)
        self.setWindowTitle(f"台账 — {self.office.unit}")

    @Slot()
    def _import_roster(self) -> None:
        self.show_ledger("members")
        self.verbs.import_file()

    @Slot()
    def restyle(self) -> None:
        """Dress the window in the theme that is set, names in the order that is set."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            if theme.differs(self.office.settings.theme, self.office.settings.text_size):
                self._leave_pages()
            theme.apply(application, self.office.settings.theme, self.office.settings.text_size)
        self.top.restyle()
        self.dashboard.restyle()
        for page in self.pages.values():
            page.restyle()
            page.choosing.stale = True
        if self.page is not None:
            self.page.refresh()

    def _leave_pages(self) -> None:
        """Let go of the pages that are not in view: they are built anew as they were left, in the new dress.

        Dressing every widget of every page anew took seconds.
        """
        for ledger_id, page in list(self.pages.items()):
            if page is not self.page and not page.form.is_open:
                self.left[ledger_id] = View(page.query(), tuple(page.table.shown_keys()), page.columns.widths)
                del self.pages[ledger_id]
                delete(page)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped on a ledger."""
        if event.mimeData().hasUrls() and self.page is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped workbook in."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.verbs.import_file(files[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about an unsaved form, then let go of everything."""
        for ledger_id, page in self.pages.items():
            if page.form.is_open and page.form.is_dirty:
                self.show_ledger(ledger_id)
            if not page.close_form():
                event.ignore()
                return
        self.kept.write(place=self.saveGeometry().toBase64().toStdString())
        self.bus.close()
        self.tasks.close()
        super().closeEvent(event)
