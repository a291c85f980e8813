"""The commands for people kept twice."""

from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.terminal import Asked, app, ledger_named, opened, pairs, say, screen, told
from desktop.errors import Missing, Refusal
from desktop.services.members import duplicates as twice


@app.command()
def duplicates(context: typer.Context) -> None:
    """列出疑似重复的人：证件号相同、同名同出生、同名同电话。"""
    asked: Asked = context.obj
    with opened(asked, writing=False) as office:
        found = twice.duplicates(office)
    if asked.json:
        told(asked, {"pairs": [one.plain() for one in found]})
        return
    table = Table("姓名", "编号", "另一个编号", "原因")
    for one in found:
        table.add_row(one.one["name"], one.one["id"], one.other["id"], "、".join(one.reasons))
    screen.print(table)
    say(f"共 {len(found)} 对")


@app.command()
def merge(
    context: typer.Context,
    ledger: str,
    keep: Annotated[str, typer.Argument(metavar="保留的编号")],
    drop: Annotated[str, typer.Argument(metavar="并入的编号")],
    take: Annotated[list[str] | None, typer.Option("--take", metavar="字段=keep|drop", help="这个字段取谁的")] = None,
) -> None:
    """把一个人并入另一个人：关联、附件、荣誉都跟过去，并入的放进回收站。"""
    asked: Asked = context.obj
    chosen = ledger_named(ledger)
    with opened(asked, writing=True) as office:
        known = twice.columns_of(office, chosen)
        titles = {owner.columns[key].title: key for key, owner in reversed(known.items())}
        wanted = {}
        for name, side in pairs(take or []):
            key = name if name in known else titles.get(name, "")
            if not key:
                raise Missing(f"“{chosen.title}”里没有“{name}”这个字段。")
            if side not in (twice.KEEP, twice.DROP):
                raise Refusal(f"“{name}={side}”看不懂，请写成 {name}=keep 或 {name}=drop。")
            wanted[key] = side
        done = twice.merge(office, chosen, keep, drop, wanted)
    _tell(asked, done, "已合并")


@app.command()
def unmerge(context: typer.Context, ledger: str, drop: Annotated[str, typer.Argument(metavar="被并入的编号")]) -> None:
    """拆开以前的合并：取回被并入的人，把移过去的关联还给他。"""
    asked: Asked = context.obj
    with opened(asked, writing=True) as office:
        done = twice.unmerge(office, ledger_named(ledger), drop)
    _tell(asked, done, "已拆开")


def _tell(asked: Asked, done: twice.Merged, verb: str) -> None:
    if asked.json:
        told(asked, done.plain())
        return
    moved = "、".join(f"{title} {count} 条" for title, count in done.moved.items())
    say(f"{verb}。关联：{moved or '无'}；附件 {done.files} 个。")
    for words in done.left:
        say(f"提醒：{words}")
