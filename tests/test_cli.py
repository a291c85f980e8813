"""The command line as other programs meet it: exit codes, one JSON document, one sentence."""

from pathlib import Path

import pytest

from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from tests.commands import call, document, process
from tests.conftest import SAMPLES, UNIT


def test_a_record_from_birth_to_bin_and_back(folder: Path) -> None:
    """add, list, show, edit, history, remove, restore-record, undo."""
    added = document(
        folder,
        "add",
        "members",
        "姓名=张三",
        "公民身份号码=350100199001010013",
        "加入党组织日期=2010.7.1",
        "full=2011-07-01",
        "人员类别=正式",
    )
    number = added["id"]
    assert (added["name"], added["joined"], added["category"]) == ("张三", "2010-07-01", "正式党员")
    listed = document(folder, "list", "members", "--where", "人员类别=正式党员", "--search", "zs")
    assert (listed["total"], listed["records"][0]["id"]) == (1, number)
    assert listed["records"][0]["id_no"] == "350100199001010013"
    shown = document(folder, "show", "members", number)
    assert shown["computed"]["党龄起算日"] == "2011-07-01"
    document(folder, "edit", "members", number, "手机号=139 0000 0000")
    changes = document(folder, "history", "members", number)["changes"]
    assert changes[-1]["field"] == "手机号"
    assert (changes[-1]["before"], changes[-1]["after"], changes[-1]["operator"]) == (None, "13900000000", "王敏")
    call(folder, "remove", "members", number)
    assert document(folder, "list", "members")["total"] == 0
    call(folder, "restore-record", "members", number)
    call(folder, "undo")
    assert document(folder, "list", "members")["total"] == 0
    acts = [act["title"] for act in document(folder, "audit")["acts"]]
    assert acts[0] == "撤销：恢复党员 张三"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list", "nothing"), "没有“nothing”这个台账"),
        (("list", "members", "--where", "身高=1"), "没有“身高”这个字段"),
        (("show", "members", "1"), "没有编号"),
        (("add", "members", "姓名=张三", "公民身份号码=350100199001010014"), "校验位"),
        (("add", "members", "性别=男"), "请填写姓名"),
        (("add", "members", "姓名"), "字段=值"),
        (("import", "members", "没有.xlsx"), "不存在"),
        (("print", "nothing", "x.pdf"), "没有“nothing”这个表格"),
        (("export", "members", "/没有/这里.xlsx"), "不存在"),
        (("restore", "没有.tzbak"), "不存在"),
        (("frobnicate",), "没有这个命令"),
        (("list",), "缺少参数"),
        (("list", "members", "--colour"), "没有“--colour”"),
    ],
)
def test_what_can_not_be_done_is_one_sentence_and_code_2(folder: Path, words: tuple[str, ...], said: str) -> None:
    """Nothing on standard output, nothing changed."""
    done = call(folder, *words, code=2)
    assert said in done.stderr
    assert done.stderr.strip().count("\n") == 0
    assert done.stdout == ""
    assert len(document(folder, "audit")["acts"]) == 1


def test_import_tells_figures_cells_and_exit_codes(folder: Path, tmp_path: Path) -> None:
    """Rejected rows give 1, a clean second import 0 or 1 with nothing new."""
    out = tmp_path / "拒收.xlsx"
    report = document(folder, "import", "members", str(SAMPLES / "采集汇总表.xlsx"), "--rejects", str(out), code=1)
    assert {key: report[key] for key in ("header_row", "read", "inserted", "unchanged", "rejected")} == {
        "header_row": 2,
        "read": 28,
        "inserted": 24,
        "unchanged": 1,
        "rejected": 3,
    }
    assert [error["cell"] for error in report["errors"]] == ["J5", "D6", "H28"]
    assert report["errors"][1]["suggestion"] == "350100195007094854"
    assert out.exists()
    both = document(folder, "import", "members", str(SAMPLES / "新党员名单.xlsx"), str(tmp_path), code=1)
    assert [("error" in one) for one in both] == [False, True]


