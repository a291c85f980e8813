"""The sheet of children as people hand it back: titled, merged, added up, changed, twice, with or without numbers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from desktop.records.editing import save_record
from desktop.records.exporting import export
from desktop.records.importing import Report, look, run
from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.store.query import Query
from tests.conftest import NUMBERS

WAY, REVIEWS = LEDGERS["development"], LEDGERS["development-reviews"]
PEOPLE, LOOKS = "发展党员", "发展党员·半年考察"


@pytest.fixture
def way(office: Office) -> str:
    """One person on the way, looked at twice."""
    rows = [{"result": "合格", "day": "2024-01-05"}, {"result": "优秀", "day": "2024-07-06"}]
    return save_record(office, WAY, {"person": "张三", "id_no": NUMBERS[0], "reviews": rows}, None)[0]


def looks(office: Office, way: str) -> list[tuple[str | None, str | None]]:
    return [(row["result"], row["day"]) for row in office.get(WAY, way)["reviews"]]


def book(file: Path, parents: Sequence[Sequence[Any]], children: Sequence[Sequence[Any]]) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in ((PEOPLE, parents), (LOOKS, children)):
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(file)
    return file


def taken(office: Office, file: Path, *, whole: bool = False, rejects: Path | None = None) -> Report:
    return run(office, WAY, look(office, WAY, file), replace_children=whole, rejects=rejects)


def test_it_is_read_as_other_sheets_are(office: Office, tmp_path: Path) -> None:
    """A title above, synonyms, merged parents, a sum at the foot, a column that nobody knows."""
    file = book(
        tmp_path / "表.xlsx",
        [["姓名", "公民身份号码"], ["李四", NUMBERS[1]]],
        [
            ["半年考察情况"],
            ["姓名", "身份证号", "考察情况", "考察时间", "考察人"],
            ["李四", NUMBERS[1], "合格", "2024.1.5", "王敏"],
            [None, None, "优秀", "2024.7.6", "王敏"],
            ["李四", NUMBERS[1], None, None, None],
            ["合计", None, "2 次", None, None],
        ],
    )
    made = load_workbook(file)
    for column in "AB":
        made[LOOKS].merge_cells(f"{column}3:{column}4")
    made.save(file)
    report = taken(office, file)
    (way,) = office.ids(WAY, Query())
    assert looks(office, way) == [("合格", "2024-01-05"), ("优秀", "2024-07-06")]
    assert (report.inserted, report.rejected) == (1, 0)
    assert any(LOOKS in told and "考察人" in told for told in report.warnings)


def test_a_sheet_without_headings_keeps_nothing_out(office: Office, tmp_path: Path) -> None:
    file = book(tmp_path / "表.xlsx", [["姓名", "公民身份号码"], ["李四", NUMBERS[1]]], [["说明"], ["随便写的"]])
    report = taken(office, file)
    assert report.inserted == 1
    assert f"工作表“{LOOKS}”里没有找到表头，没有导入" in report.warnings


def test_a_child_that_stands_there_twice_is_one(office: Office, tmp_path: Path) -> None:
    heads, row = ["姓名", "考察意见", "考察日期"], ["李四", "合格", "2024-01-05"]
    rows: Any = [heads, row, row]
    taken(office, book(tmp_path / "表.xlsx", [["姓名", "公民身份号码"], ["李四", NUMBERS[1]]], rows))
    assert looks(office, office.ids(WAY, Query())[0]) == [("合格", "2024-01-05")]


def test_a_small_sheet_of_parents_is_still_theirs(office: Office, tmp_path: Path) -> None:
    children: Any = [
        ["姓名", "公民身份号码", "考察意见", "考察日期", "备注"],
        ["李四", NUMBERS[1], "合格", "2024-01-05", None],
    ]
    file = book(tmp_path / "表.xlsx", [["姓名", "公民身份号码"], ["李四", NUMBERS[1]]], children)
    plan = look(office, WAY, file)
    assert plan.sheet.name == PEOPLE
    run(office, WAY, plan)
    assert looks(office, office.ids(WAY, Query())[0]) == [("合格", "2024-01-05")]


def test_what_is_changed_on_the_sheet_is_changed_and_what_is_left_out_goes(
    office: Office, way: str, tmp_path: Path
) -> None:
    """With the children replaced: one whose day stays is the same record; its column beside the parents is not read."""
    first = office.get(WAY, way)["reviews"][0]["id"]
    export(office, WAY, file := tmp_path / "表.xlsx", Query())
    made = load_workbook(file)
    sheet = made[LOOKS]
    place = [cell.value for cell in sheet[1]].index("考察意见") + 1
    sheet.cell(2, place).value = "良好"
    sheet.delete_rows(3)
    made.save(file)
    report = taken(office, file, whole=True)
    assert looks(office, way) == [("良好", "2024-01-05")]
    assert office.get(WAY, way)["reviews"][0]["id"] == first
    assert any("以工作表为准" in told for told in report.warnings)
    again = taken(office, file, whole=True)
    assert (again.unchanged, again.updated, again.act) == (1, 0, None)


@pytest.mark.parametrize("cell", ["优秀 2024-07-06；合格 2024-01-05", "优秀 2024-07-06", "合格"])
@pytest.mark.parametrize("where", ["cell", "sheet"])
def test_what_is_there_already_is_unchanged(office: Office, way: str, tmp_path: Path, cell: str, where: str) -> None:
    """In whatever order, also where only some are named, also without their day."""
    rows = [["张三", NUMBERS[0], *one.split(" ")] for one in cell.split("；")]
    heads = ["姓名", "公民身份号码", "考察意见", "考察日期"]
    parents: Any = [["姓名", "公民身份号码", "半年考察"], ["张三", NUMBERS[0], cell if where == "cell" else None]]
    file = book(tmp_path / "表.xlsx", parents, [heads, *(rows if where == "sheet" else [])])
    report = taken(office, file)
    assert (report.unchanged, report.updated, report.act) == (1, 0, None)
    assert looks(office, way) == [("合格", "2024-01-05"), ("优秀", "2024-07-06")]


def test_a_parent_is_found_by_name_where_one_only_has_it(office: Office, way: str, tmp_path: Path) -> None:
    heads: Any = ["姓名", "考察意见", "考察日期"]
    row: Any = ["张三", "良好", "2025-01-05"]
    file = book(tmp_path / "表.xlsx", [["姓名", "公民身份号码"], ["李四", NUMBERS[1]]], [heads, row])
    taken(office, file)
    assert looks(office, way)[-1] == ("良好", "2025-01-05")
    save_record(office, WAY, {"person": "张三", "id_no": NUMBERS[2]}, None)
    file = book(
        tmp_path / "又.xlsx", [["姓名", "公民身份号码"], ["李四", NUMBERS[1]]], [heads, ["张三", "优", "2026-01-05"]]
    )
    report = taken(office, file, rejects=(out := tmp_path / "拒收.xlsx"))
    assert report.rejected == 1
    assert load_workbook(out).sheetnames == [LOOKS, "拒收"]
    made = load_workbook(out)
    column = [cell.value for cell in made[LOOKS][1]].index("姓名") + 1
    made[LOOKS].cell(2, column).value = "李四"
    made.save(out)
    assert (taken(office, out).rejected, len(office.ids(REVIEWS, Query()))) == (0, 4)


def test_the_sheet_as_of_a_day_has_the_children_of_that_day(office: Office, way: str, tmp_path: Path) -> None:
    export(office, WAY, file := tmp_path / "表.xlsx", Query(as_of="2024-03-01"))
    assert [row[0].value for row in load_workbook(file)[LOOKS].iter_rows(min_row=2)] == ["张三"]
    export(office, WAY, file, Query())
    assert looks(office, way) == [("合格", "2024-01-05"), ("优秀", "2024-07-06")]
    assert load_workbook(file)[LOOKS].max_row == 3
