"""Fifty years in the Party: who is on the list of a year, who is taken in, what is printed and reminded of.

The dates and what follows from them (worked out by hand):

    甲 joined 1975-06-30, no probation        50 full on 2025-06-30   → 2025
    乙 joined 1976-07-01, no probation        50 full on 2026-07-01   → 2026 (the day itself counts)
    丙 joined 1976-07-02, no probation        50 full on 2026-07-02   → 2027
    丁 joined 1967-05-01, full 1976-07        1976-07-01 or later     → 2026 or 2027: 待核
    戊 joined 1968-05-01, full unknown                               → 待核
    己 as 乙, 党龄校正值 2 months             50 full on 2026-09-01   → 2027
    庚 as 乙, died 2026-05-01                                         → 去世
    辛 as 乙, died 2025-12-01                                         → not listed
    壬 as 乙, 停止党籍                                                → not listed
    癸 as 乙, gone 2026-09-01 (转出)                                  → 2026 still
"""

import datetime as dt
from pathlib import Path

import orjson
import pypdfium2
import pytest
from typer.testing import CliRunner

from desktop.cli import app_for
from desktop.errors import Missing, Refusal
from desktop.ledger import Values
from desktop.records.reminders import DUE, NEAR, OVERDUE
from desktop.rules.fifty import reaches, years_on
from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.services.due import reminders
from desktop.services.members.veterans import AWARDED, DIED, EARLIER, NEW, OPEN, Candidate, candidates, forecast, take
from desktop.services.papers import print_form
from desktop.store.office import Office
from desktop.store.query import Query

MEMBERS, VETERANS = LEDGERS["members"], LEDGERS["veterans"]
ON_THE_DAY = {"joined": "1976-07-01", "full": "1976-07-01"}
PEOPLE: dict[str, Values] = {
    "甲": {"joined": "1975-06-30", "full": "1975-06-30"},
    "乙": ON_THE_DAY,
    "丙": {"joined": "1976-07-02", "full": None},
    "丁": {"joined": "1967-05-01", "full": "1976-07"},
    "戊": {"joined": "1968-05-01"},
    "己": {**ON_THE_DAY, "age_adjust": 2},
    "庚": {**ON_THE_DAY, "died": "2026-05-01", "status": "去世"},
    "辛": {**ON_THE_DAY, "died": "2025-12-01", "status": "去世"},
    "壬": {**ON_THE_DAY, "status": "停止党籍"},
    "癸": {**ON_THE_DAY, "gone": "2026-09-01", "gone_by": "转出", "status": "转出"},
}


@pytest.fixture
def old(office: Office) -> Office:
    with office.work("新建") as work:
        work.add_many(MEMBERS, [{"name": f"陈{one}", "category": "正式党员", **rest} for one, rest in PEOPLE.items()])
    return office


def states(found: list[Candidate]) -> dict[str, str]:
    return {one.name[1:]: one.state for one in found}


def test_the_year_in_which_fifty_years_are_full() -> None:
    assert reaches("1976-07-01", None) == (2026, 2026)
    assert reaches("1976-07-02", None) == (2027, 2027)
    assert reaches("1967-05-01", "1976-07") == (2026, 2027)
    assert reaches("1960-05-01", "1961-05-01", 13) == (2012, 2012)
    assert reaches("1968-05-01", None) == (None, None)
    assert years_on("1975-06-30", None, 2026) == 51
    assert years_on("1967-05-01", "1976-07", 2026) is None


def test_the_list_of_a_year(old: Office) -> None:
    assert states(candidates(old, 2026)) == {
        "甲": EARLIER, "乙": NEW, "癸": NEW, "丁": OPEN, "戊": OPEN, "庚": DIED,
    }  # fmt: skip
    assert states(candidates(old, 2025)) == {"甲": NEW, "戊": OPEN}
    assert states(candidates(old, 2027)) == {
        "甲": EARLIER, "乙": EARLIER, "丙": NEW, "己": NEW, "丁": EARLIER, "戊": OPEN,
    }  # fmt: skip
    coming = {year: sorted(states(some)) for year, some in forecast(old, 2025).items()}
    assert coming == {2026: sorted("丁乙癸"), 2027: sorted("丙己"), 2028: []}


