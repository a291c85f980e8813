"""Papers of dues, transfers and elections."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from desktop.errors import Missing
from desktop.ledger import Values
from desktop.models.members.transfers import OUT
from desktop.models.organizations.elections import on_time
from desktop.reports.kit.page import Printed
from desktop.reports.kit.roster import Heading, RosterColumn, roster
from desktop.reports.visits.letters import Letter, letters
from desktop.rules.dates import chinese_date
from desktop.rules.dues import months_of, rate_of, shown_rate
from desktop.rules.money import capital, show_fen
from desktop.services.computed import age
from desktop.services.members.development import file_of, table_of
from desktop.services.members.dues import lines, share
from desktop.store.office import Office
from desktop.store.query import Query, Where

Asked = dict[str, str]
Progress = Callable[[int, int, str], None]


def _year(text: str) -> int:
    try:
        return int(text.removesuffix("年")) if text else dt.date.today().year
    except ValueError as error:
        raise Missing(f"年度“{text}”看不懂，请写成 2026。") from error


def _head(office: Office, title: str) -> Heading:
    return Heading(title, f"单位：{office.unit}", chinese_date(dt.date.today().isoformat()))


def dues_year(office: Office, out: Path, asked: Asked, progress: Progress | None) -> Printed:
    """党费收缴表: a line a member, a column a month, the sum in figures and capitals."""
    year, branch = _year(asked["year"]), asked["branch"]
    found = lines(office, year, branch)
    months = months_of(year)
    rows = []
    for line in found:
        bases = [row for row in line.months.values() if row["base"] is not None]
        base = bases[-1] if bases else None
        rate = shown_rate(rate_of(base["base"], base["kind"] or "", base["month"])) if base else ""
        paid = [_mark(line.months.get(month)) for month in months]
        rows.append(
            [line.person, show_fen(base["base"]) if base else "", rate, *paid, show_fen(line.due), show_fen(line.paid)]
        )
    totals = [show_fen(sum((line.months.get(month) or {}).get("paid") or 0 for line in found)) for month in months]
    due, paid_all = sum(line.due for line in found), sum(line.paid for line in found)
    columns = [
        RosterColumn("姓名"),
        RosterColumn("计算基数", "right"),
        RosterColumn("比例", "center"),
        *(RosterColumn(f"{month}月", "right") for month in range(1, 13)),
        RosterColumn("应缴", "right"),
        RosterColumn("实缴", "right"),
    ]
    notes = [f"实缴合计人民币（大写）：{capital(paid_all)}"]
    handed = share(office, paid_all)
    if handed is not None:
        notes.append(f"按 {office.settings.dues_share}% 应上缴 {show_fen(handed)} 元。")
    title = f"{year}年党费收缴表"
    return roster(
        out,
        Heading(title, f"党支部：{branch or office.unit}", chinese_date(dt.date.today().isoformat())),
        columns,
        rows,
        totals=["", "", "", "", *totals, show_fen(due), show_fen(paid_all)],
        notes=notes,
        signatures=("收缴人：", "审核人：", "支部书记："),
        wide=True,
        progress=progress,
    )


def _mark(row: Values | None) -> str:
    """What was paid; a waived month tells so, an unpaid one stays open."""
    if row is None:
        return "—"
    if row["paid"]:
        return show_fen(row["paid"])
    return "免" if row["exempt"] else ""


def elections_year(office: Office, out: Path, asked: Asked, progress: Progress | None) -> Printed:
    """换届一览表: the elections due or held in a year, else every one."""
    ledger = office.ledgers["elections"]
    rows = office.rows(ledger, office.ids(ledger, Query(sort=(("due", False), ("organization", False)))))
    year = asked["year"].removesuffix("年")
    if year:
        rows = [row for row in rows if year in ((row["due"] or "")[:4], (row["held"] or "")[:4])]
    shown = ("organization", "kind", "last", "due", "extended_to", "held", "approval")
    told = {True: "是", False: "否", None: ""}
    body = [[*(ledger.columns[key].kind.show(row[key]) for key in shown), told[on_time(row)]] for row in rows]
    columns = [RosterColumn(ledger.columns[key].title, ledger.columns[key].kind.align) for key in shown]
    held = sum(1 for row in rows if row["held"])
    late = sum(1 for row in rows if on_time(row) is False)
    notes = (f"共 {len(rows)} 个，已完成 {held} 个，未按期 {late} 个。",)
    title = f"{year}年换届和届中调整一览表" if year else "换届和届中调整一览表"
    return roster(
        out,
        _head(office, title),
        [*columns, RosterColumn("是否按期", "center")],
        body,
        notes=notes,
        wide=True,
        progress=progress,
    )


def introduction_letter(office: Office, out: Path, asked: Asked, _progress: Progress | None) -> Printed:
    """组织关系介绍信: the transfer named, else the latest letter out."""
    ledger = office.ledgers["transfers"]
    wanted = asked["transfer"]
    found = office.rows(
        ledger, office.ids(ledger, Query(where=(Where("direction", "=", OUT),), sort=(("issued", True),)))
    )
    chosen = [row for row in found if wanted in (row["id"], row["title"], row["number"])] if wanted else found[:1]
    if wanted and not chosen:
        raise Missing(f"没有“{wanted}”这封转出的介绍信。")
    return letters(out, [_letter(office, row) for row in chosen], office.unit)


def _letter(office: Office, row: Values) -> Letter:
    members = office.ledgers["members"]
    person = office.get(members, row["person_id"]) if row["person_id"] else {}
    day = row["issued"] or dt.date.today().isoformat()
    years = age(person.get("birth"), dt.date.fromisoformat(day)) if len(day) == 10 else None
    return Letter(
        number=row["number"] or "",
        addressed=row["addressed"] or row["sent_to"] or "",
        person=row["person"],
        sex=person.get("sex") or "",
        age=f"{years}岁" if years is not None else "",
        nation=person.get("nation") or "",
        category=row["category"] or person.get("category") or "",
        id_no=row["id_no"] or person.get("id_no") or "",
        sent_by=row["sent_by"] or office.unit,
        sent_to=row["sent_to"] or "",
        dues_until=chinese_date(row["dues_until"]) if row["dues_until"] else "　　年　　月",
        valid_days=str(row["valid_days"] or ""),
        issued=chinese_date(day),
        phone=row["phone"] or office.settings.phone,
    )


def development_file(office: Office, out: Path, asked: Asked, progress: Progress | None) -> Printed:
    """发展党员流程表 of one person: the twenty-five steps, when each was taken, and what the text has against it."""
    row = file_of(office, asked["person"])
    ledger = office.ledgers["development"]
    shown = ("sex", "birth", "branch", "position", "contacts", "sponsors")
    facts = [f"{ledger.columns[key].title}：{ledger.columns[key].kind.show(row[key])}" for key in shown if row[key]]
    columns = [
        RosterColumn("步", "center", 26),
        RosterColumn("阶段", "center"),
        RosterColumn("步骤"),
        RosterColumn("时间（人员、编号）", "left", 90),
        RosterColumn("需要核对", "left", 120),
    ]
    return roster(
        out,
        Heading(
            f"发展党员流程表（{row['person']}）", f"单位：{office.unit}", chinese_date(dt.date.today().isoformat())
        ),
        columns,
        table_of(office, row),
        notes=("　".join(facts),) if facts else (),
        signatures=("党支部书记：", "组织委员：", "党委（盖章）："),
        wide=False,
        numbered=False,
        progress=progress,
    )


DRAWN = {
    "development-file": development_file,
    "dues-year": dues_year,
    "elections-year": elections_year,
    "introduction-letter": introduction_letter,
}
