"""The vocabulary every ledger is told in: kinds of value, columns, records, ledgers and their rules."""

from desktop.ledger.columns import Column, Info
from desktop.ledger.kinds import CodeList, Context, Kind
from desktop.ledger.ledger import Figure, Identity, Ledger, Role
from desktop.ledger.record import Part, Record, Values
from desktop.ledger.rules import AsOf, Changes, Followed, Lookup, Problems, Rules

__all__ = [
    "AsOf",
    "Changes",
    "CodeList",
    "Column",
    "Context",
    "Figure",
    "Followed",
    "Identity",
    "Info",
    "Kind",
    "Ledger",
    "Lookup",
    "Part",
    "Problems",
    "Record",
    "Role",
    "Rules",
    "Values",
]
