"""A batch of visits carried from plan to archive: what each step still lacks, who may be proposed, the next step taken."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from desktop.errors import Conflict, Progress, Refusal
from desktop.ledger import Values
from desktop.models.duty.services import LEDGER as SERVICES
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.models.visits.hardship import LEDGER as HARDSHIP
from desktop.models.visits.visit_batches import LEDGER as BATCHES
from desktop.models.visits.visits import LEDGER as VISITS
from desktop.records.editing import Edit, save_edits
from desktop.records.reading import each, each_of
from desktop.rules.dates import age
from desktop.rules.money import capital, show_fen
from desktop.rules.party_age import fifty_year
from desktop.services.visits.computed import of_batch
from desktop.services.visits.fund_check import TITLES, WRONG, Finding, check_batch
from desktop.services.visits.sums import Sums
from desktop.store.office import Office
from desktop.store.query import Query, Where

DRAFT, PUBLIC, APPROVAL, PAYOUT, ARCHIVED = "草稿", "公示", "审批", "发放", "归档"
STATES = (DRAFT, PUBLIC, APPROVAL, PAYOUT, ARCHIVED)
BEFORE = {PUBLIC: (), APPROVAL: (2, 3, 9), PAYOUT: (1, 7, 8), ARCHIVED: (4, 5, 6, 10, 11, 12)}
SELF, PROXY = "本人", "代领"
SHARED = ("visited", "visitors", "form", "meeting", "approved", "approver", "public_from", "public_to", "pay_way")
OLD, HARD, MERIT, AGED = "光荣在党50年老党员", "生活困难党员", "荣获省级以上荣誉称号党员", "其他老党员"
POSTED, POSTED_WORDS = "驻村第一书记/挂职干部", ("第一书记", "挂职")
FRONTLINE = "一线慰问"


@dataclass(frozen=True)
class Step:
    """One step of a batch: whether it is behind us, and what it lacks before it can be taken."""

    state: str
    done: bool
    missing: tuple[str, ...]

    def plain(self) -> Values:
        """As JSON."""
        return {"state": self.state, "done": self.done, "missing": list(self.missing)}


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be visited: why, as what, and when last."""

    id: str
    name: str
    branch: str
    category: str
    grade: str
    reason: str
    last: str
    values: Values

    def plain(self) -> Values:
        """As JSON."""
        kept = ("id", "name", "branch", "category", "grade", "reason", "last")
        return {key: getattr(self, key) for key in kept}


def visits_of(office: Office, batch: Values) -> list[Values]:
    """The visits of a batch that stand, in the order they were made."""
    where = (Where("batch", "=", batch["title"]), Where("void_reason", "blank"))
    chosen = Query(where=where, sort=(("branch", False), ("recipient", False)))
    return [row for row in each(office, VISITS, chosen) if row["batch_id"] == batch["id"]]


def steps(office: Office, batch: Values, checked: Sequence[Finding] | None = None) -> list[Step]:
    """Every step in its order, with what it lacks; the fund check may have been `checked` already."""
    findings = {one.check: one for one in (check_batch(office, batch) if checked is None else checked)}
    visits = visits_of(office, batch)
    at = STATES.index(batch["state"]) if batch["state"] in STATES else 0
    found, lacking = [Step(DRAFT, done=True, missing=())], tuple[str, ...]()
    for state in STATES[1:]:
        own = [*_planned(batch, visits)] if state == PUBLIC else []
        for number in BEFORE[state]:
            if findings[number].state == WRONG:
                count = len(findings[number].visits)
                own.append(f"{number}. {TITLES[number]}{f'（{count} 条）' if count else ''}")
        lacking = (*lacking, *own)
        found.append(Step(state, STATES.index(state) <= at, tuple(own) if STATES.index(state) <= at else lacking))
    return found


