"""What an office keeps: one file per ledger, and here their list, each after those it refers to."""

from desktop.ledger.ledger import in_order
from desktop.models import (
    attendance,
    committee,
    corrections,
    development,
    dues,
    duties,
    elections,
    funds,
    hardship,
    members,
    org_changes,
    organizations,
    posts,
    services,
    sessions,
    study_groups,
    transfers,
    veterans,
    visit_batches,
    visits,
    volunteers,
)

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
