"""Whether a birth that differs from the identity number was checked against the archive."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step."""
    op.add_column("person", sa.Column("birth_checked", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("person", "birth_checked")
