"""党员基本信息采集表: one member a page."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import PageBreak

from desktop.reports.kit.fonts import BOX, TICKED
from desktop.reports.kit.grid import Cell
from desktop.reports.kit.page import Out, Printed, frame_width, heading, sheet, write
from desktop.reports.kit.pictures import portrait
from desktop.reports.kit.text import CENTRED, INDENT, LABEL, VALUE, Text, Type

COLLECTION = "党员基本信息采集表"
NOTE = "注：此表由党员本人确认，党支部（党总支、党委）初核，基层党委复核。"


def _choice(values: Sequence[str], chosen: str) -> str:
    return "　　".join(f"{value}{TICKED if value == chosen else BOX}" for value in values)


def _label(text: str, down: int = 1) -> Cell:
    return Cell(text, LABEL, down=down)


def member_sheets(
    out: Out, members: Sequence[Mapping[str, str]], unit: str, photos: Sequence[Path | None] = ()
) -> Printed:
    """党员基本信息采集表, one member a page; fields by their titles (16 items of the printed form); photos beside them."""
    story: list[Any] = []
    pictures = [*photos, *[None] * (len(members) - len(photos))]
    for index, (member, photo) in enumerate(zip(members, pictures, strict=True)):
        story += [*([PageBreak()] if index else []), *_member(member, unit, photo)]
    if not members:
        story = [*heading(COLLECTION), Text("（没有党员）", CENTRED)]
    return write(out, COLLECTION, story, author=unit)


def _member(member: Mapping[str, str], unit: str, photo: Path | None) -> list[Any]:
    room = frame_width(wide=False)
    widths = [room * share for share in (0.185, 0.205, 0.185, 0.245, 0.18)]
    table = sheet([*_identity(member, photo), *_membership(member)], widths, least=14.5 * mm)
    marks = sheet(_collected_by(), [room / 2] * 2, least=24 * mm)
    head = heading(COLLECTION, f"填报单位：{unit}", "填表日期：　　　　年　　月　　日")
    return [*head, table, marks, Text(NOTE, Type(size=9.5), before=2 * mm)]


def _identity(member: Mapping[str, str], file: Path | None) -> list[list[Cell]]:
    """Items 1 to 7, beside the photograph."""

    def value(title: str) -> Cell:
        return Cell(member.get(title, ""), VALUE)

    photo = Cell("照\n\n片", CENTRED, down=4, picture=portrait(file))
    category = Cell(_choice(("正式党员", "预备党员"), member.get("人员类别", "")), VALUE, across=3)
    return [
        [_label("1. 姓名"), value("姓名"), _label("2. 性别"), value("性别"), photo],
        [_label("3. 民族"), value("民族"), _label("4. 公民身份证号"), value("公民身份号码")],
        [_label("5. 出生日期"), value("出生日期"), _label("6. 学历"), value("学历")],
        [_label("7. 人员类别"), category],
    ]


def _membership(member: Mapping[str, str]) -> list[list[Cell]]:
    """Items 8 to 16; what is not known stays open for the pen."""

    def get(title: str, otherwise: str = "") -> str:
        return member.get(title) or otherwise

    def whole(label: str, text: str) -> list[Cell]:
        return [_label(label), Cell(text, VALUE, across=4)]

    lost = f"{_choice(('是', '否'), get('是否失联党员'))}　　　失去联系日期：{get('失去联系日期', '　　　　年　　月')}"
    away = get("外出流向", "　　　　省　　　　市　　　　县")
    return [
        whole("8. 所在党支部", get("所在党支部")),
        [
            _label("9. 加入党组织\n日期"),
            Cell(get("加入党组织日期"), VALUE),
            _label("10. 转为正式\n党员日期"),
            Cell(get("转为正式党员日期"), VALUE, across=2),
        ],
        whole("11. 工作岗位", get("工作岗位")),
        whole("12. 联系电话", f"手机号：{get('手机号', '　　　　　　　')}　　　固定电话：{get('固定电话')}"),
        whole("13. 家庭住址", get("现居住地")),
        whole("14. 党籍状态", _choice(("正常", "停止党籍"), get("党籍状态"))),
        whole("15. 是否为\n失联党员", lost),
        whole("16. 是否为\n流动党员", f"{_choice(('是', '否'), get('是否流动党员'))}　　　外出流向：{away}"),
    ]


def _collected_by() -> list[list[Cell]]:
    words = ("党员（签字）：", "信息采集员（签字）：", "党支部书记（签字）：", "基层党委（盖章）：")
    day = INDENT * 7 + "年　　月　　日"
    cells = [Cell(f"{word}\n\n\n{day}", VALUE, top=True) for word in words]
    return [cells[:2], cells[2:]]
