"""People who may be kept twice: found by number, by name and birth, by name and phone; merged into one, and parted again."""

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import or_, select

from desktop.errors import Conflict, Missing, Refusal
from desktop.ledger import Ledger, Values
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.records.reading import uncollected
from desktop.rules.identity import upgraded
from desktop.rules.names import stripped
from desktop.store.merging import (
    MERGE,
    Changed,
    changed_by,
    detail_of,
    file_row,
    merge_of,
    move_files,
    move_links,
)
from desktop.store.office import Office
from desktop.store.schema import ATTACHMENT
from desktop.store.work import Work

NUMBER, BIRTH, PHONE = "证件号相同（15 位与 18 位视为同一号码）", "同名同出生日期", "同名同电话"
KEEP, DROP = "keep", "drop"
OLD = re.compile(r"\d{15}")
LEAST_PHONE = 7


@dataclass
class Pair:
    """Two records that may be one person, and why."""

    one: Values
    other: Values
    reasons: list[str] = field(default_factory=list)

    def plain(self) -> Values:
        """As JSON."""
        return {"one": _brief(self.one), "other": _brief(self.other), "reasons": self.reasons}


def _brief(row: Values) -> Values:
    return {key: row[key] for key in ("id", "name", "id_no", "birth", "mobile", "branch")}


@uncollected()
def duplicates(office: Office) -> list[Pair]:
    """Every pair that shares a number, a name and birth, or a name and phone; whoever was entered first stands first."""
    people = MEMBERS.sql
    roles = or_(people.c.is_member.is_(True), people.c.is_volunteer.is_(True))
    keys = ("id", "name", "id_no", "birth", "mobile", "telephone", "branch")
    statement = select(*(people.c[key] for key in keys)).where(people.c.alive.is_(True), roles).order_by(people.c.id)
    with office.reading() as connection:
        rows = [dict(row) for row in connection.execute(statement).mappings()]
    found: dict[tuple[str, str], Pair] = {}
    for reason, keyed in ((NUMBER, _by_number(rows)), (BIRTH, _by_birth(rows)), (PHONE, _by_phone(rows))):
        for group in _alike(keyed):
            for other in group[1:]:
                if reason == PHONE and _apart(group[0], other):
                    continue
                pair = found.setdefault((group[0]["id"], other["id"]), Pair(group[0], other))
                pair.reasons += [reason] if reason not in pair.reasons else []
    return sorted(found.values(), key=lambda pair: (-len(pair.reasons), pair.one["id"]))


def _apart(one: Values, other: Values) -> bool:
    """Whether number and birth both say that two people of one name share an office's telephone."""
    return all(one[key] and other[key] and one[key] != other[key] for key in ("id_no", "birth"))


def _alike(keyed: Iterable[tuple[Hashable, Values]]) -> list[list[Values]]:
    """The rows that share a key with another; a list is made only where there is another, not for each of 100,000."""
    firsts: dict[Hashable, Values] = {}
    several: dict[Hashable, list[Values]] = {}
    for key, row in keyed:
        first = firsts.setdefault(key, row)
        if first is not row:
            several.setdefault(key, [first]).append(row)
    return list(several.values())


def _by_number(rows: Iterable[Values]) -> Iterable[tuple[Hashable, Values]]:
    for row in rows:
        number = (row["id_no"] or "").upper()
        if number:
            yield upgraded(number) if OLD.fullmatch(number) else number, row


def _by_birth(rows: Iterable[Values]) -> Iterable[tuple[Hashable, Values]]:
    for row in rows:
        if row["birth"]:
            yield (stripped(row["name"]), row["birth"]), row


def _by_phone(rows: Iterable[Values]) -> Iterable[tuple[Hashable, Values]]:
    for row in rows:
        numbers = re.split(r"[^\d-]+", f"{row['mobile'] or ''} {row['telephone'] or ''}")
        for number in {one.replace("-", "") for one in numbers}:
            if len(number) >= LEAST_PHONE:
                yield (stripped(row["name"]), number), row


# --- merging ---------------------------------------------------------------------------------------------------


