"""党员统计表: the figures of a day on paper."""

from pathlib import Path

from desktop.errors import Progress
from desktop.ledger.kinds import DATE
from desktop.ledger.paper import Paper, Parameter
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.models.words import ORGANIZATION
from desktop.reports.kit.page import Printed
from desktop.reports.kit.roster import Heading
from desktop.reports.members.statistics import Counted, statistics_sheet
from desktop.rules.dates import chinese_date
from desktop.services.asked import Asked, day_of
from desktop.services.members.statistics import statistics
from desktop.store.office import Office


def member_statistics(office: Office, out: Path, asked: Asked, _progress: Progress | None) -> Printed:
    """The office, or one organisation and all below it, as of a day (today)."""
    day = day_of(asked["as_of"], "截至日期")
    found = statistics(office, day, asked["organization"])
    tables = [
        Counted(title, [(cell.value, cell.count, cell.share) for cell in cells])
        for title, cells in found.tables.items()
    ]
    units = [
        (
            f"{'　' * one.depth}{one.name}",
            *map(str, (one.members, one.women, one.minority, one.probationary, one.college)),
        )
        for one in found.units
    ]
    until = chinese_date(day.isoformat())
    head = Heading("党员统计表", f"单位：{found.unit}", f"截至{until}　共 {found.total} 人")
    note = f"年龄、党龄按周年计算，截至{until}；日期没有写到日而不能确定的另列。"
    return statistics_sheet(out, head, tables, units, note)


PAPERS = (
    Paper(
        "member-statistics",
        "党员统计表",
        MEMBERS,
        member_statistics,
        (
            Parameter("as_of", "截至日期", kind=DATE),
            Parameter("organization", "党组织", kind=ORGANIZATION),
        ),
    ),
)
