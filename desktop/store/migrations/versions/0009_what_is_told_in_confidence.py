"""Where a visit's money goes and what was heard there; the household of those in hardship."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ADDED = ("bank", "account", "feedback", "solved")


def upgrade() -> None:
    """Take this step."""
    for name in ADDED:
        op.add_column("visit", sa.Column(name, sa.String(), nullable=True))
    op.create_table(
        "hardship_family",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hardship_id", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("name", "relation", "workplace")),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("age", "income")),
        sa.ForeignKeyConstraint(["hardship_id"], ["hardship.id"], name=op.f("fk_hardship_family_hardship_id_hardship")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hardship_family")),
    )
    op.create_index(op.f("ix_hardship_family_hardship_id"), "hardship_family", ["hardship_id"])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("hardship_family")
    for name in ADDED:
        op.drop_column("visit", name)
