"""Children that stand one to a row on a sheet of their own, on their way to their parents in an import."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from desktop.ledger import Column, Ledger, Values
from desktop.records.cells import Fault, as_text
from desktop.records.families import FamilyRow, FamilySheet, lacking
from desktop.records.identities import Identities
from desktop.records.plan import Coming
from desktop.store.children import joined, own_keys
from desktop.store.links import Resolver


@dataclass
class Hanging:
    """The records that are coming, and the children that a sheet brings them; where it does, their own column is not read."""

    ledger: Ledger
    resolver: Resolver
    identities: Identities
    coming: dict[str, Coming]
    read: int = 0
    faults: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    sheets: list[FamilySheet] = field(default_factory=list)
    titled: dict[str, set[str]] = field(default_factory=dict)

    @property
    def refused(self) -> int:
        """How many of them stay out."""
        return sum(len(sheet.outcasts) for sheet in self.sheets)

    def take(self, sheet: FamilySheet, family: Column) -> None:
        """Give each child to its parent, or keep it out."""
        self.sheets.append(sheet)
        brought: dict[str, list[Values]] = defaultdict(list)
        notes: dict[str, list[int]] = defaultdict(list)
        for one in sheet.rows():
            parent = None if one.faults else self._whose(one.parent)
            why = lacking(family.children, one.child)
            if parent is None or why:
                self._cast_out(sheet, one, why or f"没有找到它所属的{self.ledger.title}，请先导入那一条")
                continue
            child, told = self.resolver.resolve(family.children, one.child)
            brought[parent].append(child)
            if parent not in self.coming:
                self.coming[parent] = Coming(one.row.number, {}, parent, new=False)
                self.read += 1
            rules = family.children.rules
            for note in (*one.notes, *told, *rules.check(child).values(), *rules.warn(child).values()):
                notes[note].append(one.row.number)
        for parent, children in brought.items():
            self._give(sheet, family, self.coming[parent].values, children)
        self.warnings += sheet.warnings
        self.warnings += [
            f"工作表“{sheet.sheet.name}”第 {'、'.join(map(str, rows))} 行：{note}" for note, rows in notes.items()
        ]

    def _give(self, sheet: FamilySheet, family: Column, values: Values, children: list[Values]) -> None:
        beside = values.get(family.key) or []
        keys = own_keys(family.children, family.children.identity.keys)
        once = {tuple(child.get(key) for key in keys): child for child in children}  # one that stands there twice
        values[family.key] = joined(family.children, [], list(once.values()))
        if len(joined(family.children, values[family.key], beside)) > len(values[family.key]):
            told = f"“{family.title}”一列与工作表“{sheet.sheet.name}”不一致，以工作表为准"
            if told not in self.warnings:
                self.warnings.append(told)

    def _whose(self, parent: Values) -> str | None:
        """The record a row tells of: as the ledger knows it, else by its name alone where one only has it."""
        found = self.identities.find(parent)
        number = self.ledger.identity.number
        if found or not (title := self.ledger.title_of(parent)) or (number and parent.get(number)):
            return found
        if title not in self.titled:
            self.titled[title] = {str(row["id"]) for row in self.resolver.titled(self.ledger, title)}
            self.titled[title] |= self._called.get(title, set())
        there = self.titled[title]
        return next(iter(there)) if len(there) == 1 else None

    @cached_property
    def _called(self) -> Mapping[str, set[str]]:
        """The records that the file brings, by their titles."""
        found: dict[str, set[str]] = defaultdict(set)
        for key, one in self.coming.items():
            found[self.ledger.title_of(one.values)].add(key)
        return found

    def _cast_out(self, sheet: FamilySheet, one: FamilyRow, why: str) -> None:
        """A child that can't be read, or that lacks something, its parent perhaps, stays out."""
        first: Any = sheet.columns[0]
        cell = f"{sheet.sheet.name}!{first.column}{one.row.number}"
        faults = one.faults or [Fault(cell, first.title, as_text(one.row.cells[first.index]), why)]
        self.read += 1
        self.faults += faults
        sheet.outcasts.append((one.row, "；".join(dict.fromkeys(fault.reason for fault in faults))))
