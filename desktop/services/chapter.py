"""A chapter: what one tab brings together beyond the records of its ledgers. It is all there is to register."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from desktop.ledger import Ledger, Values
from desktop.ledger.kinds import Link
from desktop.ledger.paper import NUMBER, Layout, Paper
from desktop.ledger.proof import linked
from desktop.records.reminders import Due
from desktop.services.charts import Bars
from desktop.settings import resources
from desktop.store.office import Office

START = "还没有记录。按 Ctrl+N 新建，或点“导入”把现有的 Excel 表格放进来。"


@dataclass(frozen=True)
class Computed:
    """Values that follow from a record on a day and are never typed: their titles, and what works them out."""

    titles: tuple[str, ...]
    work_out: Callable[[Office, Values, dt.date], Values]


@dataclass(frozen=True)
class Section:
    """One ledger in its chapter: its page of the manual, and what the office knows of it beyond its records.

    `standing` says what a record being typed (of this id, if it is there already) makes of the whole it belongs to;
    `listed` is the title of its list on paper, `empty` what its page says while it has no records.
    """

    ledger: Ledger
    manual: str
    computed: Computed | None = None
    standing: Callable[[Office, Values, str | None], str] | None = None
    layouts: tuple[Layout, ...] = ()
    listed: str = ""
    empty: str = START

    @property
    def children(self) -> "tuple[Section, ...]":
        """The ledgers whose records hang on those of its own: explained where theirs is."""
        return tuple(Section(column.children, self.manual) for column in self.ledger.families)

    @property
    def list_title(self) -> str:
        """What its list on paper is called."""
        return self.listed or f"{self.ledger.title}一览表"


@dataclass(frozen=True)
class Chapter:
    """One tab. `papers`, `pages` and `samples` name modules that are read when they are asked for.

    They hold `PAPERS` (what is printed, each with what draws it) and, by ledger id, `PAGES` (what the window has beside
    the generic page) and `SAMPLES` (functions that make demonstration data).
    """

    title: str
    sections: tuple[Section, ...]
    due: tuple[Due, ...] = ()
    charts: tuple[Bars, ...] = ()
    papers: str = ""
    pages: str = ""
    samples: str = ""

    @property
    def ledgers(self) -> tuple[Ledger, ...]:
        """Its ledgers in the order of the tab; children are found with their parents."""
        return tuple(one.ledger for one in self.sections)

    def drawn(self) -> tuple[Paper, ...]:
        """Its papers."""
        return tuple(import_module(self.papers).PAPERS) if self.papers else ()

    def shown(self) -> Mapping[str, Any]:
        """What its pages have beside the generic one, by ledger id."""
        found: Mapping[str, Any] = import_module(self.pages).PAGES if self.pages else {}
        return found

    def made_up(self) -> Mapping[str, Callable[[Any], None]]:
        """What makes demonstration data of its ledgers, by ledger id."""
        found: Mapping[str, Callable[[Any], None]] = import_module(self.samples).SAMPLES if self.samples else {}
        return found


def faults_of(chapters: Iterable[Chapter]) -> Iterator[str]:
    """What the chapters name that is not there."""
    manual, chapters = resources() / "manual", tuple(chapters)
    known = {id(ledger) for chapter in chapters for ledger in _every(chapter)}
    titles = [chapter.title for chapter in chapters]
    yield from (f"two chapters are called {one}" for one in sorted({t for t in titles if titles.count(t) > 1}))
    for chapter in chapters:
        where = f"chapter {chapter.title}"
        told = (*(due.ledger for due in chapter.due), *(bars.ledger for bars in chapter.charts))
        yield from (f"{where}: no chapter has the ledger {one.id}" for one in told if id(one) not in known)
        rooms = (chapter.papers, chapter.pages, chapter.samples)
        yield from (f"{where}: no such module: {room}" for room in rooms if room and find_spec(room) is None)
        yield from (f"{where}: {fault}" for due in chapter.due for fault in due.faults)
        yield from (f"{where}: {fault}" for bars in chapter.charts for fault in bars.faults)
        for section in chapter.sections:
            of = f"{where}, ledger {section.ledger.id}"
            if not (manual / f"{section.manual}.md").exists():
                yield f"{of}: the manual has no page {section.manual}"
            yield from (f"{of}: {fault}" for fault in _layouts(section))


def _every(chapter: Chapter) -> Iterator[Ledger]:
    for ledger in chapter.ledgers:
        yield from (ledger, *(column.children for column in ledger.families))


def _layouts(section: Section) -> Iterator[str]:
    known = {"", NUMBER, *section.ledger.columns, *(section.computed.titles if section.computed else ())}
    for layout in section.layouts:
        for title, source in layout.columns:
            if source not in known:
                yield f"layout {layout.title}, column {title}: neither a field nor a computed value: {source}"


def list_id(ledger: Ledger) -> str:
    """The id of a ledger's list on paper."""
    return f"list-{ledger.id}"


def faults_of_papers(papers: Iterable[Paper], ledgers: Mapping[str, Ledger]) -> Iterator[str]:
    """What papers name that is not there, and names that two of them have."""
    seen = {list_id(ledger) for ledger in ledgers.values()}
    for paper in papers:
        yield from (f"two papers are called {name}" for name in (paper.id, paper.title) if name in seen)
        seen |= {paper.id, paper.title}
        if ledgers.get(paper.ledger.id) is not paper.ledger:
            yield f"paper {paper.id}: no chapter has the ledger {paper.ledger.id}"
        if not callable(getattr(paper, "draw", None)):
            yield f"paper {paper.id}: nothing draws it"
        for one in paper.parameters:
            if isinstance(one.kind, Link):
                yield from (
                    f"paper {paper.id}, parameter {one.key}: {fault}" for fault in linked(one.kind, {}, ledgers)
                )
