"""The fund check, voiding and overdrafts on real offices."""

import random
from typing import Any

import pytest

from desktop.errors import Conflict, Invalid, Refusal
from desktop.ledger import Values
from desktop.rules.money import capital, show_fen
from desktop.rules.workdays import calendar_of
from desktop.services.chapters import LEDGERS
from desktop.services.computed import computed
from desktop.services.visits.computed import balance
from desktop.services.visits.fund_check import (
    EXPLAINED,
    RIGHT,
    WRONG,
    batch_named,
    check_batch,
    explain,
    shown_days,
    void,
)
from desktop.settings import Settings
from desktop.store.office import Office
from desktop.store.query import Query
from tests.conftest import NUMBERS

NAME = "2026年七一走访慰问"
VISITS, BATCHES = LEDGERS["visits"], LEDGERS["visit-batches"]
GOOD: Values = {
    "recipient": "张三",
    "recipient_kind": "党员",
    "id_no": NUMBERS[0],
    "category": "其他老党员",
    "reason": "因病住院生活困难",
    "visited": "2026-06-25",
    "cash": 100000,
    "funds": [{"source": "财政", "amount": 100000}],
    "sign_mode": "本人",
    "signed": "2026-06-25",
    "meeting": "机关党委会议",
    "approved": "2026-06-20",
    "approver": "王敏",
}
HARD: Values = {"category": "生活困难党员", "grade": "特别困难", "public_from": "2026-06-10", "public_to": "2026-06-16"}
OTHER: Values = {"recipient": "李四", "id_no": NUMBERS[1]}
LESS: Values = {**HARD, **OTHER, "grade": "一般困难"}


def put(office: Office, ledger: str, **values: Any) -> str:
    """One record, its links found."""
    found, _ = office.resolve(LEDGERS[ledger], values)
    with office.work("新建") as work:
        return work.add(LEDGERS[ledger], found)


def batch(office: Office, *changes: Values, **more: Any) -> Values:
    """A batch with one good visit for each set of changes."""
    values = {"begins": "2026-06-20", "ends": "2026-06-30", "occasion": "七一", **more}
    put(office, "visit-batches", year=2026, name=NAME, **values)
    for one in changes:
        put(office, "visits", **{**GOOD, "batch": NAME, **one})
    return batch_named(office, NAME)


def wrong(office: Office, found: Values) -> set[int]:
    """The checks that found something."""
    return {one.check for one in check_batch(office, found) if one.state == WRONG}


@pytest.mark.parametrize(
    ("number", "changes"),
    [
        (1, ({}, {"visited": "2026-06-26"})),
        (2, ({"phone": "13900000000"}, {**OTHER, "phone": "13900000000"})),
        (3, ({**HARD, "grade": None},)),
        (5, (HARD, LESS)),
        (6, ({"funds": [{"source": "财政", "amount": 90000}]},)),
        (8, ({"approver": None},)),
        (9, ({**HARD, "public_to": None},)),
        (10, ({"sign_mode": "代领", "proxy": "李四", "proxy_relation": "子女"},)),
        (11, ({"reason": "困难"},)),
        (12, ({"visited": "2026-07-01"},)),
    ],
)
def test_a_check_fires_alone(office: Office, number: int, changes: tuple[Values, ...]) -> None:
    """Each fault is found by its own check, told with its visits, and can be explained."""
    found = batch(office, *changes)
    assert wrong(office, found) == {number}
    assert check_batch(office, found)[number - 1].visits
    explain(office, found, {str(number): "经会议研究同意"})
    assert check_batch(office, batch_named(office, NAME))[number - 1].state == EXPLAINED
    office.undo()
    assert wrong(office, batch_named(office, NAME)) == {number}


@pytest.mark.parametrize(
    "changes",
    [
        ({},),
        ({"phone": "13900000000"}, {**OTHER, "phone": "13900000001"}),
        (HARD, {**LESS, "cash": 50000, "funds": [{"source": "财政", "amount": 50000}]}),
        ({"sign_mode": "代领", "proxy": "李四", "proxy_relation": "子女", "proxy_paper": "委托书"},),
    ],
)
def test_a_sound_batch_passes(office: Office, changes: tuple[Values, ...]) -> None:
    """Nothing fires where nothing is wrong."""
    assert [one.state for one in check_batch(office, batch(office, *changes))] == [RIGHT] * 12


def test_what_depends_on_settings(office: Office) -> None:
    """Caps, purposes and publicity days are checked once the office has set them, and the plan once it is typed."""
    found = batch(office, HARD, planned_money=200000)
    assert wrong(office, found) == {6}
    office.settings.cash_caps = {"生活困难党员": 999}
    office.settings.source_for = {"财政": ["职工"]}
    office.settings.publicity_days = 6
    assert wrong(office, found) == {4, 6, 7, 9}
    office.settings.cash_caps, office.settings.publicity_days = {"生活困难党员": 1000}, 5
    office.settings.source_for = {"财政": ["党员"]}
    assert wrong(office, found) == {6}


def test_the_dead_are_not_visited(office: Office) -> None:
    """A recipient who had died by the day is found."""
    put(office, "members", name="张三", id_no=NUMBERS[0], category="正式党员", joined="2010-07-01", full="2011-07-01")
    found = batch(office, {})
    assert wrong(office, found) == set()
    person = LEDGERS["members"]
    with office.work("去世") as work:
        work.change(person, check_person(office), {"died": "2026-06-24"})
    assert wrong(office, found) == {3}


def check_person(office: Office) -> str:
    """Whom the one visit leads to."""
    (row,) = office.rows(VISITS, office.ids(VISITS, Query()))
    return str(row["recipient_id"])


