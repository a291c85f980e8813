"""People: everyone the office keeps, once, whatever roles they have."""

from typing import Annotated

from sqlalchemy import Index, Table
from sqlmodel import Field

from desktop.ledger import Info, Part, Problems, Record, Values
from desktop.ledger.kinds import DATE, FLAG, LINE, MONEY, NAME, NOTE, ORDINAL, PHONE, IdNo, Parts, coded
from desktop.models.words import ORGANIZATION
from desktop.rules.identity import birth_of, sex_of


class Honour(Part, table=True):
    """An honour a person received (荣誉)."""

    __tablename__ = "person_honour"

    person_id: str = Field(foreign_key="person.id", index=True)
    name: Annotated[str | None, Info("荣誉名称")] = None
    level: Annotated[str | None, Info("级别", coded("honour_level"))] = None
    given: Annotated[str | None, Info("授予时间", DATE)] = None


class Place(Part, table=True):
    """Where a person belonged from a day on (支部变动); the first row without a day stands for the time before."""

    __tablename__ = "person_place"

    person_id: str = Field(foreign_key="person.id", index=True)
    branch: Annotated[str | None, Info("党支部", ORGANIZATION)] = None
    since: Annotated[str | None, Info("起始日期", DATE)] = None


class Standing(Part, table=True):
    """A standing in the Party from a day on, and why (党籍变动); the first row without a day is the time before."""

    __tablename__ = "person_status"

    person_id: str = Field(foreign_key="person.id", index=True)
    status: Annotated[str | None, Info("党籍状态", coded("member_status"))] = None
    since: Annotated[str | None, Info("起始日期", DATE)] = None
    reason: Annotated[str | None, Info("原因", coded("status_reason"))] = None


