"""The vocabulary every ledger is told in: kinds of value, columns, records, ledgers and papers."""

from desktop.ledger.columns import Column, Info
from desktop.ledger.kinds import CodeList, Context, Kind
from desktop.ledger.ledger import Figure, Identity, Ledger
from desktop.ledger.record import Part, Record, Values

__all__ = ["CodeList", "Column", "Context", "Figure", "Identity", "Info", "Kind", "Ledger", "Part", "Record", "Values"]
