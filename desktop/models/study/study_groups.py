"""Study groups: the 中心组 and the young people's groups, with their members (学习小组)."""

from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.ledger.columns import Info
from desktop.ledger.kinds import DATE, NOTE, Link, Parts, coded
from desktop.ledger.ledger import Identity, Ledger
from desktop.ledger.record import Part, Record


class GroupMember(Part, table=True):
    """One person in a group."""

    __tablename__ = "study_group_member"

    study_group_id: str = Field(foreign_key="study_group.id", index=True)
    person: str | None = None
    person_id: str | None = Field(default=None, foreign_key="person.id", index=True)


class StudyGroup(Record, table=True):
    """One study group."""

    __tablename__ = "study_group"
    PARTS: ClassVar[dict[str, Info]] = {
        "people": Info(
            "成员",
            Parts(model=GroupMember, columns=(("person", "成员", Link(to="members", person=True)),)),
            ("小组成员", "组员", "成员名单"),
        )
    }

    name: Annotated[str, Info("名称", aliases=("小组名称", "学习小组", "学习小组名称"), required=True)] = Field(
        index=True
    )
    organization: Annotated[
        str | None, Info("党组织", Link(to="organizations"), ("所属党组织", "单位", "所在支部"))
    ] = None
    organization_id: str | None = Field(default=None, foreign_key="organization.id", index=True)
    kind: Annotated[str | None, Info("类别", coded("group_kind"), ("小组类别", "类型"))] = None
    leader: Annotated[str | None, Info("组长", Link(to="members", person=True), ("小组长", "负责人"))] = None
    leader_id: str | None = Field(default=None, foreign_key="person.id")
    founded: Annotated[str | None, Info("成立日期", DATE, ("成立时间",))] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


LEDGER = Ledger(
    StudyGroup,
    id="study-groups",
    title="学习小组",
    group="学习",
    keys=("name", "organization", "kind", "leader", "founded", "people", "remark"),
    table=("name", "kind", "organization", "leader", "people", "founded"),
    form={"小组": ("name", "organization", "kind", "leader", "founded"), "成员": ("people", "remark")},
    search=("name", "organization", "leader", "people"),
    filters=("kind", "organization"),
    sort="name",
    day="founded",
    identity=Identity(("name", "organization")),
    named=("name",),
    told_by=("organization",),
)
