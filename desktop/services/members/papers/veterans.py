"""“光荣在党50年”汇总表: the awards of a year, or while none is kept, its candidates."""

from collections.abc import Sequence
from pathlib import Path

from desktop.errors import Progress
from desktop.ledger.kinds import YEAR
from desktop.ledger.paper import Paper, Parameter
from desktop.models.members.veterans import LEDGER as VETERANS
from desktop.reports.kit.page import Printed
from desktop.reports.kit.roster import RosterColumn, roster
from desktop.services.asked import Asked, head_of, year_of
from desktop.services.members.veterans import DIED, NEW, candidates
from desktop.store.office import Office
from desktop.store.query import Query, Where

COLUMNS = (
    RosterColumn("姓名", "center"),
    RosterColumn("性别", "center"),
    RosterColumn("出生日期", "center"),
    RosterColumn("身份证号", "center"),
    RosterColumn("所在党支部"),
    RosterColumn("入党时间", "center"),
    RosterColumn("转正时间", "center"),
    RosterColumn("党龄", "center"),
    RosterColumn("健在", "center"),
    RosterColumn("备注", "left", 60),
)


def summary(office: Office, out: Path, asked: Asked, progress: Progress | None) -> Printed:
    """The list that goes up to the Party committee and the organisation department (domain §2)."""
    year = year_of(asked["year"])
    rows = _kept(office, year)
    note = f"党龄截至 {year} 年 7 月 1 日，按周年计算。共 {len(rows)} 人。"
    if not rows:
        rows = _coming(office, year)
        note = (
            f"台账里还没有 {year} 年的记录，以下为候选名单 {len(rows)} 人；党龄截至 {year} 年 7 月 1 日，按周年计算。"
        )
    head = head_of(office, f"{year}年“光荣在党50年”纪念章颁发对象汇总表")
    signs = ("填表人：", "审核人：", "党委（盖章）：")
    return roster(out, head, COLUMNS, rows, notes=(note,), signatures=signs, wide=True, progress=progress)


def _kept(office: Office, year: int) -> list[Sequence[str]]:
    ledger = VETERANS
    ids = office.ids(ledger, Query(where=(Where("year", "=", year),), sort=(("branch", False), ("person", False))))
    shown = ("person", "sex", "birth", "id_no", "branch", "joined", "full", "years", "living", "remark")
    return [[ledger.columns[key].kind.show(row[key]) for key in shown] for row in office.rows(ledger, ids)]


def _coming(office: Office, year: int) -> list[Sequence[str]]:
    return [
        [
            one.name,
            one.sex or "",
            one.birth or "",
            one.id_no or "",
            one.branch or "",
            one.joined or "",
            one.full or "",
            "" if one.years is None else str(one.years),
            "否" if one.state == DIED else "是",
            "" if one.state == NEW else one.reason or one.state,
        ]
        for one in candidates(office, year)
        if one.awarded is None
    ]


PAPERS = (
    Paper("veterans-summary", "“光荣在党50年”汇总表", VETERANS, summary, (Parameter("year", "年度", kind=YEAR),)),
)
