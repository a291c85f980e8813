"""Made-up people on the way into the Party."""

import datetime as dt

from desktop.samples.demo import Demo, link


def development(demo: Demo) -> None:
    """The way of those on probation, and six people at earlier steps."""
    today = demo.today
    branch = demo.rows["organizations"][1]
    people = [one for one in demo.rows["members"] if one["category"] == "预备党员"]
    for one in people:
        year = int(one["joined"][:4])
        demo.put(
            "development",
            **link("person", one),
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
            **link("branch", branch),
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
