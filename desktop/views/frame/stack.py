"""What stands below the tabs: the overview and the pages of the ledgers, one of them in view."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.views.frame.dashboard import Dashboard
from desktop.views.sheet.page import LedgerPage


class PageStack(QStackedWidget):
    """The overview and the pages."""

    @property
    def page(self) -> LedgerPage | None:
        """The page in view, unless it is the overview."""
        widget = self.currentWidget()
        return widget if isinstance(widget, LedgerPage) else None

    def parts(self) -> list[tuple[QWidget, QWidget]]:
        """The parts of what is in view, each with where its focus begins."""
        widget = self.currentWidget()
        return widget.parts() if isinstance(widget, LedgerPage | Dashboard) else []

    def status(self) -> str:
        """What is counted of what is in view."""
        widget = self.currentWidget()
        return widget.status() if isinstance(widget, LedgerPage | Dashboard) else ""
