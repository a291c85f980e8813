"""Other people's workbooks opened: told by their content, checked before any reader touches them, read as rows."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum, load_workbook

from desktop.errors import Unreadable, reason_of
from desktop.rules.dates import tells

LARGEST, LARGE, RATIO = 1 << 30, 200 << 20, 50
CELLS = 30_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
BLOCK = 1 << 20
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
FOREIGN = {
    b"%PDF": "PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"{\\rt": "RTF 文档",
}
WIDE = re.compile(rb'c r="([A-Z]{2,})')
DEEP = re.compile(rb'row r="(\d+)"')
FORMULA = re.compile(rb"c ([^<>]*)>\s*<(?:\w+:)?f[^<>]*>([^<]+)</(?:\w+:)?f>(?:<(?:\w+:)?v>([^<]*)<)?")
BUILT_IN = {
    1: "0",
    2: "0.00",
    14: "yyyy-mm-dd",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    27: 'yyyy"年"m"月"',
    31: 'yyyy"年"m"月"d"日"',
    49: "@",
    57: 'yyyy"年"m"月"',
}
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True)
class SheetInfo:
    """One sheet by name, and whether people see it."""

    name: str
    visible: bool


@dataclass
class Sheet:
    """One sheet: its rows, merged ranges, and on request the formats and formulas of its cells."""

    name: str
    source: CalamineSheet | list[list[Any]]
    parts: "Parts | None" = None

    @property
    def epoch_1904(self) -> bool:
        """Whether dates are counted from 1904; the reader has turned them into dates already."""
        return bool(self.parts and self.parts.epoch_1904)

    @property
    def height(self) -> int:
        """How many rows there are, empty ones included."""
        if isinstance(self.source, list):
            return len(self.source)
        return self.source.end[0] + 1 if self.source.end else 0

    @cached_property
    def merged(self) -> list[tuple[int, int, int, int]]:
        """Merged ranges as (first row, first column, last row, last column), from 0."""
        if isinstance(self.source, list):
            return []
        return [(start[0], start[1], end[0], end[1]) for start, end in self.source.merged_cell_ranges or []]

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """Rows by their number from 1; column A is index 0."""
        if isinstance(self.source, list):
            yield from enumerate(self.source, 1)
            return
        start = self.source.start
        if start is None:
            return
        for number, row in enumerate(self.source.iter_rows(), 1):
            yield number, [None if cell == "" else cell for cell in row]

    @property
    def cells(self) -> "Cells":
        """Formats and formulas, read when first asked for."""
        return self._cells

    @cached_property
    def _cells(self) -> "Cells":
        return self.parts.cells_of(self.name) if self.parts else Cells()

    def number_format(self, row: int, column: int) -> str:
        """The number format of a cell, both from 0."""
        return self.cells.formats.get((row, column), "")

    def formula(self, row: int, column: int) -> str | None:
        """The formula of a cell whose value was never stored."""
        return self.cells.formulas.get((row, column))


@dataclass
class Cells:
    """What the plain reader leaves out: number formats that tell, formulas without a value; keys count from 0."""

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass
class Workbook:
    """One opened workbook."""

    path: Path
    kind: str
    sheets: list[SheetInfo]
    book: CalamineWorkbook | None = None
    table: list[list[Any]] | None = None
    parts: "Parts | None" = None

    def sheet(self, name: str) -> Sheet:
        """One sheet by its name."""
        if self.book is None:
            return Sheet(name, self.table or [])
        try:
            return Sheet(name, self.book.get_sheet_by_name(name), self.parts)
        except (CalamineError, ValueError, OverflowError) as error:
            raise Unreadable(
                f"“{self.path.name}”的工作表“{name}”已损坏，读不出来。请用 WPS 或 Excel 打开另存后再试。"
            ) from error


def open_workbook(path: Path, password: str | None = None) -> Workbook:
    """Open a workbook of any kind that offices use; what it is not, or what is wrong with it, is one sentence."""
    data = _bytes(path)
    if data.startswith(OLE):
        data = _plain(path, data, password)
    if data.startswith(ZIP):
        return _zipped(path, data)
    if data.startswith(OLE):
        return _calamine(path, data, "xls", None)
    for start, name in FOREIGN.items():
        if data.startswith(start):
            raise Unreadable(f"“{path.name}”是{name}，不是表格。请选择 Excel、WPS 或 CSV 文件。")
    return _text(path, data)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Unreadable(f"“{path}”是一个文件夹，请选择里面的表格文件。")
        if path.stat().st_size > LARGE * 2:
            raise Unreadable(f"“{path.name}”太大（超过 400 MB），请拆成几个文件再导入。")
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"打不开文件，{reason_of(error, path)}。请检查后再试。") from error
    if not data.strip(b"\x00 \r\n\t"):
        raise Unreadable(f"“{path.name}”是空文件。")
    return data


def _plain(path: Path, data: bytes, password: str | None) -> bytes:
    """The workbook inside an encrypted one; an old .xls as it is."""
    import msoffcrypto  # noqa: PLC0415 - slow, and few files need it
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError  # noqa: PLC0415

    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        if not file.is_encrypted():
            return data
        if password is None:
            raise Unreadable(f"“{path.name}”已加密，请提供打开密码（命令行用 --file-password-file）。")  # noqa: TRY301
        out = io.BytesIO()
        file.load_key(password=password)
        file.decrypt(out)
        return out.getvalue()
    except (InvalidKeyError, DecryptionError) as error:
        raise Unreadable(f"“{path.name}”的打开密码不对，没有导入。") from error
    except Unreadable:
        raise
    except Exception as error:
        if isinstance(error, FileFormatError) and b"W\x00o\x00r\x00k\x00b\x00o\x00o\x00k" in data:
            return data
        raise Unreadable(f"“{path.name}”不是表格，或已损坏。请用 WPS 或 Excel 打开另存为 .xlsx 后再试。") from error


def _zipped(path: Path, data: bytes) -> Workbook:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = (
                "xlsx"
                if "xl/workbook.xml" in names
                else "ods"
                if "content.xml" in names and b"spreadsheet" in _start(archive, "mimetype")
                else ""
            )
            if "xl/workbook.bin" in names:
                kind = "xlsb"
            if not kind:
                what = (
                    "Word 文档"
                    if "word/document.xml" in names
                    else "演示文稿"
                    if "ppt/presentation.xml" in names
                    else "压缩包"
                )
                raise Unreadable(f"“{path.name}”是{what}，不是表格。请选择 Excel、WPS 或 CSV 文件。")
            _inspect(path, archive)
            parts = Parts(data) if kind == "xlsx" else None
    except (
        zipfile.BadZipFile,
        EOFError,
        KeyError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        zlib.error,
    ) as error:
        raise Unreadable(
            f"“{path.name}”不完整或已损坏，打不开。请重新取得这个文件，或用 WPS、Excel 修复后另存。"
        ) from error
    return _calamine(path, data, kind, parts)


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(200)


def _inspect(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse what would blow up in a reader's hands, by streaming every part: real size, entities, extent."""
    packed, whole = sum(info.compress_size for info in archive.infolist()), 0
    for info in archive.infolist():
        extent, tail = Extent(), b""
        with archive.open(info) as file:
            while block := file.read(BLOCK):
                whole += len(block)
                if whole > LARGEST or (whole > LARGE and whole > RATIO * max(packed, 1)):
                    raise Unreadable(f"“{path.name}”解压后异常巨大，可能是恶意文件，没有打开。")
                window = tail + block
                if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                    raise Unreadable(f"“{path.name}”里有不安全的内容（实体定义），没有打开。")
                extent.take(window)
                if extent.size > CELLS:
                    raise Unreadable(
                        f"“{path.name}”的表格范围异常巨大（有单元格远在数据之外）。请删除数据以外的行和列，另存后再试。"
                    )
                tail = block[-256:]


