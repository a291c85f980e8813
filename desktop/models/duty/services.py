"""Services: voluntary service, person by person (志愿服务记录)."""

from typing import Annotated

from sqlmodel import Field

from desktop.ledger import AsOf, Figure, Identity, Info, Ledger, Problems, Record, Rules, Values
from desktop.ledger.kinds import DATE, FLAG, HOURS, NAME, NOTE, TIME, IdNo, Link, coded
from desktop.models.words import NUMBER_WORDS
from desktop.rules.shifts import hours_between

VOLUNTEER = Link(to="volunteers", number="id_no", makes="volunteers", person=True)


class Service(Record, table=True):
    """One person's service on one day, in hours (志愿服务记录与证明出具办法: hours, travel left out)."""

    volunteer: Annotated[
        str, Info("志愿者", VOLUNTEER, ("志愿者姓名", "姓名", "服务人员", "人员"), required=True, group="服务")
    ] = Field()
    id_no: Annotated[str | None, Info("公民身份号码", IdNo(), NUMBER_WORDS)] = None
    activity: Annotated[str | None, Info("活动名称", aliases=("项目名称", "项目", "服务项目", "活动"))] = None
    kind: Annotated[str | None, Info("类别", coded("service_kind"), ("服务类别", "服务类型", "活动类别"))] = Field(
        default=None, index=True
    )
    on: Annotated[str, Info("日期", DATE, ("服务日期", "活动日期", "服务时间", "活动时间"), required=True)] = Field(
        index=True
    )
    begins: Annotated[str | None, Info("开始时间", TIME, ("起始时间", "上岗时间"))] = None
    ends: Annotated[str | None, Info("结束时间", TIME, ("终止时间", "下岗时间"))] = None
    hours: Annotated[
        float | None, Info("时长", HOURS, ("服务时长", "服务时长（小时）", "时长（小时）", "小时数"), help="小时")
    ] = None
    place: Annotated[str | None, Info("地点", aliases=("服务地点", "活动地点", "点位"), group="地点与岗位")] = None
    role: Annotated[str | None, Info("岗位", aliases=("服务岗位",))] = None
    team: Annotated[str | None, Info("队伍", aliases=("志愿队伍", "服务队"))] = None
    resident: Annotated[bool | None, Info("常驻", FLAG, ("是否常驻",))] = None
    certifier: Annotated[str | None, Info("证明人", NAME, group="证明")] = None
    verified: Annotated[str | None, Info("审核状态", coded("verified"), ("审核",))] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


class ServiceRules(Rules):
    """How long a service lasts."""

    def complete(self, values: Values) -> Values:
        """Hours from the start and the end when they were not told."""
        if values.get("hours") is None and values.get("begins") and values.get("ends"):
            return {**values, "hours": hours_between(values["begins"], values["ends"])}
        return values

    def check(self, values: Values) -> Problems:
        """A service lasts no less than nothing and no more than a day."""
        if values.get("hours") is not None and not 0 <= values["hours"] <= 24:
            return {"hours": "时长应在 0 到 24 小时之间"}
        return {}


LEDGER = Ledger(
    Service,
    id="services",
    title="志愿服务记录",
    identity=Identity(("volunteer", "activity", "on", "begins"), named=("volunteer", "activity", "on")),
    table=("on", "volunteer", "kind", "activity", "begins", "ends", "hours", "place", "verified"),
    search=("volunteer", "id_no", "activity", "place", "team"),
    filters=("kind", "activity", "verified"),
    sort="-on",
    figures=(Figure("时长合计", "hours", year="志愿服务"),),
    rules=ServiceRules(),
    as_of=AsOf("on"),
)
