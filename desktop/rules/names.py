"""Names of people: kept to the code point, with one interpunct (民委发〔2016〕33号) and no spaces inside Han names."""

import re

DOTS = re.compile(
    r"\s*[•‧∙⋅・･·]\s*|(?<=[\u3400-\u9fff\U00020000-\U0003ffff])[.．](?=[\u3400-\u9fff\U00020000-\U0003ffff])"
)
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3007]+")
ENDS = " \t\r\n\u00a0\u3000\u200b\ufeff'"
INNER = re.compile(r"[\s\u00a0\u3000\u200b\ufeff]+")
LISTED = re.compile(r"[、,，;；\s\u200b\ufeff。/|]+")
NUMBERED = re.compile(r"(?:^|(?<=[\s、,，;；。\u3400-\u9fff]))[（(]?\d{1,3}[.．、)）]\s*")
BESIDE = re.compile(
    r"[①-⑳⑴-⒇⒈-⒛㈠-㈩@]|[（(]\d{1,3}人?[)）]|\d{1,3}岁"
)  # numbers, calls and ages that lists bring along
CALLED = re.compile(r"^(.{2,}?)(?:同志|[（(]([^（）()]*)[)）])$")
APART = re.compile(
    r"(?<![^\s、,，;；。/|])([\u3400-\u9fff\U00020000-\U0003ffff])[ \t\u00a0\u3000]+([\u3400-\u9fff\U00020000-\U0003ffff])(?![^\s、,，;；。/|])"
)


def read_name(text: str) -> str:
    """The name as it is stored."""
    if HAN.fullmatch(text):
        return text
    name = DOTS.sub("·", text.strip(ENDS))
    bare = INNER.sub("", name)
    return bare if HAN.fullmatch(bare) else INNER.sub(" ", name)


def stripped(name: str) -> str:
    """The name for matching: no interpunct, no spaces."""
    return INNER.sub("", name).replace("·", "")


def split_names(text: str) -> list[str]:
    """The names of a list pasted from a chat or a document; two lone characters (张　三) are one name set wide."""
    together = APART.sub(r"\1\2", DOTS.sub("·", NUMBERED.sub(" ", BESIDE.sub(" ", text))))
    return [name for piece in LISTED.split(together) if (name := read_name(piece))]


def bare_name(name: str) -> tuple[str, str]:
    """A listed name without 同志 or what stands behind it in brackets, and what stood there."""
    called = CALLED.match(name)
    return (read_name(called[1]), called[2] or "") if called else (name, "")
