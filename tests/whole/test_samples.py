"""Every sample workbook goes in as its truth says, and a second time changes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import Refusal
from desktop.records.importing import Report, look, run
from desktop.services.chapters import LEDGERS
from desktop.store.integrity import check
from desktop.store.office import Office
from desktop.store.query import Query
from tests.conftest import SAMPLES

TRUTH = {entry["file"]: entry for entry in json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))}
NAME = {"visits": "慰问对象", "services": "志愿者", "hardship": "姓名"}
AFTER_ROSTER = [
    "七一慰问签领表.xlsx",
    "春节慰问发放表.xlsx",
    "三会一课登记表.xls",
    "志愿服务导出.csv",
    "志愿者名册.ods",
    "困难党员登记.csv",
]


def take(office: Office, file: Path, ledger_id: str, **options: Any) -> Report:
    """Import one file as the command line does."""
    ledger = LEDGERS[ledger_id]
    return run(office, ledger, look(office, ledger, file), **options)


def shown(office: Office, ledger_id: str) -> list[dict[str, Any]]:
    """All records by the titles of their fields, as other programs read them."""
    ledger = LEDGERS[ledger_id]
    rows = office.rows(ledger, office.ids(ledger, Query()))
    return [
        {ledger.columns[key].title: value for key, value in ledger.plain(row).items() if key in ledger.columns}
        for row in rows
    ]


def told(record: dict[str, Any], entry: dict[str, Any]) -> tuple[str, ...]:
    """A record by the fields that the truth tells, with its words for them."""
    values = dict(record)
    if entry["ledger"] == "sessions":
        values["日期"] = values["开始时间"][:10]
    values.setdefault("姓名", values.get(NAME.get(entry["ledger"], "姓名")))
    keys = [key for key in entry["records"][0] if key not in ("row", "why")]
    return tuple(plain(values.get(key)) for key in keys)


def plain(value: Any) -> str:
    """A value as text; what is blank is empty."""
    return "" if value is None else str(value)


def compare(office: Office, entry: dict[str, Any], report: Report) -> None:
    """The truth, record by record and row by row."""
    keys = [key for key in entry["records"][0] if key not in ("row", "why")]
    wanted = sorted(tuple(plain(record.get(key)) for key in keys) for record in entry["records"])
    found = {told(record, entry) for record in shown(office, entry["ledger"])}
    assert [one for one in wanted if one not in found] == []
    rows = sorted({int("".join(filter(str.isdigit, fault.cell))) for fault in report.errors})
    assert rows == sorted(record["row"] for record in entry["rejected"])
    assert report.rejected == len(entry["rejected"])
    assert report.read == report.inserted + report.updated + report.unchanged + report.rejected


@pytest.fixture
def with_roster(office: Office) -> Office:
    """An office whose roster is in."""
    take(office, SAMPLES / "党员花名册.xlsx", "members")
    return office


@pytest.mark.parametrize("name", ["党员花名册.xlsx", "采集汇总表.xlsx", "新党员名单.xlsx"])
def test_rosters_go_into_an_empty_office(office: Office, name: str) -> None:
    """293, 24 and 60 members, each field as the truth has it."""
    entry = TRUTH[name]
    report = take(office, SAMPLES / name, "members")
    compare(office, entry, report)
    assert office.count(LEDGERS["members"], Query()) == report.inserted == len(entry["records"])
    again = take(office, SAMPLES / name, "members")
    assert (again.inserted, again.updated) == (0, 0)
    assert all(one.ok for one in check(office))


@pytest.mark.parametrize("name", AFTER_ROSTER)
def test_the_other_ledgers_go_in_after_the_roster(with_roster: Office, name: str) -> None:
    """Nobody becomes a member by being visited; a second import changes nothing; one undo takes all back."""
    entry, office = TRUTH[name], with_roster
    members = office.count(LEDGERS["members"], Query())
    report = take(office, SAMPLES / name, entry["ledger"])
    compare(office, entry, report)
    assert report.inserted == len(entry["records"])
    assert office.count(LEDGERS["members"], Query()) == members
    again = take(office, SAMPLES / name, entry["ledger"])
    assert (again.inserted, again.updated) == (0, 0)
    office.undo(report.act)
    assert office.count(LEDGERS[entry["ledger"]], Query()) == 0
    assert all(one.ok for one in check(office))


def test_a_dry_run_writes_nothing(office: Office) -> None:
    """The same figures, no act."""
    report = take(office, SAMPLES / "党员花名册.xlsx", "members", dry_run=True)
    assert (report.inserted, report.rejected) == (293, 7)
    assert office.count(LEDGERS["members"], Query()) == 0
    assert len(office.acts()) == 1


def test_rejected_rows_can_be_corrected_and_imported_again(office: Office, tmp_path: Path) -> None:
    """The rejects workbook holds the original columns and the reason."""
    out = tmp_path / "拒收.xlsx"
    take(office, SAMPLES / "党员花名册.xlsx", "members", rejects=out)
    report = take(office, out, "members", dry_run=True)
    assert (report.read, report.rejected) == (7, 7)


def test_nothing_comes_in_when_the_rejects_cannot_be_written(office: Office, tmp_path: Path) -> None:
    """A folder where the file should go: the sentence is true, nothing was imported."""
    with pytest.raises(Refusal, match="文件夹"):
        take(office, SAMPLES / "采集汇总表.xlsx", "members", rejects=tmp_path)
    assert office.ids(LEDGERS["members"], Query()) == []
    assert [act.kind for act in office.acts()] == ["init"]
