"""Visit batches: one occasion on which the office visits, from plan to archive (慰问批次)."""

from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.ledger.columns import Info
from desktop.ledger.kinds import COUNT, DATE, LINE, MONEY, NOTE, YEAR, Link, Parts, coded
from desktop.ledger.ledger import Identity, Ledger
from desktop.ledger.paper import Paper, Parameter
from desktop.ledger.record import Part, Record, Values


class FundExplanation(Part, table=True):
    """Why what one check of the fund check found is in order in this batch."""

    __tablename__ = "fund_explanation"

    visit_batch_id: str = Field(foreign_key="visit_batch.id", index=True)
    reason: str | None = None
    number: int | None = None


EXPLANATIONS = Parts(model=FundExplanation, columns=(("reason", "说明", LINE), ("number", "检查序号", COUNT)))


class VisitBatch(Record, table=True):
    """One batch of visits."""

    __tablename__ = "visit_batch"
    PARTS: ClassVar[dict[str, Info]] = {"explained": Info("体检说明", EXPLANATIONS)}

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
        "资金体检": ("explained",),
    },
    search=("name", "basis", "meeting"),
    filters=("year", "occasion", "state"),
    sort="-year",
    day="begins",
    identity=Identity(("year", "name")),
    named=("name",),
    told_by=("year",),
    check=check,
    papers=(
        Paper(
            "batch-sheet",
            "批次审核单",
            "visit-batches",
            (Parameter("batch", "慰问批次", kind=Link(to="visit-batches")),),
        ),
        Paper(
            "batch-archive",
            "批次归档",
            "visit-batches",
            (Parameter("batch", "慰问批次", kind=Link(to="visit-batches")),),
        ),
    ),
)