def test_the_folder_is_held_by_one_writer(folder: Path) -> None:
    """Reading goes on beside a writer; writing is refused."""
    with Office.open(folder, LEDGERS):
        assert "另一个" in process(folder, "add", "members", "姓名=张三", code=2).stderr
        assert document(folder, "list", "members")["total"] == 0
        call(folder, "export", "members", str(folder / "党员.xlsx"))


def test_every_described_ledger_and_form_works(tmp_path: Path) -> None:
    """demo, ledgers, forms, print, backup, check on a folder that was not there."""
    folder = tmp_path / "demo"
    call(folder, "demo")
    call(folder, "demo", code=2)
    ledgers = document(folder, "ledgers")
    ids = [ledger["id"] for ledger in ledgers]
    assert ids[:2] == ["organizations", "members"]
    assert ids.index("posts") < ids.index("duties")
    assert all(ledger["count"] >= 5 for ledger in ledgers)
    forms = document(folder, "forms")
    assert {"member-sheet", "payout-roster", "sign-in", "minutes", "duty-month"} <= {form["id"] for form in forms}
    assert document(folder, "print", "payout-roster", str(tmp_path / "签领表.pdf"))["pages"] >= 1
    made = document(folder, "backup", str(tmp_path / "备份.tzbak"))
    assert made["verified"] is True
    assert document(folder, "check")["ok"] is True
    call(folder, "restore", str(tmp_path / "备份.tzbak"))
    assert document(folder, "check")["ok"] is True
    assert call(folder, "list", "members", "--data", str(folder)).returncode == 0


def test_before_init_every_command_says_what_to_do(tmp_path: Path) -> None:
    """An empty place is no data folder."""
    assert "init" in process(tmp_path / "nothing", "list", "members", code=2).stderr
    assert not (tmp_path / "nothing").exists()


def test_the_fund_check_and_voiding(folder: Path) -> None:
    """check-batch tells with its exit code; a signed visit is voided, an overdraft refused, an unknown batch told."""
    call(folder, "check-batch", "没有", code=2)
    call(folder, "add", "visit-batches", "年度=2026", "名称=七一慰问", "开始日期=2026-06-01", "结束日期=2026-06-30")
    words = ("慰问批次=七一慰问", "慰问对象=张三", "走访时间=2026-06-25", "慰问金=1000", "资金来源=财政 1000")
    visit = document(folder, "add", "visits", *words, "签领日期=2026-06-25", "签领方式=本人")["id"]
    found = document(folder, "check-batch", "七一慰问", code=1)
    assert [one["check"] for one in found] == list(range(1, 13))
    assert {one["check"] for one in found if one["state"] == "有问题"} == {8, 11}
    assert found[7] == {"check": 8, "title": found[7]["title"], "visits": [visit], "state": "有问题"}
    told = document(folder, "check-batch", "七一慰问", "--explain", "8=补办手续", "--explain", "11=见申请书")
    assert {one["check"] for one in told if one["state"] == "已说明"} == {8, 11}
    call(folder, "check-batch", "七一慰问", "--explain", "13=没有", code=2)
    assert "作废" in call(folder, "remove", "visits", visit, code=2).stderr
    assert document(folder, "void", "visits", visit, "--reason", "重复录入")["void_reason"] == "重复录入"
    call(folder, "void", "visits", visit, "--reason", "再来", code=2)
    call(folder, "undo")
    call(folder, "add", "funds", "日期=2026-06-01", "资金来源=财政", "收支=收入", "金额=1500")
    more = ("add", "visits", "慰问对象=李四", "走访时间=2026-06-26", "慰问金=600", "资金来源=财政 600")
    assert "余额不足" in call(folder, *more, code=2).stderr
    call(folder, *more, "超支原因=局长批准")


def test_an_occasional_table_and_what_is_due(folder: Path, tmp_path: Path) -> None:
    """table writes the superior's columns and names those it left empty; remind answers for any day."""
    call(folder, "add", "members", "姓名=张三", "公民身份号码=350100199001010013", "性别=男")
    out = tmp_path / "表.xlsx"
    said = call(folder, "table", "members", str(out), "--header", "序号、姓名、考察意见").stderr
    assert "1 条" in said
    assert "考察意见" in said
    assert out.exists()
    wrong = call(folder, "table", "members", str(tmp_path / "无.xlsx"), "--header", "甲乙丙", code=2)
    assert "甲乙丙" in wrong.stderr
    assert isinstance(document(folder, "remind", "--on", "2026-07-01")["reminders"], list)
    assert "2026-07-01" in call(folder, "remind", "--on", "七月", code=2).stderr


