"""The tables of people and their doings, and the rows that every installation begins with."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b111dc2257c1"
down_revision = None
branch_labels = None
depends_on = None

ROLES = {
    "employee": (
        "meetings.view.own meetings.edit.own meetings.delete.own meetings.create directory.view directory.edit"
    ),
    "manager": (
        "meetings.view.team meetings.edit.team meetings.delete.team meetings.create "
        "directory.view directory.edit hosts.view"
    ),
    "administrator": (
        "meetings.view.all meetings.edit.all meetings.delete.all meetings.create "
        "directory.view directory.edit staff.edit hosts.view settings.edit events.view"
    ),
}


def upgrade() -> None:
    """Tables that others point at come first."""
    _add_work()
    _add_accounts()
    _add_settings()
    _add_staff()
    _add_clients()
    _add_leads()
    _add_first_rows()


def downgrade() -> None:
    """An empty database."""
    for table in (
        "leads",
        "contacts",
        "clients",
        "client_groups",
        "staff",
        "teams",
        "meeting_settings",
        "zoom_settings",
        "login_attempts",
        "known_devices",
        "sessions",
        "accounts",
        "roles",
        "events",
        "idempotency_keys",
        "work",
    ):
        op.drop_table(table)


def _editable() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )


def _add_work() -> None:
    """What has to be done, what was done, and what happened."""
    op.create_table(
        "work",
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("object_id", sa.Uuid(), primary_key=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("done_revision", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("crashes", sa.BigInteger(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_token", sa.Uuid()),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("error_code", sa.String()),
        sa.Column("error_text", sa.String()),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("state IN ('waiting', 'done', 'refused', 'quarantined')", name="state"),
    )
    op.create_index("ix_work_waiting", "work", ["not_before"], postgresql_where=sa.text("state = 'waiting'"))
    op.create_table(
        "idempotency_keys",
        sa.Column("principal_id", sa.Uuid(), primary_key=True),
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("resource_id", sa.Uuid()),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(), nullable=False),
        sa.Column("actor_id", sa.Uuid()),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object_kind", sa.String(), nullable=False),
        sa.Column("object_id", sa.Uuid()),
        sa.Column("data", postgresql.JSONB(), nullable=False),
        sa.Column("request_id", sa.String()),
        sa.CheckConstraint("actor_kind IN ('staff', 'contact', 'token', 'zoom', 'system')", name="actor_kind"),
    )
    op.create_index("ix_events_object", "events", ["object_kind", "object_id", "id"])


def _add_accounts() -> None:
    """Who can sign in, and who is signed in."""
    op.create_table(
        "roles",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("permissions", postgresql.ARRAY(sa.Text()), nullable=False),
    )
    op.create_table(
        "accounts",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), sa.ForeignKey("roles.key")),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String()),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("(kind = 'staff') = (role IS NOT NULL)", name="role"),
        sa.CheckConstraint("kind IN ('staff', 'contact')", name="kind"),
    )
    op.create_index("uq_accounts_email", "accounts", [sa.literal_column("lower(email)")], unique=True)
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.LargeBinary(), primary_key=True),
        sa.Column("account_id", sa.Uuid(), sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address", postgresql.INET(), nullable=False),
    )
    op.create_index("ix_sessions_account_id", "sessions", ["account_id"])
    op.create_table(
        "known_devices",
        sa.Column("token_hash", sa.LargeBinary(), primary_key=True),
        sa.Column("account_id", sa.Uuid(), sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_known_devices_account_id", "known_devices", ["account_id"])
    op.create_table(
        "login_attempts",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("email_hash", sa.LargeBinary(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_login_attempts_email", "login_attempts", ["email_hash", "at"])
    op.create_index("ix_login_attempts_network", "login_attempts", ["network", "at"])


def _add_settings() -> None:
    """What staff set in the app: one row a page."""
    op.create_table(
        "zoom_settings",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, primary_key=True),
        sa.Column("account_id", sa.String(), server_default="", nullable=False),
        sa.Column("client_id", sa.String(), server_default="", nullable=False),
        sa.Column("account_email", sa.String()),
        sa.Column("client_secret_sealed", sa.String()),
        sa.Column("client_secret_last_four", sa.String()),
        sa.Column("client_secret_changed_at", sa.DateTime(timezone=True)),
        sa.Column("webhook_secret_sealed", sa.String()),
        sa.Column("webhook_secret_last_four", sa.String()),
        sa.Column("webhook_secret_changed_at", sa.DateTime(timezone=True)),
        *_editable(),
        sa.CheckConstraint("id = 1", name="only_row"),
    )
    op.create_table(
        "meeting_settings",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, primary_key=True),
        sa.Column("use_all_users", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("restrict_overlapping", sa.String(), server_default="warn", nullable=False),
        sa.Column("record", sa.String(), server_default="none", nullable=False),
        sa.Column("join_before_host", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("host_video", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("participant_video", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("mute_upon_entry", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("waiting_room", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        *_editable(),
        sa.CheckConstraint("record IN ('none', 'local', 'cloud')", name="record"),
        sa.CheckConstraint("restrict_overlapping IN ('off', 'warn', 'forbid')", name="restrict_overlapping"),
        sa.CheckConstraint("id = 1", name="only_row"),
    )


def _add_staff() -> None:
    """Our own people, in teams."""
    op.create_table(
        "teams",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False, unique=True),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Uuid(), sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("position", sa.String()),
        sa.Column("team_id", sa.Uuid(), sa.ForeignKey("teams.id")),
        sa.Column("external_id", sa.String(), unique=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        *_editable(),
    )
    op.create_index("ix_staff_team_id", "staff", ["team_id"])


def _add_clients() -> None:
    """Whom meetings are about."""
    op.create_table(
        "client_groups",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False, unique=True),
        sa.Column("external_id", sa.String(), unique=True),
        *_editable(),
    )
    op.create_table(
        "clients",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String()),
        sa.Column("phone", sa.String()),
        sa.Column("locale", sa.String()),
        sa.Column("timezone", sa.String()),
        sa.Column("responsible_id", sa.Uuid(), sa.ForeignKey("staff.id")),
        sa.Column("client_group_id", sa.Uuid(), sa.ForeignKey("client_groups.id")),
        sa.Column("external_id", sa.String(), unique=True),
        *_editable(),
    )
    op.create_index("ix_clients_client_group_id", "clients", ["client_group_id"])
    op.create_index("ix_clients_name_order", "clients", [sa.literal_column("replace(lower(name), 'ё', 'е')"), "id"])
    op.create_index("ix_clients_responsible_id", "clients", ["responsible_id"])
    op.create_table(
        "contacts",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("client_id", sa.Uuid(), sa.ForeignKey("clients.id", ondelete="CASCADE"), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String()),
        sa.Column("email", sa.String()),
        sa.Column("phone", sa.String()),
        sa.Column("can_sign_in", sa.Boolean(), nullable=False),
        sa.Column("external_id", sa.String(), unique=True),
        *_editable(),
        sa.CheckConstraint("email IS NOT NULL OR NOT can_sign_in", name="sign_in_needs_email"),
    )
    op.create_index("ix_contacts_client_id", "contacts", ["client_id"])


def _add_leads() -> None:
    """Whom meetings may one day be about."""
    op.create_table(
        "leads",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("company", sa.String()),
        sa.Column("email", sa.String()),
        sa.Column("phone", sa.String()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("responsible_id", sa.Uuid(), sa.ForeignKey("staff.id")),
        sa.Column("external_id", sa.String(), unique=True),
        *_editable(),
        sa.CheckConstraint("status IN ('new', 'in_work', 'converted', 'lost')", name="status"),
    )
    op.create_index("ix_leads_name_order", "leads", [sa.literal_column("replace(lower(name), 'ё', 'е')"), "id"])
    op.create_index("ix_leads_responsible_id", "leads", ["responsible_id"])
    op.create_index("ix_leads_status", "leads", ["status"])


def _add_first_rows() -> None:
    """Roles as they begin; the rows in the database decide from then on. Settings begin with their defaults."""
    roles = sa.table("roles", sa.column("key"), sa.column("permissions", postgresql.ARRAY(sa.Text())))
    op.bulk_insert(roles, [{"key": key, "permissions": listed.split()} for key, listed in ROLES.items()])
    op.execute("INSERT INTO zoom_settings (id) VALUES (1)")
    op.execute("INSERT INTO meeting_settings (id) VALUES (1)")
