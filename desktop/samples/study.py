"""Made-up meetings, who came, study groups."""

import datetime as dt

from desktop.samples.demo import Demo, link
from desktop.samples.words import GROUPS, MEETINGS, TOPICS


def sessions(demo: Demo) -> None:
    """The meetings of every branch."""
    branches = [one for one in demo.rows["organizations"] if one["kind"] == "党支部"]
    for order in range(40):
        branch = branches[order % len(branches)]
        kind, minutes = MEETINGS[order % len(MEETINGS)]
        mine = [one for one in demo.rows["members"] if one["branch_id"] == branch["id"]]
        day = demo.today - dt.timedelta(days=9 * order + 2)
        begins = dt.datetime.combine(day, dt.time(9 if order % 2 else 14, 30))
        away = order % 3
        demo.put(
            "sessions",
            **link("branch", branch),
            kind=kind,
            begins=begins.strftime("%Y-%m-%dT%H:%M"),
            ends=(begins + dt.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M"),
            name=f"{day.month}月{kind}",
            topic=TOPICS[order % len(TOPICS)],
            place="机关三楼会议室",
            host=mine[0]["name"],
            recorder=mine[1]["name"],
            lecturer=mine[2]["name"] if kind == "党课" else None,
            should=len(mine),
            present=len(mine) - away,
            leave=away,
            absent=0,
            agenda=TOPICS[order % len(TOPICS)],
            content=f"集体学习{TOPICS[order % len(TOPICS)]}；结合本职工作交流发言；布置下一阶段工作。",
            resolution="同意本月工作安排。" if "大会" in kind or "委员会" in kind else None,
        )


def attendance(demo: Demo) -> None:
    """Who came to the last of them."""
    for order, session in enumerate(demo.rows["sessions"][:6]):
        mine = [one for one in demo.rows["members"] if one["branch_id"] == session["branch_id"]]
        for place, person in enumerate(mine):
            away = place >= len(mine) - session["leave"]
            demo.put(
                "attendance",
                **link("session", session),
                **link("person", person),
                state="请假" if away else "出席",
                reason=("出差", "住院")[order % 2] if away else None,
                hours=None if away else 2.0,
                votes=person["category"] == "正式党员",
            )


def groups(demo: Demo) -> None:
    """Study groups with their people."""
    organizations = demo.rows["organizations"]
    for order, (name, kind) in enumerate(GROUPS):
        people = [demo.member(order * 9 + step) for step in range(7)]
        demo.put(
            "study-groups",
            name=name,
            kind=kind,
            **link("organization", organizations[order % len(organizations)]),
            **link("leader", people[0]),
            founded=f"{demo.today.year - 4}-{order + 3:02d}",
            people=[link("person", one) for one in people],
        )


SAMPLES = {
    "sessions": sessions,
    "attendance": attendance,
    "study-groups": groups,
}
