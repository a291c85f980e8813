"""Organisations: the tree of Party organisations (党组织)."""

from collections.abc import Sequence
from typing import Annotated

from sqlalchemy import ColumnElement, Connection, or_, select
from sqlmodel import Field

from desktop.ledger.columns import Info
from desktop.ledger.kinds import DATE, LINE, NOTE, ORDINAL, PHONE, Link, coded
from desktop.ledger.ledger import Identity, Ledger
from desktop.ledger.record import Record, Values


class Organization(Record, table=True):
    """One Party organisation; the root is the office's own."""

    full_name: Annotated[str, Info("全称", LINE, ("党组织全称", "党组织名称", "组织名称", "名称"), required=True)] = (
        Field(index=True)
    )
    short: Annotated[str | None, Info("简称", LINE, ("党组织简称",))] = None
    kind: Annotated[str | None, Info("组织类别", coded("org_kind"), ("党组织类别", "类别"))] = None
    parent: Annotated[str | None, Info("上级党组织", Link(to="organizations"), ("上级组织", "上级党组织名称"))] = None
    parent_id: str | None = Field(default=None, foreign_key="organization.id", index=True)
    code: Annotated[str | None, Info("党组织编码", LINE, ("组织编码", "编码"))] = None
    unit_attribute: Annotated[str | None, Info("单位属性", coded("unit_attr"))] = None
    founded: Annotated[str | None, Info("成立日期", DATE, ("成立时间",))] = None
    approval: Annotated[str | None, Info("批准文号")] = None
    term_start: Annotated[str | None, Info("本届起始日期", DATE, ("本届任期开始", "本届选举日期"))] = None
    term_years: Annotated[
        int | None, Info("任期", ORDINAL, ("任期（年）", "任期年限"), help="年；机关党委一般 5 年，总支、支部一般 3 年")
    ] = None
    secretary: Annotated[str | None, Info("书记", Link(to="members", person=True), ("党组织书记", "支部书记"))] = None
    secretary_id: str | None = None  # no foreign key: person and organization would wait for each other
    deputy: Annotated[str | None, Info("副书记", Link(to="members", person=True))] = None
    deputy_id: str | None = None
    contact: Annotated[str | None, Info("联系人")] = None
    phone: Annotated[str | None, Info("联系电话", PHONE, ("电话", "手机号"))] = None
    dissolved: Annotated[
        str | None, Info("撤销日期", DATE, ("撤销时间",), help="在“组织设置调整”里办理撤销、合并时填入")
    ] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


def check(values: Values) -> dict[str, str]:
    """An organisation can't stand under itself."""
    if values.get("id") and values.get("parent_id") == values["id"]:
        return {"parent": "上级党组织不能是自己"}
    return {}


def stood(day: str) -> Sequence[ColumnElement[bool]]:
    """Organisations that were not dissolved by a day."""
    dissolved = Organization.__table__.c.dissolved  # type: ignore[attr-defined]
    return (or_(dissolved.is_(None), dissolved > day),)


def circled(connection: Connection, _before: Values, after: Values) -> dict[str, str]:
    """An organisation can't stand under one that stands under it."""
    table, own, above = Organization.__table__, after.get("id"), after.get("parent_id")  # type: ignore[attr-defined]
    seen: set[str] = set()
    while above and own and above not in seen:
        if above == own:
            return {"parent": "上级党组织不能是自己或自己的下级"}
        seen.add(above)
        above = connection.execute(select(table.c.parent_id).where(table.c.id == above)).scalar()
    return {}


LEDGER = Ledger(
    Organization,
    id="organizations",
    title="党组织",
    group="组织",
    table=("full_name", "short", "kind", "parent", "secretary", "term_start", "term_years", "contact", "phone"),
    form={
        "组织": ("full_name", "short", "kind", "parent", "code", "unit_attribute"),
        "设立与任期": ("founded", "approval", "term_start", "term_years", "dissolved"),
        "班子与联系": ("secretary", "deputy", "contact", "phone", "remark"),
    },
    search=("full_name", "short", "code", "secretary", "contact", "phone"),
    filters=("kind", "parent"),
    sort="full_name",
    day="founded",
    identity=Identity(("full_name",), also=("short", "parent")),
    named=("full_name",),
    told_by=("parent", "code"),
    check=check,
    guard=circled,
    stood=stood,
)
