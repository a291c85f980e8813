"""What an office keeps: one file per ledger, and here their list, each after those it refers to."""

from desktop.ledger.ledger import in_order
from desktop.models.duty import duties, posts, services, volunteers
from desktop.models.members import corrections, development, dues, members, transfers, veterans
from desktop.models.organizations import committee, elections, org_changes, organizations
from desktop.models.study import attendance, sessions, study_groups
from desktop.models.visits import funds, hardship, visit_batches, visits

LEDGERS = in_order(
    (
        organizations.LEDGER,
        members.LEDGER,
        volunteers.LEDGER,
        elections.LEDGER,
        org_changes.LEDGER,
        committee.LEDGER,
        development.LEDGER,
        transfers.LEDGER,
        dues.LEDGER,
        veterans.LEDGER,
        corrections.LEDGER,
        study_groups.LEDGER,
        hardship.LEDGER,
        visit_batches.LEDGER,
        visits.LEDGER,
        funds.LEDGER,
        sessions.LEDGER,
        attendance.LEDGER,
        services.LEDGER,
        posts.LEDGER,
        duties.LEDGER,
    )
)
TABS = ("党员", "走访慰问", "学习", "志愿值班", "组织")
TAB_ORDER = {
    "党员": ("members", "development", "transfers", "dues", "veterans", "corrections"),
    "走访慰问": ("hardship", "visit-batches", "visits", "funds"),
    "学习": ("sessions", "attendance", "study-groups"),
    "志愿值班": ("volunteers", "services", "posts", "duties"),
    "组织": ("organizations", "elections", "org-changes", "committee"),
}
