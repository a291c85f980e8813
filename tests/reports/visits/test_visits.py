"""Papers of condolence visits: the figures agree with an independent count, and the public learns no secrets."""

import datetime as dt
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import Missing, Refusal
from desktop.rules.money import capital, grouped
from desktop.services.chapters import LEDGERS
from desktop.services.papers import print_form
from desktop.services.visits.computed import balance
from desktop.services.visits.fund_check import batch_named, explain
from desktop.services.visits.papers import PAPERS, entries
from desktop.services.visits.sums import summed
from desktop.store.office import Office
from tests.reports.reading import assert_embedded, boxes_outside, pages_of, text_of

LONG = "因长期照料家人而收入微薄，" * 60
BATCH = "2026年七一走访慰问"


def fresh(folder: Path, visits: int = 0, reason: str = "家庭收入低于当地标准") -> Office:
    """An office with one batch of so many visits."""
    office = Office.create(folder / "office", LEDGERS, "中共某县某局机关委员会", operator="王敏")
    office.settings.phone = "0591-8765432"
    with office.work("准备") as work:
        work.add(LEDGERS["visit-batches"], {"year": 2026, "name": BATCH, "begins": "2026-06-20", "ends": "2026-07-01"})
        for number in range(visits):
            work.add(
                LEDGERS["visits"],
                {
                    "batch": BATCH,
                    "recipient": f"张{chr(0x4E00 + number)}",
                    "phone": "13800001234",
                    "category": "生病住院/家庭变故",
                    "reason": reason,
                    "visited": "2026-06-25",
                    "place": "某路88号",
                    "cash": 100_050,
                    "funds": [{"source": "留存党费", "amount": 100_050}],
                    "public_from": "2026-06-10",
                    "public_to": "2026-06-14",
                },
            )
    return office


