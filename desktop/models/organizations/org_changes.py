"""Changes of organisations: set up, dissolved, renamed, merged, put under another (组织设置调整)."""

from collections.abc import Iterable
from typing import Annotated

from sqlalchemy import Connection, select
from sqlmodel import Field

from desktop.ledger import AsOf, Followed, Identity, Info, Ledger, Problems, Record, Rules, Values
from desktop.ledger.kinds import DATE, LINE, NOTE, coded
from desktop.models.person import Person
from desktop.models.words import ORGANIZATION

FOUNDED, DISSOLVED, RENAMED, MERGED, MOVED = "设立", "撤销", "更名", "合并", "调整隶属"


class OrgChange(Record, table=True):
    """One change of one organisation; it takes effect on its day."""

    __tablename__ = "org_change"

    organization: Annotated[
        str, Info("党组织", ORGANIZATION, ("党组织名称", "组织名称"), required=True, group="调整")
    ] = Field()
    kind: Annotated[str, Info("调整类型", coded("org_change_kind"), ("类型", "调整方式"), required=True)] = Field()
    reason: Annotated[str | None, Info("调整原因", NOTE, ("原因",))] = None
    renamed: Annotated[str | None, Info("新名称", LINE, ("更名后全称", "调整后名称"))] = None
    target: Annotated[str | None, Info("新上级或并入组织", ORGANIZATION, ("新上级", "并入组织"))] = None
    asked: Annotated[str | None, Info("请示文号", LINE, group="审批")] = None
    approval: Annotated[str | None, Info("批复文号", LINE, ("批准文号",))] = None
    approved: Annotated[str | None, Info("批复日期", DATE, ("批准日期",))] = None
    effective: Annotated[
        str | None, Info("生效日期", DATE, ("调整日期", "调整时间"), help="填写后，组织树就按这次调整改过来")
    ] = Field(default=None, index=True)
    remark: Annotated[str | None, Info("备注", NOTE)] = None


def _move_members(connection: Connection, own: str, after: Values) -> Iterable[Followed]:
    people = Person.__table__  # type: ignore[attr-defined]
    mine = select(people.c.id).where(people.c.branch_id == own, people.c.is_member.is_(True))
    for one in connection.execute(mine).scalars().all():
        place = {"branch": after["target"], "branch_id": after.get("target_id")}
        yield "members", one, {**place, "branch_on": after["effective"]}


class OrgChangeRules(Rules):
    """What a change needs, and what it does to the tree."""

    def check(self, values: Values) -> Problems:
        """What a change needs before it can take effect."""
        if not values.get("effective"):
            return {}
        if values.get("kind") == RENAMED and not values.get("renamed"):
            return {"renamed": "更名要写新名称"}
        if values.get("kind") in (MERGED, MOVED) and not values.get("target"):
            return {"target": "请写明新上级或并入的组织"}
        return {}

    def follow(self, connection: Connection, before: Values, after: Values) -> Iterable[Followed]:
        """On its day the tree changes: name, place, end; members of a merged branch go along."""
        day, own, kind = after.get("effective"), after.get("organization_id"), after.get("kind")
        same = all(
            before.get(key) == after.get(key)
            for key in ("effective", "kind", "organization_id", "target_id", "renamed")
        )
        if not day or not own or same:
            return
        if kind == FOUNDED:
            yield "organizations", own, {"founded": day, "approval": after.get("approval")}
        elif kind == RENAMED:
            yield "organizations", own, {"full_name": after["renamed"]}
        elif kind == MOVED:
            yield "organizations", own, {"parent": after["target"], "parent_id": after.get("target_id")}
        elif kind in (DISSOLVED, MERGED):
            yield "organizations", own, {"dissolved": day}
            if kind == MERGED:
                yield from _move_members(connection, own, after)


LEDGER = Ledger(
    OrgChange,
    id="org-changes",
    title="组织设置调整",
    identity=Identity(("organization", "kind", "effective"), named=("organization", "kind", "effective")),
    table=("organization", "kind", "effective", "approval", "approved", "renamed", "target", "reason"),
    search=("organization", "approval", "renamed", "target", "reason"),
    filters=("organization", "kind"),
    sort="-effective",
    rules=OrgChangeRules(),
    as_of=AsOf("effective"),
)
