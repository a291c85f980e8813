"""The law of undo: any sequence of acts and as many undos give the first state, children and files of children included."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.errors import Conflict, Invalid, Refusal
from desktop.ledger import Ledger, Values
from desktop.records.editing import Edit, move_records, save_edits
from desktop.services.chapters import LEDGERS
from desktop.store.integrity import check
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.store.schema import METADATA
from tests.conftest import UNIT

MEMBERS, WAY, REVIEWS, VISITS, GROUPS, BRANCHES = (
    LEDGERS[name]
    for name in ("members", "development", "development-reviews", "visits", "study-groups", "organizations")
)
ASIDE = {"act", "change", "fact"}  # the log itself
COUNTS = {"version"}  # how often a record was changed

names = st.sampled_from(["张三", "李四", "王五", "赵六"])
days = st.sampled_from([None, "2020-01-05", "2021-06", "2022"])
reviews = st.lists(
    st.fixed_dictionaries({"result": st.sampled_from([None, "合格，同意", "优秀"]), "day": days}), max_size=3
)
funds = st.lists(
    st.fixed_dictionaries({"source": st.sampled_from(["财政", "工会经费"]), "amount": st.sampled_from([100, 250])}),
    max_size=2,
)
RECORDS: dict[str, tuple[Ledger, dict[str, st.SearchStrategy[Any]]]] = {
    "member": (MEMBERS, {"name": names, "branch": st.sampled_from([None, "一支部"]), "birth": days}),
    "way": (WAY, {"person": names, "applied": days, "reviews": reviews}),
    "visit": (VISITS, {"recipient": names, "visited": days, "funds": funds}),
    "group": (GROUPS, {"name": names, "people": st.lists(st.fixed_dictionaries({"person": names}), max_size=2)}),
    "branch": (BRANCHES, {"full_name": st.sampled_from(["一支部", "二支部"])}),
    "review": (REVIEWS, {"result": st.sampled_from([None, "改过"]), "day": days}),
}
ACTS = st.lists(
    st.sampled_from(sorted(RECORDS)).flatmap(
        lambda what: st.tuples(
            st.just(what),
            st.sampled_from(["add", "change", "remove", "restore"]),
            st.integers(0, 5),
            st.fixed_dictionaries(RECORDS[what][1]),
        )
    ),
    max_size=7,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all sequences: each must leave it as it was."""
    folder: Path = tmp_path_factory.mktemp("law") / "office"
    office = Office.create(folder, LEDGERS, UNIT, operator="王敏")
    with office.work("开始") as work:
        work.add(MEMBERS, {"name": "张三"})
        work.add(WAY, {"person": "张三", "reviews": [{"result": "合格", "day": "2019-01-01"}]})
    yield office
    office.close()


def state(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the log, how often a record was changed aside."""
    with office.reading() as connection:
        return {
            table.name: sorted(
                (
                    tuple(str(value) for key, value in row.items() if key not in COUNTS | own(table.name))
                    for row in connection.execute(table.select()).mappings()
                ),
            )
            for table in METADATA.sorted_tables
            if table.name not in ASIDE
        }


def own(table: str) -> set[str]:
    """Child rows without a life of their own are written anew: their ids do not count."""
    parts = {
        column.parts.model.__tablename__ for ledger in LEDGERS.values() for column in ledger.parted if column.parts
    }
    return {"id"} if table in parts else set()


def act(office: Office, what: str, verb: str, which: int, values: Values) -> bool:
    """One act as a person does it; whether it changed anything. What is refused changes nothing."""
    ledger = RECORDS[what][0]
    ids = office.ids(ledger, Query(bin=verb == "restore"))
    before = office.acts(limit=1)[0].id
    do: Callable[[], object] = {
        "add": lambda: save_edits(office, ledger, [Edit(None, values)], "新建"),
        "change": lambda: save_edits(office, ledger, [Edit(ids[which % len(ids)], values)], "修改"),
        "remove": lambda: move_records(office, ledger, [ids[which % len(ids)]], restoring=False),
        "restore": lambda: move_records(office, ledger, [ids[which % len(ids)]], restoring=True),
    }[verb]
    if verb != "add" and not ids:
        return False
    try:
        do()
    except (Conflict, Invalid, Refusal):
        assert office.acts(limit=1)[0].id == before
    return office.acts(limit=1)[0].id != before


@given(acts=ACTS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_as_many_undos_as_acts_give_the_first_state(shared: Office, acts: list[tuple[str, str, int, Values]]) -> None:
    first = state(shared)
    done = sum(act(shared, *one) for one in acts if not (one[0] == "review" and one[1] == "add"))
    for _ in range(done):
        shared.undo()
    assert state(shared) == first


@pytest.mark.long
@given(acts=ACTS)
@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_law_over_many_sequences(shared: Office, acts: list[tuple[str, str, int, Values]]) -> None:
    first = state(shared)
    done = sum(act(shared, *one) for one in acts if not (one[0] == "review" and one[1] == "add"))
    for _ in range(done):
        shared.undo()
    assert state(shared) == first


def test_the_log_is_sound_after_all_of_it(shared: Office) -> None:
    assert all(one.ok for one in check(shared))
