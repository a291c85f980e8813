"""One person whole: who it is, and everything that hangs on the person in any ledger, in the order of time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import select

from desktop.errors import Missing, Refusal
from desktop.ledger import Column, Ledger, Values
from desktop.ledger.kinds import IdNo, Phone
from desktop.models.duty.volunteers import LEDGER as VOLUNTEERS
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.records.reading import paged
from desktop.store.attachments import Attachment, attachments_of, file_of
from desktop.store.office import Office
from desktop.store.query import parent_key
from desktop.store.references import Reference

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff"})
DATES = ("birth", "work_start", "applied", "joined", "full", "came", "gone", "lost_since", "died")
KEPT = ("places", "statuses", "honours")


@dataclass(frozen=True)
class Event:
    """One thing that happened: the day as far as it is known, what it was, in words, and its record."""

    day: str
    what: str
    words: str
    ledger: str
    id: str

    def plain(self) -> Values:
        """As JSON."""
        return {**asdict(self), "day": self.day or None}


@dataclass(frozen=True)
class Card:
    """A person: the record, the ledger it is shown in, what happened (undated last), the photograph."""

    person: Values
    ledger: Ledger
    events: Sequence[Event]
    photo: Path | None = None

    def facts(self, keys: Iterable[str]) -> list[tuple[str, str]]:
        """Titles and values of fields as lists show them; numbers and phones are covered."""
        columns = self.ledger.columns
        return [(columns[key].title, columns[key].kind.guarded(self.person.get(key))) for key in keys if key in columns]


def card_of(office: Office, person_id: str) -> Card:
    """Everything the office keeps about a person, in time order."""
    person = _person(office, person_id)
    ledger = MEMBERS if person["is_member"] is not None else VOLUNTEERS
    found = {(event.ledger, event.id, event.day, event.what): event for event in _own(ledger, person)}
    for reference in office.references[ledger.sql.name]:
        for event in _events(office, reference, person_id):
            found.setdefault((event.ledger, event.id, event.day, event.what), event)
    events = sorted(found.values(), key=lambda event: (not event.day, event.day))
    return Card(person, ledger, events, photo_of(office, ledger, person_id))


def _person(office: Office, person_id: str) -> Values:
    try:
        return office.get(MEMBERS, person_id)
    except Missing as missing:
        raise Missing(f"党员和志愿者里都没有编号为“{person_id}”的人。") from missing


def photo_of(office: Office, ledger: Ledger, record_id: str) -> Path | None:
    """The first picture among a record's files."""
    for one in attachments_of(office, ledger, record_id):
        if is_picture(one):
            try:
                return file_of(office, one)
            except Refusal:
                return None
    return None


def is_picture(attachment: Attachment) -> bool:
    """Whether a file may be a photograph, by its name."""
    return Path(attachment.name).suffix.lower() in PICTURES


def _own(ledger: Ledger, person: Values) -> Iterator[Event]:
    """What the person's own record tells: its dates, and the child rows that have one."""
    made = partial(Event, ledger=ledger.id, id=person["id"])
    for key in DATES:
        if person.get(key) and key in ledger.columns:
            yield made(person[key], ledger.columns[key].title, _beside(ledger, key, person))
    for key in KEPT:
        parts = ledger.columns[key].parts if key in ledger.columns else None
        for row in person.get(key) or () if parts else ():
            day = row.get("since") or row.get("given")
            if parts and (day or key == "honours"):
                said = [one.kind.show(row.get(one.key)) for one in parts.columns if one.key not in ("since", "given")]
                yield made(day or "", ledger.columns[key].title, "　".join(filter(None, said)))


def _beside(ledger: Ledger, key: str, person: Values) -> str:
    """What goes with a date of the person's own."""
    beside = {"joined": "join_type", "full": "full_result", "came": "came_by", "gone": "gone_by"}.get(key)
    return ledger.columns[beside].kind.show(person.get(beside)) if beside else ""


def _events(office: Office, reference: Reference, person_id: str) -> Iterator[Event]:
    """The records of one ledger that name the person in one column."""
    ledger = reference.ledger
    link = reference.table.c[f"{reference.key}_id"]
    owner = reference.table.c[parent_key(ledger)] if reference.part else reference.table.c.id
    wanted = select(ledger.sql.c.id).where(
        ledger.sql.c.id.in_(select(owner).where(link == person_id)),
        ledger.sql.c[ledger.presence].is_(True),
        ledger.sql.c.alive.is_(True),
    )
    with office.reading() as connection:
        ids = [row[0] for row in connection.execute(wanted).all()]
    told = _role(reference)
    for page in paged(ids):
        rows = office.rows(ledger, page)
        linked = _days_of_links(office, ledger, rows)
        for row in rows:
            key, day = _day(ledger, row)
            words = _words(ledger, row, {key, "" if reference.part else reference.key}, office.unit)
            yield Event((day or linked.get(row["id"], ""))[:10], f"{ledger.title}{told}", words, ledger.id, row["id"])


def _role(reference: Reference) -> str:
    """As what the person is named, where that is not the person the record is about."""
    ledger = reference.ledger
    about = {*ledger.named, *(key for way in ledger.identity.ways for key in way)}
    plain = not reference.part and reference.key in about
    return "" if plain else f"（{ledger.columns[reference.part or reference.key].title}）"


def _day(ledger: Ledger, row: Values) -> tuple[str, str]:
    """The day of a record: its ledger's own, else the first date it has; with the key it stands under."""
    keys = [ledger.as_of.day, *ledger.table, *ledger.columns] if ledger.as_of.day else [*ledger.table, *ledger.columns]
    for key in dict.fromkeys(keys):
        if ledger.columns[key].kind.span in ("day", "year") and row.get(key):
            return key, str(row[key])
    return "", ""


def _days_of_links(office: Office, ledger: Ledger, rows: Sequence[Values]) -> Mapping[str, str]:
    """Of records without a date of their own (attendance), the day of what they belong to (the session)."""
    found: dict[str, str] = {}
    for column in ledger.links:
        target = office.ledgers[column.kind.to]  # type: ignore[attr-defined]
        ids = [row[f"{column.key}_id"] for row in rows if row.get(f"{column.key}_id") and not _day(ledger, row)[1]]
        if target.as_of.day and ids and not (column.link and column.link.person):
            days = {
                one["id"]: str(one[target.as_of.day] or "") for one in office.rows(target, list(dict.fromkeys(ids)))
            }
            found |= {row["id"]: days.get(row[f"{column.key}_id"], "") for row in rows if row["id"] not in found}
    return found


def _words(ledger: Ledger, row: Values, known: set[str], unit: str) -> str:
    """The record in a few words: the fields its table shows, less the person and the day."""
    shown = [ledger.columns[key] for key in ledger.table if key not in known]
    told = [_told(column, row).removeprefix(unit) for column in shown if not isinstance(column.kind, IdNo | Phone)]
    return "　".join(words for words in told if words)


def _told(column: Column, row: Values) -> str:
    text = column.kind.guarded(row.get(column.key))
    plain = column.kind.spoken and not column.parts
    return text if plain or not text else f"{column.title} {text}"
