"""半年考察 are records of their own, hung on their development; every link has its index."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


RECORDS = """
UPDATE development_review SET version = 1, alive = 1, development = parent.title, unit_id = parent.unit_id,
    entered = parent.entered, title = parent.title || CASE WHEN day IS NULL THEN '' ELSE ' ' || day END
FROM development AS parent WHERE parent.id = development_review.development_id
"""


def upgrade() -> None:
    """Take this step."""
    with op.batch_alter_table("development_review", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit_id", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("alive", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("title", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("find", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("entered", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("development", sa.String(), server_default="", nullable=False))
        batch_op.alter_column("development_id", existing_type=sa.VARCHAR(), nullable=True)
        batch_op.create_index(batch_op.f("ix_development_review_title"), ["title"], unique=False)
        batch_op.drop_column("position")
    op.execute(RECORDS)
    op.execute("UPDATE development_review SET find = by_pinyin(title) || ' ' || lower(coalesce(by_pinyin(result), ''))")

    with op.batch_alter_table("study_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_study_group_leader_id"), ["leader_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("study_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_study_group_leader_id"))

    with op.batch_alter_table("development_review", schema=None) as batch_op:
        batch_op.add_column(sa.Column("position", sa.INTEGER(), server_default="0", nullable=False))
        batch_op.drop_index(batch_op.f("ix_development_review_title"))
        batch_op.alter_column("development_id", existing_type=sa.VARCHAR(), nullable=False)
        batch_op.drop_column("development")
        batch_op.drop_column("entered")
        batch_op.drop_column("find")
        batch_op.drop_column("title")
        batch_op.drop_column("alive")
        batch_op.drop_column("version")
        batch_op.drop_column("unit_id")
