"""Visits: whom the office went to see, with what, paid from where (走访慰问)."""

from typing import Annotated

from sqlalchemy import Connection
from sqlmodel import Field

from desktop.ledger import AsOf, Changes, Figure, Identity, Info, Ledger, Lookup, Part, Problems, Record, Rules, Values
from desktop.ledger.kinds import ACCOUNT, DATE, MONEY, NAME, NOTE, PHONE, PRIVATE, IdNo, Link, Parts, coded
from desktop.models.visits.balances import overdrawn, overdrawn_together
from desktop.models.words import BRANCH_WORDS, NUMBER_WORDS, ORGANIZATION
from desktop.rules.money import show_fen

UNVOIDED = (("void_reason", None),)
TO_PERSON = Link(to="members", number="id_no", branch="branch", person=True)


class VisitFund(Part, table=True):
    """What one source paid of a visit (资金来源), in fen."""

    __tablename__ = "visit_fund"

    visit_id: str = Field(foreign_key="visit.id", index=True)
    source: Annotated[str | None, Info("资金来源", coded("fund_source"))] = None
    amount: Annotated[int | None, Info("金额", MONEY)] = None


class Visit(Record, table=True):
    """One visit to one person; money in fen."""

    batch: Annotated[str | None, Info("慰问批次", Link(to="visit-batches"), ("批次",), group="对象")] = None
    recipient: Annotated[
        str, Info("慰问对象", TO_PERSON, ("姓名", "被慰问人", "对象姓名", "慰问对象姓名", "领取人姓名"), required=True)
    ] = Field()
    sex: Annotated[str | None, Info("性别", coded("sex"))] = None
    id_no: Annotated[str | None, Info("公民身份号码", IdNo(), NUMBER_WORDS)] = None
    recipient_kind: Annotated[str | None, Info("对象身份", coded("recipient_kind"), ("身份",))] = None
    branch: Annotated[str | None, Info("所在支部", ORGANIZATION, BRANCH_WORDS)] = None
    phone: Annotated[str | None, Info("联系电话", PHONE, ("手机号", "手机号码", "电话", "联系方式"))] = None
    category: Annotated[
        str | None,
        Info("对象类别", coded("recipient_category", multi=True), ("慰问类别", "慰问对象类别", "类别", "人员类别")),
    ] = None
    grade: Annotated[str | None, Info("困难类别", coded("hardship_grade"), ("困难等级", "困难程度"))] = None
    reason: Annotated[str | None, Info("慰问事由", PRIVATE, ("困难/慰问事由", "事由", "慰问原因", "困难原因"))] = None
    visited: Annotated[
        str | None, Info("走访时间", DATE, ("慰问时间", "走访日期", "慰问日期", "发放日期", "日期"), group="走访")
    ] = Field(default=None, index=True)
    place: Annotated[str | None, Info("走访地点", aliases=("地点", "慰问地点"))] = None
    visitors: Annotated[str | None, Info("走访人", aliases=("慰问人", "走访领导", "带队领导"))] = None
    form: Annotated[str | None, Info("方式", coded("visit_form"), ("走访方式", "慰问方式"))] = None
    feedback: Annotated[
        str | None,
        Info(
            "反映的困难诉求", PRIVATE, ("反映问题", "了解的情况", "困难诉求"), help="走访时了解的情况，印在走访登记表上"
        ),
    ] = None
    solved: Annotated[str | None, Info("帮助解决措施", NOTE, ("解决措施", "帮扶措施"))] = None
    cash: Annotated[
        int | None,
        Info(
            "慰问金",
            MONEY,
            ("慰问金额", "金额", "发放金额", "慰问金（元）", "慰问标准"),
            help="元，等于各资金来源之和",
            group="慰问金",
        ),
    ] = None
    funds: Annotated[list[VisitFund], Info("资金来源", Parts(VisitFund), ("经费来源", "资金渠道"))]
    goods: Annotated[str | None, Info("慰问品", aliases=("慰问物品", "物品"))] = None
    goods_value: Annotated[int | None, Info("慰问品折价", MONEY, ("折价", "慰问品金额"), help="元，不计入慰问金")] = (
        None
    )
    pay_way: Annotated[str | None, Info("发放方式", coded("pay_way"), ("支付方式",))] = None
    bank: Annotated[str | None, Info("开户行", aliases=("开户银行",))] = None
    account: Annotated[
        str | None,
        Info("银行卡号", ACCOUNT, ("卡号", "银行账号", "账号", "收款账号"), help="转账发放时填写，列表里只显示末四位"),
    ] = None
    sign_mode: Annotated[str | None, Info("签领方式", coded("sign_mode"), ("领取方式",))] = None
    signed: Annotated[str | None, Info("签领日期", DATE, ("领取日期", "签收日期"))] = None
    proxy: Annotated[str | None, Info("代领人", NAME)] = None
    proxy_relation: Annotated[str | None, Info("代领关系", aliases=("与领取人关系",))] = None
    proxy_paper: Annotated[str | None, Info("代领凭据", aliases=("委托书",), help="委托书等书面凭据")] = None
    overdraft: Annotated[str | None, Info("超支原因", help="资金来源余额不足仍要支出时填写")] = None
    meeting: Annotated[str | None, Info("审批会议", aliases=("研究会议",), group="审批")] = None
    approved: Annotated[str | None, Info("审批日期", DATE, ("审批时间",))] = None
    approver: Annotated[str | None, Info("审批人", NAME)] = None
    public_from: Annotated[str | None, Info("公示开始", DATE, ("公示开始日期",))] = None
    public_to: Annotated[str | None, Info("公示结束", DATE, ("公示结束日期",))] = None
    voided: Annotated[str | None, Info("作废日期", DATE, group="其他")] = None
    void_reason: Annotated[str | None, Info("作废原因", help="填写后这条记录作废，不再计入合计")] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


