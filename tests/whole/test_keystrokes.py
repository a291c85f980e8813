"""Five everyday tasks by keyboard alone, each key counted, beside the same in a spreadsheet.

A modifier counts as a key, a character of Chinese as the keys an input method takes for it (its pinyin and the space).
The counts for a spreadsheet are of WPS with the office's own files, written out under each task.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.store.query import Query, Where
from desktop.views.exchange.preview import PreviewDialog
from desktop.views.frame.window import Window
from desktop.views.kit import theme
from desktop.views.kit.tasks import Tasks
from desktop.views.sheet.page import LedgerPage
from desktop.views.tabs.study.roll_call import RollCallDialog
from tests.views.conftest import Answers, answers, idle

__all__ = ["answers"]
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@dataclass
class Keyboard:
    """Presses keys where the focus is, and counts them."""

    window: Window
    keys: int = 0

    @property
    def at(self) -> QWidget:
        """Where a key goes: what has the focus in the window on top."""
        dialogs = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        top = dialogs[-1] if dialogs else self.window
        found: QWidget | None = top.focusWidget()
        return top if found is None else found

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
    ) -> None:
        """One key, or a chord of two."""
        for _ in range(times):
            self.keys += 1 + (modifier != Qt.KeyboardModifier.NoModifier)
            QTest.keyClick(self.at, key, modifier)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Letters and figures."""
        for letter in text:
            self.keys += 1
            QTest.keyClicks(self.at, letter)
        QApplication.processEvents()


@pytest.fixture(scope="module")
def demo(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("keys") / "demo"))


@pytest.fixture
def keyboard(qtbot: QtBot, qapp: QApplication, demo: Path, answers: Answers) -> Iterator[Keyboard]:
    theme.apply(qapp, "浅色")
    with Office.open(demo, LEDGERS, operator="王敏") as office:
        window = Window(office, Tasks(), answers)
        window.show()
        qtbot.waitExposed(window)
        yield Keyboard(window)
        window.close()
        window.deleteLater()


def on(keyboard: Keyboard, ledger: str) -> LedgerPage:
    keyboard.window.show_ledger(ledger)
    page = keyboard.window.page
    assert page is not None
    page.table.setFocus()
    return page


def test_find_a_person_and_correct_a_phone_number(keyboard: Keyboard) -> None:
    """Spreadsheet, 36: Ctrl+F (2), the name (wusiqi and a space 7), Enter, Esc (2), ten columns right (10), the number (11), Enter, Ctrl+S (3), 1 to be sure it is the right row."""
    page = on(keyboard, "members")
    office = keyboard.window.office
    person = office.rows(LEDGERS["members"], office.ids(LEDGERS["members"], Query(search="吴思琪")))[0]
    keyboard.press(Key.Key_F, CTRL)
    keyboard.type("wsq")
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_Return)
    assert page.editing is not None
    assert page.editing["id"] == person["id"]
    keyboard.press(Key.Key_F, CTRL)
    keyboard.type("sj")
    keyboard.press(Key.Key_Return)
    keyboard.type("13900001111")
    keyboard.press(Key.Key_S, CTRL)
    assert office.get(LEDGERS["members"], person["id"])["mobile"] == "13900001111"
    assert keyboard.keys <= 26  # of 36


def test_enter_ten_attendance_marks(qtbot: QtBot, keyboard: Keyboard) -> None:
    """Spreadsheet, 34: 出席 once (chuxi and a space, Enter: 7), select and fill nine (12), to two of them (6), 请假 twice (7), Ctrl+S (2)."""
    office = keyboard.window.office
    sessions, attendance = LEDGERS["sessions"], LEDGERS["attendance"]
    branch = office.rows(LEDGERS["members"], office.ids(LEDGERS["members"], Query(limit=1)))[0]["branch"]
    with office.work("会") as work:
        session = work.add(sessions, {"branch": branch, "kind": "党课", "begins": "2026-11-20T09:00"})
    page = on(keyboard, "sessions")
    page.table.go_to(page.model.row_of(session), 0)
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_1, CTRL)
    dialog = keyboard.window.findChild(RollCallDialog)
    assert dialog is not None
    idle(qtbot, keyboard.window)
    assert len(dialog.marks) >= 10
    keyboard.press(Key.Key_Down, times=2)
    keyboard.type("q")
    keyboard.press(Key.Key_Down, times=3)
    keyboard.type("q")
    keyboard.press(Key.Key_S, CTRL)
    title = office.get(sessions, session)["title"]
    rows = office.rows(attendance, office.ids(attendance, Query(where=(Where("session", "=", title),))))
    states = [row["state"] for row in rows]
    assert (states.count("请假"), states.count("出席")) == (2, len(rows) - 2)
    assert keyboard.keys <= 14  # of 34


