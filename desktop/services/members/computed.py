"""What follows from a member's record: age and 党龄."""

import datetime as dt

from desktop.ledger import Values
from desktop.rules.dates import age, end_of
from desktop.rules.party_age import counts_from, fifty_year, party_age
from desktop.services.chapter import Computed
from desktop.store.office import Office


def of_member(_office: Office, values: Values, as_of: dt.date) -> Values:
    """Age and Party age in whole years (党龄); they stop on the day of death."""
    day = min(as_of, end_of(values["died"])) if values.get("died") else as_of
    adjust = values.get("age_adjust") or 0
    joined, full = values.get("joined"), values.get("full")
    years, how = party_age(joined, full, day, adjust)
    return {
        "年龄": age(values.get("birth"), day),
        "党龄": years,
        "党龄说明": how,
        "党龄起算日": counts_from(joined, full)[0],
        "光荣在党50年年份": fifty_year(joined, full, adjust),
    }


OF_MEMBER = Computed(("年龄", "党龄", "党龄说明", "党龄起算日", "光荣在党50年年份"), of_member)
