"""Funds: what came in for condolence and what went out beside the visits (慰问经费)."""

from typing import Annotated

from sqlalchemy import Connection
from sqlmodel import Field

from desktop.ledger import AsOf, Changes, Figure, Identity, Info, Ledger, Problems, Record, Rules, Values
from desktop.ledger.kinds import DATE, MONEY, NAME, NOTE, Link, coded
from desktop.models.visits.balances import overdrawn, overdrawn_together


class FundMovement(Record, table=True):
    """One movement of one source, in fen; what visits pay out is not typed again here."""

    __tablename__ = "fund_movement"

    on: Annotated[str, Info("日期", DATE, ("时间", "发生日期", "到账日期"), required=True, group="收支")] = Field(
        index=True
    )
    source: Annotated[str, Info("资金来源", coded("fund_source"), ("来源", "经费来源"), required=True)] = Field(
        index=True
    )
    flow: Annotated[str, Info("收支", coded("fund_flow"), ("收支类型", "类型"), required=True)] = Field()
    amount: Annotated[int, Info("金额", MONEY, ("金额（元）",), help="元", required=True)] = Field()
    summary: Annotated[str | None, Info("摘要", NOTE, ("用途", "事项"))] = None
    voucher: Annotated[str | None, Info("凭证号", aliases=("凭证",), group="凭据")] = None
    basis: Annotated[str | None, Info("依据文件", aliases=("依据",))] = None
    clerk: Annotated[str | None, Info("经办人", NAME)] = None
    batch: Annotated[str | None, Info("慰问批次", Link(to="visit-batches"), ("批次",))] = None
    overdraft: Annotated[str | None, Info("超支原因", help="余额不足仍要支出时填写")] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


class FundMovementRules(Rules):
    """Amounts, and balances that do not go below zero."""

    def check(self, values: Values) -> Problems:
        """A movement has an amount above zero; its direction stands in 收支 (调剂 may be negative: money given away)."""
        amount = values.get("amount") or 0
        if amount < 0 and values.get("flow") != "调剂":
            return {"amount": "金额应大于零，收入还是支出由“收支”一栏表示"}
        return {}

    def guard(self, connection: Connection, before: Values, after: Values) -> Problems:
        """No source below zero on any day, unless it says why."""
        return overdrawn(connection, before, after)

    def together(self, connection: Connection, changes: Changes) -> list[str]:
        """What many records do to the sources they are paid from."""
        return overdrawn_together(connection, changes)


LEDGER = Ledger(
    FundMovement,
    id="funds",
    title="慰问经费",
    identity=Identity(
        ("on", "source", "flow", "amount", "summary", "voucher"), named=("on", "source", "flow", "amount")
    ),
    table=("on", "source", "flow", "amount", "summary", "voucher", "batch", "clerk"),
    search=("summary", "voucher", "basis", "clerk", "batch"),
    filters=("source", "flow", "batch"),
    sort="-on",
    figures=(Figure("收入合计", "amount", (("flow", "收入"),)), Figure("支出合计", "amount", (("flow", "支出"),))),
    rules=FundMovementRules(),
    as_of=AsOf("on"),
)
