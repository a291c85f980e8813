"""Forms of one record: 采集表 of a member, 签到表 and 记录 of a meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import PageBreak, Spacer

from desktop.reports.duty.duties import DutyDay, Turn, duty_list, duty_month
from desktop.reports.kit.fonts import BODY, BOLD, BOX, TICKED, width_of
from desktop.reports.kit.grid import PADDING, Cell
from desktop.reports.kit.page import Out, Printed, frame_height, frame_width, heading, sheet, signed, write
from desktop.reports.kit.pictures import portrait
from desktop.reports.kit.text import INDENT, Text, Type

__all__ = ["DutyDay", "Meeting", "Turn", "duty_list", "duty_month", "member_sheets", "minutes", "sign_in"]

LABEL = Type(BOLD, 10.5, "center", 1.25)
VALUE = Type(BODY, 10.5, "left", 1.35)
CENTRED = Type(BODY, 10.5, "center", 1.35)
SPOKEN = Type(BODY, 11, "left", 1.65)
COLLECTION = "党员基本信息采集表"
NOTE = "注：此表由党员本人确认，党支部（党总支、党委）初核，基层党委复核。"
SIGN_ROW = 9.5 * mm
MOST_ACROSS, FEW_NAMES = 3, 20
ON_ONE_SIDE = 26  # characters of a fact that may stand beside another


@dataclass(frozen=True)
class Meeting:
    """What stands on a meeting's papers; every field as text."""

    unit: str
    kind: str
    facts: Sequence[tuple[str, str]]
    texts: Sequence[tuple[str, str]]
    names: Sequence[str] = ()
    title: str = ""


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


def sign_in(out: Out, meeting: Meeting) -> Printed:
    """会议签到表: the meeting's facts over a grid of names to sign beside, read down each column of a page."""
    room = frame_width(wide=False)
    facts = _facts(meeting.facts[:6])
    head = [*heading("会议签到表", f"单位：{meeting.unit}"), facts, Spacer(1, 3 * mm)]
    used = sum(one.wrap(room, 0)[1] + one.getSpaceAfter() for one in head)
    across = MOST_ACROSS if len(meeting.names) > FEW_NAMES or not meeting.names else MOST_ACROSS - 1
    first = int((frame_height(wide=False) - used - SIGN_ROW) // SIGN_ROW)
    later = int((frame_height(wide=False) - SIGN_ROW) // SIGN_ROW)
    story, start, rows = head, 0, first
    while start == 0 or start < len(meeting.names):
        story += [*([PageBreak()] if start else []), _names(meeting.names, start, rows, across)]
        start, rows = start + rows * across, later
    return write(out, "会议签到表", story, author=meeting.unit)


def _names(names: Sequence[str], start: int, down: int, across: int) -> Any:
    """One page of names; places left over are for those who come unasked."""
    widths = [frame_width(wide=False) / across * share for share in (0.2, 0.36, 0.44)] * across
    room = widths[1] - 2 * PADDING
    padded = [*names[start : start + down * across], *[""] * (down * across)]
    rows = []
    for row in range(down):
        numbers = [column * down + row for column in range(across)]
        pairs = [(str(start + number + 1), _fits(padded[number], room)) for number in numbers]
        rows.append([cell for number, name in pairs for cell in (Cell(number, CENTRED), name, Cell())])
    head = [Cell(word, LABEL, shaded=True) for _ in range(across) for word in ("序号", "姓名", "签名")]
    return sheet([head, *rows], widths, least=SIGN_ROW - 0.01)


def _fits(name: str, room: float) -> Cell:
    """A name on one line where it can be read, on two small ones where it is very long."""
    wide = width_of(name, CENTRED.size)
    size = CENTRED.size if wide <= room else max(min(CENTRED.size * room / wide, CENTRED.size), 7.5)
    return Cell(name, Type(BODY, size, "center", 1.1))


def minutes(out: Out, meeting: Meeting) -> Printed:
    """会议记录: a table of facts, then the agenda, content and resolution as long as they are."""
    room = frame_width(wide=False)
    rows = [[Cell(title, LABEL, shaded=True), Cell(_spoken(text), SPOKEN, top=True)] for title, text in meeting.texts]
    tail = signed(("主持人（签字）：", "记录人（签字）："))
    story = [
        *heading(meeting.title or f"{meeting.kind}会议记录", f"单位：{meeting.unit}"),
        _facts(meeting.facts),
        sheet(rows, [room * 0.14, room * 0.86], cut=True, tail=tail, least=22 * mm) if rows else Spacer(1, 1),
        *([] if rows else tail),
    ]
    return write(out, meeting.title or "会议记录", story, author=meeting.unit)


def _spoken(text: str) -> str:
    """Paragraphs, each set in by two characters."""
    return "\n".join(INDENT + line.strip() for line in text.split("\n") if line.strip())


def _facts(facts: Sequence[tuple[str, str]]) -> Any:
    """Facts two beside one another, a long one alone."""
    room = frame_width(wide=False)
    rows: list[list[Cell]] = []
    for title, text in facts:
        label = Cell(title, LABEL, shaded=True)
        alone = len(text) > ON_ONE_SIDE
        if alone or not rows or sum(cell.across for cell in rows[-1]) >= 4:
            rows.append([label, Cell(text, VALUE, across=3 if alone else 1)])
        else:
            rows[-1] += [label, Cell(text, VALUE)]
    return sheet([_closed(row) for row in rows], [room * share for share in (0.14, 0.36, 0.14, 0.36)], least=8.5 * mm)


def _closed(row: list[Cell]) -> list[Cell]:
    """A fact left alone at the end takes its row."""
    return [row[0], Cell(row[1].text, VALUE, across=3)] if len(row) == 2 else row
