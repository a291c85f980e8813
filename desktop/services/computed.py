"""What follows from records and is never typed, and what a record being typed makes of its whole."""

import datetime as dt
from typing import Any

from desktop.ledger import Ledger, Values
from desktop.services.chapters import SECTIONS
from desktop.store.office import Office


def computed(office: Office, ledger: Ledger, values: Values, as_of: dt.date | None = None) -> Values:
    """The computed values of a record by title, as of a day (today); nothing for ledgers that have none."""
    told = SECTIONS[ledger.id].computed
    return told.work_out(office, values, as_of or dt.date.today()) if told else {}


def computed_titles(ledger: Ledger) -> tuple[str, ...]:
    """The titles of a ledger's computed values."""
    told = SECTIONS[ledger.id].computed
    return told.titles if told else ()


def standing(office: Office, ledger: Ledger, values: Values, record_id: str | None) -> str:
    """One line on the whole with these values counted in; "" where a ledger has nothing to say."""
    tell = SECTIONS[ledger.id].standing
    return tell(office, values, record_id) if tell else ""


def stands(ledger: Ledger) -> bool:
    """Whether a record of the ledger makes something of a whole."""
    return SECTIONS[ledger.id].standing is not None


def in_words(found: Values) -> list[tuple[str, str]]:
    """Computed values as people read them, those that are not known left out."""
    told = ((title, _word(value)) for title, value in found.items())
    return [(title, word) for title, word in told if word]


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return "、".join(f"{name} {one}" for name, one in value.items())
    return "" if value is None else str(value)
