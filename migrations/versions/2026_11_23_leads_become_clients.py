"""Which client a lead became, who may let contacts in, and finding people by e-mail."""

import sqlalchemy as sa
from alembic import op

revision = "e5a3c81d7f24"
down_revision = "7e2b5c18fd94"
branch_labels = None
depends_on = None

GRANTED = {"manager": "contacts.sign_in.team", "administrator": "contacts.sign_in.all"}
WITH_EMAIL = ("clients", "contacts", "leads")


def upgrade() -> None:
    """Roles that were changed meanwhile keep what they have."""
    op.add_column("leads", sa.Column("converted_client_id", sa.Uuid()))
    op.create_foreign_key(
        "fk_leads_converted_client_id", "leads", "clients", ["converted_client_id"], ["id"], ondelete="SET NULL"
    )
    op.create_index("ix_leads_converted_client_id", "leads", ["converted_client_id"])
    for table in WITH_EMAIL:
        op.create_index(f"ix_{table}_email", table, [sa.literal_column("lower(email)")])
    _change_permissions("array_append(permissions, :permission)")


def downgrade() -> None:
    """As before."""
    _change_permissions("array_remove(permissions, :permission)")
    for table in WITH_EMAIL:
        op.drop_index(f"ix_{table}_email", table)
    op.drop_column("leads", "converted_client_id")


def _change_permissions(changed: str) -> None:
    statement = sa.text(f"UPDATE roles SET permissions = {changed} WHERE key = :role")  # noqa: S608 - our own words
    for role, permission in GRANTED.items():
        op.execute(statement.bindparams(sa.bindparam("permission", permission, sa.Text()), role=role))
