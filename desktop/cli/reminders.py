"""The command for what is due."""

from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.terminal import Asked, app, day_of, opened, screen, told
from desktop.services.chapters import LEDGERS
from desktop.services.due import reminders


@app.command()
def remind(
    context: typer.Context, on: Annotated[str, typer.Option(metavar="D", help="看哪一天，默认今天")] = ""
) -> None:
    """列出临近、到期和逾期的事项。"""
    asked: Asked = context.obj
    day = day_of(on)
    with opened(asked, writing=False) as office:
        found = reminders(office, day)
    if asked.json:
        told(asked, {"reminders": [one.plain() for one in found]})
        return
    table = Table("状态", "到期日", "事项", "内容", "台账")
    for one in found:
        table.add_row(one.state, one.due, one.rule, one.title, LEDGERS[one.ledger].title)
    screen.print(table)
