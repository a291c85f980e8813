"""组织关系介绍信 in three parts on one sheet (三联)."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, PageBreak, Spacer

from desktop.reports.kit.fonts import BOLD
from desktop.reports.kit.page import Out, Printed, write
from desktop.reports.kit.text import Text, Type

SIZE, LEADING = 14, 1.8


@dataclass(frozen=True)
class Letter:
    """What one letter says; days and amounts in words, ready to print."""

    number: str
    addressed: str
    person: str
    sex: str
    age: str
    nation: str
    category: str
    id_no: str
    sent_by: str
    sent_to: str
    dues_until: str
    valid_days: str
    issued: str
    phone: str


def letters(out: Out, found: Sequence[Letter], unit: str) -> Printed:
    """One sheet a letter."""
    story: list[object] = []
    for place, one in enumerate(found):
        if place:
            story.append(PageBreak())
        story += _sheet(one)
    return write(out, "组织关系介绍信", story or [Text("没有可以打印的介绍信。", Type())], author=unit)


def _sheet(one: Letter) -> list[object]:
    body, right = Type(size=SIZE, leading=LEADING), Type(size=SIZE, align="right", leading=LEADING)
    who = f"{one.person}（{'，'.join(part for part in (one.sex, one.age, one.nation, one.category) if part)}）"
    number = f"身份证号码：{one.id_no}，" if one.id_no else ""
    stub = [
        _title("中国共产党党员组织关系介绍信（存根）", "第一联"),
        Text(f"编号：{one.number}", right),
        Text(f"{who}同志系中共党员，组织关系由 {one.sent_by} 转到 {one.sent_to}。", body),
        Text(f"{number}党费缴至 {one.dues_until}，有效期 {one.valid_days} 天。", body),
        Text(one.issued, right),
    ]
    letter = [
        _title("中国共产党党员组织关系介绍信", "第二联"),
        Text(f"编号：{one.number}", right),
        Text(f"{one.addressed}：", body),
        Text(f"　　{who}同志系中共党员，{number}组织关系由 {one.sent_by} 转到 {one.sent_to}，请接收。", body),
        Text(f"　　该同志党费已缴至 {one.dues_until}。（有效期 {one.valid_days} 天）", body),
        Text(f"{one.sent_by}（盖章）　　{one.issued}", right),
        Text(f"党员原所在党委联系电话：{one.phone}", body),
    ]
    receipt = [
        _title("中国共产党党员组织关系介绍信（回执）", "第三联"),
        Text(f"编号：{one.number}", right),
        Text(f"{one.sent_by}：", body),
        Text(f"　　{who}同志的党员组织关系已转达我处，特此回复。", body),
        Text("（盖章）　　　　　年　　月　　日", right),
        Text("经办人：　　　　　　　　联系电话：", body),
    ]
    cut = HRFlowable(width="100%", thickness=0.6, dash=(3, 3), spaceBefore=7 * mm, spaceAfter=7 * mm)
    again = HRFlowable(width="100%", thickness=0.6, dash=(3, 3), spaceBefore=7 * mm, spaceAfter=7 * mm)
    return [*stub, cut, *letter, again, *receipt, Spacer(0, 1)]


def _title(words: str, part: str) -> Text:
    return Text(f"{words}　{part}", Type(BOLD, 17, "center", 2), before=2 * mm)