@dataclass
class Merged:
    """What a merge or its taking back has done: links by ledger, files, and what was left as it is, by name."""

    act: int
    kept: str
    dropped: str
    moved: dict[str, int] = field(default_factory=dict)
    files: int = 0
    left: list[str] = field(default_factory=list)

    def plain(self) -> Values:
        """As JSON."""
        return {
            "act": self.act,
            "keep": self.kept,
            "drop": self.dropped,
            "moved": self.moved,
            "files": self.files,
            "left": self.left,
        }


def columns_of(office: Office, ledger: Ledger) -> dict[str, Ledger]:
    """Every column of a person, whatever role it belongs to, with a ledger that has it."""
    found: dict[str, Ledger] = {}
    for one in (ledger, *(one for one in office.ledgers.values() if one.sql is ledger.sql)):
        for key in one.columns:
            found.setdefault(key, one)
    return found


def chosen(office: Office, ledger: Ledger, keep: Values, drop: Values, take: Mapping[str, str]) -> Values:
    """The kept record's values after the merge: as chosen per field, else its own, and where it has none the other's."""
    found: Values = {}
    for key, owner in columns_of(office, ledger).items():
        column = owner.columns[key]
        side = take.get(key) or (KEEP if keep.get(key) not in (None, "", []) else DROP)
        if column.parts:
            rows = [*keep[key], *(row for row in drop[key] if row not in keep[key])]
            found[key] = rows if key not in take else (keep if side == KEEP else drop)[key]
            continue
        for name in column.stored:
            found[name] = (keep if side == KEEP else drop).get(name)
    return found


def merge(office: Office, ledger: Ledger, keep_id: str, drop_id: str, take: Mapping[str, str] | None = None) -> Merged:
    """Make one record of two as one act: fields as chosen, links, files and child rows moved, the other in the bin."""
    if keep_id == drop_id:
        raise Refusal("两个编号是同一条记录，不用合并。")
    if ledger.sql.name != "person":
        raise Refusal(f"“{ledger.title}”不能合并，只能合并人员（党员、志愿者）。")
    keep, drop = office.get(ledger, keep_id), office.get(ledger, drop_id)
    roles = {one.presence: one for one in office.ledgers.values() if one.sql is ledger.sql}
    for row in (keep, drop):
        if not any(row[role] for role in roles):
            raise Conflict(f"“{row['title']}”（编号 {row['id']}）在回收站里，不能合并。请先恢复。")
    wanted = chosen(office, ledger, keep, drop, take or {})
    with office.work(
        f"合并 {drop['title']} 到 {keep['title']}", kind=MERGE, detail=f"{drop_id} 并入 {keep_id}"
    ) as work:
        _fill(work, roles, keep, drop, wanted)
        title = office.get(ledger, keep_id, work.connection)["title"]
        done = Merged(0, keep_id, drop_id, move_links(work, ledger.sql.name, drop_id, keep_id, title))
        done.files = move_files(work, ledger.sql.name, drop_id, keep_id)
        _bin(work, roles, drop, keep)
    done.act = work.number or 0
    return done


def _fill(work: Work, roles: Mapping[str, Ledger], keep: Values, drop: Values, wanted: Values) -> None:
    for role, ledger in roles.items():
        current = work.office.get(ledger, keep["id"], work.connection)
        mine = {name: value for name, value in wanted.items() if name in _names(ledger)}
        after = {**current, **mine, role: bool(keep[role] or drop[role]) if keep[role] or drop[role] else keep[role]}
        problems = ledger.problems(after) if after[role] else {}
        if problems:
            raise Refusal("；".join(problems.values()) + "。没有合并。")
        work.change_many(ledger, [(current, after)])


def _names(ledger: Ledger) -> set[str]:
    names = {name for column in ledger.columns.values() for name in column.stored}
    return names | {column.key for column in ledger.parted}


def _bin(work: Work, roles: Mapping[str, Ledger], drop: Values, keep: Values) -> None:
    """The dropped record out of every ledger, its child rows gone over, with a note where it went."""
    note = f"已并入“{keep['title']}”（编号 {keep['id']}）"
    for role, ledger in roles.items():
        current = work.office.get(ledger, drop["id"], work.connection)
        after = {**current, role: False if current[role] else current[role]}
        after |= {column.key: [] for column in ledger.parted}
        if "remark" in ledger.columns:
            after["remark"] = "；".join(filter(None, (current["remark"], note)))
        work.change_many(ledger, [(current, after)])


