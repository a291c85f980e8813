"""Party age (党龄): counted from the day of full membership, with the periods that had no probation.

Source: the table of historical periods kept by organisation departments (入党时间和党龄计算); the Party constitution
since 1982 and 《发展党员工作细则》 for the present rule; 中办《“光荣在党50年”纪念章颁发》 for the fifty years.
"""

import datetime as dt

from desktop.rules.dates import add_months, end_of, full_years, start_of

WITHOUT_PROBATION = (
    ("1921-07-01", "1923-06-09"),
    ("1928-06-18", "1945-04-22"),
    ("1969-04-01", "1977-08-11"),
)
FIFTY_YEARS = 600


def counts_from(joined: str | None, full: str | None) -> tuple[str | None, str]:
    """The day Party age is counted from as far as it is known, and a word on how, or on what is missing."""
    if full:
        return full, "从转正之日算起"
    if not joined:
        return None, "缺入党日期和转正日期，无法计算"
    for begins, ends in WITHOUT_PROBATION:
        if start_of(joined) >= dt.date.fromisoformat(begins) and end_of(joined) <= dt.date.fromisoformat(ends):
            return joined, f"{begins} 至 {ends} 入党没有预备期，从入党之日算起"
    return None, "缺转正日期，无法计算"


def party_age(joined: str | None, full: str | None, as_of: dt.date, adjust_months: int = 0) -> tuple[int | None, str]:
    """Whole years as of a day; None where a date known to the month leaves it open (待核), never rounded."""
    start, how = counts_from(joined, full)
    if start is None:
        return None, how
    most = full_years(add_months(start_of(start), adjust_months), as_of)
    least = full_years(add_months(end_of(start), adjust_months), as_of)
    if least != most:
        return (
            None,
            f"待核：{start} 只到{'月' if len(start) > 4 else '年'}，截至 {as_of.isoformat()} 是 {least} 年还是 {most} 年不能确定",
        )
    if most < 0:
        return None, f"截至 {as_of.isoformat()} 还没有转正"
    return most, how


def fifty_year(joined: str | None, full: str | None, adjust_months: int = 0) -> int | None:
    """The first year whose 1 July finds fifty full years; None where the dates leave it open."""
    start, _ = counts_from(joined, full)
    if start is None:
        return None
    years = {
        day.year if (day.month, day.day) <= (7, 1) else day.year + 1
        for day in (add_months(end(start), FIFTY_YEARS + adjust_months) for end in (start_of, end_of))
    }
    return years.pop() if len(years) == 1 else None
