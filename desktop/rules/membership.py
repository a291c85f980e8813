"""Standing in the Party (党籍状态): what may follow what, and the terms that go with it.

Source: 《中国共产党党员教育管理工作条例》 (2019): after six months without contact 停止党籍, two years after that 自行脱党除名;
who settles abroad, or studies there for over five years, generally 停止党籍. Nobody is ever deleted.
"""

import datetime as dt

from desktop.rules.dates import add_months, end_of, start_of

NORMAL, SUSPENDED, MOVED, EXPELLED, DECEASED = "正常", "停止党籍", "转出", "出党", "去世"
LEFT = (MOVED, EXPELLED, DECEASED)
REASONED = (SUSPENDED, EXPELLED)
"""What is never decided without a reason."""
NEXT = {
    NORMAL: (SUSPENDED, MOVED, EXPELLED, DECEASED),
    SUSPENDED: (NORMAL, EXPELLED, DECEASED),
    MOVED: (NORMAL, DECEASED),
    EXPELLED: (NORMAL, DECEASED),
    DECEASED: (),
}
ABANDONED = "自行脱党除名"
LOST_MONTHS, SUSPENDED_MONTHS = 6, 24


def next_of(status: str | None) -> tuple[str, ...]:
    """What may come after a standing; a value of the office's own may be followed by any."""
    return NEXT.get(status or NORMAL, tuple(one for one in NEXT if one != status))


def suspension_due(lost_since: str) -> dt.date:
    """From when on somebody out of contact is to be 停止党籍."""
    return add_months(end_of(lost_since), LOST_MONTHS)


def removal_due(suspended_since: str) -> dt.date:
    """From when on somebody 停止党籍 who can still not be found counts as having left."""
    return add_months(end_of(suspended_since), SUSPENDED_MONTHS)


def doubts(
    before: str | None, lost_since: str | None, suspended_since: str | None, after: str, reason: str, on: str
) -> list[str]:
    """What to look at again before a standing changes; never forbids it."""
    found = []
    if after == SUSPENDED and lost_since and end_of(on) < suspension_due(lost_since):
        found.append(f"失去联系不满六个月（{suspension_due(lost_since).isoformat()} 满）")
    if after == EXPELLED and reason == ABANDONED and before == SUSPENDED and suspended_since:
        due = removal_due(suspended_since)
        if start_of(on) < due:
            found.append(f"停止党籍不满两年（{due.isoformat()} 满）")
    return found