def _planned(batch: Values, visits: Sequence[Values]) -> list[str]:
    titles = {"basis": "依据文件", "planned_people": "计划人数", "planned_money": "计划金额"}
    missing = [title for key, title in titles.items() if not batch.get(key)]
    found = [f"批次里没有填{'、'.join(missing)}"] if missing else []
    if not visits:
        found.append("还没有慰问对象")
    bare = sum(1 for visit in visits if visit["cash"] is None and not visit["goods"])
    return [*found, *([f"{bare} 人没有写慰问金或慰问品"] if bare else [])]


def advance(office: Office, batch: Values) -> str:
    """Take the next step as one act, or refuse with everything that it lacks; gives the new state."""
    at = STATES.index(batch["state"]) if batch["state"] in STATES else 0
    if at == len(STATES) - 1:
        raise Conflict(f"“{batch['title']}”已经归档。")
    step = steps(office, batch)[at + 1]
    if step.missing:
        raise Refusal(f"还不能转入“{step.state}”：{'；'.join(step.missing)}。")
    return _turn(office, batch, step.state)


def step_back(office: Office, batch: Values) -> str:
    """Go back one step, as one act; gives the new state."""
    at = STATES.index(batch["state"]) if batch["state"] in STATES else 0
    if at == 0:
        raise Conflict(f"“{batch['title']}”还是草稿，没有上一步。")
    return _turn(office, batch, STATES[at - 1])


def _turn(office: Office, batch: Values, state: str) -> str:
    with office.work(f"{batch['title']} 转入{state}") as work:
        work.change(BATCHES, batch["id"], {"state": state}, batch["version"])
    return state


def give_all(office: Office, batch: Values, values: Values, progress: Progress | None = None) -> int:
    """Give every visit of the batch the same approval, publicity or visit facts, as one act; gives how many."""
    odd = [key for key in values if key not in SHARED]
    if odd:
        raise Refusal(f"“{'、'.join(odd)}”不能整批填写。")
    ledger = VISITS
    changed = [
        Edit(visit["id"], values)
        for visit in visits_of(office, batch)
        if any(visit.get(key) != value for key, value in values.items())
    ]
    if changed:
        titles = "、".join(ledger.columns[key].title for key in values)
        save_edits(office, ledger, changed, f"整批填写 {batch['title']} 的{titles}", progress=progress)
    return len(changed)


# --- who may be proposed ---------------------------------------------------------------------------------------


def propose(office: Office, batch: Values, on: dt.date | None = None) -> list[Candidate]:
    """Whom the records propose for a batch, each once with every reason; those of the batch already are left out.

    Proposed are members of fifty years by the year's 1 July (规则 §2), the hardship register of the year, those
    honoured by a province or higher, first secretaries and the seconded (by what their post says), those of the age
    that the office has set, and for a batch of 一线慰问 those whose service of the year the office counts as frontline.
    Nobody who left or died.
    """
    year = int(batch["year"])
    day = on or dt.date.today()
    ids = office.ids(MEMBERS, Query(as_of=day.isoformat()))
    known = {visit["recipient_id"] for visit in visits_of(office, batch)}
    hard, front = _hardship(office, year), _frontline(office, batch)
    found: dict[str, Candidate] = {}
    for row in each_of(office, MEMBERS, ids):
        why = [*_reasons(row, year, hard.pop(row["id"], None)), *front.get(row["id"], ())]
        why += _aged(row, day, office.settings.visit_age)
        if why and row["id"] not in known:
            found[row["id"]] = _candidate(row, why)
    others = [_candidate(row, [(HARD, row["grade"] or "", _hard_words(row))]) for row in hard.values()]
    names = {(visit["recipient"], visit["id_no"]) for visit in visits_of(office, batch)}
    found |= {one.id: one for one in others if (one.name, one.values.get("id_no")) not in names and one.id not in known}
    return _with_last(office, list(found.values()))


