"""Where members belonged before, from which day on."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step."""
    op.create_table(
        "person_place",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=True),
        sa.Column("branch_id", sa.String(), nullable=True),
        sa.Column("since", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_place_person_id_person")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["organization.id"], name=op.f("fk_person_place_branch_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_place")),
    )
    for name in ("person_id", "branch_id"):
        op.create_index(op.f(f"ix_person_place_{name}"), "person_place", [name])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("person_place")
