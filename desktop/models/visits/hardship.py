"""Hardship: members and staff in difficulty, year by year (困难党员职工)."""

from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.ledger.columns import Info
from desktop.ledger.kinds import COUNT, DATE, LINE, MONEY, NAME, NOTE, PRIVATE, YEAR, IdNo, Link, PrivateParts, coded
from desktop.ledger.ledger import Identity, Ledger
from desktop.ledger.record import Part, Record
from desktop.models.words import BRANCH_WORDS, NUMBER_WORDS


class HardshipFamily(Part, table=True):
    """One of the household of somebody in hardship (主要家庭成员); income in fen a month."""

    __tablename__ = "hardship_family"

    hardship_id: str = Field(foreign_key="hardship.id", index=True)
    name: str | None = None
    relation: str | None = None
    age: int | None = None
    workplace: str | None = None
    income: int | None = None


FAMILY = PrivateParts(
    model=HardshipFamily,
    columns=(
        ("name", "姓名", NAME),
        ("relation", "称谓", LINE),
        ("age", "年龄", COUNT),
        ("workplace", "工作单位", LINE),
        ("income", "月收入", MONEY),
    ),
)


class Hardship(Record, table=True):
    """One person's hardship, recognised for one year."""

    PARTS: ClassVar[dict[str, Info]] = {"household": Info("主要家庭成员", FAMILY, ("家庭成员",))}

    year: Annotated[int, Info("年度", YEAR, ("年份",), required=True)] = Field(index=True)
    person: Annotated[
        str,
        Info(
            "姓名",
            Link(to="members", number="id_no", branch="branch", person=True),
            ("党员姓名", "职工姓名"),
            required=True,
        ),
    ] = Field()
    person_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    id_no: Annotated[str | None, Info("公民身份号码", IdNo(), NUMBER_WORDS)] = None
    branch: Annotated[str | None, Info("所在支部", Link(to="organizations"), BRANCH_WORDS)] = None
    branch_id: str | None = Field(default=None, foreign_key="organization.id", index=True)
    grade: Annotated[str | None, Info("困难类别", coded("hardship_grade"), ("困难等级", "困难程度", "困难类型"))] = None
    reason: Annotated[str | None, Info("困难原因", PRIVATE, ("致困原因", "困难情况"))] = None
    family: Annotated[int | None, Info("家庭人口", COUNT, ("家庭人口数", "家庭人数"))] = None
    income: Annotated[int | None, Info("人均月收入", MONEY, ("家庭人均月收入",), help="元")] = None
    recognised: Annotated[str | None, Info("认定日期", DATE, ("认定时间",))] = None
    shown_from: Annotated[str | None, Info("公示开始", DATE, ("公示开始日期",))] = None
    shown_to: Annotated[str | None, Info("公示结束", DATE, ("公示结束日期",))] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


LEDGER = Ledger(
    Hardship,
    id="hardship",
    title="困难党员职工",
    group="走访慰问",
    table=("year", "person", "branch", "grade", "reason", "family", "income", "recognised"),
    form={
        "对象": ("year", "person", "id_no", "branch"),
        "困难情况": ("grade", "reason", "family", "income", "household"),
        "认定与公示": ("recognised", "shown_from", "shown_to", "remark"),
    },
    search=("person", "id_no", "branch", "reason"),
    filters=("year", "grade", "branch"),
    sort="-year",
    day="recognised",
    identity=Identity(("year", "id_no"), number="id_no", instead=("year", "person")),
    named=("year", "person"),
)
