"""Children: records that hang on another, in its form and its column, on a sheet of their own, with a life of their own."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from desktop.errors import Conflict, Invalid
from desktop.ledger import Problems, Rules, Values
from desktop.records.conditions import condition_of, conditions_of, sentence_of, told_of
from desktop.records.editing import Edit, save_edits, save_record
from desktop.records.exporting import export
from desktop.records.importing import Report, look, run
from desktop.services.chapters import LEDGERS
from desktop.store.attachments import attach, attachments_of, keep
from desktop.store.integrity import check
from desktop.store.office import Office
from desktop.store.query import Query
from tests.conftest import NUMBERS, UNIT

WAY, REVIEWS, MEMBERS = (LEDGERS[name] for name in ("development", "development-reviews", "members"))
FIRST, SECOND = {"result": "合格，同意；继续", "day": "2024-01-05"}, {"result": "优秀", "day": "2024-07-06"}


@pytest.fixture
def way(office: Office) -> str:
    """One person on the way, looked at twice."""
    values = {"person": "张三", "id_no": NUMBERS[0], "applied": "2023-01-01", "reviews": [FIRST, SECOND]}
    return save_record(office, WAY, values, None)[0]


def reviews(office: Office, way: str) -> list[Values]:
    return list(office.get(WAY, way)["reviews"])


def told(rows: list[Values]) -> list[tuple[str, str]]:
    return [(row["result"], row["day"]) for row in rows]


def test_children_keep_who_they_are_when_their_parent_is_saved(office: Office, way: str) -> None:
    first, second = reviews(office, way)
    assert told([first, second]) == [("合格，同意；继续", "2024-01-05"), ("优秀", "2024-07-06")]
    save_record(office, WAY, {"reviews": [second, {**first, "result": "合格"}]}, office.get(WAY, way))
    again = reviews(office, way)
    assert [row["id"] for row in again] == [first["id"], second["id"]], "in the order of their days"
    assert again[0]["result"] == "合格"
    assert (again[0]["version"], again[1]["version"]) == (first["version"] + 1, second["version"])


def test_a_child_has_a_history_and_its_parent_tells_it(office: Office, way: str) -> None:
    first, _ = reviews(office, way)
    save_edits(office, REVIEWS, [Edit(first["id"], {"result": "改过"})], "修改半年考察")
    own = [one.changes for one in office.history(REVIEWS, first["id"])]
    assert own[-1] == [("考察意见", "合格，同意；继续", "改过")]
    assert office.history(WAY, way)[-1].changes == [("半年考察（2024-01-05）：考察意见", "合格，同意；继续", "改过")]
    save_record(office, WAY, {"reviews": reviews(office, way)[1:]}, office.get(WAY, way))
    assert office.history(WAY, way)[-1].changes == [("半年考察（2024-01-05）：回收站", "否", "是")]


def test_a_child_that_is_left_out_lies_in_the_bin_and_comes_back_with_an_undo(office: Office, way: str) -> None:
    first, second = reviews(office, way)
    version = office.get(WAY, way)["version"]
    save_record(office, WAY, {"reviews": [second]}, office.get(WAY, way))
    assert office.ids(REVIEWS, Query(bin=True)) == [first["id"]]
    assert office.get(WAY, way)["version"] > version, "the parent is another version too: a form that is open must know"
    office.undo()
    assert told(reviews(office, way)) == told([first, second])
    assert [row["id"] for row in reviews(office, way)] == [first["id"], second["id"]]
    office.undo()
    assert office.count(REVIEWS, Query()) == office.count(WAY, Query()) == 0
    assert all(one.ok for one in check(office))


def test_who_saves_a_form_that_others_have_overtaken_is_told(office: Office, way: str) -> None:
    stale = office.get(WAY, way)
    save_record(office, WAY, {"reviews": stale["reviews"][:1]}, stale)
    with pytest.raises(Conflict):
        save_record(office, WAY, {"position": "科员"}, stale)


def test_a_child_of_a_removed_parent_is_in_no_list(office: Office, way: str) -> None:
    with office.work("删除") as work:
        work.remove(WAY, way)
    assert office.ids(REVIEWS, Query()) == []
    office.undo()
    assert office.count(REVIEWS, Query()) == 2


def test_children_follow_their_parents_name(office: Office, way: str) -> None:
    save_record(office, WAY, {"person": "李四"}, office.get(WAY, way))
    assert {row["title"] for row in reviews(office, way)} == {"李四 2024-01-05", "李四 2024-07-06"}


def test_a_child_has_files_of_its_own(office: Office, way: str, tmp_path: Path) -> None:
    scan = tmp_path / "考察表.txt"
    scan.write_text("考察", encoding="utf-8")
    first, _ = reviews(office, way)
    kept = keep(office.folder, scan)
    with office.work("附件") as work:
        attach(work, REVIEWS, first["id"], [kept])
    assert [one.name for one in attachments_of(office, REVIEWS, first["id"])] == ["考察表.txt"]
    assert not attachments_of(office, WAY, way)


def test_parents_are_found_by_the_days_of_their_children(office: Office, way: str) -> None:
    late = condition_of(office, WAY, "半年考察.考察日期>=2024-07")
    never = condition_of(office, WAY, "半年考察.考察日期>=2025")
    assert office.ids(WAY, Query(where=(late,))) == [way]
    assert office.ids(WAY, Query(where=(never,))) == []


def test_what_is_asked_of_children_one_of_them_has_to_meet_in_all(office: Office, way: str) -> None:
    year = conditions_of(office, WAY, "半年考察.考察日期>=2024-01-01；半年考察.考察日期<=2024-12-31")
    between = conditions_of(office, WAY, "半年考察.考察日期>=2024-02-01；半年考察.考察日期<=2024-06-30")
    assert office.ids(WAY, Query(where=year)) == [way]
    assert office.ids(WAY, Query(where=between)) == [], "one before it and one after it are none between"
    assert conditions_of(office, WAY, sentence_of(WAY, between)) == between
    assert told_of(WAY, between) == "半年考察.考察日期 2024-02-01 至 2024-06-30"


class Strict(Rules):
    """A look without its day is none."""

    def check(self, values: Values) -> Problems:
        return {} if values.get("day") else {"day": "缺日期"}


def test_children_are_judged_with_their_parent(office: Office, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(REVIEWS), "rules", Strict())
    with pytest.raises(Invalid) as invalid:
        save_record(office, WAY, {"reviews": [FIRST, {"result": "没有日期"}]}, office.get(WAY, way))
    assert invalid.value.problems == {"reviews": "第 2 行：缺日期"}


def taken(office: Office, file: Path, *, replace_children: bool = False) -> Report:
    return run(office, WAY, look(office, WAY, file), replace_children=replace_children)


def test_the_sheet_beside_the_parents_is_written_and_read_back(office: Office, way: str, tmp_path: Path) -> None:
    out = tmp_path / "发展党员.xlsx"
    export(office, WAY, out, Query())
    book = load_workbook(out)
    assert book.sheetnames == ["发展党员", "发展党员·半年考察"]
    rows = [[cell.value for cell in row] for row in book["发展党员·半年考察"].iter_rows()]
    assert rows[0] == ["姓名", "公民身份号码", "申请入党日期", "考察意见", "考察日期"]
    assert [row[3:] for row in rows[1:]] == [["合格，同意；继续", "2024-01-05"], ["优秀", "2024-07-06"]]
    again = taken(office, out)
    assert (again.read, again.unchanged, again.updated, again.rejected) == (1, 1, 0, 0)
    with Office.create(tmp_path / "另一个", LEDGERS, UNIT, operator="王敏") as other:
        assert taken(other, out).inserted == 1
        (copy,) = other.rows(WAY, other.ids(WAY, Query()))
        assert told(copy["reviews"]) == told(reviews(office, way))


def test_a_row_typed_under_the_children_is_taken_in_and_the_others_stay(
    office: Office, way: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.xlsx"
    export(office, WAY, file, Query())
    book = load_workbook(file)
    book["发展党员·半年考察"].append(["张三", NUMBERS[0], "2023-01-01", "良好", "2025-01-07"])
    book["发展党员·半年考察"].append(["王五", None, "2023-01-01", "良好", "2025-01-07"])
    book["发展党员·半年考察"].append(["张三", NUMBERS[0], "2023-01-01", "良好", "2025.13.40"])
    book.save(file)
    rejects = tmp_path / "拒收.xlsx"
    report = run(office, WAY, look(office, WAY, file), rejects=rejects)
    assert (report.read, report.updated, report.rejected) == (3, 1, 2)
    assert [fault.cell for fault in report.errors] == ["发展党员·半年考察!A5", "发展党员·半年考察!E6"]
    assert "没有找到它所属的发展党员" in report.errors[0].reason
    kept = reviews(office, way)
    assert told(kept)[-1] == ("良好", "2025-01-07")
    assert len(kept) == 3
    out = load_workbook(rejects)["发展党员·半年考察"]
    assert [cell.value for cell in out[2]][:4] == ["王五", None, "2023-01-01", "良好"]


def test_children_a_file_does_not_name_stay_unless_they_are_to_be_replaced(
    office: Office, way: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.xlsx"
    book = Workbook()
    book.active.append(["姓名", "公民身份号码", "申请入党日期", "半年考察"])
    book.active.append(["张三", NUMBERS[0], "2023-01-01", "优秀 2024-07-06；新的 2025-02"])
    book.save(file)
    taken(office, file)
    assert told(reviews(office, way)) == [
        ("合格，同意；继续", "2024-01-05"),
        ("优秀", "2024-07-06"),
        ("新的", "2025-02"),
    ]
    assert taken(office, file).unchanged == 1
    taken(office, file, replace_children=True)
    assert told(reviews(office, way)) == [("优秀", "2024-07-06"), ("新的", "2025-02")]
    office.undo()
    assert len(reviews(office, way)) == 3


def test_what_an_earlier_version_logged_with_the_parent_is_undone(office: Office, way: str) -> None:
    """Before, child rows stood in the parent's own entry of the log."""
    first, second = reviews(office, way)
    with office.work("旧版本的改动") as work:
        current = office.get(WAY, way, work.connection)
        work.changes.append(
            (WAY.sql.name, way, '{"reviews":[{"result":"合格，同意；继续","day":"2024-01-05"}]}', '{"reviews":[]}')
        )
        work.change_many(WAY, [(current, {**current, "position": "科员"})])
    office.undo()
    assert [row["id"] for row in reviews(office, way)] == [first["id"]]
    office.redo()
    assert told(reviews(office, way)) == told([first, second])


