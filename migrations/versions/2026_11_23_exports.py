"""Files with meetings that somebody asked for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "7e2b5c18fd94"
down_revision = "e8a3b5d7f102"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One table."""
    op.create_table(
        "exports",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("owner_id", sa.Uuid(), sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("rows", sa.String(), nullable=False),
        sa.Column("filters", postgresql.JSONB(), nullable=False),
        sa.Column("meeting_ids", postgresql.ARRAY(sa.Uuid())),
        sa.Column("columns", postgresql.ARRAY(sa.TEXT()), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("separator", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("rows_done", sa.BigInteger(), nullable=False),
        sa.Column("rows_total", sa.BigInteger()),
        sa.Column("size_bytes", sa.BigInteger()),
        sa.Column("error_code", sa.String()),
        sa.Column("error_text", sa.String()),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("format IN ('xlsx', 'csv', 'ics')", name="format"),
        sa.CheckConstraint("rows IN ('meeting', 'participant')", name="rows"),
        sa.CheckConstraint("state IN ('waiting', 'running', 'ready', 'failed', 'expired')", name="state"),
    )
    op.create_index("ix_exports_owner_id", "exports", ["owner_id", "id"])
    op.create_index("ix_exports_expires_at", "exports", ["expires_at"], postgresql_where=sa.text("state = 'ready'"))


def downgrade() -> None:
    """Without exports; their files stay in the store until its own rules remove them."""
    op.drop_table("exports")
