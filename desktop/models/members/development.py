"""Development: everyone on the way into the Party, from application to full membership (发展党员)."""

from typing import Annotated

from sqlmodel import Field

from desktop.ledger import AsOf, Identity, Info, Ledger, Record, Values
from desktop.ledger.kinds import COUNT, DATE, HOURS, LINE, NAME, NOTE, IdNo, Link, Parent, children, coded
from desktop.models.words import BRANCH_WORDS, NUMBER_WORDS, ORGANIZATION


class Review(Record, table=True):
    """One look at an activist, every half year."""

    __tablename__ = "development_review"

    development: Annotated[str, Info("发展党员", Parent(to="development"), required=True)] = Field()
    result: Annotated[str | None, Info("考察意见", LINE, ("考察情况", "意见"))] = None
    day: Annotated[str | None, Info("考察日期", DATE, ("考察时间", "日期"))] = None


REVIEWS = Ledger(
    Review,
    id="development-reviews",
    title="半年考察",
    identity=Identity(("development", "day", "result"), named=("development", "day"), told=("result",)),
    table=("development", "day", "result"),
    search=("development", "result"),
    sort="day",
    as_of=AsOf("day"),
)


class Development(Record, table=True):
    """One person's way into the Party; every date is a decision typed, none is worked out."""

    person: Annotated[
        str,
        Info(
            "姓名",
            Link(to="members", number="id_no", branch="branch", person=True),
            ("发展对象姓名",),
            required=True,
            group="基本情况",
        ),
    ] = Field()
    sex: Annotated[str | None, Info("性别", coded("sex"))] = None
    birth: Annotated[str | None, Info("出生日期", DATE, ("出生年月",))] = None
    id_no: Annotated[str | None, Info("公民身份号码", IdNo(), NUMBER_WORDS)] = None
    branch: Annotated[str | None, Info("所在支部", ORGANIZATION, BRANCH_WORDS)] = None
    position: Annotated[str | None, Info("工作单位及职务", LINE, ("单位及职务", "职务"))] = None
    stopped: Annotated[str | None, Info("终止原因", NOTE, ("停止发展原因",), help="不再发展的填写原因，不再提醒")] = (
        None
    )
    applied: Annotated[
        str | None,
        Info(
            "申请入党日期", DATE, ("提交书面申请书时间", "递交入党申请书时间", "申请时间"), group="申请入党与积极分子"
        ),
    ] = Field(default=None, index=True)
    talked: Annotated[str | None, Info("派人谈话日期", DATE, ("谈话日期",), help="收到申请书一个月内")] = None
    talker: Annotated[str | None, Info("谈话人", NAME)] = None
    activist: Annotated[
        str | None,
        Info("确定积极分子日期", DATE, ("确定为入党积极分子时间", "确定入党积极分子日期", "列为积极分子时间")),
    ] = None
    activist_filed: Annotated[str | None, Info("积极分子备案日期", DATE)] = None
    contacts: Annotated[str | None, Info("培养联系人", NAME, help="一至两名正式党员")] = None
    reviews: Annotated[list[Review], Info("半年考察", children(REVIEWS), ("考察",))]
    chosen: Annotated[
        str | None,
        Info(
            "确定发展对象日期",
            DATE,
            ("确定为发展对象时间", "列为发展对象时间"),
            help="积极分子满一年以后",
            group="发展对象",
        ),
    ] = None
    agreed: Annotated[str | None, Info("上级党委同意日期", DATE, ("发展对象备案日期",))] = None
    shown_from: Annotated[str | None, Info("公示开始", DATE, ("公示开始日期",))] = None
    shown_to: Annotated[str | None, Info("公示结束", DATE, ("公示结束日期",), help="不少于五个工作日")] = None
    sponsors: Annotated[str | None, Info("入党介绍人", NAME, help="两名正式党员")] = None
    examined: Annotated[str | None, Info("政治审查日期", DATE, ("政审日期",))] = None
    train_from: Annotated[str | None, Info("培训开始", DATE, ("发展对象培训起",))] = None
    trained: Annotated[str | None, Info("培训结束", DATE, ("发展对象培训止", "集中培训日期"))] = None
    train_hours: Annotated[float | None, Info("培训学时", HOURS, help="不少于三天或 24 学时")] = None
    checked: Annotated[str | None, Info("支委会审查日期", DATE, group="接收预备党员")] = None
    prereviewed: Annotated[str | None, Info("预审日期", DATE, ("上级党委预审日期",))] = None
    form_no: Annotated[str | None, Info("志愿书编号", LINE, ("入党志愿书编号",))] = None
    meeting: Annotated[
        str | None,
        Info("支部大会日期", DATE, ("入党时间", "接收预备党员日期"), help="预审合格一个月内；预备期从这一天算起"),
    ] = Field(default=None, index=True)
    voters: Annotated[int | None, Info("应到有表决权", COUNT)] = None
    present: Annotated[int | None, Info("实到有表决权", COUNT)] = None
    votes: Annotated[int | None, Info("赞成票", COUNT)] = None
    interviewed: Annotated[str | None, Info("上级派人谈话日期", DATE)] = None
    approved: Annotated[str | None, Info("审批日期", DATE, ("上级党委审批日期",), help="支部大会后三个月内")] = None
    filed: Annotated[str | None, Info("组织部门备案日期", DATE)] = None
    oath: Annotated[str | None, Info("入党宣誓日期", DATE, group="转正")] = None
    full_applied: Annotated[str | None, Info("转正申请日期", DATE)] = None
    full_meeting: Annotated[str | None, Info("讨论转正日期", DATE, ("转正时间",))] = None
    extended_to: Annotated[str | None, Info("预备期延长至", DATE, help="延长一次，半年到一年")] = None
    full_approved: Annotated[str | None, Info("转正审批日期", DATE)] = None
    archived: Annotated[str | None, Info("材料归档日期", DATE)] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


def done(values: Values) -> bool:
    """Whether nothing is to be waited for any more."""
    return bool(values.get("stopped") or values.get("full_approved") or values.get("archived"))


LEDGER = Ledger(
    Development,
    id="development",
    title="发展党员",
    identity=Identity(
        ("id_no",), number="id_no", instead=("person", "applied"), named=("person",), told=("applied", "branch")
    ),
    table=(
        "person",
        "sex",
        "branch",
        "applied",
        "activist",
        "chosen",
        "meeting",
        "approved",
        "full_meeting",
        "full_approved",
    ),
    search=("person", "id_no", "branch", "contacts", "sponsors", "form_no"),
    filters=("branch", "sex"),
    sort="-applied",
    as_of=AsOf("applied"),
)