def test_lists_of_names(folder: Path) -> None:
    """names tells who is meant; add-each makes a record for each of them, or nothing."""
    call(folder, "add", "posts", "名称=县委大门")
    for name in ("张三", "李四"):
        call(folder, "add", "members", f"姓名={name}")
    found = document(folder, "names", "张三、李 四 赵六")
    assert [one["state"] for one in found["names"]] == ["已认出", "已认出", "没有这个人"]
    shift = ("日期=2027-01-05", "班次=夜班", "点位=县委大门")
    assert "赵六" in call(folder, "add-each", "duties", "张三、赵六", *shift, code=2).stderr
    assert document(folder, "list", "duties")["total"] == 0
    assert document(folder, "add-each", "duties", "张三、李四", *shift)["inserted"] == 2
    assert {one["person"] for one in document(folder, "list", "duties")["records"]} == {"张三", "李四"}


def test_settings_are_seen_and_changed(folder: Path) -> None:
    """settings lists what is set; 名称=值 changes it, what is wrong changes nothing."""
    assert document(folder, "settings")["clerk"] == ""
    call(folder, "settings", "填表人=李敏", "慰问金标准=困难党员=2000；老党员=1000")
    assert document(folder, "settings")["cash_caps"] == {"困难党员": 2000, "老党员": 1000}
    assert "只能是" in call(folder, "settings", "填表人=王敏", "主题=粉色", code=2).stderr
    assert document(folder, "settings")["clerk"] == "李敏"
    assert "没有“颜色”" in call(folder, "settings", "颜色=红", code=2).stderr


def test_as_of_a_day(folder: Path, tmp_path: Path) -> None:
    """list, show and export tell how it stood; what is no day is refused."""
    made = document(folder, "add", "members", "姓名=张三", "加入党组织日期=2010-07-01", "转为正式党员日期=2011-07-01")
    assert document(folder, "list", "members", "--as-of", "2010-06-30")["total"] == 0
    assert document(folder, "list", "members", "--as-of", "2010-07")["total"] == 1
    shown = document(folder, "show", "members", made["id"], "--as-of", "2021-07-01")
    assert shown["computed"]["党龄"] == 10
    assert document(folder, "export", "members", str(tmp_path / "旧.xlsx"), "--as-of", "2010-06-30")["count"] == 0
    assert "看不懂" in call(folder, "list", "members", "--as-of", "从前", code=2).stderr


def test_the_tree_of_organisations(folder: Path) -> None:
    """tree tells each organisation's members, its own and those below."""
    call(folder, "add", "organizations", "全称=第一党支部", f"上级党组织={UNIT}")
    call(folder, "add", "members", "姓名=张三", "所在党支部=第一党支部")
    (root,) = document(folder, "tree")["organizations"]
    assert (root["own"], root["total"], root["below"][0]["own"]) == (0, 1, 1)
    assert document(folder, "list", "members", "--where", f"所在党支部={UNIT}（含下属）")["total"] == 1
    assert "没有“乙”" in call(folder, "list", "members", "--where", "所在党支部=乙（含下属）", code=2).stderr


def test_a_batch_from_plan_to_payout(folder: Path) -> None:
    """propose, batch --next, give-all: what is missing is told, what is done counted."""
    call(folder, "add", "visit-batches", "年度=2026", "名称=七一", "时机=七一")
    call(folder, "add", "members", "姓名=张三", "加入党组织日期=1970-07-01", "人员类别=正式党员")
    assert "依据文件" in call(folder, "batch", "七一", "--next", code=2).stderr
    (found,) = document(folder, "propose", "七一")["candidates"]
    assert found["name"] == "张三"
    assert "李四" in call(folder, "propose", "七一", "--take", "李四", code=2).stderr
    call(folder, "propose", "七一", "--take", "张三", "--cash", "1000", "--source", "财政")
    batch = document(folder, "batch", "七一")
    assert batch["figures"]["名单"] == "1 人 1 人次 1000.00 元"
    call(folder, "edit", "visit-batches", batch["id"], "依据文件=甲", "计划人数=1", "计划金额=1000")
    assert document(folder, "batch", "七一", "--next")["state"] == "公示"
    assert document(folder, "give-all", "七一", "审批会议=党委会", "审批日期=2026-06-01", "审批人=王敏")["updated"] == 1
    assert document(folder, "batch", "七一", "--back")["state"] == "草稿"


