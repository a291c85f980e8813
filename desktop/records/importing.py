"""Taking somebody's workbook in: every row read, matched, and written as one act, or rejected with its cell."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from desktop.errors import Progress
from desktop.exchange.apart import Book, Sheet
from desktop.exchange.headers import Header, Matched, best_sheet, match_columns
from desktop.exchange.rows import Row, data_rows, year_of
from desktop.exchange.writing import write_rejects
from desktop.ledger import Column, Ledger, Values
from desktop.ledger.record import new_id
from desktop.records.cells import CellReader, Fault
from desktop.records.identities import Identities
from desktop.records.reading import uncollected
from desktop.store.links import Resolver
from desktop.store.office import Office
from desktop.store.work import Work, paired

CHUNK = 2000
STEP = 200
ROWS_SAID = 8
CELL = re.compile(r"\d+$")
MANY = 400


@dataclass
class Plan:
    """A workbook looked at: its sheet, header and columns, open to correction before it is taken in.

    `corrections` are texts typed in place of cells (`E17`); the workbook itself stays as it is.
    """

    file: Path
    book: Book
    sheet: Sheet
    sheets: list[str]
    header: Header
    columns: list[Matched]
    warnings: list[str] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)

    def can_correct(self, fault: Fault) -> bool:
        """Whether the cell of a fault is one of the sheet's own; a field that no column brings is not."""
        return any(one.title == fault.column and CELL.sub("", fault.cell) == one.column for one in self.columns)

    @property
    def header_row(self) -> int:
        """The row of the header, counted from 1."""
        return self.header.row


@dataclass
class Report:
    """What an import did, or would do."""

    file: str
    sheet: str
    header_row: int
    ledger: str
    columns: list[dict[str, str | None]]
    read: int = 0
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    errors: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    act: int | None = None

    def plain(self) -> dict[str, Any]:
        """As JSON (interface.md)."""
        return {
            **{
                key: getattr(self, key)
                for key in (
                    "file",
                    "sheet",
                    "header_row",
                    "ledger",
                    "columns",
                    "read",
                    "inserted",
                    "updated",
                    "unchanged",
                    "rejected",
                )
            },
            "errors": [fault.plain() for fault in self.errors],
            "warnings": self.warnings,
        }


def look(
    office: Office,
    ledger: Ledger,
    file: Path,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    password: str | None = None,
    words: Sequence[str] = (),
) -> Plan:
    """Open a file, find the sheet and its header (`words` may stand in it too), match the columns."""
    book = Book(file, password)
    chosen, header, samples = best_sheet(book, ledger, sheet, words)
    columns = match_columns(header, ledger, samples, dict(mapping or {}), office.lists)
    return Plan(file, book, chosen, [one.name for one in book.sheets if one.visible], header, columns)


