"""The commands for the data folder: made, filled for show, backed up, checked; the window."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from desktop.cli.terminal import DONE, PARTLY, SHOWN, Asked, app, opened, say, screen, told, window
from desktop.errors import Refusal
from desktop.ledger import Ledger
from desktop.services.chapters import LEDGERS, TAB_ORDER
from desktop.store.backup import backup, restore
from desktop.store.integrity import check
from desktop.store.office import Office
from desktop.store.query import Query


@app.command()
def init(
    context: typer.Context,
    unit: Annotated[str, typer.Option(help="单位名称")],
    kind: Annotated[str, typer.Option(help="机关工委、机关党委、党总支或党支部")] = "机关党委",
    protect: Annotated[bool, typer.Option(help="加密数据文件夹")] = False,
) -> None:
    """建立数据文件夹和本单位的党组织。"""
    asked: Asked = context.obj
    if protect:
        raise Refusal("这个版本还不能加密数据文件夹，没有建立。")
    with Office.create(asked.folder, LEDGERS, unit, kind, asked.operator) as office:
        if asked.json:
            told(asked, {"unit": office.unit, "id": office.own_id, "folder": str(asked.folder)})
        else:
            say(f"已建立“{office.unit}”的台账：{asked.folder}")


@app.command()
def demo(context: typer.Context) -> None:
    """在空的数据文件夹里放进演示数据。"""
    from desktop.samples.demo import fill  # noqa: PLC0415 - only here
    from desktop.store.database import database_of  # noqa: PLC0415

    asked: Asked = context.obj
    fresh = not database_of(asked.folder).exists()
    office = (
        Office.create(asked.folder, LEDGERS, "中共某县某局机关委员会", operator=asked.operator)
        if fresh
        else opened(asked, writing=True)
    )
    with office:
        count = fill(office)
        if asked.json:
            told(asked, {"records": count})
        else:
            say(f"已放进 {count} 条演示数据：{asked.folder}")


@app.command()
def ledgers(context: typer.Context) -> None:
    """列出全部台账和字段。"""
    asked: Asked = context.obj
    with opened(asked, writing=False) as office:
        found = [_described(office, ledger) for ledger in LEDGERS.values() if ledger.parent is None]
    if asked.json:
        told(asked, found)
        return
    table = Table("台账", "名称", "分组", "条数")
    for one in found:
        table.add_row(one["id"], one["title"], one["group"], str(one["count"]))
    screen.print(table)


def _described(office: Office, ledger: Ledger) -> dict[str, Any]:
    fields = []
    for column in ledger.columns.values():
        codes = office.lists.get(getattr(column.kind, "list", "")) if column.kind.name == "code" else None
        choices = codes.texts if codes else ["是", "否"] if column.kind.name == "flag" else []
        fields.append(
            {
                "key": column.key,
                "title": column.title,
                "type": column.kind.name,
                "required": column.required,
                "choices": choices,
            }
        )
    return {
        "id": ledger.id,
        "title": ledger.title,
        "group": next(tab for tab, ids in TAB_ORDER.items() if ledger.id in ids),
        "count": office.count(ledger, Query()),
        "fields": fields,
    }


@app.command()
def audit(context: typer.Context, from_: Annotated[str, typer.Option("--from", help="从哪一天起")] = "") -> None:
    """列出谁在什么时候做了什么，导出和打印也在内。"""
    asked: Asked = context.obj
    with opened(asked, writing=False) as office:
        acts = office.acts(from_, limit=1_000_000)
    if asked.json:
        told(
            asked,
            {
                "acts": [
                    {
                        "act": act.id,
                        "at": act.at,
                        "operator": act.operator,
                        "kind": act.kind,
                        "title": act.title,
                        "detail": act.detail,
                        "size": act.size,
                        "undone": act.undone,
                    }
                    for act in acts
                ]
            },
        )
        return
    table = Table("号", "时间", "经办人", "操作", "条数", "说明")
    for act in acts[:SHOWN]:
        table.add_row(
            str(act.id),
            act.at,
            act.operator,
            act.title + ("（已撤销）" if act.undone else ""),
            str(act.size or ""),
            act.detail,
        )
    screen.print(table)


@app.command("backup")
def backup_(context: typer.Context, out: Annotated[Path | None, typer.Argument()] = None) -> None:
    """做一份核对过的备份。"""
    asked: Asked = context.obj
    with opened(asked, writing=False) as office:
        settings = office.settings
        home = Path(settings.backup_folder) if settings.backup_folder else None
        made = backup(office.folder, out or home, settings.backups_kept)
        office.note("backup", f"备份到 {made.path.name}")
    if asked.json:
        told(asked, made.plain())
    else:
        say(f"已备份并核对：{made.path}（{made.size:,} 字节）")


@app.command("restore")
def restore_(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="备份文件")]) -> None:
    """把备份放回数据文件夹；现有数据先自动备份。"""
    asked: Asked = context.obj
    kept = restore(file, asked.folder)
    with opened(asked, writing=False) as office:
        office.note("restore", f"从 {file.name} 恢复")
    if asked.json:
        told(asked, {"restored": str(file), "kept": kept.plain() if kept else None})
    else:
        say(f"已从 {file} 恢复。" + (f"恢复前的数据存在 {kept.path}。" if kept else ""))


@app.command("check")
def check_(context: typer.Context) -> int:
    """检查数据库、关联、操作记录和备份是否完好。"""
    asked: Asked = context.obj
    with opened(asked, writing=False) as office:
        found = check(office)
    fine = all(one.ok for one in found)
    if asked.json:
        told(asked, {"ok": fine, "checks": [one.plain() for one in found]})
    else:
        table = Table("检查", "结果", "说明")
        for one in found:
            table.add_row(one.name, "完好" if one.ok else "有问题", one.detail)
        screen.print(table)
    return DONE if fine else PARTLY


@app.command()
def gui(
    context: typer.Context,
    screenshots: Annotated[Path | None, typer.Option(help="把每个页面截图到这个文件夹后退出")] = None,
) -> None:
    """打开窗口。"""
    raise typer.Exit(window(context.obj, screenshots))
