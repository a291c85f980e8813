"""The prover: every name that a declaration uses is met, each fault one sentence with its ledger and field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import ForeignKeyConstraint, Table

from desktop.errors import Unclear
from desktop.ledger.columns import Column
from desktop.ledger.kinds import Code, Context, Link
from desktop.ledger.ledger import Ledger
from desktop.ledger.rules import AsOf, Rules
from desktop.ledger.shipped import shipped, shipped_names


class Faulty(ValueError):
    """Declarations that do not hold together; the message has a line a fault."""

    def __init__(self, faults: Sequence[str]) -> None:
        """Keep every fault."""
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


def put_together(ledgers: Iterable[Ledger]) -> dict[str, Ledger]:
    """The ledgers by id, each after those it refers to, with the foreign keys their links make.

    Raises Faulty where a name in one of them is not met.
    """
    told = tuple(one for ledger in ledgers for one in (ledger, *(column.children for column in ledger.families)))
    refuse(faults_of(told))
    found = {ledger.id: ledger for ledger in told}
    for ledger in told:
        _join(ledger, found)
    refuse(f for ledger in told for f in _foreign(ledger, found))
    return _in_order(found)


def refuse(faults: Iterable[str]) -> None:
    """Raise Faulty where there are any."""
    told = list(faults)
    if told:
        raise Faulty(told)


def faults_of(ledgers: Sequence[Ledger]) -> Iterator[str]:
    """What is wrong with the declarations, taken together."""
    for what, names in (("id", [one.id for one in ledgers]), ("title", [one.title for one in ledgers])):
        yield from (f"two ledgers have the {what} {name}" for name in sorted({n for n in names if names.count(n) > 1}))
    known = {ledger.id: ledger for ledger in ledgers}
    for ledger in ledgers:
        where = f"ledger {ledger.id} ({ledger.title})"
        yield from (f"{where}: {fault}" for fault in _names(ledger))
        for column in ledger.columns.values():
            yield from (f"{where}, field {column.key}: {fault}" for fault in _column(column, ledger.columns, known))
        yield from (f"{where}: {fault}" for fault in _figures(ledger))
        yield from (f"{where}: {fault}" for fault in _families(ledger))


def _names(ledger: Ledger) -> Iterator[str]:
    """Fields that one name could mean, figures of one title, and what the program calls by name and is not there."""
    titles = [column.title for column in ledger.columns.values()]
    yield from (f"two fields are called {one}" for one in sorted({t for t in titles if titles.count(t) > 1}))
    for column in ledger.columns.values():
        yield from (
            f"field {column.key}: its alias {one} is the title of another field"
            for one in column.aliases
            if ledger.titles.get(one, column.key) != column.key
        )
    for what in ("title", "year"):
        named = [getattr(figure, what) for figure in ledger.figures if getattr(figure, what)]
        yield from (f"two figures are called {one}" for one in sorted({t for t in named if named.count(t) > 1}))
    if not ledger.named:
        yield "its identity says no fields to name a record by"
    for told, of in ((ledger.rules, Rules), (ledger.as_of, AsOf)):
        public = {name for name in dir(type(told)) if not name.startswith("_")} - set(dir(of))
        yield from (f"{type(told).__name__}.{name} is never asked for" for name in sorted(public))


def _column(column: Column, beside: Mapping[str, Column], known: Mapping[str, Ledger]) -> Iterator[str]:
    """What a field names that is not there, its child rows' fields included."""
    if isinstance(column.kind, Link):
        yield from linked(column.kind, beside, known)
    if isinstance(column.kind, Code):
        yield from _coded(column.kind)
    yield from _default(column)
    if column.parts and not column.children:
        fields = {one.key: one for one in column.parts.columns}
        for one in fields.values():
            yield from (f"{one.key}: {fault}" for fault in _column(one, fields, known))


def linked(link: Link, beside: Mapping[str, Column], known: Mapping[str, Ledger]) -> Iterator[str]:
    """What a link names that is not there."""
    for what, name in (("to", link.to), ("makes", link.makes)):
        if (name or what == "to") and name not in known:
            yield f"Link({what}={name!r}) names no ledger"
    if link.to in known and link.person is not (known[link.to].role is not None):
        yield f"Link(to={link.to!r}, person={link.person}) is not what that ledger is"
    if link.to in known and link.tree is not (known[link.to].above is not None):
        yield f"Link(to={link.to!r}, tree={link.tree}) is not what that ledger is"
    for what, key in (("number", link.number), ("branch", link.branch)):
        if key and key not in beside:
            yield f"Link({what}={key!r}) names no field beside it"


