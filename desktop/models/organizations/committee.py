"""Committee: who sits on which Party committee, in which post, from when to when (班子成员)."""

from typing import Annotated

from sqlmodel import Field

from desktop.ledger import AsOf, Identity, Info, Ledger, Problems, Record, Rules, Values
from desktop.ledger.kinds import DATE, LINE, NOTE, ORDINAL, Link, coded
from desktop.models.words import ORGANIZATION


class CommitteeMember(Record, table=True):
    """One person's post on one committee."""

    __tablename__ = "committee_member"

    organization: Annotated[
        str, Info("党组织", ORGANIZATION, ("党组织名称", "所在党组织", "支部"), required=True, group="任职")
    ] = Field()
    person: Annotated[str, Info("姓名", Link(to="members", person=True), ("班子成员", "委员"), required=True)] = Field()
    post: Annotated[str, Info("党内职务", coded("committee_post"), ("职务", "班子职务"), required=True)] = Field()
    order: Annotated[int | None, Info("排序", ORDINAL, ("序号",))] = None
    since: Annotated[str | None, Info("任职日期", DATE, ("任职时间", "任职起始", "当选日期"))] = None
    until: Annotated[str | None, Info("免职日期", DATE, ("免职时间", "任职终止"))] = None
    paper: Annotated[str | None, Info("任职文号", LINE, ("批复文号", "文号"))] = None
    duty: Annotated[str | None, Info("分工", NOTE, group="分工")] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


class CommitteeMemberRules(Rules):
    """How long a post lasts."""

    def check(self, values: Values) -> Problems:
        """A post ends no earlier than it begins."""
        since, until = values.get("since"), values.get("until")
        return {"until": "免职日期早于任职日期"} if since and until and until < since[: len(until)] else {}


LEDGER = Ledger(
    CommitteeMember,
    id="committee",
    title="班子成员",
    identity=Identity(
        ("organization", "person", "post", "since"), named=("organization", "person", "post"), told=("since",)
    ),
    table=("organization", "person", "post", "since", "until", "paper", "duty"),
    search=("organization", "person", "post", "duty"),
    filters=("organization", "post"),
    sort="organization",
    rules=CommitteeMemberRules(),
    as_of=AsOf("since"),
)
