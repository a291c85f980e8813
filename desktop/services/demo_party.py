"""Made-up elections, changes of organisations, committees, transfers and dues."""

from typing import TYPE_CHECKING, Any

from desktop.rules.dues import dues_of, kind_of
from desktop.rules.terms import TERM_YEARS, term_due

if TYPE_CHECKING:
    from desktop.services.demo import Demo

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
