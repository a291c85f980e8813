"""采集表, 签到表, 会议记录 and 值班表, read back by other programs."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.reports.duty.duties import DutyDay, Turn, duty_list, duty_month
from desktop.reports.kit.roster import Heading
from desktop.reports.members.sheet import member_sheets
from desktop.reports.study.meetings import Meeting, minutes, sign_in
from tests.reports.reading import assert_embedded, boxes_outside, pages_of, text_of

ADDRESS = "福建省福州市连江县凤城镇玉荷东路一百二十八号金凤花园三期二十七号楼二单元一千八百零二室"
LONG_NAME = "阿卜杜拉·买买提江·阿布都热合曼"
MEETING = Meeting(
    "某局机关党委",
    "支部党员大会",
    [("所在党支部", "第一党支部"), ("时间", "2026年7月1日 14:30"), ("主题", ADDRESS), ("主持人", "张䶮")],
    [
        ("议题", "一、学习"),
        ("内容", "\n".join(f"第{number}条发言。" for number in range(150))),
        ("决议", "同意𬱟伟转正。"),
    ],
    [f"党员{number:03d}" for number in range(100)],
)
TITLES = (
    *("姓名", "性别", "民族", "公民身份证号", "出生日期", "学历", "人员类别", "所在党支部", "加入党组织日期"),
    *("转为正式党员日期", "工作岗位", "联系电话", "家庭住址", "党籍状态", "是否为失联党员", "是否为流动党员"),
)
ITEMS = [f"{number}. {title}" for number, title in enumerate(TITLES, 1)]


def test_a_sheet_for_every_member_with_all_sixteen_items(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    members = [{"姓名": LONG_NAME, "党籍状态": "正常", "现居住地": ADDRESS * 2}, {"姓名": "李㛃"}]
    printed = member_sheets(out, members, "某局")
    pages = pages_of(out)
    assert (printed.pages, printed.missing) == (2, [])
    assert all(item in pages[0] for item in ITEMS)
    assert ADDRESS * 2 in pages[0]
    assert "正常□√" in pages[0].replace(" ", "")
    assert "√" not in pages[1]
    assert "李㛃" in pages[1]
    assert_embedded(out)
    assert boxes_outside(out) == []


def test_no_members_is_a_page_that_says_so(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    assert member_sheets(out, [], "某局").pages == 1
    assert "（没有党员）" in text_of(out)


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (6, 1), (60, 1), (200, 3)])
def test_everyone_has_a_place_to_sign(tmp_path: Path, count: int, pages: int) -> None:
    out = tmp_path / "x.pdf"
    names = [f"党员{number:03d}" for number in range(count)]
    assert sign_in(out, replace(MEETING, names=names)).pages == pages
    text = text_of(out)
    assert all(text.count(name) == 1 for name in names)
    assert_embedded(out)


def test_a_very_long_name_stays_in_its_cell(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    sign_in(out, replace(MEETING, names=[LONG_NAME] * 30))
    assert text_of(out).count(LONG_NAME) == 30


def test_minutes_flow_over_pages_whole_and_end_with_signatures(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    printed = minutes(out, MEETING)
    text = text_of(out)
    assert printed.pages > 2
    assert all(text.count(f"第{number}条发言。") == 1 for number in range(150))
    assert ADDRESS in text
    assert "同意𬱟伟转正。" in text
    assert "记录人（签字）：" in pages_of(out)[-1]


def test_minutes_of_nothing_are_a_form_to_fill(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    assert minutes(out, Meeting("某局", "", [], [])).pages == 1
    assert minutes(out, Meeting("某局", "党课", [("时间", "")], [("内容", "")])).pages == 1


def test_a_month_of_duty_has_all_its_days_on_one_page(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    days = [DutyDay("2026-07-03", {"卡口": ["张䶮", "李四"]})]
    assert duty_month(out, "2026-07", ["卡口", "大厅"], days, "某局").pages == 1
    text = text_of(out)
    assert "2026年7月值班表" in text
    assert "7月3日周五张䶮、李四" in text.replace(" ", "")
    assert "7月31日" in text
    assert duty_month(out, "2028-02", [], [], "某局").pages == 1
    assert "2月29日" in text_of(out)


def test_many_posts_are_listed_turn_by_turn(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    posts = [f"点位{number}" for number in range(40)]
    days = [DutyDay(f"2026-07-{day:02d}", {post: [f"{post}人{day}"] for post in posts}) for day in range(1, 4)]
    duty_month(out, "2026-07", posts, days, "某局")
    text = text_of(out)
    assert all(f"{post}人{day}" in text for post in posts for day in range(1, 4))
    assert all("值班人员" in page for page in pages_of(out))


def test_a_list_of_turns_leaves_out_columns_nobody_filled(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    turns = [
        Turn("2026-07-02", "晚班", "22:00–次日8:00", leader="张三", people="李㭎"),
        Turn("2026-07-01", people="王五"),
    ]
    duty_list(out, Heading("值班表", "单位：某局", "值班电话：0591-26123456"), turns)
    text = text_of(out)
    assert text.index("王五") < text.index("李㭎")
    assert "带班领导" in text
    assert "点位" not in text
    assert_embedded(out)
    duty_list(out, Heading("值班表"), [])
    assert "（没有记录）" in text_of(out)
