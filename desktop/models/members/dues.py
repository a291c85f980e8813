"""Dues: what each member owes and has paid, month by month (党费收缴)."""

from typing import Annotated

from sqlmodel import Field

from desktop.ledger.columns import Info
from desktop.ledger.kinds import DATE, MONEY, NOTE, Link, coded
from desktop.ledger.ledger import Figure, Identity, Ledger
from desktop.ledger.paper import Paper, Parameter
from desktop.ledger.record import Record, Values
from desktop.models.words import BRANCH_WORDS
from desktop.rules.dues import WORKING, dues_of


class Dues(Record, table=True):
    """One member's dues of one month, in fen."""

    __tablename__ = "dues"

    person: Annotated[
        str, Info("党员", Link(to="members", branch="branch", person=True), ("姓名", "党员姓名"), required=True)
    ] = Field()
    person_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    branch: Annotated[str | None, Info("所在支部", Link(to="organizations"), BRANCH_WORDS)] = None
    branch_id: str | None = Field(default=None, foreign_key="organization.id", index=True)
    month: Annotated[str, Info("年月", DATE, ("月份", "缴费月份", "所属月份"), help="如 2026-03", required=True)] = (
        Field(index=True)
    )
    kind: Annotated[str | None, Info("缴纳类别", coded("dues_kind"), ("类别",), default=WORKING)] = None
    base: Annotated[int | None, Info("计算基数", MONEY, ("党费计算基数", "基数"), help="元/月，年初核定")] = None
    due: Annotated[int | None, Info("应缴", MONEY, ("应缴党费", "应缴金额"), help="留空时按基数和比例算出")] = None
    paid: Annotated[int | None, Info("实缴", MONEY, ("实缴党费", "实缴金额", "已缴"))] = None
    paid_on: Annotated[str | None, Info("缴纳日期", DATE, ("缴费日期", "交纳日期"))] = None
    receipt: Annotated[str | None, Info("收据号", aliases=("收据编号",))] = None
    exempt: Annotated[
        str | None, Info("少缴免缴原因", NOTE, ("减免原因",), help="支部研究、上级党委批准的填写依据")
    ] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


def complete(values: Values) -> Values:
    """What is due follows from base and kind where it was not typed; a month is a month."""
    month = values.get("month")
    if month and len(month) > 7:
        values = {**values, "month": month[:7]}
    if values.get("due") is None and month and len(month) >= 7:
        values = {**values, "due": dues_of(values.get("base"), values.get("kind") or WORKING, values["month"])}
    return values


def check(values: Values) -> dict[str, str]:
    """Dues are of a month, and never negative."""
    found = {key: "金额不能是负数" for key in ("base", "due", "paid") if (values.get(key) or 0) < 0}
    if len(values.get("month") or "") == 4:
        found["month"] = "请写明月份，如 2026-03"
    return found


def warn(values: Values) -> dict[str, str]:
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
    group="党员",
    table=("month", "person", "branch", "kind", "base", "due", "paid", "paid_on", "receipt"),
    form={
        "党费": ("person", "branch", "month", "kind", "base", "due"),
        "缴纳": ("paid", "paid_on", "receipt", "exempt", "remark"),
    },
    search=("person", "branch", "receipt", "month"),
    filters=("month", "branch", "kind"),
    sort="-month",
    day="month",
    identity=Identity(("person", "month")),
    named=("person", "month"),
    told_by=("branch",),
    figures=(Figure("应缴合计", "due"), Figure("实缴合计", "paid")),
    check=check,
    warn=warn,
    complete=complete,
    papers=(
        Paper(
            "dues-year",
            "党费收缴表",
            "dues",
            (Parameter("year", "年度"), Parameter("branch", "所在支部", kind=Link(to="organizations"))),
        ),
    ),
    empty="还没有党费记录。点“党费月历”按年生成每个党员每个月的应缴，再逐月打勾；也可以导入现有的收缴表。",
)
