"""Any column filtered by values, range or blanks; several columns sorted; the whole kept under a name."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.errors import Refusal
from desktop.records.conditions import condition_of, conditions_of, sentence_of
from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.store.query import Query, Where
from desktop.views.frame.window import Window
from desktop.views.sheet.filters.values import VALUE
from desktop.views.sheet.page import LedgerPage
from tests.views.conftest import MEMBERS, Answers, idle, page_of

DOWN_TOO = (True, True)
FILLED = True


@pytest.fixture
def page(office: Office, window: Window) -> LedgerPage:
    demo.fill(office)
    return page_of(window, "members")


def shown(page: LedgerPage, key: str) -> list[object]:
    return [page.model.record(row)[key] for row in range(page.model.rowCount())]


def check(page: LedgerPage, *wanted: object) -> None:
    for row in range(page.filters.popup.values.count()):
        item = page.filters.popup.values.item(row)
        item.setCheckState(Qt.CheckState.Checked if item.data(VALUE) in wanted else Qt.CheckState.Unchecked)


def test_values_of_any_column_are_chosen_with_their_counts(qtbot: QtBot, page: LedgerPage) -> None:
    place = page.table.shown_keys().index("nation")
    page.table.go_to(0, place)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = page.filters.popup
    assert popup.isVisible()
    assert popup.column.key == "nation"
    counts = {popup.values.item(row).data(VALUE): popup.values.item(row).text() for row in range(popup.values.count())}
    nations = shown(page, "nation")
    assert counts["畲族"] == f"畲族（{nations.count('畲族')}）"
    check(page, "畲族", "回族")
    popup.go.click()
    assert set(shown(page, "nation")) <= {"畲族", "回族"}
    assert page.model.rowCount() == nations.count("畲族") + nations.count("回族")
    assert page.filters.clear_button.isVisible()
    page.filters.drop("nation")
    assert page.model.rowCount() == len(nations)


def test_of_very_many_records_values_come_a_moment_later_and_enter_waits_for_them(
    qtbot: QtBot, window: Window, page: LedgerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Office, "is_large", lambda _office, _ledger: True)
    nations = shown(page, "nation")
    page.choosing.filter_column("nation")
    popup = page.filters.popup
    assert not popup.values.count()
    qtbot.keyClicks(popup.seek, "sz")
    qtbot.keyClick(popup.seek, Qt.Key.Key_Return)
    assert popup.isVisible(), "nothing can be chosen yet"
    idle(qtbot, window)
    assert not popup.isVisible()
    assert set(shown(page, "nation")) == {"畲族"}
    page.filters.drop("nation")
    idle(qtbot, window)
    page.choosing.filter_column("nation")
    qtbot.keyClick(popup.seek, Qt.Key.Key_Return)
    popup.hide()
    idle(qtbot, window)
    assert len(shown(page, "nation")) == len(nations), "left before anything was offered"


def test_a_range_of_dates(page: LedgerPage) -> None:
    births = [str(one) for one in shown(page, "birth")]
    page.choosing.filter_column("birth")
    first, last = page.filters.popup.range.ends
    first.show_text("1980")
    last.show_text("1985年")
    page.filters.popup.go.click()
    assert sorted(str(one) for one in shown(page, "birth")) == sorted(one for one in births if "1980" <= one < "1986")
    page.choosing.filter_column("birth")
    assert page.filters.popup.range.ends[0].text() == "1980", "what was chosen is still there"
    page.filters.popup.range.ends[0].show_text("不是日期")
    page.filters.popup.go.click()
    assert page.filters.popup.isVisible()
    assert page.filters.popup.told.text()
    page.filters.popup.off.click()
    assert page.model.rowCount() == len(births)


def test_blanks_and_child_rows(page: LedgerPage, office: Office) -> None:
    page.choosing.filter_column("remark")
    check(page, None)
    blank = [row for row in office.rows(MEMBERS, office.ids(MEMBERS, Query())) if not row["remark"]]
    page.filters.popup.go.click()
    assert page.model.rowCount() == len(blank)
    page.choosing.clear()
    page.choosing.filter_column("honours")
    check(page, FILLED)
    page.filters.popup.go.click()
    honoured = [row for row in office.rows(MEMBERS, office.ids(MEMBERS, Query())) if row["honours"]]
    assert page.model.rowCount() == len(honoured)


def test_typing_narrows_the_values_and_enter_takes_what_is_left(qtbot: QtBot, page: LedgerPage) -> None:
    page.choosing.filter_column("nation")
    qtbot.keyClicks(page.filters.popup.seek, "shezu")
    qtbot.keyClick(page.filters.popup.seek, Qt.Key.Key_Return)
    assert set(shown(page, "nation")) == {"畲族"}


def test_rows_are_sorted_by_several_columns(page: LedgerPage) -> None:
    page.choosing.sort_by((("sex", False),))
    page.table.sort_asked.emit("birth", *DOWN_TOO)
    listed = page.desk.office.lists["sex"].texts
    pairs = zip(shown(page, "sex"), shown(page, "birth"), strict=True)
    rows = [(listed.index(str(one)), str(two)) for one, two in pairs]
    assert rows == sorted(sorted(rows, key=lambda row: row[1], reverse=True), key=lambda row: row[0])
    place = page.table.shown_keys().index("birth")
    assert page.model.headerData(place, Qt.Orientation.Horizontal) == "出生日期 ②▼"
    page.choosing.sort_by((("name", False),))
    assert page.model.headerData(place, Qt.Orientation.Horizontal) == "出生日期"


def test_a_view_brings_everything_back(page: LedgerPage, answers: Answers) -> None:
    page.search.setText("陈")
    page.filters.narrow("birth", (Where("birth", "from", "1970"), Where("birth", "to", "1990")))
    page.filters.narrow("sex", (Where("sex", "=", "男"),))
    page.choosing.sort_by((("birth", True),))
    page.columns.show(["name", "birth", "sex"], {"name": 222})
    found, query = list(page.model.ids), page.query()
    answers.text = "七十年代后的陈姓男党员"
    page.views.save()
    page.choosing.clear()
    page.columns.show(list(MEMBERS.table), {})
    page.choosing.sort_by(())
    assert page.model.ids != found
    page.views.menu.aboutToShow.emit()
    page.views.menu.actions()[0].trigger()
    assert page.model.ids == found
    assert set(page.query().where) == set(query.where)
    assert page.table.shown_keys() == ["name", "birth", "sex"]
    assert page.table.columnWidth(0) == 222
    page.views.menu.aboutToShow.emit()
    page.views.gone.actions()[0].trigger()
    assert page.views.kept() == {}


def test_a_view_of_nonsense_harms_nothing(page: LedgerPage) -> None:
    where: list[list[object]] = [
        ["nobody", "=", 1],
        ["name", "below", "某支部"],
        ["sex", "=", ["男"]],
        ["sex", "=", {"男": 1}],
        ["sex", "in", [["男"]]],
        ["birth", "from", 2**70],
    ]
    for plain in (
        5,
        {"where": where},
        {"where": [5]},
        {"sort": [["nobody", True]]},
        {"columns": ["x", ["name"], 7]},
        {"widths": {"name": 10**12}},
    ):
        page.columns.kept.write(saved={"坏": plain})
        page.views.menu.aboutToShow.emit()
        page.views.menu.actions()[0].trigger()
    assert page.model.rowCount() > 0


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("性别=男", Where("sex", "=", "男")),
        ("性别=男|女", Where("sex", "in", ("男", "女"))),
        ("出生日期>=1980", Where("birth", "from", "1980")),
        ("出生日期<=98.7", Where("birth", "to", "1998-07")),
        ("备注=", Where("remark", "blank")),
        ("备注=（非空）", Where("remark", "filled")),
        ("荣誉=劳动模范", Where("honours", "has", "劳动模范")),
    ],
)
def test_conditions_in_words_and_back(office: Office, words: str, where: Where) -> None:
    """The same words on the command line, on paper and in a chip."""
    assert condition_of(office, MEMBERS, words) == where
    assert conditions_of(office, MEMBERS, sentence_of(MEMBERS, [where])) == (where,)


@pytest.mark.parametrize("words", ["性别", "没有这列=1", "出生日期>=昨天前的某天", "荣誉>=1"])
def test_conditions_that_make_no_sense_are_told(office: Office, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        condition_of(office, LEDGERS["members"], words)
    assert refused.value.sentence.endswith("。")


def offered(page: LedgerPage) -> dict[object, str]:
    """The values of the popup with what stands there."""
    values = page.filters.popup.values
    return {values.item(row).data(VALUE): values.item(row).text() for row in range(values.count())}


def test_values_are_counted_as_of_the_day_that_is_shown(qtbot: QtBot, office: Office, window: Window) -> None:
    with office.work("党员") as work:
        work.add(
            MEMBERS, {"name": "张三", "sex": "男", "category": "正式党员", "joined": "2001-07-01", "full": "2002-07-01"}
        )
        work.add(
            MEMBERS, {"name": "李四", "sex": "男", "category": "正式党员", "joined": "2020-07-01", "full": "2021-07-01"}
        )
    page = page_of(window, "members")
    page.filters.as_of.setText("2001-12-31")
    page.filters.as_of.read()
    idle(qtbot, window)
    page.choosing.filter_column("sex")
    assert offered(page) == {"男": "男（1）"}
    page.choosing.filter_column("category")
    assert offered(page) == {"预备党员": "预备党员（1）"}


def test_days_stand_with_the_newest_first(page: LedgerPage) -> None:
    page.choosing.filter_column("birth")
    days = [str(one) for one in offered(page) if one]
    assert len(days) > 5
    assert days == sorted(days, reverse=True)


def test_tab_goes_through_the_popup_from_the_top_down(qtbot: QtBot, page: LedgerPage) -> None:
    page.choosing.filter_column("sex")
    popup = page.filters.popup
    popup.column_box.setCurrentText("出生日期")
    popup.column_box.activated.emit(popup.column_box.currentIndex())
    ends = [end.field for end in popup.range.ends]
    qtbot.waitUntil(ends[1].isVisible)
    wanted = [
        popup.column_box,
        *ends,
        popup.seek,
        popup.all_button,
        popup.none_button,
        popup.values,
        popup.go,
        popup.off,
    ]
    popup.column_box.setFocus()
    reached = []
    for _ in wanted:
        at = QApplication.focusWidget()
        assert at is not None
        reached.append(at)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    assert reached == wanted
    popup.hide()


def test_a_chip_is_dropped_once_by_click_and_by_programs_that_toggle(qtbot: QtBot, page: LedgerPage) -> None:
    every = page.model.rowCount()
    dropped: list[str] = []
    page.filters.chips.dropped.connect(dropped.append)

    def chip() -> QPushButton:
        page.filters.narrow("birth", (Where("birth", "from", "1980"),))
        return next(one for one in page.filters.chips.findChildren(QPushButton) if one.isChecked())

    qtbot.mouseClick(chip(), Qt.MouseButton.LeftButton)
    assert dropped == ["birth"]
    assert page.model.rowCount() == every
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QAccessible.queryAccessibleInterface(chip()).actionInterface().doAction("Toggle")
    assert dropped == ["birth", "birth"]
    assert page.model.rowCount() == every


def test_what_child_rows_hold_is_offered_with_its_records(office: Office, window: Window) -> None:
    demo.fill(office)
    page = page_of(window, "visits")
    page.choosing.filter_column("funds")
    popup = page.filters.popup
    rows = office.rows(page.ledger, office.ids(page.ledger, Query()))
    paid = [row for row in rows if any(one["source"] == "工会经费" for one in row["funds"])]
    none = [row for row in rows if not row["funds"]]
    assert paid
    assert offered(page)["工会经费"] == f"工会经费（{len(paid)}）"
    assert offered(page)[None] == f"没有（{len(none)}）"
    check(page, "工会经费")
    popup.go.click()
    assert page.query().where == (Where("funds", "has", "工会经费"),)
    assert page.model.rowCount() == len(paid)
    page.choosing.filter_column("funds")
    chosen = [one.data(VALUE) for one in popup.values.every() if one.checkState() == Qt.CheckState.Checked]
    assert chosen == ["工会经费"]
    popup.values.every()[0].setCheckState(Qt.CheckState.Checked)
    assert popup.conditions() == (Where("funds", "filled"),), "one at a time"
    popup.none_button.click()
    popup.seek.setText("党费")
    assert len(popup.values.ticked(popup.seek.text())) > 1
    popup.go.click()
    assert popup.isVisible()
    assert "只选一个" in popup.told.text()
    popup.hide()


def test_parents_are_chosen_by_a_range_of_their_childrens_days(office: Office, window: Window) -> None:
    demo.fill(office)
    page = page_of(window, "development")
    total, popup = page.model.rowCount(), page.filters.popup
    days = sorted(one["day"] for row in range(total) for one in page.model.record(row)["reviews"] if one["day"])
    page.choosing.filter_column("reviews")
    first, last = popup.range.ends
    assert isinstance(first.field, QLineEdit)
    assert first.field.placeholderText() == "考察日期从"
    first.set_value({"from": days[0]})
    last.set_value({"to": days[0]})
    popup.go.click()
    assert 0 < page.model.rowCount() < total
    held = [{one["day"] for one in page.model.record(row)["reviews"]} for row in range(page.model.rowCount())]
    assert [days[0] in one for one in held] == [True] * len(held)
    page.choosing.filter_column("reviews")
    assert [end.value() for end in popup.range.ends] == [{"from": days[0]}, {"to": days[0]}], "as it was chosen before"
    popup.hide()
    page.filters.drop("reviews")
    assert page.model.rowCount() == total
