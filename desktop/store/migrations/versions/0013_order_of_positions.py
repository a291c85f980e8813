"""The place of a person in lists by position."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step."""
    op.add_column("person", sa.Column("position_order", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("person", "position_order")
