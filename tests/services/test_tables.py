"""Tables for the occasion: a pasted header finds its fields, and the table comes out as a workbook or on paper."""

from pathlib import Path

import openpyxl
import pytest

from desktop.errors import Refusal
from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.services.tables import AdHoc, Wanted, columns_for, count, rows_of, table_of, titles_of, write_table
from desktop.store.office import Office
from desktop.store.query import Query
from tests.reports.reading import assert_embedded, pages_of, text_of

MEMBERS = LEDGERS["members"]
HEADER = "序号\t姓名\t性 别\t身份证号\t出生\n年月\t党龄\t所在支部\t签名"


@pytest.mark.parametrize(
    ("pasted", "titles"),
    [
        ("序号\t姓名\t性 别", ["序号", "姓名", "性别"]),
        ("姓名\n性别\n\n民族\n", ["姓名", "性别", "民族"]),
        ("姓名、性别，民族", ["姓名", "性别", "民族"]),
        (" \n ", []),
    ],
)
def test_a_header_is_pasted_as_it_comes(pasted: str, titles: list[str]) -> None:
    assert titles_of(pasted) == titles


def test_headings_find_their_fields_what_is_worked_out_and_what_stays_empty(office: Office) -> None:
    demo.fill(office)
    found = columns_for(office, MEMBERS, ["序号", "姓名", "身份证号", "出生年月", "党龄", "所在支部", "签名"])
    assert [one.source for one in found] == ["序号", "name", "id_no", "birth", "党龄", "branch", ""]


def test_a_workbook_holds_the_chosen_records_in_the_superiors_columns(office: Office, tmp_path: Path) -> None:
    demo.fill(office)
    columns = columns_for(office, MEMBERS, ["序号", "姓名", "身份证号", "党龄", "签名"])
    table = AdHoc("members", "女党员表", columns, where="性别=女", sort=(("birth", False),))
    out = tmp_path / "女党员.xlsx"
    told = write_table(office, MEMBERS, table, out)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    women = [
        row for row in office.rows(MEMBERS, office.ids(MEMBERS, Query(sort=(("birth", False),)))) if row["sex"] == "女"
    ]
    start = next(place for place, row in enumerate(rows) if row[0] == "序号")
    assert rows[start][:5] == ["序号", "姓名", "身份证号", "党龄", "签名"]
    assert [row[1:3] for row in rows[start + 1 : start + 1 + told]] == [[one["name"], one["id_no"]] for one in women]
    assert told == len(women) == count(office, MEMBERS, table)
    assert office.acts()[0].title.startswith("导出女党员表")


def test_on_paper_it_is_fitted_to_a4(office: Office, tmp_path: Path) -> None:
    demo.fill(office)
    columns = columns_for(office, MEMBERS, ["序号", "姓名", "性别", "身份证号", "党龄", "签名"])
    out = tmp_path / "表.pdf"
    write_table(office, MEMBERS, AdHoc("members", "党员签名表", columns), out)
    assert_embedded(out)
    text = text_of(out)
    assert "党员签名表" in text
    names = [row["name"] for row in office.rows(MEMBERS, office.ids(MEMBERS, Query()))]
    assert all(name in text for name in names)
    assert all("序号" in page for page in pages_of(out))


def test_on_the_screen_numbers_are_masked(office: Office) -> None:
    demo.fill(office)
    table = AdHoc("members", "表", [Wanted("号码", "id_no")])
    shown, whole = (next(rows_of(office, MEMBERS, table, limit=1, masked=masked))[0] for masked in (True, False))
    assert "*" in shown
    assert shown[:3] == whole[:3]
    assert "*" not in whole


def test_no_columns_or_conditions_that_name_nothing_are_refused(office: Office, tmp_path: Path) -> None:
    demo.fill(office)
    out = tmp_path / "表.xlsx"
    with pytest.raises(Refusal, match="还没有列"):
        write_table(office, MEMBERS, AdHoc("members", "表"), out)
    with pytest.raises(Refusal, match="血型"):
        write_table(office, MEMBERS, AdHoc("members", "表", [Wanted("姓名", "name")], where="血型=A"), out)
    assert not out.exists()


def test_a_kept_table_comes_back_and_nonsense_is_none() -> None:
    table = AdHoc("members", "表", [Wanted("姓名", "name"), Wanted("签名")], "性别=女", "zs", (("birth", True),))
    assert table_of(MEMBERS, table.plain()) == table
    assert table_of(MEMBERS, {"title": 1}) is None
    assert table_of(MEMBERS, "表") is None
