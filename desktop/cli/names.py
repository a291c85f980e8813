"""The commands for lists of names: matched to people, and made records of."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.terminal import Asked, app, ledger_named, opened, say, screen, told, typed
from desktop.errors import Invalid, Missing, Refusal
from desktop.ledger import Ledger
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.models.study.attendance import LEDGER as ATTENDANCE
from desktop.records.editing import sentence_of
from desktop.records.name_list import add_for_each, match, person_link, plain
from desktop.store.links import Choice
from desktop.store.office import Office
from desktop.store.query import Query, Where


def _listed(text: str) -> str:
    """The list itself, or what stands in the file of this name."""
    if "\n" in text or len(text) > 200 or not Path(text).is_file():
        return text
    try:
        return Path(text).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"读不了名单文件“{text}”，请存成 UTF-8 的文本文件。") from error


def _members_of(office: Office, branch: str) -> list[Choice]:
    members = MEMBERS
    rows = office.rows(members, office.ids(members, Query(where=(Where("branch", "has", branch),))))
    if not rows:
        raise Missing(f"没有名称里有“{branch}”的党支部，或者它还没有党员。")
    return [Choice(row["id"], row["title"], row["branch"] or "") for row in rows]


@app.command()
def names(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="名单或文本文件")],
    branch: Annotated[str, typer.Option(help="和哪个党支部的党员对照，列出名单上没有的人")] = "",
) -> None:
    """核对一份名单：认出的、同名的、没有的、缺的。"""
    asked: Asked = context.obj
    column = person_link(ATTENDANCE)
    if column is None:
        raise Missing("没有可以核对的人员。")
    with opened(asked, writing=False) as office:
        found = match(office, column, _listed(text), _members_of(office, branch) if branch else ())
    if asked.json:
        told(asked, plain(found))
        return
    table = Table("名字", "情况", "认出的人")
    for one in found.names:
        table.add_row(one.name, one.state, "；".join(each.detail for each in one.choices))
    screen.print(table)
    if found.missing:
        say(f"名单上没有：{'、'.join(one.title for one in found.missing)}")


@app.command("add-each")
def add_each(
    context: typer.Context,
    ledger: str,
    text: Annotated[str, typer.Argument(metavar="名单或文本文件")],
    values: Annotated[list[str], typer.Argument(metavar="字段=值…")],
) -> None:
    """为名单上的每个人各建一条内容相同的记录，一次可撤销。"""
    asked: Asked = context.obj
    chosen: Ledger = ledger_named(ledger)
    column = person_link(chosen)
    if column is None:
        raise Refusal(f"“{chosen.title}”不是按人登记的，不能按名单新建。")
    with opened(asked, writing=True) as office:
        found = match(office, column, _listed(text))
        doubtful = [f"{one.name}（{one.state}）" for one in found.doubtful]
        if doubtful:
            raise Refusal(f"名单里有认不准的名字：{'、'.join(doubtful)}。没有新建，请改好名单再来。")
        people = [one.choice for one in found.names if one.choice]
        try:
            count = add_for_each(office, chosen, typed(office, chosen, values)[0], people)
        except Invalid as invalid:
            raise Refusal(sentence_of(chosen, invalid)) from invalid
    if asked.json:
        told(asked, {"inserted": count})
    else:
        say(f"已新建 {count} 条{chosen.title}。")
