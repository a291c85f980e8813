"""慰问金签领表: who is given how much, in figures and in capitals, with room for every signature."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm

from desktop.errors import Progress
from desktop.reports.kit.page import Out, Printed
from desktop.reports.kit.roster import Heading, RosterColumn, roster
from desktop.rules.money import capital, grouped

SIGNED_ROW = 10 * mm
COLUMNS = (
    RosterColumn("姓名", "center", 44),
    RosterColumn("性别", "center"),
    RosterColumn("身份证号", "center"),
    RosterColumn("所在支部", "left", 70),
    RosterColumn("慰问类别", "left", 60),
    RosterColumn("慰问金额\n（元）", "right", 52),
    RosterColumn("领取人签字", "center", 68),
    RosterColumn("领取日期", "center", 52),
    RosterColumn("联系电话", "center"),
    RosterColumn("备注", "left", 40),
)
SIGNATURES = ("经办人（签字）：", "证明人（签字）：", "审核人（签字）：", "审批人（签字）：", "单位（盖章）：")


@dataclass(frozen=True)
class Payee:
    """One line to sign: the person, and the money in fen."""

    name: str
    fen: int
    sex: str = ""
    id_no: str = ""
    branch: str = ""
    category: str = ""
    date: str = ""
    phone: str = ""
    note: str = ""

    def row(self) -> list[str]:
        """The cells of the line, the signature left to the hand."""
        kept = [self.name, self.sex, self.id_no, self.branch, self.category, grouped(self.fen)]
        return [*kept, "", self.date, self.phone, self.note]


def payout(
    out: Out,
    head: Heading,
    payees: Sequence[Payee],
    *,
    people: int | None = None,
    page_rows: int = 0,
    notes: Sequence[str] = (),
    progress: Progress | None = None,
) -> Printed:
    """Print the roster; `people` counts persons where one has several lines; `page_rows` a page brings subtotals."""
    total = sum(payee.fen for payee in payees)
    count = len(payees) if people is None else people
    said = f"合计：{count} 人　{grouped(total)} 元（人民币大写：{capital(total)}）"

    def subtotal(rows: Sequence[Sequence[str]]) -> Sequence[str]:
        first = int(rows[0][0]) - 1 if rows else 0
        return _sums("本页小计", f"{len(rows)} 笔", sum(payee.fen for payee in payees[first : first + len(rows)]))

    return roster(
        out,
        head,
        COLUMNS,
        [payee.row() for payee in payees],
        totals=_sums("合计", f"{count} 人", total),
        notes=(said, *notes),
        signatures=SIGNATURES,
        wide=True,
        row_height=SIGNED_ROW,
        page_rows=page_rows,
        subtotal=subtotal if page_rows else None,
        progress=progress,
    )


def _sums(word: str, people: str, fen: int) -> list[str]:
    return [word, people, "", "", "", "", grouped(fen), "", "", "", ""]
