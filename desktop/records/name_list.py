"""A list of names pasted from a chat or a document, matched to people: found, several of the name, unknown, missing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.errors import Progress, Refusal
from desktop.ledger import Column, Ledger, Values
from desktop.records.editing import Edit, save_edits
from desktop.rules.names import bare_name, split_names
from desktop.store.links import Choice
from desktop.store.office import Office
from desktop.store.query import pieces

ASKED = 8
FOUND, SEVERAL, UNKNOWN, OUTSIDE = "已认出", "同名，请选", "没有这个人", "名单外"


class People(Protocol):
    """Whoever knows the people of the office."""

    def named(self, column: Column, names: Sequence[str]) -> dict[str, list[Choice]]:
        """The records that each name may mean."""


@dataclass(frozen=True)
class Match:
    """One name of the list: whom it may mean, how often it stands there, and whether it is of the group at hand."""

    name: str
    choices: tuple[Choice, ...]
    times: int = 1
    outside: bool = False

    @property
    def state(self) -> str:
        """What is known of it."""
        if not self.choices:
            return UNKNOWN
        if len(self.choices) > 1:
            return SEVERAL
        return OUTSIDE if self.outside else FOUND

    @property
    def choice(self) -> Choice | None:
        """The one person meant, where there is no doubt."""
        return self.choices[0] if len(self.choices) == 1 else None


@dataclass(frozen=True)
class Matched:
    """The whole list, and who of the group does not stand on it."""

    names: tuple[Match, ...]
    missing: tuple[Choice, ...] = ()

    @property
    def doubtful(self) -> list[Match]:
        """The names that do not lead to one person."""
        return [one for one in self.names if one.choice is None]


def listed(text: str) -> dict[str, int]:
    """The names of a pasted list in its order, each with how often it stands there."""
    times: dict[str, int] = {}
    for name in split_names(text):
        times[name] = times.get(name, 0) + 1
    return times


def match(people: People, column: Column, text: str, group: Sequence[Choice] = ()) -> Matched:
    """Match a pasted list to the people a link may point to; within a group its own people are meant first."""
    found = tuple(matches(people, column, listed(text), group))
    return Matched(found, missing(found, group))


def matches(people: People, column: Column, times: Mapping[str, int], group: Sequence[Choice] = ()) -> Iterator[Match]:
    """The names of a list one after the other, looked up a few at a time: each may be that of many people."""
    names, inside = list(times), {one.id for one in group}
    for some in pieces(names, ASKED):
        known = people.named(column, some)
        known |= _called(people, column, [name for name in some if not known.get(name)])
        for name in some:
            every = known.get(name, [])
            mine = [one for one in every if one.id in inside]
            yield Match(name, tuple(mine or every), times[name], outside=bool(group) and not mine)


def missing(found: Iterable[Match], group: Sequence[Choice]) -> tuple[Choice, ...]:
    """Who of a group is not meant by any name of the list."""
    meant = {one.id for each in found for one in each.choices}
    return tuple(one for one in group if one.id not in meant)


def _called(people: People, column: Column, names: Sequence[str]) -> dict[str, list[Choice]]:
    """The people of names that nobody has as they stand: 张三同志, 王五（第二党支部）, where the bracket tells them apart."""
    bare = {name: bare_name(name) for name in names}
    known = people.named(column, [short for name, (short, _) in bare.items() if short != name])
    found = {}
    for name, (short, told) in bare.items():
        every = known.get(short, [])
        found[name] = [one for one in every if told and told in one.detail] or every
    return found


def person_link(ledger: Ledger) -> Column | None:
    """The column by which a record of this ledger is about one person, where it is about one."""
    links = [column for column in ledger.links if column.link and column.link.person]
    return next((column for column in links if column.key in ledger.named), None)


def add_for_each(
    office: Office, ledger: Ledger, values: Values, people: Sequence[Choice], progress: Progress | None = None
) -> int:
    """Make the same record for each of these people, as one act; gives how many were made."""
    column = person_link(ledger)
    if column is None:
        raise Refusal(f"“{ledger.title}”不是按人登记的，不能按名单新建。")
    if not people:
        raise Refusal("名单里没有认出的人，没有新建。")
    edits = [Edit(None, {**values, column.key: one.title, f"{column.key}_id": one.id}) for one in people]
    first = people[0].title
    act = f"按名单新建{ledger.title} {first}{f'等 {len(edits)} 人' if len(edits) > 1 else ''}"
    save_edits(office, ledger, edits, act, progress=progress)
    return len(edits)


def plain(found: Matched) -> Mapping[str, object]:
    """As JSON."""
    return {
        "names": [
            {
                "name": one.name,
                "state": one.state,
                "times": one.times,
                "people": [{"id": each.id, "title": each.title, "detail": each.detail} for each in one.choices],
            }
            for one in found.names
        ],
        "missing": [{"id": one.id, "title": one.title, "detail": one.detail} for one in found.missing],
    }
