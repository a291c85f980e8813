"""The command for the bridge of a year."""

import datetime as dt
from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.terminal import DONE, PARTLY, Asked, app, opened, pairs, say, screen, told
from desktop.errors import Refusal
from desktop.services.members.bridge import ROLLS, bridges, report


@app.command()
def bridge(
    context: typer.Context,
    year: Annotated[int | None, typer.Option(help="哪一年，默认今年", min=1922, max=2200)] = None,
    opening: Annotated[
        list[str] | None, typer.Option(metavar="党员=人数", help="记下上年报出的数字；空着就去掉")
    ] = None,
    everybody: Annotated[bool, typer.Option("--all", help="年初、年末也列出每个人")] = False,
) -> int:
    """年度增减核对：年初、各项增减、更正、年末，逐人列出；没有核平时返回 1。"""
    asked: Asked = context.obj
    wanted = year or dt.date.today().year
    with opened(asked, writing=bool(opening)) as office:
        for roll, count in pairs(opening or []):
            if roll not in ROLLS or not (count.strip().isdigit() or not count.strip()):
                raise Refusal(f"“{roll}={count}”看不懂，请写成 {'、'.join(f'{one}=人数' for one in ROLLS)}。")
            report(office, wanted - 1, roll, int(count) if count.strip() else None)
        found = bridges(office, wanted)
    if asked.json:
        told(asked, {"year": wanted, "bridges": [one.plain(named=everybody) for one in found]})
    else:
        for one in found:
            table = Table(one.roll, *(line.title for line in one.every))
            table.add_row(one.sentence, *(str(line.count) for line in one.every))
            screen.print(table)
            for person in [*one.problems, *one.notes]:
                say(f"{person.name}：{person.note}")
    return DONE if all(one.closes for one in found) else PARTLY
