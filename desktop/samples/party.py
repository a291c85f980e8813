"""Made-up elections, changes of organisations, committees, transfers and dues."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from desktop.rules.dues import dues_of, kind_of
from desktop.rules.terms import TERM_YEARS, term_due

if TYPE_CHECKING:
    from desktop.samples.demo import Demo

POSTS = ("书记", "组织委员", "宣传委员")
PLACES = (
    "中共邻县机关工作委员会",
    "中共某市某局机关委员会",
    "中共某街道工作委员会",
    "中共某学院委员会",
    "中共某国企委员会",
    "中共某医院委员会",
)


def _to(key: str, record: dict[str, Any]) -> dict[str, Any]:
    return {key: record["title"], f"{key}_id": record["id"]}


def party_life(demo: "Demo") -> None:
    """What happens to organisations and members over some years."""
    elections(demo)
    changes(demo)
    committees(demo)
    development(demo)
    transfers(demo)
    dues(demo)


def elections(demo: "Demo") -> None:
    """The last election of every organisation, held on the day its present term began."""
    for order, one in enumerate(demo.rows["organizations"]):
        start = one.get("term_start")
        years = TERM_YEARS.get(one.get("kind") or "", 3)
        if not start:
            continue
        last = f"{int(start[:4]) - years}{start[4:]}"
        demo.put(
            "elections",
            **_to("organization", one),
            kind="换届",
            last=last,
            due=term_due(last, years),
            held=start,
            approval=f"机委〔{start[:4]}〕{order + 3}号",
            approved=start,
            voters=13,
            present=12,
            committee="书记及委员共 3 名",
        )


def changes(demo: "Demo") -> None:
    """How the branches were set up, each by its paper."""
    year = demo.today.year
    for order, one in enumerate(demo.rows["organizations"][1:6]):
        demo.put(
            "org-changes",
            **_to("organization", one),
            kind="设立",
            reason="按单位设置变化设立",
            approval=f"机委〔{year - 12 + order}〕{order + 1}号",
            approved=f"{year - 12 + order}-03-05",
        )


def committees(demo: "Demo") -> None:
    """Three posts in each branch."""
    members = demo.rows["members"]
    for branch in demo.rows["organizations"]:
        own = [one for one in members if one["branch_id"] == branch["id"]]
        for post, person in zip(POSTS, own, strict=False):
            since = branch.get("term_start")
            demo.put("committee", **_to("organization", branch), **_to("person", person), post=post, since=since)


def transfers(demo: "Demo") -> None:
    """Members who came from elsewhere some years ago, and one letter under way."""
    year = demo.today.year
    for order, person in enumerate(demo.rows["members"][20:26]):
        day = f"{year - 1}-0{order + 2}-12"
        demo.put(
            "transfers",
            direction="转入",
            **_to("person", person),
            id_no=person["id_no"],
            category="正式党员",
            number=f"〔{year - 1}〕{order + 11}号",
            sent_by=PLACES[order],
            sent_to=demo.office.unit,
            branch=person["branch"],
            branch_id=person["branch_id"],
            issued=day,
            valid_days=30,
            dues_until=day[:7],
            receipt=True,
        )
    person = demo.rows["members"][30]
    demo.put(
        "transfers",
        direction="转出",
        **_to("person", person),
        id_no=person["id_no"],
        category="正式党员",
        number=f"〔{year}〕1号",
        addressed=PLACES[0],
        sent_by=demo.office.unit,
        sent_to=PLACES[0],
        branch=person["branch"],
        branch_id=person["branch_id"],
        reason="工作调动",
        issued=f"{year}-01-15",
        valid_days=30,
        dues_until=f"{year}-01",
    )


def dues(demo: "Demo") -> None:
    """This year's dues of one branch, month by month; the last months are not paid yet."""
    year, month = demo.today.year, demo.today.month
    branch = demo.rows["members"][0]["branch_id"]
    for person in [one for one in demo.rows["members"] if one["branch_id"] == branch]:
        for number in range(1, 13):
            when = f"{year}-{number:02d}"
            kind = kind_of(person["retired"])
            due = dues_of(person["dues_base"], kind, when)
            if due is None:
                continue
            paid = number < month - 1
            demo.put(
                "dues",
                **_to("person", person),
                branch=person["branch"],
                branch_id=person["branch_id"],
                month=when,
                kind=kind,
                base=person["dues_base"],
                due=due,
                paid=due if paid else None,
                paid_on=f"{when}-15" if paid else None,
            )


def development(demo: "Demo") -> None:
    """The way of those on probation, and six people at earlier steps."""
    today = demo.today
    branch = demo.rows["organizations"][1]
    people = [one for one in demo.rows["members"] if one["category"] == "预备党员"]
    for one in people:
        year = int(one["joined"][:4])
        demo.put(
            "development",
            **_to("person", one),
            **{key: one[key] for key in ("sex", "birth", "id_no", "branch", "branch_id")},
            applied=f"{year - 3}-03-05",
            talked=f"{year - 3}-03-20",
            talker="王敏",
            activist=f"{year - 2}-05-10",
            activist_filed=f"{year - 2}-05-20",
            contacts="王敏、陈晓东",
            reviews=[{"result": "合格", "day": f"{year - 2}-11-10"}, {"result": "合格", "day": f"{year - 1}-05-10"}],
            chosen=f"{year - 1}-06-12",
            agreed=f"{year - 1}-06-28",
            sponsors="王敏、陈晓东",
            examined=f"{year - 1}-09-10",
            train_from=f"{year - 1}-10-13",
            trained=f"{year - 1}-10-16",
            train_hours=24.0,
            checked=f"{year - 1}-12-10",
            prereviewed=f"{year - 1}-12-28",
            form_no=f"{year}0{people.index(one) + 1}",
            meeting=one["joined"],
            voters=12,
            present=11,
            votes=11,
        )
    earlier = (
        ("林晓", 400, 0, 0),
        ("何平", 700, 330, 0),
        ("罗雯", 90, 0, 0),
        ("高远", 20, 0, 0),
        ("梁静", 800, 430, 0),
        ("江岚", 1100, 760, 70),
    )
    for order, (name, applied, activist, chosen) in enumerate(earlier):
        day = _before(today, applied)
        demo.put(
            "development",
            person=name,
            sex="女" if order % 2 else "男",
            birth=f"{1995 + order}-04-0{order + 1}",
            **_to("branch", branch),
            applied=day,
            talked=_before(today, applied - 15) if applied > 30 else None,
            activist=_before(today, activist) if activist else None,
            contacts="王敏" if activist else None,
            chosen=_before(today, chosen) if chosen else None,
            agreed=_before(today, chosen - 20) if chosen else None,
            shown_from=_before(today, chosen - 25) if chosen else None,
            shown_to=_before(today, chosen - 34) if chosen else None,
            sponsors="王敏、陈晓东" if chosen else None,
        )


def _before(day: dt.date, days: int) -> str:
    return (day - dt.timedelta(days=days)).isoformat()
