"""Pages of the tab 学习."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.ledger import Ledger
from desktop.views.kit.desk import Desk
from desktop.views.kit.dialogs import show
from desktop.views.sheet.page import LedgerPage


class SessionsPage(LedgerPage):
    """Sessions, with 点名 in the form: a meeting and its attendance are kept together."""

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        """The generic page and one button more."""
        super().__init__(desk, ledger, parent)
        self.roll_button = QPushButton("点名", self.form)
        self.roll_button.setToolTip("一次填完全支部的出勤")
        self.form.buttons.add(self.roll_button)
        self.roll_button.clicked.connect(self._call_roll)

    @Slot()
    def _call_roll(self) -> None:
        if (self.editing is None or self.form.is_dirty) and not self.save():
            return
        if self.editing is not None:
            from desktop.views.tabs.study.roll_call import RollCallDialog  # noqa: PLC0415 - the first window does without

            dialog = RollCallDialog(self.desk, self.editing, self)
            dialog.saved.connect(self._rolled)
            show(dialog)

    @Slot(int)
    def _rolled(self, count: int) -> None:
        self.told.emit(f"已记下 {count} 人的出勤。", True)
        if not self.form.is_dirty:
            self.show_again()
