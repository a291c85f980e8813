"""The paper of one person whole."""

import datetime as dt
from pathlib import Path

from desktop.errors import Missing, Progress
from desktop.ledger.kinds import Link
from desktop.ledger.paper import Paper, Parameter
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.reports.kit.page import Printed
from desktop.reports.members.card import cards
from desktop.rules.dates import chinese_date
from desktop.services.asked import Asked
from desktop.services.members.card import Card, card_of
from desktop.services.members.computed import of_member
from desktop.store.office import Office
from desktop.store.query import Query, Where

FACTS = (
    "name", "sex", "nation", "birth", "id_no", "education", "category", "branch", "joined", "full", "status",
    "party_post", "position", "mobile", "work_start", "native_place",
)  # fmt: skip
VOLUNTEER_FACTS = ("name", "sex", "id_no", "politics", "mobile", "workplace", "skills", "team")


def facts_of(office: Office, card: Card) -> list[tuple[str, str]]:
    """What the head of a card tells: the person's fields, the age and 党龄 of today."""
    facts = card.facts(FACTS if card.ledger is MEMBERS else VOLUNTEER_FACTS)
    if card.ledger is not MEMBERS:
        return facts
    worked = of_member(office, card.person, dt.date.today())
    return [*facts, *((title, "" if worked[title] is None else f"{worked[title]}") for title in ("年龄", "党龄"))]


def member_card(office: Office, out: Path, asked: Asked, progress: Progress | None) -> Printed:
    """党员个人全貌表 of the member named (all of that name), else of the first in the list."""
    ledger = MEMBERS
    wanted = asked["member"]
    ids = office.ids(ledger, Query(limit=None if wanted else 1))
    if wanted:
        named = office.ids(ledger, Query(where=(Where("name", "=", wanted),)))
        numbered = office.ids(ledger, Query(where=(Where("id_no", "=", wanted),)))
        ids = named or numbered or [one for one in ids if one == wanted]
        if not ids:
            raise Missing(f"党员里没有“{wanted}”。")
    people = []
    for number, one in enumerate(ids):
        if progress:
            progress(number, len(ids), "正在汇集")
        card = card_of(office, one)
        people.append(
            (facts_of(office, card), [(event.day, event.what, event.words) for event in card.events], card.photo)
        )
    return cards(out, "党员个人全貌表", people, office.unit, chinese_date(dt.date.today().isoformat()))


PAPERS = (
    Paper(
        "member-card",
        "党员个人全貌表",
        MEMBERS,
        member_card,
        (Parameter("member", "党员", kind=Link(to="members", person=True)),),
    ),
)
