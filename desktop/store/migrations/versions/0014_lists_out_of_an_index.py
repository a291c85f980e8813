"""Indexes that hold all that the list of members and its search need."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step."""
    op.execute("CREATE INDEX ix_person_by_branch ON person (branch IS NULL, branch, id, find) WHERE is_member IS 1")
    op.execute("CREATE INDEX ix_person_by_name ON person (find, id) WHERE is_member IS 1")


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_person_by_name", "person")
    op.drop_index("ix_person_by_branch", "person")
