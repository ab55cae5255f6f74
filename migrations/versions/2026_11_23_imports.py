"""Files that are imported, row by row, and finding people by telephone."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "c6f1e09b53d8"
down_revision = "b61f0d93ea25"
branch_labels = None
depends_on = None

WITH_PHONE = ("clients", "contacts", "leads")
PHONE_DIGITS = "regexp_replace(phone, '[^0-9]', '', 'g')"


def upgrade() -> None:
    """What was imported before is not there."""
    op.create_table(
        "imports",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("owner_id", sa.Uuid(), sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("header", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("mapping", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("rows_count", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("kind IN ('clients', 'contacts', 'leads')", name="kind"),
        sa.CheckConstraint("state IN ('ready', 'applying', 'done')", name="state"),
    )
    op.create_index("ix_imports_created_at", "imports", ["created_at"])
    op.create_table(
        "import_rows",
        sa.Column("import_id", sa.Uuid(), sa.ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("cells", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("outcome", sa.String()),
        sa.Column("errors", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("verdict IN ('new', 'update', 'same', 'error')", name="verdict"),
        sa.CheckConstraint("outcome IN ('created', 'updated', 'same', 'refused')", name="outcome"),
    )
    for table in WITH_PHONE:
        op.create_index(f"ix_{table}_phone", table, [sa.literal_column(PHONE_DIGITS)])


def downgrade() -> None:
    """As before."""
    for table in WITH_PHONE:
        op.drop_index(f"ix_{table}_phone", table)
    op.drop_table("import_rows")
    op.drop_table("imports")
