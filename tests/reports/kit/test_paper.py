"""Papers read back by other programs: fonts embedded, text as it was, pages as they should be."""

import subprocess
from pathlib import Path

import pypdfium2
import pytest

from desktop.reports.kit.fonts import missing, runs
from desktop.reports.kit.roster import Heading, RosterColumn, roster
from desktop.reports.members.sheet import member_sheets

RARE = "䶮㛃㭎𬱟𬭎"
COLUMNS = (RosterColumn("姓名", "center"), RosterColumn("住址"), RosterColumn("金额", "right"))


def text_of(path: Path) -> str:
    """The text of a paper by pdfium, line breaks aside."""
    book = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in book)
    book.close()
    return text.replace("\r\n", "").replace("\n", "")


def test_rare_names_are_drawn_searchable_and_every_font_is_embedded(tmp_path: Path) -> None:
    """From the fallback face where the first has no glyph; poppler and pdfium agree."""
    out = tmp_path / "名单.pdf"
    rows = [[f"张{character}", "福建省连江县凤城镇" * 6, "1000.00"] for character in RARE]
    printed = roster(
        out,
        Heading("名单", "单位：某局", "2026年1月1日"),
        COLUMNS,
        rows,
        totals=("5 人", "", "5000.00"),
        notes=("合计伍仟元整。",),
    )
    assert (printed.pages, printed.missing) == (1, [])
    poppler = subprocess.run(["pdftotext", "-layout", str(out), "-"], capture_output=True, text=True, check=True).stdout
    for character in RARE:
        assert f"张{character}" in text_of(out)
        assert f"张{character}" in poppler
    fonts = subprocess.run(["pdffonts", str(out)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)
    assert "Helvetica" not in "".join(fonts)
    assert "伍仟元整" in text_of(out)


def test_a_character_that_no_font_has_is_listed_and_never_a_box(tmp_path: Path) -> None:
    """U+3FFFE is no character of anybody's."""
    odd = "\U0003fffe"
    assert missing([f"张{odd}"]) == [odd]
    assert runs(f"张{odd}")[-1][1].endswith("〓")
    printed = roster(tmp_path / "x.pdf", Heading("名单"), COLUMNS, [[f"张{odd}", "", ""]])
    assert printed.missing == [odd]
    assert "张〓" in text_of(tmp_path / "x.pdf")


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (500, 10)])
def test_pages_are_numbered_and_an_empty_list_says_so(tmp_path: Path, count: int, pages: int) -> None:
    """第 X 页 共 Y 页 on every page, the header again on each."""
    out = tmp_path / "x.pdf"
    printed = roster(out, Heading("名单"), COLUMNS, [["张三", "某县", "1.00"]] * count)
    text = text_of(out)
    assert printed.pages >= pages
    assert text.count(f"共 {printed.pages} 页") == printed.pages
    assert text.count("住址") == printed.pages or count == 500
    assert ("（没有记录）" in text) is (count == 0)


def test_a_sheet_for_every_member(tmp_path: Path) -> None:
    """The sixteen items of the printed form."""
    out = tmp_path / "x.pdf"
    printed = member_sheets(out, [{"姓名": "张三", "党籍状态": "正常"}, {"姓名": "李四"}], "某局")
    text = text_of(out)
    assert printed.pages == 2
    assert "16. 是否为流动党员" in text
    assert "正常□√" in text.replace(" ", "")
