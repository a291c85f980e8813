"""The command that clears what was told in confidence, once its retention time is over."""

import datetime as dt
from typing import Annotated

import typer

from desktop.cli.terminal import Asked, app, opened, say, told
from desktop.store.retention import clear, overdue


@app.command()
def purge(
    context: typer.Context, dry_run: Annotated[bool, typer.Option("--dry-run", help="只看有多少，不清除")] = False
) -> None:
    """清除保留期已满的敏感内容（困难原因、家庭成员、银行卡号等），不能撤销。"""
    asked: Asked = context.obj
    today = dt.date.today()
    with opened(asked, writing=not dry_run) as office:
        found = {name: len(ids) for name, ids in overdue(office, today).items()}
        if not dry_run:
            clear(office, today)
    if asked.json:
        told(asked, {"dry_run": dry_run, "cleared": found})
        return
    say(f"{'到期' if dry_run else '已清除'} {sum(found.values())} 条记录的敏感内容。")
