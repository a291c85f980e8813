"""An index on the log's few changes of files, which the history of every record looks through."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step."""
    op.execute("CREATE INDEX ix_change_files ON change (record_id) WHERE kept_in = 'attachment'")


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_change_files", "change")
