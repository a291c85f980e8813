"""个人全貌 in the window: from the form of a member, filtered, and on to the record of a line."""

from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services.chapters import LEDGERS
from desktop.store.attachments import attach, keep
from desktop.views.exchange.preview import PreviewDialog
from desktop.views.frame.window import Window
from desktop.views.tabs.members.card import CardDialog
from tests.views.conftest import idle, page_of

MEMBERS, VISITS = LEDGERS["members"], LEDGERS["visits"]


def opened(qtbot: QtBot, window: Window, person: str) -> CardDialog:
    page = page_of(window, "members")
    page.open_record(person)
    page.acts["个人全貌…"].click()
    dialog = page.findChild(CardDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    idle(qtbot, window)
    return dialog


def test_a_line_leads_to_its_record(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    face = tmp_path / "脸.png"
    Image.new("RGB", (300, 400), "navy").save(face)
    with window.office.work("新建") as work:
        person = work.add(MEMBERS, {"name": "张三", "joined": "2010"})
        visit = work.add(VISITS, {"recipient": "张三", "recipient_id": person, "visited": "2024-02-01", "cash": 100})
        attach(work, MEMBERS, person, [keep(window.office.folder, face)])
    dialog = opened(qtbot, window, person)
    assert not dialog.photo.pixmap().isNull()
    assert [event.what for event in dialog.shown] == ["加入党组织日期", "走访慰问"]
    dialog.kinds.setCurrentIndex(dialog.kinds.findText("走访慰问"))
    assert dialog.table.rowCount() == 1
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    page = page_of(window, "visits")
    assert page.editing is not None
    assert page.editing["id"] == visit


def test_somebody_without_anything_says_what_to_do(qtbot: QtBot, window: Window) -> None:
    with window.office.work("新建") as work:
        person = work.add(MEMBERS, {"name": "张三"})
    dialog = opened(qtbot, window, person)
    assert dialog.table.rowCount() == 0
    assert "附件" in dialog.photo.text()
    dialog.print_button.click()
    preview = dialog.findChild(PreviewDialog)
    assert preview is not None
    qtbot.waitUntil(lambda: bool(preview.area.pages))
    assert preview.chosen.id == "member-card"
    preview.close()
