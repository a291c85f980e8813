"""Synthetic records in every ledger, so that a newcomer can try everything before typing anything."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desktop.errors import Refusal
from desktop.ledger import Values
from desktop.ledger.record import new_id
from desktop.rules.identity import check_digit
from desktop.samples.words import GIVEN, OTHERS, SURNAMES
from desktop.services.chapters import CHAPTERS
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.store.work import Work

TITLE = "生成演示数据"
SEED = 2026
AREA = "350100"
MEMBERS, VETERANS, PROBATIONERS = 60, 8, 4
YUAN = 100


def fill(office: Office, today: dt.date | None = None) -> int:
    """Put the demonstration in as one act; gives the number of records. Refuses an office that holds any already."""
    held = sum(office.count(ledger, Query(bin=bin_)) for ledger in office.ledgers.values() for bin_ in (False, True))
    if held > 1:
        raise Refusal("演示数据只能放进还没有记录的台账，这里已经有记录，没有改动。请用 --data 另外指定一个空文件夹。")
    demo = Demo(office, today or dt.date.today())
    demo.make()
    with office.work(TITLE, kind="demo") as work:
        for name, ledger in office.ledgers.items():
            work.add_many(ledger, [ledger.rules.complete({**ledger.blank(), **values}) for values in demo.rows[name]])
        for more in demo.later:
            more(work)
    return sum(len(some) for some in demo.rows.values())


def numbered(birth: str, order: int) -> str:
    """A made-up identity number with a right check digit (GB 11643-1999); odd orders are men's."""
    body = f"{AREA}{birth.replace('-', '')}{order:03d}"
    return body + check_digit(body)


def link(key: str, record: Values | None) -> Values:
    """A link to a record that this demonstration has made."""
    return {key: record["title"] if record else None, f"{key}_id": record["id"] if record else None}


@dataclass
class Demo:
    """The records in the making, by ledger; the same every time but for ids and the day.

    What changes records that are in already is done `later`, in the same act.
    """

    office: Office
    today: dt.date
    rows: dict[str, list[Values]] = field(default_factory=dict)
    later: list[Callable[[Work], object]] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311 - make-believe, no secret
    named: set[str] = field(default_factory=lambda: {name for name, *_ in OTHERS})
    used: int = 0

    def make(self) -> None:
        """Every ledger's records, each after those it refers to."""
        self.rows = {name: [] for name in self.office.ledgers}
        makers = {name: make for chapter in CHAPTERS for name, make in chapter.made_up().items()}
        for name, ledger in self.office.ledgers.items():
            if ledger.parent is None:
                makers[name](self)

    def put(self, ledger: str, **values: Any) -> Values:
        """Keep one record; its title is known at once, for links."""
        record = {"id": new_id(), **values}
        record["title"] = self.office.ledgers[ledger].title_of(record)
        self.rows[ledger].append(record)
        return record

    def day(self, first: int, last: int) -> str:
        """A day between two years."""
        return dt.date(
            self.chance.randint(first, last), self.chance.randint(1, 12), self.chance.randint(1, 28)
        ).isoformat()

    def ago(self, days: int) -> str:
        """A day so many days before today."""
        return (self.today - dt.timedelta(days=days)).isoformat()

    def phone(self) -> str:
        """A number that nobody has."""
        return f"139{self.chance.randint(0, 99_999_999):08d}"

    def number(self, birth: str, sex: str) -> str:
        """The next identity number of a birth and a sex."""
        self.used += 1
        return numbered(birth, self.used % 450 * 2 + (sex == "男"))

    def name(self) -> str:
        """A name of two characters that nobody has."""
        while True:
            name = self.chance.choice(SURNAMES) + self.chance.choice(GIVEN)[0]
            if name not in self.named:
                self.named.add(name)
                return name

    def member(self, order: int) -> Values:
        """A working member, going round."""
        working = self.rows["members"][VETERANS:]
        return working[order % len(working)]
