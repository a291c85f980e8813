"""What the page of one ledger has beside the generic one, as values: acts of its own, a widget beside its table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QWidget

from desktop.ledger import Ledger
from desktop.views.kit.desk import Desk
from desktop.views.sheet.page import LedgerPage


def _always(_page: LedgerPage) -> bool:
    return True


@dataclass(frozen=True)
class Act:
    """One thing that can be done on a page: a button in its form or its bar, or an entry of such a button's menu.

    Where it is not `offered` a button is hidden and an entry is grey. What stands `below` a button are the entries of
    its menu, in groups.
    """

    text: str
    run: Callable[[LedgerPage], object] | None = None
    tip: str = ""
    icon: str = ""
    place: Literal["form", "bar"] = "form"
    offered: Callable[[LedgerPage], bool] = _always
    below: tuple[tuple["Act", ...], ...] = ()


@dataclass(frozen=True)
class Page:
    """The page of one ledger, as far as it is not the generic one."""

    acts: tuple[Act, ...] = ()
    beside: Callable[[LedgerPage], QWidget] | None = None


def _for_each(page: LedgerPage) -> None:
    page.for_each.ask()


def _is_for_each(page: LedgerPage) -> bool:
    return page.for_each.offered


FOR_EACH = Act("按名单新建…", _for_each, "粘贴一份名单，为名单上的每个人各建一条，其他内容相同", offered=_is_for_each)


class Acts(QObject):
    """The acts of one page as what is pressed."""

    def __init__(self, page: LedgerPage, acts: tuple[Act, ...]) -> None:
        """A button for each."""
        super().__init__(page)
        self.page = page
        self.pressed: dict[QObject, Act] = {}
        for act in acts:
            page.acts[act.text] = self._button(act)
        page.hand.filled.connect(self._offer)

    def _button(self, act: Act) -> QAbstractButton:
        button = self._in_form(act) if act.place == "form" else self._in_bar(act)
        self.pressed[button] = act
        button.clicked.connect(self._run)
        return button

    def _in_form(self, act: Act) -> QAbstractButton:
        button = QPushButton(act.text, self.page.form)
        button.setToolTip(act.tip)
        self.page.form.buttons.add(button)
        return button

    def _in_bar(self, act: Act) -> QAbstractButton:
        button = self.page.filters.add_tool(act.text, act.icon, act.tip)
        if act.below:
            button.opens(self._menu(act))
        return button

    def _menu(self, act: Act) -> QMenu:
        menu = QMenu(self.page)
        for group in filter(None, act.below):
            if not menu.isEmpty():
                menu.addSeparator()
            for entry in group:
                action = menu.addAction(entry.text)
                self.pressed[action] = entry
                action.triggered.connect(self._run)
        menu.aboutToShow.connect(self._offer)
        return menu

    @Slot()
    def _run(self) -> None:
        run = self.pressed[self.sender()].run
        if run is not None:
            run(self.page)

    @Slot()
    def _offer(self) -> None:
        for part, act in self.pressed.items():
            if isinstance(part, QAction):
                part.setEnabled(act.offered(self.page))
            elif isinstance(part, QWidget):
                part.setVisible(act.offered(self.page))


class Afterwards(QObject):
    """What a page does when a dialog of its own tells something; it goes with the dialog."""

    def __init__(self, page: LedgerPage, dialog: QObject, what: Callable[[LedgerPage, Any], object]) -> None:
        """`run` is the slot."""
        super().__init__(dialog)
        self.page, self.what = page, what

    def run(self, told: Any) -> None:
        """Do it."""
        self.what(self.page, told)


def page_of(desk: Desk, ledger: Ledger, own: Page, parent: QWidget | None = None) -> LedgerPage:
    """The generic page of a ledger, with what it has beside."""
    page = LedgerPage(desk, ledger, parent)
    Acts(page, (FOR_EACH, *own.acts))
    if own.beside is not None:
        page.body.insertWidget(0, own.beside(page))
    return page
