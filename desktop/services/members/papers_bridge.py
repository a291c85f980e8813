"""年度增减核对表: the bridges of a year on paper."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from desktop.reports.kit.page import Printed
from desktop.reports.kit.roster import Heading
from desktop.reports.members.bridge import BridgeOnPaper, bridge_sheet
from desktop.rules.dates import chinese_date
from desktop.services.asked import year_of
from desktop.services.members.bridge import CLOSING, CORRECTED, OPENING, Bridge, bridges
from desktop.store.office import Office

Progress = Callable[[int, int, str], None]


def year_bridge(office: Office, out: Path, asked: dict[str, str], _progress: Progress | None) -> Printed:
    """The year asked for, or this one."""
    year = year_of(asked["year"])
    head = Heading(f"{year}年度增减核对表", f"单位：{office.unit}", chinese_date(dt.date.today().isoformat()))
    note = "年初＝上年12月31日，年末＝当年12月31日；年初减各项减少、加各项增加、加更正，应等于年末。"
    return bridge_sheet(out, head, [_on_paper(one) for one in bridges(office, year)], note)


def _on_paper(found: Bridge) -> BridgeOnPaper:
    signs = {OPENING: "", CLOSING: "＝", CORRECTED: "＋"}
    figures = [
        (line.title, signs.get(line.title, "＋" if line.sign > 0 else "－"), str(line.count)) for line in found.every
    ]
    rows = [(line.title, one.name, one.where, one.day, one.note) for line in found.lines for one in line.people]
    rows += [("对不上", one.name, one.where, one.day, one.note) for one in found.problems]
    rows += [("提醒", one.name, one.where, one.day, one.note) for one in found.notes]
    return BridgeOnPaper(found.roll, figures, found.sentence, rows)


DRAWN = {"year-bridge": year_bridge}
