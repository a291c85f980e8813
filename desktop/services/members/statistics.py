"""Members as of a day in figures: by sex, nation, age, education, 党龄, category, post and organisation.

Who is counted is read in one SELECT; every figure is counted from those rows, and gives back the people behind it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from desktop.errors import Missing
from desktop.exchange.writing import OutColumn, write_sheet
from desktop.ledger import Values
from desktop.models.organizations.organizations import LEDGER as ORGANIZATIONS
from desktop.rules.bands import OPEN, Band, age_bands, party_age_bands, shared_band
from desktop.rules.dates import add_months, end_of, full_years, start_of
from desktop.rules.party_age import counts_from
from desktop.services.membership import PROBATIONARY, below, category_on, members_on, parents
from desktop.store.office import Office

BLANK = "未填"
NONE = "无党龄（预备期或缺日期）"
HAN, MINORITY = "汉族", "少数民族"
COLLEGE = "大专及以上"
NOT_COLLEGE = frozenset({"中等专科", "职业高中", "技工学校", "普通高中", "初中", "小学", "其他"})
READ = (
    "id",
    "branch_id",
    "sex",
    "nation",
    "birth",
    "education",
    "category",
    "work_post",
    "joined",
    "full",
    "age_adjust",
)
ORDERED = {
    "性别": "sex",
    "学历": "education",
    "人员类别": "member_category",
    "工作岗位": "work_post",
    "各民族": "nation",
}


@dataclass(frozen=True)
class Cell:
    """One figure: what is counted of which table, how many, and their share of all."""

    table: str
    value: str
    count: int
    share: str

    def plain(self) -> Values:
        """As JSON."""
        return {"value": self.value, "count": self.count, "share": self.share}


@dataclass(frozen=True)
class Unit:
    """One organisation with all below it: members, women, minorities, on probation, in the youngest band, 大专及以上."""

    id: str
    name: str
    depth: int
    members: int
    women: int
    minority: int
    probationary: int
    college: int

    def plain(self) -> Values:
        """As JSON."""
        return {
            "id": self.id,
            "党组织": self.name,
            "党员数": self.members,
            "女": self.women,
            MINORITY: self.minority,
            PROBATIONARY: self.probationary,
            COLLEGE: self.college,
        }


@dataclass
class Statistics:
    """The figures of one day, and who is behind each."""

    day: dt.date
    unit: str
    ids: list[str] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)
    tables: dict[str, list[Cell]] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many members."""
        return len(self.ids)

    def people(self, table: str, value: str) -> list[str]:
        """The ids behind one figure."""
        if table not in self.values:
            raise Missing(f"统计里没有“{table}”，有：{'、'.join(self.values)}。")
        if value not in {cell.value for cell in self.tables[table]}:
            raise Missing(f"“{table}”里没有“{value}”，有：{'、'.join(cell.value for cell in self.tables[table])}。")
        return [one for one, told in zip(self.ids, self.values[table], strict=True) if told == value]

    def plain(self) -> Values:
        """As JSON."""
        tables = {title: [one.plain() for one in cells] for title, cells in self.tables.items()}
        units = [one.plain() for one in self.units]
        return {
            "as_of": self.day.isoformat(),
            "unit": self.unit,
            "total": self.total,
            "tables": tables,
            "organizations": units,
        }


def statistics(office: Office, day: dt.date, organization: str = "") -> Statistics:
    """The figures of the office, or of one organisation and all below it, as of a day."""
    above = parents(office)
    root, title = _root(office, organization)
    people = members_on(day).subquery()
    statement = select(*(people.c[key] for key in READ))
    if organization:
        statement = statement.where(people.c.branch_id.in_(sorted(below(above, root))))
    with office.reading() as connection:
        rows = connection.execute(statement).cursor.fetchall()
    kept = dict(zip(READ, (list(column) for column in zip(*rows, strict=True)), strict=True)) if rows else {}
    kept = kept or {key: [] for key in READ}
    found = Statistics(day, title, kept["id"])
    found.values = _values(office, kept, day)
    found.tables = {name: _cells(office, name, told) for name, told in found.values.items()}
    found.units = _units(office, root, above, kept["branch_id"], found.values)
    return found


def _root(office: Office, organization: str) -> tuple[str, str]:
    if not organization:
        return office.own_id, office.unit
    ledger = ORGANIZATIONS
    table = ledger.sql
    named = (table.c.id == organization) | (table.c.title == organization) | (table.c.short == organization)
    with office.reading() as connection:
        rows = connection.execute(select(table.c.id, table.c.title).where(named, table.c.alive.is_(True))).all()
    if not rows:
        raise Missing(f"党组织里没有“{organization}”。")
    if len(rows) > 1:
        raise Missing(f"有 {len(rows)} 个党组织叫“{organization}”，请写全称或编号。")
    return rows[0].id, rows[0].title


def _values(office: Office, kept: dict[str, list[Any]], day: dt.date) -> dict[str, list[str]]:
    """What every member counts as in each table."""
    on, settings = day.isoformat(), office.settings
    nations = [nation or BLANK for nation in kept["nation"]]
    starts = [
        (full or counts_from(joined, full)[0], adjust or 0)
        for joined, full, adjust in zip(kept["joined"], kept["full"], kept["age_adjust"], strict=True)
    ]
    categories = [category_on(one, full, on) or BLANK for one, full in zip(kept["category"], kept["full"], strict=True)]
    ages, service = age_bands(_limits(settings.age_tops)), party_age_bands(_limits(settings.party_age_starts))
    return {
        "人员类别": categories,
        "性别": [sex or BLANK for sex in kept["sex"]],
        "民族": [one if one in (HAN, BLANK) else MINORITY for one in nations],
        "各民族": nations,
        "年龄": _once(lambda birth: _age_band(birth, 0, day, ages), kept["birth"]),
        "学历": [education or BLANK for education in kept["education"]],
        "党龄": _once(lambda start: _party_band(start, on, day, service), starts),
        "工作岗位": [post or BLANK for post in kept["work_post"]],
    }