def test_paid_is_voided_not_removed(office: Office) -> None:
    """A signed visit stays; voided it counts nowhere; undo brings it back into the sums."""
    found = batch(office, {}, {"approver": None, **OTHER})
    bad = check_batch(office, found)[7].visits[0]
    with pytest.raises(Refusal, match="作废"), office.work("删除") as work:
        work.remove(VISITS, bad)
    with pytest.raises(Refusal, match="原因"):
        void(office, VISITS, bad, " ")
    void(office, VISITS, bad, "重复录入")
    assert wrong(office, found) == set()
    assert computed(office, BATCHES, found)["金额"] == "1000.00"
    assert office.totals(VISITS, Query())[0][1] == 100000
    assert office.count(VISITS, Query()) == 2
    with pytest.raises(Conflict):
        void(office, VISITS, bad, "再来")
    office.undo()
    assert wrong(office, found) == {8}
    assert computed(office, BATCHES, found)["金额"] == "2000.00"


def test_archived_without_signature_stays_too(office: Office) -> None:
    """The batch's state is looked up; unsigned visits of an open batch may go."""
    found = batch(office, {"signed": None})
    (one,) = office.ids(VISITS, Query())
    with office.work("归档") as work:
        work.change(BATCHES, found["id"], {"state": "归档"})
    with pytest.raises(Refusal, match="归档"), office.work("删除") as work:
        work.remove(VISITS, one)
    office.undo()
    with office.work("删除") as work:
        work.remove(VISITS, one)
    assert office.count(VISITS, Query()) == 0


def test_a_kept_source_is_not_overdrawn(office: Office) -> None:
    """Refused to the fen without a reason, on an earlier day too; a source without income is free."""
    income = put(office, "funds", on="2026-06-21", source="财政", flow="收入", amount=150000)
    put(office, "visits", **GOOD)
    late = {**GOOD, **OTHER, "funds": [{"source": "财政", "amount": 50001}], "cash": 50001}
    with pytest.raises(Invalid, match=r"0\.01 元"):
        put(office, "visits", **late)
    early = {**GOOD, **OTHER, "visited": "2026-06-20", "signed": "2026-06-20", "cash": 100}
    with pytest.raises(Invalid, match="2026-06-20"):
        put(office, "visits", **{**early, "funds": [{"source": "财政", "amount": 100}]})
    with pytest.raises(Invalid), office.work("删除收入") as work:
        work.remove(LEDGERS["funds"], income)
    with pytest.raises(Invalid):
        put(office, "funds", on="2026-06-28", source="财政", flow="支出", amount=50001)
    assert balance(office, "财政", "2026-12-31") == 50000
    put(office, "visits", **{**late, "overdraft": "局长批准先行垫付"})
    assert balance(office, "财政", "2026-12-31") == -1
    put(office, "visits", **{**late, "visited": "2026-06-27", "funds": [{"source": "捐赠", "amount": 50001}]})


def test_figures_agree_to_the_fen(office: Office) -> None:
    """Ten thousand made-up visits: people, times, money, sources and capitals against plain sums."""
    found = batch(office)
    dice = random.Random(20260701)
    rows = []
    for _ in range(10_000):
        shares: list[Values] = [
            {"source": source, "amount": dice.randrange(1, 200000)}
            for source in dice.sample(("财政", "工会经费", "捐赠"), dice.randrange(1, 4))
        ]
        rows.append(
            {
                "recipient": f"慰问对象{dice.randrange(4000)}",
                "batch": NAME,
                "batch_id": found["id"],
                "cash": sum(share["amount"] for share in shares),
                "funds": shares,
                "goods_value": dice.randrange(5000),
                "visited": "2026-06-25",
                "void_reason": dice.choice((None, None, None, "作废")),
            }
        )
    with office.work("批量") as work:
        work.add_many(VISITS, rows)
    alive = [row for row in rows if not row["void_reason"]]
    told = computed(office, BATCHES, found)
    total = sum(row["cash"] for row in alive)
    assert (told["人次"], told["人数"]) == (len(alive), len({row["recipient"] for row in alive}))
    assert (told["金额"], told["金额大写"]) == (show_fen(total), capital(total))
    assert told["慰问品折价"] == show_fen(sum(row["goods_value"] for row in alive))
    assert sum(told["按类别人数"].values()) == told["人数"]
    for source in ("财政", "工会经费", "捐赠"):
        paid = sum(one["amount"] for row in alive for one in row["funds"] if one["source"] == source)
        assert told["按来源"][source] == show_fen(paid)
        assert balance(office, source, "2026-12-31") == -paid
    assert told["与来源相符"] is True


def test_an_overdrawn_source_is_found(office: Office) -> None:
    """Imported payments only warn, so the check tells of them."""
    found = batch(office, {"overdraft": "先行垫付"})
    assert wrong(office, found) == set()
    put(office, "funds", on="2026-06-01", source="财政", flow="收入", amount=99999)
    assert wrong(office, found) == {7}


def test_publicity_is_counted_in_the_offices_unit() -> None:
    """Ten to sixteen June 2026 are seven days and five working days; the Dragon Boat holiday is none."""
    settings, days = Settings(), calendar_of()
    visit = {"public_from": "2026-06-10", "public_to": "2026-06-16"}
    assert shown_days(visit, settings, days) == 5
    assert shown_days({**visit, "public_to": "2026-06-22"}, settings, days) == 8
    settings.publicity_unit = "天"
    assert shown_days(visit, settings, days) == 7
    assert shown_days({"public_from": "2026-06-10"}, settings, days) == 0
