"""Attendance: who came to which meeting, and why not (出勤)."""

from typing import Annotated

from sqlmodel import Field

from desktop.ledger import Figure, Identity, Info, Ledger, Record
from desktop.ledger.kinds import FLAG, HOURS, NOTE, Link, coded


class Attendance(Record, table=True):
    """One person at one meeting; the right to vote as it was on that day."""

    session: Annotated[str, Info("会议", Link(to="sessions"), ("会议名称", "活动"), required=True, group="出勤")] = (
        Field()
    )
    person: Annotated[str, Info("人员", Link(to="members", person=True), ("姓名", "党员姓名"), required=True)] = Field()
    state: Annotated[
        str | None, Info("状态", coded("attendance_state"), ("出勤", "出勤情况", "到会情况"), default="出席")
    ] = Field(default=None, index=True)
    reason: Annotated[str | None, Info("原因", NOTE, ("请假原因", "缺席原因"))] = None
    hours: Annotated[float | None, Info("学时", HOURS)] = None
    votes: Annotated[bool | None, Info("有表决权", FLAG, ("表决权", "是否有表决权"))] = None


LEDGER = Ledger(
    Attendance,
    id="attendance",
    title="出勤",
    identity=Identity(("session", "person"), named=("session", "person")),
    table=("session", "person", "state", "reason", "hours", "votes"),
    search=("session", "person", "reason"),
    filters=("session", "state"),
    sort="session",
    figures=(Figure("学时合计", "hours"),),
)
