"""Who hosts and how much: capacity and daily writes of Zoom users, times that are theirs alone, buffers, overriding."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "e5b0c81f6a27"
down_revision = "f3c90ab27d41"
branch_labels = None
depends_on = None

HOST_CHOICES = "host_choice IN ('own', 'requested', 'least_loaded', 'account', 'none')"
OVERRIDERS = ("manager", "administrator")
OVERRIDE = "meetings.override"

# A reservation holds only as long as the meeting stays where it was placed; whoever moves it places it anew.
LET_GO = """
CREATE FUNCTION let_go_of_reservation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM reservations WHERE meeting_id = NEW.id;
    RETURN NULL;
END $$"""
MOVED = """
    OLD.host_id IS DISTINCT FROM NEW.host_id OR OLD.starts_at <> NEW.starts_at OR OLD.ends_at <> NEW.ends_at
    OR NEW.status NOT IN ('planned', 'running') OR NEW.deleted_at IS NOT NULL"""


def upgrade() -> None:
    """What hosts can do, then what they do."""
    op.add_column("hosts", sa.Column("capacity", sa.SmallInteger(), server_default=sa.text("1"), nullable=False))
    op.create_check_constraint("capacity", "hosts", "capacity IN (1, 2)")
    op.add_column("hosts", sa.Column("staff_is_chosen", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_table(
        "host_quotas",
        sa.Column("host_id", sa.Uuid(), sa.ForeignKey("hosts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("utc_day", sa.Date(), primary_key=True),
        sa.Column("used", sa.BigInteger(), nullable=False),
    )
    op.add_column("meetings", sa.Column("host_choice", sa.String(), nullable=True))
    op.create_check_constraint("host_choice", "meetings", HOST_CHOICES)
    for name in ("buffer_before_minutes", "buffer_after_minutes"):
        op.add_column("meeting_settings", sa.Column(name, sa.BigInteger(), server_default=sa.text("0"), nullable=False))
        op.create_check_constraint(name, "meeting_settings", f"{name} BETWEEN 0 AND 120")
    _add_reservations()
    op.execute(
        sa.text("UPDATE roles SET permissions = array_append(permissions, :name) WHERE key = ANY(:keys)").bindparams(
            sa.bindparam("name", OVERRIDE, sa.String()), sa.bindparam("keys", OVERRIDERS, sa.ARRAY(sa.String()))
        )
    )


def _add_reservations() -> None:
    op.execute("CREATE TYPE uuidrange AS RANGE (subtype = uuid)")
    op.create_table(
        "reservations",
        sa.Column("meeting_id", sa.Uuid(), sa.ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("host_id", sa.Uuid(), sa.ForeignKey("hosts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
    )
    op.execute(
        "ALTER TABLE reservations ADD CONSTRAINT one_at_a_time "
        "EXCLUDE USING gist (uuidrange(host_id, host_id, '[]') WITH &&, during WITH &&)"
    )
    op.execute(LET_GO)
    op.execute(
        "CREATE TRIGGER let_go AFTER UPDATE OF host_id, starts_at, ends_at, status, deleted_at ON meetings "
        f"FOR EACH ROW WHEN ({MOVED}) EXECUTE FUNCTION let_go_of_reservation()"
    )


def downgrade() -> None:
    """Without what was added."""
    op.execute(
        sa.text("UPDATE roles SET permissions = array_remove(permissions, :name)").bindparams(
            sa.bindparam("name", OVERRIDE, sa.String())
        )
    )
    op.execute("DROP TRIGGER let_go ON meetings")
    op.execute("DROP FUNCTION let_go_of_reservation()")
    op.drop_table("reservations")
    op.execute("DROP TYPE uuidrange")
    op.drop_column("meeting_settings", "buffer_after_minutes")
    op.drop_column("meeting_settings", "buffer_before_minutes")
    op.drop_column("meetings", "host_choice")
    op.drop_table("host_quotas")
    op.drop_column("hosts", "staff_is_chosen")
    op.drop_column("hosts", "capacity")
