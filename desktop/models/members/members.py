"""Members: the Party members of the office (党员)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, func, or_, select

from desktop.ledger import AsOf, Figure, Identity, Ledger, Problems, Role, Rules, Values
from desktop.models.person import Person, Place, Standing, number_against
from desktop.rules.membership import DECEASED, EXPELLED, LEFT, MOVED, NORMAL
from desktop.rules.party_age import counts_from

FORM = {
    "基本情况": (
        "name",
        "sex",
        "nation",
        "id_kind",
        "id_no",
        "birth",
        "birth_checked",
        "native_place",
        "education",
        "degree",
        "work_start",
    ),
    "党籍": (
        "category",
        "status",
        "branch",
        "party_group",
        "party_post",
        "applied",
        "joined",
        "full",
        "join_type",
        "full_result",
        "age_adjust",
    ),
    "工作": (
        "work_post",
        "position",
        "rank",
        "position_order",
        "profession",
        "retired",
        "migrant",
        "stratum",
        "dues_base",
    ),
    "联系": ("mobile", "telephone", "address", "registered"),
    "流动与增减": (
        "lost",
        "lost_since",
        "floating",
        "floats_to",
        "archive",
        "came",
        "came_by",
        "gone",
        "gone_by",
        "died",
        "places",
        "statuses",
    ),
    "其他": ("honours", "remark"),
}

PEOPLE = Person.__table__  # type: ignore[attr-defined]

STANDINGS = Standing.__table__  # type: ignore[attr-defined]

GONE = case((PEOPLE.c.died < PEOPLE.c.gone, PEOPLE.c.died), else_=func.coalesce(PEOPLE.c.gone, PEOPLE.c.died))

EXPECTED = ("sex", "nation", "id_no", "birth", "category", "branch", "joined")


def against_status(values: Values) -> Problems:
    """A status and the days that go with it: who died or left has the day of it, and the other way about."""
    status, died, gone = (values.get(key) for key in ("status", "died", "gone"))
    if status == DECEASED and not died:
        return {"died": "党籍状态是“去世”，请填写去世日期"}
    if status in (MOVED, EXPELLED) and not gone:
        return {"gone": f"党籍状态是“{status}”，请填写离开日期"}
    if died and status not in (None, DECEASED):
        return {"status": f"填了去世日期，党籍状态还是“{status}”，请核实"}
    if gone and status not in (None, *LEFT):
        return {"status": f"填了离开日期，党籍状态还是“{status}”，请核实"}
    return {}


def too_soon(joined: str, full: str) -> bool:
    """Whether the probationary year (发展党员工作细则, one year from the branch meeting) was cut short by over a day."""
    return full < f"{int(joined[:4]) + 1}{joined[4:]}" and full[:7] < f"{int(joined[:4]) + 1}{joined[4:7]}"


def standing_on(day: str) -> ScalarSelect[Any]:
    """The standing that was kept for a day; NULL where none was ever written down."""
    return (
        select(STANDINGS.c.status)
        .where(STANDINGS.c.person_id == PEOPLE.c.id, or_(STANDINGS.c.since.is_(None), STANDINGS.c.since <= day))
        .order_by(STANDINGS.c.since.is_(None), STANDINGS.c.since.desc(), STANDINGS.c.position.desc())
        .limit(1)
        .correlate(PEOPLE)
        .scalar_subquery()
    )


class MemberRules(Rules):
    """What a member's record lacks or contradicts."""

    def complete(self, values: Values) -> Values:
        """A standing typed together with the day of leaving or of death holds from that day on."""
        key = {MOVED: "gone", EXPELLED: "gone", DECEASED: "died"}.get(values.get("status") or "")
        day = values.get(key) if key else None
        return values if not day or values.get("status_on") else {**values, "status_on": day}

    def warn(self, values: Values) -> Problems:
        """What a member's record lacks or contradicts (domain rules: 党员基本信息采集表; 党龄 by period)."""
        found = number_against(values)
        missing = [TITLES[key] for key in EXPECTED if not values.get(key)]
        if missing:
            found[""] = f"要素不全：{'、'.join(missing)}"
        found |= against_status(values)
        joined, full = values.get("joined"), values.get("full")
        if values.get("category") == "正式党员" and not full and counts_from(joined, full)[0] is None:
            found["full"] = "缺转正日期，党龄无法计算"
        today = dt.date.today().isoformat()
        found |= {
            key: f"{day} 还没有到，请核实" for key in ("joined", "full") if (day := values.get(key)) and day > today
        }
        if joined and full and full < joined[: len(full)]:
            found["full"] = f"转正日期 {full} 早于入党日期 {joined}，请核实"
        elif (
            joined
            and full
            and len(joined) == len(full) == 10
            and counts_from(joined, None)[0] is None
            and too_soon(joined, full)
        ):
            found["full"] = f"入党 {joined} 到转正 {full} 不满一年，请核实"
        return found


