"""Links between records: found from what was typed, offered while typing, told apart where titles are shared."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, Table, or_, select

from desktop.errors import Unclear
from desktop.ledger import Column, Ledger, Values
from desktop.ledger.kinds import IdNo, Link, Parts
from desktop.rules.identity import masked, read_idno
from desktop.store.query import escaped, holds, pieces, words_of
from desktop.store.reader import Reader

BRACKETED = re.compile(r"^(.*?)\s*[（(]([^（）()]+)[）)]$", re.DOTALL)


@dataclass(frozen=True)
class Choice:
    """One record a link may point to."""

    id: str
    title: str
    detail: str


def choices(office: Reader, connection: Connection, column: Column, text: str, limit: int) -> list[Choice]:
    """Living records whose search text holds every word typed, those whose title begins so first."""
    ledger, table, statement = _living(office, column)
    for word in words_of(text):
        statement = statement.where(holds(table.c.find, word))
    starts = table.c.title.like(f"{escaped(text)}%", escape="\\")
    statement = statement.order_by(starts.desc(), table.c.find).limit(limit)
    return [
        Choice(row["id"], row["title"], _detail(ledger, dict(row))) for row in connection.execute(statement).mappings()
    ]


def named(office: Reader, connection: Connection, column: Column, titles: Sequence[str]) -> dict[str, list[Choice]]:
    """The living records of exactly these titles."""
    ledger, table, living = _living(office, column)
    statement = living.with_only_columns(
        *(table.c[name] for name in dict.fromkeys(("id", "title", *ledger.identity.told)))
    )
    found: dict[str, list[Choice]] = {}
    for some in pieces(titles):
        for row in connection.execute(statement.where(table.c.title.in_(some)).order_by(table.c.id)).mappings():
            found.setdefault(row["title"], []).append(Choice(row["id"], row["title"], _detail(ledger, dict(row))))
    return found


def _living(office: Reader, column: Column) -> tuple[Ledger, Table, Select[Any]]:
    ledger = office.ledgers[column.kind.to]  # type: ignore[attr-defined]
    table = ledger.sql
    statement = select(table).where(table.c.alive.is_(True))
    if ledger.presence != "alive":
        roles = {one.presence for one in office.ledgers.values() if one.sql is table}
        statement = statement.where(or_(*(table.c[role].is_(True) for role in roles)))
    return ledger, table, statement


def _detail(ledger: Ledger, values: Values) -> str:
    shown = []
    for key in ledger.identity.told:
        text = ledger.columns[key].kind.show(values.get(key))
        shown.append(masked(text) if isinstance(ledger.columns[key].kind, IdNo) and text else text)
    return " ".join(word for word in shown if word)


@dataclass
class Resolver:
    """Finds the records that typed links mean; remembers what it has looked up."""

    office: Reader
    connection: Connection
    by_title: dict[tuple[str, str], list[Values]] = field(default_factory=dict)
    by_number: dict[str, Values | None] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)

    def preload(self, ledger: Ledger) -> None:
        """Read all of a table once, for an import that will ask often."""
        if ledger.sql.name in self.whole:
            return
        self.whole.add(ledger.sql.name)
        grouped: dict[str, list[Values]] = defaultdict(list)
        for row in self.connection.execute(select(*_known(ledger)).where(ledger.sql.c.alive.is_(True))).mappings():
            values = dict(row)
            grouped[values["title"]].append(values)
            if values.get("short") and values["short"] != values["title"]:
                grouped[values["short"]].append(values)
            if values.get("id_no"):
                self.by_number[values["id_no"]] = values
        for title, rows in grouped.items():
            self.by_title[ledger.sql.name, title] = rows

    def learn(self, ledger: Ledger, values: Values) -> None:
        """Take in a record that this act has just made."""
        self.by_title.setdefault((ledger.sql.name, values["title"]), []).append(values)
        if values.get("id_no"):
            self.by_number[values["id_no"]] = values

    def resolve(self, ledger: Ledger, values: Values) -> tuple[Values, list[str]]:
        """Fill in the ids of links from their text; what stays open is told."""
        found, notes = dict(values), []
        for column in ledger.links:
            if column.key in found or column.kind.number in found:  # type: ignore[attr-defined]
                notes += self._one(ledger, column, found)
        for column in ledger.parted:
            if found.get(column.key):
                found[column.key], told = self._parts(column.kind, found[column.key])  # type: ignore[arg-type]
                notes += told
        for column in ledger.families:
            resolved = [self.resolve(column.children, row) for row in found.get(column.key) or ()]
            if resolved:
                found[column.key] = [row for row, _ in resolved]
                notes += [note for _, told in resolved for note in told]
        return found, notes

    def _one(self, ledger: Ledger, column: Column, values: Values) -> list[str]:
        kind = column.link
        if kind is None:
            return []
        text = values.get(column.key)
        number = values.get(kind.number) if kind.number else None
        record, note = self._still(kind, values.get(f"{column.key}_id"), text), ""
        if record is None:
            record, note = self.find(kind, text, number, values.get(kind.branch) if kind.branch else None)
        values[f"{column.key}_id"] = record["id"] if record else None
        if record:
            values[column.key] = record["title"]
            own = ledger.columns.get(kind.number) if kind.number else None
            if own and not number and record.get("id_no"):
                values[kind.number] = record["id_no"]
        return [f"{column.title}{note}"] if note else []

    def _still(self, kind: Link, record_id: str | None, text: str | None) -> Values | None:
        """The record that was chosen, if it still bears the title that was chosen."""
        ledger = self.office.ledgers[kind.to]
        if not record_id:
            return None
        asked = select(*_known(ledger)).where(ledger.sql.c.id == record_id)
        row = self.connection.execute(asked).mappings().first()
        return dict(row) if row is not None and (text is None or row["title"] == text) else None

    def find(
        self, kind: Link, text: str | None, number: str | None = None, branch: str | None = None
    ) -> tuple[Values | None, str]:
        """The record meant, or what to tell: by number first, then by a title that only one has."""
        ledger = self.office.ledgers[kind.to]
        if number:
            record = self._numbered(ledger, number)
            if record:
                note = (
                    f"“{text}”与身份证号对应的“{record['title']}”姓名不同，已按身份证号关联"
                    if text and text != record["title"]
                    else ""
                )
                return record, note
            return None, f"“{text or ''}”的身份证号在人员里没有找到，先按所填文字保留"
        if not text:
            return None, ""
        candidates = self.titled(ledger, text)
        if not candidates and (bracket := BRACKETED.match(text)):
            candidates = [one for one in self.titled(ledger, bracket[1]) if _told(one, bracket[2])]
        if len(candidates) > 1 and branch:
            candidates = [one for one in candidates if one.get("branch") == branch] or candidates
        if len(candidates) == 1:
            return candidates[0], ""
        if candidates:
            return None, f"“{text}”有 {len(candidates)} 个同名，先按所填文字保留，可以以后关联"
        return None, f"“{text}”没有找到，先按所填文字保留"

    def titled(self, ledger: Ledger, title: str) -> list[Values]:
        """The living records of this title, or of this short name."""
        key = (ledger.sql.name, title)
        if key not in self.by_title:
            if ledger.sql.name in self.whole:
                return []
            table = ledger.sql
            same = table.c.title == title
            if "short" in table.c:
                same = or_(same, table.c.short == title)
            rows = self.connection.execute(select(*_known(ledger)).where(table.c.alive.is_(True), same)).mappings()
            self.by_title[key] = [dict(row) for row in rows]
        exact = [one for one in self.by_title[key] if one["title"] == title]
        return exact or self.by_title[key]

    def _numbered(self, ledger: Ledger, number: str) -> Values | None:
        if number not in self.by_number:
            if ledger.sql.name in self.whole:
                return None
            table = ledger.sql
            row = (
                self.connection.execute(select(*_known(ledger)).where(table.c.id_no == number, table.c.alive.is_(True)))
                .mappings()
                .first()
            )
            self.by_number[number] = dict(row) if row else None
        return self.by_number[number]

    def _parts(self, parts: Parts, rows: Sequence[Mapping[str, Any]]) -> tuple[list[Values], list[str]]:
        found, notes = [], []
        for row in rows:
            kept = dict(row)
            for key, title, kind in ((one.key, one.title, one.kind) for one in parts.columns):
                if isinstance(kind, Link) and not kept.get(f"{key}_id"):
                    record, note = self.find(kind, kept.get(key))
                    kept[f"{key}_id"] = record["id"] if record else None
                    kept[key] = record["title"] if record else kept.get(key)
                    notes += [f"{title}{note}"] if note else []
            found.append(kept)
        return found, notes


def _known(ledger: Ledger) -> list[Any]:
    names = ("id", "title", "id_no", "branch", "short", "parent", *ledger.identity.told)
    return [ledger.sql.c[name] for name in dict.fromkeys(names) if name in ledger.sql.c]


def _told(record: Values, bracket: str) -> bool:
    if bracket in (str(value) for value in record.values() if value):
        return True
    try:
        return record.get("id_no") is not None and read_idno(bracket).value == record["id_no"]
    except Unclear:
        return False


class Speller:
    """Writes links as text that leads back to the same record."""

    def __init__(self, office: Reader) -> None:
        """Look up shared titles once per ledger."""
        self.office = office
        self._shared: dict[str, set[str]] = {}
        self._brackets: dict[tuple[str, str], str] = {}

    def text(self, column: Column, values: Values) -> str:
        """The link's title, with what tells it apart in brackets where it must."""
        kind = column.link
        if kind is None:
            return column.kind.show(values.get(column.key))
        return self.spelled(kind, values.get(column.key) or "", values.get(f"{column.key}_id"))

    def parts(self, column: Column, values: Values) -> str:
        """Child rows as text, links among them told apart."""
        kind = column.parts
        if kind is None:
            return ""
        rows = [dict(row) for row in values.get(column.key) or ()]
        for row in rows:
            for one in kind.columns:
                if one.link:
                    row[one.key] = self.spelled(one.link, row.get(one.key) or "", row.get(f"{one.key}_id"))
        return kind.show(rows)

    def spelled(self, kind: Link, title: str, record_id: str | None) -> str:
        """One link as text."""
        if not record_id or not title:
            return title
        ledger = self.office.ledgers[kind.to]
        name = ledger.sql.name
        if name not in self._shared:
            self._shared[name] = self.office.ambiguous(ledger)
        if title not in self._shared[name]:
            return title
        if (name, record_id) not in self._brackets:
            values = self.office.get(ledger, record_id)
            told = next(
                (ledger.columns[key].kind.show(values[key]) for key in ledger.identity.told if values.get(key)), ""
            )
            self._brackets[name, record_id] = told
        told = self._brackets[name, record_id]
        return f"{title}（{told}）" if told else title
