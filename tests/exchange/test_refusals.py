"""Files that can't be taken in: each gives one sentence, soon, and within little memory."""

import io
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from desktop.errors import Unreadable
from desktop.exchange.apart import Book
from desktop.exchange.headers import best_sheet
from desktop.services.chapters import LEDGERS
from tests.conftest import SAMPLES

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def roster(rows: int = 3) -> bytes:
    """A small good workbook."""
    book = openpyxl.Workbook()
    book.active.append(["姓名", "性别", "身份证号"])
    for _ in range(rows):
        book.active.append(["张三", "男", "350100199001010017"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """The good workbook with one part put in place of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(roster())) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad:
        for info in good.infolist():
            bad.writestr(info.filename, content if info.filename == name else good.read(info))
    return out.getvalue()


def bomb() -> bytes:
    """About 4 MB that inflate to 900 MB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(roster())) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bad,
    ):
        for info in good.infolist():
            if info.filename != "xl/worksheets/sheet1.xml":
                bad.writestr(info.filename, good.read(info))
        with bad.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as file:
            for _ in range(900):
                file.write(b" " * (1 << 20))
    return out.getvalue()


def crafted(rows: str) -> bytes:
    """The good workbook with other rows below its heading."""
    spread = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
    sheet = f'<?xml version="1.0"?><worksheet xmlns="{spread}"><sheetData>{head}{rows}</sheetData></worksheet>'
    return with_part("xl/worksheets/sheet1.xml", sheet.encode())


def fat_type() -> bytes:
    """An .ods whose type inflates to 900 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bad:
        with bad.open("mimetype", "w", force_zip64=True) as file:
            file.write(b"application/vnd.oasis.opendocument.spreadsheet")
            for _ in range(900):
                file.write(b" " * (1 << 20))
        bad.writestr("content.xml", "<x/>")
    return out.getvalue()


def sealed() -> bytes:
    """The good workbook, every part of it marked as encrypted by the archive."""
    data = bytearray(roster())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def locked() -> bytes:
    """The good workbook under the password 机关党委."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(roster())).encrypt("机关党委", out)
    return out.getvalue()


def far_cell() -> bytes:
    """One cell at XFD1048576 beside A1."""
    book = openpyxl.Workbook()
    book.active["A1"] = "姓名"
    book.active["XFD1048576"] = "x"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "text": ("名单.xlsx", lambda: b"\x00\x01\x02 this is no workbook \xff\xfe" * 50, "不是表格"),
    "cut off": ("名单.xlsx", lambda: roster(500)[:4000], "损坏"),
    "encrypted": ("名单.xlsx", locked, "已加密"),
    "bomb": ("名单.xlsx", bomb, "异常巨大"),
    "entities": ("名单.xlsx", lambda: with_part("xl/worksheets/sheet1.xml", ENTITIES), "不安全"),
    "far cell": ("名单.xlsx", far_cell, "异常巨大"),
    "far cell in other quotes": (
        "名单.xlsx",
        lambda: crafted("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"),
        "异常巨大",
    ),
    "far cell on two lines": (
        "名单.xlsx",
        lambda: crafted('<row\nr="1048576"><c\nr="XFD1048576"><v>1</v></c></row>'),
        "异常巨大",
    ),
    "far cell without a place": (
        "名单.xlsx",
        lambda: crafted('<row r="1048576">' + "<c><v>1</v></c>" * 16384 + "</row>"),
        "异常巨大",
    ),
    "place beyond any sheet": (
        "名单.xlsx",
        lambda: crafted('<row r="2"><c r="ZZZZZZ99999999999"><v>1</v></c></row>'),
        "异常巨大",
    ),
    "fat type": ("名单.ods", fat_type, "异常巨大"),
    "sealed archive": ("名单.xlsx", sealed, "损坏"),
    "rubbish csv": ("名单.csv", lambda: bytes(range(256)) * 40, "不是表格"),
    "pdf": ("名单.xlsx", lambda: b"%PDF-1.7 ...", "PDF"),
    "empty": ("名单.xlsx", lambda: b"", "空文件"),
    "torn sheet": ("名单.xlsx", lambda: with_part("xl/workbook.xml", b"<workbook"), "损坏"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_is_no_workbook_is_told_in_a_sentence(tmp_path: Path, case: str) -> None:
    """Within a gigabyte, the process apart included."""
    name, make, said = CASES[case]
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(Unreadable, match=said) as refused:
        best_sheet(Book(path), LEDGERS["members"])
    assert "\n" not in refused.value.sentence
    assert name in refused.value.sentence
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    assert most < 1_000_000


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    """A folder, and a path that is not there."""
    with pytest.raises(Unreadable, match="文件夹"):
        Book(tmp_path)
    with pytest.raises(Unreadable, match="不存在"):
        Book(tmp_path / "没有.xlsx")


def test_a_password_opens_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    """Chinese passwords too."""
    path = tmp_path / "密.xlsx"
    path.write_bytes(locked())
    assert [one.name for one in Book(path, "机关党委").sheets] == ["Sheet"]
    with pytest.raises(Unreadable, match="密码不对"):
        Book(path, "123")
    with path.open("rb") as file:
        assert msoffcrypto.OfficeFile(file).is_encrypted()


@pytest.mark.parametrize(("rows", "said"), [([], "是空的"), ([["甲", "乙", "丙"], [1, 2, 3]], "没有找到")])
def test_sheets_without_a_header(tmp_path: Path, rows: list[list[object]], said: str) -> None:
    """An empty sheet, and one whose headings nobody knows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = tmp_path / "表.xlsx"
    book.save(path)
    with pytest.raises(Unreadable, match=said):
        best_sheet(Book(path), LEDGERS["members"])


def test_an_xls_named_xlsx_is_read_by_its_content(tmp_path: Path) -> None:
    """The suffix says nothing."""
    path = tmp_path / "三会一课.xlsx"
    path.write_bytes((SAMPLES / "三会一课登记表.xls").read_bytes())
    _, header, _ = best_sheet(Book(path), LEDGERS["sessions"])
    assert header.row == 2
    assert header.names[:3] == ("序号", "支部名称", "会议类型")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    """姓名 with a rare character."""
    path = tmp_path / "名单.csv"
    path.write_bytes("姓名,性别,民族\n陈𬱟,男,汉\n".encode(encoding))
    sheet, _, _ = best_sheet(Book(path), LEDGERS["members"])
    assert next(row for number, row in sheet.rows() if number == 2) == ["陈𬱟", "男", "汉"]
