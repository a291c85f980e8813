"""Veterans: who was given the medal of fifty years in the Party, year by year (光荣在党50年)."""

from typing import Annotated

from sqlmodel import Field

from desktop.ledger import Identity, Info, Ledger, Problems, Record, Rules, Values
from desktop.ledger.kinds import COUNT, DATE, FLAG, NAME, NOTE, PHONE, YEAR, IdNo, Link, coded
from desktop.models.words import BRANCH_WORDS, NUMBER_WORDS, ORGANIZATION
from desktop.rules.fifty import reaches


class VeteranAward(Record, table=True):
    """One person's medal of one year, with what its list was drawn up from."""

    __tablename__ = "veteran_award"

    year: Annotated[int, Info("年度", YEAR, ("年份", "颁发年度"), required=True, group="对象")] = Field(index=True)
    person: Annotated[
        str,
        Info("姓名", Link(to="members", number="id_no", branch="branch", person=True), ("党员姓名",), required=True),
    ] = Field()
    sex: Annotated[str | None, Info("性别", coded("sex"))] = None
    birth: Annotated[str | None, Info("出生日期", DATE, ("出生年月",))] = None
    id_no: Annotated[str | None, Info("公民身份号码", IdNo(), NUMBER_WORDS)] = None
    branch: Annotated[str | None, Info("所在支部", ORGANIZATION, BRANCH_WORDS)] = None
    phone: Annotated[str | None, Info("联系电话", PHONE, ("手机号", "电话", "联系方式"))] = None
    joined: Annotated[str | None, Info("入党时间", DATE, ("入党日期", "加入党组织日期"), group="党龄")] = None
    full: Annotated[str | None, Info("转正时间", DATE, ("转正日期", "转为正式党员日期"))] = None
    basis: Annotated[str | None, Info("党龄起算依据", NOTE, ("起算依据",))] = None
    years: Annotated[int | None, Info("党龄", COUNT, ("党龄（年）",), help="截至当年 7 月 1 日的周年数")] = None
    living: Annotated[bool | None, Info("健在", FLAG, ("是否健在",), default=True)] = None
    opinion: Annotated[str | None, Info("一贯表现意见", NOTE, ("一贯表现", "支部意见"), group="核查与审核")] = None
    checker: Annotated[str | None, Info("核查人", NAME, ("支部核查人",))] = None
    checked: Annotated[str | None, Info("核查日期", DATE, ("支部核查日期",))] = None
    recommended: Annotated[str | None, Info("党委推荐", NOTE, ("机关党委推荐", "推荐意见"))] = None
    reviewed: Annotated[str | None, Info("上级审核结果", NOTE, ("审核结果", "组织部审核"))] = None
    given: Annotated[str | None, Info("颁发日期", DATE, ("颁发时间", "发放日期"), group="颁发")] = None
    giver: Annotated[str | None, Info("颁发人", NAME)] = None
    way: Annotated[str | None, Info("颁发方式", coded("award_way"), ("方式",))] = None
    medal: Annotated[str | None, Info("纪念章编号", aliases=("编号", "证书编号"))] = None
    receipt: Annotated[str | None, Info("领取情况", coded("sign_mode"), ("签收", "签领方式"))] = None
    proxy: Annotated[str | None, Info("代领人", NAME)] = None
    proxy_relation: Annotated[str | None, Info("代领关系", aliases=("与本人关系",))] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


class VeteranAwardRules(Rules):
    """When a medal is due, and who took it."""

    def warn(self, values: Values) -> Problems:
        """A medal before its time, or handed to somebody who is not named."""
        found = {}
        year = values.get("year")
        if year and (values.get("joined") or values.get("full")):
            first, last = reaches(values.get("joined"), values.get("full"))
            if first is not None and first > year:
                found["year"] = f"按入党和转正时间，{first} 年才满 50 年"
            elif first is not None and last is not None and last > year:
                found["year"] = f"日期没有写到日，{first} 年还是 {last} 年满 50 年不能确定，请核对档案"
        if values.get("receipt") == "代领" and not values.get("proxy"):
            found["proxy"] = "代领没有写明代领人"
        return found


LEDGER = Ledger(
    VeteranAward,
    id="veterans",
    title="光荣在党50年",
    identity=Identity(
        ("year", "id_no"), number="id_no", instead=("year", "person"), named=("person", "year"), told=("year", "branch")
    ),
    table=("year", "person", "sex", "birth", "branch", "joined", "full", "years", "given", "way", "receipt", "medal"),
    search=("person", "id_no", "branch", "medal", "proxy"),
    filters=("year", "branch", "way", "receipt"),
    sort="-year",
    rules=VeteranAwardRules(),
)
