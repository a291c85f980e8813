"""Corrections: what last year's figure had wrong, person by person, each with its reason (增减更正)."""

from typing import Annotated

from sqlmodel import Field

from desktop.ledger.columns import Info
from desktop.ledger.kinds import DATE, NOTE, YEAR, Link, coded
from desktop.ledger.ledger import Identity, Ledger
from desktop.ledger.record import Record, Values


class Correction(Record, table=True):
    """One person or organisation that the figure at the year's opening counted too much or not at all."""

    __tablename__ = "roll_correction"

    year: Annotated[int, Info("年度", YEAR, ("年份",), required=True)] = Field(index=True)
    roll: Annotated[str, Info("更正对象", coded("roll"), ("对象",), required=True, default="党员")] = Field()
    direction: Annotated[
        str, Info("增减", coded("direction"), ("方向",), help="上年漏报的填增加，多报的填减少", required=True)
    ] = Field()
    person: Annotated[str | None, Info("姓名", Link(to="members", person=True), ("党员姓名", "党员"))] = None
    person_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    organization: Annotated[str | None, Info("党组织", Link(to="organizations"), ("党组织名称",))] = None
    organization_id: str | None = Field(default=None, foreign_key="organization.id", index=True)
    reason: Annotated[str, Info("更正原因", NOTE, ("原因", "说明"), required=True)] = Field()
    basis: Annotated[str | None, Info("依据", aliases=("依据材料",))] = None
    found: Annotated[str | None, Info("发现日期", DATE, ("更正日期",))] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


def check(values: Values) -> dict[str, str]:
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
    group="党员",
    table=("year", "roll", "direction", "person", "organization", "reason", "basis", "found"),
    form={
        "更正": ("year", "roll", "direction", "person", "organization"),
        "原因": ("reason", "basis", "found", "remark"),
    },
    search=("person", "organization", "reason", "basis"),
    filters=("year", "roll", "direction"),
    sort="-year",
    identity=Identity(("year", "roll", "direction", "person", "organization")),
    named=("roll", "direction", "year"),
    check=check,
    empty="没有更正。上年报出的数字漏了谁、多了谁，在这里逐个写明原因，年度增减核对就能对平。",
)
