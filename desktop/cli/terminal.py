"""What every command of the command line shares: what was asked, how records are named, how an answer is told."""

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import orjson
import platformdirs
import typer
from rich.console import Console

from desktop.errors import Missing, Refusal, Unclear
from desktop.ledger import Column, Ledger, Values
from desktop.ledger.kinds import IdNo
from desktop.records.conditions import column_named, condition_of, in_order
from desktop.rules.dates import day_meant
from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.store.query import Query

DONE, PARTLY, NOTHING = 0, 1, 2
SHOWN = 200

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
        raise typer.Exit(window(context.obj))


def _secret(file: Path | None) -> str | None:
    if file is None:
        return None
    try:
        return file.read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"读不了密码文件“{file}”，请检查路径和内容。") from error


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
            f"没有“{name}”这个台账，可用的有：{'、'.join(f'{ledger.id}（{ledger.title}）' for ledger in LEDGERS.values() if ledger.parent is None)}。"
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


def typed(office: Office, ledger: Ledger, words: Sequence[str]) -> tuple[Values, Any]:
    """The values of 字段=值 words, and the context they were read in."""
    context = office.context()
    values: Values = {}
    for name, text in pairs(words):
        column = column_named(ledger, name)
        if isinstance(column.kind, IdNo):
            continue
        values[column.key] = read_value(office, column, text, context)
    for name, text in pairs(words):
        column = column_named(ledger, name)
        if isinstance(column.kind, IdNo):
            other = getattr(column.kind, "unless", "")
            plain = bool(other) and values.get(other) not in (None, "居民身份证")
            values[column.key] = text.strip() or None if plain else read_value(office, column, text, context)
    return values, context


def window(asked: Asked, screenshots: Path | None = None) -> int:
    """The window on the data folder, until it is closed."""
    try:
        from desktop.app import main as opened_window  # noqa: PLC0415 - the command line works without Qt's libraries
    except ImportError as error:
        raise Refusal(f"打不开窗口，缺少系统库（{error.name or error}）。请先运行 make setup。") from error
    return opened_window(asked.folder, screenshots, asked.operator)
