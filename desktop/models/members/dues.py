"""Dues: what each member owes and has paid, month by month (党费收缴)."""

from typing import Annotated

from sqlmodel import Field

from desktop.ledger import AsOf, Figure, Identity, Info, Ledger, Problems, Record, Rules, Values
from desktop.ledger.kinds import DATE, MONEY, NOTE, Link, coded
from desktop.models.words import BRANCH_WORDS, ORGANIZATION
from desktop.rules.dues import WORKING, dues_of


class Dues(Record, table=True):
    """One member's dues of one month, in fen."""

    __tablename__ = "dues"

    person: Annotated[
        str,
        Info(
            "党员", Link(to="members", branch="branch", person=True), ("姓名", "党员姓名"), required=True, group="党费"
        ),
    ] = Field()
    branch: Annotated[str | None, Info("所在支部", ORGANIZATION, BRANCH_WORDS)] = None
    month: Annotated[str, Info("年月", DATE, ("月份", "缴费月份", "所属月份"), help="如 2026-03", required=True)] = (
        Field(index=True)
    )
    kind: Annotated[str | None, Info("缴纳类别", coded("dues_kind"), ("类别",), default=WORKING)] = None
    base: Annotated[int | None, Info("计算基数", MONEY, ("党费计算基数", "基数"), help="元/月，年初核定")] = None
    due: Annotated[int | None, Info("应缴", MONEY, ("应缴党费", "应缴金额"), help="留空时按基数和比例算出")] = None
    paid: Annotated[int | None, Info("实缴", MONEY, ("实缴党费", "实缴金额", "已缴"), group="缴纳")] = None
    paid_on: Annotated[str | None, Info("缴纳日期", DATE, ("缴费日期", "交纳日期"))] = None
    receipt: Annotated[str | None, Info("收据号", aliases=("收据编号",))] = None
    exempt: Annotated[
        str | None, Info("少缴免缴原因", NOTE, ("减免原因",), help="支部研究、上级党委批准的填写依据")
    ] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


class DuesRules(Rules):
    """What is due, and what was paid of it."""

    def complete(self, values: Values) -> Values:
        """What is due follows from base and kind where it was not typed; a month is a month."""
        month = values.get("month")
        if month and len(month) > 7:
            values = {**values, "month": month[:7]}
        if values.get("due") is None and month and len(month) >= 7:
            values = {**values, "due": dues_of(values.get("base"), values.get("kind") or WORKING, values["month"])}
        return values

    def check(self, values: Values) -> Problems:
        """Dues are of a month, and never negative."""
        found = {key: "金额不能是负数" for key in ("base", "due", "paid") if (values.get(key) or 0) < 0}
        if len(values.get("month") or "") == 4:
            found["month"] = "请写明月份，如 2026-03"
        return found

    def warn(self, values: Values) -> Problems:
        """Less paid than due without a reason; a large voluntary sum."""
        due, paid = values.get("due"), values.get("paid")
        if paid is not None and due is not None and paid < due and not values.get("exempt"):
            return {"paid": "实缴少于应缴，没有写明少缴免缴的原因"}
        if paid is not None and due is not None and paid - due >= 100_000:
            return {"paid": "一次多缴 1000 元以上的，全部上缴中央"}
        return {}


LEDGER = Ledger(
    Dues,
    id="dues",
    title="党费收缴",
    identity=Identity(("person", "month"), named=("person", "month"), told=("branch",)),
    table=("month", "person", "branch", "kind", "base", "due", "paid", "paid_on", "receipt"),
    search=("person", "branch", "receipt", "month"),
    filters=("month", "branch", "kind"),
    sort="-month",
    figures=(Figure("应缴合计", "due"), Figure("实缴合计", "paid")),
    rules=DuesRules(),
    as_of=AsOf("month"),
)
