"""Papers: what a form on paper is called, what may be asked of it, and which ledger it belongs to."""

from dataclasses import dataclass

from desktop.ledger.kinds import LINE, Kind


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
    """A printed form: its id and title, the ledger it draws on, and its parameters."""

    id: str
    title: str
    ledger: str
    parameters: tuple[Parameter, ...] = ()
