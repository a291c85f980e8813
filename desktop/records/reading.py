"""Reading records a page at a time, however many they are, without holding up whatever else is going on."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from desktop.errors import Progress
from desktop.ledger import Ledger, Values
from desktop.store.office import Office
from desktop.store.query import Query, Some, pieces

PAGE = 1000
EVERYTHING = Query()


def each(
    office: Office, ledger: Ledger, query: Query = EVERYTHING, progress: Progress | None = None, words: str = ""
) -> Iterator[Values]:
    """The chosen records whole and in their order, as they stood on the day of the query where it has one."""
    return each_of(office, ledger, office.ids(ledger, query), query.as_of, progress, words)


def each_of(
    office: Office,
    ledger: Ledger,
    ids: Sequence[str],
    as_of: str = "",
    progress: Progress | None = None,
    words: str = "",
) -> Iterator[Values]:
    """The records of these ids in their order."""
    for page in paged(ids, progress, words):
        yield from office.rows(ledger, page, as_of=as_of)


def paged(
    every: Sequence[Some], progress: Progress | None = None, words: str = "", size: int = PAGE
) -> Iterator[Sequence[Some]]:
    """Ids (or whatever there is much of) in pages; `progress` is told of each before it is read."""
    done = 0
    for page in pieces(every, size):
        if progress:
            progress(done, len(every), words)
        yield page
        done += len(page)


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles while a million rows are read: they have none, and each search would walk them all."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
