"""The bases of dues out of a payroll sheet: which columns count, whose rows they are, what each member's base becomes.

The base is the relatively fixed, regular part of the pay after tax (党费收缴规定 第二条), of the retired what they are
paid; which headings of a sheet that means is the office's own decision, so columns are proposed and then chosen.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop.errors import Progress, Refusal, Unclear
from desktop.exchange.formulas import plain_sum
from desktop.exchange.headers import text_of
from desktop.exchange.rows import Row, data_rows
from desktop.exchange.workbook import letters_of
from desktop.ledger import Values
from desktop.ledger.kinds import MONEY
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.records.cells import Fault
from desktop.records.editing import Edit, save_edits
from desktop.records.importing import Plan, look
from desktop.rules.dues import kind_of
from desktop.store.office import Office
from desktop.store.query import Query, chosen

ADD, SUBTRACT, ASIDE = "加", "减", "不计"
WHOLE = ("应发", "实发", "合计", "总计", "小计", "工资总额")
WHO = ("name", "id_no", "branch")
SURE = ("title", "synonym", "mapped")
SAMPLED = 3
NEW, SAME, UNKNOWN, SEVERAL, WRONG = "取入", "没有变化", "不在党员名册里", "有同名，没有取入", "没有取入"


@dataclass
class Item:
    """One column of amounts: its letters, its heading, the first values, and how it counts."""

    index: int
    column: str
    title: str
    sample: tuple[str, ...]
    role: str = ASIDE


@dataclass(frozen=True)
class Person:
    """One row: who it is, the base before and after in fen, and what becomes of it."""

    row: int
    name: str
    branch: str
    state: str
    id: str = ""
    before: int | None = None
    base: int | None = None
    kind: str = ""
    why: str = ""

    def plain(self) -> Values:
        """As JSON, money in yuan."""
        return {
            "row": self.row,
            "id": self.id or None,
            "name": self.name,
            "branch": self.branch,
            "state": self.state,
            "before": MONEY.plain(self.before),
            "base": MONEY.plain(self.base),
        }


@dataclass
class Payroll:
    """A payroll sheet looked at: its rows are read, its columns may be chosen anew."""

    plan: Plan
    items: list[Item]
    rows: list[Row]
    fields: Mapping[str, int]
    people: Mapping[str, Sequence[Values]]
    numbers: Mapping[str, Values]
    warnings: list[str] = field(default_factory=list)

    def choose(self, add: Sequence[str] | None, subtract: Sequence[str] | None) -> None:
        """Let exactly these headings (or column letters) count; None leaves what was proposed."""
        if add is None and subtract is None:
            return
        roles = {**dict.fromkeys(add or (), ADD), **dict.fromkeys(subtract or (), SUBTRACT)}
        shown = {item.index for item in self.items}
        others = [one for one in self.plan.columns if one.index not in shown and one.title in roles]
        self.items += [Item(one.index, one.column, one.title, ()) for one in others]
        known = {name for item in self.items for name in (item.column, item.title)}
        unknown = [name for name in roles if name not in known]
        if unknown:
            titles = "、".join(item.title for item in self.items)
            raise Refusal(f"工资表里没有“{'、'.join(unknown)}”这样的金额列，可用的有：{titles or '无'}。")
        for item in self.items:
            item.role = roles.get(item.title) or roles.get(item.column) or ASIDE


def open_payroll(
    office: Office,
    file: Path,
    sheet: str | None = None,
    password: str | None = None,
    progress: Progress | None = None,
) -> Payroll:
    """Open somebody's payroll sheet, read it whole, and propose which columns count."""
    adds, takes = words_of(office.settings.payroll_add), words_of(office.settings.payroll_subtract)
    plan = look(office, MEMBERS, file, sheet=sheet, password=password, words=(*adds, *takes, *WHOLE))
    fields = {one.field: one.index for one in plan.columns if one.field in WHO and one.how in SURE}
    if "name" not in fields:
        raise Refusal(f"“{file.name}”的“{plan.sheet.name}”里没有“姓名”一列，认不出是谁的工资。请选择有姓名的那张表。")
    every = data_rows(plan.sheet, plan.header, plan.columns, MEMBERS)
    rows = []
    for number, row in enumerate(every):
        if progress and number % 500 == 0:
            progress(number, max(plan.sheet.height, number + 1), "正在读取")
        rows.append(row)
    items = _items(plan, rows, set(fields.values()))
    for item in items:
        item.role = _proposed(item.title, adds, takes)
    people, numbers = _members(office)
    return Payroll(plan, items, rows, fields, people, numbers, list(every.warnings))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a setting."""
    return tuple(word for word in text.replace("，", "、").replace(",", "、").split("、") if word.strip())


def _items(plan: Plan, rows: Sequence[Row], known: set[int]) -> list[Item]:
    """The columns that hold amounts."""
    found = []
    for one in plan.columns:
        values = [row.cells[one.index] for row in rows if row.cells[one.index] not in (None, "")]
        worked = not values and any(plan.sheet.formula(row.number - 1, one.index) for row in rows[:SAMPLED])
        amounts = 1 if worked else sum(1 for value in values if _is_amount(value))
        if one.index not in known and one.title and amounts and amounts * 2 >= len(values):
            sample = tuple(text_of(value) for value in values[:SAMPLED])
            found.append(Item(one.index, one.column, one.title.replace("|", ""), sample))
    serial = {"序号", "编号", "人员编号", "工号", "职工编号", "月份", "年份", "年度"}
    return [item for item in found if item.title not in serial]


def _is_amount(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return True
    try:
        return isinstance(value, str) and MONEY.of_text(value.strip(), None).value is not None  # type: ignore[arg-type]
    except Unclear:
        return False


def _proposed(title: str, adds: Sequence[str], takes: Sequence[str]) -> str:
    if any(word in title for word in takes):
        return SUBTRACT
    whole = any(word in title for word in WHOLE)
    return ADD if not whole and any(word in title for word in adds) else ASIDE


def _members(office: Office) -> tuple[dict[str, list[Values]], dict[str, Values]]:
    """Living members by name and by number."""
    members = MEMBERS
    keys = ("id", "name", "id_no", "branch", "dues_base", "retired")
    statement = chosen(members, Query(), *(members.sql.c[key] for key in keys)).where(members.sql.c.alive.is_(True))
    by_name: dict[str, list[Values]] = defaultdict(list)
    with office.reading() as connection:
        rows = [dict(zip(keys, row, strict=True)) for row in connection.execute(statement)]
    for row in rows:
        by_name[row["name"]].append(row)
    return by_name, {row["id_no"]: row for row in rows if row["id_no"]}


def bases(office: Office, payroll: Payroll) -> tuple[list[Person], list[Fault]]:
    """What the chosen columns make of every row, and the cells that can't be read."""
    chosen = [item for item in payroll.items if item.role != ASIDE]
    if not any(item.role == ADD for item in chosen):
        raise Refusal("还没有选哪些列计入基数。请把岗位工资、津贴补贴等列选为“加”，或用 --add 写明列名。")
    reader = _Reader(office, payroll)
    found: list[Person] = []
    faults: list[Fault] = []
    seen: dict[str, Person] = {}
    for row in payroll.rows:
        one, wrong = reader.person(row, chosen)
        faults += wrong
        earlier = seen.get(one.id) if one.id else None
        if earlier and one.state == NEW:
            state = SAME if one.base == earlier.base else WRONG
            why = f"与第 {earlier.row} 行是同一个人{'，金额不同' if state == WRONG else ''}"
            one = replace(one, state=state, why=why)
        elif one.id:
            seen.setdefault(one.id, one)
        found.append(one)
    return found, faults


