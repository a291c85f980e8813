"""Members in figures as of a day; the expectations are counted by hand from the table below.

name sex nation birth       education  category  joined      full        came/gone/died        branch
甲   男  汉族   1990-12-31  大学       正式      2015-07-01  2016-07-01                        一
乙   女  畲族   1991-01-01  大专       正式      2021-06-01  2022-06-01                        一
丙   女  汉族   1960-05     初中       正式      1976-05-01  1976-05-01  (no probation)        二 (below 一)
丁   男  (none) 1996        (none)     预备      2026-03-01                                    二
戊   男  汉族   1970-02-03  大学       正式      1995-01-01  1996-01-01  gone 2026-06-30 转出  一
己   男  汉族   1940-01-01  小学       正式      1965-01-01  1966-01-01  died 2025-08-01       一
庚   女  回族   1985-04-05  硕士       正式      2010-01-01  2011-01-01  came 2026-09-01 转入  (none)
"""

import datetime as dt
from pathlib import Path

import orjson
import pypdfium2
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from desktop.cli import app_for
from desktop.errors import Missing, Refusal
from desktop.rules.bands import age_bands, band_of, party_age_bands, shared_band
from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.services.members.statistics import Statistics, export_statistics, statistics
from desktop.services.membership import members_on
from desktop.services.papers import print_form
from desktop.store.office import Office
from desktop.store.query import Query
from tests.reports.reading import text_of

MEMBERS, ORGANIZATIONS = LEDGERS["members"], LEDGERS["organizations"]
FULL, ON_TRIAL = "正式党员", "预备党员"
END = dt.date(2026, 12, 31)
KEYS = ("name", "sex", "nation", "birth", "education", "category", "joined", "full")
ROWS = (
    ("甲", "男", "汉族", "1990-12-31", "大学", FULL, "2015-07-01", "2016-07-01", {"branch": "一支部"}),
    ("乙", "女", "畲族", "1991-01-01", "大专", FULL, "2021-06-01", "2022-06-01", {"branch": "一支部"}),
    ("丙", "女", "汉族", "1960-05", "初中", FULL, "1976-05-01", "1976-05-01", {"branch": "二支部"}),
    ("丁", "男", None, "1996", None, ON_TRIAL, "2026-03-01", None, {"branch": "二支部"}),
    ("戊", "男", "汉族", "1970-02-03", "大学", FULL, "1995-01-01", "1996-01-01",
     {"branch": "一支部", "gone": "2026-06-30", "gone_by": "转出", "status": "转出"}),
    ("己", "男", "汉族", "1940-01-01", "小学", FULL, "1965-01-01", "1966-01-01",
     {"branch": "一支部", "died": "2025-08-01", "status": "去世"}),
    ("庚", "女", "回族", "1985-04-05", "硕士研究生", FULL, "2010-01-01", "2011-01-01",
     {"came": "2026-09-01", "came_by": "转入"}),
)  # fmt: skip


@pytest.fixture
def filled(office: Office) -> Office:
    with office.work("新建") as work:
        first = work.add(
            ORGANIZATIONS, {"full_name": "一支部", "kind": "党总支", "parent": office.unit, "parent_id": office.own_id}
        )
        work.add(ORGANIZATIONS, {"full_name": "二支部", "kind": "党支部", "parent": "一支部", "parent_id": first})
    ids = {row["title"]: row["id"] for row in office.rows(ORGANIZATIONS, office.ids(ORGANIZATIONS, Query()))}
    rows = [{**dict(zip(KEYS, row, strict=False)), **row[-1]} for row in ROWS]
    with office.work("党员") as work:
        work.add_many(MEMBERS, [{**row, "branch_id": ids.get(str(row.get("branch")))} for row in rows])
    return office


def counts(found: Statistics, table: str) -> dict[str, int]:
    return {cell.value: cell.count for cell in found.tables[table] if cell.count}


