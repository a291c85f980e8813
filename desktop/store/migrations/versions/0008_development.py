"""The way into the Party, step by step."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TEXTS = [
    "person_id",
    "sex",
    "birth",
    "id_no",
    "branch",
    "branch_id",
    "position",
    "stopped",
    "applied",
    "talked",
    "talker",
    "activist",
    "activist_filed",
    "contacts",
    "chosen",
    "agreed",
    "shown_from",
    "shown_to",
    "sponsors",
    "examined",
    "train_from",
    "trained",
    "checked",
    "prereviewed",
    "form_no",
    "meeting",
    "interviewed",
    "approved",
    "filed",
    "oath",
    "full_applied",
    "full_meeting",
    "extended_to",
    "full_approved",
    "archived",
    "remark",
]


def upgrade() -> None:
    """Take this step."""
    op.create_table(
        "development",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("unit_id", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("alive", sa.Boolean(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("title", "find", "entered", "person")),
        *(sa.Column(name, sa.String(), nullable=True) for name in TEXTS),
        sa.Column("train_hours", sa.Float(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("voters", "present", "votes")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_development_person_id_person")),
        sa.ForeignKeyConstraint(["branch_id"], ["organization.id"], name=op.f("fk_development_branch_id_organization")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_development")),
    )
    for name in ("title", "person_id", "branch_id", "applied", "meeting"):
        op.create_index(op.f(f"ix_development_{name}"), "development", [name])
    op.create_table(
        "development_review",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("development_id", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("day", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["development_id"], ["development.id"], name=op.f("fk_development_review_development_id_development")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_development_review")),
    )
    op.create_index(op.f("ix_development_review_development_id"), "development_review", ["development_id"])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("development_review")
    op.drop_table("development")
