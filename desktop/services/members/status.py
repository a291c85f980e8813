"""A member's standing changed as an act of its own: from which day, why, and everything that follows from it."""

import datetime as dt

from desktop.errors import Refusal
from desktop.ledger import Values
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.records.editing import Edit, save_edits
from desktop.rules.dates import start_of
from desktop.rules.membership import (
    DECEASED,
    EXPELLED,
    LEFT,
    MOVED,
    NORMAL,
    REASONED,
    SUSPENDED,
    doubts,
    next_of,
)
from desktop.store.office import Office


def choices(member: Values) -> tuple[str, ...]:
    """What the member's standing may become."""
    return next_of(member.get("status"))


def suspended_since(member: Values) -> str | None:
    """From which day on the member's standing has been suspended, as far as it was written down."""
    rows = [row for row in member.get("statuses") or () if row["status"] == SUSPENDED and row["since"]]
    return rows[-1]["since"] if rows and member.get("status") == SUSPENDED else None


def doubts_of(member: Values, after: str, reason: str, on: str) -> list[str]:
    """What to look at again before this change."""
    return doubts(member.get("status"), member.get("lost_since"), suspended_since(member), after, reason, on)


def change_status(office: Office, record_id: str, after: str, on: str, reason: str = "") -> list[str]:
    """Give a member another standing from a day on, as one act; gives what to look at again.

    Raises Refusal where the one cannot follow the other, a reason or the day is missing, or the day is out of order.
    """
    ledger = MEMBERS
    member = office.get(ledger, record_id)
    before = member["status"] or NORMAL
    _refuse(office, member, before, after, on, reason)
    context = office.context()
    kinds = {one.key: one.kind for one in ledger.columns["statuses"].kind.columns}  # type: ignore[attr-defined]
    reason = kinds["reason"].read(reason, context).value or ""
    rows = member["statuses"] or [{"status": before, "since": None, "reason": None}]
    values = {
        "status": after,
        "statuses": [*rows, {"status": after, "since": on, "reason": reason or None}],
        **_follows(before, after, on),
    }
    title = f"党籍变动 {member['title']}：{before} → {after}"
    save_edits(office, ledger, [Edit(record_id, values, member["version"])], title, context)
    return doubts_of(member, after, reason, on)


def _refuse(office: Office, member: Values, before: str, after: str, on: str, reason: str) -> None:
    allowed = next_of(member["status"])
    name = member["title"]
    if after == before:
        raise Refusal(f"{name} 的党籍状态本来就是“{after}”，没有改动。")
    if after not in office.lists["member_status"].texts:
        raise Refusal(f"没有“{after}”这种党籍状态，可用的有：{'、'.join(allowed)}。")
    if after not in allowed:
        can = f"“{before}”之后可以是：{'、'.join(allowed)}。" if allowed else f"“{before}”以后不再变动。"
        raise Refusal(f"{name} 现在是“{before}”，不能改为“{after}”。{can}原来填错了的，请直接在表单里改“党籍状态”。")
    if not on:
        raise Refusal(f"请写明“{after}”从哪一天起。")
    if start_of(on) > dt.date.today():
        raise Refusal(f"{on} 还没有到，请写已经决定的日期。")
    if after in REASONED and not reason:
        raise Refusal(f"“{after}”要写明原因。")
    last = max((row["since"] for row in member["statuses"] or () if row["since"]), default="")
    if last and on < last:
        raise Refusal(f"上一次党籍变动是 {last}，{on} 比它早。请核对日期，或在表单的“党籍变动”里改。")


def _follows(before: str, after: str, on: str) -> Values:
    """The other fields that a change of standing brings with it."""
    if after == DECEASED:
        return {"died": on}
    if after in (MOVED, EXPELLED):
        return {"gone": on, "gone_by": after}
    if before in LEFT:
        return {"came": on, "came_by": "转入" if before == MOVED else "恢复", "gone": None, "gone_by": None}
    return {}
