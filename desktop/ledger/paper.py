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


@dataclass(frozen=True)
class Paper:
    """A printed form: its id and title, the ledger it draws on, and its parameters."""

    id: str
    title: str
    ledger: str
    parameters: tuple[Parameter, ...] = ()
