"""Comparisons with Zoom, the fields of a meeting that both sides changed, and an index of creates in doubt."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "f3c90ab27d41"
down_revision = "e5a3c81d7f24"
branch_labels = None
depends_on = None

COUNTS = ("meetings_seen", "new", "changed", "moved", "cancelled", "suspected", "unchanged", "failed")


def upgrade() -> None:
    """One open run at most: the index without a key holds a single entry."""
    op.create_table(
        "sync_runs",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("asked_by", sa.Uuid(), sa.ForeignKey("accounts.id")),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("retry_at", sa.DateTime(timezone=True)),
        sa.Column("error_code", sa.String()),
        sa.Column("error_text", sa.String()),
        sa.Column("hosts_total", sa.BigInteger(), nullable=False),
        sa.Column("done_host_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in COUNTS),
        sa.Column("errors", postgresql.JSONB(), nullable=False),
        sa.Column("changes", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name=op.f("ck_sync_runs_state")),
    )
    is_open = sa.text("finished_at IS NULL")
    op.create_index("uq_sync_runs_open", "sync_runs", [sa.text("(true)")], unique=True, postgresql_where=is_open)
    op.create_index("ix_sync_runs_finished_at", "sync_runs", ["finished_at"])
    op.add_column("meetings", sa.Column("conflicts", postgresql.JSONB(), server_default="[]", nullable=False))
    in_doubt = sa.text("create_attempt IS NOT NULL")
    op.create_index("ix_meetings_in_doubt", "meetings", ["id"], postgresql_where=in_doubt)


def downgrade() -> None:
    """Without what it made."""
    op.drop_index("ix_meetings_in_doubt", "meetings")
    op.drop_column("meetings", "conflicts")
    op.drop_table("sync_runs")
