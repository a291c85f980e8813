"""The archive of a batch of visits: cover, contents, every form, then photos and scans, as one PDF for the file."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.errors import Missing, Progress, Refusal
from desktop.ledger import Values
from desktop.ledger.paper import Paper
from desktop.models.visits.visit_batches import LEDGER as BATCHES
from desktop.models.visits.visits import LEDGER as VISITS
from desktop.reports.kit.binding import Bound, bind, cover, pages_of, picture
from desktop.reports.kit.page import Printed
from desktop.rules.dates import chinese_date
from desktop.services.asked import Asked, Draw
from desktop.services.visits.batches import reconciliation, visits_of
from desktop.services.visits.fund_check import batch_named
from desktop.store.attachments import Attachment, attachments_of, file_of
from desktop.store.office import Office
from desktop.store.query import Query

FORMS = ("batch-sheet", "visit-notice", "visit-approval", "payout-roster", "visit-register", "visit-summary")
PDF, PICTURES = "application/pdf", ("image/png", "image/jpeg", "image/bmp", "image/gif", "image/tiff", "image/webp")
COVER_PAGES = 2


def archive(papers: Sequence[Paper]) -> Draw:
    """The form that binds a batch out of other papers."""
    known = {paper.id: paper for paper in papers}

    def drawn(office: Office, out: Path, asked: Asked, progress: Progress | None) -> Printed:
        batch = _batch(office, asked["batch"])
        with tempfile.TemporaryDirectory(prefix="archive-", dir=office.folder, ignore_cleanup_errors=True) as place:
            missing: dict[str, None] = {}
            parts: list[Bound] = []
            for number, paper in enumerate(known[form] for form in FORMS):
                if progress:
                    progress(number, len(FORMS) + 1, paper.title)
                file = Path(place) / f"{number:02d}.pdf"
                usual = {one.key: one.default for one in paper.parameters}
                printed: Printed = paper.draw(office, file, {**usual, "batch": batch["title"]}, None)
                missing |= dict.fromkeys(printed.missing)
                parts.append(Bound(paper.title, file))
            notes = list(_attached(office, batch, Path(place), parts, progress))
            first = Path(place) / "cover.pdf"
            _contents(office, batch, first, parts, notes)
            return Printed(bind(out, [first, *(part.file for part in parts)]), list(missing))

    return drawn


def _batch(office: Office, name: str) -> Values:
    if name:
        return batch_named(office, name)
    ledger = BATCHES
    for record in office.ids(ledger, Query(sort=(("begins", True), ("year", True)))):
        batch = office.get(ledger, record)
        if visits_of(office, batch):
            return batch
    raise Missing("还没有走访过的慰问批次，没有可以归档的。")


def _attached(
    office: Office, batch: Values, place: Path, parts: list[Bound], progress: Progress | None
) -> Iterator[str]:
    """Bind what can be bound, of the batch and of each visit; what can't is told in a note."""
    found: list[tuple[str, Attachment]] = [
        (batch["title"], one) for one in attachments_of(office, BATCHES, batch["id"])
    ]
    for visit in visits_of(office, batch):
        found += [(visit["recipient"], one) for one in attachments_of(office, VISITS, visit["id"])]
    for number, (whose, one) in enumerate(found):
        if progress:
            progress(number, len(found), one.name)
        title = f"附件：{whose} {one.note or one.name}"
        file = place / f"a{number:04d}.pdf"
        try:
            source = file_of(office, one)
            if one.mime == PDF:
                pages_of(source)
                parts.append(Bound(title, source))
            elif one.mime in PICTURES:
                picture(file, title, source)
                parts.append(Bound(title, file))
            else:
                yield f"没有装订（不是 PDF 或图片）：{whose} {one.name}"
        except Refusal as refusal:
            yield f"没有装订：{whose} {one.name}，{refusal.sentence}"


def _contents(office: Office, batch: Values, first: Path, parts: list[Bound], notes: list[str]) -> None:
    """The cover, drawn again where the contents run on to another page."""
    days = "至".join(chinese_date(batch[key]) for key in ("begins", "ends") if batch.get(key))
    facts = [office.unit, days, *(f"{name}：{text}" for name, text in reconciliation(office, batch))]
    pages = COVER_PAGES
    while True:
        at, listed = pages + 1, []
        for part in parts:
            listed.append((part.title, at))
            at += pages_of(part.file)
        cover(first, f"{batch['title']}档案", [one for one in facts if one], listed, notes)
        if pages_of(first) == pages:
            return
        pages = pages_of(first)
