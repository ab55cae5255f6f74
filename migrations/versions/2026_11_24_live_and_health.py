"""How the connection to Zoom stands, who may see that, and triggers that tell open screens what has changed.

A notification names what changed and which: ids, and nothing of anybody. Who may hear of it is decided by the server
that listens. One statement is one notification at most; Postgres drops equal ones of a transaction.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "e61f8a03c5d2"
down_revision = "d90c5e7ab1f4"
branch_labels = None
depends_on = None

# 100 ids are 3,700 bytes; a notification carries 8,000 at most.
TELL_IDS = """
CREATE FUNCTION tell_ids() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids uuid[];
BEGIN
    EXECUTE format('SELECT array_agg(id) FROM (SELECT DISTINCT %I AS id FROM changed WHERE %I IS NOT NULL LIMIT 101) '
        'AS those', TG_ARGV[1], TG_ARGV[1]) INTO ids;
    IF ids IS NOT NULL THEN
        PERFORM pg_notify('parley', TG_ARGV[0] || ' '
            || CASE WHEN cardinality(ids) > 100 THEN '*' ELSE array_to_string(ids, ',') END);
    END IF;
    RETURN NULL;
END $$"""
TELL_MEETINGS_OF_PRESENCES = """
CREATE FUNCTION tell_meetings_of_presences() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('parley', 'meetings ' || found.id) FROM (
        SELECT DISTINCT meetings.id FROM changed JOIN meetings USING (zoom_meeting_id) LIMIT 100) AS found;
    RETURN NULL;
END $$"""
TELL = """
CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('parley', TG_ARGV[0] || ' *');
    RETURN NULL;
END $$"""
OF_MEETINGS = {
    "meetings": "id", "participants": "meeting_id", "occurrences": "meeting_id", "inbox_entries": "meeting_id",
    "differences": "meeting_id",
}  # fmt: skip
"""Table, and its column that names the meeting."""
WHOLE = {
    "hosts": "hosts", "host_quotas": "hosts", "sync_runs": "sync-runs", "adoption_rules": "adoption-rules",
    "clients": "directory", "contacts": "directory", "client_groups": "directory", "leads": "directory",
    "staff": "directory", "roles": "accounts",
}  # fmt: skip
"""Table, and what is told when anything in it changes."""
EVENTS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}
MAY_SEE_HEALTH = "health.view"


def upgrade() -> None:
    """One row for each pair of credentials; the triggers cost a statement some microseconds."""
    op.create_table(
        "zoom_connections",
        sa.Column("key", sa.String(), primary_key=True),
        *(
            sa.Column(name, sa.DateTime(timezone=True), nullable=True)
            for name in ("answered_at", "rests_since", "rests_until", "token_at", "token_until", "refused_at")
        ),
        sa.Column("failed_probes", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("clock_difference_seconds", sa.Float(), nullable=True),
        sa.Column("scopes", postgresql.ARRAY(sa.String()), server_default="{}", nullable=False),
        sa.Column("error_code", sa.String(), nullable=True),
        sa.Column("error_text", sa.String(), nullable=True),
    )
    for function in (TELL_IDS, TELL_MEETINGS_OF_PRESENCES, TELL):
        op.execute(function)
    for table, column in OF_MEETINGS.items():
        for event in EVENTS:
            _tell_ids(table, event, "meetings", column)
    _tell_ids("meeting_people", "DELETE", "left", "staff_id")
    _tell_ids("sessions", "DELETE", "accounts", "account_id")
    _tell_ids("accounts", "UPDATE", "accounts", "id")
    for event, rows in EVENTS.items():
        _create(f"presences_{event.lower()}", event, "presences", rows, "tell_meetings_of_presences()")
    for table, noun in WHOLE.items():
        op.execute(
            f"CREATE TRIGGER tell AFTER INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION tell('{noun}')"
        )
    _tell_of_health()
    _change_permissions("array_append(permissions, :permission)")


def _tell_ids(table: str, event: str, noun: str, column: str) -> None:
    _create(event.lower(), event, table, EVENTS[event], f"tell_ids('{noun}', '{column}')")


def _create(name: str, event: str, table: str, rows: str, function: str) -> None:
    op.execute(
        f"CREATE TRIGGER tell_{name} AFTER {event} ON {table} REFERENCING {rows} TABLE AS changed "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}"
    )


def _tell_of_health() -> None:
    """Only what changes the picture: work is written all the time, the connection at each answer."""
    op.execute(
        "CREATE TRIGGER tell_quarantined AFTER UPDATE OF state ON work FOR EACH ROW WHEN "
        "(OLD.state IS DISTINCT FROM NEW.state AND 'quarantined' IN (OLD.state, NEW.state)) "
        "EXECUTE FUNCTION tell('health')"
    )
    op.execute(
        "CREATE TRIGGER tell_standing AFTER UPDATE ON zoom_connections FOR EACH ROW WHEN "
        "(OLD.rests_since IS DISTINCT FROM NEW.rests_since OR OLD.refused_at IS DISTINCT FROM NEW.refused_at) "
        "EXECUTE FUNCTION tell('health')"
    )
    op.execute(
        "CREATE TRIGGER tell_first_standing AFTER INSERT ON zoom_connections "
        "FOR EACH STATEMENT EXECUTE FUNCTION tell('health')"
    )


def _change_permissions(changed: str) -> None:
    statement = sa.text(f"UPDATE roles SET permissions = {changed} WHERE key = 'administrator'")  # noqa: S608 - ours
    op.execute(statement.bindparams(permission=MAY_SEE_HEALTH))


def downgrade() -> None:
    """The triggers go with their functions."""
    _change_permissions("array_remove(permissions, :permission)")
    for function in ("tell_ids()", "tell_meetings_of_presences()", "tell()"):
        op.execute(f"DROP FUNCTION {function} CASCADE")
    op.drop_table("zoom_connections")
