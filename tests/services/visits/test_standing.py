"""What a visit being typed makes of its batch: the plan, those recorded, and the one in hand."""

from typing import Any

from desktop.services.chapters import LEDGERS
from desktop.services.computed import standing
from desktop.store.office import Office
from desktop.store.query import Query
from tests.conftest import NUMBERS

VISITS, BATCHES = LEDGERS["visits"], LEDGERS["visit-batches"]


def planned(office: Office, **plan: Any) -> str:
    with office.work("批次") as work:
        return work.add(BATCHES, {"year": 2026, "name": "七一", **plan})


def told(office: Office, batch: str, record_id: str | None = None, **values: Any) -> str:
    return standing(office, VISITS, {"batch": "七一", "batch_id": batch, "recipient": "李四", **values}, record_id)


def test_the_difference_to_the_plan(office: Office) -> None:
    """Two planned with 2,000.00: one is recorded, the other is typed; a record being changed is not counted twice."""
    batch = planned(office, planned_people=2, planned_money=200_000)
    first = {"recipient": "张三", "id_no": NUMBERS[0], "batch": "七一", "batch_id": batch, "cash": 100_000}
    with office.work("走访") as work:
        one = work.add(VISITS, first)
    less = "连这条，本批次 2 人（与计划相符），1500.00 元（计划 2000.00 元，还差 500.00 元）"
    assert told(office, batch, cash=50_000) == less
    more = "连这条，本批次 2 人（与计划相符），2500.00 元（计划 2000.00 元，多出 500.00 元）"
    assert told(office, batch, cash=150_000) == more
    same = "连这条，本批次 1 人（计划 2 人，还差 1 人），2000.00 元（与计划相符）"
    assert standing(office, VISITS, {**first, "cash": 200_000}, one) == same
    again = "连这条，本批次 1 人（计划 2 人，还差 1 人），2000.00 元（与计划相符）"
    assert standing(office, VISITS, first, None) == again


def test_nothing_is_said_where_nothing_was_planned(office: Office) -> None:
    batch = planned(office)
    assert told(office, batch, cash=50_000) == ""
    assert standing(office, LEDGERS["members"], {"name": "张三"}, None) == ""
    assert office.count(VISITS, Query()) == 0


def test_sources_that_do_not_make_up_the_money(office: Office) -> None:
    batch = planned(office, planned_people=1)
    funds = [{"source": "财政", "amount": 40_000}, {"source": "工会经费", "amount": 50_000}]
    words = "连这条，本批次 1 人（与计划相符），1000.00 元；资金来源合计 900.00 元，与慰问金差 100.00 元"
    assert told(office, batch, cash=100_000, funds=funds) == words
    assert "资金来源" not in told(office, batch, cash=90_000, funds=funds)
