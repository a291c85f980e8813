"""The archive of a batch: every form, photos and scans in one PDF, the contents right to the page."""

import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from desktop.errors import Refusal
from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.services.papers import print_form
from desktop.services.visits.batches import visits_of
from desktop.services.visits.fund_check import batch_named
from desktop.store.attachments import attach, keep, place_of
from desktop.store.office import Office
from desktop.store.query import Query
from tests.reports.reading import assert_embedded, pages_of, poppler_text

NAME = "2026年七一走访慰问"


def blank_pdf(path: Path, pages: int) -> Path:
    book = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        book.new_page(300, 400)
    with path.open("wb") as stream:
        book.save(stream)
    book.close()
    return path


def keep_with(office: Office, ledger: str, record: str, *files: Path) -> None:
    with office.work("附件") as work:
        attach(work, LEDGERS[ledger], record, [keep(office.folder, file) for file in files])


@pytest.fixture
def batch(office: Office) -> dict[str, object]:
    demo.fill(office)
    return batch_named(office, next(row for row in _names(office) if "七一" in row))


def _names(office: Office) -> list[str]:
    ledger = LEDGERS["visit-batches"]
    return [row["title"] for row in office.rows(ledger, office.ids(ledger, Query()))]


def test_the_contents_name_the_page_each_part_begins_on(
    office: Office, batch: dict[str, object], tmp_path: Path
) -> None:
    visit = visits_of(office, batch)[0]
    Image.new("RGB", (800, 600), "red").save(tmp_path / "现场.png")
    scan = blank_pdf(tmp_path / "签领扫描.pdf", 3)
    (tmp_path / "说明.txt").write_text("文字", encoding="utf-8")
    keep_with(office, "visits", visit["id"], tmp_path / "现场.png", tmp_path / "说明.txt")
    keep_with(office, "visit-batches", str(batch["id"]), scan)
    out = tmp_path / "档案.pdf"
    printed = print_form(office, "batch-archive", out, {"batch": str(batch["title"])})
    pages = pages_of(out)
    assert printed.pages == len(pages)
    assert_embedded(out)
    assert "说明.txt" in pages[1]
    contents = poppler_text(out).split("\f")[1]
    for title in ("批次审核单", "慰问公示", "慰问金签领表", "走访登记表", "慰问汇总表"):
        found = re.search(rf"{title}\s+(\d+)", contents)
        assert found, title
        there = pages[int(found[1]) - 1]
        assert {"批次审核单": "审核单", "走访登记表": "登记表", "慰问汇总表": "汇总表", "慰问公示": "公示"}.get(
            title, "签领表"
        ) in there
    picture = re.search(r"现场\.png\s+(\d+)", contents)
    assert picture
    assert "现场.png" in pages[int(picture[1]) - 1]
    scanned = re.search(r"签领扫描\.pdf\s+(\d+)", contents)
    assert scanned
    assert int(scanned[1]) + 3 == int(picture[1])


def test_what_is_lost_or_locked_is_told_and_the_rest_bound(
    office: Office, batch: dict[str, object], tmp_path: Path
) -> None:
    broken = tmp_path / "坏的.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing more")
    keep_with(office, "visit-batches", str(batch["id"]), broken, blank_pdf(tmp_path / "好的.pdf", 1))
    lost = blank_pdf(tmp_path / "丢的.pdf", 2)
    keep_with(office, "visit-batches", str(batch["id"]), lost)
    place_of(office.folder, keep(office.folder, lost).sha256).unlink()
    out = tmp_path / "档案.pdf"
    print_form(office, "batch-archive", out, {"batch": str(batch["title"])})
    contents = pages_of(out)[1]
    assert "没有装订" in contents
    assert "坏的.pdf" in contents
    assert "丢的.pdf" in contents
    assert not list(office.folder.glob("archive-*"))


def test_nothing_to_bind_and_no_such_batch_are_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="没有可以归档"):
        print_form(office, "batch-archive", tmp_path / "档案.pdf")
    with pytest.raises(Refusal, match=NAME):
        print_form(office, "batch-archive", tmp_path / "档案.pdf", {"batch": NAME})
