"""Names by strokes as 通用规范汉字表 counts them: what is kept for sorting is worked out anew."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step."""
    op.execute("UPDATE person SET strokes = by_strokes(title)")


def downgrade() -> None:
    """Nothing to take back: earlier versions work it out when a name is saved."""
