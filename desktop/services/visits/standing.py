"""What a record, as it is being typed, makes of the whole it belongs to: the batch a visit is counted in."""

from collections.abc import Callable

from desktop.ledger import Values
from desktop.models.visits.visit_batches import LEDGER as BATCHES
from desktop.rules.money import show_fen
from desktop.services.visits.sums import Sums, counted, person_key
from desktop.store.office import Office


def of_visit(office: Office, values: Values, record_id: str | None) -> str:
    """How far the batch is from the people and the money it declared, and the sources from the visit's own money."""
    told = [_declared(office, values, record_id), _shares(values)]
    return "；".join(part for part in told if part)


def _declared(office: Office, values: Values, record_id: str | None) -> str:
    batch = next(iter(office.rows(BATCHES, [values["batch_id"]] if values.get("batch_id") else [])), None)
    if batch is None or values.get("void_reason") or (batch["planned_people"], batch["planned_money"]) == (None, None):
        return ""
    sums = Sums.of(row for row in counted(office, batch["id"]) if row["id"] != record_id)
    mine = {key: values.get(key) for key in ("recipient_id", "id_no", "recipient", "branch")}
    people = len(sums.people.keys() | ({person_key(mine)} if mine["recipient"] else set()))
    money = sums.cash + (values.get("cash") or 0)
    parts = [_against(f"{people} 人", batch["planned_people"], people, lambda count: f"{count} 人")]
    parts += [_against(f"{show_fen(money)} 元", batch["planned_money"], money, lambda fen: f"{show_fen(fen)} 元")]
    return f"连这条，本批次 {'，'.join(parts)}"


def _against(have: str, planned: int | None, real: int, show: Callable[[int], str]) -> str:
    if planned is None:
        return have
    if real == planned:
        return f"{have}（与计划相符）"
    return f"{have}（计划 {show(planned)}，{'还差' if real < planned else '多出'} {show(abs(planned - real))}）"


def _shares(values: Values) -> str:
    shares, cash = values.get("funds") or [], values.get("cash")
    paid = sum(share.get("amount") or 0 for share in shares)
    if not shares or cash is None or paid == cash or (len(shares) == 1 and not paid):
        return ""
    return f"资金来源合计 {show_fen(paid)} 元，与慰问金差 {show_fen(abs(cash - paid))} 元"
