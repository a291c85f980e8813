"""The commands for dues: a year made out, arrears."""

from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.terminal import Asked, app, day_of, opened, say, screen, told
from desktop.services.dues import arrears, plan

dues = typer.Typer(help="党费：按年生成应缴，查欠缴。", no_args_is_help=False)
app.add_typer(dues, name="dues")


@dues.command("plan")
def plan_(
    context: typer.Context,
    year: Annotated[int, typer.Option(help="年度", min=2000, max=2100)],
    branch: Annotated[str, typer.Option(help="所在支部，默认全部")] = "",
) -> None:
    """按党员的党费计算基数生成一年的应缴，已有的月份不动。"""
    asked: Asked = context.obj
    with opened(asked, writing=True) as office:
        count = plan(office, year, branch)
    if asked.json:
        told(asked, {"inserted": count})
    else:
        say(f"已生成 {count} 条。")


@dues.command("arrears")
def arrears_(
    context: typer.Context,
    on: Annotated[str, typer.Option(metavar="D", help="到哪一天，默认今天")] = "",
    branch: Annotated[str, typer.Option(help="所在支部，默认全部")] = "",
) -> None:
    """到那一天已经过完的月份里，谁还没有缴。"""
    asked: Asked = context.obj
    with opened(asked, writing=False) as office:
        found = arrears(office, day_of(on), branch)
    if asked.json:
        told(asked, {"arrears": [one.plain() for one in found]})
        return
    table = Table("姓名", "所在支部", "欠缴月份", "金额")
    for one in found:
        table.add_row(one.person, one.branch, "、".join(one.months), f"{one.sum / 100:.2f}")
    screen.print(table)
