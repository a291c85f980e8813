"""The command for one person whole."""

from typing import Annotated

import typer
from rich.table import Table

from desktop.cli.terminal import Asked, app, opened, say, screen, told
from desktop.services.members.card import card_of
from desktop.services.members.papers.card import facts_of


@app.command("card")
def card_(context: typer.Context, person: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """一个人的全貌：基本情况，和各本台账里与他有关的事，按时间先后。"""
    asked: Asked = context.obj
    with opened(asked, writing=False) as office:
        card = card_of(office, person)
        facts = facts_of(office, card)
        plain = card.ledger.plain(card.person)
    if asked.json:
        photo = str(card.photo) if card.photo else None
        told(asked, {"person": {"id": person, **plain}, "photo": photo, "events": [one.plain() for one in card.events]})
        return
    say("　".join(f"{title} {text}" for title, text in facts if text))
    table = Table("日期", "事项", "内容")
    for event in card.events:
        table.add_row(event.day, event.what, event.words)
    screen.print(table)
