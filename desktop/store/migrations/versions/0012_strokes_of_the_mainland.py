"""Names by strokes as 通用规范汉字表 counts them: what is kept for sorting is worked out anew."""

import sqlalchemy as sa
from alembic import op

from desktop.store.search import by_strokes

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PERSON = sa.table("person", sa.column("id"), sa.column("name"), sa.column("strokes"))


def upgrade() -> None:
    """Take this step."""
    connection = op.get_bind()
    rows = connection.execute(sa.select(PERSON.c.id, PERSON.c.name)).all()
    fresh = [{"one": row.id, "key": by_strokes(row.name) or ""} for row in rows]
    if fresh:
        named = sa.update(PERSON).where(PERSON.c.id == sa.bindparam("one")).values(strokes=sa.bindparam("key"))
        connection.execute(named, fresh)


def downgrade() -> None:
    """Nothing to take back: earlier versions work it out when a name is saved."""