def test_add_a_visit_paid_from_two_sources(keyboard: Keyboard) -> None:
    """Spreadsheet, 96: a new row, batch and branch filled down (2 × 5), the name (8), identity number (18), category and day (14), the sum (5), two sources by name (24) and sum (9), moving between cells (8)."""
    office = keyboard.window.office
    visits = LEDGERS["visits"]
    before = set(office.ids(visits, Query()))
    on(keyboard, "visits")
    keyboard.press(Key.Key_N, CTRL)
    keyboard.type("qy")
    keyboard.press(Key.Key_Return)
    keyboard.type("wsq")
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_F, CTRL)
    keyboard.type("dxlb")
    keyboard.press(Key.Key_Return)
    keyboard.type("shkn")
    keyboard.press(Key.Key_F, CTRL)
    keyboard.type("zfsj")
    keyboard.press(Key.Key_Return)
    keyboard.type("6.28")
    keyboard.press(Key.Key_F, CTRL)
    keyboard.type("wwj")
    keyboard.press(Key.Key_Return)
    keyboard.type("1500")
    keyboard.press(Key.Key_Tab)
    keyboard.press(Key.Key_Space)
    keyboard.type("sjbfdf")
    keyboard.press(Key.Key_Tab)
    keyboard.type("1000")
    keyboard.press(Key.Key_Return)
    keyboard.type("ghjf")
    keyboard.press(Key.Key_Tab)
    keyboard.type("500")
    keyboard.press(Key.Key_S, CTRL)
    (made,) = set(office.ids(visits, Query())) - before
    visit = office.get(visits, made)
    assert (visit["recipient"], visit["batch"], visit["category"], visit["visited"], visit["cash"]) == (
        "吴思琪",
        "2026年七一走访慰问",
        "生活困难党员",
        "2026-06-28",
        150_000,
    )
    assert [(row["source"], row["amount"]) for row in visit["funds"]] == [
        ("上级拨付党费", 100_000),
        ("工会经费", 50_000),
    ]
    assert visit["recipient_id"]
    assert keyboard.keys <= 65  # of 96


def test_print_last_months_payout_list(qtbot: QtBot, keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spreadsheet, 60 at least: filter by month (8), copy six columns into the form (20), sums and capitals (25), Ctrl+P and Enter (3), back (4)."""
    printed: list[str] = []
    monkeypatch.setattr(PreviewDialog, "_print", lambda dialog: printed.append(dialog.chosen.title))
    on(keyboard, "visits")
    keyboard.press(Key.Key_P, CTRL)
    dialog = keyboard.window.findChild(PreviewDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.area.pages), timeout=20_000)
    keyboard.press(Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.chosen.title == "慰问金签领表" and dialog.task is None, timeout=20_000)
    keyboard.press(Key.Key_P, CTRL)
    keyboard.keys += 1  # Enter in the printer's own dialog
    assert printed == ["慰问金签领表"]
    assert keyboard.keys <= 6  # of 60
    dialog.close()


def test_send_the_roster_up_as_excel(qtbot: QtBot, keyboard: Keyboard, answers: Answers, tmp_path: Path) -> None:
    """Spreadsheet, 24: F12, a name with the day (12), Enter (2), the columns that stay in the office removed (10)."""
    on(keyboard, "members")
    answers.file = tmp_path / "花名册.xlsx"
    keyboard.press(Key.Key_E, CTRL)
    keyboard.keys += 1  # Enter in the system's own dialog: the name is there
    qtbot.waitUntil(lambda: not keyboard.window.tasks.busy, timeout=20_000)
    assert load_workbook(answers.file).active is not None
    assert keyboard.keys <= 3  # of 24