@pytest.fixture(scope="module", params=[(0, ""), (300, "家庭收入低"), (2, LONG)], ids=["none", "many", "long"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office whose papers are only drawn."""
    with fresh(tmp_path_factory.mktemp("printed"), *request.param) as office:
        yield office


@pytest.mark.parametrize("form", [paper.id for paper in PAPERS if paper.id != "batch-archive"])
def test_none_many_and_very_long(printed: Office, tmp_path: Path, form: str) -> None:
    out = tmp_path / "x.pdf"
    assert print_form(printed, form, out).pages >= 1
    assert boxes_outside(out) == []
    assert_embedded(out)


def test_ten_thousand_visits_add_up_to_the_fen() -> None:
    dice = random.Random(7)
    sources, kinds = ("党费", "财政", "工会经费"), ("甲", "乙", "丙；甲", None)
    visits: list[dict[str, Any]] = []
    for number in range(10_000):
        shares: list[dict[str, Any]] = [
            {"source": name, "amount": dice.randrange(1, 99_999)} for name in dice.sample(sources, 2)
        ]
        cash = sum(share["amount"] for share in shares)
        person = dice.randrange(3_000)
        visits.append(
            {"id": f"{number:05}", "recipient_id": f"p{person}", "category": dice.choice(kinds), "cash": cash}
            | {"goods_value": dice.randrange(500), "funds": shares, "id_no": None, "recipient": "", "branch": None}
        )
    named, lines = summed(dice.sample(visits, len(visits)))
    assert named == sorted(sources)
    first = {visit["recipient_id"]: (visit["category"] or "未写明").split("；")[0] for visit in reversed(visits)}
    for kind, line in lines:
        mine = [visit for visit in visits if first[visit["recipient_id"]] == kind]
        by_source = [sum(s["amount"] for v in mine for s in v["funds"] if s["source"] == name) for name in named]
        people = len([one for one in first.values() if one == kind])
        money = [sum(visit["cash"] for visit in mine), sum(visit["goods_value"] for visit in mine)]
        assert line == [people, len(mine), *money, *by_source]
        assert line[2] == sum(line[4:])
    assert sum(line[1] for _, line in lines) == 10_000


def test_the_summary_says_its_total_in_capitals(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    print_form(fresh(tmp_path, 12), "visit-summary", out)
    text = text_of(out)
    assert grouped(1_200_600) in text
    assert capital(1_200_600) in text
    assert "12 人、12 人次" in text


def test_the_notice_keeps_secrets(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    print_form(fresh(tmp_path, 3, "患病住院"), "visit-notice", out)
    text = text_of(out)
    assert "2026年6月10日至2026年6月14日（共 3 个工作日）" in text
    assert "0591-8765432" in text
    assert "1,000.50" in text
    assert not any(word in text for word in ("病", "13800001234", "某路88号"))


def test_the_account_closes_on_the_balance(demonstration: Path, tmp_path: Path) -> None:
    office = Office.open(Path(shutil.copytree(demonstration, tmp_path / "office")), LEDGERS, operator="王敏")
    held: dict[str, int] = {}
    for source, _, _, _, fen in entries(office):
        held[source] = held.get(source, 0) + fen
    assert held
    assert held == {source: balance(office, source, "9999-12-31") for source in held}
    out = tmp_path / "x.pdf"
    print_form(office, "fund-account", out, {"from": f"{dt.date.today().year - 3}-01-01"})
    text = text_of(out)
    assert "期初余额" in text
    assert all(grouped(fen) in text for fen in held.values())


def test_the_batch_sheet_prints_typed_reasons(tmp_path: Path) -> None:
    office, out = fresh(tmp_path, 2), tmp_path / "x.pdf"
    explain(office, batch_named(office, BATCH), {"8": "会议记录另行归档"})
    print_form(office, "batch-sheet", out)
    text = text_of(out)
    assert "会议记录另行归档" in text
    assert "已说明" in text
    assert "贰仟零壹元整" in text


def test_one_approval_form_a_person(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    assert print_form(fresh(tmp_path, 3), "visit-approval", out, {"person": "张一"}).pages == 1
    text = text_of(out)
    assert all(word in text for word in ("张一", "机关党委意见", capital(100_050)))


def test_letters_are_a_page_each_in_the_offices_own_words(office: Office, tmp_path: Path) -> None:
    """慰问信: what is known of each person stands where the text asks for it."""
    for name, kind in (("张三", "党员"), ("李四", "职工")):
        with office.work("慰问") as work:
            values = {
                "recipient": name,
                "recipient_kind": kind,
                "sex": "女",
                "visited": "2026-07-01",
                "reason": "因病住院",
            }
            work.add(LEDGERS["visits"], {**values, "cash": 100})
    office.settings.letter_text = "{姓名}{称呼}：\n　　{事由}，{单位}问候您。{不认识}"
    print_form(office, "condolence-letters", tmp_path / "信.pdf", {"year": "2026"})
    pages = pages_of(tmp_path / "信.pdf")
    assert len(pages) == 2
    text = "".join(pages)
    assert "张三同志：" in text
    assert "李四女士：" in text
    assert f"因病住院，{office.unit}问候您。{{不认识}}" in text
    print_form(office, "condolence-letters", tmp_path / "信.pdf", {"year": "2026", "person": "李四"})
    assert len(pages_of(tmp_path / "信.pdf")) == 1


def test_the_summary_of_a_branch_and_of_a_day(office: Office, tmp_path: Path) -> None:
    """Four visits of 100.00: two of the upper branch, two of the one below it, one of each in July."""
    above, below = "某县某局第一党总支", "某县某局第一党支部"
    with office.work("组织") as work:
        upper = work.add(LEDGERS["organizations"], {"full_name": above, "kind": "党总支"})
        lower = work.add(
            LEDGERS["organizations"], {"full_name": below, "kind": "党支部", "parent": above, "parent_id": upper}
        )
        for index, (name, one) in enumerate([(above, upper), (below, lower)] * 2):
            values = {"recipient": f"慰问对象{index}", "branch": name, "branch_id": one, "cash": 10_000}
            work.add(LEDGERS["visits"], {**values, "visited": f"2026-0{6 + index // 2}-01"})

    def printed(**asked: str) -> str:
        out = tmp_path / "x.pdf"
        print_form(office, "visit-summary", out, {"year": "2026年", **asked})
        return text_of(out)

    assert "合计 4 人、4 人次，慰问金 400.00 元" in printed()
    assert "合计 4 人、4 人次" in printed(branch=above)
    assert "合计 2 人、2 人次，慰问金 200.00 元（人民币大写：贰佰元整）" in printed(branch=above, below="否")
    told = printed(branch=above, as_of="2026年6月30日")
    assert "合计 2 人、2 人次" in told
    assert f"范围：{above}及其下属。截至 2026年6月30日。" in told
    with pytest.raises(Refusal, match="截至“去年夏天”不对"):
        printed(as_of="去年夏天")
    with pytest.raises(Missing, match="没有“别处”这个党组织"):
        printed(branch="别处")
