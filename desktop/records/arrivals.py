"""What the rows of a file name for the first time: organisations, and people with a valid number."""

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.ledger import Column, Ledger, Values
from desktop.ledger.record import new_id
from desktop.store.links import Resolver
from desktop.store.office import Office
from desktop.store.work import Work


@dataclass
class Arrivals:
    """Records of other ledgers that a file makes on its way; `own` are titles that the file itself brings."""

    office: Office
    resolver: Resolver
    say: Callable[[str], None]
    own: set[str] = field(default_factory=set)
    settled: set[str] = field(default_factory=set)
    branches: dict[str, tuple[Ledger, Values]] = field(default_factory=dict)
    people: dict[str, tuple[Ledger, Values]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.branches or self.people)

    def prepare(self, column: Column, values: Values) -> None:
        """Make the organisation or the person that a row names for the first time."""
        kind, text = column.link, values.get(column.key)
        if kind is None or not text:
            return
        if kind.tree and text not in self.settled:
            self.settled.add(text)
            if (
                text not in self.own
                and self.resolver.find(kind, text)[0] is None
                and not self.resolver.titled(self.office.ledgers[kind.to], text)
            ):
                self._branch(self.office.ledgers[kind.to], text)
        number = values.get(kind.number) if kind.number else None
        if kind.makes and number and self.resolver.find(kind, text, number)[0] is None:
            self._person(self.office.ledgers[kind.makes], text, number)

    def _branch(self, ledger: Ledger, name: str) -> None:
        """One of a tree that is named for the first time stands under the office's own."""
        own = {ledger.above.key: self.office.unit, f"{ledger.above.key}_id": self.office.own_id} if ledger.above else {}
        values = {"id": new_id(), ledger.named[0]: name, **ledger.rules.of_name(name), **own}
        self.branches[name] = (ledger, values)
        self.resolver.learn(ledger, {**values, "title": name})
        self.say(f"{ledger.title}“{name}”还没有登记，已建在本单位下面，请以后补充")

    def _person(self, ledger: Ledger, name: str, number: str) -> None:
        values = {"id": new_id(), ledger.named[0]: name, ledger.identity.number: number}
        self.people[number] = (ledger, values)
        self.resolver.learn(ledger, {**values, "title": name})
        self.say(f"“{name}”是新的人员，已登记到{ledger.title}")

    def write(self, work: Work) -> None:
        """Put them in, before the rows that name them."""
        for ledger, values in (*self.branches.values(), *self.people.values()):
            work.add_many(ledger, [values])
