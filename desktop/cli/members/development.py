"""The commands for developing members: faults of a record, the calendar of working days."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.terminal import Asked, app, day_of, opened, say, screen, told
from desktop.errors import Refusal, reason_of
from desktop.services.members.development import board, file_of, table_of, take_workdays

development = typer.Typer(help="发展党员：看板，一个人的二十五步。", no_args_is_help=False)
app.add_typer(development, name="development")
STEP = ("number", "stage", "step", "when", "problem")


@development.command("board")
def board_(
    context: typer.Context,
    on: Annotated[str, typer.Option(metavar="D", help="到哪一天，默认今天")] = "",
    branch: Annotated[str, typer.Option(help="所在支部，默认全部")] = "",
) -> None:
    """每个阶段有谁，下一步是什么，最迟哪天。"""
    asked: Asked = context.obj
    with opened(asked, writing=False) as office:
        found = board(office, day_of(on), branch)
    if asked.json:
        told(
            asked,
            {"stages": [{"stage": stage, "people": [one.plain() for one in cards]} for stage, cards in found.items()]},
        )
        return
    table = Table("阶段", "姓名", "所在支部", "下一步", "期限", "状态", "需要核对")
    for stage, cards in found.items():
        for card in cards:
            table.add_row(stage, card.person, card.branch, card.following, card.due, card.state, "；".join(card.faults))
    screen.print(table)


@development.command("steps")
def steps_(context: typer.Context, person: Annotated[str, typer.Argument(metavar="姓名或编号")]) -> None:
    """一个人的二十五步：什么时候走的，哪里需要核对。"""
    asked: Asked = context.obj
    with opened(asked, writing=False) as office:
        row = file_of(office, person)
        steps = table_of(office, row)
    if asked.json:
        told(
            asked,
            {"id": row["id"], "person": row["person"], "steps": [dict(zip(STEP, one, strict=True)) for one in steps]},
        )
        return
    table = Table("步", "阶段", "步骤", "时间", "需要核对")
    for one in steps:
        table.add_row(*one)
    screen.print(table)


@app.command()
def workdays(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE.csv")]) -> None:
    """放入新一年的工作日安排（日期,安排：休 或 班），公示等期限按它计算。"""
    asked: Asked = context.obj
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(f"“{file}”不是 UTF-8 的文本文件，请另存为 UTF-8 再试。") from error
    except OSError as error:
        raise Refusal(f"读不了“{file}”，{reason_of(error, file)}。") from error
    with opened(asked, writing=True) as office:
        count = take_workdays(office, text)
    if asked.json:
        told(asked, {"days": count})
    else:
        say(f"已更新 {count} 天的安排。")
