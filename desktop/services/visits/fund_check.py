"""The fund check (资金体检) of one batch of visits, the exceptions to it, and voiding what was paid by mistake."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from desktop.errors import Conflict, Missing, Refusal
from desktop.ledger import Ledger, Values
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.models.visits.balances import by_day, kept
from desktop.models.visits.visit_batches import LEDGER as BATCHES
from desktop.models.visits.visits import LEDGER as VISITS
from desktop.rules.balance import lowest
from desktop.rules.dates import end_of, start_of
from desktop.rules.party_age import party_age
from desktop.rules.workdays import calendar_of, working_days
from desktop.services.visits.sums import Sums
from desktop.settings import Settings
from desktop.store.office import Office
from desktop.store.query import Query, Where

RIGHT, WRONG, EXPLAINED = "通过", "有问题", "已说明"
FIFTY = 50
TITLES = {
    1: "同一人同一时机重复慰问",
    2: "不同人的姓名生日、电话或住址相同",
    3: "当日不符合条件、已去世或已转出",
    4: "金额超过标准",
    5: "困难等级不同而金额相同",
    6: "合计与计划、资金来源、大写不一致",
    7: "资金来源超支或不按用途使用",
    8: "缺审批会议、审批日期或审批人",
    9: "没有公示或公示天数不足",
    10: "没有签领，或代领手续不全",
    11: "没有慰问事由或事由过短",
    12: "走访日期不在批次内或早于审批",
}


@dataclass(frozen=True)
class Finding:
    """One of the twelve checks: whom it concerns, and where the matter stands."""

    check: int
    title: str
    visits: tuple[str, ...]
    state: str
    reason: str = ""

    def plain(self) -> Values:
        """For other programs."""
        return {"check": self.check, "title": self.title, "visits": list(self.visits), "state": self.state}


@dataclass(frozen=True)
class Matter:
    """What the checks look at: the batch, its visits, those of the same occasion and year, people and choices."""

    batch: Values
    visits: list[Values]
    around: list[Values]
    people: Mapping[str, Values]
    settings: Settings
    overdrawn: frozenset[str]
    calendar: Mapping[dt.date, bool]

    def person(self, visit: Values) -> Values:
        """The person visited, as far as known."""
        return self.people.get(visit.get("recipient_id") or "", {})


def batch_named(office: Office, name: str) -> Values:
    """The batch of this name, or of this id."""
    ledger = BATCHES
    ids = office.ids(ledger, Query(where=(Where("name", "=", name),)))
    if len(ids) > 1:
        raise Refusal(f"有 {len(ids)} 个慰问批次都叫“{name}”，请改用编号：{'、'.join(ids)}。")
    found = office.rows(ledger, ids or [name])
    if not found or not found[0]["alive"]:
        raise Missing(f"没有“{name}”这个慰问批次。")
    return found[0]


def check_batch(office: Office, batch: Values) -> list[Finding]:
    """All twelve checks of a batch in their order; voided visits are left out."""
    matter = _matter(office, batch)
    reasons = {row["number"]: row["reason"] for row in batch.get("explained") or () if row.get("reason")}
    found = []
    for number, (look, whole) in CHECKS.items():
        concerned = {visit["id"] for visit in look(matter)}
        wrong = bool(concerned) or whole(matter)
        state = RIGHT if not wrong else EXPLAINED if number in reasons else WRONG
        ids = tuple(visit["id"] for visit in matter.visits if visit["id"] in concerned)
        found.append(Finding(number, TITLES[number], ids, state, reasons.get(number, "")))
    return found


def explain(office: Office, batch: Values, reasons: Mapping[str, str]) -> None:
    """Write down why what a check found is in order; an empty reason takes the exception back."""
    known = {row["number"]: row["reason"] for row in batch.get("explained") or ()}
    for number, reason in reasons.items():
        if not number.isascii() or not number.isdigit() or int(number) not in TITLES:
            raise Refusal(f"“{number}”不是检查的序号，序号是 1 到 {len(TITLES)}。")
        known[int(number)] = reason.strip()
    rows = [{"number": number, "reason": reason} for number, reason in sorted(known.items()) if reason]
    with office.work(f"说明资金体检 {batch['title']}") as work:
        work.change(BATCHES, batch["id"], {"explained": rows})


def void(office: Office, ledger: Ledger, record_id: str, reason: str) -> None:
    """Void one record: it stays in the list with its reason and counts nowhere."""
    if "void_reason" not in ledger.columns:
        raise Refusal(f"“{ledger.title}”的记录不用作废，可以直接删除。")
    if not reason.strip():
        raise Refusal("请写明作废原因。")
    current = office.get(ledger, record_id)
    if current["void_reason"]:
        raise Conflict(f"“{current['title']}”已经作废。")
    with office.work(f"作废{ledger.title} {current['title']}") as work:
        values = {"voided": dt.date.today().isoformat(), "void_reason": reason.strip()}
        work.change(ledger, record_id, values, current["version"])


def shown_days(visit: Values, settings: Settings, calendar: Mapping[dt.date, bool]) -> int:
    """How long the publicity of a visit lasts, first and last day counted, in the office's unit; 0 where undated."""
    if not visit.get("public_from") or not visit.get("public_to"):
        return 0
    first, last = end_of(visit["public_from"]), start_of(visit["public_to"])
    if settings.publicity_unit == "天":
        return (last - first).days + 1
    return working_days(first, last, calendar)[0]


