"""${message}."""

% if sa:
import sqlalchemy as sa
% endif
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step."""
    ${upgrades}


def downgrade() -> None:
    """Take it back."""
    ${downgrades}
