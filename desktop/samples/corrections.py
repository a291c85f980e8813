"""Made-up corrections of earlier years."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.samples.demo import Demo

REASONS = (
    ("增加", "转入介绍信迟到，上年年报未计入"),
    ("减少", "组织关系已转出，上年年报仍计入"),
    ("增加", "档案核实后补录"),
    ("增加", "借调期间漏报"),
    ("减少", "与另一单位重复统计"),
)


def corrections(demo: "Demo") -> None:
    """One correction a year, going back."""
    for order, (direction, reason) in enumerate(REASONS):
        person, year = demo.rows["members"][10 + order], demo.today.year - 2 - order
        demo.put(
            "corrections",
            year=year,
            roll="党员",
            direction=direction,
            person=person["name"],
            person_id=person["id"],
            reason=reason,
            basis="党员档案",
            found=f"{year}-02-{10 + order}",
        )
