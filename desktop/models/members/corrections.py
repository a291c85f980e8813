"""Corrections: what last year's figure had wrong, person by person, each with its reason (增减更正)."""

from typing import Annotated

from sqlmodel import Field

from desktop.ledger import Identity, Info, Ledger, Problems, Record, Rules, Values
from desktop.ledger.kinds import DATE, NOTE, YEAR, Link, coded
from desktop.models.words import ORGANIZATION


class Correction(Record, table=True):
    """One person or organisation that the figure at the year's opening counted too much or not at all."""

    __tablename__ = "roll_correction"

    year: Annotated[int, Info("年度", YEAR, ("年份",), required=True, group="更正")] = Field(index=True)
    roll: Annotated[str, Info("更正对象", coded("roll"), ("对象",), required=True, default="党员")] = Field()
    direction: Annotated[
        str, Info("增减", coded("direction"), ("方向",), help="上年漏报的填增加，多报的填减少", required=True)
    ] = Field()
    person: Annotated[str | None, Info("姓名", Link(to="members", person=True), ("党员姓名", "党员"))] = None
    organization: Annotated[str | None, Info("党组织", ORGANIZATION, ("党组织名称",))] = None
    reason: Annotated[str, Info("更正原因", NOTE, ("原因", "说明"), required=True, group="原因")] = Field()
    basis: Annotated[str | None, Info("依据", aliases=("依据材料",))] = None
    found: Annotated[str | None, Info("发现日期", DATE, ("更正日期",))] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


class CorrectionRules(Rules):
    """Whom a correction is about."""

    def check(self, values: Values) -> Problems:
        """A correction names whom it is about."""
        if values.get("roll") == "党组织" and not values.get("organization"):
            return {"organization": "请写明是哪个党组织"}
        if values.get("roll") != "党组织" and not values.get("person"):
            return {"person": "请写明是哪个党员"}
        return {}


LEDGER = Ledger(
    Correction,
    id="corrections",
    title="增减更正",
    identity=Identity(("year", "roll", "direction", "person", "organization"), named=("roll", "direction", "year")),
    table=("year", "roll", "direction", "person", "organization", "reason", "basis", "found"),
    search=("person", "organization", "reason", "basis"),
    filters=("year", "roll", "direction"),
    sort="-year",
    rules=CorrectionRules(),
)
