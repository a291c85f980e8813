"""Every form on paper: the lists of all ledgers and the forms that ledgers declare, each printed by one function."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from desktop.errors import Missing, Progress, Refusal, Unclear
from desktop.ledger import Column, Values
from desktop.ledger.kinds import DATE, FLAG, Context
from desktop.ledger.paper import Paper, Parameter
from desktop.ledger.proof import refuse
from desktop.records.conditions import column_named, conditions_of, in_order
from desktop.records.reading import each
from desktop.reports.kit.fonts import prefer
from desktop.reports.kit.page import Printed
from desktop.reports.kit.roster import RosterColumn, roster
from desktop.rules.dates import chinese_date
from desktop.services.asked import Asked, Draw, day_of, head_of
from desktop.services.chapter import Section, faults_of_papers, list_id
from desktop.services.chapters import CHAPTERS, LEDGERS
from desktop.store.office import Office
from desktop.store.query import Query

LISTED = (
    Parameter("search", "查找"),
    Parameter("where", "条件（如 性别=女）"),
    Parameter("title", "标题"),
    Parameter("as_of", "截至日期", kind=DATE),
    Parameter("sort", "排序（字段）"),
    Parameter("columns", "列（用顿号隔开）"),
    Parameter("whole", "身份证号等不遮盖", kind=FLAG),
)


def _papers() -> Iterator[Paper]:
    """Of each ledger its list, then what its chapter draws of it."""
    drawn = [paper for chapter in CHAPTERS for paper in chapter.drawn()]
    refuse(faults_of_papers(drawn, LEDGERS))
    for section in (section for chapter in CHAPTERS for section in chapter.sections):
        yield Paper(list_id(section.ledger), section.list_title, section.ledger, _listing(section), LISTED)
        told = (section.ledger, *(one.ledger for one in section.children))
        yield from (paper for paper in drawn if any(paper.ledger is one for one in told))


def _listing(section: Section) -> Draw:
    return partial(_list, section)


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
    printed: Printed = paper.draw(office, out, asked, progress)
    return printed


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


def _list(section: Section, office: Office, out: Path, asked: Asked, progress: Progress | None) -> Printed:
    """The columns asked for, else those listed; identity numbers and phones are masked unless asked for whole."""
    ledger = section.ledger
    as_of = day_of(asked["as_of"], "截至日期").isoformat() if asked["as_of"] else ""
    query = Query(asked["search"], conditions_of(office, ledger, asked["where"]), as_of=as_of)
    query = in_order(ledger, query, asked["sort"])
    named = [word for word in re.split("[、，,；;]", asked["columns"]) if word.strip()]
    shown = [column_named(ledger, word) for word in named] or [ledger.columns[key] for key in ledger.table]
    keys = [column.key for column in shown]
    found = list(each(office, ledger, query))
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
        head_of(office, asked["title"] or section.list_title, clerk=True),
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


FORMS: dict[str, Paper] = {paper.id: paper for paper in _papers()}
