"""What holds for every ledger, the ones not yet written too."""

import datetime as dt
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from desktop.errors import Unclear
from desktop.ledger import Column, Ledger, Values
from desktop.ledger.kinds import Code
from desktop.records.exporting import export
from desktop.records.importing import look, run
from desktop.services.chapters import LEDGERS, SECTIONS, TAB_ORDER, TABS
from desktop.services.papers import print_form
from desktop.store.integrity import check
from desktop.store.office import Office
from desktop.store.query import Query

STANDING = {name: ledger for name, ledger in LEDGERS.items() if ledger.parent is None}
EVERY = pytest.mark.parametrize("ledger", STANDING.values(), ids=list(STANDING))


@pytest.fixture(scope="module")
def full(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with demonstration data, only read here."""
    folder = shutil.copytree(demonstration, tmp_path_factory.mktemp("full") / "office")
    with Office.open(folder, LEDGERS, operator="王敏") as office:
        yield office


def told(office: Office, ledger: Ledger) -> list[tuple[object, ...]]:
    """Every record as its fields show it, ids aside."""
    rows = office.rows(ledger, office.ids(ledger, Query()))
    return sorted(tuple(str(column.kind.show(row.get(key))) for key, column in ledger.columns.items()) for row in rows)


def first(office: Office, ledger: Ledger) -> Values:
    """Any one record."""
    return office.get(ledger, office.ids(ledger, Query())[0])


def test_every_ledger_has_its_tab() -> None:
    """And every tab its ledgers."""
    assert sorted(one for tab in TABS for one in TAB_ORDER[tab]) == sorted(STANDING)


def test_a_ledger_refers_only_to_those_before_it_or_stays_open() -> None:
    """An export of all, imported in this order, finds its links; the exceptions arrive later."""
    later = [
        (ledger.id, column.key)
        for place, ledger in enumerate(LEDGERS.values())
        for column in ledger.links
        if list(LEDGERS).index(column.kind.to) > place  # type: ignore[attr-defined]
    ]
    assert later == [("organizations", "secretary"), ("organizations", "deputy")]


@EVERY
def test_titles_are_unique_and_help_people(ledger: Ledger) -> None:
    """Two columns of one title could not be told apart in a workbook."""
    titles = [column.title for column in ledger.columns.values()]
    assert len(titles) == len(set(titles))
    assert not any(key.endswith("_id") for key in ledger.columns)


@EVERY
def test_demo_holds_at_least_five(full: Office, ledger: Ledger) -> None:
    """Every table shows something."""
    assert full.count(ledger, Query()) >= 5


def test_exports_of_all_come_back_as_the_same_records(full: Office, tmp_path: Path) -> None:
    """demo → export → import into a fresh folder of the same unit → export."""
    files = {}
    for ledger in STANDING.values():
        files[ledger.id] = tmp_path / f"{ledger.id}.xlsx"
        export(full, ledger, files[ledger.id], Query())
    with Office.create(tmp_path / "fresh", LEDGERS, full.unit, operator="王敏") as fresh:
        for ledger in STANDING.values():
            report = run(fresh, ledger, look(fresh, ledger, files[ledger.id]))
            assert report.errors == []
        for ledger in STANDING.values():
            assert told(fresh, ledger) == told(full, ledger), ledger.id
            links = [f"{column.key}_id" for column in ledger.links]
            missing = [
                row
                for row in fresh.rows(ledger, fresh.ids(ledger, Query()))
                for key in links
                if row[key.removesuffix("_id")] and not row[key]
            ]
            unlinked = [
                row
                for row in full.rows(ledger, full.ids(ledger, Query()))
                for key in links
                if row[key.removesuffix("_id")] and not row[key]
            ]
            assert len(missing) == len(unlinked), ledger.id
            again = run(fresh, ledger, look(fresh, ledger, files[ledger.id]))
            assert (again.inserted, again.updated) == (0, 0), ledger.id
        assert all(one.ok for one in check(fresh))


@EVERY
def test_sorts_by_every_column_both_ways(full: Office, ledger: Ledger) -> None:
    """Nothing is lost by sorting."""
    every = sorted(full.ids(ledger, Query()))
    assert every
    for key in ledger.columns:
        for descending in (False, True):
            assert sorted(full.ids(ledger, Query(sort=((key, descending),)))) == every


@EVERY
def test_prints_a_list_that_holds_its_records(full: Office, ledger: Ledger, tmp_path: Path) -> None:
    """Text can be taken out of the paper; identity numbers are masked."""
    out = tmp_path / "list.pdf"
    printed = print_form(full, f"list-{ledger.id}", out, {})
    book = pypdfium2.PdfDocument(out)
    text = "".join(page.get_textpage().get_text_range() for page in book).replace("\r\n", "").replace("\n", "")
    book.close()
    assert printed.missing == []
    key = ledger.named[0]
    rows = full.rows(ledger, full.ids(ledger, Query()))
    assert rows
    for row in rows:
        assert ledger.columns[key].kind.guarded(row[key]).replace(" ", "") in text.replace(" ", "")
        assert not row.get("id_no") or str(row["id_no"]) not in text


@EVERY
def test_adding_changing_and_removing_are_undone(demonstration: Path, tmp_path: Path, ledger: Ledger) -> None:
    """Each of the three as one act."""
    folder = shutil.copytree(demonstration, tmp_path / "office")
    with Office.open(folder, LEDGERS, operator="王敏") as office:
        before = told(office, ledger)
        record = first(office, ledger)
        copy = {
            key: value
            for key, value in record.items()
            if key in ledger.columns or (key.endswith("_id") and key != "unit_id")
        }
        with office.work("新建") as work:
            work.add(ledger, copy)
        assert len(told(office, ledger)) == len(before) + 1
        office.undo()
        text = next(
            key for key, column in ledger.columns.items() if column.kind.name == "note" or key in ("reason", "remark")
        )
        with office.work("修改") as work:
            work.change(ledger, record["id"], {text: "改过"})
        assert told(office, ledger) != before
        office.undo()
        removable = next(
            row["id"]
            for row in office.rows(ledger, office.ids(ledger, Query()))
            if row["id"] != office.own_id
            and not ledger.rules.keeps(row, lambda name, one: office.get(LEDGERS[name], one))
        )
        with office.work("删除") as work:
            work.remove(ledger, removable)
        assert len(told(office, ledger)) == len(before) - 1
        office.undo()
        assert told(office, ledger) == before
        assert all(one.ok for one in check(office))


@EVERY
def test_what_is_shown_is_read_back(full: Office, ledger: Ledger) -> None:
    """read(show(v)) == v for every value there is."""
    context, rows = full.context(), full.rows(ledger, full.ids(ledger, Query()))
    assert rows
    for row in rows:
        for key, column in ledger.columns.items():
            if row.get(key) in (None, []):
                continue
            try:
                value = column.kind.read(column.kind.show(row[key]), context).value
            except Unclear as unclear:
                pytest.fail(f"{column.title} {row[key]!r}: {unclear.reason}")
            if column.parts:
                assert column.kind.show(value) == column.kind.show(row[key])
            else:
                assert value == row[key]


def test_what_is_computed_is_what_was_declared(full: Office) -> None:
    """The titles that a section declares are those its function gives."""
    declared = [(section.ledger, section.computed) for section in SECTIONS.values() if section.computed]
    assert declared
    for ledger, told in declared:
        values = first(full, ledger)
        assert set(told.work_out(full, values, dt.date.today())) == set(told.titles)


AWKWARD = (
    "某县一中，教师",
    "甲、乙；丙,丁;戊",
    '他说"好" 2020',
    "第一行\n第二行 500",
    "=1+1",
    "'引号",
    "家 12",
    "（1000元）",
    "+86",
)
SAMPLES = {
    "date": "2021-{:02}", "moment": "2021-{:02}-01T14:30", "time": "08:30", "money": 123_450, "count": 7, "year": 2021,
    "hours": 1.5, "flag": True, "idno": None, "phone": "13900001111；0591-26123301",
}  # fmt: skip


def awkward(columns: Iterable[Column], turn: int, office: Office) -> Values:
    """What fields may hold that others would stumble over, each in its own kind; all in the office's own organisation."""
    found: Values = {}
    for place, column in enumerate(columns, turn):
        found[column.key] = _awkward(column, place, office)
        if column.link and column.link.tree:
            found |= {column.key: office.unit, f"{column.key}_id": office.own_id}
    return found


def _awkward(column: Column, turn: int, office: Office) -> Any:
    kind, context = column.kind, office.context()
    if column.parts:
        first, *others = column.parts.columns
        few = [first, *(one for one in others if one.required)]
        return [awkward(column.parts.columns, turn, office), awkward(few, turn + 1, office)]
    if isinstance(kind, Code):
        return context.lists[kind.list].texts[turn % len(context.lists[kind.list].texts)]
    if kind.name in SAMPLES:
        sample = SAMPLES[kind.name]
        return sample.format(turn % 12 + 1) if isinstance(sample, str) else sample
    try:
        return kind.read(AWKWARD[turn % len(AWKWARD)], context).value
    except Unclear:
        return None


@EVERY
def test_awkward_text_comes_back_out_of_a_workbook(office: Office, ledger: Ledger, tmp_path: Path) -> None:
    """、 ， ； quotes, spaces, line breaks, numbers at the end, in every field and every child row, into the same office and another."""
    with office.work("准备") as work:
        for turn in range(len(AWKWARD)):
            given = awkward(ledger.columns.values(), turn, office)
            number = {ledger.identity.number: None} if ledger.identity.number else {}
            work.add_many(ledger, [ledger.rules.complete({**given, **number})])
    out = tmp_path / f"{ledger.id}.xlsx"
    export(office, ledger, out, Query())
    report = run(office, ledger, look(office, ledger, out))
    assert (report.updated, report.inserted, report.errors) == (0, 0, [])
    with Office.create(tmp_path / "fresh", LEDGERS, office.unit, operator="王敏") as fresh:
        run(fresh, ledger, look(fresh, ledger, out))
        assert told(fresh, ledger) == told(office, ledger)
