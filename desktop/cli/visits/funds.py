"""The commands an auditor asks about: a visit made void, the fund check of a batch."""

from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.records import tell_record
from desktop.cli.terminal import DONE, PARTLY, Asked, app, ledger_named, opened, pairs, screen, told
from desktop.services.visits import fund_check


@app.command()
def void(
    context: typer.Context,
    ledger: str,
    id_: Annotated[str, typer.Argument(metavar="ID")],
    reason: Annotated[str, typer.Option(help="作废原因")],
) -> None:
    """作废一条走访慰问：记录留着，不再计入合计。"""
    chosen = ledger_named(ledger)
    with opened(context.obj, writing=True) as office:
        fund_check.void(office, chosen, id_, reason)
        tell_record(context.obj, office, chosen, id_, "已作废")


@app.command("check-batch")
def check_batch(
    context: typer.Context,
    name: str,
    explain: Annotated[list[str] | None, typer.Option(help="序号=说明")] = None,
) -> int:
    """资金体检：一个慰问批次的十二项检查。"""
    asked: Asked = context.obj
    with opened(asked, writing=bool(explain)) as office:
        batch = fund_check.batch_named(office, name)
        if explain:
            fund_check.explain(office, batch, dict(pairs(explain)))
            batch = fund_check.batch_named(office, name)
        found = fund_check.check_batch(office, batch)
    if asked.json:
        told(asked, [one.plain() for one in found])
    else:
        table = Table("序号", "检查", "结果", "涉及条数", "说明")
        for one in found:
            table.add_row(str(one.check), one.title, one.state, str(len(one.visits) or ""), one.reason)
        screen.print(table)
    return PARTLY if any(one.state == fund_check.WRONG for one in found) else DONE
