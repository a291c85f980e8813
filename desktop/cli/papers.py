"""The commands for paper: which forms there are, and one printed."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.terminal import Asked, app, opened, pairs, say, screen, steps, told
from desktop.services.papers import FORMS, print_form


@app.command()
def forms(context: typer.Context) -> None:
    """列出可以打印的表格。"""
    asked: Asked = context.obj
    found = [
        {
            "id": paper.id,
            "title": paper.title,
            "ledger": paper.ledger.id,
            "parameters": [{"key": one.key, "title": one.title, "default": one.default} for one in paper.parameters],
        }
        for paper in FORMS.values()
    ]
    if asked.json:
        told(asked, found)
        return
    table = Table("表格", "名称", "台账", "参数")
    for paper in FORMS.values():
        table.add_row(paper.id, paper.title, paper.ledger.title, "、".join(one.title for one in paper.parameters))
    screen.print(table)


@app.command("print")
def print_(
    context: typer.Context,
    form: str,
    out: Path,
    set_: Annotated[list[str] | None, typer.Option("--set", help="参数=值")] = None,
) -> None:
    """打印成 PDF。"""
    asked: Asked = context.obj
    with opened(asked, writing=False) as office, steps(asked) as step:
        printed = print_form(office, form, out, dict(pairs(set_ or [])), step)
    if printed.missing:
        say(f"提醒：这些字没有字体可以印，纸上以〓代替：{'、'.join(printed.missing)}")
    if asked.json:
        told(asked, {"file": str(out), "pages": printed.pages, "missing": printed.missing})
    else:
        say(f"已打印 {printed.pages} 页到 {out}")