class Person(Record, table=True):
    """One person; `strokes` is the name for sorting by strokes; `is_member` and `is_volunteer` are True in that ledger, False in its recycle bin, None never in it."""

    honours: Annotated[list[Honour], Info("荣誉", Parts(Honour), ("荣誉称号", "获得荣誉", "表彰奖励"))]
    places: Annotated[
        list[Place],
        Info("支部变动", Parts(Place), help="先后在哪个党支部，从哪天起；改“所在党支部”时自动记一笔，日期可以改"),
    ]
    statuses: Annotated[
        list[Standing],
        Info(
            "党籍变动",
            Parts(Standing),
            help="党籍状态先后是什么，从哪天起，为什么；用“党籍变动…”办理，或改“党籍状态”时自动记一笔",
        ),
    ]
    strokes: str = Field(default="")
    is_member: bool | None = Field(default=None)
    is_volunteer: bool | None = Field(default=None)
    name: Annotated[str, Info("姓名", NAME, ("党员姓名", "志愿者姓名", "志愿者"), required=True)]
    sex: Annotated[str | None, Info("性别", coded("sex"))] = None
    nation: Annotated[str | None, Info("民族", coded("nation"))] = None
    id_kind: Annotated[str | None, Info("证件类型", coded("idno_kind"), help="不填即居民身份证")] = None
    id_no: Annotated[
        str | None,
        Info(
            "公民身份号码",
            IdNo(unless="id_kind"),
            (
                "公民身份证号",
                "公民身份证号码",
                "身份证号",
                "身份证号码",
                "身份证",
                "身份号码",
                "证件号码",
                "居民身份证号",
            ),
            help="18 位；填写后自动核对校验位、出生日期和性别",
        ),
    ] = Field(default=None, index=True)
    birth: Annotated[
        str | None,
        Info("出生日期", DATE, ("出生年月", "出生年月日", "生日", "出生时间"), help="与人事档案一致，可以只填到年月"),
    ] = None
    birth_checked: Annotated[
        bool | None,
        Info("出生日期已核实", FLAG, help="身份证号与档案的出生日期不一致、已按档案核实的，选“是”，不再提醒"),
    ] = None
    native_place: Annotated[str | None, Info("籍贯")] = None
    work_start: Annotated[str | None, Info("参加工作时间", DATE, ("参加工作日期", "工作时间", "参工时间"))] = None
    education: Annotated[str | None, Info("学历", coded("education"), ("最高学历", "文化程度", "学历情况"))] = None
    degree: Annotated[str | None, Info("学位", coded("degree"))] = None
    category: Annotated[
        str | None, Info("人员类别", coded("member_category"), ("党员类别", "党员类型", "党员身份"))
    ] = None
    status: Annotated[str | None, Info("党籍状态", coded("member_status"), ("党籍",))] = None
    branch: Annotated[
        str | None,
        Info(
            "所在党支部",
            ORGANIZATION,
            ("所在支部", "组织关系所在党支部", "党支部名称", "支部名称", "支部", "党支部", "所属党支部", "所属支部"),
        ),
    ] = None
    party_group: Annotated[str | None, Info("所在党小组", LINE, ("党小组",))] = None
    applied: Annotated[str | None, Info("申请入党日期", DATE, ("申请入党时间",))] = None
    joined: Annotated[
        str | None,
        Info(
            "加入党组织日期",
            DATE,
            ("入党时间", "入党日期", "入党年月", "加入党组织时间"),
            help="支部党员大会通过其为预备党员之日",
        ),
    ] = None
    full: Annotated[
        str | None,
        Info(
            "转为正式党员日期", DATE, ("转正时间", "转正日期", "转为正式党员时间", "转正年月"), help="党龄从这一天算起"
        ),
    ] = None
    join_type: Annotated[str | None, Info("入党类型", coded("join_type"))] = None
    full_result: Annotated[str | None, Info("转正情况", coded("full_result"))] = None
    age_adjust: Annotated[
        int | None, Info("党龄校正值", ORDINAL, ("党龄校正值（月）", "党龄校正"), help="要减去的月数")
    ] = None
    work_post: Annotated[str | None, Info("工作岗位", coded("work_post"), ("岗位类别",))] = None
    position: Annotated[
        str | None, Info("工作单位及职务", LINE, ("单位及职务", "现任职务", "职务", "单位职务", "工作单位和职务"))
    ] = None
    rank: Annotated[str | None, Info("职务层次", LINE, ("职级", "职务职级", "行政级别"))] = None
    profession: Annotated[str | None, Info("从事专业技术职务", LINE, ("专业技术职务", "职称"))] = None
    position_order: Annotated[
        int | None, Info("职务排序号", ORDINAL, ("排序号", "职务排序"), help="名单按职务排时用，数小的排在前面")
    ] = None
    party_post: Annotated[str | None, Info("党内职务", LINE, ("支部职务",))] = None
    mobile: Annotated[
        str | None, Info("手机号", PHONE, ("手机号码", "移动电话", "联系电话", "联系方式", "电话", "手机", "电话号码"))
    ] = None
    telephone: Annotated[str | None, Info("固定电话", PHONE, ("固话", "办公电话", "座机"))] = None
    address: Annotated[str | None, Info("现居住地", LINE, ("家庭住址", "居住地", "住址", "现住址", "家庭地址"))] = None
    registered: Annotated[str | None, Info("户籍所在地", LINE, ("户籍地址", "户籍"))] = None
    lost: Annotated[bool | None, Info("是否失联党员", FLAG, ("是否为失联党员", "失联党员"))] = None
    lost_since: Annotated[str | None, Info("失去联系日期", DATE, ("失联日期", "失联时间"))] = None
    floating: Annotated[bool | None, Info("是否流动党员", FLAG, ("是否为流动党员", "流动党员"))] = None
    floats_to: Annotated[str | None, Info("外出流向", LINE, ("流向",))] = None
    retired: Annotated[str | None, Info("离退休", coded("retired"), ("在职情况",))] = None
    migrant: Annotated[bool | None, Info("是否农民工", FLAG)] = None
    stratum: Annotated[str | None, Info("新社会阶层类型")] = None
    dues_base: Annotated[int | None, Info("党费计算基数", MONEY, ("党费基数",), help="元/月，年初核定")] = None
    archive: Annotated[str | None, Info("党员档案所在单位", LINE, ("档案所在单位",))] = None
    came: Annotated[str | None, Info("进入日期", DATE, ("转入日期", "转入时间"))] = None
    came_by: Annotated[str | None, Info("进入类型", coded("came_by"))] = None
    gone: Annotated[str | None, Info("离开日期", DATE, ("转出日期", "转出时间"))] = None
    gone_by: Annotated[str | None, Info("离开类型", coded("gone_by"))] = None
    died: Annotated[str | None, Info("去世日期", DATE, ("去世时间",))] = None
    remark: Annotated[str | None, Info("备注", NOTE, ("说明",))] = None
    politics: Annotated[str | None, Info("政治面貌", coded("politics"))] = None
    workplace: Annotated[str | None, Info("所在单位", LINE, ("工作单位", "单位", "单位名称"))] = None
    skills: Annotated[str | None, Info("特长", LINE, ("专长", "服务特长"))] = None
    team: Annotated[str | None, Info("队伍", LINE, ("志愿队伍", "所属队伍", "服务队"))] = None
    volunteer_remark: Annotated[str | None, Info("备注", NOTE, ("说明",))] = None


PEOPLE: Table = Person.__table__  # type: ignore[attr-defined]

THERE = PEOPLE.c.is_member.is_(True)

Index(  # members in the order their list has at first, with all that a search reads: no row need be looked at
    "ix_person_by_branch", PEOPLE.c.branch.is_(None), PEOPLE.c.branch, PEOPLE.c.id, PEOPLE.c.find, sqlite_where=THERE
)

Index("ix_person_by_name", PEOPLE.c.find, PEOPLE.c.id, sqlite_where=THERE)

for column in (PEOPLE.c.birth, PEOPLE.c.joined):  # by age, by years in the Party
    Index(f"ix_person_by_{column.name}", column.is_(None), column, PEOPLE.c.id, sqlite_where=THERE)


def number_against(values: Values) -> Problems:
    """Sex and birth that differ from the identity number: worth a look, never an error (the archive decides)."""
    number = values.get("id_no")
    if not number or len(number) != 18 or values.get("id_kind") not in (None, "居民身份证"):
        return {}
    found = {}
    birth = values.get("birth")
    if birth and not values.get("birth_checked") and not birth_of(number).startswith(birth):
        found["birth"] = (
            f"出生日期 {birth} 与身份证号上的 {birth_of(number)} 不一致，以档案为准，请核实；核实过的把“出生日期已核实”选“是”"
        )
    if values.get("sex") and values["sex"] != sex_of(number):
        found["sex"] = f"性别“{values['sex']}”与身份证号不一致，请核实"
    return found
