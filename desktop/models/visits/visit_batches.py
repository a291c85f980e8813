"""Visit batches: one occasion on which the office visits, from plan to archive (慰问批次)."""

from typing import Annotated

from sqlmodel import Field

from desktop.ledger import AsOf, Identity, Info, Ledger, Part, Problems, Record, Rules, Values
from desktop.ledger.kinds import COUNT, DATE, MONEY, NOTE, YEAR, Parts, coded


class FundExplanation(Part, table=True):
    """Why what one check of the fund check found is in order in this batch."""

    __tablename__ = "fund_explanation"

    visit_batch_id: str = Field(foreign_key="visit_batch.id", index=True)
    reason: Annotated[str | None, Info("说明")] = None
    number: Annotated[int | None, Info("检查序号", COUNT)] = None


class VisitBatch(Record, table=True):
    """One batch of visits."""

    __tablename__ = "visit_batch"

    year: Annotated[int, Info("年度", YEAR, ("年份",), required=True, group="批次")] = Field(index=True)
    name: Annotated[str, Info("名称", aliases=("批次名称", "慰问批次"), required=True)] = Field(index=True)
    occasion: Annotated[str | None, Info("时机", coded("occasion"), ("慰问时机",))] = None
    state: Annotated[str | None, Info("状态", coded("batch_state"), default="草稿")] = None
    basis: Annotated[str | None, Info("依据文件", aliases=("依据", "文号"), group="依据与计划")] = None
    meeting: Annotated[str | None, Info("方案会议", aliases=("研究会议",))] = None
    begins: Annotated[str | None, Info("开始日期", DATE, ("开始时间",))] = None
    ends: Annotated[str | None, Info("结束日期", DATE, ("结束时间",))] = None
    planned_people: Annotated[int | None, Info("计划人数", COUNT)] = None
    planned_money: Annotated[int | None, Info("计划金额", MONEY, ("预算金额",), help="元")] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None
    explained: Annotated[list[FundExplanation], Info("体检说明", Parts(FundExplanation), group="资金体检")]


class VisitBatchRules(Rules):
    """When a batch ends."""

    def check(self, values: Values) -> Problems:
        """A batch ends no earlier than it begins."""
        if values.get("begins") and values.get("ends") and values["ends"] < values["begins"][: len(values["ends"])]:
            return {"ends": "结束日期早于开始日期"}
        return {}


LEDGER = Ledger(
    VisitBatch,
    id="visit-batches",
    title="慰问批次",
    identity=Identity(("year", "name"), named=("name",), told=("year",)),
    table=("year", "name", "occasion", "begins", "ends", "planned_people", "planned_money", "state"),
    search=("name", "basis", "meeting"),
    filters=("year", "occasion", "state"),
    sort="-year",
    rules=VisitBatchRules(),
    as_of=AsOf("begins"),
)
