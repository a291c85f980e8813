"""慰问金签领表: figures and capitals agree, every line has room for a hand."""

from pathlib import Path

from desktop.reports.kit.roster import Heading
from desktop.reports.visits.payout import COLUMNS, Payee, payout
from desktop.services.chapters import LEDGERS
from desktop.services.papers import draw_form
from desktop.store.office import Office
from tests.reports.reading import assert_embedded, pages_of, poppler_text, text_of

HEAD = Heading("2026年七一慰问金签领表", "单位：某局", "2026年7月1日")
PAYEE = Payee("陈𬭎秀", 160_902, "女", "350122195507010012", "第一党支部", "生活困难党员", "", "13800001234")


def test_totals_stand_in_figures_and_capitals(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    printed = payout(out, HEAD, [PAYEE] * 10)
    text = text_of(out)
    assert printed.missing == []
    assert "合计：10 人" in text
    assert "16,090.20 元（人民币大写：壹万陆仟零玖拾元贰角整）" in text
    assert "16,090.20" in poppler_text(out)
    assert all(column.title.replace("\n", "") in text for column in COLUMNS)
    assert all(word in text for word in ("经办人", "证明人", "审核人", "审批人", "单位（盖章）"))
    assert text.count("陈𬭎秀") == 10
    assert_embedded(out)


def test_pages_of_ten_carry_subtotals(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    payout(out, HEAD, [PAYEE] * 23, people=20, page_rows=10)
    pages = pages_of(out)
    assert ["本页小计" in page or "小计" in page for page in pages] == [True] * 3
    assert ["16,090.20" in page for page in pages] == [True, True, False]
    assert "4,827.06" in pages[2]
    assert "合计：20 人" in pages[2]


def test_an_empty_roster_says_so(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    assert payout(out, HEAD, []).pages == 1
    assert "（没有记录）" in text_of(out)
    assert "零元整" in text_of(out)


def test_visits_of_no_batch_are_printed_by_their_latest_year(office: Office, tmp_path: Path) -> None:
    with office.work("慰问") as work:
        for name, day in (("张三", "2025-01-20"), ("李四", "2026-02-10"), ("王五", "2026-07-01")):
            work.add(LEDGERS["visits"], {"recipient": name, "visited": day, "cash": 50_000})
    out = tmp_path / "x.pdf"
    draw_form(office, "payout-roster", out, {})
    text = text_of(out)
    assert "2026年走访慰问金签领表" in text
    assert ("李四" in text, "王五" in text, "张三" in text) == (True, True, False)
