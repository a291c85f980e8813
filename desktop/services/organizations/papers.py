"""Papers of the tab 组织."""

from pathlib import Path

from desktop.errors import Progress
from desktop.ledger.paper import Paper, Parameter
from desktop.models.organizations.elections import LEDGER as ELECTIONS
from desktop.models.organizations.elections import on_time
from desktop.reports.kit.page import Printed
from desktop.reports.kit.roster import RosterColumn, roster
from desktop.services.asked import Asked, head_of
from desktop.store.office import Office
from desktop.store.query import Query


def elections_year(office: Office, out: Path, asked: Asked, progress: Progress | None) -> Printed:
    """换届一览表: the elections due or held in a year, else every one."""
    ledger = ELECTIONS
    rows = office.rows(ledger, office.ids(ledger, Query(sort=(("due", False), ("organization", False)))))
    year = asked["year"].removesuffix("年")
    if year:
        rows = [row for row in rows if year in ((row["due"] or "")[:4], (row["held"] or "")[:4])]
    shown = ("organization", "kind", "last", "due", "extended_to", "held", "approval")
    told = {True: "是", False: "否", None: ""}
    body = [[*(ledger.columns[key].kind.show(row[key]) for key in shown), told[on_time(row)]] for row in rows]
    columns = [RosterColumn(ledger.columns[key].title, ledger.columns[key].kind.align) for key in shown]
    held = sum(1 for row in rows if row["held"])
    late = sum(1 for row in rows if on_time(row) is False)
    notes = (f"共 {len(rows)} 个，已完成 {held} 个，未按期 {late} 个。",)
    title = f"{year}年换届和届中调整一览表" if year else "换届和届中调整一览表"
    return roster(
        out,
        head_of(office, title),
        [*columns, RosterColumn("是否按期", "center")],
        body,
        notes=notes,
        wide=True,
        progress=progress,
    )


PAPERS = (Paper("elections-year", "换届一览表", ELECTIONS, elections_year, (Parameter("year", "年度"),)),)
