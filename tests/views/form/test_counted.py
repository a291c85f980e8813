"""In the window: the difference to a batch's plan while a visit is typed; what was told in confidence, cleared."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.views.frame.retention import Clearing
from desktop.views.frame.settings import SettingsDialog
from desktop.views.frame.window import Window
from tests.views.conftest import page_of, type_into


def test_the_difference_shows_while_typing(qtbot: QtBot, window: Window, office: Office) -> None:
    plan = {"year": 2026, "name": "七一", "planned_people": 2, "planned_money": 150_000}
    with office.work("批次") as work:
        work.add(LEDGERS["visit-batches"], plan)
    page = page_of(window, "visits")
    page.new_record()
    assert not page.form.head.standing.isVisible()
    type_into(qtbot, page, "batch", "七一")
    type_into(qtbot, page, "recipient", "张三")
    type_into(qtbot, page, "cash", "1000")
    words = "连这条，本批次 1 人（计划 2 人，还差 1 人），1000.00 元（计划 1500.00 元，还差 500.00 元）"
    qtbot.waitUntil(lambda: page.form.head.standing.text() == words)
    assert page.form.head.standing.isVisible()
    assert page.save()
    assert page.form.head.standing.text() == words
    members = page_of(window, "members")
    members.new_record()
    assert not members.form.head.standing.isVisible()


def test_old_secrets_are_cleared_after_a_second_press(qtbot: QtBot, office: Office) -> None:
    ledger = LEDGERS["hardship"]
    with office.work("困难") as work:
        values = {"year": 2020, "person": "张三", "recognised": "2020-01-01", "reason": "重病"}
        one = work.add(ledger, values)
    quiet = SettingsDialog(office)
    qtbot.addWidget(quiet)
    assert quiet.findChild(Clearing).isHidden()  # type: ignore[union-attr]
    office.settings.sensitive_years = 3
    dialog = SettingsDialog(office)
    qtbot.addWidget(dialog)
    clearing = dialog.findChild(Clearing)
    assert isinstance(clearing, Clearing)
    assert clearing.told.text() == "已到期：困难党员职工 1 条。"
    button = clearing.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    button.click()
    assert office.get(ledger, one)["reason"] == "重病"
    assert "不能撤销" in clearing.told.text()
    button.click()
    assert office.get(ledger, one)["reason"] is None
    assert clearing.told.text() == "已清除 1 条记录的敏感内容。"
