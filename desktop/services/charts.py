"""What a chart shows: bars that lead to the records they stand for."""

from dataclasses import dataclass

from desktop.store.query import Where


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its length, the figure beside it, and the conditions that find its records."""

    label: str
    value: float
    shown: str
    wheres: tuple[Where, ...]


@dataclass(frozen=True)
class Chart:
    """One chart of a ledger."""

    title: str
    ledger: str
    bars: tuple[Bar, ...]