def test_a_child_without_its_parent_stays_out(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as invalid:
        save_record(office, REVIEWS, {"development": "没有的人", "result": "合格"}, None)
    assert invalid.value.problems == {"development": "没有找到这个发展党员，请先登记它"}
    book = Workbook()
    book.active.append(["发展党员", "考察意见", "考察日期"])
    book.active.append(["没有的人", "合格", "2024-01-05"])
    book.save(file := tmp_path / "半年考察.xlsx")
    report = run(office, REVIEWS, look(office, REVIEWS, file))
    assert (report.inserted, report.rejected) == (0, 1)
    assert [one.reason for one in report.errors] == ["没有找到它所属的发展党员，请先导入那一条"]
    assert office.ids(REVIEWS, Query()) == []


def test_a_record_made_of_another_has_children_of_its_own(office: Office, way: str) -> None:
    values = {"person": "李四", "id_no": NUMBERS[1], "reviews": office.get(WAY, way)["reviews"]}
    other = save_record(office, WAY, values, None)[0]
    assert told(reviews(office, other)) == told(reviews(office, way))
    assert not {row["id"] for row in reviews(office, other)} & {row["id"] for row in reviews(office, way)}


def test_what_is_not_said_of_a_new_child_takes_its_default(
    office: Office, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(REVIEWS), "blank", lambda ledger: {"result": "合格"} if ledger is REVIEWS else {})
    save_record(
        office, WAY, {"reviews": [{"day": "2025-01-05"}, {"day": "2025-07-05", "result": None}]}, office.get(WAY, way)
    )
    assert told(reviews(office, way)) == [("合格", "2025-01-05"), (None, "2025-07-05")]