def _matter(office: Office, batch: Values) -> Matter:
    visits, batches = (office.ledgers[name].sql for name in ("visits", "visit-batches"))
    with office.reading() as reader:
        same = (batches.c.year == batch["year"]) & (batches.c.occasion == batch["occasion"])
        around = (
            [batch["id"]]
            if not batch["occasion"]
            else reader.execute(select(batches.c.id).where(same, batches.c.alive.is_(True))).scalars().all()
        )
        standing = (visits.c.alive.is_(True), visits.c.void_reason.is_(None))
        ids = reader.execute(select(visits.c.id).where(visits.c.batch_id.in_(around), *standing)).scalars().all()
        rows = office.rows(VISITS, ids, reader)
        mine = [row for row in rows if row["batch_id"] == batch["id"]]
        wanted = {row["recipient_id"] for row in mine if row["recipient_id"]}
        known = office.rows(MEMBERS, sorted(wanted), reader)
        sources = {share["source"] for row in mine for share in row["funds"] if share["source"]}
        below = frozenset(one for one in sources if kept(reader, one) and lowest(by_day(reader, one))[0] < 0)
    people = {row["id"]: row for row in known}
    return Matter(batch, mine, rows, people, office.settings, below, calendar_of(office.folder))


def _day(visit: Values) -> str:
    return visit.get("visited") or visit.get("signed") or ""


def _body(visit: Values) -> str:
    """The first seventeen digits of an identity number, 15-digit numbers brought to the same."""
    number = visit.get("id_no") or ""
    return f"{number[:6]}19{number[6:]}" if len(number) == 15 else number[:17]


def _shared(visits: Iterable[Values], key: Callable[[Values], object]) -> list[list[Values]]:
    groups: dict[object, list[Values]] = defaultdict(list)
    for visit in visits:
        if one := key(visit):
            groups[one].append(visit)
    return [group for group in groups.values() if len(group) > 1]


def twice(matter: Matter) -> list[Values]:
    """1: the same person more than once in an occasion of a year."""

    def nameless(visit: Values) -> object:
        return None if visit["recipient_id"] or _body(visit) else (visit["recipient"], visit["branch"])

    keys: tuple[Callable[[Values], object], ...] = (lambda visit: visit["recipient_id"], _body, nameless)
    return [visit for key in keys for group in _shared(matter.around, key) for visit in group]


def alike(matter: Matter) -> list[Values]:
    """2: different numbers for one name and birth; one phone or address under different names."""

    def born(visit: Values) -> object:
        return _body(visit) and (visit["recipient"], _body(visit)[6:14])

    found = [v for group in _shared(matter.visits, born) if len({_body(one) for one in group}) > 1 for v in group]
    for key in (lambda visit: visit["phone"], lambda visit: matter.person(visit).get("address")):
        for group in _shared(matter.visits, key):
            found += group if len({one["recipient"] for one in group}) > 1 else []
    return found


def not_eligible(matter: Matter) -> list[Values]:
    """3: dead or gone by the day, no grade for hardship, fewer than fifty years of Party age for the medal."""
    return [visit for visit in matter.visits if _unfit(visit, matter.person(visit))]