def _limits(typed: Sequence[Any]) -> list[int]:
    """The limits of bands that an office has written down; what is no number is left out."""
    return [one for one in typed if isinstance(one, int)]


def _once(work: Callable[[Any], str], values: Sequence[Any]) -> list[str]:
    """The same for every value, worked out once for each that differs."""
    known = {value: work(value) for value in set(values)}
    return [known[value] for value in values]


def _age_band(date: str | None, adjust: int, day: dt.date, bands: Sequence[Band]) -> str:
    if not date:
        return BLANK
    days = (start_of(date),) if len(date) == 10 else (end_of(date), start_of(date))
    years = [full_years(add_months(one, adjust) if adjust else one, day) for one in days]
    return shared_band(years[0], years[-1], bands)


def _party_band(start: tuple[str | None, int], on: str, day: dt.date, bands: Sequence[Band]) -> str:
    if start[0] is None or start[0] > on:
        return NONE
    return _age_band(start[0], start[1], day, bands)


def _cells(office: Office, table: str, told: Sequence[str]) -> list[Cell]:
    counts = Counter(told)
    order = _order(office, table, counts)
    return [Cell(table, value, counts[value], _share(counts[value], len(told))) for value in order]


def _order(office: Office, table: str, counts: Counter[str]) -> list[str]:
    """Bands in their order, listed values in the list's, the most frequent first among the rest; what is blank last."""
    known: list[str] = []
    if table == "年龄":
        known = [band.title for band in age_bands(_limits(office.settings.age_tops))]
    elif table == "党龄":
        known = [band.title for band in party_age_bands(_limits(office.settings.party_age_starts))]
    elif table == "民族":
        known = [HAN, MINORITY]
    elif table in ORDERED:
        texts = office.lists[ORDERED[table]].texts
        known = texts if table in ("性别", "人员类别") else [text for text in texts if counts[text]]
    if table == "性别":
        known = [text for text in known if counts[text] or text in ("男", "女")]
    rest = [value for value, _ in counts.most_common() if value not in known and value not in (BLANK, OPEN)]
    return [*known, *rest, *(value for value in (OPEN, BLANK) if counts[value])]


def _share(count: int, total: int) -> str:
    return f"{count / total:.1%}" if total else "0.0%"


def _units(
    office: Office,
    root: str,
    above: dict[str, str | None],
    branches: Sequence[str | None],
    values: dict[str, list[str]],
) -> list[Unit]:
    """Every organisation from the root down, in the order of the tree, with the figures of all below it."""
    titles = _titles(office)
    children: dict[str | None, list[str]] = {}
    for one, parent in above.items():
        children.setdefault(parent, []).append(one)
    counted = [
        Counter(branches),
        _among(branches, (sex == "女" for sex in values["性别"])),
        _among(branches, (nation == MINORITY for nation in values["民族"])),
        _among(branches, (category == PROBATIONARY for category in values["人员类别"])),
        _among(branches, (one not in NOT_COLLEGE and one != BLANK for one in values["学历"])),
    ]
    found: list[Unit] = []

    def walk(one: str, depth: int, seen: frozenset[str]) -> list[int]:
        place = len(found)
        sums = [counter[one] for counter in counted]
        for child in sorted(children.get(one, ()), key=lambda child: titles.get(child, "")):
            if child not in seen:
                sums = [mine + more for mine, more in zip(sums, walk(child, depth + 1, seen | {child}), strict=True)]
        found.insert(place, Unit(one, titles.get(one, ""), depth, *sums))
        return sums

    walk(root, 0, frozenset({root}))
    if root == office.own_id:
        loose = [counter[None] for counter in counted]
        found += [Unit("", "未编入党支部", 1, *loose)] if loose[0] else []
    return found


def _among(branches: Sequence[str | None], wanted: Iterable[bool]) -> Counter[str | None]:
    return Counter(branch for branch, yes in zip(branches, wanted, strict=True) if yes)


def _titles(office: Office) -> dict[str, str]:
    table = ORGANIZATIONS.sql
    with office.reading() as connection:
        rows = connection.execute(select(table.c.id, table.c.title).where(table.c.alive.is_(True))).all()
    return {row.id: row.title for row in rows}


def export_statistics(office: Office, found: Statistics, out: Path) -> int:
    """Every figure as one row of a workbook; gives the number of rows."""
    columns = (OutColumn("项目", 10), OutColumn("类别", 24), OutColumn("人数", 8, "General"), OutColumn("占比", 8))
    rows: list[Sequence[Any]] = [
        ("合计", f"截至 {found.day.isoformat()}", found.total, _share(found.total, found.total))
    ]
    rows += [(cell.table, cell.value, cell.count, cell.share) for cells in found.tables.values() for cell in cells]
    rows += [
        ("党组织", f"{'　' * unit.depth}{unit.name}", unit.members, _share(unit.members, found.total))
        for unit in found.units
    ]
    count = write_sheet(out, "党员统计", columns, rows)
    office.note("export", f"导出党员统计 {count} 行", str(out))
    return count
