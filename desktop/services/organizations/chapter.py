"""组织: the tree of organisations, elections, changes, committees."""

from desktop.models.organizations.committee import LEDGER as COMMITTEE
from desktop.models.organizations.elections import LEDGER as ELECTIONS
from desktop.models.organizations.org_changes import LEDGER as ORG_CHANGES
from desktop.models.organizations.organizations import LEDGER as ORGANIZATIONS
from desktop.services.chapter import Chapter, Section
from desktop.services.organizations.computed import OF_ELECTION, OF_ORGANIZATION
from desktop.services.organizations.due import REMINDERS

CHAPTER = Chapter(
    "组织",
    (
        Section(ORGANIZATIONS, manual="党组织", computed=OF_ORGANIZATION),
        Section(ELECTIONS, manual="换届与组织调整", computed=OF_ELECTION),
        Section(ORG_CHANGES, manual="换届与组织调整"),
        Section(COMMITTEE, manual="党组织"),
    ),
    due=REMINDERS,
    papers="desktop.services.organizations.papers",
    pages="desktop.views.tabs.organizations.pages",
    samples="desktop.samples.organizations",
)
