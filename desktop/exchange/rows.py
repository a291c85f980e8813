"""The data rows of a sheet: hint and sample rows, subtotals and footers told from records, merged cells filled."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.exchange.apart import Sheet
from desktop.exchange.formulas import plain_sum
from desktop.exchange.headers import Header, Matched, text_of
from desktop.ledger import Column, Ledger

SUBTOTAL = re.compile(r"^(本页|本支部|支部|.{0,12})?小\s*计")
TOTAL = re.compile(r"^(合\s*计|总\s*计|共\s*计|累\s*计|合计人民币)")
FOOTER = re.compile(
    r"^(备\s*注|填表说明|说\s*明|注|附\s*注|经办人|制表人?|填表人|审核人?|审批人|证明人|单位负责人|填报日期|联系电话|党支部书记|党员（签字）)\s*[:：、.．0-9（(]|^(填表说明|注意事项)"
)
HINT = re.compile(
    r"必填|选填|下拉|填写|格式|可不填|不填|如[:：]|例如|^\d+位|男/女|是/否|年月日|区号|门牌号|或预备党员|自动|单位[:：]元"
)
SAMPLE = re.compile(r"^(示例|样例|例|范例|举例|示范|填写示例|例如)\d*[:：]?$")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年?")
HINTED = 0.34
SPARSE = 2
ENDING = frozenset("合总共累备填说注附经制审证单联党小")


@dataclass
class Row:
    """One record of the sheet: its row number from 1, its cells (column A first), sums worked out for empty formulas."""

    number: int
    cells: list[Any]
    formulas: dict[int, float] = field(default_factory=dict)


@dataclass
class Rows:
    """The records of a sheet in their order; `warnings` tells what was left out."""

    sheet: Sheet
    header: Header
    columns: Sequence[Matched]
    ledger: Ledger
    warnings: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Row]:
        """Read on until the totals or the footer."""
        fill = self._fills()
        ended = 0
        left_out: list[int] = []
        near = True
        for number, cells in self.sheet.rows():
            if number < self.header.first_data_row or cells.count(None) == len(cells):
                continue
            told = [text_of(cell) for cell in cells if cell not in (None, "")] if near else self._head(cells)
            if near or ended or self._is_odd(cells, told):
                if ended:
                    if not self._ends(cells, told) and self._looks_like_data(cells):
                        left_out.append(number)
                    continue
                if self._ends(cells, told):
                    ended = number
                    continue
                if self._is_no_record(number, told, near=near):
                    continue
            row = self._row(number, cells, fill)
            if row is not None:
                near = False
                yield row
        if left_out:
            self.warnings.append(
                f"第 {ended} 行合计或表尾之后还有 {len(left_out)} 行像是记录（从第 {left_out[0]} 行起），没有导入，请检查"
            )

    def _is_odd(self, cells: list[Any], told: list[str]) -> bool:
        """Whether a row may be anything but a record; most rows are told from those by this alone."""
        if any(text[:1] in ENDING or "计" in text or "例" in text for text in told):
            return True
        return any(isinstance(cells[index], str) and "计" in cells[index] for index in self._named)

    @staticmethod
    def _head(cells: list[Any]) -> list[str]:
        """The first filled cells of a row: enough to tell a record from a total or a footer."""
        found: list[str] = []
        for cell in cells:
            if cell is not None:
                found.append(cell.strip() if isinstance(cell, str) else text_of(cell))
                if len(found) > SPARSE:
                    break
        return found

    def _is_no_record(self, number: int, told: list[str], *, near: bool) -> bool:
        """Subtotals go unsaid; hint rows right under the header and sample rows are told."""
        start = told[:2]
        if any("计" in text and SUBTOTAL.match(text) for text in start):
            return True
        if near and self._is_hint(told):
            self.warnings.append(f"第 {number} 行是填写提示，没有导入")
            return True
        if any("例" in text and SAMPLE.match(text) for text in start):
            self.warnings.append(f"第 {number} 行是示例，没有导入")
            return True
        return False

    def _ends(self, cells: list[Any], told: list[str]) -> bool:
        first = next((text for text in told if text), "")
        if first[:1] in ENDING and (
            (TOTAL.match(first) and len(first) < 30) or (FOOTER.match(first) and len(told) <= SPARSE)
        ):
            return True
        return any(
            isinstance(cell, str) and "计" in cell and TOTAL.fullmatch(cell.strip())
            for cell in (cells[index] for index in self._named)
        )

    def _looks_like_data(self, cells: list[Any]) -> bool:
        required = [one.index for one in self.columns if one.field and self.ledger.columns[one.field].required]
        return len(cells) - cells.count(None) > SPARSE and all(cells[index] is not None for index in required)

    @staticmethod
    def _is_hint(told: list[str]) -> bool:
        hints = sum(bool(HINT.search(text)) for text in told)
        return (
            hints >= 1 and hints >= len(told) * HINTED and not any(re.fullmatch(r"\d{17}[\dXx]", text) for text in told)
        )

    def _fills(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Cells of merged body ranges, and the cell whose value they share; amounts are never shared out."""
        money = {
            one.index for one in self.columns if one.field and (one.part or _is_amount(self.ledger.columns[one.field]))
        }
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for r0, c0, r1, c1 in self.sheet.merged:
            if r0 + 1 < self.header.first_data_row or r1 == r0:
                continue
            for row in range(r0, r1 + 1):
                for column in range(c0, c1 + 1):
                    if column not in money and (row, column) != (r0, c0):
                        found[row, column] = (r0, c0)
        return found

    def _row(self, number: int, cells: list[Any], fill: dict[tuple[int, int], tuple[int, int]]) -> Row | None:
        if fill:
            cells = self._filled(number, cells, fill)
        if all(cells[index] is None for index in self._telling):
            return None
        row = Row(number, cells)
        if self._summed:
            self._sums(row, cells)
        return row

    def _filled(self, number: int, cells: list[Any], fill: dict[tuple[int, int], tuple[int, int]]) -> list[Any]:
        """The cells with the value of the merged range where they are part of one."""
        found = list(cells)
        for index in self._wanted:
            key = (number - 1, index)
            if found[index] is None and key in fill:
                found[index] = self._kept.get(fill[key])
            elif found[index] is not None:
                self._kept[key] = found[index]
        return found

    def __post_init__(self) -> None:
        """Nothing is remembered yet; the first two known columns may hold 合计."""
        self._kept: dict[tuple[int, int], Any] = {}
        self._named = [one.index for one in self.columns if one.field][:2]
        self._wanted = [one.index for one in self.columns]
        self._telling = [one.index for one in self.columns if one.field]
        self._summed = [one for one in self.columns if one.field and _is_amount(self.ledger.columns[one.field])]

    def _sums(self, row: Row, cells: list[Any]) -> None:
        for one in self._summed:
            if cells[one.index] is None:
                formula = self.sheet.formula(row.number - 1, one.index)
                if formula:
                    value = plain_sum(formula, row.number, cells)
                    if value is None:
                        self.warnings.append(
                            f"{one.column}{row.number} 的公式没有保存结果，没有读取；请用 WPS 或 Excel 打开保存一次"
                        )
                    else:
                        row.formulas[one.index] = value


def _is_amount(column: Column) -> bool:
    """Whether a column holds numbers, years aside: what may be summed at the foot, and is never shared out."""
    return column.kind.python in (int, float) and not column.kind.span


def data_rows(sheet: Sheet, header: Header, columns: Sequence[Matched], ledger: Ledger) -> Rows:
    """The records of a sheet."""
    return Rows(sheet, header, columns, ledger)


def year_of(header: Header) -> int | None:
    """The year of dates that name none: the title's, else that of the line with the unit and the date."""
    for text in header.above:
        if not re.search(r"填报|单位|日期|盖章", text) and (found := YEAR.search(text)):
            return int(found[1])
    for text in header.above:
        if found := YEAR.search(text):
            return int(found[1])
    return None
