"""Lists on paper, read back by other programs."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import Cancelled, Refusal
from desktop.reports.kit.roster import Heading, RosterColumn, roster
from tests.reports.reading import assert_embedded, boxes_outside, pages_of, poppler_text, text_of

RARE = "䶮㛃㭎𬱟𬭎"
ADDRESS = "福建省福州市连江县凤城镇玉荷东路一百二十八号金凤花园三期二十七号楼二单元一千八百零二室"
COLUMNS = (RosterColumn("姓名", "center"), RosterColumn("住址"), RosterColumn("金额", "right"))
HEAD = Heading("名单", "单位：某局", "2026年1月1日")


def test_rare_names_are_searchable_and_every_font_is_embedded(tmp_path: Path) -> None:
    out = tmp_path / "名单.pdf"
    rows = [[f"张{character}", ADDRESS * 2, "1000.00"] for character in RARE]
    printed = roster(out, HEAD, COLUMNS, rows, totals=("5 人", "", "5000.00"), notes=("合计伍仟元整。",))
    assert (printed.pages, printed.missing) == (1, [])
    for character in RARE:
        assert f"张{character}" in text_of(out)
        assert f"张{character}" in poppler_text(out)
    assert "伍仟元整" in text_of(out)
    assert text_of(out).count(ADDRESS * 2) == 5
    assert_embedded(out)
    assert boxes_outside(out) == []


def test_what_no_font_has_is_reported_wherever_it_stands(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    odd = ["\U0003fffe", "\U0003fffd"]
    printed = roster(out, Heading(f"名单{odd[0]}"), COLUMNS, [[f"张{odd[1]}", "", ""]])
    assert sorted(printed.missing) == sorted(odd)
    assert "张〓" in text_of(out)


@pytest.mark.parametrize("count", [0, 1, 500])
def test_header_and_numbers_are_on_every_page(tmp_path: Path, count: int) -> None:
    out = tmp_path / "x.pdf"
    printed = roster(out, Heading("名单"), COLUMNS, [["张三", "某县", "1.00"]] * count, signatures=("制表人：",))
    pages = pages_of(out)
    assert len(pages) == printed.pages
    assert all("住址" in page for page in pages)
    assert all(f"第{number}页共{len(pages)}页" in page.replace(" ", "") for number, page in enumerate(pages, 1))
    assert ("（没有记录）" in pages[0]) is (count == 0)
    assert "制表人：" in pages[-1]


@pytest.mark.parametrize("count", range(20, 60))
def test_signatures_never_stand_alone(tmp_path: Path, count: int) -> None:
    out = tmp_path / "x.pdf"
    roster(out, HEAD, COLUMNS, [["张三", "某县", "1.00"]] * count, signatures=("制表人：", "审核人："))
    last = pages_of(out)[-1]
    assert "审核人：" in last
    assert "张三" in last


def test_three_thousand_rows_are_all_there_once(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    told: list[tuple[int, int, str]] = []
    rows = [[f"编号{number:04d}", ADDRESS if number % 7 == 0 else "某县", "1.00"] for number in range(3000)]
    printed = roster(out, HEAD, COLUMNS, rows, progress=lambda *said: told.append(said))
    text = text_of(out)
    assert [text.count(f"编号{number:04d}") for number in range(3000)] == [1] * 3000
    assert len(told) == printed.pages
    assert told[-1][:2] == (3000, 3000)


def test_a_cell_longer_than_a_page_flows_on(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    long = "".join(f"第{number}句话。" for number in range(2500))
    printed = roster(out, HEAD, COLUMNS, [["甲", long, ""], ["乙", "短", "2"]])
    assert printed.pages > 2
    text = re.sub(r"第 \d+ 页 +共 \d+ 页(?:序号 姓名 住址 金额 ?)?", "", text_of(out))
    assert long in text
    assert "乙" in pages_of(out)[-1]


def test_line_breaks_in_a_cell_are_kept(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    assert roster(out, HEAD, COLUMNS, [["甲", "一路\n二路\t三路", "1"]]).missing == []
    assert "〓" not in text_of(out)


def test_totals_are_not_broken(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    columns = [*(RosterColumn(f"很长的栏目名称{index}") for index in range(9)), RosterColumn("金额", "right")]
    rows = [[*[ADDRESS] * 9, "1.00"]] * 3
    roster(out, HEAD, columns, rows, totals=[*["", "3 人"], *[""] * 8, "9,201,004.50"])
    assert "9,201,004.50" in poppler_text(out)


def test_many_columns_turn_the_page_and_nothing_leaves_it(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    columns = [RosterColumn(f"栏目名称{index}") for index in range(24)]
    roster(out, HEAD, columns, [[f"内容文字{index}" for index in range(24)]] * 30)
    assert boxes_outside(out) == []


def test_the_same_paper_is_the_same_file() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for out in (first, second):
        roster(out, HEAD, COLUMNS, [["张䶮", "某县", "1.00"]])
    assert first.getvalue() == second.getvalue()
    assert first.getvalue().startswith(b"%PDF")


def test_cancelling_or_failing_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    out.write_bytes(b"kept")

    def stop(_done: int, _total: int, _said: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        roster(out, HEAD, COLUMNS, [["张三", "某县", "1.00"]] * 90, progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]
    assert out.read_bytes() == b"kept"


@pytest.mark.parametrize("place", [lambda folder: folder, lambda folder: folder / "gone" / "x.pdf"])
def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path, place: Callable[[Path], Path]) -> None:
    with pytest.raises(Refusal, match="文件"):
        roster(place(tmp_path), HEAD, COLUMNS, [])
