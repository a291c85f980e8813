"""A 七一 batch that was kept in Excel all the way: two finished lists go in, and the batch goes to the archive."""

from pathlib import Path

import orjson
import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from desktop.cli import app_for
from desktop.records.importing import look, run
from desktop.services.chapters import LEDGERS
from desktop.services.visits.fund_check import batch_named
from desktop.store.office import Office
from tests.reports.reading import text_of
from tests.whole.test_batch import NAME, number

COLUMNS = (
    *(
        "慰问批次",
        "姓名",
        "性别",
        "身份证号",
        "所在支部",
        "慰问类别",
        "慰问事由",
        "走访时间",
        "走访人",
        "慰问金（元）",
        "资金来源",
    ),
    *("开户行", "银行卡号", "签领方式", "签领日期", "代领人", "代领关系", "代领凭据", "审批会议", "审批日期", "审批人"),
)
WAYS = ("上级拨付党费1000", "工会经费400、财政600", "财政1000")
PEOPLE, YUAN = 47, 1000


def person(index: int) -> list[object]:
    """One line as the office wrote it."""
    proxy = ("代领", "2026.6.29", "李四", "儿子", "委托书") if index == 3 else ("本人", "2026.6.28", None, None, None)
    way = WAYS[index % 3]
    account = f"6230 0000 0000 {index:04d}"
    return [
        *(
            NAME,
            f"老党员{index:02d}",
            "男",
            number(index),
            "第一党支部",
            "其他老党员",
            "年老体弱需要照顾",
            "2026年6月28日",
            "王敏、陈刚",
        ),
        *(YUAN, way, "县农商行", account, *proxy, "机关党委会议", "2026-06-20", "王敏"),
    ]


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    """The list of batches, and the signed list under its title."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(
        ["年度", "名称", "时机", "依据文件", "方案会议", "开始日期", "结束日期", "计划人数", "计划金额", "状态"]
    )
    sheet.append(
        [
            2026,
            NAME,
            "七一",
            "组通〔2026〕5号",
            "机关党委会议",
            "2026-06-21",
            "2026-07-05",
            PEOPLE,
            PEOPLE * YUAN,
            "草稿",
        ]
    )
    book.save(tmp_path / "批次.xlsx")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2026年七一走访慰问金签领表"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(COLUMNS))
    sheet.append(COLUMNS)
    for index in range(PEOPLE):
        sheet.append(person(index))
    sheet.append(["合计", *[None] * 8, PEOPLE * YUAN])
    book.save(tmp_path / "签领表.xlsx")
    return tmp_path / "批次.xlsx", tmp_path / "签领表.xlsx"


def test_from_two_finished_lists_to_the_archive(tmp_path: Path, lists: tuple[Path, Path]) -> None:
    """On the command line; every figure of the archive is that of the lists."""
    folder = str(tmp_path / "office")

    def call(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(app_for(), ["--data", folder, "--json", *words], catch_exceptions=False)
        assert done.exit_code == code, done.output
        return done.stdout

    call("init", "--unit", "某县某局机关党委")
    call("import", "visit-batches", str(lists[0]))
    report = orjson.loads(call("import", "visits", str(lists[1])))
    assert (report["inserted"], report["rejected"]) == (PEOPLE, 0)
    assert orjson.loads(call("import", "visits", str(lists[1])))["unchanged"] == PEOPLE
    checks = orjson.loads(call("check-batch", NAME))
    assert [one["check"] for one in checks if one["state"] != "通过"] == []
    for state in ("公示", "审批", "发放", "归档"):
        call("batch", NAME, "--next")
        (batch,) = orjson.loads(call("list", "visit-batches"))["records"]
        assert batch["state"] == state
    shown = orjson.loads(call("show", "visit-batches", batch["id"]))["computed"]
    assert (shown["人数"], shown["金额"], shown["与来源相符"]) == (PEOPLE, "47000.00", True)
    assert shown["按来源"] == {"上级拨付党费": "16000.00", "工会经费": "6400.00", "财政": "24600.00"}
    out = tmp_path / "签领表.pdf"
    call("print", "payout-roster", str(out), "--set", f"batch={NAME}", "--set", "accounts=是")
    text = text_of(out)
    assert "肆万柒仟元整" in text
    assert "623000000000046" not in text
    assert "县农商行" in text
    call("export", "visits", str(tmp_path / "上报.xlsx"))
    sheet = load_workbook(tmp_path / "上报.xlsx").active
    assert sheet is not None
    head, *rows = sheet.iter_rows(values_only=True)
    assert sum(float(row[head.index("慰问金")]) for row in rows) == PEOPLE * YUAN


def test_a_finished_list_that_overdraws_its_sources_is_taken_in_with_a_warning(
    office: Office, lists: tuple[Path, Path]
) -> None:
    """A source that the office keeps is told of to the fen; one it does not keep is not; a dry run tells the same."""
    with office.work("收入") as work:
        income = {"on": "2026-01-05", "source": "财政", "flow": "收入", "amount": 2_460_000 - 1, "summary": "拨入"}
        work.add(LEDGERS["funds"], income)
    run(office, LEDGERS["visit-batches"], look(office, LEDGERS["visit-batches"], lists[0]))
    visits = LEDGERS["visits"]
    dry = run(office, visits, look(office, visits, lists[1]), dry_run=True)
    report = run(office, visits, look(office, visits, lists[1]))
    (told,) = [warning for warning in report.warnings if "余额不足" in warning]
    assert told == "“财政”到 2026-06-28 余额不足，超支 0.01 元；请补记收入，或在有关记录里填写超支原因"
    assert told in dry.warnings
    assert report.inserted == PEOPLE
    assert batch_named(office, NAME)["planned_people"] == PEOPLE
