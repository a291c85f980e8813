"""Names in the database sort by pinyin or by strokes, as is set or asked for; blanks come last."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from desktop.errors import Missing, Refusal
from desktop.records.conditions import in_order
from desktop.records.exporting import export
from desktop.services.chapters import LEDGERS
from desktop.services.papers import print_form
from desktop.settings import Settings
from desktop.store.database import database_of
from desktop.store.migrate import take
from desktop.store.office import Office
from desktop.store.query import Query

MEMBERS, DUTIES, VISITS = LEDGERS["members"], LEDGERS["duties"], LEDGERS["visits"]
GIVEN = ("王毅", "丁小明", "林森", "李东", "马丽", "王一博")
PINYIN = ["丁小明", "李东", "林森", "马丽", "王毅", "王一博"]
STROKES = ["丁小明", "马丽", "王毅", "王一博", "李东", "林森"]  # 2, 3, 4 (two characters first), 4, 7, 8


def filled(office: Office) -> None:
    with office.work("新建") as work:
        work.add_many(MEMBERS, [{"name": name} for name in GIVEN])


def names(office: Office, query: Query) -> list[str]:
    return [row["name"] for row in office.rows(MEMBERS, office.ids(MEMBERS, query))]


def test_as_set_and_as_asked(office: Office) -> None:
    filled(office)
    by_name = Query(sort=(("name", False),))
    assert names(office, by_name) == PINYIN
    office.settings.name_order = "笔画"
    assert names(office, by_name) == ["丁小明", "马丽", "王毅", "王一博", "李东", "林森"]
    assert names(office, Query(sort=(("name", True),))) == STROKES[::-1]
    assert names(office, in_order(MEMBERS, Query(), "姓名:拼音")) == PINYIN
    assert names(office, in_order(MEMBERS, Query(), "姓名：拼音:desc")) == PINYIN[::-1]
    office.settings.save(office.folder)
    assert Settings.load(office.folder).name_order == "笔画"


def test_a_new_name_takes_its_new_place_and_undo_its_old(office: Office) -> None:
    filled(office)
    query = Query(sort=(("name", False),), names="笔画")
    first = office.ids(MEMBERS, query)[0]
    with office.work("改名") as work:
        work.change(MEMBERS, first, {"name": "魏小明"})
    assert names(office, query)[-1] == "魏小明"
    office.undo()
    assert names(office, query) == STROKES
    office.undo()
    office.redo()
    assert names(office, query) == STROKES


def test_names_that_are_links_sort_too(office: Office) -> None:
    filled(office)
    with office.work("慰问") as work:
        work.add_many(VISITS, [{"recipient": name} for name in GIVEN])
        work.add_many(DUTIES, [{"on": "2026-01-01", "shift": "白班", "post": "大门", "person": name} for name in GIVEN])
        work.add_many(VISITS, [{"recipient": "李四", "approver": name} for name in (None, *GIVEN)])
    for ledger, key in ((VISITS, "recipient"), (DUTIES, "person")):
        rows = office.rows(ledger, office.ids(ledger, Query(sort=((key, False),), names="笔画")))
        assert [row[key] for row in rows if row[key] != "李四"] == STROKES
        rows = office.rows(ledger, office.ids(ledger, Query(sort=((key, False),))))
        assert [row[key] for row in rows if row[key] != "李四"] == PINYIN
    rows = office.rows(VISITS, office.ids(VISITS, Query(sort=(("approver", False),))))
    assert [row["approver"] for row in rows][: len(PINYIN)] == PINYIN
    assert rows[-1]["approver"] is None


def test_exports_and_prints_follow(office: Office, tmp_path: Path) -> None:
    filled(office)
    office.settings.name_order = "笔画"
    out = tmp_path / "out.xlsx"
    export(office, MEMBERS, out, in_order(MEMBERS, Query(), "姓名"))
    page = load_workbook(out).active
    assert page is not None
    assert [row[0] for row in page.iter_rows(min_row=2, values_only=True)] == STROKES
    paper = tmp_path / "list.pdf"
    print_form(office, "list-members", paper, {"排序（字段）": "姓名"})
    book = pypdfium2.PdfDocument(paper)
    text = book[0].get_textpage().get_text_range()
    book.close()
    places = [text.index(name) for name in STROKES]
    assert places == sorted(places)


def test_what_is_not_understood_is_refused() -> None:
    with pytest.raises(Refusal, match="看不懂"):
        in_order(MEMBERS, Query(), "姓名:随便")
    with pytest.raises(Missing, match="没有“名字”"):
        in_order(MEMBERS, Query(), "名字")


def test_an_earlier_folder_gets_its_strokes(office: Office) -> None:
    filled(office)
    folder = office.folder
    office.close()
    take(database_of(folder), 4)
    with closing(sqlite3.connect(database_of(folder))) as base:
        assert "strokes" not in {row[1] for row in base.execute("PRAGMA table_info(person)")}
    with Office.open(folder, LEDGERS) as again:
        assert names(again, Query(sort=(("name", False),), names="笔画")) == STROKES


def test_by_position_those_with_a_number_come_first(office: Office) -> None:
    filled(office)
    with office.work("排序") as work:
        for record, number in zip(office.ids(MEMBERS, Query(sort=(("name", False),))), (3, None, 1, 2), strict=False):
            work.change(MEMBERS, record, {"position_order": number})
    wanted = ["林森", "马丽", "丁小明", "李东", "王毅", "王一博"]
    assert names(office, in_order(MEMBERS, Query(), "姓名:职务")) == wanted
    office.settings.name_order = "职务"
    assert names(office, Query(sort=(("name", False),))) == wanted


def test_coded_values_sort_as_their_list_has_them(office: Office) -> None:
    """As the list has them, not as they are written; a value of the office's own after them, blanks last."""
    given = ("大专", None, "博士研究生", "别的", "大学")
    with office.work("学历") as work:
        work.add_many(MEMBERS, [{"name": f"甲{place}", "education": text} for place, text in enumerate(given)])

    def shown(*, descending: bool) -> list[str | None]:
        query = Query(sort=(("education", descending),))
        return [row["education"] for row in office.rows(MEMBERS, office.ids(MEMBERS, query))]

    assert shown(descending=False) == ["博士研究生", "大学", "大专", "别的", None]
    assert shown(descending=True) == ["别的", "大专", "大学", "博士研究生", None]
