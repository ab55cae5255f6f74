"""Who is concerned by which meeting in the order of start, and the same of managers: lists read from indexes alone."""

import sqlalchemy as sa
from alembic import op

revision = "a90c4d52e7b1"
down_revision = "e5b0c81f6a27"
branch_labels = None
depends_on = None

LIST_PEOPLE = """
CREATE FUNCTION list_people_of_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM meeting_people WHERE meeting_id = NEW.id;
    INSERT INTO meeting_people (meeting_id, staff_id, starts_at, ends_at, status)
    SELECT NEW.id, staff_id, NEW.starts_at, NEW.ends_at, NEW.status FROM unnest(NEW.people) AS staff_id;
    RETURN NULL;
END $$"""
DIFFERS = " OR ".join(
    f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in ("people", "starts_at", "ends_at", "status")
)

LISTS = {
    "ix_meetings_starts_at_id": ["starts_at", "id"],
    "ix_meetings_manager_id": ["manager_id", "starts_at", "id"],
}
BEFORE = ["created_by", "host_id", "client_id", "lead_id", "status", "ends_at"]


def upgrade() -> None:
    """The table, what keeps it, and an index that answers for managers."""
    op.create_table(
        "meeting_people",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", "staff_id", name="pk_meeting_people"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name="fk_meeting_people_meeting_id", ondelete="CASCADE"
        ),
    )
    op.execute("INSERT INTO meeting_people SELECT id, unnest(people), starts_at, ends_at, status FROM meetings")
    op.create_index(
        "ix_meeting_people_list", "meeting_people", ["staff_id", "starts_at", "meeting_id"],
        postgresql_include=["status", "ends_at"],
    )  # fmt: skip
    op.execute(LIST_PEOPLE)
    op.execute(
        "CREATE TRIGGER list_people_of_new AFTER INSERT ON meetings "
        "FOR EACH ROW EXECUTE FUNCTION list_people_of_meeting()"
    )
    op.execute(
        f"CREATE TRIGGER list_people AFTER UPDATE ON meetings "
        f"FOR EACH ROW WHEN ({DIFFERS}) EXECUTE FUNCTION list_people_of_meeting()"
    )
    for index, columns in LISTS.items():
        op.drop_index(index, "meetings")
        op.create_index(index, "meetings", columns, postgresql_include=["status", "ends_at"])
    op.create_index("ix_meetings_status", "meetings", ["status", "starts_at", "id"], postgresql_include=["ends_at"])


def downgrade() -> None:
    """Lists look at the meetings."""
    op.drop_index("ix_meetings_status", "meetings")
    for index in LISTS:
        op.drop_index(index, "meetings")
    op.create_index("ix_meetings_manager_id", "meetings", ["manager_id", "starts_at"])
    op.create_index("ix_meetings_starts_at_id", "meetings", ["starts_at", "id"], postgresql_include=BEFORE)
    for trigger in ("list_people", "list_people_of_new"):
        op.execute(f"DROP TRIGGER {trigger} ON meetings")
    op.execute("DROP FUNCTION list_people_of_meeting()")
    op.drop_table("meeting_people")
