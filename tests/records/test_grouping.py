"""Groups of records: counted, people once, amounts added up without what was voided."""

from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from desktop.errors import Refusal
from desktop.records.editing import save_record
from desktop.records.group_sheets import write_groups
from desktop.records.grouping import Grouping, cells, grouped, headings, summed
from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.store.query import Query
from tests.reports.reading import assert_embedded, text_of

MEMBERS, VISITS = LEDGERS["members"], LEDGERS["visits"]


def rows_of(office: Office, query: Query) -> list[dict[str, object]]:
    return office.rows(VISITS, office.ids(VISITS, query))


def test_groups_within_groups_add_up_to_the_whole(office: Office) -> None:
    demo.fill(office)
    found = grouped(office, MEMBERS, Grouping(("branch", "sex")), Query())
    rows = office.rows(MEMBERS, office.ids(MEMBERS, Query()))
    assert found[-1].count == len(rows)
    firsts = {one.labels[0]: one.count for one in found if one.depth == 1}
    assert firsts == Counter(row["branch"] for row in rows)
    seconds = {one.labels: one.count for one in found if one.depth == 2}
    assert seconds == Counter((row["branch"], row["sex"]) for row in rows)


def test_dates_are_grouped_by_year_or_month_and_lead_back_to_their_records(office: Office) -> None:
    demo.fill(office)
    for span, length in (("年", 4), ("月", 7)):
        *groups, _ = grouped(office, VISITS, Grouping(("visited",), span), Query())
        assert groups
        for group in groups:
            rows = rows_of(office, Query(where=group.wheres))
            assert len(rows) == group.count
            assert {str(row["visited"])[:length] for row in rows} == set(group.labels)
            assert group.people == len({row["recipient_id"] or row["recipient"] for row in rows})


def test_blanks_are_a_group_of_their_own_at_the_end(office: Office) -> None:
    for name, sex in (("张三", "男"), ("李四", None), ("王五", None)):
        save_record(office, MEMBERS, {"name": name, "sex": sex}, None)
    *groups, whole = grouped(office, MEMBERS, Grouping(("sex",)), Query())
    assert [(one.labels, one.count) for one in groups] == [(("男",), 1), (("（空白）",), 2)]
    assert whole.count == 3
    assert office.count(MEMBERS, Query(where=groups[-1].wheres)) == 2


def test_a_voided_visit_brings_nothing(office: Office) -> None:
    for name, reason in (("张三", None), ("李四", "重复登记，作废")):
        with office.work("慰问") as work:
            work.add(VISITS, {"recipient": name, "cash": 50_000, "visited": "2026-07-01", "void_reason": reason})
    (group, whole) = grouped(office, VISITS, Grouping(("visited",)), Query())
    place = headings(VISITS, Grouping(("visited",))).index("慰问金")
    assert cells(VISITS, Grouping(("visited",)), group)[place] == "500.00"
    assert whole.count == 2


def test_out_as_workbook_and_on_paper(office: Office, tmp_path: Path) -> None:
    demo.fill(office)
    by = Grouping(("batch", "form"))
    found = grouped(office, VISITS, by, Query())
    count = write_groups(office, VISITS, by, Query(), tmp_path / "组.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "组.xlsx").active
    assert sheet is not None
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert [one[:2] for one in rows[-count - 1 :]] == [cells(VISITS, by, group)[:2] for group in found]
    write_groups(office, VISITS, by, Query(), tmp_path / "组.pdf")
    assert_embedded(tmp_path / "组.pdf")
    assert "小计" in text_of(tmp_path / "组.pdf")


def test_the_same_column_twice_is_refused(office: Office) -> None:
    with pytest.raises(Refusal, match="不同的列"):
        grouped(office, VISITS, Grouping(("batch", "batch")), Query())


def test_places_in_an_order_are_not_added_up() -> None:
    titles = {column.title for ledger in LEDGERS.values() for column in summed(ledger)}
    assert not titles & {"职务排序号", "党龄校正值", "任期", "排序", "年度"}
    assert {"慰问金", "时长", "家庭人口"} <= titles
