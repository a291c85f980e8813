"""The command for what is due."""

import datetime as dt
from typing import Annotated

import typer
from rich.table import Table

from desktop.cli import Asked, app, opened, screen, told
from desktop.errors import Refusal
from desktop.models import LEDGERS
from desktop.services.reminders import reminders


def day_of(text: str) -> dt.date:
    """A day of the command line, today where none is given."""
    try:
        return dt.date.fromisoformat(text) if text else dt.date.today()
    except ValueError as error:
        raise Refusal(f"日期“{text}”看不懂，请写成 2026-07-01。") from error


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