@dataclass
class Extent:
    """How far the cells of a sheet reach."""

    rows: int = 0
    columns: int = 26
    repeated: int = 0

    @property
    def size(self) -> int:
        """Cells that a reader would have to hold."""
        return max(self.rows * self.columns, self.repeated)

    def take(self, window: bytes) -> None:
        """Look at one window: the widest column past Z and the last row named in it."""
        for letters in WIDE.findall(window):
            self.columns = max(self.columns, _index(letters[:9]) + 1)
        for digits in DEEP.findall(window):
            self.rows = max(self.rows, int(digits[:19]))
        if self.rows > LAST_ROW or self.columns > LAST_COLUMN:
            self.repeated = CELLS + 1
        for tag in re.findall(rb"<table:table-cell[^>]*number-columns-repeated=\"(\d+)\"[^>]*office:value", window):
            self.repeated = max(self.repeated, int(tag) * 1000)


def _index(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def letters_of(index: int) -> str:
    """A column's letters from its index."""
    text, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def _calamine(path: Path, data: bytes, kind: str, parts: "Parts | None") -> Workbook:
    try:
        book = load_workbook(io.BytesIO(data))
        sheets = [SheetInfo(one.name, one.visible == SheetVisibleEnum.Visible) for one in book.sheets_metadata]
    except (CalamineError, ValueError, OSError) as error:
        raise Unreadable(f"“{path.name}”不完整或已损坏，打不开。请用 WPS 或 Excel 打开另存为 .xlsx 后再试。") from error
    if not sheets:
        raise Unreadable(f"“{path.name}”里没有工作表。")
    return Workbook(path, kind, sheets, book, None, parts)


def _text(path: Path, data: bytes) -> Workbook:
    text = _decoded(path, data)
    lines = text.splitlines()
    head = "\n".join(lines[:20])
    counts = {mark: head.count(mark) for mark in (",", "\t", ";")}
    delimiter = max(counts, key=lambda mark: counts[mark])
    if delimiter == "," and counts["\t"] and counts["\t"] >= counts[","]:
        delimiter = "\t"
    try:
        rows = [
            [cell.replace("\t", " ").strip() or None for cell in row]
            for row in csv.reader(io.StringIO(text), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise Unreadable(f"“{path.name}”不是规范的 CSV 文件：{error}。") from error
    width = max((len(row) for row in rows), default=0)
    if width * len(rows) > CELLS:
        raise Unreadable(f"“{path.name}”的表格范围异常巨大，没有打开。")
    return Workbook(
        path, "csv", [SheetInfo(path.stem, visible=True)], None, [row + [None] * (width - len(row)) for row in rows]
    )


def _decoded(path: Path, data: bytes) -> str:
    """The text of a CSV: by its mark, else strict UTF-8, else GB18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    rubbish = Unreadable(f"“{path.name}”不是表格（内容无法识别）。请选择 Excel、WPS 或 CSV 文件。")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, UnicodeError):
            continue
        odd = sum(
            1
            for character in text[:20000]
            if (ord(character) < 32 and character not in "\t\r\n\x0c") or "\ue000" <= character <= "\uf8ff"
        )
        if "\x00" in text or odd > len(text[:20000]) / 100:
            raise rubbish
        return text
    raise rubbish


class Parts:
    """The parts of an .xlsx that the plain reader does not tell of."""

    def __init__(self, data: bytes) -> None:
        """Nothing is read yet."""
        self._data = data

    @cached_property
    def _archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self._data))

    @cached_property
    def _workbook(self) -> Element:
        return fromstring(self._archive.read("xl/workbook.xml"))  # type: ignore[no-any-return]

    @cached_property
    def epoch_1904(self) -> bool:
        """Whether the workbook counts its days from 1904."""
        found = self._workbook.find(f"{MAIN}workbookPr")
        return found is not None and found.get("date1904") in ("1", "true")

    @cached_property
    def _formats(self) -> list[str]:
        """The number format of each cell style."""
        try:
            styles = fromstring(self._archive.read("xl/styles.xml"))
        except KeyError:
            return []
        own = {int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in styles.iter(f"{MAIN}numFmt")}
        cells = styles.find(f"{MAIN}cellXfs")
        numbers = [int(one.get("numFmtId", 0)) for one in cells or ()]
        return [own.get(number, BUILT_IN.get(number, "")) for number in numbers]

    def _part_of(self, sheet: str) -> str | None:
        links = fromstring(self._archive.read("xl/_rels/workbook.xml.rels"))
        targets = {one.get("Id"): one.get("Target", "") for one in links}
        for one in self._workbook.iter(f"{MAIN}sheet"):
            if one.get("name") == sheet:
                target = targets.get(one.get(f"{LINKS}id"), "")
                return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        return None

    def cells_of(self, sheet: str) -> Cells:
        """The formats that say more than their numbers, and the formulas without a value, of one sheet."""
        part, found = self._part_of(sheet), Cells()
        if part is None or part not in self._archive.namelist():
            return found
        text = self._archive.read(part)
        telling = {str(number): one for number, one in enumerate(self._formats) if tells(one)}
        if telling:
            styled = re.compile(rf'c ([^<>]*\bs="({"|".join(telling)})"[^<>]*)>'.encode())
            for head, style in styled.findall(text):
                if place := _place(head):
                    found.formats[place] = telling[style.decode()]
        for head, formula, value in FORMULA.findall(text) if b"<f" in text or b":f" in text else ():
            if not value and (place := _place(head)):
                found.formulas[place] = formula.decode("utf-8", "replace")
        return found


def _place(head: bytes) -> tuple[int, int] | None:
    """Row and column from 0 in the attributes of a cell."""
    found = re.search(rb'\br="([A-Z]+)(\d+)"', head)
    return (int(found[2]) - 1, _index(found[1])) if found else None


__all__ = ["Cells", "Sheet", "SheetInfo", "Workbook", "letters_of", "open_workbook"]
