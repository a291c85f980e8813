"""Pages of the tab 学习."""

from desktop.views.kit.dialogs import show
from desktop.views.sheet.acts import Act, Afterwards, Page
from desktop.views.sheet.page import LedgerPage


def call_roll(page: LedgerPage) -> None:
    """Who was at the session in the form: a meeting and its attendance are kept together."""
    session = page.hand.kept()
    if session is None:
        return
    from desktop.views.tabs.study.roll_call import RollCallDialog  # noqa: PLC0415 - the first window does without

    dialog = RollCallDialog(page.desk, session, page)
    dialog.saved.connect(Afterwards(page, dialog, _called).run)
    show(dialog)


def _called(page: LedgerPage, count: int) -> None:
    page.told.emit(f"已记下 {count} 人的出勤。", True)
    if not page.form.is_dirty:
        page.hand.show_again()


PAGES = {"sessions": Page((Act("点名", call_roll, "一次填完全支部的出勤"),))}
