"""The tree of organisations in the window: counts, moves, the way to the members below a node."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from desktop.errors import Invalid
from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.services.organizations.tree import lines, move, tree
from desktop.store.office import Office
from desktop.store.query import Query, Where
from desktop.views.frame.window import Window
from desktop.views.sheet.page import LedgerPage
from desktop.views.tabs.organizations.tree import TreeSide
from tests.views.conftest import idle, page_of

MEMBERS, ORGS = LEDGERS["members"], LEDGERS["organizations"]


@pytest.fixture
def page(qtbot: QtBot, office: Office, window: Window) -> LedgerPage:
    demo.fill(office)
    found = page_of(window, "organizations")
    idle(qtbot, window)
    return found


def named(office: Office, part: str) -> dict[str, str]:
    rows = office.rows(ORGS, office.ids(ORGS, Query()))
    return next({"id": row["id"], "title": row["title"]} for row in rows if row["title"].endswith(part))


def side(page: LedgerPage) -> TreeSide:
    found = page.findChild(TreeSide)
    assert found is not None
    return found


def choose(page: LedgerPage, record_id: str) -> None:
    item = next(one for one in side(page).tree._items() if one.data(0, Qt.ItemDataRole.UserRole) == record_id)
    side(page).tree.setCurrentItem(item)


def test_every_member_is_counted_once_up_to_the_root(page: LedgerPage, office: Office) -> None:
    (root,) = tree(office)
    assert root.total == office.count(MEMBERS, Query())
    for _, node in lines([root]):
        below = Query(where=(Where("branch", "below", node.title),))
        assert node.total == office.count(MEMBERS, below)
    item = side(page).tree.topLevelItem(0)
    assert item is not None
    assert item.text(1) == str(root.total)


def test_a_node_narrows_the_table_and_leads_to_its_members(page: LedgerPage, window: Window, office: Office) -> None:
    union = named(office, "党总支")
    choose(page, union["id"])
    assert {page.model.record(row)["parent"] for row in range(page.model.rowCount())} == {union["title"]}
    side(page).members_button.click()
    members = window.page
    assert members is window.pages["members"]
    assert members is not None
    wanted = Query(where=(Where("branch", "below", union["title"]),))
    assert members.model.rowCount() == office.count(MEMBERS, wanted) > 0
    box = next(one for one in members.filters.boxes if one.key == "branch")
    assert "含下属" in box.currentText()


def test_a_node_is_moved_by_dragging_and_back_by_undo(page: LedgerPage, window: Window, office: Office) -> None:
    union, first = named(office, "党总支"), named(office, "第一党支部")
    choose(page, first["id"])
    target = next(one for one in side(page).tree._items() if one.data(0, Qt.ItemDataRole.UserRole) == union["id"])
    place = QPointF(side(page).tree.visualItemRect(target).center())
    mime = QMimeData()
    event = QDropEvent(place, Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    side(page).tree.dropEvent(event)
    assert office.get(ORGS, first["id"])["parent_id"] == union["id"]
    assert "调整到" in window.line.said.text()
    window.verbs.undo()
    assert office.get(ORGS, first["id"])["parent_id"] == office.own_id


def test_nothing_stands_under_itself(page: LedgerPage, window: Window, office: Office) -> None:
    union, below = named(office, "党总支"), named(office, "信息中心党支部")
    with pytest.raises(Invalid, match="下级"):
        move(office, union["id"], below["id"])
    side(page).tree.moved.emit(union["id"], below["id"])
    assert "下级" in window.line.said.text()
    assert office.get(ORGS, union["id"])["parent_id"] == office.own_id


def test_enter_opens_and_a_new_one_stands_below(qtbot: QtBot, page: LedgerPage, office: Office) -> None:
    union = named(office, "党总支")
    choose(page, union["id"])
    side(page).tree.setFocus()
    qtbot.keyClick(side(page).tree, Qt.Key.Key_Return)
    assert page.editing is not None
    assert page.editing["id"] == union["id"]
    page.close_form()
    side(page).new_below()
    assert page.form.values()["parent_id"] == union["id"]
    side(page).all_button.click()
    assert page.model.rowCount() == office.count(ORGS, Query())
