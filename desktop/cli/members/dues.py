"""The commands for dues: a year made out, arrears."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.terminal import DONE, PARTLY, Asked, app, day_of, opened, say, screen, steps, told
from desktop.services.members.dues import arrears, plan
from desktop.services.members.payroll import NEW, SEVERAL, UNKNOWN, WRONG, bases, open_payroll, take

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


@dues.command("base")
def base_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="工资表")],
    sheet: Annotated[str | None, typer.Option(help="工作表")] = None,
    add: Annotated[
        list[str] | None, typer.Option(metavar="列名", help="计入基数的列，可以写多次；不写按设置里的字眼")
    ] = None,
    subtract: Annotated[list[str] | None, typer.Option(metavar="列名", help="要减去的列，可以写多次")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看结果，不写入")] = False,
) -> None:
    """从工资表核定每名党员的党费计算基数。"""
    asked: Asked = context.obj
    with opened(asked, writing=not dry_run) as office, steps(asked) as step:
        payroll = open_payroll(office, file, sheet, asked.file_password, step)
        payroll.choose(add, subtract)
        people, faults = bases(office, payroll)
        fresh = [one for one in people if one.state == NEW]
        if fresh and not dry_run:
            take(office, payroll, people, step)
    left = [one for one in people if one.state in (SEVERAL, WRONG)]
    if asked.json:
        columns = [{"column": item.column, "title": item.title, "role": item.role} for item in payroll.items]
        told(
            asked,
            {
                "file": file.name,
                "sheet": payroll.plan.sheet.name,
                "header_row": payroll.plan.header_row,
                "columns": columns,
                "read": len(people),
                "updated": len(fresh),
                "unknown": [one.name for one in people if one.state == UNKNOWN],
                "people": [one.plain() for one in people if one.state != UNKNOWN],
                "errors": [fault.plain() for fault in faults],
                "warnings": payroll.warnings,
            },
        )
    else:
        for item in payroll.items:
            say(f"{item.column} {item.title}：{item.role}")
        for one in left:
            say(f"第 {one.row} 行 {one.name}：{one.state}{f'（{one.why}）' if one.why else ''}")
        for fault in faults:
            say(f"{fault.cell} {fault.column}“{fault.value}”：{fault.reason}")
        others = len(people) - len(fresh) - len(left)
        say(
            f"{'将更新' if dry_run else '已更新'} {len(fresh)} 人的党费计算基数，{len(left)} 人没有取入，其余 {others} 行没有变化或不是党员。"
        )
    raise typer.Exit(PARTLY if left else DONE)
