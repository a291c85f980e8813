"""Medals of fifty years in the Party; corrections of a year's figures; names are kept for sorting by strokes."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
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
    op.create_table(
        "roll_correction",
        *record(),
        sa.Column("year", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("roll", "direction", "reason")),
        *(
            sa.Column(name, sa.String(), nullable=True)
            for name in ("person", "person_id", "organization", "organization_id", "basis", "found", "remark")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roll_correction_person_id_person")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_roll_correction_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_correction")),
    )
    for name in ("title", "year", "person_id", "organization_id"):
        op.create_index(op.f(f"ix_roll_correction_{name}"), "roll_correction", [name])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("roll_correction")
    op.drop_table("veteran_award")
    op.drop_column("person", "strokes")
