"""The command line: the same verbs as the window, for people in a terminal and for other programs."""

import datetime as dt
import logging
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import orjson
import platformdirs
import typer
from rich.console import Console
from rich.table import Table
from typer.exceptions import TyperException

from desktop.errors import Cancelled, Invalid, Missing, Refusal, Unclear, reason_of
from desktop.ledger import Column, Ledger, Values
from desktop.models import LEDGERS
from desktop.rules.dates import day_meant
from desktop.services import fund_check
from desktop.services.computed import computed
from desktop.services.conditions import condition_of, in_order
from desktop.services.editing import move_records, save_record, sentence_of
from desktop.services.exporting import column_named, export
from desktop.services.forms import FORMS, print_form
from desktop.services.importing import look, run
from desktop.store.attachments import attachments_of
from desktop.store.backup import backup, restore
from desktop.store.integrity import check
from desktop.store.office import Office
from desktop.store.query import Query

DONE, PARTLY, NOTHING = 0, 1, 2
GLOBAL = {"--data": True, "--operator": True, "--password-file": True, "--file-password-file": True, "--json": False}
PAGE = 1000
SHOWN = 200
PAIR_STEP = 5000

app = typer.Typer(
    add_completion=False,
    no_args_is_help=False,
    help="台账：一个单位的党务记录，全部留在本机。",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
screen, messages = Console(), Console(stderr=True)


@dataclass
class Asked:
    """What stands before or after any command."""

    folder: Path
    operator: str = ""
    json: bool = False
    file_password: str | None = None


AS_OF = "按记录自己的日期，看那一天的样子"


@app.callback(invoke_without_command=True)
def begin(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(help="数据文件夹", envvar="TAIZHANG_DATA")] = None,
    operator: Annotated[str, typer.Option(help="经办人", envvar="TAIZHANG_OPERATOR")] = "",
    password_file: Annotated[Path | None, typer.Option(help="数据文件夹的密码所在的文件")] = None,
    file_password_file: Annotated[Path | None, typer.Option(help="要打开的表格的密码所在的文件")] = None,
    json: Annotated[bool, typer.Option("--json", help="只输出一份 JSON")] = False,
) -> None:
    """台账：一个单位的党务记录，全部留在本机。不带命令时打开窗口。"""
    _ = password_file  # protected folders come with the vault
    folder = data or platformdirs.user_data_path("taizhang", appauthor=False)
    context.obj = Asked(folder, operator, json, _secret(file_password_file))
    if context.invoked_subcommand is None:
        raise typer.Exit(_window(context.obj, None))


def _secret(file: Path | None) -> str | None:
    if file is None:
        return None
    try:
        return file.read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"读不了密码文件“{file}”，请检查路径和内容。") from error


def hoisted(words: Sequence[str]) -> list[str]:
    """The words with the options of every command put first, wherever they stood."""
    first: list[str] = []
    rest: list[str] = []
    waiting = iter(words)
    for word in waiting:
        name = word.split("=", 1)[0]
        if word == "--":
            rest += [word, *waiting]
        elif name in GLOBAL and "=" in word:
            first.append(word)
        elif name in GLOBAL:
            first += [word, *([value] if GLOBAL[name] and (value := next(waiting, "")) else [])]
        else:
            rest.append(word)
    return [*first, *rest]


def main(words: Sequence[str] | None = None) -> None:
    """Run one command; ends the process with 0, 1 or 2, and tells refusals as one sentence."""
    sys.exit(_run(hoisted(sys.argv[1:] if words is None else words)))


