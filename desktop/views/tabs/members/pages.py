"""Pages of the tab 党员."""

import datetime as dt
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.errors import Refusal
from desktop.ledger import Ledger, Values
from desktop.views.kit.desk import Desk
from desktop.views.kit.dialogs import show
from desktop.views.sheet.page import LedgerPage


class MembersPage(LedgerPage):
    """Members, with the bridge of the year and the search for people kept twice."""

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        """The generic page and one button more, with a menu."""
        super().__init__(desk, ledger, parent)
        self.check_button = self.filters.add_tool(
            "统计上报", "check", "党员统计，年度增减核对，疑似重复，按上级格式导出"
        )
        menu = QMenu(self)
        menu.addAction("党员统计…", self.show_statistics)
        menu.addAction("年度增减核对…", self.show_bridge)
        menu.addAction("疑似重复…", self.show_duplicates)
        menu.addSeparator()
        for layout in ledger.layouts:
            menu.addAction(f"按“{layout.title}”导出…", partial(self.layout_asked.emit, layout.id))
        menu.addSeparator()
        self.part_action = menu.addAction("拆开合并（回收站里选中的人）", self.part)
        menu.aboutToShow.connect(self._offer)
        self.check_button.opens(menu)

        self.card_button = QPushButton("个人全貌…", self.form)
        self.card_button.setToolTip("照片、基本情况，和各本台账里与他有关的事，按时间先后")
        self.form.buttons.add(self.card_button)
        self.card_button.clicked.connect(self.show_card)
        self.status_button = QPushButton("党籍变动…", self.form)
        self.status_button.setToolTip("停止党籍、恢复、转出、出党、去世：状态、日期、原因一次办完")
        self.form.buttons.add(self.status_button)
        self.status_button.clicked.connect(self.change_status)

    def _show(self, values: Values | None) -> None:
        super()._show(values)
        for button in (self.card_button, self.status_button):
            button.setVisible(values is not None)

    @Slot()
    def show_card(self) -> None:
        """Everything that hangs on the member in the form."""
        if self.editing is None or (self.form.is_dirty and not self.save()):
            return
        from desktop.views.tabs.members.card import CardDialog  # noqa: PLC0415 - the first window does without

        dialog = CardDialog(self.desk, self.editing["id"], self)
        dialog.opened.connect(self._open_there)
        show(dialog)

    @Slot()
    def change_status(self) -> None:
        """Another standing for the member in the form."""
        if self.editing is None or (self.form.is_dirty and not self.save()):
            return
        from desktop.views.tabs.members.membership import StatusDialog  # noqa: PLC0415 - the first window does without

        dialog = StatusDialog(self.desk.office, self.editing["id"], self)
        dialog.saved.connect(self._status_changed)
        show(dialog)

    @Slot(str)
    def _status_changed(self, sentence: str) -> None:
        self.told.emit(sentence, True)
        if self.editing is not None:
            self._show(self.desk.office.get(self.ledger, self.editing["id"]))

    @Slot()
    def _offer(self) -> None:
        self.part_action.setEnabled(self.bin_button.isChecked() and bool(self.table.chosen_ids()))

    @Slot()
    def show_statistics(self) -> None:
        """Members in figures as of a day."""
        from desktop.views.tabs.members.statistics import StatisticsDialog  # noqa: PLC0415 - the first window does without

        dialog = StatisticsDialog(self.desk, self.ledger, self)
        dialog.opened.connect(self._open_there)
        show(dialog)

    @Slot()
    def show_duplicates(self) -> None:
        """People who may be kept twice."""
        from desktop.views.tabs.members.duplicates import DuplicatesDialog  # noqa: PLC0415 - the first window does without

        dialog = DuplicatesDialog(self.desk, self.ledger, self)
        dialog.merged.connect(self._merged)
        show(dialog)

    @Slot(str)
    def _merged(self, sentence: str) -> None:
        self.told.emit(sentence, True)

    @Slot()
    def part(self) -> None:
        """Take back the merge of the person chosen in the recycle bin."""
        ids = self.table.chosen_ids()
        if not ids:
            return
        from desktop.services.members.duplicates import unmerge  # noqa: PLC0415 - the first window does without

        try:
            done = unmerge(self.desk.office, self.ledger, ids[0])
        except Refusal as refusal:
            self.told.emit(refusal.sentence, False)
            return
        left = f"　没有还回去的：{'；'.join(done.left)}" if done.left else ""
        self.told.emit(f"已拆开，{sum(done.moved.values())} 条关联还给了他。{left}", True)

    @Slot()
    def show_bridge(self) -> None:
        """The bridge of this year, or of another."""
        from desktop.views.tabs.members.bridge import BridgeDialog  # noqa: PLC0415 - the first window does without

        dialog = BridgeDialog(self.desk, dt.date.today().year, self)
        dialog.opened.connect(self._open_there)
        show(dialog)

    @Slot(str, str)
    def _open_there(self, ledger_id: str, record_id: str) -> None:
        """A record of this ledger at once, of another on its own page."""
        self.record_asked.emit(ledger_id, record_id)


class VeteransPage(LedgerPage):
    """光荣在党50年, with the list of candidates of any year."""

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        """The generic page and one button more."""
        super().__init__(desk, ledger, parent)
        self.list_button = self.filters.add_tool("候选名单", "person", "党龄满 50 年的党员，勾选后一次取入")
        self.list_button.clicked.connect(self.show_candidates)

    @Slot()
    def show_candidates(self) -> None:
        """The candidates of this year, or of another."""
        from desktop.views.tabs.members.veterans import VeteransDialog  # noqa: PLC0415 - the first window does without

        dialog = VeteransDialog(self.desk, dt.date.today().year, self)
        dialog.taken.connect(self._taken)
        show(dialog)

    @Slot(int)
    def _taken(self, count: int) -> None:
        self.told.emit(f"已取入 {count} 人。", True)


class DevelopmentPage(LedgerPage):
    """Those on the way into the Party, with the board of stages."""

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        """The generic page and one button more."""
        super().__init__(desk, ledger, parent)
        self.board_button = self.filters.add_tool("看板", "columns", "五个阶段各有谁，下一步是什么，最迟哪天")
        self.board_button.clicked.connect(self.show_board)

    @Slot()
    def show_board(self) -> None:
        """The board of today."""
        from desktop.views.tabs.members.board import BoardDialog  # noqa: PLC0415 - the first window does without

        dialog = BoardDialog(self.desk, self.window())
        dialog.opened.connect(self.open_record)
        show(dialog)


class DuesPage(LedgerPage):
    """Dues, with the calendar of a year."""

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        """The generic page and one button more."""
        super().__init__(desk, ledger, parent)
        self.calendar_button = self.filters.add_tool("党费月历", "calendar", "按年生成应缴，逐月打勾")
        self.calendar_button.clicked.connect(self.show_calendar)

    @Slot()
    def show_calendar(self) -> None:
        """The months of this year."""
        from desktop.views.tabs.members.dues import DuesDialog  # noqa: PLC0415 - the first window does without

        dialog = DuesDialog(self.desk, parent=self.window())
        show(dialog)
