"""Elections: new committees and changes within a term, due, extended, held (换届和届中调整)."""

from collections.abc import Iterable
from typing import Annotated

from sqlalchemy import Connection
from sqlmodel import Field

from desktop.ledger import Followed, Identity, Info, Ledger, Problems, Record, Rules, Values
from desktop.ledger.kinds import COUNT, DATE, LINE, NOTE, coded
from desktop.models.words import ORGANIZATION
from desktop.rules.dates import add_months, end_of, start_of

GENERAL = "换届"

MOST_MONTHS = 12


class Election(Record, table=True):
    """One election of one organisation."""

    organization: Annotated[
        str, Info("党组织", ORGANIZATION, ("党组织名称", "组织名称"), required=True, group="换届")
    ] = Field()
    kind: Annotated[str, Info("类型", coded("election_kind"), ("换届类型",), default=GENERAL, required=True)] = Field()
    last: Annotated[str | None, Info("上届日期", DATE, ("上届选举日期", "上届换届时间"))] = None
    due: Annotated[str | None, Info("应换届日期", DATE, ("届满日期", "应换届时间"))] = Field(default=None, index=True)
    extended_to: Annotated[
        str | None, Info("批准延期至", DATE, ("延期至",), help="延期一般不超过 1 年，须经上级批准")
    ] = None
    asked: Annotated[str | None, Info("请示文号", LINE)] = None
    approval: Annotated[str | None, Info("批复文号", LINE)] = None
    approved: Annotated[str | None, Info("批复日期", DATE)] = None
    held: Annotated[str | None, Info("实际日期", DATE, ("选举日期", "换届日期", "实际换届日期"), group="选举")] = Field(
        default=None, index=True
    )
    voters: Annotated[int | None, Info("应到会人数", COUNT, ("应到",))] = None
    present: Annotated[int | None, Info("实到会人数", COUNT, ("实到",))] = None
    committee: Annotated[str | None, Info("新班子", NOTE, ("选举结果", "当选名单"))] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


def on_time(values: Values) -> bool | None:
    """Whether it was held by the day due, or within the extension; None while that is open."""
    limit, held = values.get("extended_to") or values.get("due"), values.get("held")
    if values.get("kind") != GENERAL:
        return None
    return None if not limit or not held else start_of(held) <= end_of(limit)


class ElectionRules(Rules):
    """Terms, extensions and quorum, and the term that an election begins."""

    def check(self, values: Values) -> Problems:
        """An extension goes beyond the day that was due."""
        due, extended = values.get("due"), values.get("extended_to")
        return {"extended_to": "延期日期早于应换届日期"} if due and extended and extended < due[: len(extended)] else {}

    def warn(self, values: Values) -> Problems:
        """An extension of more than a year; one without approval; a quorum that was missed (选举工作条例)."""
        found = {}
        due, extended = values.get("due"), values.get("extended_to")
        if due and extended:
            if start_of(extended) > add_months(end_of(due), MOST_MONTHS):
                found["extended_to"] = "延期超过 1 年"
            elif not values.get("approval"):
                found["approval"] = "延期没有写明批复文号"
        voters, present = values.get("voters"), values.get("present")
        if voters and present is not None and present * 5 < voters * 4:
            found["present"] = "到会不足应到会的五分之四，选举无效"
        return found

    def follow(self, _connection: Connection, before: Values, after: Values) -> Iterable[Followed]:
        """A general election that was held begins the organisation's new term."""
        held, organization = after.get("held"), after.get("organization_id")
        if held and organization and after.get("kind") == GENERAL and before.get("held") != held:
            yield "organizations", organization, {"term_start": held}


LEDGER = Ledger(
    Election,
    id="elections",
    title="换届和届中调整",
    identity=Identity(("organization", "kind", "due"), named=("organization", "kind", "due")),
    table=("organization", "kind", "last", "due", "extended_to", "held", "approval", "voters", "present"),
    search=("organization", "approval", "committee"),
    filters=("organization", "kind"),
    sort="-due",
    rules=ElectionRules(),
)
