"""What follows from a batch of visits and from a movement of money: people, sums, balances."""

import datetime as dt

from desktop.ledger import Values
from desktop.models.visits.balances import standing
from desktop.rules.money import capital, show_fen
from desktop.services.chapter import Computed
from desktop.services.visits.sums import UNNAMED, Sums, counted, paid_by_source
from desktop.store.office import Office


def of_batch(office: Office, values: Values, _as_of: dt.date) -> Values:
    """People visited (each once), the money, and the money by source."""
    sums = Sums.of(counted(office, values["id"]))
    sources = paid_by_source(office, values["id"], sums.cash)
    return {
        "人数": len(sums.people),
        "人次": sums.visits,
        "按类别人数": dict(sums.categories),
        "慰问品折价": show_fen(sums.goods),
        "金额大写": capital(max(sums.cash, 0)),
        "与计划相符": None if values.get("planned_money") is None else values["planned_money"] == sums.cash,
        "与来源相符": UNNAMED not in sources and sums.cash == sum(sources.values()),
        "金额": show_fen(sums.cash),
        "按来源": {source: show_fen(amount) for source, amount in sources.items()},
    }


def of_movement(office: Office, values: Values, _as_of: dt.date) -> Values:
    """What its source holds after it."""
    return {"余额": show_fen(balance(office, values["source"], values["on"], values["id"]))}


def balance(office: Office, source: str, on: str, last: str = "\uffff") -> int:
    """Fen of a source after the movement `last` of a day; see `models.balances`."""
    with office.reading() as connection:
        return standing(connection, source, on, last)


OF_BATCH = Computed(
    ("人数", "人次", "按类别人数", "慰问品折价", "金额大写", "与计划相符", "与来源相符", "金额", "按来源"), of_batch
)
OF_MOVEMENT = Computed(("余额",), of_movement)
