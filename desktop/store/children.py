"""Children of one record: which that come are which that are there."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desktop.ledger import Ledger, Values

Pair = tuple[Values | None, Mapping[str, Any]]
BLANK = (None, "")


def own_keys(child: Ledger, keys: Sequence[str]) -> list[str]:
    """Some of its keys without the link to the parent, which is the same for all."""
    return [key for key in keys if child.parent is None or key != child.parent.key]


def matched(child: Ledger, was: Sequence[Values], come: Sequence[Mapping[str, Any]], *, whole: bool) -> list[Pair]:
    """Each child that comes with the one it is, each met once: by its id, else as the ledger knows a record.

    One that leaves some of that blank is the only one that agrees with it in the rest. Where those that come are the
    `whole` (what does not come is to go), one of the same name whose other content changed is still the same.
    """
    keys, named = own_keys(child, child.identity.keys), own_keys(child, child.named)
    meeting = Meeting(was, come)
    meeting.meet(("id",), [place for place, new in enumerate(come) if new.get("id")])
    fresh = [place for place, new in enumerate(come) if not new.get("id")]
    meeting.meet(keys, fresh)
    partly: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in fresh:
        partly[_said(come[place], keys)].append(place)
    for said, places in partly.items():
        meeting.meet(said, places, alone=True)
    if whole:
        meeting.meet(named, [one for one in fresh if len(_said(come[one], named)) == len(named)], alone=True)
    return [(meeting.found.get(place), new) for place, new in enumerate(come)]


def _said(new: Mapping[str, Any], keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if new.get(key) not in BLANK)


class Meeting:
    """Children that come and those that are there, two of them put together at a time."""

    def __init__(self, was: Sequence[Values], come: Sequence[Mapping[str, Any]]) -> None:
        """Nobody has met."""
        self.come = come
        self.left = {id(one): one for one in was}
        self.found: dict[int, Values] = {}

    def meet(self, keys: Sequence[str], places: Iterable[int], *, alone: bool = False) -> None:
        """Those at these places each take one that is left with the same values of these keys, which it has `alone` if asked."""
        there: dict[tuple[Any, ...], deque[Values]] = defaultdict(deque)
        for one in self.left.values() if keys else ():
            there[_values(one, keys)].append(one)
        for place in places:
            same = there.get(_values(self.come[place], keys))
            if place not in self.found and same and not (alone and len(same) > 1):
                self.found[place] = same.popleft()
                del self.left[id(self.found[place])]


def _values(one: Mapping[str, Any], keys: Sequence[str]) -> tuple[Any, ...]:
    return tuple(one.get(key) for key in keys)


def joined(child: Ledger, was: Sequence[Values], come: Sequence[Values], *, whole: bool = False) -> list[Values]:
    """The children that are there with those that come, in their places: what comes of one changes it, blanks never do.

    What does not come stays, unless those that come are the `whole`. A child that says nothing is none.
    """
    come = [one for one in come if any(one.get(key) not in BLANK for key in own_keys(child, tuple(child.columns)))]
    pairs = matched(child, was, come, whole=whole)
    given = {id(old): new for old, new in pairs if old is not None}
    kept = [one for one in was if id(one) in given or not whole]
    changed = [{**one, **{k: v for k, v in given.get(id(one), {}).items() if v not in BLANK}} for one in kept]
    return changed + [dict(new) for old, new in pairs if old is None]
