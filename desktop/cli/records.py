"""The commands for single records: found, shown, added, changed, removed, and taken back."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.terminal import (
    AS_OF,
    Asked,
    app,
    choice_of,
    day_of,
    ledger_named,
    opened,
    say,
    screen,
    told,
    typed,
)
from desktop.errors import Invalid, Refusal
from desktop.ledger import Ledger, Values
from desktop.records.editing import move_records, save_record, sentence_of
from desktop.records.reading import each_of
from desktop.services.computed import computed
from desktop.store.attachments import attachments_of
from desktop.store.office import Office


@app.command("list")
def list_(
    context: typer.Context,
    ledger: str,
    where: Annotated[list[str] | None, typer.Option(help="字段=值、字段=甲|乙、字段>=值、字段<=值")] = None,
    search: Annotated[str, typer.Option(help="查找")] = "",
    sort: Annotated[str, typer.Option(help="字段、字段:desc；姓名可以写 姓名:拼音、姓名:笔画、姓名:职务")] = "",
    limit: Annotated[int | None, typer.Option(help="最多几条", min=0)] = None,
    as_of: Annotated[str, typer.Option(metavar="D", help=AS_OF)] = "",
) -> None:
    """列出记录。"""
    asked: Asked = context.obj
    chosen = ledger_named(ledger)
    with opened(asked, writing=False) as office:
        query = choice_of(office, chosen, where or [], search, sort, limit, as_of)
        ids, total = office.ids(chosen, query), office.count(chosen, query)
        rows = each_of(office, chosen, ids, query.as_of)
        if asked.json:
            told(asked, {"total": total, "records": [{"id": row["id"], **chosen.plain(row)} for row in rows]})
            return
        table = Table(*(chosen.columns[key].title for key in chosen.table))
        for row in rows:
            table.add_row(*(chosen.columns[key].kind.guarded(row.get(key)) for key in chosen.table))
        screen.print(table)
        say(f"共 {total} 条")


def _document(office: Office, ledger: Ledger, record_id: str, as_of: str = "") -> Values:
    values = office.get(ledger, record_id)
    day = day_of(as_of) if as_of else None
    if day:
        values = office.rows(ledger, [values["id"]], as_of=day.isoformat())[0]
    kept = [one.brief() for one in attachments_of(office, ledger, record_id)]
    told = computed(office, ledger, values, day)
    return {"id": values["id"], **ledger.plain(values), "computed": told, "attachments": kept}


@app.command()
def show(
    context: typer.Context,
    ledger: str,
    id_: Annotated[str, typer.Argument(metavar="ID")],
    as_of: Annotated[str, typer.Option(metavar="D", help=AS_OF)] = "",
) -> None:
    """显示一条记录和它的计算值。"""
    asked: Asked = context.obj
    chosen = ledger_named(ledger)
    with opened(asked, writing=False) as office:
        document = _document(office, chosen, id_, as_of)
    if asked.json:
        told(asked, document)
        return
    table = Table("字段", "值")
    for key, column in chosen.columns.items():
        if document[key] is not None:
            table.add_row(column.title, str(document[key]))
    for title, value in document["computed"].items():
        table.add_row(title, "" if value is None else str(value))
    for one in document["attachments"]:
        table.add_row("附件", one["name"])
    screen.print(table)


@app.command()
def history(context: typer.Context, ledger: str, id_: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """显示一条记录的每次改动。"""
    asked: Asked = context.obj
    chosen = ledger_named(ledger)
    with opened(asked, writing=False) as office:
        office.get(chosen, id_)
        entries = office.history(chosen, id_)
    if asked.json:
        changes = [
            {
                "at": entry.at,
                "operator": entry.operator,
                "act": entry.act,
                "title": entry.title,
                "field": field,
                "before": before or None,
                "after": after or None,
            }
            for entry in entries
            for field, before, after in entry.changes
        ]
        told(asked, {"id": id_, "changes": changes})
        return
    table = Table("操作号", "时间", "经办人", "操作", "字段", "原来", "改为")
    for entry in entries:
        for field, before, after in entry.changes:
            table.add_row(str(entry.act), entry.at, entry.operator, entry.title, field, before, after)
    screen.print(table)


@app.command("back-to")
def back_to(
    context: typer.Context,
    ledger: str,
    id_: Annotated[str, typer.Argument(metavar="ID")],
    act: Annotated[int, typer.Argument(metavar="操作号")],
) -> None:
    """让一条记录回到某次操作之后的样子（操作号见 history）。"""
    with opened(context.obj, writing=True) as office:
        chosen = ledger_named(ledger)
        office.back_to(chosen, id_, act)
        tell_record(context.obj, office, chosen, id_, "已恢复")


def _saved(asked: Asked, ledger: Ledger, words: Sequence[str], record_id: str | None) -> None:
    with opened(asked, writing=True) as office:
        values, context = typed(office, ledger, words)
        editing = {**office.get(ledger, record_id), "version": None} if record_id else None
        try:
            saved, notes = save_record(office, ledger, values, editing, context)
        except Invalid as invalid:
            raise Refusal(sentence_of(ledger, invalid)) from invalid
        for note in notes:
            say(f"提醒：{note}")
        tell_record(asked, office, ledger, saved, "已保存")


def tell_record(asked: Asked, office: Office, ledger: Ledger, record_id: str, verb: str) -> None:
    """What became of one record."""
    if asked.json:
        told(asked, _document(office, ledger, record_id))
    else:
        say(f"{verb}：{office.get(ledger, record_id)['title']}（编号 {record_id}）")


@app.command()
def add(context: typer.Context, ledger: str, values: Annotated[list[str], typer.Argument(metavar="字段=值…")]) -> None:
    """新建一条记录。"""
    _saved(context.obj, ledger_named(ledger), values, None)


@app.command()
def edit(
    context: typer.Context,
    ledger: str,
    id_: Annotated[str, typer.Argument(metavar="ID")],
    values: Annotated[list[str], typer.Argument(metavar="字段=值…")],
) -> None:
    """修改一条记录。"""
    _saved(context.obj, ledger_named(ledger), values, id_)


def _moved(asked: Asked, name: str, record_id: str, verb: str) -> None:
    ledger = ledger_named(name)
    with opened(asked, writing=True) as office:
        move_records(office, ledger, [record_id], restoring=verb == "恢复")
        tell_record(asked, office, ledger, record_id, f"已{verb}")


@app.command()
def remove(context: typer.Context, ledger: str, id_: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """把一条记录放进回收站。"""
    _moved(context.obj, ledger, id_, "删除")


@app.command("restore-record")
def restore_record(context: typer.Context, ledger: str, id_: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """从回收站取回一条记录。"""
    _moved(context.obj, ledger, id_, "恢复")


@app.command()
def undo(context: typer.Context, act: Annotated[int | None, typer.Argument(metavar="[操作号]")] = None) -> None:
    """撤销上一个操作，或指定的操作。"""
    with opened(context.obj, writing=True) as office:
        say(f"已撤销：{office.undo(act)}")


@app.command()
def redo(context: typer.Context) -> None:
    """重做刚才撤销的操作。"""
    with opened(context.obj, writing=True) as office:
        say(f"已重做：{office.redo()}")
