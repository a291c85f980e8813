"""What stands unsaved in a form, kept in the data folder so that a power cut or a kill loses at most a second of typing."""

import datetime as dt
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.ledger import Values
from desktop.views.form.field_row import plain_label
from desktop.views.form.form import RecordForm

FOLDER = "drafts"
WAIT_MS = 700


@dataclass(frozen=True)
class Draft:
    """What was typed into one form: which record (none: a new one), the fields that were changed and what they held.

    `texts` and `before` are by field, `links` holds the records that were chosen, `parts` the child rows.
    """

    record_id: str | None
    title: str
    at: str
    texts: dict[str, str]
    before: dict[str, str]
    links: dict[str, str | None]
    parts: dict[str, list[Values]]


def read_draft(file: Path) -> Draft | None:
    """The draft of a ledger; a file that can't be read is no draft."""
    try:
        plain = json.loads(file.read_text(encoding="utf-8"))
        texts, before = (_texts(plain.get(name, {})) for name in ("texts", "before"))
        links = {str(key): one if one is None else str(one) for key, one in plain.get("links", {}).items()}
        parts = {str(key): _rows(rows) for key, rows in plain["parts"].items()}
        record_id = None if plain["id"] is None else str(plain["id"])
        return Draft(record_id, str(plain["title"]), str(plain["at"]), texts, before, links, parts)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _texts(plain: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(text) for key, text in plain.items()}


def _rows(plain: Any) -> list[Values]:
    """Child rows, whose values are plain ones."""
    rows = [dict(row) for row in plain]
    if any(isinstance(value, dict | list) for row in rows for value in row.values()):
        raise TypeError
    return rows


class Drafts(QObject):
    """Keeps the draft of one ledger's form up to date while it is typed in."""

    def __init__(self, form: RecordForm, folder: Path) -> None:
        """`record_id` is set by the page when it shows another record."""
        super().__init__(form)
        self.form, self.file = form, folder / FOLDER / f"{form.ledger.id}.json"
        self.earlier = self.file.with_suffix(".earlier.json")
        self.record_id: str | None = None
        self.own = self.resumed = False
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(WAIT_MS)
        self.wait.timeout.connect(self.keep)
        form.edited.connect(self._changed)

    @Slot()
    def _changed(self) -> None:
        if self.form.is_open:
            self.wait.start()

    @Slot()
    def keep(self) -> None:
        """Write the draft down, or drop it where nothing is unsaved."""
        changed = self.form.entry.changed_keys() if self.form.is_open else []
        if not changed:
            self.drop()
            return
        rows = {key: self.form.rows[key] for key in changed}
        values = self.form.values()
        plain: dict[str, Any] = {
            "id": self.record_id,
            "title": self.form.head.title.text(),
            "at": dt.datetime.now().isoformat(timespec="minutes"),
            "texts": {key: row.editor.text() for key, row in rows.items() if not row.column.parts},
            "before": {key: self.form.entry.shown_before(key) for key in rows},
            "links": {f"{key}_id": values.get(f"{key}_id") for key, row in rows.items() if row.column.link},
            "parts": {key: values.get(key) or [] for key, row in rows.items() if row.column.parts},
        }
        fresh = self.file.with_suffix(".new")
        try:
            self.file.parent.mkdir(exist_ok=True)
            if not self.own and self.file.exists():  # what was left before is offered again afterwards
                self.file.replace(self.earlier)
            fresh.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
            fresh.replace(self.file)
            self.own = True
        except OSError:
            logging.getLogger("desktop").warning("a draft could not be written")

    def drop(self) -> None:
        """There is nothing unsaved any more in this form; what was left before and not taken up stays."""
        self.wait.stop()
        self._remove(*([self.file] if self.own else []), *([self.file, self.earlier] if self.resumed else []))
        self.own = self.resumed = False

    def forget(self) -> None:
        """What was left before is not wanted."""
        self._remove(self.file, self.earlier)

    @staticmethod
    def _remove(*files: Path) -> None:
        try:
            for file in files:
                file.unlink(missing_ok=True)
        except OSError:
            logging.getLogger("desktop").warning("a draft could not be removed")

    def found(self) -> Draft | None:
        """What was left unsaved."""
        return read_draft(self.file) or read_draft(self.earlier)

    def fill(self, draft: Draft) -> None:
        """Put a draft into the form, over the record it belongs to; what was changed elsewhere meanwhile is told."""
        self.resumed = True
        for key, row in self.form.rows.items():
            meanwhile = row.editor.text() if row.editor.text() != draft.before.get(key, row.editor.text()) else None
            if row.column.parts and key in draft.parts:
                row.editor.set_value({key: draft.parts[key]})
            elif key in draft.texts and row.column.link:
                link = f"{key}_id"
                row.editor.set_value({key: draft.texts[key], link: draft.links.get(link)})
            elif key in draft.texts:
                row.editor.show_text(draft.texts[key])
                row.editor.understand()
            else:
                continue
            if meanwhile is not None:
                row.tell("", f"别处改成了“{meanwhile or '空白'}”")
        self.form.edited.emit()


class DraftBar(QFrame):
    """Offers what was left unsaved last time."""

    resumed = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hidden until there is something to offer."""
        super().__init__(parent)
        self.setProperty("card", True)
        self.told = plain_label(self)
        self.resume, self.leave = QPushButton("接着填", self), QPushButton("丢弃", self)
        self.resume.setProperty("primary", True)
        self.resume.clicked.connect(self.resumed)
        self.leave.clicked.connect(self.dropped)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self.told, 1)
        row.addWidget(self.leave)
        row.addWidget(self.resume)
        self.hide()

    def offer(self, draft: Draft) -> None:
        """Name what was left."""
        self.told.setText(f"上次有没保存的内容：{draft.title}（{draft.at.replace('T', ' ')}）。")
        self.show()
