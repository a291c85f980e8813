"""Every form on paper: the lists of all ledgers and the forms that ledgers declare, each printed by one function."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from desktop.errors import Missing, Refusal, Unclear
from desktop.ledger import Column, Ledger, Values
from desktop.ledger.kinds import DATE, FLAG, Context
from desktop.ledger.paper import Paper, Parameter
from desktop.models import LEDGERS
from desktop.records.conditions import column_named, conditions_of, in_order
from desktop.reports.kit.fonts import prefer
from desktop.reports.kit.page import Printed
from desktop.reports.kit.roster import Heading, RosterColumn, roster
from desktop.reports.sheets import DutyDay, Meeting, duty_month, member_sheets, minutes, sign_in
from desktop.rules.dates import chinese_date
from desktop.services import papers_party
from desktop.services.asked import day_of
from desktop.services.members import papers_bridge, papers_card, papers_statistics, papers_veterans
from desktop.services.members.card import photo_of
from desktop.services.visits import papers as papers_visits
from desktop.services.visits.archive import archive
from desktop.store.office import Office
from desktop.store.query import Query, Where

Progress = Callable[[int, int, str], None]
Asked = dict[str, str]
PAGE = 1000
LISTED = (
    Parameter("search", "查找"),
    Parameter("where", "条件（如 性别=女）"),
    Parameter("title", "标题"),
    Parameter("as_of", "截至日期", kind=DATE),
    Parameter("sort", "排序（字段）"),
    Parameter("columns", "列（用顿号隔开）"),
    Parameter("whole", "身份证号等不遮盖", kind=FLAG),
)
FORMS: dict[str, Paper] = {
    paper.id: paper
    for ledger in LEDGERS.values()
    for paper in (Paper(f"list-{ledger.id}", ledger.list_title, ledger.id, LISTED), *ledger.papers)
}


def print_form(
    office: Office, form_id: str, out: Path, parameters: Asked | None = None, progress: Progress | None = None
) -> Printed:
    """Print one form to a PDF, and write down that it was printed."""
    printed = draw_form(office, form_id, out, parameters, progress)
    told_printed(office, paper_of(form_id), printed.pages)
    return printed


def told_printed(office: Office, paper: Paper, pages: int) -> None:
    """Write down that a form was printed."""
    office.note("print", f"打印{paper.title}", f"{pages} 页")


def paper_of(form_id: str) -> Paper:
    """A form by its id or its title."""
    paper = FORMS.get(form_id) or next((one for one in FORMS.values() if one.title == form_id), None)
    if paper is None:
        raise Missing(f"没有“{form_id}”这个表格，可用的有：{'、'.join(FORMS)}。")
    return paper


def draw_form(
    office: Office, form_id: str, out: Path, parameters: Asked | None = None, progress: Progress | None = None
) -> Printed:
    """Lay out one form as a PDF; what is not asked for takes a useful default."""
    paper = paper_of(form_id)
    asked = _asked(paper, parameters or {}, office.context())
    prefer(office.settings.paper_face)
    if paper.id.startswith("list-"):
        return _list(office, LEDGERS[paper.ledger], out, asked, progress)
    return DRAWN[paper.id](office, out, asked, progress)


def _asked(paper: Paper, parameters: Asked, context: Context) -> Asked:
    """What was asked for, each read as its kind reads what people type (a day as ISO, 是 or 否)."""
    titles = {parameter.title: parameter.key for parameter in paper.parameters}
    brief = {parameter.title.split("（")[0]: parameter.key for parameter in paper.parameters}
    kinds = {parameter.key: parameter for parameter in paper.parameters}
    known = {parameter.key: parameter.default for parameter in paper.parameters}
    for name, value in parameters.items():
        key = titles.get(name) or brief.get(name, name)
        if key not in known:
            raise Missing(f"“{paper.title}”没有参数“{name}”，可用的有：{'、'.join(titles) or '无'}。")
        known[key] = _read(kinds[key], value, context)
    return known


def _read(parameter: Parameter, text: str, context: Context) -> str:
    try:
        return parameter.kind.show(parameter.kind.read(text, context).value)
    except Unclear as unclear:
        raise Refusal(f"{parameter.title}“{text}”不对：{unclear.reason}。") from unclear


def records(office: Office, ledger: Ledger, query: Query) -> list[Values]:
    """The chosen records whole, read a page at a time."""
    ids = office.ids(ledger, query)
    pages = (ids[start : start + PAGE] for start in range(0, len(ids), PAGE))
    return [row for page in pages for row in office.rows(ledger, page, as_of=query.as_of)]


def _today() -> str:
    return chinese_date(dt.date.today().isoformat())


def _head(office: Office, title: str) -> Heading:
    clerk = f"　　填表人：{office.settings.clerk}" if office.settings.clerk else ""
    return Heading(title, f"单位：{office.unit}{clerk}", _today())


def _list(office: Office, ledger: Ledger, out: Path, asked: Asked, progress: Progress | None) -> Printed:
    """The columns asked for, else those listed; identity numbers and phones are masked unless asked for whole."""
    as_of = day_of(asked["as_of"], "截至日期").isoformat() if asked["as_of"] else ""
    query = Query(asked["search"], conditions_of(office, ledger, asked["where"]), as_of=as_of)
    query = in_order(ledger, query, asked["sort"])
    named = [word for word in re.split("[、，,；;]", asked["columns"]) if word.strip()]
    shown = [column_named(ledger, word) for word in named] or [ledger.columns[key] for key in ledger.table]
    keys = [column.key for column in shown]
    found = records(office, ledger, query)
    whole = asked["whole"] == FLAG.show(value=True)
    rows = [[_shown(column, row, whole=whole) for column in shown] for row in found]
    totals = [""] * len(shown)
    for figure, value in office.totals(ledger, query):
        if figure.key in keys and not figure.where:
            totals[keys.index(figure.key)] = ledger.columns[figure.key].kind.show(value or 0)
    columns = [RosterColumn(column.title, column.kind.align) for column in shown]
    summed = ["", *totals] if any(totals) else []
    note = f"共 {len(rows)} 条。" + (f"按记录的日期，{chinese_date(as_of)}的情况。" if as_of else "")
    return roster(
        out,
        _head(office, asked["title"] or ledger.list_title),
        columns,
        rows,
        totals=summed,
        notes=(note,),
        progress=progress,
    )


def _shown(column: Column, row: Values, *, whole: bool) -> str:
    """A cell of a list; what was told in confidence stays covered whatever was asked."""
    kind = column.kind
    return (kind.show if whole and not kind.passing else kind.guarded)(row.get(column.key))


def _members(office: Office, out: Path, asked: Asked, _progress: Progress | None) -> Printed:
    """党员基本信息采集表: the member named, the branch named, or all."""
    ledger = LEDGERS["members"]
    where = (Where("branch", "=", asked["branch"]),) if asked["branch"] else ()
    found = records(office, ledger, Query("", where))
    if asked["member"]:
        found = [row for row in found if asked["member"] in (row["name"], row["id_no"], row["id"])]
        if not found:
            raise Missing(f"党员里没有“{asked['member']}”。")
    people = [
        {column.title: column.kind.show(row.get(column.key)) for column in ledger.columns.values()} for row in found
    ]
    return member_sheets(out, people, office.unit, [photo_of(office, ledger, row["id"]) for row in found])


def _meeting(office: Office, asked: Asked) -> tuple[Meeting, Values]:
    ledger = LEDGERS["sessions"]
    wanted = asked["session"]
    ids = office.ids(
        ledger, Query(search="" if not wanted else wanted.split()[0] if wanted else "", sort=(("begins", True),))
    )
    found = next((row for row in office.rows(ledger, ids) if not wanted or wanted in (row["id"], row["title"])), None)
    if found is None and wanted:
        raise Missing(f"没有“{wanted}”这次会议，请写会议的全名（支部 类型 时间）或编号。")
    row = found or {}
    shown = {key: ledger.columns[key].kind.show(row.get(key)) for key in ledger.columns}
    facts = [
        (ledger.columns[key].title, shown[key])
        for key in (
            "branch",
            "kind",
            "begins",
            "place",
            "topic",
            "host",
            "recorder",
            "should",
            "present",
            "leave",
            "absent",
            "observers",
        )
    ]
    texts = [(ledger.columns[key].title, shown[key]) for key in ("agenda", "content", "resolution")]
    return Meeting(
        office.unit, shown["kind"], facts, texts, title=f"{shown['branch']}{shown['kind']}记录" if row else "会议记录"
    ), row


def _sign_in(office: Office, out: Path, asked: Asked, _progress: Progress | None) -> Printed:
    """会议签到表: those whose attendance is kept, else the members of the branch."""
    meeting, row = _meeting(office, asked)
    names: list[str] = []
    if row:
        kept = records(office, LEDGERS["attendance"], Query("", (Where("session", "=", row["title"]),)))
        names = [one["person"] for one in kept]
        if not names and row.get("branch_id"):
            names = [
                one["name"]
                for one in records(
                    office, LEDGERS["members"], Query("", (Where("branch", "=", row["branch"]),), (("name", False),))
                )
            ]
    return sign_in(out, Meeting(meeting.unit, meeting.kind, meeting.facts, meeting.texts, names, meeting.title))


def _minutes(office: Office, out: Path, asked: Asked, _progress: Progress | None) -> Printed:
    """会议记录 of the session named, or of the latest."""
    return minutes(out, _meeting(office, asked)[0])


def _duty(office: Office, out: Path, asked: Asked, _progress: Progress | None) -> Printed:
    """值班表（月）: the month named, else this month where it has duties, else the latest that has."""
    ledger = LEDGERS["duties"]
    month = asked["month"] or _month(office, ledger)
    where = [Where("on", "from", month), Where("on", "to", month)]
    if asked["post"]:
        where.append(Where("post", "=", asked["post"]))
    found = records(office, ledger, Query("", tuple(where), (("on", False),)))
    posts = list(
        dict.fromkeys(
            f"{row['post']} {row['shift']}" for row in sorted(found, key=lambda row: (row["post"], row["shift"]))
        )
    ) or ["值班人员"]
    days: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in found:
        name = f"{row['person']}（带班）" if row.get("role") == "带班" else row["person"]
        days[row["on"]][f"{row['post']} {row['shift']}"].append(name)
    return duty_month(out, month, posts, [DutyDay(day, names) for day, names in days.items()], office.unit)


def _month(office: Office, ledger: Ledger) -> str:
    this = dt.date.today().isoformat()[:7]
    if office.count(ledger, Query(where=(Where("on", "from", this), Where("on", "to", this)))):
        return this
    latest = office.ids(ledger, Query(sort=(("on", True),), limit=1))
    return str(office.get(ledger, latest[0])["on"])[:7] if latest else this


DRAWN: dict[str, Callable[[Office, Path, Asked, Progress | None], Printed]] = {
    "member-sheet": _members,
    "sign-in": _sign_in,
    "minutes": _minutes,
    "duty-month": _duty,
    **papers_bridge.DRAWN,
    **papers_card.DRAWN,
    **papers_party.DRAWN,
    **papers_statistics.DRAWN,
    **papers_veterans.DRAWN,
    **papers_visits.DRAWN,
}
DRAWN["batch-archive"] = archive(DRAWN.__getitem__)
