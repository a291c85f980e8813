"""年度增减核对表: the bridges of a year on paper."""

from pathlib import Path

from desktop.errors import Progress
from desktop.ledger.kinds import YEAR
from desktop.ledger.paper import Paper, Parameter
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.reports.kit.page import Printed
from desktop.reports.members.bridge import BridgeOnPaper, bridge_sheet
from desktop.services.asked import Asked, head_of, year_of
from desktop.services.members.bridge import CLOSING, CORRECTED, OPENING, Bridge, bridges
from desktop.store.office import Office


def year_bridge(office: Office, out: Path, asked: Asked, _progress: Progress | None) -> Printed:
    """The year asked for, or this one."""
    year = year_of(asked["year"])
    head = head_of(office, f"{year}年度增减核对表")
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


PAPERS = (Paper("year-bridge", "年度增减核对表", MEMBERS, year_bridge, (Parameter("year", "年度", kind=YEAR),)),)
