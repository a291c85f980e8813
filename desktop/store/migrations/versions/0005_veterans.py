"""Names are kept for sorting by strokes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step."""
    op.add_column("person", sa.Column("strokes", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE person SET strokes = by_strokes(title)")


def downgrade() -> None:
    """Take it back."""
    op.drop_column("person", "strokes")
