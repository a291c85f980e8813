"""Organisations: the tree of Party organisations (党组织)."""

from collections.abc import Sequence
from typing import Annotated

from sqlalchemy import ColumnElement, Connection, or_, select
from sqlmodel import Field

from desktop.ledger import AsOf, Identity, Info, Ledger, Problems, Record, Rules, Values
from desktop.ledger.kinds import DATE, LINE, NOTE, ORDINAL, PHONE, Link, coded
from desktop.models.words import ORGANIZATION


class Organization(Record, table=True):
    """One Party organisation; the root is the office's own."""

    full_name: Annotated[
        str, Info("全称", LINE, ("党组织全称", "党组织名称", "组织名称", "名称"), required=True, group="组织")
    ] = Field(index=True)
    short: Annotated[str | None, Info("简称", LINE, ("党组织简称",))] = None
    kind: Annotated[str | None, Info("组织类别", coded("org_kind"), ("党组织类别", "类别"))] = None
    parent: Annotated[str | None, Info("上级党组织", ORGANIZATION, ("上级组织", "上级党组织名称"))] = None
    code: Annotated[str | None, Info("党组织编码", LINE, ("组织编码", "编码"))] = None
    unit_attribute: Annotated[str | None, Info("单位属性", coded("unit_attr"))] = None
    founded: Annotated[str | None, Info("成立日期", DATE, ("成立时间",), group="设立与任期")] = None
    approval: Annotated[str | None, Info("批准文号")] = None
    term_start: Annotated[str | None, Info("本届起始日期", DATE, ("本届任期开始", "本届选举日期"))] = None
    term_years: Annotated[
        int | None, Info("任期", ORDINAL, ("任期（年）", "任期年限"), help="年；机关党委一般 5 年，总支、支部一般 3 年")
    ] = None
    dissolved: Annotated[
        str | None, Info("撤销日期", DATE, ("撤销时间",), help="在“组织设置调整”里办理撤销、合并时填入")
    ] = None
    secretary: Annotated[
        str | None,
        Info("书记", Link(to="members", person=True, keyed=False), ("党组织书记", "支部书记"), group="班子与联系"),
    ] = None
    deputy: Annotated[str | None, Info("副书记", Link(to="members", person=True, keyed=False))] = None
    contact: Annotated[str | None, Info("联系人")] = None
    phone: Annotated[str | None, Info("联系电话", PHONE, ("电话", "手机号"))] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


ENDINGS = {
    "党支部": "党支部",
    "支部委员会": "党支部",
    "党总支": "党总支",
    "总支部委员会": "党总支",
    "机关党委": "机关党委",
    "党小组": "党小组",
    "支部": "党支部",
}


class OrganizationRules(Rules):
    """A tree without circles."""

    def of_name(self, title: str) -> Values:
        """Its kind, by the end of its name."""
        return {"kind": next((kind for ending, kind in ENDINGS.items() if title.endswith(ending)), None)}

    def check(self, values: Values) -> Problems:
        """An organisation can't stand under itself."""
        if values.get("id") and values.get("parent_id") == values["id"]:
            return {"parent": "上级党组织不能是自己"}
        return {}

    def guard(self, connection: Connection, _before: Values, after: Values) -> Problems:
        """An organisation can't stand under one that stands under it."""
        table, own, above = Organization.__table__, after.get("id"), after.get("parent_id")  # type: ignore[attr-defined]
        seen: set[str] = set()
        while above and own and above not in seen:
            if above == own:
                return {"parent": "上级党组织不能是自己或自己的下级"}
            seen.add(above)
            above = connection.execute(select(table.c.parent_id).where(table.c.id == above)).scalar()
        return {}


class OrganizationAsOf(AsOf):
    """Organisations as they stood."""

    def stood(self, day: str) -> Sequence[ColumnElement[bool]]:
        """Organisations that were not dissolved by a day."""
        dissolved = Organization.__table__.c.dissolved  # type: ignore[attr-defined]
        return (or_(dissolved.is_(None), dissolved > day),)


LEDGER = Ledger(
    Organization,
    id="organizations",
    title="党组织",
    identity=Identity(("full_name",), also=("short", "parent"), named=("full_name",), told=("parent", "code")),
    table=("full_name", "short", "kind", "parent", "secretary", "term_start", "term_years", "contact", "phone"),
    search=("full_name", "short", "code", "secretary", "contact", "phone"),
    filters=("kind", "parent"),
    sort="full_name",
    rules=OrganizationRules(),
    as_of=OrganizationAsOf("founded"),
)
