"""Duties: who is on duty where, on which shift (值班安排)."""

from typing import Annotated

from sqlmodel import Field

from desktop.ledger import AsOf, Identity, Info, Ledger, Record
from desktop.ledger.kinds import DATE, NAME, NOTE, TIME, Link, coded


class Duty(Record, table=True):
    """One person on one shift of one post."""

    on: Annotated[str, Info("日期", DATE, ("值班日期",), required=True, group="值班")] = Field(index=True)
    shift: Annotated[str, Info("班次", coded("shift"), ("时段",), required=True)] = Field()
    post: Annotated[str, Info("点位", Link(to="posts"), ("值守点位", "值班地点", "地点"), required=True)] = Field()
    person: Annotated[
        str, Info("人员", Link(to="members", person=True), ("值班人员", "姓名", "值班人"), required=True)
    ] = Field()
    role: Annotated[str | None, Info("角色", coded("duty_role"), ("岗位", "职责"))] = None
    state: Annotated[str | None, Info("状态", coded("duty_state"), ("到岗情况",), default="计划")] = Field(
        default=None, index=True
    )
    substitute: Annotated[str | None, Info("替班人", NAME, group="到岗")] = None
    arrived: Annotated[str | None, Info("到岗时间", TIME)] = None
    left: Annotated[str | None, Info("离岗时间", TIME)] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


LEDGER = Ledger(
    Duty,
    id="duties",
    title="值班安排",
    identity=Identity(("on", "shift", "post", "person"), named=("on", "shift", "post", "person")),
    table=("on", "shift", "post", "person", "role", "state", "substitute"),
    search=("person", "post", "shift", "substitute"),
    filters=("post", "shift", "state"),
    sort="-on",
    as_of=AsOf("on"),
)
