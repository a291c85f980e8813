"""The commands that carry a batch of visits from plan to archive."""

from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.terminal import Asked, app, opened, say, screen, told, typed
from desktop.errors import Missing, Refusal
from desktop.models.visits.visits import LEDGER as VISITS
from desktop.services.visits import batches
from desktop.services.visits.fund_check import batch_named


@app.command()
def batch(
    context: typer.Context,
    name: str,
    forward: Annotated[bool, typer.Option("--next", help="转入下一步")] = False,
    back: Annotated[bool, typer.Option("--back", help="退回上一步")] = False,
) -> None:
    """一个慰问批次走到哪一步、还差什么、各项数字；--next 转入下一步。"""
    asked: Asked = context.obj
    if forward and back:
        raise Refusal("--next 和 --back 只能用一个。")
    with opened(asked, writing=forward or back) as office:
        found = batch_named(office, name)
        if forward or back:
            state = (batches.advance if forward else batches.step_back)(office, found)
            say(f"“{found['title']}”已转入“{state}”。")
            found = batch_named(office, found["id"])
        steps, figures = batches.steps(office, found), batches.reconciliation(office, found)
    if asked.json:
        document = {"id": found["id"], "name": found["title"], "state": found["state"], "figures": dict(figures)}
        told(asked, {**document, "steps": [one.plain() for one in steps]})
        return
    table = Table("步骤", "", "还差什么")
    for one in steps:
        table.add_row(one.state, "✓" if one.done else "", "\n".join(one.missing))
    screen.print(table)
    for title, text in figures:
        say(f"{title}：{text}")


@app.command()
def propose(
    context: typer.Context,
    name: str,
    take: Annotated[str, typer.Option(help="all，或编号、姓名，用逗号隔开：加入名单")] = "",
    cash: Annotated[str, typer.Option(help="每人慰问金（元）")] = "",
    source: Annotated[str, typer.Option(help="资金来源")] = "",
) -> None:
    """按台账提名慰问对象：理由、上次慰问；--take 加入名单。"""
    asked: Asked = context.obj
    with opened(asked, writing=bool(take)) as office:
        found = batch_named(office, name)
        people = batches.propose(office, found)
        if take:
            wanted = [one.strip() for one in take.replace("，", ",").split(",") if one.strip()]
            chosen = people if take == "all" else [one for one in people if one.id in wanted or one.name in wanted]
            unknown = [
                one for one in wanted if take != "all" and not any(one in (each.id, each.name) for each in people)
            ]
            if unknown:
                raise Missing(f"候选人里没有：{'、'.join(unknown)}。没有加入。")
            values = typed(office, VISITS, [f"慰问金={cash}"] if cash else [])[0]
            count = batches.take(office, found, chosen, values.get("cash"), source)
            say(f"已加入 {count} 人。")
            people = chosen
    if asked.json:
        told(asked, {"candidates": [one.plain() for one in people]})
        return
    table = Table("姓名", "所在支部", "类别", "理由", "上次慰问")
    for one in people:
        table.add_row(one.name, one.branch, one.category, one.reason, one.last)
    screen.print(table)


@app.command("give-all")
def give_all(
    context: typer.Context, name: str, values: Annotated[list[str], typer.Argument(metavar="字段=值…")]
) -> None:
    """整批填写：审批会议、审批日期、审批人、公示起止、走访时间等，这一批每个人都改成一样。"""
    asked: Asked = context.obj
    with opened(asked, writing=True) as office:
        found = batch_named(office, name)
        count = batches.give_all(office, found, typed(office, VISITS, values)[0])
    if asked.json:
        told(asked, {"updated": count})
    else:
        say(f"已改 {count} 人。")
