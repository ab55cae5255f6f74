"""Which client a lead became, who may let contacts in, and finding people by e-mail."""

import sqlalchemy as sa
from alembic import op

revision = "e5a3c81d7f24"
down_revision = "7e2b5c18fd94"
branch_labels = None
depends_on = None

GRANTED = {"manager": "contacts.sign_in.team", "administrator": "contacts.sign_in.all"}
BECAME = {"converted_client_id": "clients", "converted_contact_id": "contacts"}
WITH_EMAIL = ("clients", "contacts", "leads")


def upgrade() -> None:
    """Roles that were changed meanwhile keep what they have."""
    for column, table in BECAME.items():
        op.add_column("leads", sa.Column(column, sa.Uuid()))
        op.create_foreign_key(f"fk_leads_{column}", "leads", table, [column], ["id"], ondelete="SET NULL")
        op.create_index(f"ix_leads_{column}", "leads", [column])
    for table in WITH_EMAIL:
        op.create_index(f"ix_{table}_email", table, [sa.literal_column("lower(email)")])
    _change_permissions("array_append(permissions, :permission)")


def downgrade() -> None:
    """As before."""
    _change_permissions("array_remove(permissions, :permission)")
    for table in WITH_EMAIL:
        op.drop_index(f"ix_{table}_email", table)
    for column in BECAME:
        op.drop_column("leads", column)


def _change_permissions(changed: str) -> None:
    statement = sa.text(f"UPDATE roles SET permissions = {changed} WHERE key = :role")  # noqa: S608 - our own words
    for role, permission in GRANTED.items():
        op.execute(statement.bindparams(sa.bindparam("permission", permission, sa.Text()), role=role))