def _run(words: list[str]) -> int:
    try:
        code = app(words, standalone_mode=False)
    except Refusal as refusal:
        return _refused(refusal.sentence)
    except typer.Exit as ended:
        return int(ended.exit_code)
    except TyperException as error:
        return _refused(f"命令写得不对：{_usage(error)}。用 taizhang --help 看写法。")
    except (KeyboardInterrupt, Cancelled, typer.Abort):
        return _refused("已取消，没有改动任何内容。")
    except BrokenPipeError:
        return DONE
    except OSError as error:
        return _refused(f"没有完成，{reason_of(error, error.filename or '文件')}。")
    except Exception as error:  # noqa: BLE001 - our own fault: logged whole, told in a sentence
        return _refused(f"程序内部出错，没有完成。详情写在 {_logged(error, words)}")
    return code if isinstance(code, int) else DONE


def _usage(error: TyperException) -> str:
    """What is wrong with the words of a command, in Chinese."""
    text = str(getattr(error, "message", error))
    what = getattr(getattr(error, "param", None), "human_readable_name", "") or ""
    match type(error).__name__:
        case "NoSuchOption":
            return f"没有“{getattr(error, 'option_name', '')}”这个选项"
        case "MissingParameter":
            return f"缺少参数 {what}".rstrip()
        case "BadParameter":
            return f"参数 {what} 的值不对"
        case _ if text.startswith("No such command"):
            return f"没有这个命令（{text.split(chr(39))[1] if chr(39) in text else text}）"
        case _ if "unexpected extra argument" in text:
            return f"多出了参数（{text.rsplit('(', maxsplit=1)[-1].rstrip(').')}）"
        case _:
            return text


def _refused(sentence: str) -> int:
    messages.print(sentence, style="red", markup=False, highlight=False, soft_wrap=True)
    return NOTHING


def _logged(error: Exception, words: list[str]) -> Path:
    folder = next((Path(words[place + 1]) for place, word in enumerate(words[:-1]) if word == "--data"), None)
    folder = folder or Path(os.environ.get("TAIZHANG_DATA") or platformdirs.user_data_path("taizhang", appauthor=False))
    path = folder / "logs" / "taizhang.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}\n")
    except OSError:
        logging.getLogger(__name__).debug("no log could be written")
    return path


