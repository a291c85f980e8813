"""Bases of dues out of payroll sheets as offices keep them: columns proposed, people found, nothing guessed."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.errors import Refusal
from desktop.services.chapters import LEDGERS
from desktop.services.members.payroll import (
    ADD,
    ASIDE,
    NEW,
    SAME,
    SEVERAL,
    SUBTRACT,
    UNKNOWN,
    WRONG,
    bases,
    open_payroll,
    take,
)
from desktop.store.office import Office

MEMBERS = LEDGERS["members"]
HEAD = ("序号", "部门", "姓名", "岗位工资", "薪级工资", "津贴补贴", "应发合计", "公积金", "个人所得税", "实发工资")


@pytest.fixture
def people(office: Office) -> dict[str, str]:
    made: tuple[dict[str, Any], ...] = (
        {"name": "张三", "branch": "第一支部", "id_no": "350100199001010013"},
        {"name": "李四", "branch": "第一支部", "dues_base": 500_000},
        {"name": "王五", "branch": "第一支部"},
        {"name": "王五", "branch": "第二支部"},
        {"name": "赵六", "branch": "第二支部", "retired": "退休"},
    )
    found = {}
    with office.work("新建") as work:
        for one in made:
            found[f"{one['name']}{one['branch'][:2]}"] = work.add(MEMBERS, dict(one))
    return found


def sheet(path: Path, *rows: tuple[Any, ...], head: tuple[str, ...] = HEAD) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["某局 2026 年 1 月工资表"])
    page.append(list(head))
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


USUAL = (
    (1, "办公室", "张三", 3000, 1500.5, "1,200", 5700.5, 600, 80.25, 5020.25),
    (2, "办公室", "李四", 3000, 1000, 1000, 5000, 600, None, 4400),
    (3, "办公室", "王五", 3000, 1000, 1000, 5000, 600, 0, 4400),
    (4, "司机班", "钱七", 2000, 1000, 1000, 4000, 600, 0, 3400),
    ("合计", None, None, 11000, 4500.5, 4200, 19700.5, 2400, 80.25, 17220.25),
)


def test_columns_are_proposed_and_every_row_has_its_say(office: Office, people: dict[str, str], tmp_path: Path) -> None:
    payroll = open_payroll(office, sheet(tmp_path / "工资.xlsx", *USUAL))
    assert {item.title: item.role for item in payroll.items} == {
        "岗位工资": ADD,
        "薪级工资": ADD,
        "津贴补贴": ADD,
        "应发合计": ASIDE,
        "公积金": ASIDE,
        "个人所得税": SUBTRACT,
        "实发工资": ASIDE,
    }
    found, faults = bases(office, payroll)
    assert [(one.name, one.state, one.base) for one in found] == [
        ("张三", NEW, 562_025),
        ("李四", SAME, 500_000),
        ("王五", SEVERAL, None),
        ("钱七", UNKNOWN, None),
    ]
    assert faults == []
    assert take(office, payroll, found) == 1
    assert office.get(MEMBERS, people["张三第一"])["dues_base"] == 562_025
    assert office.undo() == "按“工资.xlsx”核定党费计算基数 1 人"
    assert office.get(MEMBERS, people["张三第一"])["dues_base"] is None


def test_the_branch_or_the_number_tells_namesakes_apart(office: Office, people: dict[str, str], tmp_path: Path) -> None:
    head = ("姓名", "所在支部", "身份证号", "退休费", "津贴补贴")
    file = sheet(
        tmp_path / "工资.xlsx",
        ("王五", "第二支部", None, 4000, 0),
        ("张某", None, "350100199001010013", 4000, 100),
        ("赵六", None, None, 6000.55, 0),
        head=head,
    )
    payroll = open_payroll(office, file)
    found, _ = bases(office, payroll)
    assert [(one.id, one.state) for one in found] == [
        (people["王五第二"], NEW),
        (people["张三第一"], NEW),
        (people["赵六第二"], NEW),
    ]
    assert found[2].kind == "离退休"


def test_another_number_is_another_person(office: Office, people: dict[str, str], tmp_path: Path) -> None:
    file = sheet(tmp_path / "工资.xlsx", ("张三", "35010019631009857X", 4000), head=("姓名", "身份证号", "岗位工资"))
    (one,), _ = bases(office, open_payroll(office, file))
    assert people
    assert one.state == UNKNOWN
    wrong = sheet(tmp_path / "工资.xlsx", ("张三", "350100196310098576", 4000), head=("姓名", "身份证号", "岗位工资"))
    (one,), (fault,) = bases(office, open_payroll(office, wrong))
    assert (one.state, fault.cell) == (WRONG, "B3")


def test_columns_chosen_by_hand_and_unread_cells(office: Office, people: dict[str, str], tmp_path: Path) -> None:
    file = sheet(tmp_path / "工资.xlsx", *USUAL[:1], (2, "", "李四", "三千多", 1000, 1000, 5000, 600, 0, 4400))
    payroll = open_payroll(office, file)
    payroll.choose(["实发工资", "H"], None)
    found, faults = bases(office, payroll)
    assert [one.base for one in found] == [562_025, 500_000]
    payroll.choose(["岗位工资"], [])
    found, faults = bases(office, payroll)
    assert (faults[0].cell, faults[0].column, faults[0].value) == ("D4", "岗位工资", "三千多")
    assert found[1].state == WRONG
    assert people
    with pytest.raises(Refusal, match="没有“奖金”"):
        payroll.choose(["奖金"], None)
    payroll.choose([], ["公积金"])
    with pytest.raises(Refusal, match="还没有选"):
        bases(office, payroll)


def test_the_same_person_twice_with_other_sums_is_not_taken_twice(
    office: Office, people: dict[str, str], tmp_path: Path
) -> None:
    file = sheet(tmp_path / "工资.xlsx", ("张三", 4000), ("张三", 4000), ("张三", 4100), head=("姓名", "岗位工资"))
    payroll = open_payroll(office, file)
    found, _ = bases(office, payroll)
    assert [one.state for one in found] == [NEW, SAME, WRONG]
    assert "第 3 行" in found[2].why
    assert take(office, payroll, found) == 1
    assert office.get(MEMBERS, people["张三第一"])["dues_base"] == 400_000


def test_formulas_that_were_never_worked_out(office: Office, people: dict[str, str], tmp_path: Path) -> None:
    rows = ("张三", 3000, 500, "=B3+C3"), ("李四", 3000, 500, "=B4*2")
    file = sheet(tmp_path / "工资.xlsx", *rows, head=("姓名", "岗位", "薪级", "固定工资"))
    payroll = open_payroll(office, file)
    assert people
    found, faults = bases(office, payroll)
    assert found[0].base == 350_000
    assert (found[1].state, faults[0].cell) == (WRONG, "D4")


@pytest.mark.parametrize("rows", [(), (("甲", "乙"),)])
def test_no_names_or_no_people_is_one_sentence(office: Office, tmp_path: Path, rows: tuple[Any, ...]) -> None:
    file = sheet(tmp_path / "工资.xlsx", *rows, head=("岗位工资", "薪级工资"))
    with pytest.raises(Refusal, match=r"姓名|表头"):
        open_payroll(office, file)


def test_the_words_are_a_setting(office: Office, people: dict[str, str], tmp_path: Path) -> None:
    office.settings.payroll_add = "岗位工资"
    assert people
    payroll = open_payroll(office, sheet(tmp_path / "工资.xlsx", *USUAL))
    assert [item.title for item in payroll.items if item.role == ADD] == ["岗位工资"]
