"""Every change of a member's standing, from which day on and why."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step."""
    op.create_table(
        "person_status",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("since", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_status_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_status")),
    )
    op.create_index(op.f("ix_person_status_person_id"), "person_status", ["person_id"])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("person_status")
