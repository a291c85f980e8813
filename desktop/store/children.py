"""Children of one record: which that come are which that are there."""

from collections.abc import Callable, Mapping, Sequence
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

    def agrees(one: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
        said = [key for key in keys if new.get(key) not in BLANK]
        return bool(said) and all(one.get(key) == new.get(key) for key in said)

    ways: list[tuple[Callable[[Mapping[str, Any], Mapping[str, Any]], bool], bool]] = [
        (lambda one, new: bool(new.get("id")) and one.get("id") == new["id"], False),
        (lambda one, new: not new.get("id") and all(one.get(key) == new.get(key) for key in keys), False),
        (lambda one, new: not new.get("id") and agrees(one, new), True),
    ]
    if whole and named:
        ways.append((lambda one, new: not new.get("id") and _alike(one, new, named), True))
    left, found = list(was), dict[int, Values]()
    for way, only in ways:
        for place, new in enumerate(come):
            fits = [one for one in left if way(one, new)] if place not in found else []
            if fits and not (only and len(fits) > 1):
                found[place] = fits[0]
                left = [one for one in left if one is not fits[0]]
    return [(found.get(place), new) for place, new in enumerate(come)]


def _alike(one: Mapping[str, Any], new: Mapping[str, Any], keys: Sequence[str]) -> bool:
    return all(new.get(key) not in BLANK and one.get(key) == new.get(key) for key in keys)


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
