"""Papers of the tab 党员."""

from desktop.services.members.papers import bridge, card, development, dues, sheet, statistics, transfers, veterans

PAPERS = tuple(
    paper for room in (sheet, card, statistics, bridge, development, transfers, dues, veterans) for paper in room.PAPERS
)