def test_bands_by_their_limits() -> None:
    tops = [30, 35, 40]
    assert [band.title for band in age_bands(tops)] == ["30岁及以下", "31—35岁", "36—40岁", "41岁及以上"]
    assert [band_of(age, age_bands(tops)) for age in (18, 30, 31, 35, 36, 40, 41, 99)] == [
        "30岁及以下", "30岁及以下", "31—35岁", "31—35岁", "36—40岁", "36—40岁", "41岁及以上", "41岁及以上",
    ]  # fmt: skip
    starts = party_age_bands([5, 10])
    assert [band_of(years, starts) for years in (0, 4, 5, 9, 10, 60)] == [
        "不满5年", "不满5年", "5—9年", "5—9年", "10年及以上", "10年及以上",
    ]  # fmt: skip
    assert shared_band(30, 31, age_bands(tops)) == "不能确定"
    assert band_of(-1, starts) is None


def test_every_table_as_of_the_end_of_the_year(filled: Office) -> None:
    found = statistics(filled, END)
    assert found.total == 5  # 甲乙丙丁庚
    assert counts(found, "性别") == {"男": 2, "女": 3}
    assert counts(found, "民族") == {"汉族": 2, "少数民族": 2, "未填": 1}
    assert counts(found, "各民族") == {"汉族": 2, "回族": 1, "畲族": 1, "未填": 1}
    # 甲 36 on the day itself, 乙 35, 丙 66, 丁 born in 1996 is 30 on 31 December whatever the day, 庚 41
    assert counts(found, "年龄") == {"30岁及以下": 1, "31—35岁": 1, "36—40岁": 1, "41—45岁": 1, "61岁及以上": 1}
    assert counts(found, "学历") == {"硕士研究生": 1, "大学": 1, "大专": 1, "初中": 1, "未填": 1}
    # 甲 10, 乙 4, 丙 50, 庚 15, 丁 none
    assert counts(found, "党龄") == {
        "不满5年": 1, "10—19年": 2, "50年及以上": 1, "无党龄（预备期或缺日期）": 1,
    }  # fmt: skip
    assert counts(found, "人员类别") == {FULL: 4, ON_TRIAL: 1}
    assert [cell.share for cell in found.tables["性别"]] == ["40.0%", "60.0%"]


def test_an_earlier_day_is_another_world(filled: Office) -> None:
    """Half of 2021: 己 lives, 戊 is there, 庚 has not come, 乙 is on probation, 丁 not yet admitted."""
    found = statistics(filled, dt.date(2021, 6, 30))
    assert found.total == 5  # 甲乙丙戊己
    assert counts(found, "人员类别") == {FULL: 4, ON_TRIAL: 1}
    assert counts(found, "党龄")["无党龄（预备期或缺日期）"] == 1
    assert statistics(filled, dt.date(1970, 1, 1)).total == 1
    # 丙, born in May 1960, is 60 or 61 in the middle of May 2021
    assert counts(statistics(filled, dt.date(2021, 5, 15)), "年龄")["不能确定"] == 1


def test_every_figure_knows_its_people(filled: Office) -> None:
    found = statistics(filled, END)

    def people(table: str, value: str) -> list[str]:
        return sorted(row["name"] for row in filled.rows(MEMBERS, found.people(table, value)))

    assert people("民族", "少数民族") == sorted(["乙", "庚"])
    assert people("年龄", "61岁及以上") == ["丙"]
    for table, cells in found.tables.items():
        assert sum(cell.count for cell in cells) == found.total
        assert all(len(found.people(table, cell.value)) == cell.count for cell in cells)
    with pytest.raises(Missing, match="没有“身高”"):
        found.people("身高", "高")
    with pytest.raises(Missing, match="“性别”里没有“高”，有：男、女"):
        found.people("性别", "高")


def test_organisations_with_all_below_them(filled: Office) -> None:
    found = statistics(filled, END)
    told = [
        (unit.name, unit.depth, unit.members, unit.women, unit.minority, unit.probationary, unit.college)
        for unit in found.units
    ]
    assert told == [
        (filled.unit, 0, 4, 2, 1, 1, 2),
        ("一支部", 1, 4, 2, 1, 1, 2),
        ("二支部", 2, 2, 1, 0, 1, 0),
        ("未编入党支部", 1, 1, 1, 1, 0, 1),
    ]
    assert statistics(filled, END, "一支部").total == 4
    assert statistics(filled, END, "二支部").total == 2
    with pytest.raises(Missing, match="三支部"):
        statistics(filled, END, "三支部")


