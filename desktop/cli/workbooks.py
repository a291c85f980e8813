"""The commands that take workbooks in and send them out."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from desktop.cli.terminal import (
    AS_OF,
    DONE,
    NOTHING,
    PARTLY,
    SHOWN,
    Asked,
    app,
    choice_of,
    ledger_named,
    opened,
    pairs,
    say,
    screen,
    steps,
    told,
)
from desktop.errors import Refusal
from desktop.records.exporting import export
from desktop.records.importing import look, run
from desktop.services.layouts import export_layout, layout_named


@app.command("import")
def import_(
    context: typer.Context,
    ledger: str,
    files: list[Path],
    sheet: Annotated[str | None, typer.Option(help="工作表")] = None,
    map_: Annotated[list[str] | None, typer.Option("--map", help="列名=字段")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写入")] = False,
    rejects: Annotated[Path | None, typer.Option(help="拒收的行写到这个文件")] = None,
    replace: Annotated[
        bool, typer.Option("--replace-children", help="表里没写到的下级记录（如半年考察）一并去掉")
    ] = False,
) -> int:
    """导入表格：.xlsx .xls .et .ods .csv，按内容识别。"""
    asked: Asked = context.obj
    chosen, mapping = ledger_named(ledger), dict(pairs(map_ or []))
    found: list[dict[str, Any]] = []
    failed = ""
    with opened(asked, writing=not dry_run) as office, steps(asked) as step:
        for place, file in enumerate(files):
            out = rejects.with_stem(f"{rejects.stem}-{place + 1}") if rejects and len(files) > 1 else rejects
            try:
                plan = look(office, chosen, file, sheet=sheet, mapping=mapping, password=asked.file_password)
                report = run(
                    office, chosen, plan, dry_run=dry_run, rejects=out, progress=step, replace_children=replace
                )
            except Refusal as refusal:
                if len(files) == 1:
                    raise
                failed = refusal.sentence
                say(failed)
                found.append({"file": str(file), "error": failed})
                continue
            found.append(report.plain())
            if not asked.json:
                _tell_import(report.plain(), out, dry_run=dry_run)
    if asked.json:
        told(asked, found[0] if len(files) == 1 else found)
    if all("error" in one for one in found):
        return NOTHING
    return PARTLY if failed or any(one.get("rejected") for one in found) else DONE


def _tell_import(report: dict[str, Any], rejects: Path | None, *, dry_run: bool) -> None:
    verb = "检查" if dry_run else "导入"
    screen.print(
        f"{verb} {report['file']}（{report['sheet']}，表头在第 {report['header_row']} 行）",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
    figures = f"读到 {report['read']} 行：新增 {report['inserted']}，更新 {report['updated']}，不变 {report['unchanged']}，拒收 {report['rejected']}"
    screen.print(figures, markup=False, highlight=False)
    if report["errors"]:
        table = Table("单元格", "列", "值", "原因", "建议")
        for one in report["errors"][:SHOWN]:
            table.add_row(one["cell"], one["column"], one["value"], one["reason"], one["suggestion"])
        screen.print(table)
        if rejects:
            say(f"拒收的行已写到 {rejects}，改正后可以再导入。")
    for warning in report["warnings"][:SHOWN]:
        say(f"提醒：{warning}")


@app.command("export")
def export_(
    context: typer.Context,
    ledger: str,
    out: Path,
    where: Annotated[list[str] | None, typer.Option(help="字段=值、字段=甲|乙、字段>=值、字段<=值")] = None,
    search: Annotated[str, typer.Option(help="查找")] = "",
    sort: Annotated[str, typer.Option(help="字段、字段:desc；姓名可以写 姓名:拼音、姓名:笔画、姓名:职务")] = "",
    as_of: Annotated[str, typer.Option(metavar="D", help=AS_OF)] = "",
    layout: Annotated[
        str, typer.Option(help="上级的格式：summary 党员基本信息汇总表、national 信息系统格式、roster 花名册")
    ] = "",
) -> None:
    """导出为 Excel，可以原样再导入。"""
    asked: Asked = context.obj
    chosen = ledger_named(ledger)
    with opened(asked, writing=False) as office, steps(asked) as step:
        query = choice_of(office, chosen, where or [], search, sort, as_of=as_of)
        form = layout_named(chosen, layout) if layout else None
        if form:
            count = export_layout(office, chosen, form, out, query, step)
        else:
            count = export(office, chosen, out, query, step)
    if asked.json:
        told(asked, {"file": str(out), "ledger": chosen.id, "count": count})
    else:
        say(f"已导出 {count} 条到 {out}")
