"""Medals of fifty years in the Party; names are kept for sorting by strokes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

AWARD = (
    "person",
    "person_id",
    "sex",
    "birth",
    "id_no",
    "branch",
    "branch_id",
    "joined",
    "full",
    "basis",
    "opinion",
    "checker",
    "checked",
    "recommended",
    "reviewed",
    "given",
    "giver",
    "way",
    "medal",
    "receipt",
    "proxy",
    "proxy_relation",
    "phone",
    "remark",
)


def record() -> list[sa.Column]:
    """What every record has."""
    return [
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("unit_id", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("alive", sa.Boolean(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("find", sa.String(), nullable=False),
        sa.Column("entered", sa.String(), nullable=False),
    ]


def upgrade() -> None:
    """Take this step."""
    op.add_column("person", sa.Column("strokes", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE person SET strokes = by_strokes(title)")
    op.create_table(
        "veteran_award",
        *record(),
        sa.Column("year", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=name != "person") for name in AWARD),
        sa.Column("years", sa.Integer(), nullable=True),
        sa.Column("living", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_veteran_award_person_id_person")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["organization.id"], name=op.f("fk_veteran_award_branch_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_veteran_award")),
    )
    for name in ("title", "year", "person_id", "branch_id"):
        op.create_index(op.f(f"ix_veteran_award_{name}"), "veteran_award", [name])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("veteran_award")
    op.drop_column("person", "strokes")
