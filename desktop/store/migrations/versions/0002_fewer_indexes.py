"""Indexes on columns of few values go: looking rows up one by one through them is slower than reading the table."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

GONE = (
    ("attendance", "alive"),
    ("duty", "alive"),
    ("fund_movement", "alive"),
    ("hardship", "alive"),
    ("organization", "alive"),
    ("post", "alive"),
    ("service", "alive"),
    ("session", "alive"),
    ("study_group", "alive"),
    ("visit", "alive"),
    ("visit_batch", "alive"),
    ("person", "alive"),
    ("person", "is_member"),
    ("person", "is_volunteer"),
    ("person", "category"),
    ("person", "name"),
)


def upgrade() -> None:
    """Take this step."""
    for table, column in GONE:
        op.drop_index(f"ix_{table}_{column}", table)


def downgrade() -> None:
    """Take it back."""
    for table, column in GONE:
        op.create_index(f"ix_{table}_{column}", table, [column])
