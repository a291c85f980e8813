"""Records made, changed and moved by hand: from a form, from cells, from the command line; each act has its name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from desktop.errors import Invalid, Progress, Refusal
from desktop.ledger import Column, Context, Ledger, Values
from desktop.ledger.kinds import Code
from desktop.store.attachments import Kept, attach
from desktop.store.links import Resolver
from desktop.store.office import Office
from desktop.store.query import pieces

STEP = 200


@dataclass(frozen=True)
class Edit:
    """What one record is to become: new values of some of its fields; no id means a new record, with its files."""

    record_id: str | None
    values: Values
    version: int | None = None
    files: Sequence[Kept] = ()


def save_record(
    office: Office,
    ledger: Ledger,
    values: Values,
    editing: Values | None,
    context: Context | None = None,
    waiting: Sequence[Kept] = (),
) -> tuple[str, list[str]]:
    """Make a record of the values and the files that wait, or change the one that was edited; gives its id and notes.

    A form's `editing` brings the version it was read at: a record that has moved on since raises Conflict.
    """
    named = ledger.title_of({**(editing or {}), **values})
    edit = Edit(editing["id"] if editing else None, values, editing.get("version") if editing else None, waiting)
    act = f"{'修改' if editing else '新建'}{ledger.title} {named}".strip()
    ids, notes = save_edits(office, ledger, [edit], act, context)
    return ids[0], notes


def save_edits(
    office: Office,
    ledger: Ledger,
    edits: Sequence[Edit],
    act: str,
    context: Context | None = None,
    progress: Progress | None = None,
) -> tuple[list[str], list[str]]:
    """Make every edit as one act, or none; gives the ids and what to tell.

    Raises Invalid for a single edit (a sentence per field), Refusal naming the record where there are several.
    """
    context = context or office.context()
    done, notes = [], []
    with office.work(act) as work:
        work.progress = progress
        resolver = Resolver(office, work.connection)
        currents = _currents(office, ledger, [edit.record_id for edit in edits], work.connection)
        for number, (edit, current) in enumerate(zip(edits, currents, strict=True)):
            if progress and number % STEP == 0:
                progress(number, len(edits), "正在保存")
            if current and not current.get(ledger.presence, True):
                raise Refusal(f"{_named(ledger, current, number)}已经删除，在回收站里。请先恢复，再改。")
            values, told = _linked(resolver, ledger, current, _listed(ledger, edit.values, context))
            notes += told
            try:
                known = _bearer(office, ledger, current, values, work.connection)
                if known:
                    work.change(ledger, known["id"], {**_filled(values), ledger.presence: True}, current=known)
                    done.append(known["id"])
                    if edit.files:
                        attach(work, ledger, known["id"], edit.files)
                elif edit.record_id is None:
                    done.append(work.add(ledger, values))
                    if edit.files:
                        attach(work, ledger, done[-1], edit.files)
                else:
                    work.change(ledger, edit.record_id, values, edit.version, current)
                    done.append(edit.record_id)
            except Invalid as invalid:
                if len(edits) == 1:
                    raise
                raise Refusal(
                    f"{_named(ledger, current, number)}：{sentence_of(ledger, invalid)}没有改动任何内容。"
                ) from invalid
        work.take_codes(context.unlisted)
        notes += [f"“{text}”是新的选项，已标为待确认" for _, text in context.unlisted]
    return done, list(dict.fromkeys(notes))


def _bearer(office: Office, ledger: Ledger, current: Values, values: Values, connection: Connection) -> Values:
    """The person of another ledger whom a new record's number means (a volunteer who is now entered as a member).

    Raises Invalid where the number is that of another record of this ledger, or of one in the recycle bin.
    """
    number, table = ledger.identity.number, ledger.sql
    if ledger.identity.keys != (number,) or not values.get(number) or values[number] == current.get(number):
        return {}
    found = connection.execute(
        select(table.c.id).where(table.c[number] == values[number], table.c.id != current.get("id", ""))
    ).scalar()
    if found is None:
        return {}
    other = office.get(ledger, found, connection)
    roles = {one.presence for one in office.ledgers.values() if one.sql is table}
    elsewhere = not other[ledger.presence] and any(other.get(role) for role in roles)
    same = values.get(ledger.named[0], other["title"]) == other["title"]
    if not current and elsewhere and same:
        return other
    if elsewhere:
        told = "他在另一本台账里，请核对姓名和号码" if not same else "他在另一本台账里，是同一个人请用“疑似重复”合并"
    else:
        told = "请打开那条记录修改" if other[ledger.presence] else "他在回收站里，请先恢复"
    raise Invalid({number: f"“{other['title']}”已经登记了这个号码，{told}"})


def _filled(values: Values) -> Values:
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _currents(office: Office, ledger: Ledger, ids: Sequence[str | None], connection: Connection) -> Iterator[Values]:
    """Records as they stand, many at a time; one that comes again is read again. A new one (None) has no values."""
    given: set[str] = set()
    for some in pieces(ids, STEP):
        rows = {row["id"]: row for row in office.rows(ledger, [one for one in some if one], connection)}
        for one in some:
            yield (
                {}
                if one is None
                else rows[one]
                if one in rows and one not in given
                else office.get(ledger, one, connection)
            )
            given |= {one} if one else set()


def _listed(ledger: Ledger, values: Values, context: Context) -> Values:
    """The values; those that an open list does not have yet are marked to be confirmed."""
    for key, value in values.items():
        column = ledger.columns.get(key)
        if column is not None and isinstance(column.kind, Code) and value:
            column.kind.read(value, context)
    return values


def _linked(resolver: Resolver, ledger: Ledger, current: Values, values: Values) -> tuple[Values, list[str]]:
    """The values with the ids of the links among them, found anew where they were typed.

    A link that is left as it is stays where it leads. The number that goes with a link to a person follows it to
    another person, unless a number was typed too.
    """
    found = dict(values)
    for column in ledger.links:
        key, link = column.key, f"{column.key}_id"
        if key in found and found[key] == current.get(key) and found.get(link) in (None, current.get(link)):
            found.pop(key)
            found.pop(link, None)
        elif key in found:
            found.setdefault(link, None)
    touched = [column for column in ledger.links if _typed(column, current, found)]
    if not touched and not any(column.key in found for column in (*ledger.parted, *ledger.families)):
        return found, []
    for column in touched:
        number = column.kind.number  # type: ignore[attr-defined]
        if column.key in found and number and current and found.get(number, current.get(number)) == current.get(number):
            found[number] = None
    helpers = {
        name
        for column in touched
        for name in (column.key, column.kind.number, column.kind.branch)  # type: ignore[attr-defined]
        if name
    }
    known = {key: current[key] for key in helpers if key in current and key not in found}
    linked, notes = resolver.resolve(ledger, {**known, **found})
    return {key: value for key, value in linked.items() if key not in known or value != known[key]}, notes


def _typed(column: Column, current: Values, found: Values) -> bool:
    """Whether a link, or the number that goes with it, was given anew."""
    number = column.kind.number  # type: ignore[attr-defined]
    return column.key in found or (bool(number) and number in found and found[number] != current.get(number))


def _named(ledger: Ledger, current: Values, number: int) -> str:
    return f"“{current['title']}”" if current else f"第 {number + 1} 条{ledger.title}"


def sentence_of(ledger: Ledger, invalid: Invalid) -> str:
    """Every problem of one record with its field's title."""
    told = (
        f"{ledger.columns[key].title}：{sentence}" if key in ledger.columns else sentence
        for key, sentence in invalid.problems.items()
    )
    return "；".join(told) + "。"


