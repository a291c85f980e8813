"""What a page has beside the generic one: buttons in its form and its bar, menus, a widget beside its table."""

from dataclasses import FrozenInstanceError

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.services.chapters import CHAPTERS, LEDGERS
from desktop.store.office import Office
from desktop.views.frame.pages import page_for
from desktop.views.frame.window import Window
from desktop.views.kit.desk import Desk
from desktop.views.sheet.acts import Act, Page, page_of
from desktop.views.sheet.filters.bar import MenuButton
from desktop.views.sheet.page import LedgerPage

PAGES = {name: page for chapter in CHAPTERS for name, page in chapter.shown().items()}

POSTS = LEDGERS["posts"]


def nothing(_page: LedgerPage) -> None:
    """Do nothing."""


def is_new(page: LedgerPage) -> bool:
    return page.editing is None


def in_bin(page: LedgerPage) -> bool:
    return page.bin_button.isChecked()


def made(qtbot: QtBot, window: Window, own: Page) -> LedgerPage:
    page = page_of(window.desk, POSTS, own)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.refresh()
    return page


def test_every_page_is_of_a_ledger_and_its_acts_can_be_told_apart() -> None:
    assert PAGES
    assert PAGES.keys() <= LEDGERS.keys()
    for own in PAGES.values():
        texts = [act.text for act in own.acts]
        assert len(set(texts)) == len(texts)
        for act in own.acts:
            assert act.tip, act.text
            assert bool(act.icon) == (act.place == "bar"), act.text
            assert (act.run is None) == bool(act.below), act.text


@pytest.mark.parametrize("ledger_id", PAGES)
def test_every_act_is_a_button_of_its_page(qtbot: QtBot, office: Office, window: Window, ledger_id: str) -> None:
    page = page_for(Desk(office, window.tasks, window.desk.ask), LEDGERS[ledger_id])
    qtbot.addWidget(page)
    assert PAGES[ledger_id].acts
    for act in PAGES[ledger_id].acts:
        where = page.form if act.place == "form" else page.filters
        assert where.isAncestorOf(page.acts[act.text])
        assert page.acts[act.text].text() == act.text


def test_a_button_of_the_form_is_there_where_it_is_offered(qtbot: QtBot, office: Office, window: Window) -> None:
    pressed: list[LedgerPage] = []
    page = made(qtbot, window, Page((Act("试一试", pressed.append, "试试看", offered=is_new),)))
    with office.work("点位") as work:
        post = work.add(POSTS, {"name": "一号"})
    page.new_record()
    assert page.acts["试一试"].isVisible()
    qtbot.mouseClick(page.acts["试一试"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(page.form, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [page, page]
    page.open_record(post)
    assert not page.acts["试一试"].isVisible()


def test_entries_stand_in_groups_and_are_grey_where_they_are_not_offered(qtbot: QtBot, window: Window) -> None:
    pressed: list[LedgerPage] = []
    groups = ((Act("一", pressed.append), Act("二", nothing)), (), (Act("三", nothing, offered=in_bin),))
    page = made(qtbot, window, Page((Act("更多", tip="更多", icon="check", place="bar", below=groups),)))
    button = page.acts["更多"]
    assert isinstance(button, MenuButton)
    assert button.below is not None
    assert [one.text() for one in button.below.actions()] == ["一", "二", "", "三"]
    button.below.actions()[0].trigger()
    assert pressed == [page]
    button.below.aboutToShow.emit()
    assert not button.below.actions()[3].isEnabled()
    page.bin_button.setChecked(True)
    button.below.aboutToShow.emit()
    assert button.below.actions()[3].isEnabled()


def test_a_widget_stands_beside_the_table(qtbot: QtBot, window: Window) -> None:
    page = made(qtbot, window, Page(beside=lambda page: QLabel("旁边", page)))
    first = page.body.itemAt(0)
    assert first is not None
    beside = first.widget()
    assert isinstance(beside, QLabel)
    assert beside.x() < page.splitter.x()


def test_an_act_is_a_value() -> None:
    act = Act("一", nothing)
    assert act == Act("一", nothing)
    with pytest.raises(FrozenInstanceError):
        act.text = "二"  # type: ignore[misc]
