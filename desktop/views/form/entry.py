"""What stands in the fields of a form, beside what was shown in them first."""

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop.ledger import Values
from desktop.views.form.fields import Fields

UNREAD = object()


class Entry(QObject):
    """The record as it is being typed into the fields."""

    def __init__(self, fields: Fields) -> None:
        """Nothing was shown yet."""
        super().__init__(fields)
        self.fields = fields
        self._before: Values = {}
        self._warned: set[str] = set()
        fields.settled.connect(self._settled)

    def show(self, values: Mapping[str, Any], *, is_new: bool) -> None:
        """Show a record, or the blanks of a new one, and what is odd about it."""
        for row in self.fields.rows.values():
            row.editor.set_value(values)
            row.tell("", row.editor.note)
        self._before, self._warned = self.values(), set()
        self.fields.attachments.files.show_record("" if is_new else str(values.get("id", "")))
        if not is_new:
            self._warn(dict(values))

    def take(self, values: Mapping[str, Any], keys: Collection[str]) -> None:
        """Show these fields of a record anew; the others stay as they were typed."""
        for key in keys:
            row = self.fields.rows[key]
            row.editor.set_value(values)
            row.tell("", row.editor.note)

    def values(self) -> Values:
        """What stands in the fields."""
        found: Values = {}
        for row in self.fields.rows.values():
            found |= row.editor.value()
        return found

    @property
    def is_dirty(self) -> bool:
        """Whether anything differs from what was shown first."""
        return self.values() != self._before or bool(self.fields.attachments.files.waiting)

    def changed_keys(self) -> list[str]:
        """The fields that differ from what was shown first; what can't be read differs too."""
        values, before = self.values(), self._before
        return [
            key
            for key, row in self.fields.rows.items()
            if any(values.get(one, UNREAD) != before.get(one, UNREAD) for one in row.column.stored or (key,))
        ]

    def shown_before(self, key: str) -> str:
        """What a field held when the record was shown."""
        return self.fields.rows[key].column.kind.show(self._before.get(key))

    def problems(self) -> dict[str, str]:
        """What is wrong in the fields, by key."""
        values = self.values()
        found = {key: row.editor.problem for key, row in self.fields.rows.items() if row.editor.problem}
        return self.fields.ledger.missing(values) | found if found else {}

    @Slot()
    def _settled(self) -> None:
        self._warn(self.values())

    def _warn(self, values: Values) -> None:
        """Say what the record lacks or contradicts, beside the fields; what no longer holds is said no more."""
        rows = self.fields.rows
        told = {key: sentence for key, sentence in self.fields.ledger.rules.warn(values).items() if key in rows}
        for key in (*told, *(self._warned - told.keys())):
            row = rows[key]
            if not row.editor.problem:
                row.tell("", told.get(key, "") or row.editor.note)
        self._warned = set(told)
