"""The archive of a batch of visits: cover, contents, every form, then photos and scans, as one PDF for the file."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop.errors import Missing, Refusal
from desktop.ledger import Values
from desktop.reports.kit.binding import Bound, bind, cover, pages_of, picture
from desktop.reports.kit.page import Printed
from desktop.rules.dates import chinese_date
from desktop.services.visits.batches import reconciliation, visits_of
from desktop.services.visits.fund_check import batch_named
from desktop.store.attachments import Attachment, attachments_of, file_of
from desktop.store.office import Office
from desktop.store.query import Query

Progress = Callable[[int, int, str], None]
Asked = dict[str, str]
Draw = Callable[[Office, Path, Asked, Progress | None], Printed]
FORMS = (
    ("batch-sheet", "批次审核单"),
    ("visit-notice", "慰问公示"),
    ("visit-approval", "困难党员慰问审批表"),
    ("payout-roster", "慰问金签领表"),
    ("visit-register", "走访登记表"),
    ("visit-summary", "慰问汇总表"),
)
PDF, PICTURES = "application/pdf", ("image/png", "image/jpeg", "image/bmp", "image/gif", "image/tiff", "image/webp")
COVER_PAGES = 2


def archive(draw: Callable[[str], Draw]) -> Draw:
    """The form that binds a batch, from the other forms, each drawn by what `draw` gives for its id."""

    def drawn(office: Office, out: Path, asked: Asked, progress: Progress | None) -> Printed:
        batch = _batch(office, asked["batch"])
        with tempfile.TemporaryDirectory(prefix="archive-", dir=office.folder, ignore_cleanup_errors=True) as place:
            missing: dict[str, None] = {}
            parts: list[Bound] = []
            for number, (form, title) in enumerate(FORMS):
                if progress:
                    progress(number, len(FORMS) + 1, title)
                file = Path(place) / f"{number:02d}.pdf"
                printed = draw(form)(office, file, _parameters(form, batch), None)
                missing |= dict.fromkeys(printed.missing)
                parts.append(Bound(title, file))
            notes = list(_attached(office, batch, Path(place), parts, progress))
            first = Path(place) / "cover.pdf"
            _contents(office, batch, first, parts, notes)
            return Printed(bind(out, [first, *(part.file for part in parts)]), list(missing))

    return drawn


def _batch(office: Office, name: str) -> Values:
    if name:
        return batch_named(office, name)
    ledger = office.ledgers["visit-batches"]
    for record in office.ids(ledger, Query(sort=(("begins", True), ("year", True)))):
        batch = office.get(ledger, record)
        if visits_of(office, batch):
            return batch
    raise Missing("还没有走访过的慰问批次，没有可以归档的。")


def _parameters(form: str, batch: Values) -> Asked:
    from desktop.services.papers import paper_of  # noqa: PLC0415 - the forms name this one among them

    defaults = {one.key: one.default for one in paper_of(form).parameters}
    return {**defaults, "batch": batch["title"]}


def _attached(
    office: Office, batch: Values, place: Path, parts: list[Bound], progress: Progress | None
) -> Iterator[str]:
    """Bind what can be bound, of the batch and of each visit; what can't is told in a note."""
    ledgers = office.ledgers
    found: list[tuple[str, Attachment]] = [
        (batch["title"], one) for one in attachments_of(office, ledgers["visit-batches"], batch["id"])
    ]
    for visit in visits_of(office, batch):
        found += [(visit["recipient"], one) for one in attachments_of(office, ledgers["visits"], visit["id"])]
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
