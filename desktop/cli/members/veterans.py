"""The command for 光荣在党50年."""

import datetime as dt
from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.terminal import Asked, app, opened, say, screen, told
from desktop.services.members.veterans import AWARDED, DIED, OPEN, TAKEN, candidates, forecast, take


@app.command()
def veterans(
    context: typer.Context,
    year: Annotated[int | None, typer.Option(help="哪一年，默认今年", min=1971, max=2200)] = None,
    take_in: Annotated[bool, typer.Option("--take", help="把当年和往年已满 50 年、还没有颁发记录的取入台账")] = False,
) -> None:
    """列出某年 7 月 1 日党龄满 50 年的党员、待核的、已颁发的和今后三年的预计。"""
    asked: Asked = context.obj
    wanted = year or dt.date.today().year
    with opened(asked, writing=take_in) as office:
        found = candidates(office, wanted)
        count = take(office, wanted, [one.id for one in found if one.state in TAKEN]) if take_in else 0
        found = candidates(office, wanted) if take_in else found
        coming = forecast(office, wanted)
    if asked.json:
        told(
            asked,
            {
                "year": wanted,
                "as_of": f"{wanted}-07-01",
                "candidates": [one.plain() for one in found if one.state in TAKEN],
                "to_verify": [one.plain() for one in found if one.state == OPEN],
                "died": [one.plain() for one in found if one.state == DIED],
                "awarded": [one.plain() for one in found if one.state == AWARDED],
                "forecast": {str(later): [one.plain() for one in some] for later, some in coming.items()},
                "taken": count,
            },
        )
        return
    table = Table("状态", "姓名", "所在党支部", "党龄起算日", "党龄", "说明")
    for one in found:
        table.add_row(one.state, one.name, one.branch or "", one.start or "", str(one.years or ""), one.reason)
    screen.print(table)
    for later, some in coming.items():
        say(f"{later} 年预计 {len(some)} 人：{'、'.join(one.name for one in some) or '无'}")
    if take_in:
        say(f"已取入 {count} 人")