class MemberAsOf(AsOf):
    """Members as they stood, by their own dates and by what is kept of branch and standing."""

    def stood(self, day: str) -> Sequence[ColumnElement[bool]]:
        """Who was with the office on a day: came (else joined) by then, not gone nor dead, by the record's own dates."""
        came, then = func.coalesce(PEOPLE.c.came, PEOPLE.c.joined), standing_on(day)
        back = select(STANDINGS.c.id).where(STANDINGS.c.person_id == PEOPLE.c.id, STANDINGS.c.since == PEOPLE.c.came)
        stays = and_(GONE.is_(None), or_(PEOPLE.c.status.is_(None), PEOPLE.c.status.not_in(LEFT)))
        return (
            or_(came.is_(None), came <= day, and_(PEOPLE.c.joined <= day, back.correlate(PEOPLE).exists())),
            case((then.is_(None), or_(day < GONE, stays)), else_=then.not_in(LEFT)),
        )

    def on_day(self, day: str) -> Mapping[str, ColumnElement[Any]]:
        """What was otherwise on a day: the branch, 预备 before 转正, and what had not happened yet."""
        places = Place.__table__  # type: ignore[attr-defined]
        mine = (
            select(places.c.branch, places.c.branch_id)
            .where(places.c.person_id == PEOPLE.c.id, or_(places.c.since.is_(None), places.c.since <= day))
            .order_by(places.c.since.is_(None), places.c.since.desc(), places.c.position.desc())
            .limit(1)
            .correlate(PEOPLE)
        )
        branch, branch_id = (
            mine.with_only_columns(places.c[name]).scalar_subquery() for name in ("branch", "branch_id")
        )
        later = {key: PEOPLE.c[key] > day for key in ("full", "gone", "died", "lost_since")}
        own: dict[str, ColumnElement[Any]] = {
            key: case((late, None), else_=PEOPLE.c[key]) for key, late in later.items()
        }
        return own | {
            "branch": func.coalesce(branch, PEOPLE.c.branch),
            "branch_id": case((branch.is_not(None), branch_id), else_=PEOPLE.c.branch_id),
            "category": case(
                (and_(PEOPLE.c.category == "正式党员", later["full"]), "预备党员"), else_=PEOPLE.c.category
            ),
            "status": func.coalesce(
                standing_on(day),
                case(
                    (and_(PEOPLE.c.status.in_(LEFT), or_(later["gone"], later["died"])), NORMAL), else_=PEOPLE.c.status
                ),
            ),
            "full_result": case((later["full"], None), else_=PEOPLE.c.full_result),
            "gone_by": case((later["gone"], None), else_=PEOPLE.c.gone_by),
            "lost": case((later["lost_since"], None), else_=PEOPLE.c.lost),
        }


LEDGER = Ledger(
    Person,
    id="members",
    title="党员",
    identity=Identity(
        ("id_no",), number="id_no", instead=("name", "birth"), named=("name",), told=("id_no", "birth", "branch")
    ),
    table=(
        "name",
        "sex",
        "nation",
        "birth",
        "education",
        "category",
        "branch",
        "joined",
        "full",
        "position",
        "mobile",
        "id_no",
    ),
    search=("name", "id_no", "mobile", "telephone", "branch", "position", "remark"),
    filters=("branch", "category", "sex", "education", "status"),
    sort="branch",
    figures=(
        Figure("接收预备党员", "name", of="count", under=False, year="接收预备党员", unit="人", day="joined"),
        Figure("转为正式党员", "name", of="count", under=False, year="转为正式党员", unit="人", day="full"),
    ),
    rules=MemberRules(),
    as_of=MemberAsOf(dated=(("branch", "places"), ("status", "statuses"))),
    role=Role("is_member", FORM),
)

TITLES = {key: column.title for key, column in LEDGER.columns.items()}
