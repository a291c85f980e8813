"""Running balances."""

from collections.abc import Mapping


def lowest(days: Mapping[str, int]) -> tuple[int, str]:
    """The lowest a balance that starts at zero ever stands at the end of a day, and that day."""
    least, when, running = 0, "", 0
    for day in sorted(days):
        running += days[day]
        if running < least:
            least, when = running, day
    return least, when
