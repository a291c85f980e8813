"""The command for tables put together for the occasion."""

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli import app, ledger_named, opened, say
from desktop.errors import Refusal
from desktop.services.conditions import APART
from desktop.services.tables import AdHoc, columns_for, titles_of, write_table


@app.command()
def table(
    context: typer.Context,
    ledger: str,
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx|OUT.pdf")],
    header: Annotated[str, typer.Option(help="上级的表头：姓名、性别、……")],
    where: Annotated[list[str] | None, typer.Option(help="字段=值、字段=甲|乙、字段>=值、字段<=值")] = None,
    search: Annotated[str, typer.Option(help="文字、拼音、首字母")] = "",
    title: Annotated[str, typer.Option(help="标题")] = "",
) -> None:
    """按上级的表头临时出一张表。"""
    chosen = ledger_named(ledger)
    with opened(context.obj, writing=False) as office:
        columns = columns_for(office, chosen, titles_of(header))
        if columns and not any(one.source for one in columns):
            raise Refusal(
                f"表头里的“{'、'.join(one.title for one in columns)}”，{chosen.title}里都没有对应的字段，没有输出。"
            )
        asked = AdHoc(chosen.id, title or f"{chosen.title}表", columns, APART.join(where or []), search)
        count = write_table(office, chosen, asked, out)
    empty = [one.title for one in columns if not one.source]
    say(f"已输出 {count} 条到 {out}" + (f"；留空的列：{'、'.join(empty)}" if empty else ""))
