"""Indexes for the list of members by birth and by the day they joined."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step."""
    for key in ("birth", "joined"):
        op.execute(f"CREATE INDEX ix_person_by_{key} ON person ({key} IS NULL, {key}, id) WHERE is_member IS 1")


def downgrade() -> None:
    """Take it back."""
    for key in ("birth", "joined"):
        op.drop_index(f"ix_person_by_{key}", "person")
