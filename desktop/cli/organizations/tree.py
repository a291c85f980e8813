"""The command for the tree of organisations."""

from typing import Annotated, Any

import typer
from rich.tree import Tree

from desktop.cli.terminal import Asked, app, opened, screen, told
from desktop.services.organizations.advice import advice
from desktop.services.organizations.tree import Node, tree


@app.command("tree")
def tree_(
    context: typer.Context,
    suggest: Annotated[bool, typer.Option("--advice", help="按人数和条例，给出设置建议")] = False,
) -> None:
    """党组织树和各级党员人数；设置建议。"""
    asked: Asked = context.obj
    with opened(asked, writing=False) as office:
        roots = tree(office)
        found = advice(office) if suggest else []
    if asked.json:
        more = {"advice": [one.plain() for one in found]} if suggest else {}
        told(asked, {"organizations": [_plain(root) for root in roots], **more})
        return
    for one in found:
        screen.print(f"{one.organization}：{one.sentence}", markup=False, highlight=False, soft_wrap=True)
    if suggest:
        return
    for root in roots:
        drawn = Tree(_said(root))
        _grow(drawn, root)
        screen.print(drawn)


def _plain(node: Node) -> dict[str, Any]:
    below = [_plain(one) for one in node.below]
    return {"id": node.id, "title": node.title, "kind": node.kind, "own": node.own, "total": node.total, "below": below}


def _said(node: Node) -> str:
    return f"{node.title}　{node.own} 人" + (f"（含下属 {node.total} 人）" if node.below else "")


def _grow(drawn: Tree, node: Node) -> None:
    for one in node.below:
        _grow(drawn.add(_said(one)), one)