class VisitRules(Rules):
    """Money that agrees with its sources and with what they hold; what was paid stays."""

    def complete(self, values: Values) -> Values:
        """A single source without an amount takes the whole 慰问金; without a 慰问金 the sources make it up."""
        funds = values.get("funds") or []
        known = [row["amount"] for row in funds if row.get("amount") is not None]
        if values.get("cash") is None and known and len(known) == len(funds):
            values = {**values, "cash": sum(known)}
        if len(funds) == 1 and not known and values.get("cash") is not None:
            values = {**values, "funds": [{**funds[0], "amount": values["cash"]}]}
        return values

    def check(self, values: Values) -> Problems:
        """Money is never negative."""
        return {key: "金额不能是负数" for key in ("cash", "goods_value") if (values.get(key) or 0) < 0}

    def warn(self, values: Values) -> Problems:
        """Sources that do not make up the amount, and what a visit lacks."""
        found = {}
        funds = values.get("funds") or []
        paid = sum(row.get("amount") or 0 for row in funds)
        if funds and values.get("cash") is not None and paid != values["cash"]:
            found["funds"] = f"资金来源合计 {show_fen(paid)} 元，与慰问金 {show_fen(values['cash'])} 元不一致"
        elif values.get("cash") and not funds:
            found["funds"] = "没有写明资金来源"
        if not values.get("visited"):
            found["visited"] = "没有走访时间"
        return found

    def guard(self, connection: Connection, before: Values, after: Values) -> Problems:
        """No source below zero on any day, unless it says why."""
        return overdrawn(connection, before, after)

    def together(self, connection: Connection, changes: Changes) -> list[str]:
        """What many records do to the sources they are paid from."""
        return overdrawn_together(connection, changes)

    def keeps(self, values: Values, look: Lookup) -> str:
        """A visit that was paid is evidence: it is voided, never removed."""
        if values.get("signed"):
            return f"“{values['title']}”已经签领，不能删除。确实有误请作废并写明原因。"
        if values.get("batch_id") and look("visit-batches", values["batch_id"]).get("state") == "归档":
            return f"“{values['title']}”所在的慰问批次已经归档，不能删除。确实有误请作废并写明原因。"
        return ""


LEDGER = Ledger(
    Visit,
    id="visits",
    title="走访慰问",
    identity=Identity(
        ("batch", "id_no", "visited"),
        number="id_no",
        instead=("batch", "recipient", "branch", "visited"),
        named=("recipient", "visited"),
    ),
    table=(
        "visited",
        "recipient",
        "category",
        "cash",
        "funds",
        "branch",
        "batch",
        "visitors",
        "sign_mode",
        "void_reason",
    ),
    search=("recipient", "id_no", "batch", "branch", "reason", "visitors", "category"),
    filters=("batch", "category", "branch", "sign_mode"),
    sort="-visited",
    figures=(
        Figure("慰问对象", "recipient", UNVOIDED, "distinct", under=False, year="慰问对象", unit="人"),
        Figure("慰问金合计", "cash", UNVOIDED, year="慰问金"),
    ),
    rules=VisitRules(),
    as_of=AsOf("visited"),
)