def _hardship(office: Office, year: int) -> dict[str, Values]:
    ledger = HARDSHIP
    rows = office.rows(ledger, office.ids(ledger, Query(where=(Where("year", "=", year),))))
    return {row["person_id"] or row["id"]: {**row, "name": row["person"]} for row in rows}


def _hard_words(row: Values) -> str:
    return (
        f"{row['grade'] or '困难'}：{row['reason']}" if row.get("reason") else f"{row['grade'] or '列入困难党员登记'}"
    )


def _reasons(row: Values, year: int, hard: Values | None) -> list[tuple[str, str, str]]:
    found = []
    fifty = fifty_year(row["joined"], row["full"], row["age_adjust"] or 0)
    if fifty is not None and fifty <= year:
        found.append((OLD, "", f"{year} 年 7 月 1 日党龄满 50 年"))
    if hard is not None:
        found.append((HARD, hard["grade"] or "", _hard_words(hard)))
    honours = [one["name"] for one in row.get("honours") or () if one.get("level") in ("国家", "省部")]
    if honours:
        found.append((MERIT, "", f"荣获{'、'.join(str(one) for one in honours)}"))
    posts = [row[key] for key in ("position", "party_post", "rank") if row[key]]
    posted = next((post for post in posts if any(word in post for word in POSTED_WORDS)), "")
    if posted:
        found.append((POSTED, "", posted))
    return found


def _aged(row: Values, day: dt.date, least: int) -> list[tuple[str, str, str]]:
    """Members of the age that the office visits at, where it has set one."""
    years = age(row["birth"], day) if least else None
    return [(AGED, "", f"{years} 岁")] if years is not None and years >= least else []


def _frontline(office: Office, batch: Values) -> dict[str, list[tuple[str, str, str]]]:
    """For a batch of 一线慰问: by person, the category and the services of the year that the office counts as such."""
    if batch["occasion"] != FRONTLINE:
        return {}
    services = SERVICES.sql
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    with office.reading() as connection:
        for category, kinds in office.settings.frontline.items():
            statement = (
                select(services.c.volunteer_id, func.count(), func.max(services.c.on))
                .where(services.c.kind.in_(kinds), services.c.alive.is_(True), services.c.volunteer_id.is_not(None))
                .where(services.c.on.like(f"{batch['year']}%"))
                .group_by(services.c.volunteer_id)
            )
            for person, count, last in connection.execute(statement):
                found[person].append(
                    (category, "", f"{batch['year']} 年参加{'、'.join(kinds)}等服务 {count} 次，最近 {last}")
                )
    return found


def _candidate(row: Values, why: Sequence[tuple[str, str, str]]) -> Candidate:
    category = "；".join(dict.fromkeys(one[0] for one in why))
    grade = next((one[1] for one in why if one[1]), "")
    reason = "；".join(one[2] for one in why)
    values = {
        "recipient": row["name"],
        "recipient_id": row["id"] if "person" not in row else row.get("person_id"),
        "recipient_kind": "党员" if "person" not in row or row.get("person_id") else None,
        **{key: row.get(key) for key in ("sex", "id_no", "branch", "branch_id")},
        "phone": row.get("mobile"),
        "category": category,
        "grade": grade or None,
        "reason": reason,
    }
    return Candidate(row["id"], row["name"], row.get("branch") or "", category, grade, reason, "", values)


def _with_last(office: Office, found: list[Candidate]) -> list[Candidate]:
    ledger = VISITS
    told = []
    for one in found:
        person = one.values["recipient_id"]
        where = (Where("recipient", "=", one.name), Where("void_reason", "blank"))
        ids = office.ids(ledger, Query(where=where, sort=(("visited", True),), limit=5))
        last = [row for row in office.rows(ledger, ids) if not person or row["recipient_id"] == person][:1]
        words = "".join(f"{row['visited'] or '日期不详'} {show_fen(row['cash'] or 0)} 元" for row in last)
        told.append(Candidate(**{**one.__dict__, "last": words}))
    return sorted(told, key=lambda one: (one.category, one.branch, one.name))


