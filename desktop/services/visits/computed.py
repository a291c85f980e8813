"""What follows from a batch of visits and from a movement of money: people, sums, balances."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from desktop.ledger import Values
from desktop.models.visits.balances import standing
from desktop.models.visits.visits import LEDGER as VISITS
from desktop.rules.money import capital, show_fen
from desktop.services.chapter import Computed
from desktop.store.office import Office
from desktop.store.query import part_table

UNNAMED = "未写明"


def person_key(visit: Mapping[Any, Any]) -> object:
    """What tells one person visited from another: the record, else the number, else name and branch."""
    return visit["recipient_id"] or visit["id_no"] or (visit["recipient"], visit["branch"])


def of_batch(office: Office, values: Values, _as_of: dt.date) -> Values:
    """People visited (each once), the money, and the money by source."""
    visits, funds = VISITS.sql, part_table(VISITS.columns["funds"])
    mine = (visits.c.batch_id == values["id"]) & visits.c.alive.is_(True) & visits.c.void_reason.is_(None)
    with office.reading() as connection:
        rows = (
            connection.execute(
                select(
                    visits.c.recipient_id,
                    visits.c.recipient,
                    visits.c.id_no,
                    visits.c.branch,
                    visits.c.cash,
                    visits.c.goods_value,
                    visits.c.category,
                )
                .where(mine)
                .order_by(visits.c.id)
            )
            .mappings()
            .all()
        )
        paid = connection.execute(
            select(funds.c.source, func.sum(funds.c.amount))
            .join(visits, visits.c.id == funds.c.visit_id)
            .where(mine)
            .group_by(funds.c.source)
        ).all()
    cash = sum(row["cash"] or 0 for row in rows)
    sources = {source or UNNAMED: amount or 0 for source, amount in paid}
    if cash > sum(sources.values()):
        sources[UNNAMED] = sources.get(UNNAMED, 0) + cash - sum(sources.values())
    primary: dict[object, str] = {}
    for row in rows:
        primary.setdefault(person_key(row), (row["category"] or UNNAMED).split("；")[0])
    return {
        "人数": len(primary),
        "人次": len(rows),
        "按类别人数": dict(Counter(primary.values())),
        "慰问品折价": show_fen(sum(row["goods_value"] or 0 for row in rows)),
        "金额大写": capital(max(cash, 0)),
        "与计划相符": None if values.get("planned_money") is None else values["planned_money"] == cash,
        "与来源相符": UNNAMED not in sources and cash == sum(sources.values()),
        "金额": show_fen(cash),
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
