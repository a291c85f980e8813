"""Visit batches: one occasion on which the office visits, from plan to archive (慰问批次)."""

from typing import Annotated

from sqlmodel import Field

from desktop.ledger.columns import Info
from desktop.ledger.kinds import COUNT, DATE, MONEY, NOTE, YEAR, coded
from desktop.ledger.ledger import Identity, Ledger
from desktop.ledger.record import Record, Values


class VisitBatch(Record, table=True):
    """One batch of visits."""

    __tablename__ = "visit_batch"

    year: Annotated[int, Info("年度", YEAR, ("年份",), required=True)] = Field(index=True)
    name: Annotated[str, Info("名称", aliases=("批次名称", "慰问批次"), required=True)] = Field(index=True)
    occasion: Annotated[str | None, Info("时机", coded("occasion"), ("慰问时机",))] = None
    basis: Annotated[str | None, Info("依据文件", aliases=("依据", "文号"))] = None
    meeting: Annotated[str | None, Info("方案会议", aliases=("研究会议",))] = None
    begins: Annotated[str | None, Info("开始日期", DATE, ("开始时间",))] = None
    ends: Annotated[str | None, Info("结束日期", DATE, ("结束时间",))] = None
    planned_people: Annotated[int | None, Info("计划人数", COUNT)] = None
    planned_money: Annotated[int | None, Info("计划金额", MONEY, ("预算金额",), help="元")] = None
    state: Annotated[str | None, Info("状态", coded("batch_state"), default="草稿")] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


def check(values: Values) -> dict[str, str]:
    """A batch ends no earlier than it begins."""
    if values.get("begins") and values.get("ends") and values["ends"] < values["begins"][: len(values["ends"])]:
        return {"ends": "结束日期早于开始日期"}
    return {}


LEDGER = Ledger(
    VisitBatch,
    id="visit-batches",
    title="慰问批次",
    group="走访慰问",
    table=("year", "name", "occasion", "begins", "ends", "planned_people", "planned_money", "state"),
    form={
        "批次": ("year", "name", "occasion", "state"),
        "依据与计划": ("basis", "meeting", "begins", "ends", "planned_people", "planned_money", "remark"),
    },
    search=("name", "basis", "meeting"),
    filters=("year", "occasion", "state"),
    sort="-year",
    identity=Identity(("year", "name")),
    named=("name",),
    told_by=("year",),
    check=check,
)
