"""Faces that travel with the paper: embedded TrueType, a fallback for rare characters, nothing drawn as a box."""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics, ttfonts

from desktop.settings import resources

BODY, BOLD, PLAIN = "body", "bold", "plain"
SERIF = "serif"
FILES = {SERIF: "NotoSerifSC-Regular.ttf", PLAIN: "NotoSansSC-Regular.ttf", BOLD: "NotoSansSC-Bold.ttf"}
FANGSONG = {"simfang.ttf", "fangsong.ttf", "仿宋.ttf", "仿宋_gb2312.ttf", "fangsong_gb2312.ttf", "simfang_gb2312.ttf"}
NO_GLYPH = "〓"
TICKED, BOX, TICK = "☑", "□", "√"  # no face has the first: it is drawn as the second with the third upon it
BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
SILENT = {"Cc", "Cf"}
SELECTORS = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
BLOCK = 100


def unicode_map(name: str, subset: list[int]) -> str:
    """The ToUnicode map of one subset, characters above U+FFFF as surrogate pairs so that they can be searched."""
    pairs = [f"<{index:02X}> <{_utf16(code)}>" for index, code in enumerate(subset)]
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CIDSystemInfo"]
    lines += [f"<< /Registry ({name})", f"/Ordering ({name})", "/Supplement 0", ">> def"]
    lines += [f"/CMapName /{name} def", "/CMapType 2 def", "1 begincodespacerange"]
    lines += [f"<00> <{max(len(subset) - 1, 0):02X}>", "endcodespacerange"]
    for start in range(0, len(pairs), BLOCK):
        block = pairs[start : start + BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


def _utf16(code: int) -> str:
    return chr(0xFFFD if 0xD800 <= code <= 0xDFFF else code).encode("utf-16-be").hex().upper()


def _font_folders() -> Iterator[Path]:
    """Where Windows and Linux keep the faces of the machine and of the person."""
    local = os.environ.get("LOCALAPPDATA")
    yield Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    if local:
        yield Path(local) / "Microsoft/Windows/Fonts"
    yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    yield from (Path.home() / ".local/share/fonts", Path.home() / ".fonts")


def _fangsong() -> Iterator[Path]:
    """The machine's own 仿宋 files."""
    for folder in _font_folders():
        for place, _, names in os.walk(folder):
            yield from (Path(place) / name for name in sorted(names) if name.lower() in FANGSONG)


class _Wish:
    """The face of the body as the office has set it: 自动, 宋体 or 黑体."""

    body = "自动"


def prefer(body: str) -> None:
    """Write the body of every paper from now on in this face: 自动 is the machine's own 仿宋 where there is one."""
    if body != _Wish.body:
        _Wish.body = body
        for known in (faces, face_for, _advance, _ems):
            known.cache_clear()


@cache
def faces() -> dict[str, Any]:
    """The faces by their role, registered once; the machine's own 仿宋 is the body where there is one."""
    ttfonts.makeToUnicodeCMap = unicode_map  # the library writes wrong text above U+FFFF
    found = {role: _register(role, resources() / "fonts" / file) for role, file in FILES.items()}
    own = (_own_face(path) for path in _fangsong()) if _Wish.body == "自动" else ()
    found[BODY] = next((face for face in own if face), found[PLAIN if _Wish.body == "黑体" else SERIF])
    return found


def _own_face(path: Path) -> Any:
    """A face found on the machine, or nothing when it cannot be embedded (CFF outlines, a damaged file)."""
    try:
        return _register(BODY, path)
    except (ttfonts.TTFError, OSError, ValueError, KeyError, IndexError):
        return None


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
    for one in (role, SERIF, PLAIN):
        font = faces()[one]
        if font.face.charToGlyph.get(ord(character), 0):
            return str(font.fontName)
    return ""


@lru_cache(maxsize=60_000)
def _clean(text: str) -> str:
    plain = SELECTORS.sub("", BREAKS.sub("\n", text))
    return "".join(
        character if character in "\n\u3000" else " " if character.isspace() else character
        for character in plain
        if character in "\n\t" or unicodedata.category(character) not in SILENT
    )


def clean(text: str) -> str:
    """The text without what is no writing: controls and selectors go, odd spaces and line breaks become usual ones."""
    return text if text.isascii() and text.isprintable() else _clean(text)


def runs(text: str, role: str = BODY) -> list[tuple[str, str]]:
    """The text of one line cut where the face changes; a character that no face has is drawn as 〓."""
    found: list[tuple[str, str]] = []
    for character in clean(text).replace("\n", " "):
        face = face_for(character, role)
        shown = character if face else NO_GLYPH
        face = face or face_for(NO_GLYPH, role)
        if found and found[-1][0] == face:
            found[-1] = (face, found[-1][1] + shown)
        else:
            found.append((face, shown))
    return found


def markup(text: str, role: str = BODY) -> str:
    """The text for a reportlab Paragraph, the face named where it is not the paragraph's own."""
    return "<br/>".join(_marked(line, role) for line in clean(text).split("\n"))


def _marked(line: str, role: str) -> str:
    own = name_of(role)
    return "".join(
        escape(piece) if face == own else f'<font name="{face}">{escape(piece)}</font>'
        for face, piece in runs(line, role)
    )


def missing(texts: Iterable[str]) -> list[str]:
    """Characters that no face has, once each, in the order met."""
    characters = dict.fromkeys(character for text in texts for character in clean(text))
    return [one for one in characters if one not in ("\n", TICKED) and not face_for(one, BODY)]


def is_plain(text: str, role: str = BODY) -> bool:
    """Whether one face has the whole text."""
    own = name_of(role)
    return all(face_for(character, role) == own for character in text)


@lru_cache(maxsize=60_000)
def _advance(character: str, role: str) -> float:
    """How wide one character is, in ems."""
    shown = BOX if character == TICKED else character
    return float(sum(pdfmetrics.stringWidth(piece, face, 1) for face, piece in runs(shown, role)))


@lru_cache(maxsize=60_000)
def _ems(text: str, role: str) -> float:
    return sum(_advance(character, role) for character in text)


def width_of(text: str, size: float, role: str = BODY) -> float:
    """How wide one line of text is, in points."""
    return size * _ems(text, role)
