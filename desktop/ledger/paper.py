"""Papers: what a form on paper is called, what draws it, what may be asked of it, and which ledger it belongs to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop.ledger.kinds import LINE, Kind
from desktop.ledger.ledger import Ledger


@dataclass(frozen=True)
class Parameter:
    """One thing a person may choose before printing; `default` gives a useful paper as it is, `kind` its editor."""

    key: str
    title: str
    default: str = ""
    kind: Kind = LINE


NUMBER = "序号"


@dataclass(frozen=True)
class Layout:
    """A list as a superior office hands it down: headings, each with the field (or computed value) that fills it.

    `framed`: with the title, the unit's line and a header of two rows above, and a line to sign below.
    """

    id: str
    title: str
    columns: tuple[tuple[str, str], ...]
    framed: bool = False


@dataclass(frozen=True)
class Paper:
    """A printed form: its id and title, the ledger it draws on, what draws it, and what may be asked of it.

    `draw` is called with the office, the file, what was asked for by key, and the progress; it gives what was printed.
    """

    id: str
    title: str
    ledger: Ledger
    draw: Callable[..., Any]
    parameters: tuple[Parameter, ...] = ()
