"""What follows from an organisation and from an election: members, terms, advice."""

import datetime as dt

from desktop.ledger import Values
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.models.organizations.elections import on_time
from desktop.rules.terms import TERM_YEARS, term_due
from desktop.services.chapter import Computed
from desktop.services.organizations.advice import advice
from desktop.store.office import Office
from desktop.store.query import Query, Where


def of_organization(office: Office, values: Values, as_of: dt.date) -> Values:
    """Members of it and of all below it, and when the next election is due."""
    mine = Query(where=(Where("branch", "below", values["id"]),), as_of=as_of.isoformat())
    years = values.get("term_years") or TERM_YEARS.get(values.get("kind") or "")
    return {
        "党员数": office.count(MEMBERS, mine),
        "应换届日期": term_due(values["term_start"], years) if values.get("term_start") and years else None,
        "设置建议": "；".join(one.sentence for one in advice(office, as_of, values["id"])) or None,
    }


def of_election(_office: Office, values: Values, _as_of: dt.date) -> Values:
    """Whether a general election was held in time; None while that is open."""
    return {"是否按期": {True: "是", False: "否", None: None}[on_time(values)]}


OF_ORGANIZATION = Computed(("党员数", "应换届日期", "设置建议"), of_organization)
OF_ELECTION = Computed(("是否按期",), of_election)
