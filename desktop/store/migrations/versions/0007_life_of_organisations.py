"""Elections, changes of organisations, committees, transfers, dues."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INTEGERS = frozenset({"voters", "present", "order", "valid_days", "base", "due", "paid"})
TABLES = {
    "election": (
        ("organization", "kind"),
        "organization_id last due extended_to asked approval approved held voters present committee remark",
        "organization_id due held",
    ),
    "org_change": (
        ("organization", "kind"),
        "organization_id reason asked approval approved effective renamed target target_id remark",
        "organization_id effective target_id",
    ),
    "committee_member": (
        ("organization", "person", "post"),
        "organization_id person_id order since until paper duty remark",
        "organization_id person_id",
    ),
    "transfer": (
        ("direction", "person"),
        """person_id id_no category number addressed sent_by sent_to branch branch_id reason issued valid_days
        dues_until phone receipt received remark""",
        "person_id number branch_id issued",
    ),
    "dues": (
        ("person", "month"),
        "person_id branch branch_id kind base due paid paid_on receipt exempt remark",
        "person_id branch_id month",
    ),
}
LINKS = {
    "organization_id": "organization",
    "target_id": "organization",
    "branch_id": "organization",
    "person_id": "person",
}


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


def kind(table: str, name: str) -> sa.types.TypeEngine:
    """Text, but for the counts and amounts; 转接's receipt is yes or no, an election's due is a day."""
    if (table, name) == ("transfer", "receipt"):
        return sa.Boolean()
    return sa.Integer() if name in INTEGERS and (table, name) != ("election", "due") else sa.String()


def upgrade() -> None:
    """Take this step."""
    op.add_column("organization", sa.Column("dissolved", sa.String(), nullable=True))
    for table, (musts, mays, indexed) in TABLES.items():
        names = mays.split()
        op.create_table(
            table,
            *record(),
            *(sa.Column(name, sa.String(), nullable=False) for name in musts),
            *(sa.Column(name, kind(table, name), nullable=True) for name in names),
            *(
                sa.ForeignKeyConstraint([name], [f"{LINKS[name]}.id"], name=op.f(f"fk_{table}_{name}_{LINKS[name]}"))
                for name in names
                if name in LINKS
            ),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
        for name in ("title", *indexed.split()):
            op.create_index(op.f(f"ix_{table}_{name}"), table, [name])


def downgrade() -> None:
    """Take it back."""
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("organization", "dissolved")
