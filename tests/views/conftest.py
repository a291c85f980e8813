"""A window on a fresh office, with a person who answers what it asks."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.views.frame.window import Window
from desktop.views.kit import theme
from desktop.views.kit.ask import Answer
from desktop.views.kit.listing import Listing
from desktop.views.kit.tasks import Tasks
from desktop.views.sheet.page import LedgerPage

MEMBERS = LEDGERS["members"]


class Answers:
    """Answers what the window asks."""

    def __init__(self) -> None:
        self.answer: Answer = "discard"
        self.file: Path | None = None
        self.text: str | None = None

    def save_or_discard(self, title: str) -> Answer:
        assert title
        return self.answer

    def open_table(self) -> Path | None:
        return self.file

    def open_files(self) -> list[Path]:
        return [self.file] if self.file else []

    def save_as(self, title: str, name: str, kind: str) -> Path | None:
        assert title
        assert name
        assert kind
        return self.file

    def open_folder(self, title: str) -> Path | None:
        assert title
        return self.file

    def open_backup(self, folder: Path) -> Path | None:
        assert folder.name == "backups"
        return self.file

    def name(self, title: str, label: str) -> str | None:
        assert title
        assert label
        return self.text

    def tell(self, sentence: str) -> None:
        raise AssertionError(sentence)


@pytest.fixture(scope="module", autouse=True)
def settled() -> None:
    """What other modules' tests left behind for good is not gone through after each test of this one."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def freed(qapp: QApplication) -> Iterator[None]:
    """What a test closed is gone before the next begins, whose palette would otherwise be laid over it too.

    Its wrappers go at once as well: not later, in the midst of another test whose worker draws paper.
    """
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def window(qtbot: QtBot, office: Office, answers: Answers, qapp: QApplication) -> Iterator[Window]:
    theme.apply(qapp, "浅色")
    window = Window(office, Tasks(), answers)
    with qtbot.waitActive(window):  # keys go to the window that is active
        window.show()
    yield window
    answers.answer = "discard"
    window.close()
    window.deleteLater()


def page_of(window: Window, ledger_id: str) -> LedgerPage:
    window.show_ledger(ledger_id)
    page = window.page
    assert page is not None
    return page


def idle(qtbot: QtBot, window: Window) -> None:
    """Wait until what is read or done beside the window has been shown, long lists to their end."""
    lists = window.findChildren(Listing)
    qtbot.waitUntil(lambda: not window.tasks.busy and not any(isValid(one) and one.more.isActive() for one in lists))


def type_into(qtbot: QtBot, page: LedgerPage, key: str, text: str) -> None:
    field = page.form.rows[key].editor.field
    field.setFocus()
    write(qtbot, field, text)


def write(qtbot: QtBot, field: QWidget, text: str) -> None:
    """Type where the cursor stands; what has no key comes from an input method, and QTest would abort at it."""
    if text.isascii():
        qtbot.keyClicks(field, text)
        return
    typed = QInputMethodEvent("", [])
    typed.setCommitString(text)
    QApplication.sendEvent(field, typed)


def names(page: LedgerPage) -> list[str]:
    return [page.model.record(row)["name"] for row in range(page.model.rowCount())]
