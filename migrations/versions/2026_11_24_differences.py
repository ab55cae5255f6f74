"""What Zoom and we do not agree on, why a meeting waits, and meetings in Zoom that must not be."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "d90c5e7ab1f4"
down_revision = "a4d18e60c7b2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New columns first, then the two tables that point to meetings."""
    op.add_column("meetings", sa.Column("sync_reason_code", sa.String(), nullable=True))
    op.add_column(
        "meetings",
        sa.Column("sync_values", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
    )
    op.add_column("meetings", sa.Column("has_our_passcode", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("meetings", sa.Column("revive_asked_at", sa.DateTime(timezone=True), nullable=True))
    _add_differences()
    op.create_table(
        "zoom_orphans",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("zoom_meeting_id", sa.BigInteger(), nullable=False, unique=True),
        sa.Column("meeting_id", sa.Uuid(), sa.ForeignKey("meetings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reason IN ('replaced', 'double')", name="reason"),
        sa.CheckConstraint("state IN ('waiting', 'deleted', 'kept')", name="state"),
    )
    op.create_index("ix_zoom_orphans_meeting_id", "zoom_orphans", ["meeting_id"])


def _add_differences() -> None:
    op.create_table(
        "differences",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("meeting_id", sa.Uuid(), sa.ForeignKey("meetings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("base", postgresql.JSONB(), nullable=True),
        sa.Column("ours", postgresql.JSONB(), nullable=True),
        sa.Column("theirs", postgresql.JSONB(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.Uuid(), sa.ForeignKey("staff.id"), nullable=True),
        sa.CheckConstraint("kind IN ('disputed', 'kept')", name="kind"),
        sa.CheckConstraint("state IN ('open', 'took_zoom', 'sent_ours', 'settled')", name="state"),
    )
    is_open = sa.text("state = 'open'")
    op.create_index(
        "uq_differences_open", "differences", ["meeting_id", "field"], unique=True, postgresql_where=is_open
    )
    op.create_index("ix_differences_found", "differences", ["found_at", "id"], postgresql_where=is_open)
    op.create_index("ix_differences_meeting_id", "differences", ["meeting_id", "id"])


def downgrade() -> None:
    """Without what was added."""
    op.drop_table("zoom_orphans")
    op.drop_table("differences")
    for name in ("revive_asked_at", "has_our_passcode", "sync_values", "sync_reason_code"):
        op.drop_column("meetings", name)
