"""Pages of the tab 走访慰问."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.errors import Refusal
from desktop.ledger import Ledger, Values
from desktop.views.kit.desk import Desk
from desktop.views.kit.dialogs import show
from desktop.views.sheet.page import LedgerPage


class BatchesPage(LedgerPage):
    """Batches of visits, with the workbench of each."""

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        """The generic page and one button more."""
        super().__init__(desk, ledger, parent)
        self.bench_button = QPushButton("批次工作台", self.form)
        self.bench_button.setToolTip("提名、公示、审批、发放、归档，资金体检")
        self.form.buttons.add(self.bench_button)
        self.bench_button.clicked.connect(self._bench)

    @Slot()
    def _bench(self) -> None:
        if (self.editing is None or self.form.is_dirty) and not self.save():
            return
        if self.editing is not None:
            from desktop.views.tabs.visits.batch import BatchDialog  # noqa: PLC0415 - the first window does without

            dialog = BatchDialog(self.desk, self.editing["id"], self.window())
            dialog.visits_asked.connect(self.elsewhere)
            dialog.print_asked.connect(self._print)
            dialog.finished.connect(self._reopen)
            show(dialog)

    @Slot()
    def _reopen(self) -> None:
        if self.editing is not None and self.isVisible():
            self._show(self.desk.office.get(self.ledger, self.editing["id"]))

    @Slot(str)
    def _print(self, batch: str) -> None:
        from desktop.views.exchange.preview import PreviewDialog, papers_of  # noqa: PLC0415 - the first window draws no paper

        papers = [*papers_of("visits"), *papers_of("visit-batches")]
        preview = PreviewDialog(self.desk, papers, self.window(), {"batch": batch})
        show(preview)


class VisitsPage(LedgerPage):
    """Visits: what was paid is voided with a reason, never removed."""

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        """The generic page and one button more."""
        super().__init__(desk, ledger, parent)
        self.void_button = QPushButton("作废…", self.form)
        self.void_button.setToolTip("记录留着，写明原因，不再计入合计")
        self.form.buttons.add(self.void_button)
        self.void_button.clicked.connect(self._void)

    def _show(self, values: Values | None) -> None:
        super()._show(values)
        self.void_button.setVisible(bool(values) and not (values or {}).get("void_reason"))

    @Slot()
    def _void(self) -> None:
        if self.editing is None or (self.form.is_dirty and not self.save()):
            return
        reason = self.desk.ask.name(f"作废：{self.editing['title']}", "作废原因")
        if reason is None:
            return
        from desktop.services.visits.fund_check import void  # noqa: PLC0415 - the first window does without

        try:
            void(self.desk.office, self.ledger, self.editing["id"], reason)
        except Refusal as refusal:
            self.told.emit(refusal.sentence, False)
            return
        self.told.emit("已作废，记录还在，不再计入合计。", True)
        self._show(self.desk.office.get(self.ledger, self.editing["id"]))
