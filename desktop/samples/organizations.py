"""Made-up organisations: branches, their elections, how they were set up, their committees."""

from functools import partial

from desktop.models.organizations.organizations import LEDGER as ORGANIZATIONS
from desktop.rules.terms import TERM_YEARS, term_due
from desktop.samples.demo import Demo, link
from desktop.samples.words import BRANCHES
from desktop.store.work import Work

POSTS_OF = ("书记", "组织委员", "宣传委员")


def organizations(demo: Demo) -> None:
    """The branches under the office's own, whose term began two years ago."""
    root = {"id": demo.office.own_id, "title": demo.office.unit}
    demo.later.append(partial(_term, demo))
    for order, (short, kind, attribute) in enumerate(BRANCHES):
        general = [one for one in demo.rows["organizations"] if one["kind"] == "党总支"]
        above = general[0] if general and attribute == "事业单位" else root
        demo.put(
            "organizations",
            full_name=f"{demo.office.unit}{short}",
            short=short,
            kind=kind,
            **link("parent", above),
            code=f"3501{order + 1:04d}",
            unit_attribute=attribute,
            founded=demo.day(1995, 2012),
            term_start=f"{demo.today.year - 1 - order % 3}-{3 + order:02d}-{10 + order}",
            term_years=3,
            contact=demo.name(),
            phone=f"0591-2612{3301 + order}",
            secretary=None,
            secretary_id=None,
        )


def _term(demo: Demo, work: Work) -> None:
    """The term of the office's own organisation."""
    root = demo.office.get(ORGANIZATIONS, demo.office.own_id, work.connection)
    term = {"term_start": f"{demo.today.year - 2}-06-18", "term_years": 5}
    work.change(ORGANIZATIONS, demo.office.own_id, {key: value for key, value in term.items() if not root.get(key)})


def elections(demo: Demo) -> None:
    """The last election of every organisation, held on the day its present term began."""
    for order, one in enumerate(demo.rows["organizations"]):
        start = one.get("term_start")
        years = TERM_YEARS.get(one.get("kind") or "", 3)
        if not start:
            continue
        last = f"{int(start[:4]) - years}{start[4:]}"
        demo.put(
            "elections",
            **link("organization", one),
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


def changes(demo: Demo) -> None:
    """How the branches were set up, each by its paper."""
    year = demo.today.year
    for order, one in enumerate(demo.rows["organizations"][1:6]):
        demo.put(
            "org-changes",
            **link("organization", one),
            kind="设立",
            reason="按单位设置变化设立",
            approval=f"机委〔{year - 12 + order}〕{order + 1}号",
            approved=f"{year - 12 + order}-03-05",
        )


def committees(demo: Demo) -> None:
    """Three posts in each branch."""
    members = demo.rows["members"]
    for branch in demo.rows["organizations"]:
        own = [one for one in members if one["branch_id"] == branch["id"]]
        for post, person in zip(POSTS_OF, own, strict=False):
            since = branch.get("term_start")
            demo.put("committee", **link("organization", branch), **link("person", person), post=post, since=since)


SAMPLES = {
    "organizations": organizations,
    "elections": elections,
    "org-changes": changes,
    "committee": committees,
}
