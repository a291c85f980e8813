"""What a person chose of how things look, kept in the data folder part by part; what can't be read harms nothing."""

import json
import logging
from pathlib import Path
from typing import Any

FILE, SPOILT = "view.json", "view.damaged.json"


class Kept:
    """One part of what was chosen: a ledger's columns and views, or the window's place."""

    def __init__(self, folder: Path, part: str) -> None:
        """Nothing is read until it is asked for."""
        self.file, self.part = folder / FILE, part

    def read(self) -> dict[str, Any]:
        """What is kept of this part."""
        found = self._all().get(self.part)
        return found if isinstance(found, dict) else {}

    def write(self, **fresh: Any) -> None:
        """Keep something beside what is kept already; what is empty is kept no more."""
        parts = self._all()
        parts[self.part] = {name: value for name, value in {**self.read(), **fresh}.items() if value}
        new = self.file.with_suffix(".new")
        try:
            if self.file.exists() and not self._readable():
                self.file.replace(self.file.with_name(SPOILT))
            new.write_text(json.dumps(parts, ensure_ascii=False, indent=1), encoding="utf-8")
            new.replace(self.file)
        except OSError:
            logging.getLogger("desktop").warning("%s could not be written", FILE)

    def _readable(self) -> bool:
        try:
            return isinstance(json.loads(self.file.read_text(encoding="utf-8")), dict)
        except (OSError, ValueError):
            return False

    def _all(self) -> dict[str, Any]:
        """Every part; a file that can't be read counts as no choice."""
        return json.loads(self.file.read_text(encoding="utf-8")) if self._readable() else {}
