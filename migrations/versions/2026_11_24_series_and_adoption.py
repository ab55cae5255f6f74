"""Dates of series, private hosts, and what becomes of meetings that were made in Zoom: rules and an inbox."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b7d20e96c4f1"
down_revision = "c6f1e09b53d8"
branch_labels = None
depends_on = None

BEFORE = "status IN ('planned', 'running', 'ended', 'cancelled', 'missing')"
NOW = "status IN ('planned', 'open', 'running', 'ended', 'cancelled', 'missing')"
WITH_ADDRESSES = ("clients", "contacts", "leads")
EMAIL_DOMAIN = "split_part(lower(email), '@', 2)"


def upgrade() -> None:
    """The tables; and what has no date (Zoom's types 3 and 4) is neither planned nor over, but open."""
    _add_occurrences()
    op.add_column("hosts", sa.Column("is_private", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    _add_rules()
    op.create_table(
        "inbox_entries",
        sa.Column("meeting_id", sa.Uuid(), sa.ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("rule_id", sa.Uuid(), sa.ForeignKey("adoption_rules.id", ondelete="SET NULL"), nullable=True),
        sa.Column("proposals", postgresql.JSONB(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_inbox_entries_rule_id", "inbox_entries", ["rule_id"])
    op.drop_constraint("status", "meetings", type_="check")
    op.create_check_constraint("status", "meetings", NOW)
    for table in WITH_ADDRESSES:
        op.create_index(f"ix_{table}_email_domain", table, [sa.text(EMAIL_DOMAIN)])
    op.execute("UPDATE meetings SET status = 'open' WHERE status = 'planned' AND zoom_type IN (3, 4)")


def _add_occurrences() -> None:
    op.create_table(
        "occurrences",
        sa.Column("meeting_id", sa.Uuid(), sa.ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("occurrence_id", sa.String(), primary_key=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration_minutes", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.CheckConstraint("status IN ('planned', 'cancelled')", name="status"),
    )
    op.create_index("ix_occurrences_starts_at", "occurrences", ["starts_at"], postgresql_include=["ends_at"])


def _add_rules() -> None:
    op.create_table(
        "adoption_rules",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("host_staff_id", sa.Uuid(), sa.ForeignKey("staff.id"), nullable=True),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("find_by", sa.String(), nullable=False),
        sa.Column("is_sure", sa.Boolean(), nullable=False),
        sa.Column("client_id", sa.Uuid(), sa.ForeignKey("clients.id"), nullable=True),
        sa.Column("lead_id", sa.Uuid(), sa.ForeignKey("leads.id"), nullable=True),
        sa.Column("client_group_id", sa.Uuid(), sa.ForeignKey("client_groups.id"), nullable=True),
        sa.Column("staff_ids", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("find_by IN ('fixed', 'email', 'domain', 'name', 'nobody')", name="find_by"),
        sa.CheckConstraint(
            "num_nonnulls(client_id, lead_id, client_group_id) = CASE find_by WHEN 'fixed' THEN 1 ELSE 0 END",
            name="one_subject",
        ),
    )
    for column in ("host_staff_id", "client_id", "lead_id", "client_group_id"):
        op.create_index(f"ix_adoption_rules_{column}", "adoption_rules", [column])


def downgrade() -> None:
    """A series stands at one date, and what has none is planned."""
    op.execute("UPDATE meetings SET status = 'planned' WHERE status = 'open'")
    op.drop_constraint("status", "meetings", type_="check")
    op.create_check_constraint("status", "meetings", BEFORE)
    for table in WITH_ADDRESSES:
        op.drop_index(f"ix_{table}_email_domain", table)
    op.drop_table("inbox_entries")
    op.drop_table("adoption_rules")
    op.drop_column("hosts", "is_private")
    op.drop_table("occurrences")
