"""Study groups: the 中心组 and the young people's groups, with their members (学习小组)."""

from typing import Annotated

from sqlmodel import Field

from desktop.ledger import AsOf, Identity, Info, Ledger, Part, Record
from desktop.ledger.kinds import DATE, NOTE, Link, Parts, coded
from desktop.models.words import ORGANIZATION


class GroupMember(Part, table=True):
    """One person in a group."""

    __tablename__ = "study_group_member"

    study_group_id: str = Field(foreign_key="study_group.id", index=True)
    person: Annotated[str | None, Info("成员", Link(to="members", person=True))] = None


class StudyGroup(Record, table=True):
    """One study group."""

    __tablename__ = "study_group"

    name: Annotated[
        str, Info("名称", aliases=("小组名称", "学习小组", "学习小组名称"), required=True, group="小组")
    ] = Field(index=True)
    organization: Annotated[str | None, Info("党组织", ORGANIZATION, ("所属党组织", "单位", "所在支部"))] = None
    kind: Annotated[str | None, Info("类别", coded("group_kind"), ("小组类别", "类型"))] = None
    leader: Annotated[str | None, Info("组长", Link(to="members", person=True), ("小组长", "负责人"))] = None
    founded: Annotated[str | None, Info("成立日期", DATE, ("成立时间",))] = None
    people: Annotated[
        list[GroupMember], Info("成员", Parts(GroupMember), ("小组成员", "组员", "成员名单"), group="成员")
    ]
    remark: Annotated[str | None, Info("备注", NOTE)] = None


LEDGER = Ledger(
    StudyGroup,
    id="study-groups",
    title="学习小组",
    identity=Identity(("name", "organization"), named=("name",), told=("organization",)),
    table=("name", "kind", "organization", "leader", "people", "founded"),
    search=("name", "organization", "leader", "people"),
    filters=("kind", "organization"),
    sort="name",
    as_of=AsOf("founded"),
)
