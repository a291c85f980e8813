"""The commands for code lists."""

from collections.abc import Callable
from typing import Annotated, Any

import typer
from rich.table import Table

from desktop.cli.terminal import Asked, app, opened, say, screen, told
from desktop.errors import Refusal
from desktop.store import codes as store
from desktop.store.office import Office
from desktop.store.work import Work

Act = Callable[..., Any]
WAYS = "codes [列表]；codes add 列表 值；codes rename 列表 原名 新名；codes merge 列表 并掉的 留下的；codes confirm|retire|revive|up|down 列表 值"


def _up(work: Work, name: str, text: str) -> None:
    store.move(work, name, text, -1)


def _down(work: Work, name: str, text: str) -> None:
    store.move(work, name, text, 1)


ACTS: dict[str, tuple[str, int, Act]] = {
    "add": ("增加选项", 1, store.add),
    "rename": ("选项改名", 2, store.rename),
    "merge": ("合并选项", 2, store.merge),
    "confirm": ("确认选项", 1, store.confirm),
    "retire": ("停用选项", 1, store.retire),
    "revive": ("恢复选项", 1, store.revive),
    "up": ("上移选项", 1, _up),
    "down": ("下移选项", 1, _down),
}


@app.command()
def codes(
    context: typer.Context, words: Annotated[list[str] | None, typer.Argument(metavar="[做什么] [列表] [值…]")] = None
) -> None:
    """查看和整理选项列表：codes、codes 列表、codes merge 列表 并掉的 留下的，rename、add、confirm、retire、revive、up、down。"""
    asked: Asked = context.obj
    verb, *rest = words or [""]
    if verb in ACTS:
        _act(asked, verb, rest)
    elif rest:
        raise Refusal(f"没有“{verb}”这种做法，写法是：{WAYS}。")
    else:
        with opened(asked, writing=False) as office:
            _list(asked, office, verb) if verb else _lists(asked, office)


def _act(asked: Asked, verb: str, words: list[str]) -> None:
    title, count, what = ACTS[verb]
    if len(words) != count + 1:
        raise Refusal(f"codes {verb} 后面要写列表和 {count} 个值，写法是：{WAYS}。")
    name, *texts = words
    with opened(asked, writing=True) as office:
        facts = store.list_named(office, name)
        with office.work(f"{title} {facts.title}：{'→'.join(texts)}") as work:
            changed = what(work, facts.name, *texts) or 0
        if asked.json:
            told(asked, {"changed": changed, **_document(office, facts.name)})
        else:
            say(f"已{title}：{'→'.join(texts)}。" + (f"{changed} 条记录跟着改了。" if changed else ""))


def _document(office: Office, name: str) -> dict[str, Any]:
    facts = store.list_named(office, name)
    values = [one.plain() for one in store.values_of(office, facts.name)]
    return {"list": facts.name, "title": facts.title, "closed": facts.closed, "values": values}


def _lists(asked: Asked, office: Office) -> None:
    found = store.lists(office)
    if asked.json:
        told(asked, [one.plain() for one in found])
        return
    table = Table("列表", "名称", "国家规定", "值", "待确认")
    for one in found:
        table.add_row(one.name, one.title, "是" if one.closed else "", str(one.values), str(one.pending or ""))
    screen.print(table)


def _list(asked: Asked, office: Office, name: str) -> None:
    if asked.json:
        told(asked, _document(office, name))
        return
    table = Table("值", "状态", "用到", "也写作")
    for one in store.values_of(office, store.list_named(office, name).name):
        table.add_row(one.text, store.STATES[one.state], str(one.used or ""), "、".join(one.synonyms))
    screen.print(table)
