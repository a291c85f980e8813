"""What clerks' workbooks do: headings, values and layouts met in practice, each read right, rejected with its cell, or told."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from desktop.errors import Refusal
from desktop.records.importing import Report, look, run
from desktop.rules.identity import check_digit
from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.store.query import Query


def number(day: str, order: int = 1) -> str:
    """A right identity number of the area 350100."""
    body = f"350100{day}{order:03d}"
    return body + check_digit(body)


A, B, C = number("19800101", 1), number("19850203", 2), number("19900405", 3)


def take(office: Office, path: Path, rows: list[list[Any]], ledger_id: str = "members", **more: Any) -> Report:
    """Write a workbook and take it in."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for change in more.pop("changes", ()):
        change(book.active)
    book.save(path)
    ledger = LEDGERS[ledger_id]
    return run(office, ledger, look(office, ledger, path, mapping=more.pop("mapping", None)), **more)


def records(office: Office, ledger_id: str = "members") -> list[dict[str, Any]]:
    """All records as other programs read them."""
    ledger = LEDGERS[ledger_id]
    return [ledger.plain(row) for row in office.rows(ledger, office.ids(ledger, Query()))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the workbook lies."""
    return tmp_path / "表.xlsx"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1998.07", "1998-07"), ("1998年7月1日", "1998-07-01"), ("98.7", "1998-07"), ("19980701", "1998-07-01"), (19980701, "1998-07-01"),
        (36008, "1998-08-01"), ("七一年三月", "1971-03"), ("1998、7", "1998-07"), ("1976年7月1日入党", "1976-07-01"), (dt.datetime(1998, 7, 1), "1998-07-01"),
        ("无", None), ("—", None), (0, None), ("0", None), (1998, "1998"),
    ],
)  # fmt: skip
def test_dates_as_clerks_write_them(office: Office, path: Path, typed: Any, kept: str | None) -> None:
    report = take(office, path, [["姓名", "身份证号", "入党时间"], ["张三", A, typed]])
    assert report.errors == []
    assert records(office)[0]["joined"] == kept


@pytest.mark.parametrize(
    ("column", "typed", "said"),
    [
        ("入党时间", "2001.13.40", "不存在"), ("入党时间", 2008.1, "10月"), ("入党时间", "6月21日", "没有年份"), ("入党时间", "好久以前", "看不懂"),
        ("身份证号", 350100198001010019, "数值"), ("身份证号", A[:-1] + ("0" if A[-1] != "0" else "1"), "校验位"), ("身份证号", "350100800101001", "15 位"),
        ("身份证号", "350100199913011234", "不存在"), ("性别", "先生", "性别"), ("民族", "火星族", "民族"), ("人员类别", "群众", "人员类别"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_for_certain_is_rejected_with_its_cell(
    office: Office, path: Path, column: str, typed: Any, said: str
) -> None:
    titles = ["姓名", "身份证号", "性别", "民族", "人员类别", "入党时间"]
    good = {"姓名": "张三", "身份证号": A}
    bad = {"姓名": "李四", "身份证号": B} | {column: typed}
    report = take(office, path, [titles, *([row.get(title) for title in titles] for row in (good, bad))])
    assert (report.inserted, report.rejected) == (1, 1)
    assert said in report.errors[0].reason
    assert report.errors[0].cell == f"{'ABCDEF'[titles.index(column)]}3"


def test_a_1904_workbook_counts_its_days_right(office: Office, path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["姓名", "出生日期"])
    book.active.append(["张三", dt.datetime(1980, 1, 1)])
    book.save(path)
    run(office, LEDGERS["members"], look(office, LEDGERS["members"], path))
    assert records(office)[0]["birth"] == "1980-01-01"


def test_a_date_shown_as_a_month_is_a_month(office: Office, path: Path) -> None:
    def as_month(sheet: Any) -> None:
        sheet["B2"].number_format = "mmm-yy"

    take(office, path, [["姓名", "入党时间"], ["张三", dt.datetime(1998, 7, 1)]], changes=[as_month])
    assert records(office)[0]["joined"] == "1998-07"


def test_titles_hints_samples_subtotals_and_footers_are_no_records(office: Office, path: Path) -> None:
    rows: list[list[Any]] = [
        ["附件2"], ["党员花名册"], ["填报单位：某局", None, None, "填报日期：2026年1月1日"],
        ["序号", "姓　名", "身份证号", "所在\n支部", "电话"],
        [None, "必填", "必填，18位", "填写全称", "11位"],
        ["示例", "张三", A, "第一党支部", "13900000000"],
        [1, "李四", B, "第一党支部", 13911111111],
        [None, "小计", None, "1人", None],
        [2, "王五", C, "第二党支部", "139-2222-2222/0591-26231234"],
        ["合计", None, None, "2人", None],
        ["填表人：赵六", None, None, "审核人：钱七", None],
    ]  # fmt: skip
    report = take(office, path, rows)
    assert (report.header_row, report.read, report.inserted) == (4, 2, 2)
    found = {record["name"]: record for record in records(office)}
    assert sorted(found) == ["李四", "王五"]
    assert found["王五"]["mobile"] == "13922222222；0591-26231234"
    assert any("示例" in warning for warning in report.warnings)


def test_rows_after_the_total_are_told(office: Office, path: Path) -> None:
    rows: list[list[Any]] = [
        ["姓名", "身份证号", "性别"],
        ["张三", A, "男"],
        ["合计", "1人", None],
        ["李四", B, "男"],
        ["王五", C, "女"],
    ]
    report = take(office, path, rows)
    assert report.inserted == 1
    assert any("还有 2 行" in warning for warning in report.warnings)


def test_relatives_numbers_are_not_the_members(office: Office, path: Path) -> None:
    report = take(office, path, [["姓名", "身份证号", "父亲身份证号", "配偶姓名"], ["张三", A, B, "李四"]])
    assert {column["title"]: column["field"] for column in report.columns} == {
        "姓名": "name",
        "身份证号": "id_no",
        "父亲身份证号": None,
        "配偶姓名": None,
    }
    assert sum("没有对应的字段" in warning for warning in report.warnings) == 2


def test_an_unmatched_column_goes_to_the_remarks_only_when_asked(office: Office, path: Path) -> None:
    rows: list[list[Any]] = [["姓名", "身份证号", "血型"], ["张三", A, "O"]]
    take(office, path, rows)
    assert records(office)[0]["remark"] is None
    take(office, path, rows, mapping={"血型": "备注"})
    assert records(office)[0]["remark"] == "O"
    with pytest.raises(Refusal, match="没有“星座”这一列"):
        take(office, path, rows, mapping={"星座": "备注"})


def test_two_meanings_of_one_heading_are_told_apart_by_the_values(office: Office, path: Path) -> None:
    take(office, path, [["姓名", "身份证号", "党籍状态"], ["张三", A, "预备党员"], ["李四", B, "正式党员"]])
    assert {record["name"]: record["category"] for record in records(office)} == {
        "张三": "预备党员",
        "李四": "正式党员",
    }
    take(office, path, [["姓名", "身份证号", "党籍状态"], ["张三", A, "正常"], ["李四", B, "停止党籍"]])
    assert {record["name"]: record["status"] for record in records(office)} == {"张三": "正常", "李四": "停止党籍"}


def test_blank_cells_never_erase_and_names_keep_their_dots(office: Office, path: Path) -> None:
    take(office, path, [["姓名", "身份证号", "手机号"], ["阿依古丽•买买提", A, "13900000000"]])
    report = take(office, path, [["姓名", "身份证号", "手机号", "籍贯"], ["阿依古丽·买买提", A, None, "福建连江"]])
    assert (report.updated, report.inserted) == (1, 0)
    record = records(office)[0]
    assert (record["name"], record["mobile"], record["native_place"]) == ("阿依古丽·买买提", "13900000000", "福建连江")


def test_other_papers_than_the_identity_card_keep_their_number(office: Office, path: Path) -> None:
    take(office, path, [["姓名", "证件号码", "证件类型"], ["张三", "E12345678", "护照"]])
    assert records(office)[0]["id_no"] == "E12345678"


def test_merged_branches_are_filled_down_and_sums_of_the_row_worked_out(office: Office, path: Path) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("C2:C3")
        sheet["D2"] = "=SUM(E2:F2)"
        sheet["D3"] = "=E3*2"

    rows: list[list[Any]] = [
        ["姓名", "身份证号", "所在支部", "慰问金（元）", "留存党费", "工会经费"],
        ["张三", A, "第一党支部", None, 300, 200],
        ["李四", B, None, None, 100, None],
    ]
    report = take(office, path, rows, "visits", changes=[merge])
    found = {record["recipient"]: record for record in records(office, "visits")}
    assert {name: record["branch"] for name, record in found.items()} == {"张三": "第一党支部", "李四": "第一党支部"}
    assert (found["张三"]["cash"], found["李四"]["cash"]) == ("500.00", None)
    assert any("D3 的公式" in warning for warning in report.warnings)


def test_amounts_in_ten_thousands_and_with_their_signs(office: Office, path: Path) -> None:
    rows: list[list[Any]] = [
        ["姓名", "身份证号", "慰问金（万元）", "走访时间"],
        ["张三", A, 0.1, "2022-06-01"],
        ["李四", B, "0.2", "2022-06-01"],
    ]
    take(office, path, rows, "visits")
    assert sorted(record["cash"] for record in records(office, "visits")) == ["1000.00", "2000.00"]


def test_the_same_person_twice(office: Office, path: Path) -> None:
    rows: list[list[Any]] = [["姓名", "身份证号", "学历"], ["张三", A, "本科"], ["张三", A, None], ["张三", A, "大专"]]
    report = take(office, path, rows)
    assert (report.inserted, report.unchanged, report.rejected) == (1, 1, 1)
    assert report.errors[0].cell == "C4"
    assert "第 2 行" in report.errors[0].reason


def test_unknown_values_people_and_organisations(office: Office, path: Path) -> None:
    take(office, path, [["姓名", "身份证号"], ["张三", A], ["王伟", B], ["王伟", C]])
    rows: list[list[Any]] = [
        ["志愿者", "身份证号", "服务类别", "日期"],
        ["张三", None, "护林防火", "2022-03-01"],
        ["王伟", None, "卡口值守", "2022-03-01"],
        ["陈新", number("19910101", 9), "卡口值守", "2022-03-01"],
        ["无名", None, "卡口值守", "2022-03-01"],
    ]
    report = take(office, path, rows, "services")
    assert report.inserted == 4
    found = {record["volunteer"]: record for record in records(office, "services")}
    assert found["张三"]["volunteer_id"]
    assert found["王伟"]["volunteer_id"] is None
    assert found["陈新"]["volunteer_id"]
    assert found["无名"]["volunteer_id"] is None
    assert "护林防火" in office.lists["service_kind"].pending
    assert [record["name"] for record in records(office, "volunteers")] == ["陈新"]
    assert len(records(office)) == 3
    take(office, path, [["姓名", "所在党支部"], ["赵六", "新设党支部"]])
    assert {record["full_name"]: record["parent"] for record in records(office, "organizations")}[
        "新设党支部"
    ] == office.unit


def test_hidden_rows_are_read_and_hidden_sheets_are_not(office: Office, path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "身份证号"])
    book.active.append(["张三", A])
    book.active.row_dimensions[2].hidden = True
    book.active["A1"].font = Font(bold=True)
    other = book.create_sheet("旧数据")
    other.append(["姓名", "身份证号", "性别", "民族"])
    other.append(["李四", B, "男", "汉"])
    other.sheet_state = "hidden"
    book.save(path)
    run(office, LEDGERS["members"], look(office, LEDGERS["members"], path))
    assert [record["name"] for record in records(office)] == ["张三"]
    with pytest.raises(Refusal, match="没有工作表“Sheet9”"):
        look(office, LEDGERS["members"], path, sheet="Sheet9")