def test_taken_in_as_one_act_and_then_marked(old: Office) -> None:
    wanted = [one.id for one in candidates(old, 2026) if one.state in (NEW, EARLIER)]
    assert take(old, 2026, wanted) == 3
    rows = old.rows(VETERANS, old.ids(VETERANS, Query(sort=(("person", False),))))
    assert [(row["person"], row["year"], row["years"], row["living"]) for row in rows] == [
        ("陈癸", 2026, 50, True),
        ("陈甲", 2026, 51, True),
        ("陈乙", 2026, 50, True),
    ]
    assert states(candidates(old, 2026))["甲"] == AWARDED
    assert take(old, 2026, wanted) == 0
    assert old.undo() == "取入 2026 年光荣在党50年 3 人"
    assert old.count(VETERANS, Query()) == 0
    with pytest.raises(Missing, match="不在 2026 年的候选名单"):
        take(old, 2026, ["nobody"])


def test_reminders_of_this_year_and_the_next_three(old: Office) -> None:
    def told(day: str) -> list[tuple[str, str, str]]:
        found = [one for one in reminders(old, dt.date.fromisoformat(day)) if one.rule == "光荣在党50年"]
        return [(one.title[1], one.due, one.state) for one in found if one.rule == "光荣在党50年"]

    assert ("丙", "2027-07-01", NEAR) in told("2024-03-01")
    assert ("丙", "2027-07-01", NEAR) not in told("2023-12-31")
    assert ("乙", "2026-07-01", DUE) in told("2026-07-01")
    assert ("乙", "2026-07-01", OVERDUE) in told("2026-08-01")
    take(old, 2026, [one.id for one in candidates(old, 2026) if one.name == "陈乙"])
    assert all(name != "乙" for name, _, _ in told("2026-08-01"))


def test_the_summary_on_paper(old: Office, tmp_path: Path) -> None:
    def text() -> str:
        out = tmp_path / "summary.pdf"
        assert print_form(old, "veterans-summary", out, {"年度": "2026"}).missing == []
        book = pypdfium2.PdfDocument(out)
        found = "".join(page.get_textpage().get_text_range() for page in book)
        book.close()
        return found

    assert "候选名单 6 人" in text()
    take(old, 2026, [one.id for one in candidates(old, 2026) if one.state in (NEW, DIED)])
    printed = text()
    assert "共 3 人" in printed
    assert "去世，按上级要求处理" in printed.replace("\r\n", "")
    assert "2026年“光荣在党50年”纪念章颁发对象汇总表" in printed
    assert "陈甲" not in printed
    with pytest.raises(Refusal, match="年度“去年”不对"):
        print_form(old, "veterans-summary", tmp_path / "x.pdf", {"年度": "去年"})


def test_the_command(old: Office) -> None:
    folder = str(old.folder)
    old.close()
    done = CliRunner().invoke(app_for(), ["--data", folder, "--json", "veterans", "--year", "2026", "--take"])
    document = orjson.loads(done.stdout)
    assert document["taken"] == 3
    assert sorted(one["name"] for one in document["awarded"]) == sorted(["陈甲", "陈乙", "陈癸"])
    assert {one["name"] for one in document["to_verify"]} == {"陈丁", "陈戊"}
    assert [one["name"] for one in document["forecast"]["2027"]] == ["陈己", "陈丙"]


def test_the_demonstration_leaves_two_to_be_taken_in(office: Office) -> None:
    demo.fill(office, dt.date(2026, 3, 1))
    found = candidates(office, 2026)
    assert [one.state for one in found] == [EARLIER, EARLIER] + [AWARDED] * 6
