"""Visits are voided with a reason; overdrafts, publicity, proxies and exceptions of the fund check are written down."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ADDED = {
    "visit": ("proxy_relation", "proxy_paper", "public_from", "public_to", "overdraft", "voided", "void_reason"),
    "fund_movement": ("overdraft",),
}


def upgrade() -> None:
    """Take this step."""
    for table, names in ADDED.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.String(), nullable=True))
    op.create_table(
        "fund_explanation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("visit_batch_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["visit_batch_id"], ["visit_batch.id"], name=op.f("fk_fund_explanation_visit_batch_id_visit_batch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_explanation")),
    )
    op.create_index(op.f("ix_fund_explanation_visit_batch_id"), "fund_explanation", ["visit_batch_id"])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("fund_explanation")
    for table, names in ADDED.items():
        for name in names:
            op.drop_column(table, name)
