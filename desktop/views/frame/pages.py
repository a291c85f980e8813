"""Which page each ledger has: the generic one, with what the tabs say it has beside."""

from PySide6.QtWidgets import QWidget

from desktop.ledger import Ledger
from desktop.views.kit.desk import Desk
from desktop.views.sheet.acts import Page, page_of
from desktop.views.sheet.page import LedgerPage
from desktop.views.tabs.members import pages as members
from desktop.views.tabs.organizations import pages as organizations
from desktop.views.tabs.study import pages as study
from desktop.views.tabs.visits import pages as visits

PAGES: dict[str, Page] = {**members.PAGES, **organizations.PAGES, **study.PAGES, **visits.PAGES}


def page_for(desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> LedgerPage:
    """The page of one ledger."""
    return page_of(desk, ledger, PAGES.get(ledger.id, Page()), parent)
