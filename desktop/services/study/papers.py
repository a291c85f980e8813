"""Papers of the tab 学习: of which meeting."""

from pathlib import Path

from desktop.errors import Missing, Progress
from desktop.ledger import Values
from desktop.ledger.kinds import Link
from desktop.ledger.paper import Paper, Parameter
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.models.study.attendance import LEDGER as ATTENDANCE
from desktop.models.study.sessions import LEDGER as SESSIONS
from desktop.records.reading import each
from desktop.reports.kit.page import Printed
from desktop.reports.study.meetings import Meeting, minutes, sign_in
from desktop.services.asked import Asked
from desktop.store.office import Office
from desktop.store.query import Query, Where


def _meeting(office: Office, asked: Asked) -> tuple[Meeting, Values]:
    ledger = SESSIONS
    wanted = asked["session"]
    ids = office.ids(
        ledger, Query(search="" if not wanted else wanted.split()[0] if wanted else "", sort=(("begins", True),))
    )
    found = next((row for row in office.rows(ledger, ids) if not wanted or wanted in (row["id"], row["title"])), None)
    if found is None and wanted:
        raise Missing(f"没有“{wanted}”这次会议，请写会议的全名（支部 类型 时间）或编号。")
    row = found or {}
    shown = {key: ledger.columns[key].kind.show(row.get(key)) for key in ledger.columns}
    facts = [
        (ledger.columns[key].title, shown[key])
        for key in (
            "branch",
            "kind",
            "begins",
            "place",
            "topic",
            "host",
            "recorder",
            "should",
            "present",
            "leave",
            "absent",
            "observers",
        )
    ]
    texts = [(ledger.columns[key].title, shown[key]) for key in ("agenda", "content", "resolution")]
    return Meeting(
        office.unit, shown["kind"], facts, texts, title=f"{shown['branch']}{shown['kind']}记录" if row else "会议记录"
    ), row


def _sign_in(office: Office, out: Path, asked: Asked, _progress: Progress | None) -> Printed:
    """会议签到表: those whose attendance is kept, else the members of the branch."""
    meeting, row = _meeting(office, asked)
    names: list[str] = []
    if row:
        kept = each(office, ATTENDANCE, Query("", (Where("session", "=", row["title"]),)))
        names = [one["person"] for one in kept]
        if not names and row.get("branch_id"):
            names = [
                one["name"]
                for one in each(office, MEMBERS, Query("", (Where("branch", "=", row["branch"]),), (("name", False),)))
            ]
    return sign_in(out, Meeting(meeting.unit, meeting.kind, meeting.facts, meeting.texts, names, meeting.title))


def _minutes(office: Office, out: Path, asked: Asked, _progress: Progress | None) -> Printed:
    """会议记录 of the session named, or of the latest."""
    return minutes(out, _meeting(office, asked)[0])


MEETING = Parameter("session", "会议", kind=Link(to="sessions"))
PAPERS = (
    Paper("sign-in", "会议签到表", SESSIONS, _sign_in, (MEETING,)),
    Paper("minutes", "会议记录", SESSIONS, _minutes, (MEETING,)),
)