@dataclass
class _Reader:
    office: Office
    payroll: Payroll

    def __post_init__(self) -> None:
        self.context = self.office.context()
        self.columns = MEMBERS.columns

    def person(self, row: Row, chosen: Sequence[Item]) -> tuple[Person, list[Fault]]:
        """Whose row it is and what the base becomes."""
        try:
            number = self._text(row, "id_no")
        except Unclear as unclear:
            index = self.payroll.fields["id_no"]
            fault = Fault(f"{letters_of(index)}{row.number}", "身份证号", text_of(row.cells[index]), unclear.reason)
            return Person(row.number, text_of(row.cells[self.payroll.fields["name"]]), "", WRONG, why=unclear.reason), [
                fault
            ]
        name, branch = self._text(row, "name"), self._text(row, "branch")
        candidates = self._candidates(name, number, branch)
        if len(candidates) != 1:
            return Person(row.number, name, branch, SEVERAL if candidates else UNKNOWN), []
        member = candidates[0]
        told = {"id": member["id"], "before": member["dues_base"], "kind": kind_of(member["retired"])}
        at = (row.number, name, member["branch"] or "")
        base, wrong = self._base(row, chosen)
        if wrong:
            return Person(*at, WRONG, **told, why="金额看不懂"), wrong
        if base <= 0:
            return Person(*at, WRONG, **told, base=base, why="算出来不是正数"), []
        return Person(*at, SAME if base == member["dues_base"] else NEW, **told, base=base), []

    def _text(self, row: Row, key: str) -> str:
        index = self.payroll.fields.get(key)
        value = None if index is None else self.columns[key].kind.read(row.cells[index], self.context).value
        return "" if value is None else str(value)

    def _candidates(self, name: str, number: str, branch: str) -> Sequence[Values]:
        if number and number in self.payroll.numbers:
            return [self.payroll.numbers[number]]
        same = [one for one in self.payroll.people.get(name, ()) if not number or not one["id_no"]]
        there = [one for one in same if branch and branch in (one["branch"] or "")]
        return there or same

    def _base(self, row: Row, chosen: Sequence[Item]) -> tuple[int, list[Fault]]:
        total, wrong = 0, []
        for item in chosen:
            try:
                fen = int(MONEY.read(self._cell(row, item), self.context).value or 0)
            except Unclear as unclear:
                shown = text_of(row.cells[item.index])
                wrong.append(Fault(f"{item.column}{row.number}", item.title, shown, unclear.reason, unclear.suggestion))
                continue
            total += fen if item.role == ADD else -abs(fen)
        return total, wrong

    def _cell(self, row: Row, item: Item) -> Any:
        """The value of a cell; a formula that was never worked out is worked out where it is a plain sum."""
        raw = row.cells[item.index]
        formula = self.payroll.plan.sheet.formula(row.number - 1, item.index) if raw is None else None
        if not formula:
            return raw
        value = plain_sum(formula, row.number, row.cells)
        if value is None:
            raise Unclear("公式没有保存结果，请用 WPS 或 Excel 打开保存一次")
        return value


def take(office: Office, payroll: Payroll, people: Sequence[Person], progress: Progress | None = None) -> int:
    """Write the new bases into the members' records as one act; gives how many changed."""
    edits = [Edit(one.id, {"dues_base": one.base}) for one in people if one.state == NEW]
    if not edits:
        raise Refusal("没有人的基数有变化，没有改动。")
    act = f"按“{payroll.plan.file.name}”核定党费计算基数 {len(edits)} 人"
    save_edits(office, MEMBERS, edits, act, progress=progress)
    return len(edits)
