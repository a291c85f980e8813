"""Terms of office of Party organisations, and when the next election is due."""

from desktop.rules.dates import add_months, start_of

TERM_YEARS = {"党工委": 5, "机关党委": 5, "基层党委": 5, "机关纪委": 5, "党总支": 3, "党支部": 3, "联合党支部": 3}
"""Years by kind (《党和国家机关基层组织工作条例》 §5-8; 《关于党的基层组织任期的意见》 2018)."""


def term_due(start: str, years: int) -> str:
    """The day a term that began on `start` is over, as far as the start is known."""
    due = add_months(start_of(start), 12 * years).isoformat()
    return due[: len(start)]
