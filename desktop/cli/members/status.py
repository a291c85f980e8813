"""The command for a member's standing: suspended, restored, moved out, expelled, deceased."""

from typing import Annotated

import typer

from desktop.cli.terminal import Asked, app, day_of, opened, read_value, say, told
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.services.members.status import change_status


@app.command("status")
def status_(
    context: typer.Context,
    record_id: Annotated[str, typer.Argument(metavar="ID")],
    status: Annotated[str, typer.Argument(metavar="党籍状态", help="正常、停止党籍、转出、出党、去世")],
    on: Annotated[str, typer.Option(metavar="D", help="从哪一天起，默认今天；可以只写到月")] = "",
    reason: Annotated[str, typer.Option(help="原因；停止党籍和出党必填")] = "",
) -> None:
    """办理党籍变动：状态、日期、原因一次记下，离开或去世日期随着填好。"""
    asked: Asked = context.obj
    with opened(asked, writing=True) as office:
        ledger = MEMBERS
        columns = {one.key: one.kind for one in ledger.columns["statuses"].kind.columns}  # type: ignore[attr-defined]
        to = columns["status"].read(status, office.context()).value
        day = read_value(office, ledger.columns["died"], on, office.context()) if on else day_of("").isoformat()
        hints = change_status(office, record_id, to, day, reason)
        record = office.get(ledger, record_id)
        plain = {"id": record_id, **ledger.plain(record), "hints": hints}
    if asked.json:
        told(asked, plain)
        return
    say(f"{record['title']}：{to}，自 {day}。")
    for hint in hints:
        say(f"请核实：{hint}。")
