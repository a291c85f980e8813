"""Pages of the tab 走访慰问."""

from desktop.errors import Refusal
from desktop.views.kit.dialogs import show
from desktop.views.sheet.acts import Act, Afterwards, Page
from desktop.views.sheet.page import LedgerPage


def open_bench(page: LedgerPage) -> None:
    """The workbench of the batch in the form."""
    batch = page.hand.kept()
    if batch is None:
        return
    from desktop.views.tabs.visits.batch import BatchDialog  # noqa: PLC0415 - the first window does without

    dialog = BatchDialog(page.desk, batch["id"], page.window())
    dialog.visits_asked.connect(page.elsewhere)
    dialog.print_asked.connect(Afterwards(page, dialog, _print).run)
    dialog.finished.connect(Afterwards(page, dialog, _reopen).run)
    show(dialog)


def _reopen(page: LedgerPage, _result: int) -> None:
    if page.isVisible():
        page.hand.reopen()


def _print(page: LedgerPage, batch: str) -> None:
    from desktop.views.exchange.preview import PreviewDialog, papers_of  # noqa: PLC0415 - the first window draws no paper

    papers = [*papers_of("visits"), *papers_of("visit-batches")]
    show(PreviewDialog(page.desk, papers, page.window(), {"batch": batch}))


def void(page: LedgerPage) -> None:
    """What was paid is voided with a reason, never removed."""
    visit = page.hand.kept()
    reason = page.desk.ask.name(f"作废：{visit['title']}", "作废原因") if visit else None
    if visit is None or reason is None:
        return
    from desktop.services.visits import fund_check  # noqa: PLC0415 - the first window does without

    try:
        fund_check.void(page.desk.office, page.ledger, visit["id"], reason)
    except Refusal as refusal:
        page.told.emit(refusal.sentence, False)
        return
    page.told.emit("已作废，记录还在，不再计入合计。", True)
    page.hand.reopen()


def _is_valid(page: LedgerPage) -> bool:
    return page.editing is not None and not page.editing.get("void_reason")


PAGES = {
    "visit-batches": Page((Act("批次工作台", open_bench, "提名、公示、审批、发放、归档，资金体检"),)),
    "visits": Page((Act("作废…", void, "记录留着，写明原因，不再计入合计", offered=_is_valid),)),
}
