"""One sheet being taken in: each row read, matched to a record, or kept out with its cell; then written as one act."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from desktop.errors import Progress
from desktop.exchange.rows import Row, data_rows, year_of
from desktop.exchange.writing import rejected, write_sheets
from desktop.ledger import Column, Ledger, Values
from desktop.ledger.record import new_id
from desktop.records.arrivals import Arrivals
from desktop.records.cells import CellReader, Fault
from desktop.records.families import FamilySheet, lacking, sheet_title
from desktop.records.hanging import Hanging
from desktop.records.identities import Identities
from desktop.records.plan import Coming, Plan, Report
from desktop.records.reading import paged
from desktop.store.children import joined
from desktop.store.links import Resolver
from desktop.store.office import Office
from desktop.store.query import pieces
from desktop.store.work import Work

CHUNK = 2000
STEP = 200
ROWS_SAID = 8
MANY = 400


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
        self.rejected: list[tuple[Row, str]] = []
        self.faults: list[Fault] = []
        self.notes: dict[str, list[int]] = defaultdict(list)
        self.read_rows = self.same = self.inserted = self.updated = 0
        self.pairs: list[tuple[Values, Values]] = []
        self.fresh: list[Values] = []
        self.said: list[str] = []
        self.reader = CellReader(ledger, plan.sheet, plan.columns, self.context)
        self.at, self.replaces = 0, False
        self.kept = {name for column in ledger.columns.values() for name in column.stored or (column.key,)}
        self.required = [column for column in ledger.columns.values() if column.required]

    @property
    def anything(self) -> bool:
        """Whether there is something to write."""
        return bool(self.fresh or self.pairs or self.arrivals or self.context.unlisted)

    def summary(self) -> str:
        """The figures for the log."""
        typed = f"，改正 {len(self.plan.corrections)} 格" if self.plan.corrections else ""
        return f"新增 {self.inserted}，更新 {self.updated}，不变 {self.same}，拒收 {self.refused}{typed}"

    @property
    def refused(self) -> int:
        """How many rows stay out, children that stood one to a row among them."""
        return len(self.rejected) + self.hanging.refused

    def write_rejects(self, out: Path) -> None:
        """The rows that stay out as they are in the file, each sheet as it was headed there."""
        titles = [column.title for column in self.plan.columns]
        rows = (([row.cells[one.index] for one in self.plan.columns], why) for row, why in self.rejected)
        sheets = []
        for one in self.hanging.sheets:
            if one.outcasts:
                heads = [column.title for column in one.columns]
                told = ((one.originals(row), why) for row, why in one.outcasts)
                sheets.append(rejected(one.sheet.name, heads, told))
        sheets.insert(
            0 if self.rejected else len(sheets), rejected("拒收", titles, rows)
        )  # children alone are not read again
        write_sheets(out, sheets)

    def _say(self, note: str) -> None:
        """Tell something of the row in hand."""
        self.notes[note].append(self.at)

    def read(self, connection: Any) -> None:
        """Read every row and decide what becomes of it."""
        self.resolver = Resolver(self.office, connection)
        self.arrivals = Arrivals(self.office, self.resolver, self._say)
        self.identities = Identities.read(self.ledger, connection)
        self.hanging = Hanging(self.ledger, self.resolver, self.identities, self.coming)
        rows = data_rows(self.plan.sheet, self.plan.header, self.plan.columns, self.ledger)
        size = self.plan.sheet.height
        self._preload(size)
        if self.ledger.above:
            named = (self.reader.text_of(row, self.ledger.named[0]) for row in rows)
            self.arrivals.own = {str(title) for title in named if title}
            rows = data_rows(self.plan.sheet, self.plan.header, self.plan.columns, self.ledger)
        for row in rows:
            if self.read_rows % STEP == 0:
                self.progress(min(self.read_rows, size), size, "正在读取")
            self._row(row)
            self.read_rows += 1
        self.plan.warnings = list(rows.warnings)
        for family in self.ledger.families:
            self._hang(family)
        self.read_rows += self.hanging.read
        self.faults += self.hanging.faults
        self.plan.warnings += self.hanging.warnings
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

    def _hang(self, family: Column) -> None:
        """Children that stand one to a row on a sheet of their own go to their parents."""
        wanted = sheet_title(self.ledger, family)
        sheet = FamilySheet.of(self.plan.book, self.ledger, family, self.context, self.office.lists)
        if sheet and sheet.sheet.name != self.plan.sheet.name:
            self.hanging.take(sheet, family)
        elif sheet is None and any(one.visible and one.name == wanted for one in self.plan.book.sheets):
            self.hanging.warnings.append(f"工作表“{wanted}”里没有找到表头，没有导入")

    def _row(self, row: Row) -> None:
        self.at = row.number
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
            self._say(note)
        year = self.ledger.columns.get("year")
        if year and year.required and values.get("year") is None and self.context.year and not self.reader.has("year"):
            values["year"] = self.context.year
            self._say(f"表里没有年度，按标题中的 {self.context.year} 年填写")
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
        return self._linked(values)

    def _linked(self, values: Values) -> Values:
        for column in self.ledger.links:
            self.arrivals.prepare(column, values)
        values, notes = self.resolver.resolve(self.ledger, values)
        for note in notes:
            self._say(note)
        self._whole(values)
        for told in (self.ledger.rules.check(values), self.ledger.rules.warn(values)):
            for sentence in told.values():
                self._say(sentence)
        return values

    def _whole(self, values: Values) -> None:
        """A child without the record it hangs on stays out, and a record with a child that lacks what it must have."""
        above = self.ledger.parent
        if above and not values.get(f"{above.key}_id"):
            self._out(above, f"没有找到它所属的{above.title}，请先导入那一条", above.kind.show(values.get(above.key)))
        for family in self.ledger.families:
            for number, child in enumerate(values.get(family.key) or (), 1):
                told = lacking(family.children, child)
                if told:
                    self._out(family, f"第 {number} 行：{told}", family.kind.show([child]))

    def _out(self, column: Column, reason: str, shown: str) -> None:
        """Keep the row in hand out because of one of its cells."""
        cell = f"{self.reader.letter(column.key)}{self.at}"
        raise Rejected([Fault(cell, self.reader.title(column.key), shown, reason)])

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
        self._say(f"与第 {earlier.row} 行重复，没有重复录入")
        self.same += 1

    def _settle(self, connection: Any) -> None:
        """Tell new records from changed and unchanged ones."""
        known = [one.record_id for one in self.coming.values() if not one.new]
        current: dict[str, Values] = {}
        for some in pieces(known, CHUNK):
            current |= {values["id"]: values for values in self.office.rows(self.ledger, some, connection)}
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
                was = current.get(column.key) or []
                given[column.key] = joined(column.children, was, given[column.key], whole=self.replaces)
        wanted = {**current, **given, self.ledger.presence: True}
        for column in self.ledger.links:
            if (
                column.key in given
                and not given.get(f"{column.key}_id")
                and current.get(f"{column.key}_id")
                and given[column.key] != current.get(column.key)
            ):
                wanted[f"{column.key}_id"] = None
        differs = joins or any(_plain(given[key]) != _plain(current.get(key)) for key in given if key in self.kept)
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
        self.arrivals.write(work)
        for some in paged(self.fresh, self.progress, "正在写入", CHUNK):
            work.add_many(self.ledger, some)
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
            self.refused,
            self.faults,
            warnings,
        )


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [{key: one for key, one in row.items() if one is not None and not key.endswith("_id")} for row in value]
    return value


def _rows(rows: Sequence[int]) -> str:
    shown = "、".join(str(row) for row in rows[:ROWS_SAID])
    return f"第 {shown} 行" if len(rows) <= ROWS_SAID else f"第 {shown} 等 {len(rows)} 行"
