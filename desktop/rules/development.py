"""Developing members (发展党员): twenty-five steps, their limits, judged by the text in force on each step's own day.

Source: 《中国共产党发展党员工作细则》 of 2014 and as revised in 2026 (published 2026-05-18). The articles are those of the 2026
text; the two differ, as far as known, in that the superior committee agrees to (2014: files) who is to be developed, and
that they are shown publicly for five working days. From which day the later text holds is the office's setting.
What an organisation decides is typed; only limits are worked out. Calendar months, clamped to the month's end.
"""

import datetime as dt
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.rules.dates import add_months, end_of, full_years, start_of
from desktop.rules.workdays import working_days

APPLY, ACTIVIST, OBJECT, PROBATION, FULL = STAGES = ("申请入党", "积极分子", "发展对象", "预备党员", "转正")
ADULT, SHOWN_DAYS, TRAIN_DAYS, TRAIN_HOURS = 18, 5, 3, 24
HALF_YEAR, YEAR = 6, 12


@dataclass(frozen=True)
class Step:
    """One of the twenty-five: which date or word of the record tells that it was taken (none: kept on paper only)."""

    number: int
    stage: str
    title: str
    key: str = ""
    article: int = 0


STEPS = (
    Step(1, APPLY, "递交入党申请书", "applied", 5),
    Step(2, APPLY, "党组织派人谈话", "talked", 7),
    Step(3, ACTIVIST, "推荐和确定入党积极分子", "activist", 8),
    Step(4, ACTIVIST, "上级党委备案", "activist_filed", 8),
    Step(5, ACTIVIST, "指定培养联系人", "contacts", 9),
    Step(6, ACTIVIST, "培养教育考察", "reviews", 11),
    Step(7, OBJECT, "确定发展对象", "chosen", 13),
    Step(8, OBJECT, "报上级党委并公示", "agreed", 13),
    Step(9, OBJECT, "确定入党介绍人", "sponsors", 14),
    Step(10, OBJECT, "进行政治审查", "examined", 16),
    Step(11, OBJECT, "开展集中培训", "trained", 17),
    Step(12, PROBATION, "支部委员会审查", "checked", 18),
    Step(13, PROBATION, "上级党委预审", "prereviewed", 18),
    Step(14, PROBATION, "填写入党志愿书", "form_no", 19),
    Step(15, PROBATION, "支部党员大会讨论", "meeting", 19),
    Step(16, PROBATION, "上级党委派人谈话", "interviewed", 24),
    Step(17, PROBATION, "上级党委审批", "approved", 25),
    Step(18, PROBATION, "再上一级党委组织部门备案", "filed", 25),
    Step(19, FULL, "编入党支部和党小组", "", 28),
    Step(20, FULL, "入党宣誓", "oath", 29),
    Step(21, FULL, "继续教育考察", "", 30),
    Step(22, FULL, "提出转正申请", "full_applied", 32),
    Step(23, FULL, "支部党员大会讨论转正", "full_meeting", 32),
    Step(24, FULL, "上级党委审批转正", "full_approved", 33),
    Step(25, FULL, "材料归档", "archived", 36),
)
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Fault:
    """What does not agree with the text: at which field, in words, by which article."""

    key: str
    sentence: str
    article: int

    @property
    def told(self) -> str:
        """The sentence with its source."""
        return f"{self.sentence}（细则第{self.article}条）"


@dataclass(frozen=True)
class Standing:
    """Where somebody stands: the stage, the step taken last, the next one with its earliest and latest day."""

    stage: str
    last: Step | None
    following: Step | None
    earliest: dt.date | None
    latest: dt.date | None


def standing(values: Values) -> Standing:
    """Where a record stands by the dates typed."""
    taken = [step for step in STEPS if step.key and values.get(step.key)]
    last = taken[-1] if taken else None
    following = next((step for step in STEPS if step.key and (last is None or step.number > last.number)), None)
    earliest, latest = _window(values, following)
    return Standing(last.stage if last else APPLY, last, following, earliest, latest)


def _window(values: Values, step: Step | None) -> tuple[dt.date | None, dt.date | None]:
    """Between which days a step may be taken, as far as the text says and the dates tell."""
    key = step.key if step else ""

    def later(name: str, months: int) -> dt.date | None:
        return add_months(end_of(values[name]), months) if values.get(name) else None

    match key:
        case "talked":
            return None, later("applied", 1)
        case "chosen":
            return later("activist", YEAR), None
        case "form_no" | "meeting":
            return None, later("prereviewed", 1)
        case "approved" | "interviewed":
            return None, later("meeting", 3)
        case "full_applied" | "full_meeting":
            due = full_due(values)
            return due, due
        case "full_approved":
            return None, later("full_meeting", 3)
        case _:
            return None, None


def full_due(values: Values) -> dt.date | None:
    """The day on which the probationary year is over (§31: from the branch meeting), or its extension."""
    if values.get("extended_to"):
        return end_of(values["extended_to"])
    return add_months(end_of(values["meeting"]), YEAR) if values.get("meeting") else None