def told(asked: Asked, document: Any) -> None:
    """One JSON document on standard output."""
    _ = asked
    sys.stdout.buffer.write(orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n")
    sys.stdout.buffer.flush()


def say(text: str) -> None:
    """A message for people, beside the output."""
    messages.print(text, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def steps(asked: Asked) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on a terminal, nothing elsewhere."""
    if asked.json or not messages.is_terminal:
        yield lambda _done, _total, _text: None
        return
    from rich.progress import Progress  # noqa: PLC0415 - only on a terminal

    with Progress(console=messages, transient=True) as bar:
        task = bar.add_task("")

        def step(done: int, total: int, text: str) -> None:
            bar.update(task, completed=done, total=max(total, 1), description=text)

        yield step


def opened(asked: Asked, *, writing: bool) -> Office:
    """The office of the data folder."""
    return Office.open(asked.folder, LEDGERS, writing=writing, operator=asked.operator)


def ledger_named(name: str) -> Ledger:
    """The ledger of this id or title."""
    found = LEDGERS.get(name) or next((ledger for ledger in LEDGERS.values() if ledger.title == name), None)
    if found is None:
        raise Missing(
            f"没有“{name}”这个台账，可用的有：{'、'.join(f'{ledger.id}（{ledger.title}）' for ledger in LEDGERS.values())}。"
        )
    return found


def pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    """字段=值 words, cut at the first equals sign."""
    for word in words:
        if "=" not in word:
            raise Refusal(f"“{word}”应写成 字段=值。")
    return [(name.strip(), value) for name, _, value in (word.partition("=") for word in words)]


def read_value(office: Office, column: Column, text: str, context: Any) -> Any:
    """A typed value, or a refusal that names its field."""
    _ = office
    try:
        return column.kind.read(text, context).value
    except Unclear as unclear:
        hint = f"（是否为 {unclear.suggestion}？）" if unclear.suggestion else ""
        raise Refusal(f"{column.title}：{unclear.reason}{hint}。") from unclear


def day_of(text: str) -> dt.date:
    """A day of the command line, today where none is given; of a month or a year its last day."""
    if not text:
        return dt.date.today()
    try:
        return day_meant(text)
    except Unclear as unclear:
        raise Refusal(f"日期“{text}”看不懂，{unclear.reason}。请写成 2026-07-01。") from unclear


def choice_of(
    office: Office,
    ledger: Ledger,
    where: Sequence[str],
    search: str,
    sort: str = "",
    limit: int | None = None,
    as_of: str = "",
) -> Query:
    """The records asked for."""
    found = tuple(condition_of(office, ledger, words) for words in where)
    day = day_of(as_of).isoformat() if as_of else ""
    return in_order(ledger, Query(search, found, limit=limit, as_of=day), sort)


# --- the folder ------------------------------------------------------------------------------------------------


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
    from desktop.services.demo import fill  # noqa: PLC0415 - only here
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
        found = [_described(office, ledger) for ledger in LEDGERS.values()]
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
        "group": ledger.group,
        "count": office.count(ledger, Query()),
        "fields": fields,
    }


# --- workbooks -------------------------------------------------------------------------------------------------


@app.command("import")
def import_(
    context: typer.Context,
    ledger: str,
    files: list[Path],
    sheet: Annotated[str | None, typer.Option(help="工作表")] = None,
    map_: Annotated[list[str] | None, typer.Option("--map", help="列名=字段")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写入")] = False,
    rejects: Annotated[Path | None, typer.Option(help="拒收的行写到这个文件")] = None,
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
                report = run(office, chosen, plan, dry_run=dry_run, rejects=out, progress=step)
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
    sort: Annotated[str, typer.Option(help="字段、字段:desc；姓名可以写 姓名:拼音 或 姓名:笔画")] = "",
    as_of: Annotated[str, typer.Option(metavar="D", help=AS_OF)] = "",
) -> None:
    """导出为 Excel，可以原样再导入。"""
    asked: Asked = context.obj
    chosen = ledger_named(ledger)
    with opened(asked, writing=False) as office, steps(asked) as step:
        query = choice_of(office, chosen, where or [], search, sort, as_of=as_of)
        count = export(office, chosen, out, query, step)
    if asked.json:
        told(asked, {"file": str(out), "ledger": chosen.id, "count": count})
    else:
        say(f"已导出 {count} 条到 {out}")


# --- records ---------------------------------------------------------------------------------------------------


@app.command("list")
def list_(
    context: typer.Context,
    ledger: str,
    where: Annotated[list[str] | None, typer.Option(help="字段=值、字段=甲|乙、字段>=值、字段<=值")] = None,
    search: Annotated[str, typer.Option(help="查找")] = "",
    sort: Annotated[str, typer.Option(help="字段、字段:desc；姓名可以写 姓名:拼音 或 姓名:笔画")] = "",
    limit: Annotated[int | None, typer.Option(help="最多几条", min=0)] = None,
    as_of: Annotated[str, typer.Option(metavar="D", help=AS_OF)] = "",
) -> None:
    """列出记录。"""
    asked: Asked = context.obj
    chosen = ledger_named(ledger)
    with opened(asked, writing=False) as office:
        query = choice_of(office, chosen, where or [], search, sort, limit, as_of)
        ids, total = office.ids(chosen, query), office.count(chosen, query)
        pages = (ids[start : start + PAGE] for start in range(0, len(ids), PAGE))
        rows = (row for page in pages for row in office.rows(chosen, page, as_of=query.as_of))
        if asked.json:
            told(asked, {"total": total, "records": [{"id": row["id"], **chosen.plain(row)} for row in rows]})
            return
        table = Table(*(chosen.columns[key].title for key in chosen.table))
        for row in rows:
            table.add_row(*(chosen.columns[key].kind.guarded(row.get(key)) for key in chosen.table))
        screen.print(table)
        say(f"共 {total} 条")


def _document(office: Office, ledger: Ledger, record_id: str, as_of: str = "") -> Values:
    values = office.get(ledger, record_id)
    day = day_of(as_of) if as_of else None
    if day:
        values = office.rows(ledger, [values["id"]], as_of=day.isoformat())[0]
    kept = [one.brief() for one in attachments_of(office, ledger, record_id)]
    told = computed(office, ledger, values, day)
    return {"id": values["id"], **ledger.plain(values), "computed": told, "attachments": kept}


@app.command()
def show(
    context: typer.Context,
    ledger: str,
    id_: Annotated[str, typer.Argument(metavar="ID")],
    as_of: Annotated[str, typer.Option(metavar="D", help=AS_OF)] = "",
) -> None:
    """显示一条记录和它的计算值。"""
    asked: Asked = context.obj
    chosen = ledger_named(ledger)
    with opened(asked, writing=False) as office:
        document = _document(office, chosen, id_, as_of)
    if asked.json:
        told(asked, document)
        return
    table = Table("字段", "值")
    for key, column in chosen.columns.items():
        if document[key] is not None:
            table.add_row(column.title, str(document[key]))
    for title, value in document["computed"].items():
        table.add_row(title, "" if value is None else str(value))
    for one in document["attachments"]:
        table.add_row("附件", one["name"])
    screen.print(table)


@app.command()
def history(context: typer.Context, ledger: str, id_: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """显示一条记录的每次改动。"""
    asked: Asked = context.obj
    chosen = ledger_named(ledger)
    with opened(asked, writing=False) as office:
        office.get(chosen, id_)
        entries = office.history(chosen, id_)
    if asked.json:
        changes = [
            {
                "at": entry.at,
                "operator": entry.operator,
                "act": entry.act,
                "title": entry.title,
                "field": field,
                "before": before or None,
                "after": after or None,
            }
            for entry in entries
            for field, before, after in entry.changes
        ]
        told(asked, {"id": id_, "changes": changes})
        return
    table = Table("操作号", "时间", "经办人", "操作", "字段", "原来", "改为")
    for entry in entries:
        for field, before, after in entry.changes:
            table.add_row(str(entry.act), entry.at, entry.operator, entry.title, field, before, after)
    screen.print(table)


@app.command("back-to")
def back_to(
    context: typer.Context,
    ledger: str,
    id_: Annotated[str, typer.Argument(metavar="ID")],
    act: Annotated[int, typer.Argument(metavar="操作号")],
) -> None:
    """让一条记录回到某次操作之后的样子（操作号见 history）。"""
    with opened(context.obj, writing=True) as office:
        chosen = ledger_named(ledger)
        office.back_to(chosen, id_, act)
        _tell_record(context.obj, office, chosen, id_, "已恢复")


def typed(office: Office, ledger: Ledger, words: Sequence[str]) -> tuple[Values, Any]:
    """The values of 字段=值 words, and the context they were read in."""
    context = office.context()
    values: Values = {}
    for name, text in pairs(words):
        column = column_named(ledger, name)
        if column.kind.name == "idno":
            continue
        values[column.key] = read_value(office, column, text, context)
    for name, text in pairs(words):
        column = column_named(ledger, name)
        if column.kind.name == "idno":
            other = getattr(column.kind, "unless", "")
            plain = bool(other) and values.get(other) not in (None, "居民身份证")
            values[column.key] = text.strip() or None if plain else read_value(office, column, text, context)
    return values, context


def _saved(asked: Asked, ledger: Ledger, words: Sequence[str], record_id: str | None) -> None:
    with opened(asked, writing=True) as office:
        values, context = typed(office, ledger, words)
        editing = {**office.get(ledger, record_id), "version": None} if record_id else None
        try:
            saved, notes = save_record(office, ledger, values, editing, context)
        except Invalid as invalid:
            raise Refusal(sentence_of(ledger, invalid)) from invalid
        for note in notes:
            say(f"提醒：{note}")
        _tell_record(asked, office, ledger, saved, "已保存")


def _tell_record(asked: Asked, office: Office, ledger: Ledger, record_id: str, verb: str) -> None:
    if asked.json:
        told(asked, _document(office, ledger, record_id))
    else:
        say(f"{verb}：{office.get(ledger, record_id)['title']}（编号 {record_id}）")


@app.command()
def add(context: typer.Context, ledger: str, values: Annotated[list[str], typer.Argument(metavar="字段=值…")]) -> None:
    """新建一条记录。"""
    _saved(context.obj, ledger_named(ledger), values, None)


@app.command()
def edit(
    context: typer.Context,
    ledger: str,
    id_: Annotated[str, typer.Argument(metavar="ID")],
    values: Annotated[list[str], typer.Argument(metavar="字段=值…")],
) -> None:
    """修改一条记录。"""
    _saved(context.obj, ledger_named(ledger), values, id_)


def _moved(asked: Asked, name: str, record_id: str, verb: str) -> None:
    ledger = ledger_named(name)
    with opened(asked, writing=True) as office:
        move_records(office, ledger, [record_id], restoring=verb == "恢复")
        _tell_record(asked, office, ledger, record_id, f"已{verb}")


@app.command()
def remove(context: typer.Context, ledger: str, id_: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """把一条记录放进回收站。"""
    _moved(context.obj, ledger, id_, "删除")


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
        _tell_record(context.obj, office, chosen, id_, "已作废")


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


@app.command("restore-record")
def restore_record(context: typer.Context, ledger: str, id_: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """从回收站取回一条记录。"""
    _moved(context.obj, ledger, id_, "恢复")


@app.command()
def undo(context: typer.Context, act: Annotated[int | None, typer.Argument(metavar="[操作号]")] = None) -> None:
    """撤销上一个操作，或指定的操作。"""
    with opened(context.obj, writing=True) as office:
        say(f"已撤销：{office.undo(act)}")


@app.command()
def redo(context: typer.Context) -> None:
    """重做刚才撤销的操作。"""
    with opened(context.obj, writing=True) as office:
        say(f"已重做：{office.redo()}")


# --- paper, log, backups ---------------------------------------------------------------------------------------


@app.command()
def forms(context: typer.Context) -> None:
    """列出可以打印的表格。"""
    asked: Asked = context.obj
    found = [
        {
            "id": paper.id,
            "title": paper.title,
            "ledger": paper.ledger,
            "parameters": [{"key": one.key, "title": one.title, "default": one.default} for one in paper.parameters],
        }
        for paper in FORMS.values()
    ]
    if asked.json:
        told(asked, found)
        return
    table = Table("表格", "名称", "台账", "参数")
    for paper in FORMS.values():
        table.add_row(
            paper.id, paper.title, LEDGERS[paper.ledger].title, "、".join(one.title for one in paper.parameters)
        )
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
    raise typer.Exit(_window(context.obj, screenshots))


def _window(asked: Asked, screenshots: Path | None) -> int:
    try:
        from desktop.app import main as window  # noqa: PLC0415 - the command line works without Qt's libraries
    except ImportError as error:
        raise Refusal(f"打不开窗口，缺少系统库（{error.name or error}）。请先运行 make setup。") from error
    return window(asked.folder, screenshots, asked.operator)


from desktop import (  # noqa: E402, F401 - each adds its commands to the app above
    cli_attachments,
    cli_batches,
    cli_bridge,
    cli_codes,
    cli_development,
    cli_dues,
    cli_duplicates,
    cli_names,
    cli_organizations,
    cli_reminders,
    cli_settings,
    cli_statistics,
    cli_tables,
    cli_veterans,
)
