"""Where those on the way into the Party stand, what their records lack, and what is due."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from desktop.errors import Missing, Refusal
from desktop.ledger import Values
from desktop.models.members.development import LEDGER as DEVELOPMENT
from desktop.models.members.development import done
from desktop.records.reading import each
from desktop.records.reminders import state_of
from desktop.rules.development import STAGES, STEPS, Fault, Step, faults, full_due, review_due, standing
from desktop.rules.workdays import FILE, calendar_of, read_days
from desktop.services.chapter import Computed
from desktop.store.office import Office
from desktop.store.query import Query, Where

AHEAD = 30
UNDER_WAY = (Where("stopped", "blank"), Where("full_approved", "blank"))


def revised(office: Office) -> dt.date:
    """From which day the text of 2026 is taken to hold."""
    try:
        return dt.date.fromisoformat(office.settings.development_revised)
    except ValueError:
        return dt.date(2026, 5, 18)


def faults_of(office: Office, values: Values) -> list[Fault]:
    """What a record has against the text, by the office's calendar and setting."""
    return faults(values, revised(office), calendar_of(office.folder))


def of_development(office: Office, values: Values, _as_of: dt.date) -> Values:
    """The stage, the next step with its days, when the probation is over, and every fault with its article."""
    found, due = standing(values), full_due(values)
    wrong = faults_of(office, values)
    return {
        "当前阶段": found.stage,
        "最近一步": f"{found.last.number}. {found.last.title}" if found.last else None,
        "下一步": f"{found.following.number}. {found.following.title}" if found.following else None,
        "最早": found.earliest.isoformat() if found.earliest else None,
        "最迟": found.latest.isoformat() if found.latest else None,
        "预备期满": due.isoformat() if due else None,
        "问题": "；".join(one.told for one in wrong) or None,
    }


OF_DEVELOPMENT = Computed(("当前阶段", "最近一步", "下一步", "最早", "最迟", "预备期满", "问题"), of_development)


def under_way(office: Office) -> Iterator[Values]:
    """The records of those whose way is not over."""
    return (row for row in each(office, DEVELOPMENT, Query(where=UNDER_WAY)) if not done(row))


@dataclass(frozen=True)
class Card:
    """One person on the board: where they stand, what comes next, until when, what the text has against the record."""

    id: str
    person: str
    branch: str
    stage: str
    last: str
    following: str
    due: str
    state: str
    faults: tuple[str, ...]

    def plain(self) -> Values:
        """As JSON."""
        return {**asdict(self), "due": self.due or None, "state": self.state or None, "faults": list(self.faults)}


def board(office: Office, on: dt.date, branch: str = "") -> dict[str, list[Card]]:
    """Everybody on the way, by stage, what is most pressing first; those who were stopped or are through are not on it."""
    found: dict[str, list[Card]] = {stage: [] for stage in STAGES}
    for row in under_way(office):
        if not branch or row["branch"] == branch:
            card = _card(office, row, on)
            found[card.stage].append(card)
    for cards in found.values():
        cards.sort(key=lambda card: (card.due or "9999", card.person))
    return found


def _card(office: Office, row: Values, on: dt.date) -> Card:
    found = standing(row)
    days = [found.latest, review_due(row), full_due(row) if not row["full_meeting"] else None]
    due = min((day for day in days if day), default=None)
    return Card(
        row["id"],
        row["person"],
        row["branch"] or "",
        found.stage,
        f"{found.last.number}. {found.last.title}" if found.last else "",
        f"{found.following.number}. {found.following.title}" if found.following else "",
        due.isoformat() if due else "",
        (state_of(due, on, AHEAD) if due else None) or "",
        tuple(one.told for one in faults_of(office, row)),
    )


def next_step(values: Values) -> Step | None:
    """The step that a record waits for, where it is a date or a word that can be typed at once."""
    following = standing(values).following
    return following if following and following.key != "reviews" else None


def file_of(office: Office, wanted: str) -> Values:
    """The record of a name or id; without one the latest application."""
    ledger = DEVELOPMENT
    rows = office.rows(ledger, office.ids(ledger, Query(sort=(("applied", True),))))
    found = next((row for row in rows if not wanted or wanted in (row["id"], row["title"], row["person"])), None)
    if found is None:
        raise Missing(f"发展党员里没有“{wanted}”。" if wanted else "还没有发展党员的记录。")
    return found


def table_of(office: Office, values: Values) -> list[list[str]]:
    """The twenty-five steps of one record: number, stage, step, when (or who), what is wrong."""
    ledger = DEVELOPMENT
    wrong: dict[str, list[str]] = {}
    for one in faults_of(office, values):
        wrong.setdefault(one.key, []).append(one.told)
    keys = {
        "shown_from": "agreed",
        "shown_to": "agreed",
        "votes": "meeting",
        "present": "meeting",
        "extended_to": "full_meeting",
    }
    told: dict[str, list[str]] = {}
    for key, sentences in wrong.items():
        told.setdefault(keys.get(key, key), []).extend(sentences)
    return [
        [
            str(step.number),
            step.stage,
            step.title,
            ledger.columns[step.key].kind.show(values.get(step.key)) if step.key else "",
            "；".join(told.get(step.key, ())) if step.key else "",
        ]
        for step in STEPS
    ]


def take_workdays(office: Office, text: str) -> int:
    """Lay a calendar of working days (日期,安排) into the data folder; gives how many days it tells of."""
    fresh = office.folder / f"{FILE}.new"
    try:
        fresh.write_text(text, encoding="utf-8")
        count = len(read_days(fresh))
        if not count:
            raise Refusal("这个文件里没有一天的安排，没有改动。每行写 日期,安排，例如 2027-01-01,休。")
        fresh.replace(office.folder / FILE)
    except ValueError as error:
        raise Refusal(f"工作日安排没有换：{error}。") from error
    finally:
        fresh.unlink(missing_ok=True)
    calendar_of.cache_clear()
    office.note("settings", f"更新工作日安排 {count} 天")
    return count