def take(
    office: Office,
    batch: Values,
    chosen: Sequence[Candidate],
    cash: int | None = None,
    source: str = "",
    progress: Progress | None = None,
) -> int:
    """Make visits of those who are not in the batch yet, as one act, each with `cash` fen from one source; gives how many."""
    if batch["state"] == ARCHIVED:
        raise Conflict(f"“{batch['title']}”已经归档，不能再加人。")
    there = {visit["recipient_id"] for visit in visits_of(office, batch) if visit["recipient_id"]}
    fresh = [one for one in chosen if one.values.get("recipient_id") not in there]
    if not fresh:
        raise Refusal("选中的人都已经在名单里。" if chosen else "没有选中的人。")
    funds = [{"source": source, "amount": cash}] if source and cash is not None else None
    given = {"batch": batch["title"], "batch_id": batch["id"], "cash": cash, "funds": funds, "sign_mode": "未签"}
    edits = [Edit(None, {**one.values, **given}) for one in fresh]
    save_edits(office, VISITS, edits, f"提名 {batch['title']} {len(edits)} 人", progress=progress)
    return len(edits)


# --- paying out ------------------------------------------------------------------------------------------------


def collect(office: Office, visit: Values, values: Values | None = None) -> None:
    """Mark that the money was taken, by the person or (with name, relation and paper) by a proxy; as one act.

    Without values it was taken today by the person; taking the mark back is `uncollect`.
    """
    _still_open(office, visit)
    given = {"sign_mode": SELF, "signed": dt.date.today().isoformat(), **(values or {})}
    if given["sign_mode"] == PROXY:
        titles = {"proxy": "代领人", "proxy_relation": "代领关系", "proxy_paper": "代领凭据"}
        lacking = [title for key, title in titles.items() if not given.get(key)]
        if lacking:
            raise Refusal(f"代领要写明{'、'.join(lacking)}。")
    save_edits(office, VISITS, [Edit(visit["id"], given)], f"签领 {visit['title']}")


def _still_open(office: Office, visit: Values) -> None:
    batch = office.get(BATCHES, visit["batch_id"]) if visit.get("batch_id") else {}
    if batch.get("state") == ARCHIVED:
        raise Conflict(f"“{batch['title']}”已经归档，签领不能再改。确实有误请退回上一步。")


def uncollect(office: Office, visit: Values) -> None:
    """Take the mark back: the money was not taken after all."""
    _still_open(office, visit)
    blank = dict.fromkeys(("signed", "proxy", "proxy_relation", "proxy_paper"))
    edit = Edit(visit["id"], {"sign_mode": "未签", **blank})
    save_edits(office, VISITS, [edit], f"取消签领 {visit['title']}")


def reconciliation(office: Office, batch: Values) -> list[tuple[str, str]]:
    """The figures that must agree, by name: declared, by rows, by source, in capitals, taken and not taken."""
    visits = visits_of(office, batch)
    cash, taken = Sums.of(visits).cash, Sums.of(visit for visit in visits if visit["signed"])
    facts = of_batch(office, batch, dt.date.today())
    planned = batch.get("planned_money")
    off = "" if planned in (None, cash) else f"（相差 {show_fen(cash - int(planned or 0))}）"
    people = batch.get("planned_people")
    return [
        ("计划", f"{people if people is not None else '—'} 人 {show_fen(planned) if planned is not None else '—'} 元"),
        ("名单", f"{facts['人数']} 人 {len(visits)} 人次 {show_fen(cash)} 元{off}"),
        ("按来源", "，".join(f"{source} {amount}" for source, amount in facts["按来源"].items()) or "—"),
        ("大写", capital(cash)),
        ("已领", f"{taken.visits} 人次 {show_fen(taken.cash)} 元"),
        ("未领", f"{len(visits) - taken.visits} 人次 {show_fen(cash - taken.cash)} 元"),
    ]
