"""Events that Zoom told us, who is in a running meeting, and a second webhook secret while one is exchanged."""

import sqlalchemy as sa
from alembic import op

revision = "a4d18e60c7b2"
down_revision = "b7d20e96c4f1"
branch_labels = None
depends_on = None


def _instant(name: str, *, is_nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=is_nullable)


def upgrade() -> None:
    """Presences name Zoom's meeting, which may start before it is one of ours."""
    op.create_table(
        "zoom_events",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("zoom_meeting_id", sa.BigInteger()),
        sa.Column("payload", sa.String(), nullable=False),
        _instant("event_at"),
        _instant("received_at", is_nullable=False),
        _instant("asked_at"),
        sa.Column("dup_count", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("state", sa.String(), server_default="received", nullable=False),
        sa.CheckConstraint("state IN ('received', 'asking', 'applied', 'ignored')", name=op.f("ck_zoom_events_state")),
        sa.UniqueConstraint("key", name=op.f("uq_zoom_events_key")),
    )
    op.create_index("ix_zoom_events_received_at", "zoom_events", ["received_at"])
    op.create_index("ix_zoom_events_received", "zoom_events", ["id"], postgresql_where=sa.text("state = 'received'"))
    op.create_index("ix_zoom_events_meeting", "zoom_events", ["zoom_meeting_id", "asked_at"])
    op.create_table(
        "presences",
        sa.Column("zoom_meeting_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("session_uuid", sa.String(), primary_key=True),
        sa.Column("participant", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        _instant("joined_at"),
        _instant("left_at"),
        _instant("noted_at", is_nullable=False),
    )
    op.add_column("zoom_settings", sa.Column("webhook_secret_previous_sealed", sa.String()))
    op.add_column("zoom_settings", _instant("webhook_secret_previous_until"))
    op.add_column("zoom_settings", _instant("webhook_validated_at"))


def downgrade() -> None:
    """Without what it made."""
    for name in ("webhook_secret_previous_sealed", "webhook_secret_previous_until", "webhook_validated_at"):
        op.drop_column("zoom_settings", name)
    op.drop_table("presences")
    op.drop_table("zoom_events")