def _unfit(visit: Values, person: Values) -> bool:
    category, day = visit["category"] or "", _day(visit)
    if "生活困难党员" in category and not visit["grade"]:
        return True
    if not person or not day:
        return False
    if any(person.get(key) and end_of(person[key]) <= start_of(day) for key in ("died", "gone")):
        return True
    if "光荣在党50年" in category:
        years, _ = party_age(person.get("joined"), person.get("full"), end_of(day), person.get("age_adjust") or 0)
        return years is None or years < FIFTY
    return False


def over_standard(matter: Matter) -> list[Values]:
    """4: more than the office's own cap of the category."""
    caps = matter.settings.cash_caps
    return [
        visit
        for visit in matter.visits
        for category in (visit["category"] or "").split("；")
        if category in caps and (visit["cash"] or 0) > caps[category] * 100
    ]


def all_equal(matter: Matter) -> list[Values]:
    """5: several grades of hardship, one amount."""
    graded = [visit for visit in matter.visits if visit["grade"]]
    several = len({visit["grade"] for visit in graded}) > 1
    return graded if several and len({visit["cash"] for visit in graded}) == 1 else []


def unbalanced(matter: Matter) -> list[Values]:
    """6, of one visit: the sources do not make up the amount."""
    return [
        visit
        for visit in matter.visits
        if (visit["cash"] or 0) != sum(share["amount"] or 0 for share in visit["funds"])
    ]


def off_plan(matter: Matter) -> bool:
    """6, of the batch: not the amount that was declared."""
    planned = matter.batch["planned_money"]
    return planned is not None and planned != Sums.of(matter.visits).cash


def misused(matter: Matter) -> list[Values]:
    """7: paid from a source that is below zero, or that is not meant for such a person."""
    meant = matter.settings.source_for

    def wrong(visit: Values, source: str | None) -> bool:
        return source in matter.overdrawn or (source in meant and visit["recipient_kind"] not in meant[source])

    return [visit for visit in matter.visits if any(wrong(visit, share["source"]) for share in visit["funds"])]


def not_approved(matter: Matter) -> list[Values]:
    """8: approval meeting, date or approver missing."""
    return [visit for visit in matter.visits if not (visit["meeting"] and visit["approved"] and visit["approver"])]


def not_published(matter: Matter) -> list[Values]:
    """9: hardship without publicity, or with fewer days than the office's setting."""

    def short(visit: Values) -> bool:
        if not visit["grade"] and "困难" not in (visit["category"] or ""):
            return False
        if not visit["public_from"] or not visit["public_to"]:
            return True
        return shown_days(visit, matter.settings, matter.calendar) < max(matter.settings.publicity_days, 1)

    return [visit for visit in matter.visits if short(visit)]


def not_signed(matter: Matter) -> list[Values]:
    """10: money not signed for, or by a proxy without name, relation and document."""

    def lacking(visit: Values) -> bool:
        if not visit["cash"]:
            return False
        if visit["sign_mode"] == "代领":
            return not (visit["signed"] and visit["proxy"] and visit["proxy_relation"] and visit["proxy_paper"])
        return visit["sign_mode"] != "本人" or not visit["signed"]

    return [visit for visit in matter.visits if lacking(visit)]


def no_reason(matter: Matter) -> list[Values]:
    """11: the reason is missing or shorter than the setting."""
    return [v for v in matter.visits if len((v["reason"] or "").strip()) < max(matter.settings.reason_length, 1)]


def out_of_time(matter: Matter) -> list[Values]:
    """12: visited outside the batch's days, or before the approval."""
    begins, ends = matter.batch["begins"], matter.batch["ends"]

    def wrong(visit: Values) -> bool:
        day = visit["visited"]
        if not day:
            return True
        first, last = start_of(day), end_of(day)
        early = bool(begins) and last < start_of(begins)
        late = bool(ends) and first > end_of(ends)
        return early or late or bool(visit["approved"] and last < start_of(visit["approved"]))

    return [visit for visit in matter.visits if wrong(visit)]


def _never(_matter: Matter) -> bool:
    return False


CHECKS: dict[int, tuple[Callable[[Matter], list[Values]], Callable[[Matter], bool]]] = {
    1: (twice, _never),
    2: (alike, _never),
    3: (not_eligible, _never),
    4: (over_standard, _never),
    5: (all_equal, _never),
    6: (unbalanced, off_plan),
    7: (misused, _never),
    8: (not_approved, _never),
    9: (not_published, _never),
    10: (not_signed, _never),
    11: (no_reason, _never),
    12: (out_of_time, _never),
}
