"""党费收缴表: which months of whom."""

from pathlib import Path

from desktop.errors import Progress
from desktop.ledger import Values
from desktop.ledger.paper import Paper, Parameter
from desktop.models.members.dues import LEDGER as DUES
from desktop.models.words import ORGANIZATION
from desktop.reports.kit.page import Printed
from desktop.reports.kit.roster import RosterColumn, roster
from desktop.rules.dues import months_of, rate_of, shown_rate
from desktop.rules.money import capital, show_fen
from desktop.services.asked import Asked, head_of, year_of
from desktop.services.members.dues import lines, share
from desktop.store.office import Office


def dues_year(office: Office, out: Path, asked: Asked, progress: Progress | None) -> Printed:
    """党费收缴表: a line a member, a column a month, the sum in figures and capitals."""
    year, branch = year_of(asked["year"]), asked["branch"]
    found = lines(office, year, branch)
    months = months_of(year)
    rows = []
    for line in found:
        bases = [row for row in line.months.values() if row["base"] is not None]
        base = bases[-1] if bases else None
        rate = shown_rate(rate_of(base["base"], base["kind"] or "", base["month"])) if base else ""
        paid = [_mark(line.months.get(month)) for month in months]
        rows.append(
            [line.person, show_fen(base["base"]) if base else "", rate, *paid, show_fen(line.due), show_fen(line.paid)]
        )
    totals = [show_fen(sum((line.months.get(month) or {}).get("paid") or 0 for line in found)) for month in months]
    due, paid_all = sum(line.due for line in found), sum(line.paid for line in found)
    columns = [
        RosterColumn("姓名"),
        RosterColumn("计算基数", "right"),
        RosterColumn("比例", "center"),
        *(RosterColumn(f"{month}月", "right") for month in range(1, 13)),
        RosterColumn("应缴", "right"),
        RosterColumn("实缴", "right"),
    ]
    notes = [f"实缴合计人民币（大写）：{capital(paid_all)}"]
    handed = share(office, paid_all)
    if handed is not None:
        notes.append(f"按 {office.settings.dues_share}% 应上缴 {show_fen(handed)} 元。")
    title = f"{year}年党费收缴表"
    return roster(
        out,
        head_of(office, title, unit=f"党支部：{branch or office.unit}"),
        columns,
        rows,
        totals=["", "", "", "", *totals, show_fen(due), show_fen(paid_all)],
        notes=notes,
        signatures=("收缴人：", "审核人：", "支部书记："),
        wide=True,
        progress=progress,
    )


def _mark(row: Values | None) -> str:
    """What was paid; a waived month tells so, an unpaid one stays open."""
    if row is None:
        return "—"
    if row["paid"]:
        return show_fen(row["paid"])
    return "免" if row["exempt"] else ""


PAPERS = (
    Paper(
        "dues-year",
        "党费收缴表",
        DUES,
        dues_year,
        (Parameter("year", "年度"), Parameter("branch", "所在支部", kind=ORGANIZATION)),
    ),
)
