"""Values of a code list."""

import difflib
import re
from dataclasses import dataclass
from typing import Any, ClassVar

from desktop.errors import Unclear
from desktop.ledger.kinds.base import SEPARATOR, CodeList, Context, Kind
from desktop.rules.reading import Reading


@dataclass(frozen=True)
class Code(Kind):
    """A value of a code list, or several of it."""

    list: str = ""
    multi: bool = False
    name: ClassVar[str] = "code"
    editor: ClassVar[str] = "choice"
    width: ClassVar[int] = 10

    def read(self, raw: Any, context: Context, number_format: str = "") -> Reading:
        """The list's own wording; an unknown value is refused by a closed list, else taken as 待确认."""
        codes = context.lists.get(self.list)
        if codes and isinstance(raw, str) and raw in codes.synonyms:
            return Reading(codes.synonyms[raw])
        return super().read(raw, context, number_format)

    def of_text(self, text: str, context: Context) -> Reading:
        """Look the text up, whole first and then, where several may stand, one by one."""
        codes = context.lists.get(self.list)
        if codes is None:
            return Reading(text)
        found = codes.find(text)
        if found is not None:
            return Reading(found)
        apart = r"[；;\n]+" if re.search(r"[；;\n]", text) else r"[、，,/]+"  # a value may hold 、 itself
        words = [word for word in re.split(apart, text) if word.strip()]
        if self.multi and len(words) > 1:
            return Reading(
                SEPARATOR.join(
                    dict.fromkeys(
                        codes.find(word.strip()) or self._take(word.strip(), codes, context) for word in words
                    )
                )
            )
        return Reading(self._take(text, codes, context), f"“{text}”不在“{codes.title}”列表里，已作为待确认的值加入")

    def _take(self, text: str, codes: CodeList, context: Context) -> str:
        if codes.closed:
            near = difflib.get_close_matches(text, codes.texts, 1, 0.3)
            raise Unclear(f"“{text}”不是{codes.title}里的值", near[0] if near else "")
        context.unlisted[(self.list, text)] = None
        return text


def coded(name: str, *, multi: bool = False) -> Code:
    """A value of the list `name`."""
    return Code(list=name, multi=multi)
