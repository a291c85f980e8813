"""Which page each ledger has: the generic one, unless the clerk lives in it all day."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.ledger import Ledger
from desktop.views.kit.desk import Desk
from desktop.views.sheet.page import LedgerPage
from desktop.views.tabs.members.pages import DevelopmentPage, DuesPage, MembersPage, VeteransPage
from desktop.views.tabs.organizations.organizations import OrganizationsPage
from desktop.views.tabs.study.pages import SessionsPage
from desktop.views.tabs.visits.pages import BatchesPage, VisitsPage

PAGES: dict[str, Callable[[Desk, Ledger, QWidget | None], LedgerPage]] = {
    "members": MembersPage,
    "veterans": VeteransPage,
    "visit-batches": BatchesPage,
    "visits": VisitsPage,
    "development": DevelopmentPage,
    "dues": DuesPage,
    "sessions": SessionsPage,
    "organizations": OrganizationsPage,
}


def page_for(desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> LedgerPage:
    """The page of one ledger."""
    return PAGES.get(ledger.id, LedgerPage)(desk, ledger, parent)
