"""发展党员流程表: the way of one person."""

from pathlib import Path

from desktop.errors import Progress
from desktop.ledger.kinds import Link
from desktop.ledger.paper import Paper, Parameter
from desktop.models.members.development import LEDGER as DEVELOPMENT
from desktop.reports.kit.page import Printed
from desktop.reports.kit.roster import RosterColumn, roster
from desktop.services.asked import Asked, head_of
from desktop.services.members.development import file_of, table_of
from desktop.store.office import Office


def development_file(office: Office, out: Path, asked: Asked, progress: Progress | None) -> Printed:
    """发展党员流程表 of one person: the twenty-five steps, when each was taken, and what the text has against it."""
    row = file_of(office, asked["person"])
    ledger = DEVELOPMENT
    shown = ("sex", "birth", "branch", "position", "contacts", "sponsors")
    facts = [f"{ledger.columns[key].title}：{ledger.columns[key].kind.show(row[key])}" for key in shown if row[key]]
    columns = [
        RosterColumn("步", "center", 26),
        RosterColumn("阶段", "center"),
        RosterColumn("步骤"),
        RosterColumn("时间（人员、编号）", "left", 90),
        RosterColumn("需要核对", "left", 120),
    ]
    return roster(
        out,
        head_of(office, f"发展党员流程表（{row['person']}）"),
        columns,
        table_of(office, row),
        notes=("　".join(facts),) if facts else (),
        signatures=("党支部书记：", "组织委员：", "党委（盖章）："),
        wide=False,
        numbered=False,
        progress=progress,
    )


PAPERS = (
    Paper(
        "development-file",
        "发展党员流程表",
        DEVELOPMENT,
        development_file,
        (Parameter("person", "姓名", kind=Link(to="development")),),
    ),
)
