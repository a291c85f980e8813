"""Hardship: members and staff in difficulty, year by year (困难党员职工)."""

from typing import Annotated

from sqlmodel import Field

from desktop.ledger import AsOf, Identity, Info, Ledger, Part, Record
from desktop.ledger.kinds import COUNT, DATE, MONEY, NAME, NOTE, PRIVATE, YEAR, IdNo, Link, PrivateParts, coded
from desktop.models.words import BRANCH_WORDS, NUMBER_WORDS, ORGANIZATION


class HardshipFamily(Part, table=True):
    """One of the household of somebody in hardship (主要家庭成员); income in fen a month."""

    __tablename__ = "hardship_family"

    hardship_id: str = Field(foreign_key="hardship.id", index=True)
    name: Annotated[str | None, Info("姓名", NAME)] = None
    relation: Annotated[str | None, Info("称谓")] = None
    age: Annotated[int | None, Info("年龄", COUNT)] = None
    workplace: Annotated[str | None, Info("工作单位")] = None
    income: Annotated[int | None, Info("月收入", MONEY)] = None


class Hardship(Record, table=True):
    """One person's hardship, recognised for one year."""

    year: Annotated[int, Info("年度", YEAR, ("年份",), required=True, group="对象")] = Field(index=True)
    person: Annotated[
        str,
        Info(
            "姓名",
            Link(to="members", number="id_no", branch="branch", person=True),
            ("党员姓名", "职工姓名"),
            required=True,
        ),
    ] = Field()
    id_no: Annotated[str | None, Info("公民身份号码", IdNo(), NUMBER_WORDS)] = None
    branch: Annotated[str | None, Info("所在支部", ORGANIZATION, BRANCH_WORDS)] = None
    grade: Annotated[
        str | None, Info("困难类别", coded("hardship_grade"), ("困难等级", "困难程度", "困难类型"), group="困难情况")
    ] = None
    reason: Annotated[str | None, Info("困难原因", PRIVATE, ("致困原因", "困难情况"))] = None
    family: Annotated[int | None, Info("家庭人口", COUNT, ("家庭人口数", "家庭人数"))] = None
    income: Annotated[int | None, Info("人均月收入", MONEY, ("家庭人均月收入",), help="元")] = None
    household: Annotated[list[HardshipFamily], Info("主要家庭成员", PrivateParts(HardshipFamily), ("家庭成员",))]
    recognised: Annotated[str | None, Info("认定日期", DATE, ("认定时间",), group="认定与公示")] = None
    shown_from: Annotated[str | None, Info("公示开始", DATE, ("公示开始日期",))] = None
    shown_to: Annotated[str | None, Info("公示结束", DATE, ("公示结束日期",))] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


LEDGER = Ledger(
    Hardship,
    id="hardship",
    title="困难党员职工",
    identity=Identity(("year", "id_no"), number="id_no", instead=("year", "person"), named=("year", "person")),
    table=("year", "person", "branch", "grade", "reason", "family", "income", "recognised"),
    search=("person", "id_no", "branch", "reason"),
    filters=("year", "grade", "branch"),
    sort="-year",
    as_of=AsOf("recognised"),
)
