"""What was told in confidence goes when its time is over: out of the record, its family, the search and the log."""

import datetime as dt
import sqlite3

import pytest

from desktop.errors import Conflict, Refusal
from desktop.services.chapters import LEDGERS
from desktop.store.database import database_of
from desktop.store.integrity import check
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.store.retention import clear, kept_until, overdue

HARDSHIP, VISITS = LEDGERS["hardship"], LEDGERS["visits"]
TODAY = dt.date(2026, 7, 1)
ILLNESS = "白血病化疗自费二十万元"


def put(office: Office, recognised: str, reason: str = ILLNESS) -> str:
    with office.work("新建困难党员职工") as work:
        return work.add(
            HARDSHIP,
            {
                "year": int(recognised[:4]),
                "person": "张三",
                "reason": reason,
                "recognised": recognised,
                "household": [{"name": "张小三", "relation": "女儿", "age": 9}],
            },
        )


def everything(office: Office) -> bytes:
    """All that lies in the database's files."""
    file = database_of(office.folder)
    return b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))


def test_nothing_is_due_while_no_time_is_set(office: Office) -> None:
    put(office, "2010-01-01")
    assert overdue(office, TODAY) == {}
    with pytest.raises(Refusal, match="敏感内容保留"):
        clear(office, TODAY)


@pytest.mark.parametrize(
    ("recognised", "due"),
    [
        ("2021-06-30", True),
        ("2021-07-01", False),
        ("2021-06", True),
        ("2021-07", False),
        ("2020", True),
        ("2021", False),
    ],
)
def test_the_boundary_day(office: Office, recognised: str, *, due: bool) -> None:
    """Five years: what is known to the month or the year is kept until the whole of it is past."""
    office.settings.sensitive_years = 5
    one = put(office, recognised)
    assert overdue(office, TODAY) == ({"hardship": [one]} if due else {})


def test_a_leap_day_ends_with_february() -> None:
    assert kept_until(dt.date(2028, 2, 29), 5) == "2023-02-28"


def test_it_is_gone_for_good_and_the_rest_stays(office: Office) -> None:
    """Field, family, search and log are cleared; grade, history and chain stay; nothing of it can be undone."""
    office.settings.sensitive_years = 5
    old, young = put(office, "2020-01-01"), put(office, "2026-01-01", "近因事故")
    with office.work("修改困难党员职工") as work:
        work.change(HARDSHIP, old, {"grade": "特别困难", "reason": ILLNESS + "又增五万"})
    assert ILLNESS.encode() in everything(office)
    assert office.ids(HARDSHIP, Query("白血病")) == [old]
    assert clear(office, TODAY) == 1
    row = office.get(HARDSHIP, old)
    assert (row["reason"], row["household"], row["grade"], row["person"]) == (None, [], "特别困难", "张三")
    assert office.ids(HARDSHIP, Query("白血病")) == []
    assert office.get(HARDSHIP, young)["reason"] == "近因事故"
    assert ILLNESS.encode() not in everything(office)
    assert "张小三" not in str(office.history(HARDSHIP, old))
    assert [entry.title for entry in office.history(HARDSHIP, old)][-1] == "清除到期的敏感内容"
    assert all(one.ok for one in check(office))
    assert overdue(office, TODAY) == {}
    assert clear(office, TODAY) == 0
    with pytest.raises(Conflict, match="清除"):
        office.undo()
    assert office.get(HARDSHIP, old)["reason"] is None


def test_an_account_is_masked_and_cleared(office: Office) -> None:
    office.settings.sensitive_years = 1
    values = {"recipient": "李四", "visited": "2024-02-01", "cash": 100, "account": "6222020000000001234"}
    with office.work("新建") as work:
        one = work.add(VISITS, values)
    kind = VISITS.columns["account"].kind
    assert kind.guarded(office.get(VISITS, one)["account"]) == "****1234"
    assert clear(office, TODAY) == 1
    assert (office.get(VISITS, one)["account"], office.get(VISITS, one)["cash"]) == (None, 100)
    with sqlite3.connect(database_of(office.folder)) as base:
        assert base.execute(
            "SELECT count(*) FROM change WHERE before LIKE '%0001234%' OR after LIKE '%0001234%'"
        ).fetchone() == (0,)
