"""Names in the order of strokes (按姓氏笔画为序), as formal lists of people are set.

Source: 《通用规范汉字表》 (2013), which stands by 笔画数 and then 横竖撇点折 (陈 has seven strokes, 黄 eleven); characters
outside it follow within their count as CLDR has them. The custom of published lists is that of one surname the
two-character names come first. Only names are ordered so; other text keeps its own order.
"""

from collections.abc import Iterable
from functools import lru_cache

FIRST = 0x4E00  # ranks as characters above all letters and digits, below the surrogates
UNRANKED = "\ue000"  # after every rank


class Strokes:
    """The ranks of characters, read from the lines of a table: 笔画数, a tab, the characters in their order."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Read the table."""
        self.ranks: dict[str, str] = {}
        self.counts: dict[str, int] = {}
        for line in lines:
            count, _, characters = line.rstrip("\n").partition("\t")
            for character in characters:
                self.ranks[character] = chr(FIRST + len(self.ranks))
                self.counts[character] = int(count)
        self.key = lru_cache(maxsize=200_000)(self._key)

    def _key(self, name: str | None) -> str | None:
        """The surname's rank, how long the name is, then the ranks of the given name; the interpunct does not count."""
        if not name:
            return name
        bare = name.replace("·", "").lower()
        ranks = [self.ranks.get(character) or self._other(character) for character in bare]
        return f"{ranks[0]}{min(len(bare), 9)}{''.join(ranks[1:])}" if ranks else name

    @staticmethod
    def _other(character: str) -> str:
        return character if character < "\u2e80" else UNRANKED + character
