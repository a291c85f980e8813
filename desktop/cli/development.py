"""The commands for developing members: faults of a record, the calendar of working days."""

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli.terminal import Asked, app, opened, say, told
from desktop.errors import Refusal, reason_of
from desktop.services.development import take_workdays


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
