"""Made-up volunteers and what they did, posts and who mans them."""

import calendar
from functools import partial

from desktop.models.duty.volunteers import LEDGER
from desktop.samples.demo import VETERANS, Demo, link
from desktop.samples.words import (
    OTHERS,
    POSTS,
    SERVICES,
)
from desktop.store.work import Work

SHIFTS = (("白班", "08:00", "17:30"), ("夜班", "17:30", "08:00"))


def volunteers(demo: Demo) -> None:
    """Volunteers who are no members, and members who are volunteers too."""
    demo.later.append(partial(_members_too, demo))
    for order, (name, sex, politics, skills) in enumerate(OTHERS):
        birth = demo.day(1985, 2004)
        demo.put(
            "volunteers",
            name=name,
            sex=sex,
            id_no=demo.number(birth, sex),
            politics=politics,
            mobile=demo.phone(),
            workplace=f"{('凤城', '敖江', '江南')[order % 3]}社区",
            skills=skills,
            team="近邻志愿服务队",
        )


def _members_too(demo: Demo, work: Work) -> None:
    """Some members are volunteers."""
    ids = [one["id"] for one in demo.rows["members"][VETERANS + 2 :: 4]]
    people = demo.office.rows(LEDGER, ids, work.connection)
    work.change_many(LEDGER, [(one, {**one, "is_volunteer": True, "team": "机关党员先锋队"}) for one in people])


def services(demo: Demo) -> None:
    """What they did."""
    people = [*demo.rows["volunteers"], *demo.rows["members"][VETERANS + 2 :: 4]]
    for order in range(30):
        activity, kind, place, begins, ends = SERVICES[order % len(SERVICES)]
        person = people[order % len(people)]
        demo.put(
            "services",
            **link("volunteer", person),
            id_no=person["id_no"],
            activity=activity,
            kind=kind,
            on=demo.ago(11 * (order // 3) + 4),
            begins=begins,
            ends=ends,
            place=place,
            role=("登记", "引导", "宣传")[order % 3],
            team="近邻志愿服务队" if order % 2 else "机关党员先锋队",
            resident=order % 10 == 0,
            certifier=demo.member(4)["name"],
            verified="已审核" if order % 4 else "待审核",
        )


def posts(demo: Demo) -> None:
    """The places to man."""
    for name, kind, place in POSTS:
        demo.put(
            "posts",
            name=name,
            kind=kind,
            place=place,
            phone="0591-26123366",
            needs=[{"shift": "白班", "people": 2}, {"shift": "夜班", "people": 1}],
        )


def duties(demo: Demo) -> None:
    """Who is on duty these days."""
    post = demo.rows["posts"][0]
    days = calendar.monthrange(demo.today.year, demo.today.month)[1]
    order = 0
    for number in range(1, days + 1):
        day = demo.today.replace(day=number)
        for shift, begins, ends in SHIFTS:
            for role in ("带班", "值班") if shift == "白班" else ("值班",):
                done = day < demo.today
                demo.put(
                    "duties",
                    on=day.isoformat(),
                    shift=shift,
                    **link("post", post),
                    **link("person", demo.member(order)),
                    role=role,
                    state="到岗" if done else "计划",
                    arrived=begins if done else None,
                    left=ends if done else None,
                )
                order += 1


SAMPLES = {
    "volunteers": volunteers,
    "services": services,
    "posts": posts,
    "duties": duties,
}
