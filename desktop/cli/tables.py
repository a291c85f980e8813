"""The commands for tables put together for the occasion, and for records grouped and added up."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.terminal import Asked, app, choice_of, ledger_named, opened, say, screen, told
from desktop.errors import Refusal
from desktop.records.conditions import APART, column_named
from desktop.records.group_sheets import write_groups
from desktop.records.grouping import SPANS, Grouping, cells, grouped, headings, summed
from desktop.services.tables import AdHoc, columns_for, titles_of, write_table


@app.command()
def table(
    context: typer.Context,
    ledger: str,
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx|OUT.pdf")],
    header: Annotated[str, typer.Option(help="上级的表头：姓名、性别、……")],
    where: Annotated[list[str] | None, typer.Option(help="字段=值、字段=甲|乙、字段>=值、字段<=值")] = None,
    search: Annotated[str, typer.Option(help="文字、拼音、首字母")] = "",
    title: Annotated[str, typer.Option(help="标题")] = "",
) -> None:
    """按上级的表头临时出一张表。"""
    chosen = ledger_named(ledger)
    with opened(context.obj, writing=False) as office:
        columns = columns_for(office, chosen, titles_of(header))
        if columns and not any(one.source for one in columns):
            raise Refusal(
                f"表头里的“{'、'.join(one.title for one in columns)}”，{chosen.title}里都没有对应的字段，没有输出。"
            )
        asked = AdHoc(chosen.id, title or f"{chosen.title}表", columns, APART.join(where or []), search)
        count = write_table(office, chosen, asked, out)
    empty = [one.title for one in columns if not one.source]
    say(f"已输出 {count} 条到 {out}" + (f"；留空的列：{'、'.join(empty)}" if empty else ""))


@app.command()
def group(
    context: typer.Context,
    ledger: str,
    columns: Annotated[str, typer.Argument(metavar="字段[,字段]")],
    out: Annotated[Path | None, typer.Argument(metavar="[OUT.xlsx|OUT.pdf]")] = None,
    where: Annotated[list[str] | None, typer.Option(help="字段=值、字段=甲|乙、字段>=值、字段<=值")] = None,
    search: Annotated[str, typer.Option(help="文字、拼音、首字母")] = "",
    span: Annotated[str, typer.Option("--date", help="日期按年、月还是日分组")] = "年",
) -> None:
    """按一列或两列分组，数条数和人数，加金额。"""
    asked: Asked = context.obj
    chosen = ledger_named(ledger)
    if span not in SPANS:
        raise Refusal(f"日期可以按 {'、'.join(SPANS)} 分组，没有“{span}”。")
    by = Grouping(tuple(column_named(chosen, name).key for name in columns.replace("，", ",").split(",")), span)
    with opened(asked, writing=False) as office:
        query = choice_of(office, chosen, where or [], search)
        if out is not None:
            say(f"已输出 {write_groups(office, chosen, by, query, out)} 组到 {out}")
            return
        found = grouped(office, chosen, by, query)
    if asked.json:
        groups = [
            {
                "group": list(one.labels),
                "count": one.count,
                "people": one.people,
                "sums": {
                    column.key: column.kind.plain(total) for column, total in zip(summed(chosen), one.sums, strict=True)
                },
            }
            for one in found
        ]
        told(asked, {"ledger": chosen.id, "groups": groups[:-1], "total": groups[-1]})
        return
    table = Table(*headings(chosen, by))
    for one in found:
        table.add_row(*cells(chosen, by, one))
    screen.print(table)
