"""What is typed and not saved outlives the window; a record goes back to how it stood after an act."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.errors import Conflict, Missing
from desktop.ledger import Values
from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.views.frame.window import Window
from desktop.views.kit import theme
from desktop.views.kit.dialogs import HistoryDialog
from desktop.views.kit.tasks import Tasks
from tests.views.conftest import MEMBERS, Answers, names, page_of, type_into

VISITS = LEDGERS["visits"]


def killed(window: Window) -> None:
    """The window is gone without having asked."""
    for page in window.pages.values():
        page.hand.drafts.wait.stop()
        page.form.show_record(None)
        page.form.hide()


def test_a_form_left_by_a_kill_is_offered_again(
    qtbot: QtBot, office: Office, window: Window, answers: Answers, qapp: QApplication
) -> None:
    page = page_of(window, "visits")
    page.new_record()
    type_into(qtbot, page, "recipient", "陈老")
    type_into(qtbot, page, "id_no", "3501")
    page.form.rows["funds"].editor.set_value({"funds": [{"source": "工会经费", "amount": 50000}]})
    page.hand.drafts.keep()
    text = page.hand.drafts.file.read_text(encoding="utf-8")
    killed(window)
    page.hand.drafts.file.write_text(text, encoding="utf-8")
    theme.apply(qapp, "浅色")
    again = Window(office, Tasks(), answers)
    again.show()
    page = page_of(again, "visits")
    assert page.hand.draft_bar.isVisible()
    assert "新建走访慰问" in page.hand.draft_bar.told.text()
    page.hand.draft_bar.resume.click()
    assert page.form.rows["recipient"].editor.text() == "陈老"
    assert page.form.rows["id_no"].editor.text() == "3501"
    assert page.form.rows["funds"].editor.value()["funds"][0]["amount"] == 50000
    assert not page.hand.draft_bar.isVisible()
    answers.answer = "discard"
    again.close()
    assert not page.hand.drafts.file.exists(), "what was given up is not offered again"
    again.deleteLater()


def test_a_saved_form_leaves_no_draft(qtbot: QtBot, window: Window) -> None:
    page = page_of(window, "members")
    page.new_record()
    type_into(qtbot, page, "name", "张三")
    qtbot.waitUntil(page.hand.drafts.file.exists, timeout=5000)
    assert page.save()
    assert not page.hand.drafts.file.exists()
    assert names(page) == ["张三"]


def test_a_draft_that_is_no_draft_harms_nothing(window: Window, office: Office) -> None:
    page = page_of(window, "members")
    page.hand.drafts.file.parent.mkdir(exist_ok=True)
    for text in ("", "[]", '{"texts": 5}', '{"id": null, "title": "x", "at": "y", "texts": {}, "parts": 7}'):
        page.hand.drafts.file.write_text(text, encoding="utf-8")
        page.refresh()
        assert not page.hand.draft_bar.isVisible()
    assert office.count(MEMBERS, Query()) == 0


def test_a_record_goes_back_to_how_it_stood(office: Office, qtbot: QtBot) -> None:
    """The steps between stay in the history, and going back can be undone."""
    with office.work("新建") as work:
        record = work.add(
            VISITS, {"recipient": "陈老", "cash": 50000, "funds": [{"source": "工会经费", "amount": 50000}]}
        )
    steps: tuple[Values, ...] = ({"cash": 80000, "funds": [{"source": "党费", "amount": 80000}]}, {"reason": "住院"})
    for step, values in enumerate(steps):
        with office.work(f"改 {step}") as work:
            work.change(VISITS, record, values)
    first, second, _ = (entry.act for entry in office.history(VISITS, record))
    dialog = HistoryDialog(office, VISITS, record)
    qtbot.addWidget(dialog)
    dialog.table.setCurrentCell(dialog.acts.index(first), 0)
    dialog.back.click()
    now = office.get(VISITS, record)
    assert (now["cash"], now["reason"], now["funds"][0]["source"]) == (50000, None, "工会经费")
    assert len(office.history(VISITS, record)) == 4
    with pytest.raises(Conflict, match="就是那时"):
        office.back_to(VISITS, record, first)
    with pytest.raises(Missing):
        office.back_to(VISITS, record, 999)
    office.undo()
    assert office.get(VISITS, record)["reason"] == "住院"
    office.back_to(VISITS, record, second)
    assert (office.get(VISITS, record)["cash"], office.get(VISITS, record)["reason"]) == (80000, None)


def test_a_look_at_another_tab_loses_nothing(qtbot: QtBot, office: Office, window: Window, answers: Answers) -> None:
    page = page_of(window, "members")
    page.new_record()
    type_into(qtbot, page, "name", "张三")
    qtbot.waitUntil(page.hand.drafts.file.exists, timeout=5000)
    type_into(qtbot, page, "native_place", "福州")
    page_of(window, "visits")
    page.hand.drafts.keep()
    assert "福州" in page.hand.drafts.file.read_text(encoding="utf-8")
    answers.answer = "stay"
    assert not window.close()
    assert window.page is page, "what is asked about is in view"
    answers.answer = "save"
    assert window.close()
    assert office.count(MEMBERS, Query()) == 1


def test_a_draft_leads_to_the_person_it_was_left_at(office: Office, window: Window) -> None:
    with office.work("两个同名") as work:
        first, second = (work.add(MEMBERS, {"name": "张三", "mobile": f"1390000000{n}"}) for n in (1, 2))
        visit = work.add(VISITS, {"recipient": "张三", "recipient_id": first, "cash": 100})
    page = page_of(window, "visits")
    page.open_record(visit)
    page.form.rows["recipient"].editor.set_value({"recipient": "张三", "recipient_id": second})
    page.hand.drafts.keep()
    text = page.hand.drafts.file.read_text(encoding="utf-8")
    killed(window)
    page.hand.drafts.file.write_text(text, encoding="utf-8")
    page.choosing.stale = True
    page.refresh()
    page.hand.draft_bar.resume.click()
    assert page.save()
    assert office.get(VISITS, visit)["recipient_id"] == second


def test_a_draft_takes_nothing_back_that_was_changed_meanwhile(office: Office, window: Window) -> None:
    with office.work("党员") as work:
        member = work.add(MEMBERS, {"name": "张三", "mobile": "13900000001", "native_place": "连江"})
    page = page_of(window, "members")
    page.open_record(member)
    page.form.rows["native_place"].editor.show_text("福州")
    page.hand.drafts.keep()
    text = page.hand.drafts.file.read_text(encoding="utf-8")
    killed(window)
    page.hand.drafts.file.write_text(text, encoding="utf-8")
    with office.work("别处改") as work:
        work.change(MEMBERS, member, {"mobile": "13900000002", "native_place": "长乐"})
    page.refresh()
    page.hand.draft_bar.resume.click()
    assert "长乐" in page.form.rows["native_place"].told.text()
    assert page.save()
    now = office.get(MEMBERS, member)
    assert (now["mobile"], now["native_place"]) == ("13900000002", "福州")


def test_what_was_deleted_elsewhere_is_not_saved_unseen(qtbot: QtBot, office: Office, window: Window) -> None:
    with office.work("党员") as work:
        member = work.add(MEMBERS, {"name": "张三"})
    page = page_of(window, "members")
    page.open_record(member)
    type_into(qtbot, page, "native_place", "福州")
    with office.work("别处删除") as work:
        work.remove(MEMBERS, member)
    for _ in range(2):
        assert not page.save()
        assert "回收站" in page.form.head.whole.text()
    assert page.form.rows["native_place"].editor.text() == "福州"


def test_what_was_left_is_still_offered_after_another_record_was_in_hand(
    qtbot: QtBot, office: Office, window: Window, answers: Answers
) -> None:
    with office.work("党员") as work:
        member = work.add(MEMBERS, {"name": "张三"})
    page = page_of(window, "members")
    page.new_record()
    type_into(qtbot, page, "name", "没填完")
    page.hand.drafts.keep()
    text = page.hand.drafts.file.read_text(encoding="utf-8")
    killed(window)
    page.hand.drafts.own = False
    page.hand.drafts.file.write_text(text, encoding="utf-8")
    page.refresh()
    page.open_record(member)
    assert page.close_form()
    page.open_record(member)
    type_into(qtbot, page, "native_place", "福州")
    page.hand.drafts.keep()
    assert page.save()
    page.close_form()
    page.refresh()
    assert page.hand.draft_bar.isVisible()
    page.hand.draft_bar.resume.click()
    assert page.form.rows["name"].editor.text() == "没填完"
    answers.answer = "discard"
    page.close_form()
    assert page.hand.drafts.found() is None, "what was taken up and given up is not offered again"
