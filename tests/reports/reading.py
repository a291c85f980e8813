"""How the tests read a paper back: by pdfium and by poppler, neither of which wrote it."""

import subprocess
from pathlib import Path

import pypdfium2


def pages_of(path: Path) -> list[str]:
    """The text of each page by pdfium, line breaks aside."""
    book = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range().replace("\r", "").replace("\n", "") for page in book]
    finally:
        book.close()


def text_of(path: Path) -> str:
    """The whole text by pdfium."""
    return "".join(pages_of(path))


def poppler_text(path: Path) -> str:
    """The whole text by poppler, laid out."""
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout


def fonts_of(path: Path) -> list[list[str]]:
    """The fonts as poppler lists them: name … emb sub uni object ID."""
    said = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout
    return [line.split() for line in said.splitlines()[2:]]


def assert_embedded(path: Path) -> None:
    """Every font travels with the paper and can be read back as text."""
    fonts = fonts_of(path)
    assert fonts
    assert all(font[-5] == "yes" and font[-3] == "yes" for font in fonts), fonts
    assert not any("Helvetica" in font[0] for font in fonts)


def boxes_outside(path: Path) -> list[str]:
    """Words that reach over the edge of their page, by pdfium."""
    found = []
    book = pypdfium2.PdfDocument(path)
    for page in book:
        width, height = page.get_size()
        words = page.get_textpage()
        for index in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(index)
            if left < 0 or bottom < 0 or right > width or top > height:
                found.append(words.get_text_range(index, 1))
    book.close()
    return found
