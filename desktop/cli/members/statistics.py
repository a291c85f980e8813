"""The command for the figures of members."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.terminal import Asked, app, day_of, opened, pairs, say, screen, told
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.services.members.statistics import export_statistics, statistics


@app.command("members-stats")
def members_stats(
    context: typer.Context,
    as_of: Annotated[str, typer.Option("--as-of", metavar="D", help="截至哪一天，默认今天")] = "",
    organization: Annotated[str, typer.Option("--org", help="只统计这个党组织和它的下级")] = "",
    who: Annotated[str, typer.Option("--who", metavar="项目=类别", help="列出一个数字后面的人")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="写到 Excel")] = None,
) -> None:
    """统计某一天的党员：性别、民族、年龄、学历、党龄、类别、岗位、党组织。"""
    asked: Asked = context.obj
    with opened(asked, writing=False) as office:
        found = statistics(office, day_of(as_of), organization)
        people = found.people(*pairs([who])[0]) if who else []
        rows = office.rows(MEMBERS, people)
        if out:
            export_statistics(office, found, out)
    if asked.json:
        named = [{"id": row["id"], "姓名": row["name"], "所在党支部": row["branch"]} for row in rows]
        told(asked, {**found.plain(), **({"who": named} if who else {})})
        return
    table = Table("项目", "类别", "人数", "占比")
    for cells in found.tables.values():
        for cell in cells:
            table.add_row(cell.table, cell.value, str(cell.count), cell.share)
    screen.print(table)
    say(f"{found.unit} 截至 {found.day.isoformat()} 共 {found.total} 人")
    for row in rows:
        say(f"{row['name']}　{row['branch'] or ''}")
    if out:
        say(f"已导出到 {out}")
