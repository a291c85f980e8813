"""发展党员看板 in the window: cards by stage, the keyboard, the next step typed and taken back."""

import datetime as dt

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.records.editing import save_record
from desktop.services.chapters import LEDGERS
from desktop.views.frame.window import Window
from desktop.views.tabs.members.board import BoardDialog
from tests.views.conftest import page_of

WAY = LEDGERS["development"]


def opened(qtbot: QtBot, window: Window) -> BoardDialog:
    page = page_of(window, "development")
    page.acts["看板"].click()
    dialog = window.findChild(BoardDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def counts(dialog: BoardDialog) -> list[int]:
    return [cards.count() for cards in dialog.lists.values()]


def test_the_next_step_is_typed_and_taken_back(qtbot: QtBot, window: Window) -> None:
    applied = (dt.date.today() - dt.timedelta(days=90)).isoformat()
    record, _ = save_record(window.office, WAY, {"person": "林晓", "applied": applied, "talked": applied}, None)
    save_record(
        window.office, WAY, {"person": "何平", "applied": applied, "activist": applied, "contacts": "王敏"}, None
    )
    dialog = opened(qtbot, window)
    assert counts(dialog) == [1, 1, 0, 0, 0]
    dialog.go_to(record)
    assert dialog.who.text() == "林晓 的二十五步"
    assert dialog.editor is not None
    assert dialog.editor.column.key == "activist"
    field = dialog.editor.field
    field.setFocus()
    qtbot.keyClicks(field, "2026-13-45")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.told.text()
    assert counts(dialog) == [1, 1, 0, 0, 0]
    field.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(field, dt.date.today().isoformat())
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert counts(dialog) == [0, 2, 0, 0, 0]
    assert window.office.get(WAY, record)["activist"] == dt.date.today().isoformat()
    assert dialog.values is not None
    assert dialog.values["id"] == record
    qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert counts(dialog) == [1, 1, 0, 0, 0]
    assert window.office.get(WAY, record)["activist"] is None
    dialog.close()


def test_arrows_go_from_stage_to_stage_and_enter_opens(qtbot: QtBot, window: Window) -> None:
    save_record(window.office, WAY, {"person": "林晓", "applied": "2026-01-05"}, None)
    last, _ = save_record(window.office, WAY, {"person": "丁", "applied": "2020-01-01", "meeting": "2026-05-10"}, None)
    dialog = opened(qtbot, window)
    first = dialog.lists["申请入党"]
    first.setFocus()
    first.setCurrentRow(0)
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert dialog.lists["预备党员"].currentRow() == 0
    assert first.currentRow() == -1
    assert dialog.values is not None
    assert dialog.values["id"] == last
    qtbot.keyClick(dialog.lists["预备党员"], Qt.Key.Key_Return)
    page = page_of(window, "development")
    assert page.editing is not None
    assert page.editing["id"] == last


def test_an_empty_board_says_what_to_do(qtbot: QtBot, window: Window) -> None:
    dialog = opened(qtbot, window)
    assert "新建" in dialog.sums.text()
    assert not dialog.open_button.isEnabled()
    dialog.close()
