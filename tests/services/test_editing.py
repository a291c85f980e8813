"""Editing one field leaves every link where it points; a number typed anew finds its person."""

import pytest

from desktop.ledger import Values
from desktop.models import LEDGERS
from desktop.services.editing import save_record
from desktop.store.office import Office
from tests.conftest import NUMBERS

MEMBERS, VISITS = LEDGERS["members"], LEDGERS["visits"]


@pytest.fixture
def people(office: Office) -> dict[str, str]:
    """Two members of one name, one with a number."""
    found = {}
    with office.work("党员") as work:
        found["numbered"] = work.add(MEMBERS, {"name": "张三", "id_no": NUMBERS[0]})
        found["bare"] = work.add(MEMBERS, {"name": "张三"})
    return found


def visit(office: Office, **values: object) -> Values:
    record, _ = save_record(office, VISITS, {"recipient": "张三", "visited": "2026-07-01", **values}, None)
    return office.get(VISITS, record)


@pytest.mark.parametrize(
    "values", [{"cash": 100}, {"remark": "x"}, {"visited": "2026-07-02"}, {"phone": "13900000000"}]
)
def test_another_field_leaves_the_link(office: Office, people: dict[str, str], values: Values) -> None:
    made = visit(office, recipient_id=people["bare"])
    assert made["recipient_id"] == people["bare"]
    save_record(office, VISITS, values, made)
    assert office.get(VISITS, made["id"])["recipient_id"] == people["bare"]


def test_a_number_typed_finds_its_person(office: Office, people: dict[str, str]) -> None:
    made = visit(office, recipient_id=people["bare"])
    save_record(office, VISITS, {"id_no": NUMBERS[0]}, made)
    assert office.get(VISITS, made["id"])["recipient_id"] in people.values()
    other = visit(office, visited="2026-08-01")
    assert other["recipient_id"] is None
    save_record(office, VISITS, {"id_no": NUMBERS[0]}, other)
    assert office.get(VISITS, other["id"])["recipient_id"] == people["numbered"]