def review_due(values: Values) -> dt.date | None:
    """When an activist is to be looked at next (§11: every half year), until chosen for development."""
    if not values.get("activist") or values.get("chosen"):
        return None
    days = [values["activist"], *(row.get("day") for row in values.get("reviews") or () if row.get("day"))]
    return add_months(end_of(max(days)), HALF_YEAR)


def faults(values: Values, changed: dt.date, days: Mapping[dt.date, bool]) -> list[Fault]:
    """Everything in a record that its steps' own text does not allow; `changed` is when the text of 2026 took hold."""
    return [*_order(values), *_beginning(values), *_object(values, changed, days), *_end(values)]


def _order(values: Values) -> list[Fault]:
    """Steps stand one after the other."""
    dated = [(step, str(values[step.key])) for step in STEPS if step.key and _is_date(values.get(step.key))]
    return [
        Fault(after.key, f"“{after.title}”（{later}）早于“{before.title}”（{earlier}）", after.article)
        for (before, earlier), (after, later) in itertools.pairwise(dated)
        if end_of(later) < start_of(earlier)
    ]


def _is_date(value: Any) -> bool:
    return isinstance(value, str) and value[:4].isdigit() and (len(value) == 4 or value[4:5] == "-")


def _beginning(values: Values) -> list[Fault]:
    found = []
    applied, birth = values.get("applied"), values.get("birth")
    if applied and birth and full_years(start_of(birth), end_of(applied)) < ADULT:
        found.append(Fault("applied", f"申请时不满 {ADULT} 周岁", 5))
    if applied and values.get("talked") and start_of(values["talked"]) > add_months(end_of(applied), 1):
        found.append(Fault("talked", "收到申请书一个月以后才谈话", 7))
    if values.get("activist") and values.get("chosen"):
        least = add_months(start_of(values["activist"]), YEAR)
        if end_of(values["chosen"]) < least:
            found.append(Fault("chosen", f"积极分子培养考察不满一年（{least.isoformat()} 才满）", 13))
    return found


def _object(values: Values, changed: dt.date, days: Mapping[dt.date, bool]) -> list[Fault]:
    found = []
    chosen = values.get("chosen")
    if chosen and start_of(chosen) >= changed and values.get("examined"):
        if not values.get("agreed"):
            found.append(Fault("agreed", "没有上级党委同意的日期", 13))
        if not values.get("shown_from") or not values.get("shown_to"):
            found.append(Fault("shown_from", "没有公示的起止日期", 13))
    if values.get("shown_from") and values.get("shown_to") and chosen and start_of(chosen) >= changed:
        count, provisional = working_days(end_of(values["shown_from"]), start_of(values["shown_to"]), days)
        if count < SHOWN_DAYS:
            word = "（暂算）" if provisional else ""
            found.append(Fault("shown_to", f"公示 {count} 个工作日{word}，不满 {SHOWN_DAYS} 个工作日", 13))
    begins, ends, hours = values.get("train_from"), values.get("trained"), values.get("train_hours")
    long = bool(begins and ends and (start_of(ends) - end_of(begins)).days + 1 >= TRAIN_DAYS)
    if ends and not long and (hours or 0) < TRAIN_HOURS:
        found.append(Fault("trained", f"集中培训不满 {TRAIN_DAYS} 天，也不满 {TRAIN_HOURS} 学时", 17))
    return found


def _end(values: Values) -> list[Fault]:
    found = []
    for key, before, months, sentence, article in (
        ("meeting", "prereviewed", 1, "预审合格一个月以后才召开支部党员大会", 19),
        ("approved", "meeting", 3, "支部党员大会三个月以后才审批（特殊情况不超过六个月）", 25),
        ("full_approved", "full_meeting", 3, "讨论转正三个月以后才审批", 33),
    ):
        first, later = values.get(before), values.get(key)
        if first and later and start_of(later) > add_months(end_of(first), months):
            found.append(Fault(key, sentence, article))
    meeting, full = values.get("meeting"), values.get("full_meeting")
    if meeting and full and not values.get("extended_to") and end_of(full) < add_months(start_of(meeting), YEAR):
        found.append(Fault("full_meeting", "预备期不满一年就讨论转正", 31))
    if meeting and values.get("extended_to"):
        over = add_months(end_of(meeting), YEAR)
        extended = end_of(values["extended_to"])
        if extended < add_months(over, HALF_YEAR) or extended > add_months(over, YEAR):
            found.append(Fault("extended_to", "预备期延长一次，不少于半年、不超过一年", 31))
    should, votes = values.get("voters"), values.get("votes")
    if should and votes is not None and votes * 2 <= should:
        found.append(Fault("votes", "赞成没有超过应到会有表决权党员的半数", 20))
    present = values.get("present")
    if should and present is not None and present * 2 <= should:
        found.append(Fault("present", "到会没有超过应到会有表决权党员的半数", 19))
    return found
