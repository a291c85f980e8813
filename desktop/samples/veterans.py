"""Made-up medals: the veterans of the demonstration who have fifty years, but for the last two, who are left to be taken in."""

from typing import TYPE_CHECKING

from desktop.rules.fifty import INSTITUTED, award_day, reaches, years_on
from desktop.rules.party_age import counts_from

if TYPE_CHECKING:
    from desktop.samples.demo import Demo

LEFT = 2


def veteran_awards(demo: "Demo") -> None:
    """A medal for each of the older veterans, in the first year there was one for them."""
    old = [one for one in demo.rows["members"] if one["retired"] == "退休"]
    for order, one in enumerate(sorted(old, key=lambda one: str(one["joined"]))[:-LEFT]):
        first, _ = reaches(one["joined"], one["full"])
        year = max(first or INSTITUTED, INSTITUTED)
        demo.put(
            "veterans",
            year=year,
            person=one["name"],
            person_id=one["id"],
            **{key: one[key] for key in ("sex", "birth", "id_no", "branch", "branch_id", "joined", "full")},
            basis=counts_from(one["joined"], one["full"])[1],
            years=years_on(one["joined"], one["full"], year),
            living=True,
            opinion="一贯表现良好",
            checker="王敏",
            checked=f"{year}-05-10",
            recommended="同意推荐",
            reviewed="符合颁发条件",
            given=award_day(year).isoformat(),
            giver="机关党委书记",
            way="上门颁发" if order % 3 == 2 else "集中颁发",
            receipt="代领" if order == 4 else "本人",
            proxy="陈晓东" if order == 4 else None,
            proxy_relation="子女" if order == 4 else None,
            phone=one["mobile"],
        )
