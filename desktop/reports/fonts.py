"""Faces that travel with the paper: embedded TrueType, a fallback for rare characters, nothing drawn as a box."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.platypus import tables

from desktop.settings import resources

BODY, BOLD, PLAIN = "body", "bold", "plain"
SERIF, SANS = "NotoSerifSC-Regular.ttf", "NotoSansSC-Regular.ttf"
FANGSONG = (
    "C:/Windows/Fonts/simfang.ttf",
    "/usr/share/fonts/truetype/simfang.ttf",
    "/usr/share/fonts/chinese/simfang.ttf",
    "/usr/share/fonts/winfonts/simfang.ttf",
)
NO_GLYPH = "〓"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\u200b]")
BLOCK = 100


def unicode_map(name: str, subset: list[int]) -> str:
    """The ToUnicode map of one subset, characters above U+FFFF as surrogate pairs so that they can be searched."""
    pairs = [f"<{index:02X}> <{_utf16(code)}>" for index, code in enumerate(subset)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo",
        f"<< /Registry ({name})",
    ]
    lines += [f"/Ordering ({name})", "/Supplement 0", ">> def", f"/CMapName /{name} def", "/CMapType 2 def"]
    lines += ["1 begincodespacerange", f"<00> <{max(len(subset) - 1, 0):02X}>", "endcodespacerange"]
    for start in range(0, len(pairs), BLOCK):
        block = pairs[start : start + BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


def _utf16(code: int) -> str:
    return chr(0xFFFD if 0xD800 <= code <= 0xDFFF else code).encode("utf-16-be").hex().upper()


@cache
def faces() -> dict[str, Any]:
    """The faces by their role, registered once; the machine's own 仿宋 is the body where there is one."""
    ttfonts.makeToUnicodeCMap = unicode_map  # the library writes wrong text above U+FFFF
    folder = resources() / "fonts"
    files = {"serif": folder / SERIF, PLAIN: folder / SANS, BOLD: folder / "NotoSansSC-Bold.ttf"}
    own = next((Path(path) for path in FANGSONG if Path(path).is_file()), None)
    found = {role: _register(role, path) for role, path in files.items()}
    found[BODY] = _register(BODY, own) if own else found["serif"]
    tables.CellStyle.fontname = found[PLAIN].fontName  # else every table lists a Helvetica that is not embedded
    return found


def _register(role: str, path: Path) -> Any:
    font = ttfonts.TTFont(f"taizhang-{role}", str(path))
    pdfmetrics.registerFont(font)
    return font


def name_of(role: str) -> str:
    """The registered name of a face."""
    return str(faces()[role].fontName)


@lru_cache(maxsize=60_000)
def face_for(character: str, role: str) -> str:
    """The face that has the character: the wanted one, else a fallback; none at all gives an empty name."""
    for one in (role, "serif", PLAIN):
        font = faces()[one]
        if ord(character) in font.face.charToGlyph:
            return str(font.fontName)
    return ""


def clean(text: str) -> str:
    """The text without characters that are no writing."""
    return CONTROL.sub("", text)


def runs(text: str, role: str = BODY) -> list[tuple[str, str]]:
    """The text cut where the face changes; a character that no face has is drawn as 〓."""
    found: list[tuple[str, str]] = []
    for character in clean(text):
        face = face_for(character, role)
        if not face:
            face, character = face_for(NO_GLYPH, role), NO_GLYPH  # noqa: PLW2901 - what is drawn in its place
        if found and found[-1][0] == face:
            found[-1] = (face, found[-1][1] + character)
        else:
            found.append((face, character))
    return found


def markup(text: str, role: str = BODY) -> str:
    """The text for a paragraph, the face named where it is not the paragraph's own."""
    own, shown = name_of(role), []
    for face, piece in runs(text.replace("\n", "\x85"), role):
        escaped = escape(piece).replace("\x85", "<br/>")
        shown.append(escaped if face == own else f'<font name="{face}">{escaped}</font>')
    return "".join(shown)


def missing(texts: Iterable[str]) -> list[str]:
    """Characters that no face has, once each."""
    characters = dict.fromkeys(character for text in texts for character in clean(text))
    return [character for character in characters if not character.isspace() and not face_for(character, BODY)]


def is_plain(text: str, role: str = BODY) -> bool:
    """Whether one face has the whole text."""
    own = name_of(role)
    return all(face_for(character, role) == own for character in text)


def width_of(text: str, size: float, role: str = BODY) -> float:
    """How wide the text is, in points."""
    return float(sum(pdfmetrics.stringWidth(piece, face, size) for face, piece in runs(text, role)))
