"""Search texts kept in memory: what is typed into the search of a large ledger is found without the database."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from desktop.store.query import Query, words_of

SEPARATOR = "\x1f"  # between texts; JSON would hold the interpreter three times as long
MOST = 200_000  # records whose search texts are kept: of 100,000 members they take some 40 MB


@dataclass(frozen=True)
class Texts:
    """The ids of a choice in their order, and beside each the record's search text."""

    ids: Sequence[str]
    texts: Sequence[str]

    def __post_init__(self) -> None:
        """Each id has its text: a search that mistakes one person for another is worse than a slow one."""
        if len(self.ids) != len(self.texts):
            message = f"{len(self.ids)} ids, {len(self.texts)} texts"
            raise ValueError(message)

    def holding(self, words: Sequence[str]) -> list[str]:
        """The ids of the records whose search text holds every word; of 100,000 people in 5 to 20 ms."""
        ids, texts = self.ids, self.texts
        for word in words:
            held = [word in text for text in texts]
            ids, texts = list(compress(ids, held)), list(compress(texts, held))
        return list(ids)


class Recall:
    """Of each ledger the choice that is being searched; an act forgets them all, as any of them may have changed."""

    def __init__(self) -> None:
        """Nothing is kept."""
        self._door = threading.Lock()
        self._kept: dict[str, tuple[Query, Texts | None]] = {}
        self.acts = 0

    def knows(self, ledger_id: str, base: Query) -> bool:
        """Whether this choice was looked at since the last act: its search texts are at hand, or are too many."""
        return self._kept.get(ledger_id, (None, None))[0] == base

    def texts(self, ledger_id: str, base: Query) -> Texts | None:
        """The search texts of this choice, where they are at hand."""
        kept, texts = self._kept.get(ledger_id, (None, None))
        return texts if kept == base else None

    def find(self, ledger_id: str, base: Query, typed: str) -> list[str] | None:
        """The ids of the choice that hold what was typed, in their order; None where they are not at hand."""
        texts = self.texts(ledger_id, base)
        return None if texts is None else texts.holding(words_of(typed))

    def keep(self, ledger_id: str, base: Query, texts: Texts | None, acts: int) -> None:
        """Keep what was read when so many acts had been done; it is no longer true where one was done since."""
        with self._door:
            if acts == self.acts:
                self._kept[ledger_id] = base, texts

    def forget(self) -> None:
        """An act has been done."""
        with self._door:
            self.acts += 1
            self._kept.clear()
