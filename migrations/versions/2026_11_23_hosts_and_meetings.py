"""Zoom users, meetings, and who takes part in them."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "c27d90e4a6f3"
down_revision = "b111dc2257c1"
branch_labels = None
depends_on = None

SEARCHED = """to_tsvector('simple', regexp_replace(replace(
    lower(topic || ' ' || coalesce(agenda, '') || ' ' || coalesce(zoom_meeting_id::text, '')),
    'ё', 'е'), '\\W+', ' ', 'g'))"""


def upgrade() -> None:
    """Tables that others point at come first."""
    _add_hosts()
    _add_meetings()
    _constrain_meetings()
    _add_meeting_people()


def downgrade() -> None:
    """Without meetings."""
    for table in (
        "participants",
        "meeting_staff",
        "meetings",
        "hosts",
    ):
        op.drop_table(table)


def _editable() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )


def _add_hosts() -> None:
    """Zoom users who can own meetings."""
    op.create_table(
        "hosts",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("zoom_user_id", sa.String(), nullable=False, unique=True),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("in_pool", sa.Boolean(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), sa.ForeignKey("staff.id")),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        *_editable(),
    )
    op.create_index("ix_hosts_email", "hosts", [sa.literal_column("lower(email)")])
    op.create_index("ix_hosts_staff_id", "hosts", ["staff_id"])


def _add_meetings() -> None:
    """The wish, and what Zoom said."""
    op.create_table(
        "meetings",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("zoom_type", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("agenda", sa.String(length=2000)),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration_minutes", sa.BigInteger(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("passcode", sa.String(), nullable=False),
        sa.Column("options", postgresql.JSONB(), nullable=False),
        sa.Column("client_id", sa.Uuid(), sa.ForeignKey("clients.id")),
        sa.Column("lead_id", sa.Uuid(), sa.ForeignKey("leads.id")),
        sa.Column("client_group_id", sa.Uuid(), sa.ForeignKey("client_groups.id")),
        sa.Column("host_id", sa.Uuid(), sa.ForeignKey("hosts.id")),
        sa.Column("created_by", sa.Uuid(), sa.ForeignKey("staff.id")),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("sync_state", sa.String(), nullable=False),
        sa.Column("sync_reason", sa.String()),
        sa.Column("sync_retry_at", sa.DateTime(timezone=True)),
        sa.Column("pushed_version", sa.BigInteger(), nullable=False),
        sa.Column("zoom_meeting_id", sa.BigInteger(), unique=True),
        sa.Column("zoom_uuid", sa.String()),
        sa.Column("join_url", sa.String()),
        sa.Column("zoom_facts", postgresql.JSONB()),
        sa.Column("zoom_asked_at", sa.DateTime(timezone=True)),
        sa.Column("create_attempt", postgresql.JSONB(none_as_null=True)),
        sa.Column("missing_since", sa.DateTime(timezone=True)),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
        sa.Column("gone_at", sa.DateTime(timezone=True)),
        sa.Column("search", postgresql.TSVECTOR(), sa.Computed(SEARCHED, persisted=True), nullable=False),
        *_editable(),
    )


def _constrain_meetings() -> None:
    """What a meeting must be, and how it is found."""
    op.create_check_constraint("origin", "meetings", "origin IN ('crm', 'zoom', 'portal', 'api')")
    op.create_check_constraint(
        "status", "meetings", "status IN ('planned', 'running', 'ended', 'cancelled', 'missing')"
    )
    op.create_check_constraint(
        "sync_state", "meetings", "sync_state IN ('in_step', 'waiting', 'in_doubt', 'refused', 'different', 'missing')"
    )
    op.create_check_constraint("duration", "meetings", "duration_minutes BETWEEN 1 AND 1440")
    op.create_check_constraint("one_subject", "meetings", "num_nonnulls(client_id, lead_id, client_group_id) <= 1")
    op.create_index("ix_meetings_client_group_id", "meetings", ["client_group_id"])
    op.create_index("ix_meetings_client_id", "meetings", ["client_id"])
    op.create_index("ix_meetings_created_at_id", "meetings", ["created_at", "id"])
    op.create_index("ix_meetings_created_by", "meetings", ["created_by"])
    op.create_index("ix_meetings_host_times", "meetings", ["host_id", "starts_at", "ends_at"])
    op.create_index("ix_meetings_lead_id", "meetings", ["lead_id"])
    op.create_index("ix_meetings_search", "meetings", ["search"], postgresql_using="gin")
    op.create_index(
        "ix_meetings_starts_at_id",
        "meetings",
        ["starts_at", "id"],
        postgresql_include=["created_by", "host_id", "client_id", "lead_id", "status", "ends_at"],
    )


def _add_meeting_people() -> None:
    """Who takes part."""
    op.create_table(
        "meeting_staff",
        sa.Column("meeting_id", sa.Uuid(), sa.ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("staff_id", sa.Uuid(), sa.ForeignKey("staff.id"), primary_key=True),
    )
    op.create_index("ix_meeting_staff_staff_id", "meeting_staff", ["staff_id", "meeting_id"])
    op.create_table(
        "participants",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("meeting_id", sa.Uuid(), sa.ForeignKey("meetings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("contact_id", sa.Uuid(), sa.ForeignKey("contacts.id", ondelete="SET NULL")),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("zoom_registrant_id", sa.String()),
        sa.CheckConstraint("state IN ('waiting', 'registered', 'refused', 'withdrawn')", name="state"),
    )
    op.create_index("ix_participants_contact_id", "participants", ["contact_id"])
    op.create_index(
        "uq_participants_email", "participants", ["meeting_id", sa.literal_column("lower(email)")], unique=True
    )
