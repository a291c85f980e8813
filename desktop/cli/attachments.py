"""The commands for files kept with records."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.terminal import Asked, app, ledger_named, opened, say, screen, told
from desktop.store import attachments as files


@app.command()
def attach(
    context: typer.Context,
    ledger: str,
    id_: Annotated[str, typer.Argument(metavar="ID")],
    paths: Annotated[list[Path], typer.Argument(metavar="文件…")],
) -> None:
    """给一条记录添加附件。"""
    asked: Asked = context.obj
    chosen = ledger_named(ledger)
    with opened(asked, writing=True) as office:
        title = office.get(chosen, id_)["title"]
        kept = [files.keep(office.folder, path) for path in paths]
        with office.work(f"添加附件 {title}", detail="、".join(one.name for one in kept)) as work:
            made = set(files.attach(work, chosen, id_, kept))
        added = [one for one in files.attachments_of(office, chosen, id_) if one.id in made]
    if asked.json:
        told(asked, {"id": id_, "attachments": [one.plain() for one in added]})
    else:
        say(f"已给“{title}”添加 {len(added)} 个附件。")


@app.command("attachments")
def attachments_(context: typer.Context, ledger: str, id_: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """列出一条记录的附件。"""
    asked: Asked = context.obj
    chosen = ledger_named(ledger)
    with opened(asked, writing=False) as office:
        office.get(chosen, id_)
        found = files.attachments_of(office, chosen, id_)
    if asked.json:
        told(asked, {"id": id_, "attachments": [one.plain() for one in found]})
        return
    table = Table("编号", "名称", "大小", "说明", "添加时间")
    for one in found:
        table.add_row(one.id, one.name, f"{one.size:,}", one.note, one.added)
    screen.print(table)


@app.command()
def detach(
    context: typer.Context,
    ledger: str,
    id_: Annotated[str, typer.Argument(metavar="ID")],
    attachment: Annotated[str, typer.Argument(metavar="附件编号")],
) -> None:
    """把一个附件从记录上取下；可以撤销。"""
    asked: Asked = context.obj
    chosen = ledger_named(ledger)
    with opened(asked, writing=True) as office:
        title = office.get(chosen, id_)["title"]
        with office.work(f"删除附件 {title}") as work:
            files.detach(work, chosen, id_, attachment)
        left = files.attachments_of(office, chosen, id_)
    if asked.json:
        told(asked, {"id": id_, "attachments": [one.plain() for one in left]})
    else:
        say(f"已取下附件，“{title}”还有 {len(left)} 个附件。")
