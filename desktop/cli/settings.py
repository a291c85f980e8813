"""The command for what the office has set for itself."""

from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.terminal import Asked, app, opened, pairs, say, screen, told
from desktop.errors import Missing, Refusal
from desktop.settings import asked as every
from desktop.settings import read, shown


@app.command()
def settings(
    context: typer.Context, values: Annotated[list[str] | None, typer.Argument(metavar="[名称=值…]")] = None
) -> None:
    """查看设置；写 名称=值 就改设置。"""
    asked: Asked = context.obj
    names = {said.title: name for name, said in every().items()} | {name: name for name in every()}
    with opened(asked, writing=bool(values)) as office:
        changed = {}
        for title, text in pairs(values or []):
            if title not in names:
                raise Missing(f"没有“{title}”这个设置，有：{'、'.join(said.title for said in every().values())}。")
            try:
                changed[names[title]] = read(names[title], text)
            except ValueError as error:
                raise Refusal(str(error)) from error
        for name, value in changed.items():
            setattr(office.settings, name, value)
        if changed:
            office.settings.save(office.folder)
        found = {name: getattr(office.settings, name) for name in every()}
    if asked.json:
        told(asked, found)
        return
    if changed:
        say(f"已改设置：{'、'.join(every()[name].title for name in changed)}。")
        return
    table = Table("分组", "名称", "现在的值", "说明")
    for name, said in every().items():
        table.add_row(said.group, said.title, shown(found[name]), said.help)
    screen.print(table)
