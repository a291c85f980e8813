"""Shifts: how long they last, past midnight included."""

DAY = 24 * 60


def hours_between(start: str, end: str) -> float:
    """Hours from one `HH:MM` to the next; an end before the start is the next day's."""
    minutes = _minutes(end) - _minutes(start)
    return (minutes + DAY if minutes < 0 else minutes) / 60


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:5])