def test_a_standing_in_the_party(folder: Path) -> None:
    """status: the day and what follows from it; a refusal is one sentence."""
    number = document(folder, "add", "members", "姓名=张三", "党籍状态=正常", "失去联系日期=2024.3")["id"]
    assert "写明原因" in call(folder, "status", number, "停止党籍", "--on", "2024.5.6", code=2).stderr
    done = document(folder, "status", number, "停止党籍", "--on", "2024.5.6", "--reason", "失联")
    assert done["statuses"] == "正常；停止党籍 2024-05-06 失联六个月以上"
    assert "2024-09-30" in done["hints"][0]
    assert "转出" in call(folder, "status", number, "转出", code=2).stderr
    call(folder, "status", number, "出党", "--on", "2026-06", "--reason", "自行脱党除名")
    assert document(folder, "show", "members", number)["gone"] == "2026-06"


def test_one_person_whole(folder: Path) -> None:
    """card: what any ledger keeps of a person, in the order of time."""
    number = document(folder, "add", "members", "姓名=张三", "加入党组织日期=2010-07-01")["id"]
    document(folder, "add", "visits", "慰问对象=张三", "走访时间=2024-02-01", "慰问金=500")
    told = document(folder, "card", number)
    assert [(event["day"], event["what"]) for event in told["events"]] == [
        ("2010-07-01", "加入党组织日期"),
        ("2024-02-01", "走访慰问"),
    ]
    assert "500.00" in call(folder, "card", number).stdout
    assert "没有编号" in call(folder, "card", "无", code=2).stderr


def test_bases_of_dues_out_of_a_payroll_sheet(folder: Path, tmp_path: Path) -> None:
    """dues base: proposed or chosen columns, a dry run, what is left out told by exit code 1."""
    number = document(folder, "add", "members", "姓名=张三")["id"]
    file = tmp_path / "工资.csv"
    file.write_text("姓名,岗位工资,津贴补贴,个人所得税\n张三,3000,2000,50\n钱七,1,1,1\n", encoding="utf-8")
    tried = document(folder, "dues", "base", str(file), "--dry-run")
    assert (tried["read"], tried["updated"], tried["unknown"]) == (2, 1, ["钱七"])
    assert document(folder, "show", "members", number)["dues_base"] is None
    call(folder, "dues", "base", str(file), "--add", "岗位工资")
    assert document(folder, "show", "members", number)["dues_base"] == "3000.00"
    file.write_text("姓名,岗位工资,津贴\n张三,多,2000\n", encoding="utf-8")
    assert document(folder, "dues", "base", str(file), "--add", "岗位工资", code=1)["errors"][0]["cell"] == "B2"
    assert "没有“奖金”" in call(folder, "dues", "base", str(file), "--add", "奖金", code=2).stderr


def test_the_board_of_development(folder: Path) -> None:
    """development board and steps."""
    document(folder, "add", "development", "姓名=林晓", "申请入党日期=2026-01-05")
    stages = document(folder, "development", "board", "--on", "2026-03-01")["stages"]
    assert [card["person"] for card in stages[0]["people"]] == ["林晓"]
    assert stages[0]["people"][0]["state"] == "逾期"
    steps = document(folder, "development", "steps", "林晓")["steps"]
    assert len(steps) == 25
    assert steps[0]["when"] == "2026-01-05"
    assert "没有“无名”" in call(folder, "development", "steps", "无名", code=2).stderr
    assert "林晓" in call(folder, "development", "board").stdout
