"""Pages of the tab 组织."""

from desktop.views.kit.dialogs import show
from desktop.views.sheet.acts import Act, Page
from desktop.views.sheet.page import LedgerPage
from desktop.views.tabs.organizations.tree import TreeSide


def show_advice(page: LedgerPage) -> None:
    """Suggestions on how organisations are set up."""
    from desktop.views.tabs.organizations.advice import AdviceDialog  # noqa: PLC0415 - the first window does without

    dialog = AdviceDialog(page.desk, page)
    dialog.opened.connect(page.hand.open)
    show(dialog)


ADVICE = Act("设置建议", show_advice, "按党员人数，哪些组织该设委员会、总支、党委", "check", "bar")

PAGES = {"organizations": Page((ADVICE,), TreeSide)}
