"""组织关系介绍信: which letters, saying what."""

import datetime as dt
from pathlib import Path

from desktop.errors import Missing, Progress
from desktop.ledger import Values
from desktop.ledger.kinds import Link
from desktop.ledger.paper import Paper, Parameter
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.models.members.transfers import LEDGER as TRANSFERS
from desktop.models.members.transfers import OUT
from desktop.reports.kit.page import Printed
from desktop.reports.members.letters import Letter, letters
from desktop.rules.dates import age, chinese_date
from desktop.services.asked import Asked
from desktop.store.office import Office
from desktop.store.query import Query, Where


def introduction_letter(office: Office, out: Path, asked: Asked, _progress: Progress | None) -> Printed:
    """组织关系介绍信: the transfer named, else the latest letter out."""
    ledger = TRANSFERS
    wanted = asked["transfer"]
    found = office.rows(
        ledger, office.ids(ledger, Query(where=(Where("direction", "=", OUT),), sort=(("issued", True),)))
    )
    chosen = [row for row in found if wanted in (row["id"], row["title"], row["number"])] if wanted else found[:1]
    if wanted and not chosen:
        raise Missing(f"没有“{wanted}”这封转出的介绍信。")
    return letters(out, [_letter(office, row) for row in chosen], office.unit)


def _letter(office: Office, row: Values) -> Letter:
    members = MEMBERS
    person = office.get(members, row["person_id"]) if row["person_id"] else {}
    day = row["issued"] or dt.date.today().isoformat()
    years = age(person.get("birth"), dt.date.fromisoformat(day)) if len(day) == 10 else None
    return Letter(
        number=row["number"] or "",
        addressed=row["addressed"] or row["sent_to"] or "",
        person=row["person"],
        sex=person.get("sex") or "",
        age=f"{years}岁" if years is not None else "",
        nation=person.get("nation") or "",
        category=row["category"] or person.get("category") or "",
        id_no=row["id_no"] or person.get("id_no") or "",
        sent_by=row["sent_by"] or office.unit,
        sent_to=row["sent_to"] or "",
        dues_until=chinese_date(row["dues_until"]) if row["dues_until"] else "　　年　　月",
        valid_days=str(row["valid_days"] or ""),
        issued=chinese_date(day),
        phone=row["phone"] or office.settings.phone,
    )


PAPERS = (
    Paper(
        "introduction-letter",
        "组织关系介绍信",
        TRANSFERS,
        introduction_letter,
        (Parameter("transfer", "转接", kind=Link(to="transfers")),),
    ),
)
