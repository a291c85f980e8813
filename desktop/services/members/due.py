"""What is due of members: steps on the way into the Party, medals, letters, dues, lost contact."""

import datetime as dt
from collections.abc import Iterator

from desktop.ledger import Values
from desktop.models.members.development import LEDGER as DEVELOPMENT
from desktop.models.members.dues import LEDGER as DUES
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.models.members.transfers import LEDGER as TRANSFERS
from desktop.models.members.transfers import OUT, USUAL_DAYS
from desktop.records.reading import each
from desktop.records.reminders import OVERDUE, Due, Found, Reminder, reminder, state_of
from desktop.rules.dates import add_months, chinese_date, end_of
from desktop.rules.development import full_due, review_due, standing
from desktop.rules.fifty import award_day
from desktop.rules.membership import NORMAL, SUSPENDED, removal_due, suspension_due
from desktop.services.members.development import AHEAD, UNDER_WAY, under_way
from desktop.services.members.dues import LATE_MONTHS, arrears
from desktop.services.members.status import suspended_since
from desktop.services.members.veterans import AHEAD as YEARS_AHEAD
from desktop.services.members.veterans import NEW, OPEN, candidates_of
from desktop.store.office import Office
from desktop.store.query import Query, Where

WEEK, LOST = 7, "失联停止党籍"
FAR = 366 * (YEARS_AHEAD + 1)


def steps(office: Office, on: dt.date) -> Iterator[Reminder]:
    """积极分子半年考察, 发展对象各时限, 转正到期 of those whose way is kept here."""
    for row in under_way(office):
        found, name = standing(row), row["person"]
        review = review_due(row)
        if review:
            yield from _step("积极分子半年考察", row, f"{name} 半年考察", review, on)
        full = full_due(row)
        if full and not row["full_meeting"]:
            yield from _step("转正到期", row, f"{name} 预备期满，讨论转正", full, on)
        if found.latest and found.following and found.following.key not in ("full_applied", "full_meeting"):
            words = f"{name} {found.following.title}（最迟 {chinese_date(found.latest.isoformat())}）"
            yield from _step("发展对象各时限", row, words, found.latest, on)


def _step(rule: str, row: Values, words: str, due: dt.date, on: dt.date) -> Found:
    return reminder(rule, DEVELOPMENT, row, words, due, state_of(due, on, AHEAD))


def probation(office: Office, on: dt.date) -> Iterator[Reminder]:
    """转正到期 of probationary members without a record of their way: a year from the day of joining (§31)."""
    kept = {row["person_id"] for row in under_way(office) if row["person_id"]}
    for member in each(office, MEMBERS, Query(where=PROBATION, as_of=on.isoformat())):
        if member["id"] not in kept:
            due = add_months(end_of(member["joined"]), 12)
            words = f"{member['name']} 预备期满，讨论转正"
            yield from reminder("转正到期", MEMBERS, member, words, due, state_of(due, on, AHEAD))


def fifty_years(office: Office, on: dt.date) -> Iterator[Reminder]:
    """光荣在党50年 of this year and the next three, without a medal yet (中组部 颁发管理办法, 2021: yearly, on 1 July)."""
    told: set[str] = set()
    for year, found in candidates_of(office, range(on.year, on.year + YEARS_AHEAD + 1)).items():
        due = award_day(year)
        for one in found:
            state = state_of(due, on, FAR)
            if one.state not in (NEW, OPEN) or one.id in told or state is None:
                continue
            told.add(one.id)
            words = "党龄满 50 年" if one.state == NEW else f"待核（{one.reason}）"
            yield Reminder("光荣在党50年", f"{one.name}：{year} 年 {words}", MEMBERS.id, one.id, due.isoformat(), state)


def letter(_office: Office, row: Values, on: dt.date) -> Found:
    """介绍信到期无回执: letters out whose days of validity are running out or over, not received and without receipt."""
    due = end_of(row["issued"]) + dt.timedelta(days=row["valid_days"] or USUAL_DAYS)
    words = f"{row['person']} 转往 {row['sent_to'] or '外单位'}，介绍信 {row['number'] or ''}".rstrip()
    return reminder("介绍信到期无回执", TRANSFERS, row, words, due, None if row["receipt"] else state_of(due, on, WEEK))


def owed(office: Office, on: dt.date) -> Iterator[Reminder]:
    """党费欠缴: one a member, from the first month owed (党费收缴规定: by the month; made up within six months)."""
    for one in arrears(office, on):
        months = len(one.months)
        words = f"{one.person} 欠缴 {months} 个月 {one.sum / 100:.2f} 元"
        words += "，已超过 6 个月，请按规定提醒教育" if months >= LATE_MONTHS else ""
        yield Reminder("党费欠缴", words, DUES.id, one.record_id, end_of(one.months[0]).isoformat(), OVERDUE)


def lost(office: Office, on: dt.date) -> Iterator[Reminder]:
    """失联停止党籍: six months out of contact; and two years after 停止党籍 (《党员教育管理工作条例》)."""
    for row in each(office, MEMBERS, Query(where=OUT_OF_CONTACT)):
        due = suspension_due(row["lost_since"])
        if (row["status"] or NORMAL) == NORMAL:
            words = f"{row['title']} 失去联系满六个月，按程序停止党籍"
            yield from reminder(LOST, MEMBERS, row, words, due, state_of(due, on, AHEAD))
    for row in each(office, MEMBERS, Query(where=STOPPED)):
        since = suspended_since(row)
        gone = any(one["reason"] and "失联" in one["reason"] for one in row["statuses"] or ()) or row["lost"]
        if since and gone:
            due = removal_due(since)
            words = f"{row['title']} 停止党籍满两年，仍无法取得联系的按自行脱党除名"
            yield from reminder(LOST, MEMBERS, row, words, due, state_of(due, on, AHEAD))


PROBATION = (Where("category", "=", "预备党员"), Where("joined", "filled"), Where("full", "blank"))
SENT = (Where("direction", "=", OUT), Where("received", "blank"), Where("issued", "filled"))
OUT_OF_CONTACT = (Where("lost", "=", True), Where("lost_since", "filled"))  # noqa: FBT003 - a value
STOPPED = (Where("status", "=", SUSPENDED),)
REMINDERS = (
    Due(DEVELOPMENT, ("person", "reviews", "full_meeting"), UNDER_WAY, find=steps),
    Due(MEMBERS, ("name", "joined"), PROBATION, find=probation),
    Due(MEMBERS, ("name", "joined", "full"), find=fifty_years),
    Due(TRANSFERS, ("issued", "valid_days", "person", "sent_to", "number", "receipt"), SENT, letter),
    Due(DUES, ("person", "month", "due", "paid", "exempt"), find=owed),
    Due(MEMBERS, ("lost", "lost_since", "status", "statuses"), find=lost),
)