def test_the_office_of_nobody_has_figures_too(office: Office) -> None:
    found = statistics(office, END)
    assert found.total == 0
    assert counts(found, "性别") == {}


def belongs(member: dict[str, object], on: dt.date) -> bool:
    """Whether a member was with the office on a day, worked out from one record alone."""
    day, came = on.isoformat(), member["came"] or member["joined"]
    gone = [str(member[key]) for key in ("gone", "died") if member[key]]
    if came and str(came) > day:
        return False
    return min(gone) > day if gone else member["status"] not in ("转出", "出党", "去世")


def test_the_same_people_as_one_by_one(office: Office) -> None:
    """What SQL chooses is what `belongs` says of each record, on many days."""
    demo.fill(office, dt.date(2026, 5, 5))
    with office.work("改") as work:
        ids = office.ids(MEMBERS, Query())
        for place, one in enumerate(ids[:12]):
            kinds: dict[int, dict[str, object]] = {
                0: {"gone": "2024-03", "gone_by": "转出"}, 1: {"died": "2025"}, 2: {"status": "转出"}, 3: {"came": "2023-01-01"},
                4: {"status": None}, 5: {"joined": None},
            }  # fmt: skip
            work.change(MEMBERS, one, kinds[place % 6])
    rows = office.rows(MEMBERS, ids)
    for day in (dt.date(2022, 1, 1), dt.date(2024, 3, 15), dt.date(2025, 12, 31), dt.date(2026, 5, 5)):
        with office.reading() as connection:
            chosen = {row.id for row in connection.execute(members_on(day))}
        assert chosen == {row["id"] for row in rows if belongs(row, day)}


def test_the_bands_are_the_offices_own(filled: Office) -> None:
    filled.settings.age_tops = [40]
    assert counts(statistics(filled, END), "年龄") == {"40岁及以下": 3, "41岁及以上": 2}


def test_on_paper_and_as_a_workbook(filled: Office, tmp_path: Path) -> None:
    out = tmp_path / "stats.pdf"
    printed = print_form(filled, "member-statistics", out, {"截至日期": "2026-12-31"})
    assert printed.missing == []
    text = text_of(out)
    for words in ("党员统计表", "截至2026年12月31日", "共 5 人", "少数民族", "31—35岁", "50年及以上", "二支部"):
        assert words in text
    book = pypdfium2.PdfDocument(out)
    kinds = [one.type for page in book for one in page.get_objects()]
    book.close()
    assert kinds.count(2) > 40  # vector paths: rules and bars
    assert 3 not in kinds  # no picture
    with pytest.raises(Refusal, match="截至日期“去年”不对"):
        print_form(filled, "member-statistics", out, {"截至日期": "去年"})
    sheet = tmp_path / "stats.xlsx"
    assert export_statistics(filled, statistics(filled, END), sheet) > 20
    page = load_workbook(sheet).active
    assert page is not None
    rows = [row[:4] for row in page.iter_rows(values_only=True)]
    assert rows[1] == ("合计", "截至 2026-12-31", 5, "100.0%")
    assert ("性别", "女", 3, "60.0%") in rows


def test_the_command(filled: Office, tmp_path: Path) -> None:
    folder = str(filled.folder)
    filled.close()
    words = ["--data", folder, "--json", "members-stats", "--as-of", "2026-12-31", "--who", "性别=男"]
    document = orjson.loads(CliRunner().invoke(app_for(), [*words, "--out", str(tmp_path / "a.xlsx")]).stdout)
    assert document["total"] == 5
    assert document["tables"]["性别"] == [
        {"value": "男", "count": 2, "share": "40.0%"}, {"value": "女", "count": 3, "share": "60.0%"},
    ]  # fmt: skip
    assert sorted(one["姓名"] for one in document["who"]) == sorted(["甲", "丁"])
    assert (tmp_path / "a.xlsx").exists()
