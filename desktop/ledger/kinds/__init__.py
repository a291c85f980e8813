"""Kinds of value: how each is read from what people type, shown, aligned, and edited.

A value is kept in its plainest form: text, whole numbers (money in fen), hours as a float, booleans;
dates are ISO text known as far as they go (`1998`, `1998-07`, `1998-07-01`), so they sort right.
"""

from desktop.ledger.kinds.base import NOTHING, SEPARATOR, Align, CodeList, Context, Kind, plain_number
from desktop.ledger.kinds.codes import Code, coded
from desktop.ledger.kinds.links import Link, Parent
from desktop.ledger.kinds.numbered import Account, IdNo, Phone
from desktop.ledger.kinds.numbers import Count, Flag, Hours, Money, Ordinal, Year
from desktop.ledger.kinds.parts import Children, Parts, PrivateParts, children
from desktop.ledger.kinds.text import Line, Name, Note, Private
from desktop.ledger.kinds.times import Date, Moment, Time

TEXT, LINE, NOTE, NAME, DATE, MOMENT, TIME = Kind(), Line(), Note(), Name(), Date(), Moment(), Time()
PRIVATE, ACCOUNT, ORDINAL = Private(), Account(), Ordinal()
MONEY, COUNT, YEAR, HOURS, FLAG, IDNO, PHONE = Money(), Count(), Year(), Hours(), Flag(), IdNo(), Phone()

__all__ = [
    "ACCOUNT",
    "COUNT",
    "DATE",
    "FLAG",
    "HOURS",
    "IDNO",
    "LINE",
    "MOMENT",
    "MONEY",
    "NAME",
    "NOTE",
    "NOTHING",
    "ORDINAL",
    "PHONE",
    "PRIVATE",
    "SEPARATOR",
    "TEXT",
    "TIME",
    "YEAR",
    "Account",
    "Align",
    "Children",
    "Code",
    "CodeList",
    "Context",
    "Count",
    "Date",
    "Flag",
    "Hours",
    "IdNo",
    "Kind",
    "Line",
    "Link",
    "Moment",
    "Money",
    "Name",
    "Note",
    "Ordinal",
    "Parent",
    "Parts",
    "Phone",
    "Private",
    "PrivateParts",
    "Time",
    "Year",
    "children",
    "coded",
    "plain_number",
]
