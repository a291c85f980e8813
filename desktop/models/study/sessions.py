"""Sessions: every meeting, lecture and Party day of the branches (学习与组织生活)."""

from typing import Annotated

from sqlmodel import Field

from desktop.ledger import AsOf, Figure, Identity, Info, Ledger, Problems, Record, Rules, Values
from desktop.ledger.kinds import COUNT, MOMENT, NAME, NOTE, coded
from desktop.models.words import ORGANIZATION


class Session(Record, table=True):
    """One meeting; the counts are what was typed, attendance by name has its own ledger."""

    branch: Annotated[
        str,
        Info(
            "支部",
            ORGANIZATION,
            ("支部名称", "党支部", "党支部名称", "所在党支部", "召开支部", "组织名称"),
            required=True,
            group="会议",
        ),
    ] = Field()
    kind: Annotated[
        str, Info("类型", coded("session_kind"), ("会议类型", "活动类型", "组织生活类型", "类别"), required=True)
    ] = Field(index=True)
    begins: Annotated[
        str,
        Info(
            "开始时间",
            MOMENT,
            ("会议时间", "日期", "时间", "实际会议时间", "活动时间", "召开时间", "实际时间", "会议日期"),
            required=True,
        ),
    ] = Field(index=True)
    ends: Annotated[str | None, Info("结束时间", MOMENT)] = None
    name: Annotated[str | None, Info("名称", aliases=("会议名称", "活动名称"))] = None
    topic: Annotated[str | None, Info("主题", NOTE, ("主题/议题", "活动主题", "会议主题", "学习主题"))] = None
    place: Annotated[str | None, Info("地点", aliases=("会议地点", "活动地点"))] = None
    host: Annotated[str | None, Info("主持人", NAME, group="人员")] = None
    recorder: Annotated[str | None, Info("记录人", NAME)] = None
    lecturer: Annotated[str | None, Info("主讲人", NAME, ("授课人", "宣讲人"))] = None
    should: Annotated[int | None, Info("应到", COUNT, ("应到人数", "应到会人数", "应参加人数"))] = None
    present: Annotated[int | None, Info("实到", COUNT, ("实到人数", "实到会人数", "参加人数"))] = None
    leave: Annotated[int | None, Info("请假", COUNT, ("请假人数",))] = None
    absent: Annotated[int | None, Info("缺席", COUNT, ("缺席人数",))] = None
    observers: Annotated[str | None, Info("列席人员", NOTE, ("列席",))] = None
    agenda: Annotated[str | None, Info("议题", NOTE, ("会议议题",), group="记录")] = None
    content: Annotated[str | None, Info("内容", NOTE, ("会议内容", "主要内容", "主要内容及特色", "活动内容"))] = None
    resolution: Annotated[str | None, Info("决议", NOTE, ("会议决议", "决议事项"))] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


class SessionRules(Rules):
    """When a meeting ends, and whether its counts agree."""

    def check(self, values: Values) -> Problems:
        """A meeting ends no earlier than it begins."""
        begins, ends = values.get("begins"), values.get("ends")
        if begins and ends and ends < begins[: len(ends)]:
            return {"ends": "结束时间早于开始时间"}
        return {}

    def warn(self, values: Values) -> Problems:
        """实到 + 请假 + 缺席 should make 应到."""
        should, present = values.get("should"), values.get("present")
        if should is None or present is None:
            return {}
        told = present + (values.get("leave") or 0) + (values.get("absent") or 0)
        if present > should or (
            values.get("leave") is not None and values.get("absent") is not None and told != should
        ):
            return {"should": f"应到 {should} 人，实到、请假、缺席合计 {told} 人，请核对"}
        return {}


LEDGER = Ledger(
    Session,
    id="sessions",
    title="学习与组织生活",
    identity=Identity(("branch", "kind", "begins"), named=("branch", "kind", "begins")),
    table=("begins", "branch", "kind", "topic", "place", "host", "recorder", "should", "present", "leave"),
    search=("branch", "kind", "name", "topic", "place", "host", "lecturer"),
    filters=("kind", "branch"),
    sort="-begins",
    figures=(Figure("组织生活", "branch", of="count", under=False, year="组织生活", unit="次"),),
    rules=SessionRules(),
    as_of=AsOf("begins"),
)