def move_records(
    office: Office, ledger: Ledger, ids: Sequence[str], *, restoring: bool, progress: Progress | None = None
) -> str:
    """Put records in the recycle bin, or bring them back, as one act; gives what was done."""
    verb, first = "恢复" if restoring else "删除", office.get(ledger, ids[0])["title"]
    names = first if len(ids) == 1 else f"{first}等 {len(ids)} 条"
    with office.work(f"{verb}{ledger.title} {names}".strip()) as work:
        for number, current in enumerate(_currents(office, ledger, ids, work.connection)):
            if progress and number % STEP == 0:
                progress(number, len(ids), f"正在{verb}")
            (work.restore if restoring else work.remove)(ledger, current["id"], current)
    return f"已{verb} {names}。"


def differing(ledger: Ledger, current: Mapping[str, object], values: Values) -> list[str]:
    """The fields that new values would really change."""
    return [
        column.key
        for column in ledger.columns.values()
        if column.key in values and _held(column, values[column.key]) != _held(column, current.get(column.key))
    ]


def _held(column: Column, value: Any) -> object:
    """A value to be compared: of child rows what their own fields hold, and which child it is."""
    if not column.parts:
        return value or None
    names = ["id"] if column.children else []
    names += [name for one in column.parts.columns for name in one.stored]
    return [{name: row.get(name) for name in names} for row in value or ()]