def _coded(kind: Code) -> Iterator[str]:
    if kind.list not in shipped_names():
        yield f"no code list is called {kind.list!r}"


def _default(column: Column) -> Iterator[str]:
    if column.default is None:
        return
    if isinstance(column.kind, Code):
        if kept := unlisted(column.kind, column.default):
            yield f"the default {kept}"
        return
    try:
        read = column.kind.read(column.kind.show(column.default), Context()).value
    except Unclear:
        read = None
    if read != column.default:
        yield f"the default {column.default!r} is no value of its kind"


def unlisted(kind: Code, text: str | None) -> str:
    """That a word is not in its code list, "" where it is or there is none."""
    if text is None:
        return ""
    known = shipped(kind.list).texts if kind.list in shipped_names() else frozenset()
    return "" if text in known else f"{text!r} is not in the code list {kind.list!r}"


def _figures(ledger: Ledger) -> Iterator[str]:
    for figure in ledger.figures:
        for key, value in figure.where:
            kind = ledger.columns[key].kind
            if isinstance(kind, Code) and (fault := unlisted(kind, value)):
                yield f"figure {figure.title}: {fault}"
        if figure.of == "total" and not (figure.key and ledger.columns[figure.key].kind.adds):
            yield f"figure {figure.title}: {figure.key or 'nothing'} can't be added up"
        if figure.year and ledger.parent:
            yield f"figure {figure.title}: what is counted in a year is the parents'"
        if figure.year and not (figure.day or ledger.as_of.day):
            yield f"figure {figure.title}: no day says which year a record is of"


def _families(ledger: Ledger) -> Iterator[str]:
    """Children that do not hang where they are said to hang."""
    for column in ledger.families:
        link = column.children.parent
        if link is None or link.kind.to != ledger.id or link.key != ledger.sql.name:
            yield f"field {column.key}: its children have no Parent(to={ledger.id!r}) called {ledger.sql.name}"


def _links(ledger: Ledger) -> Iterator[tuple[Table, str, Link]]:
    """Every link that a ledger's records and their child rows keep: the table, the field, where to."""
    for column in ledger.columns.values():
        if column.link:
            yield ledger.sql, column.key, column.link
        for one in column.parts.columns if column.parts and not column.children else ():
            if one.link:
                yield column.parts.model.__table__, one.key, one.link  # type: ignore[union-attr]


def _join(ledger: Ledger, known: Mapping[str, Ledger]) -> None:
    """Make the foreign keys of links, once: their tables are all there now."""
    for table, key, link in _links(ledger):
        column = table.c[f"{key}_id"]
        if link.keyed and not column.foreign_keys:
            table.append_constraint(ForeignKeyConstraint([column], [known[link.to].sql.c.id]))


def _foreign(ledger: Ledger, known: Mapping[str, Ledger]) -> Iterator[str]:
    """Foreign keys that lead to another table than their link."""
    for table, key, link in _links(ledger):
        target = known[link.to].sql
        for foreign in table.c[f"{key}_id"].foreign_keys:
            if foreign.column.table is not target:
                yield (
                    f"ledger {ledger.id} ({ledger.title}), field {key}: its foreign key leads to"
                    f" {foreign.column.table.name}, its link to {target.name}"
                )


def _in_order(known: Mapping[str, Ledger]) -> dict[str, Ledger]:
    """Each ledger after all those that keep records of what it has foreign keys to."""
    found: dict[str, Ledger] = {}

    def put(ledger: Ledger) -> None:
        if ledger.id in found or ledger.id in waiting:
            return
        waiting.add(ledger.id)
        for _, _, link in _links(ledger):
            for other in known.values() if link.keyed else ():
                if other.sql is known[link.to].sql:
                    put(other)
        found[ledger.id] = ledger

    waiting: set[str] = set()
    for ledger in known.values():
        put(ledger)
    return found