def run(
    office: Office,
    ledger: Ledger,
    plan: Plan,
    *,
    dry_run: bool = False,
    rejects: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Take the planned sheet in as one act; a dry run does everything but write."""
    taking = Taking(office, ledger, plan, progress or _silent)
    with uncollected():
        with office.reading() as connection:
            taking.read(connection)
        report = taking.report()
        if rejects is not None and taking.rejected:  # first: if it can't be written, nothing has come in yet
            titles = [column.title for column in plan.columns]
            write_rejects(rejects, titles, ((taking.originals(row), why) for row, why in taking.rejected))
        if not dry_run and taking.anything:
            with office.work(f"导入“{plan.file.name}”到{ledger.title}", kind="import", detail=taking.summary()) as work:
                taking.write(work)
            report.act = work.number
    return report


def _silent(_done: int, _total: int, _text: str) -> None:
    return


@dataclass
class Coming:
    """One row on its way in: its values, and the record it means if there is one."""

    row: int
    values: Values
    record_id: str
    new: bool


class Rejected(Exception):
    """A row that stays out."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep the faults."""
        super().__init__(faults[0].reason)
        self.faults = faults


class Taking:
    """One sheet being taken in."""

    def __init__(self, office: Office, ledger: Ledger, plan: Plan, progress: Progress) -> None:
        """Nothing is read yet."""
        self.office, self.ledger, self.plan, self.progress = office, ledger, plan, progress
        self.context = office.context(year_of(plan.header))
        self.coming: dict[str, Coming] = {}
        self.new_branches: dict[str, tuple[Ledger, Values]] = {}
        self.new_people: dict[str, tuple[Ledger, Values]] = {}
        self.rejected: list[tuple[Row, str]] = []
        self.faults: list[Fault] = []
        self.notes: dict[str, list[int]] = defaultdict(list)
        self.read_rows = self.same = self.inserted = self.updated = 0
        self.pairs: list[tuple[Values, Values]] = []
        self.fresh: list[Values] = []
        self.said: list[str] = []
        self.reader = CellReader(ledger, plan.sheet, plan.columns, self.context)
        self.own_titles: set[str] = set()
        self.settled: set[str] = set()
        self.required = [column for column in ledger.columns.values() if column.required]

    @property
    def anything(self) -> bool:
        """Whether there is something to write."""
        return bool(self.fresh or self.pairs or self.new_branches or self.new_people or self.context.unlisted)

    def summary(self) -> str:
        """The figures for the log."""
        typed = f"，改正 {len(self.plan.corrections)} 格" if self.plan.corrections else ""
        return f"新增 {self.inserted}，更新 {self.updated}，不变 {self.same}，拒收 {len(self.rejected)}{typed}"

    def originals(self, row: Row) -> list[Any]:
        """A row as it stands in the file."""
        return [row.cells[column.index] for column in self.plan.columns]

    def read(self, connection: Any) -> None:
        """Read every row and decide what becomes of it."""
        self.resolver = Resolver(self.office, connection)
        self.identities = Identities.read(self.ledger, connection)
        rows = data_rows(self.plan.sheet, self.plan.header, self.plan.columns, self.ledger)
        size = self.plan.sheet.height
        self._preload(size)
        if self.ledger.above:
            named = (self.reader.text_of(row, self.ledger.named[0]) for row in rows)
            self.own_titles = {str(title) for title in named if title}
            rows = data_rows(self.plan.sheet, self.plan.header, self.plan.columns, self.ledger)
        for row in rows:
            if self.read_rows % STEP == 0:
                self.progress(min(self.read_rows, size), size, "正在读取")
            self._row(row)
            self.read_rows += 1
        self.plan.warnings = list(rows.warnings)
        self._settle(connection)

    def _preload(self, size: int) -> None:
        targets = {column.kind.to for column in self.ledger.links}  # type: ignore[attr-defined]
        for target in sorted(targets):
            if size > MANY or self.office.ledgers[target].above:
                self.resolver.preload(self.office.ledgers[target])

    def _corrected(self, row: Row) -> Row:
        """A row with what was typed in place of its cells."""
        typed = {one.index: self.plan.corrections.get(f"{one.column}{row.number}") for one in self.plan.columns}
        cells = [typed[index] if typed.get(index) is not None else cell for index, cell in enumerate(row.cells)]
        return replace(row, cells=cells)

    def _row(self, row: Row) -> None:
        if self.plan.corrections:
            row = self._corrected(row)
        try:
            values = self._values(row)
            self._place(row, values)
        except Rejected as out:
            name = self.reader.text_of(row, self.ledger.named[0])
            self.faults += [replace(fault, of=str(name or "")) for fault in out.faults]
            self.rejected.append((row, "；".join(dict.fromkeys(fault.reason for fault in out.faults))))

    def _values(self, row: Row) -> Values:
        values, faults, notes = self.reader.read(row)
        for note in notes:
            self.notes[note].append(row.number)
        year = self.ledger.columns.get("year")
        if year and year.required and values.get("year") is None and self.context.year and not self.reader.has("year"):
            values["year"] = self.context.year
            self.notes[f"表里没有年度，按标题中的 {self.context.year} 年填写"].append(row.number)
        values = self.ledger.rules.complete(values)
        for column in self.required:
            if values.get(column.key) in (None, "") and not any(
                fault.column == self.reader.title(column.key) for fault in faults
            ):
                faults.append(
                    Fault(
                        f"{self.reader.letter(column.key)}{row.number}",
                        self.reader.title(column.key),
                        "",
                        f"缺{column.title}",
                    )
                )
        if faults:
            raise Rejected(faults)
        return self._linked(row, values)

    def _linked(self, row: Row, values: Values) -> Values:
        for column in self.ledger.links:
            self._prepare(column, values, row)
        values, notes = self.resolver.resolve(self.ledger, values)
        for note in notes:
            self.notes[note].append(row.number)
        for told in (self.ledger.rules.check(values), self.ledger.rules.warn(values)):
            for sentence in told.values():
                self.notes[sentence].append(row.number)
        return values

    def _prepare(self, column: Column, values: Values, row: Row) -> None:
        """Make the organisation or the person that a row names for the first time."""
        kind, text = column.link, values.get(column.key)
        if kind is None or not text:
            return
        if kind.tree and text not in self.settled:
            self.settled.add(text)
            if (
                text not in self.own_titles
                and self.resolver.find(kind, text)[0] is None
                and not self.resolver.titled(self.office.ledgers[kind.to], text)
            ):
                self._branch(self.office.ledgers[kind.to], text, row)
        number = values.get(kind.number) if kind.number else None
        if kind.makes and number and self.resolver.find(kind, text, number)[0] is None:
            self._person(self.office.ledgers[kind.makes], text, number, row)

    def _branch(self, ledger: Ledger, name: str, row: Row) -> None:
        """One of a tree that is named for the first time stands under the office's own."""
        own = {ledger.above.key: self.office.unit, f"{ledger.above.key}_id": self.office.own_id} if ledger.above else {}
        values = {"id": new_id(), ledger.named[0]: name, **ledger.rules.of_name(name), **own}
        self.new_branches[name] = (ledger, values)
        self.resolver.learn(ledger, {**values, "title": name})
        self.notes[f"{ledger.title}“{name}”还没有登记，已建在本单位下面，请以后补充"].append(row.number)

    def _person(self, ledger: Ledger, name: str, number: str, row: Row) -> None:
        values = {"id": new_id(), ledger.named[0]: name, ledger.identity.number: number}
        self.new_people[number] = (ledger, values)
        self.resolver.learn(ledger, {**values, "title": name})
        self.notes[f"“{name}”是新的人员，已登记到{ledger.title}"].append(row.number)

    def _place(self, row: Row, values: Values) -> None:
        found = self.identities.find(values)
        earlier = self.coming.get(found) if found else None
        if earlier is not None:
            self._again(row, values, earlier)
            return
        record_id = found or new_id()
        self.coming[record_id] = Coming(row.number, values, record_id, found is None)
        if found is None:
            values["id"] = record_id
            self.identities.add(values, record_id)

    def _again(self, row: Row, values: Values, earlier: Coming) -> None:
        keys = list(self.ledger.columns)
        differing = [
            key for key in keys if values.get(key) and earlier.values.get(key) and values[key] != earlier.values[key]
        ]
        if differing:
            key = differing[0]
            column = self.ledger.columns[key]
            fault = Fault(
                f"{self.reader.letter(key)}{row.number}",
                self.reader.title(key),
                column.kind.show(values[key]),
                f"与第 {earlier.row} 行是同一{self.ledger.title}，但{'、'.join(self.ledger.columns[one].title for one in differing)}不同，请核对保留哪一行",
            )
            raise Rejected([fault])
        earlier.values.update(
            {key: value for key, value in values.items() if value not in (None, "") and not earlier.values.get(key)}
        )
        self.notes[f"与第 {earlier.row} 行重复，没有重复录入"].append(row.number)
        self.same += 1

    def _settle(self, connection: Any) -> None:
        """Tell new records from changed and unchanged ones."""
        known = [one.record_id for one in self.coming.values() if not one.new]
        current: dict[str, Values] = {}
        for start in range(0, len(known), CHUNK):
            for values in self.office.rows(self.ledger, known[start : start + CHUNK], connection):
                current[values["id"]] = values
        for one in self.coming.values():
            if one.new:
                self.fresh.append(one.values)
                self.inserted += 1
            else:
                self._compare(current[one.record_id], one)
        added: list[tuple[Values, Values]] = [({}, values) for values in self.fresh]
        self.said = self.ledger.rules.together(connection, chain(added, self.pairs))

    def _compare(self, current: Values, one: Coming) -> None:
        given = {key: value for key, value in one.values.items() if value not in (None, "", [])}
        joins = current.get(self.ledger.presence) is not True
        for key in self.ledger.role.lent if self.ledger.role else ():
            if given.get(key) not in (None, current[key]):
                told = f"“{given.pop(key)}”的身份证号属于“{current[key]}”，{self.ledger.columns[key].title}没有改动"
                self.notes[told].append(one.row)
        for column in self.ledger.families:
            if column.key in given:
                given[column.key] = joined(column.children, current.get(column.key) or [], given[column.key])
        wanted = {**current, **given, self.ledger.presence: True}
        for column in self.ledger.links:
            if (
                column.key in given
                and not given.get(f"{column.key}_id")
                and current.get(f"{column.key}_id")
                and given[column.key] != current.get(column.key)
            ):
                wanted[f"{column.key}_id"] = None
        differs = joins or any(_plain(given[key]) != _plain(current.get(key)) for key in given if key != "id")
        if not differs:
            self.same += 1
            return
        self.pairs.append((current, wanted))
        if joins:
            self.inserted += 1
        else:
            self.updated += 1

    def write(self, work: Work) -> None:
        """Write everything as one act."""
        work.take_codes(self.context.unlisted)
        for ledger, values in (*self.new_branches.values(), *self.new_people.values()):
            work.add_many(ledger, [values])
        for start in range(0, len(self.fresh), CHUNK):
            self.progress(start, len(self.fresh), "正在写入")
            work.add_many(self.ledger, self.fresh[start : start + CHUNK])
        work.change_many(self.ledger, self.pairs)
        self.progress(len(self.fresh), len(self.fresh), "正在写入")

    def report(self) -> Report:
        """The figures, faults and warnings."""
        columns = [{"column": one.column, "title": one.title, "field": one.field} for one in self.plan.columns]
        warnings = [one.warning for one in self.plan.columns if one.warning]
        warnings += [
            f"列“{one.title}”（{one.column}）没有对应的字段，没有导入；需要保留的，可以指定它对应的字段，或放进备注"
            for one in self.plan.columns
            if not one.field and not one.warning and one.title
        ]
        warnings += self.plan.warnings
        warnings += self.said
        warnings += [f"{_rows(rows)}：{note}" for note, rows in self.notes.items()]
        return Report(
            str(self.plan.file),
            self.plan.sheet.name,
            self.plan.header_row,
            self.ledger.id,
            columns,
            self.read_rows,
            self.inserted,
            self.updated,
            self.same,
            len(self.rejected),
            self.faults,
            warnings,
        )


def joined(child: Ledger, was: Sequence[Values], come: Sequence[Values]) -> list[Values]:
    """The children that are there with those that come: what a file brings of one changes it, what it does not name stays."""
    known = paired(child, was, come)
    met = {
        old["id"]: {**old, **{key: value for key, value in new.items() if value is not None}}
        for old, new in known
        if old
    }
    return [*(met.get(old["id"], old) for old in was), *(dict(new) for old, new in known if not old)]


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [{key: one for key, one in row.items() if one is not None and not key.endswith("_id")} for row in value]
    return value


def _rows(rows: Sequence[int]) -> str:
    shown = "、".join(str(row) for row in rows[:ROWS_SAID])
    return f"第 {shown} 行" if len(rows) <= ROWS_SAID else f"第 {shown} 等 {len(rows)} 行"
