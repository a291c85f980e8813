"""What is particular to the records of one ledger: what forbids and completes them, and what they were on an earlier day."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection

from desktop.ledger.record import Values

Problems = dict[str, str]
Lookup = Callable[[str, str], Values]
Changes = Iterable[tuple[Values, Values]]
Followed = tuple[str, str, Values]


class Rules:
    """The rules of one ledger; a ledger says only what it has to say, every other method forbids and changes nothing.

    Problems are a sentence a key, "" for the record as a whole. `before` and `after` are the values of a record on
    both sides of a change, empty where it is not there.
    """

    def of_name(self, title: str) -> Values:  # noqa: ARG002
        """What follows from a record's name, of which nothing else is known: another's row named it."""
        return {}

    def begin(self, connection: Connection, values: Values) -> Values:  # noqa: ARG002
        """What a record made by hand takes from the others (the next number of the year)."""
        return values

    def complete(self, values: Values) -> Values:
        """The values with what follows from them filled in."""
        return values

    def check(self, values: Values) -> Problems:  # noqa: ARG002
        """What forbids these values to a person typing; an import only tells it."""
        return {}

    def warn(self, values: Values) -> Problems:  # noqa: ARG002
        """What is odd about these values, and never forbids them."""
        return {}

    def guard(self, connection: Connection, before: Values, after: Values) -> Problems:  # noqa: ARG002
        """What other records have against a change that a person makes, asked inside the act that makes it."""
        return {}

    def together(self, connection: Connection, changes: Changes) -> list[str]:  # noqa: ARG002
        """What all the records that an import brings would do at once; told, never refused."""
        return []

    def keeps(self, values: Values, look: Lookup) -> str:  # noqa: ARG002
        """Why a record may not go to the recycle bin, "" where it may; `look` reads others by ledger and id."""
        return ""

    def follow(self, connection: Connection, before: Values, after: Values) -> Iterable[Followed]:  # noqa: ARG002
        """What else changes in the same act: other records by ledger and id, with their new values."""
        return ()

    @property
    def leads(self) -> bool:
        """Whether other records may change with these."""
        return type(self).follow is not Rules.follow


@dataclass(frozen=True)
class AsOf:
    """A ledger as it stood on an ISO day: `day` is the column that dates a record (later ones were not there yet).

    `dated` names fields, each with the child rows (the field and `since`) that keep what it was before: a change of
    one is written into the other.
    """

    day: str = ""
    dated: tuple[tuple[str, str], ...] = ()

    def stood(self, day: str) -> Sequence[ColumnElement[bool]]:  # noqa: ARG002
        """More conditions for a record to have been there."""
        return ()

    def on_day(self, day: str) -> Mapping[str, ColumnElement[Any]]:  # noqa: ARG002
        """The fields that were otherwise then."""
        return {}

    @property
    def looks_back(self) -> bool:
        """Whether it can tell more of an earlier day than the records' own day does."""
        return bool(self.dated) or type(self).stood is not AsOf.stood
