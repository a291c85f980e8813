"""Which page each ledger has: the generic one, with what its chapter says it has beside."""

from PySide6.QtWidgets import QWidget

from desktop.ledger import Ledger
from desktop.services.chapters import CHAPTERS
from desktop.views.kit.desk import Desk
from desktop.views.sheet.acts import Page, page_of
from desktop.views.sheet.page import LedgerPage


def page_for(desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> LedgerPage:
    """The page of one ledger."""
    chapter = next(one for one in CHAPTERS if ledger in one.ledgers)
    page: Page = chapter.shown().get(ledger.id, Page())
    return page_of(desk, ledger, page, parent)
