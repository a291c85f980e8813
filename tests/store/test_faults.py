"""A disk that is full, a folder that may not be written: one sentence, nothing changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import Refusal
from desktop.exchange.writing import OutColumn, write_sheet
from desktop.services.chapters import LEDGERS
from desktop.store.integrity import check
from desktop.store.office import Office
from desktop.store.query import Query

MEMBERS = LEDGERS["members"]


def test_a_full_disk_changes_nothing(office: Office) -> None:
    """The database is kept from growing as a full disk would keep it."""
    with office.work("新建") as work:
        work.add(MEMBERS, {"name": "张三"})
    with office.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.rollback()
    office.engine.dispose()
    rows = [{"name": f"人{number}", "remark": "字" * 400} for number in range(3000)]
    with pytest.raises(Refusal, match="空间已满"), office.work("导入", kind="import") as work:
        work.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        work.add_many(MEMBERS, rows)
    office.engine.dispose()
    assert office.count(MEMBERS, Query()) == 1
    assert all(one.ok for one in check(office))


def test_a_folder_that_is_a_file_can_not_hold_data(tmp_path: Path) -> None:
    """The path leads through a file."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refusal, match="建不了数据文件夹"):
        Office.create(tmp_path / "file" / "office", LEDGERS, "某局")


def test_an_interrupted_export_leaves_the_old_file(tmp_path: Path) -> None:
    """Whole or not at all, and nothing left beside it."""
    out = tmp_path / "表.xlsx"
    out.write_bytes(b"old")

    def rows() -> Iterator[list[str]]:
        yield ["张三"]
        raise Refusal("中断")

    with pytest.raises(Refusal, match="中断"):
        write_sheet(out, "表", [OutColumn("姓名")], rows())
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_workbook_keeps_text_as_text(tmp_path: Path) -> None:
    """What begins with an equals sign is no formula; long numbers keep their last digit."""
    import openpyxl  # noqa: PLC0415

    out = tmp_path / "表.xlsx"
    write_sheet(
        out,
        "表",
        [OutColumn("姓名"), OutColumn("号码"), OutColumn("备注", number_format="General")],
        [["=1+1", "350100199001010013", "a\x00b"]],
    )
    cells = next(openpyxl.load_workbook(out).active.iter_rows(min_row=2))
    assert [cell.value for cell in cells] == ["=1+1", "350100199001010013", "ab"]
    assert [cell.data_type for cell in cells] == ["s", "s", "s"]
