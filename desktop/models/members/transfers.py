"""Transfers: members whose Party relations go elsewhere or come here, by letter (组织关系转接)."""

import re
from collections.abc import Iterable
from typing import Annotated

from sqlalchemy import Connection, select
from sqlmodel import Field

from desktop.ledger import AsOf, Followed, Identity, Info, Ledger, Problems, Record, Rules, Values
from desktop.ledger.kinds import COUNT, DATE, FLAG, NOTE, PHONE, IdNo, Link, coded
from desktop.models.words import NUMBER_WORDS, ORGANIZATION

OUT, IN = "转出", "转入"

NUMBERED = re.compile(r"〕(\d+)号")

USUAL_DAYS, MOST_DAYS = 30, 90


class Transfer(Record, table=True):
    """One letter of introduction, out or in."""

    __tablename__ = "transfer"

    direction: Annotated[
        str, Info("转接类型", coded("transfer_direction"), ("类型", "方向"), required=True, group="党员")
    ] = Field()
    person: Annotated[
        str, Info("姓名", Link(to="members", number="id_no", person=True), ("党员姓名", "党员"), required=True)
    ] = Field()
    id_no: Annotated[str | None, Info("公民身份号码", IdNo(), NUMBER_WORDS)] = None
    category: Annotated[str | None, Info("人员类别", coded("member_category"), ("类别", "党员类别"))] = None
    branch: Annotated[
        str | None, Info("本单位支部", ORGANIZATION, ("所在支部",), help="转出前所在、转入后编入的支部")
    ] = None
    number: Annotated[
        str | None, Info("介绍信编号", aliases=("编号", "介绍信号"), help="留空时按年度自动编号", group="介绍信")
    ] = Field(default=None, index=True)
    addressed: Annotated[str | None, Info("介绍信抬头", aliases=("抬头",))] = None
    sent_by: Annotated[str | None, Info("转出单位", aliases=("转出党组织", "原党组织"))] = None
    sent_to: Annotated[str | None, Info("转入单位", aliases=("转入党组织", "转入支部", "去向"))] = None
    reason: Annotated[str | None, Info("转接原因", NOTE, ("原因",))] = None
    issued: Annotated[str | None, Info("开具日期", DATE, ("转出办理时间", "办理日期", "开具时间"))] = Field(
        default=None, index=True
    )
    valid_days: Annotated[
        int | None,
        Info("有效天数", COUNT, ("有效期",), help="市内一般 7 到 10 天，跨省 30 天，不超过 90 天", default=USUAL_DAYS),
    ] = None
    dues_until: Annotated[str | None, Info("党费缴纳至", DATE, ("党费交至", "党费缴纳至年月"))] = None
    phone: Annotated[str | None, Info("联系电话", PHONE, ("对方电话", "电话"))] = None
    receipt: Annotated[bool | None, Info("是否有回执", FLAG, ("回执",), group="接收")] = None
    received: Annotated[
        str | None,
        Info("接收日期", DATE, ("转入办理时间", "回执日期", "接收时间"), help="对方接收（或本单位接收）的日期"),
    ] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


class TransferRules(Rules):
    """Letters numbered in their year, and what a received one changes."""

    def begin(self, connection: Connection, values: Values) -> Values:
        """A letter out without a number takes the next of its year; numbers are never given twice, nor gaps left."""
        if values.get("number") or values.get("direction") != OUT or not values.get("issued"):
            return values
        year, letters = values["issued"][:4], Transfer.__table__  # type: ignore[attr-defined]
        given = (
            connection.execute(select(letters.c.number).where(letters.c.number.like(f"〔{year}〕%"))).scalars().all()
        )
        known = [int(found[1]) for one in given if (found := NUMBERED.search(one))]
        return {**values, "number": f"〔{year}〕{max(known, default=0) + 1}号"}

    def check(self, values: Values) -> Problems:
        """A letter is received no earlier than it was issued."""
        issued, received = values.get("issued"), values.get("received")
        if issued and received and received < issued[: len(received)]:
            return {"received": "接收日期早于开具日期"}
        return {}

    def warn(self, values: Values) -> Problems:
        """A validity beyond what is usual; a way out without its letter."""
        found = {}
        if (values.get("valid_days") or 0) > MOST_DAYS:
            found["valid_days"] = f"介绍信有效期一般不超过 {MOST_DAYS} 天"
        if values.get("direction") == OUT and not values.get("dues_until"):
            found["dues_until"] = "没有写明党费缴纳至哪个月"
        return found

    def follow(self, _connection: Connection, before: Values, after: Values) -> Iterable[Followed]:
        """A transfer received changes the member: out, they have left; in, they have come, and to which branch."""
        day, person = after.get("received"), after.get("person_id")
        same = all(before.get(key) == after.get(key) for key in ("received", "person_id", "direction", "branch_id"))
        if not day or not person or same:
            return
        if after.get("direction") == OUT:
            yield "members", person, {"status": "转出", "gone": day, "gone_by": "转出"}
        elif after.get("branch"):
            place = {"branch": after["branch"], "branch_id": after.get("branch_id"), "branch_on": day}
            yield "members", person, {"status": "正常", "came": day, "came_by": "转入", **place}
        else:
            yield "members", person, {"status": "正常", "came": day, "came_by": "转入"}


LEDGER = Ledger(
    Transfer,
    id="transfers",
    title="组织关系转接",
    identity=Identity(
        ("id_no", "direction", "issued"),
        number="id_no",
        instead=("person", "direction", "issued"),
        named=("person", "direction", "issued"),
        told=("number",),
    ),
    table=(
        "direction",
        "person",
        "number",
        "sent_by",
        "sent_to",
        "issued",
        "valid_days",
        "dues_until",
        "receipt",
        "received",
    ),
    search=("person", "id_no", "number", "sent_by", "sent_to", "addressed"),
    filters=("direction", "branch", "receipt"),
    sort="-issued",
    rules=TransferRules(),
    as_of=AsOf("issued"),
)
