"""Pairs at the window: chosen field by field, merged, parted from the recycle bin."""

from pytestqt.qtbot import QtBot

from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.views.frame.window import Window
from desktop.views.tabs.members.duplicates import DuplicatesDialog
from desktop.views.tabs.members.pages import part, show_duplicates
from tests.views.conftest import MEMBERS, idle, names, page_of

VISITS = LEDGERS["visits"]


def test_two_records_become_one_and_two_again(qtbot: QtBot, window: Window, office: Office) -> None:
    with office.work("新建") as work:
        work.add(MEMBERS, {"name": "陈建国", "birth": "1959-09-23", "position": "科长"})
        other = work.add(
            MEMBERS, {"name": "陈建国", "birth": "1959-09-23", "mobile": "13900000001", "position": "副科长"}
        )
        work.add(VISITS, {"recipient": "陈建国", "recipient_id": other})
    page = page_of(window, "members")
    show_duplicates(page)
    (dialog,) = page.findChildren(DuplicatesDialog)
    idle(qtbot, window)
    assert dialog.list.count() == 1
    row = dialog.keys.index("position")
    assert [dialog.side(key) for key in ("position", "mobile")] == ["keep", "drop"]
    dialog.table.cellClicked.emit(row, 2)
    assert dialog.side("position") == "drop"
    taken = dialog.table.item(row, 2)
    assert taken is not None
    assert taken.text() == "✓ 副科长"
    dialog.swap.click()
    assert dialog.ends is not None
    assert dialog.ends[0]["id"] == other
    dialog.swap.click()
    dialog.table.cellClicked.emit(row, 2)
    with qtbot.waitSignal(dialog.merged):
        dialog.go.click()
    idle(qtbot, window)
    assert dialog.list.count() == 0
    assert "走访慰问 1 条" in dialog.told.text()
    dialog.close()
    assert names(page) == ["陈建国"]
    record = page.model.record(0)
    assert (record["position"], record["mobile"]) == ("副科长", "13900000001")
    page.bin_button.setChecked(True)
    assert names(page) == ["陈建国"]
    page.table.selectRow(0)
    part(page)
    page.bin_button.setChecked(False)
    assert len(names(page)) == 2
    (visit,) = office.rows(VISITS, office.ids(VISITS, Query()))
    assert visit["recipient_id"] == other
