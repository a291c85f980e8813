"""党员基本信息采集表: which members."""

from pathlib import Path

from desktop.errors import Missing, Progress
from desktop.ledger.kinds import Link
from desktop.ledger.paper import Paper, Parameter
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.models.words import ORGANIZATION
from desktop.records.reading import each
from desktop.reports.kit.page import Printed
from desktop.reports.members.sheet import member_sheets
from desktop.services.asked import Asked
from desktop.services.members.card import photo_of
from desktop.store.office import Office
from desktop.store.query import Query, Where


def member_sheet(office: Office, out: Path, asked: Asked, _progress: Progress | None) -> Printed:
    """党员基本信息采集表: the member named, the branch named, or all."""
    ledger = MEMBERS
    where = (Where("branch", "=", asked["branch"]),) if asked["branch"] else ()
    found = list(each(office, ledger, Query("", where)))
    if asked["member"]:
        found = [row for row in found if asked["member"] in (row["name"], row["id_no"], row["id"])]
        if not found:
            raise Missing(f"党员里没有“{asked['member']}”。")
    people = [
        {column.title: column.kind.show(row.get(column.key)) for column in ledger.columns.values()} for row in found
    ]
    return member_sheets(out, people, office.unit, [photo_of(office, ledger, row["id"]) for row in found])


PAPERS = (
    Paper(
        "member-sheet",
        "党员基本信息采集表",
        MEMBERS,
        member_sheet,
        (
            Parameter("member", "党员", kind=Link(to="members", person=True)),
            Parameter("branch", "所在党支部", kind=ORGANIZATION),
        ),
    ),
)