# --- parting ---------------------------------------------------------------------------------------------------


def unmerge(office: Office, ledger: Ledger, drop_id: str) -> Merged:
    """Take a merge back, however long ago: the dropped record stands again, and what had moved goes back to it.

    Only what still is as the merge left it goes back; everything else stays with the kept record and is named.
    """
    act = merge_of(office, ledger, drop_id)
    drop = office.get(ledger, drop_id)
    roles = {one.presence: one for one in office.ledgers.values() if one.sql is ledger.sql}
    if act is None:
        raise Missing(f"没有找到把“{drop['title']}”并入别人的操作。")
    if any(drop[role] for role in roles):
        raise Conflict(f"“{drop['title']}”已经不在回收站里，这次合并已经拆开过了。")
    keep_id = detail_of(office, act).rpartition(" ")[2]
    keep = office.get(ledger, keep_id)
    done = Merged(act, keep_id, drop_id)
    with office.work(f"拆开合并 {drop['title']}") as work:
        for one in changed_by(office, act):
            if one.kept_in == ledger.sql.name and one.record_id in (keep_id, drop_id):
                _back(work, roles, one, done)
            elif one.kept_in == ATTACHMENT.name:
                _file_back(work, one, done)
            else:
                _link_back(work, one, (keep, drop), done)
    return done


def _back(work: Work, roles: Mapping[str, Ledger], one: Changed, done: Merged) -> None:
    """The fields of one of the two, where nobody has changed them since."""
    seen: set[str] = set()
    for role, ledger in roles.items():
        current = work.office.get(ledger, one.record_id, work.connection)
        names = ((_names(ledger) | {role}) & one.before.keys()) - seen
        seen |= names
        same = {name for name in names if _same(current.get(name), one.after.get(name))}
        work.change_many(ledger, [(current, {**current, **{name: one.before[name] for name in same}})])
        for name in sorted(names - same):
            column = ledger.columns.get(name)
            if column is not None:
                done.left.append(f"{current['title']}的{column.title}后来改过，保留现在的值")


def _same(one: object, other: object) -> bool:
    return (one or None) == (other or None)


def _file_back(work: Work, one: Changed, done: Merged) -> None:
    row = file_row(work, one.record_id)
    if row is None or row["record_id"] != one.after.get("record_id"):
        done.left.append(f"附件“{one.before.get('name', '')}”后来已移走")
        return
    back = {**row, "record_id": one.before["record_id"], "position": one.before["position"]}
    work.put(ATTACHMENT, one.record_id, row, back)
    done.files += 1


def _link_back(work: Work, one: Changed, ends: tuple[Values, Values], done: Merged) -> None:
    """One record whose links had moved: those that still lead to the kept person lead to the other again."""
    keep, drop = ends
    ledger = work.office.teller[one.kept_in]
    rows = work.office.rows(ledger, [one.record_id], work.connection)
    if not rows:
        done.left.append(f"{ledger.title}里的一条记录已经不在了")
        return
    current, wanted = rows[0], dict(rows[0])
    for name, before in one.before.items():
        if isinstance(before, list):
            wanted[name] = _parts_back(current[name], before, one.after[name])
        elif name.endswith("_id") and before == drop["id"] and current[name] == keep["id"]:
            wanted |= {name: before, name.removesuffix("_id"): drop["title"]}
    if wanted == current:
        done.left.append(f"{ledger.title}“{current['title']}”的人员后来改过，保留现在的值")
        return
    for owner in (one_ for one_ in work.office.ledgers.values() if one_.sql is ledger.sql):
        current = work.office.get(owner, one.record_id, work.connection)
        work.change_many(owner, [(current, {**current, **{name: wanted[name] for name in _names(owner)}})])
    done.moved[ledger.title] = done.moved.get(ledger.title, 0) + 1


def _parts_back(current: list[Values], before: list[Values], after: list[Values]) -> list[Values]:
    """Child rows, each that still is as the merge left it as it was before."""
    found = list(current)
    for old, fresh in zip(before, after, strict=True):
        if old != fresh and fresh in found:
            found[found.index(fresh)] = old
    return found
