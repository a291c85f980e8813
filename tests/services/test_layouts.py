"""The official lists of members: what goes out in a superior's layout comes back to the same records."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from desktop.errors import Missing
from desktop.ledger.paper import Layout
from desktop.records.exporting import export
from desktop.records.importing import look, run
from desktop.services.chapters import LEDGERS, SECTIONS
from desktop.services.layouts import export_layout, layout_named
from desktop.services.papers import print_form
from desktop.store.office import Office
from desktop.store.query import Query, Where
from tests.reports.reading import assert_embedded, text_of

MEMBERS, ORGS = LEDGERS["members"], LEDGERS["organizations"]
EVERY = {layout.id: layout for layout in SECTIONS["members"].layouts}


@pytest.fixture(scope="module")
def demo(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("layouts") / "demo"))
    with Office.open(folder, LEDGERS) as office:
        export(office, ORGS, folder / "组织.xlsx", Query())
    return folder


def kept(office: Office, layout: Layout) -> list[dict[str, object]]:
    keys = [key for _, key in layout.columns if key in MEMBERS.columns]
    rows = office.rows(MEMBERS, office.ids(MEMBERS, Query(sort=(("id_no", False),))))
    return [{key: row[key] for key in keys} for row in rows]


@pytest.mark.parametrize("name", list(EVERY))
def test_what_goes_out_comes_back(demo: Path, tmp_path: Path, name: str) -> None:
    layout, file = EVERY[name], tmp_path / f"{name}.xlsx"
    with Office.open(demo, LEDGERS) as office:
        count = export_layout(office, MEMBERS, layout, file, Query())
        wanted = kept(office, layout)
        assert count == len(wanted) >= 40
        assert office.acts()[0].title == f"按“{layout.title}”导出 {count} 条"
    with Office.create(tmp_path / "新", LEDGERS, "中共某县某局机关委员会") as other:
        run(other, ORGS, look(other, ORGS, demo / "组织.xlsx"))
        report = run(other, MEMBERS, look(other, MEMBERS, file))
        assert (report.inserted, report.rejected) == (count, 0), report.errors[:3]
        assert kept(other, layout) == wanted
        again = run(other, MEMBERS, look(other, MEMBERS, file))
        assert (again.inserted, again.updated, again.unchanged) == (0, 0, count)


def test_an_official_sheet_has_its_head_and_foot(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "汇总.xlsx"
    with Office.open(demo, LEDGERS) as office:
        choice = Query(where=(Where("sex", "=", "女"),), as_of="2020-12-31")
        count = export_layout(office, MEMBERS, EVERY["summary"], file, choice)
        assert 0 < count < office.count(MEMBERS, Query())
    page = openpyxl.load_workbook(file).active
    assert page is not None
    rows = list(page.iter_rows(values_only=True))
    assert rows[0][0] == "党员基本信息汇总表"
    assert "中共某县某局机关委员会" in str(rows[1][0])
    assert "2020年12月31日" in str(rows[1][0])
    assert rows[2][:4] == ("序号", "姓名", "所在党支部", "公民身份证号")
    assert (rows[4][0], rows[4][4]) == (1, "女")
    assert str(rows[-1][0]).startswith("填表人")
    assert {"A1:T1", "A3:A4", "T3:T4"} <= {str(one) for one in page.merged_cells.ranges}


def test_an_empty_choice_still_gives_the_sheet(demo: Path, tmp_path: Path) -> None:
    with Office.open(demo, LEDGERS) as office:
        assert export_layout(office, MEMBERS, EVERY["roster"], tmp_path / "空.xlsx", Query(search="没有这个人")) == 0
    assert (tmp_path / "空.xlsx").exists()


def test_a_layout_that_is_not_there_names_those_there_are() -> None:
    with pytest.raises(Missing, match="党员基本信息汇总表"):
        layout_named(MEMBERS, "别的")
    with pytest.raises(Missing, match="没有“summary”"):
        layout_named(ORGS, "summary")


def test_every_heading_is_filled_by_a_field_or_a_computed_value_or_stays_empty() -> None:
    assert EVERY
    for layout in EVERY.values():
        unknown = {source for _, source in layout.columns} - {*MEMBERS.columns, "", "序号", "党龄"}
        assert not unknown


def test_the_roster_prints_the_columns_asked_for(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "花名册.pdf"
    with Office.open(demo, LEDGERS) as office:
        number = office.rows(MEMBERS, office.ids(MEMBERS, Query()))[0]["id_no"]
        print_form(office, "list-members", out, {"columns": "姓名、籍贯、公民身份号码"})
        covered = text_of(out)
        print_form(office, "list-members", out, {"columns": "姓名、籍贯、公民身份号码", "whole": "是"})
        whole = text_of(out)
        with pytest.raises(Missing, match="没有“星座”"):
            print_form(office, "list-members", out, {"columns": "星座"})
    assert "党员花名册" in covered
    assert "籍贯" in covered
    assert "手机号" not in covered
    assert number not in covered
    assert number in whole
    assert_embedded(out)


def test_what_was_told_in_confidence_is_never_printed_whole(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "困难.pdf"
    with Office.open(demo, LEDGERS) as office:
        ledger = LEDGERS["hardship"]
        reason = office.rows(ledger, office.ids(ledger, Query()))[0]["reason"]
        print_form(office, "list-hardship", out, {"columns": "姓名、困难原因", "whole": "是"})
    assert reason
    assert reason not in text_of(out)
