"""What a meeting is found by: who is concerned, the responsible manager, and every word that is searched.

They repeat what other tables say, so the database itself keeps them right, whoever writes those (decision 0006).
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "d41f7a92c0b8"
down_revision = "c27d90e4a6f3"
branch_labels = None
depends_on = None

# Not the text-search parser: it follows lc_ctype, and it takes addresses apart in ways that no prefix finds again.
SEARCH_WORDS = r"""
CREATE FUNCTION search_words(searched text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN (
    SELECT coalesce(array_agg(DISTINCT left(word, 100)), '{}')
    FROM regexp_split_to_table(replace(lower(normalize(searched, NFKC)), 'ё', 'е'), '\W+') AS word
    WHERE word <> ''
)"""
# Spaces and hyphens in a number of a meeting are only for the eye.
SEARCH_QUERY = r"""
CREATE FUNCTION search_query(typed text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN (
    SELECT (string_agg(quote_literal(word) || ':*', ' & ')
        || CASE WHEN typed ~ '^[\d\s-]*\d[\s-]+\d[\d\s-]*$'
            THEN ' | ' || quote_literal(regexp_replace(typed, '[\s-]', '', 'g')) || ':*' ELSE '' END)::tsquery
    FROM unnest(search_words(typed)) AS word
)"""
DERIVE = """
CREATE FUNCTION derive_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.people := ARRAY(
        SELECT NEW.created_by WHERE NEW.created_by IS NOT NULL
        UNION SELECT staff_id FROM hosts WHERE id = NEW.host_id AND staff_id IS NOT NULL
        UNION SELECT staff_id FROM meeting_staff WHERE meeting_id = NEW.id
    );
    NEW.manager_id := coalesce(
        (SELECT responsible_id FROM clients WHERE id = NEW.client_id),
        (SELECT responsible_id FROM leads WHERE id = NEW.lead_id)
    );
    NEW.search := array_to_tsvector(search_words(concat_ws(' ', NEW.topic, NEW.agenda, NEW.zoom_meeting_id,
        (SELECT concat_ws(' ', name, email) FROM clients WHERE id = NEW.client_id),
        (SELECT concat_ws(' ', name, company, email) FROM leads WHERE id = NEW.lead_id),
        (SELECT name FROM client_groups WHERE id = NEW.client_group_id),
        (SELECT string_agg(name, ' ') FROM staff WHERE id = ANY (NEW.people)),
        (SELECT string_agg(concat_ws(' ', first_name, last_name, email), ' ')
            FROM participants WHERE meeting_id = NEW.id AND state <> 'withdrawn')
    )));
    RETURN NEW;
END $$"""
DERIVED_FROM = "topic, agenda, zoom_meeting_id, client_id, lead_id, client_group_id, host_id, created_by"
# `topic = topic` changes nothing but makes `derive_meeting` look again.
LOOK_AGAIN = """
CREATE FUNCTION look_again_at_meetings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE meetings SET topic = topic WHERE id IN (SELECT DISTINCT meeting_id FROM changed);
    RETURN NULL;
END $$"""
LOOK_AGAIN_AT_THOSE_OF = """
CREATE FUNCTION look_again_at_meetings_of_{one}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE meetings SET topic = topic WHERE {where};
    RETURN NULL;
END $$"""
CHANGES = {
    "clients": ("client", "client_id = NEW.id", ("name", "email", "responsible_id")),
    "leads": ("lead", "lead_id = NEW.id", ("name", "company", "email", "responsible_id")),
    "client_groups": ("client_group", "client_group_id = NEW.id", ("name",)),
    "hosts": ("host", "host_id = NEW.id", ("staff_id",)),
    "staff": ("staff_member", "people @> ARRAY[NEW.id]", ("name",)),
    "participants": ("participant", "id = NEW.meeting_id", ("first_name", "last_name", "email", "state")),
}
"""Table, and what it calls one of it, which meetings it tells of, and what of it they repeat."""
ENTRIES = {"meeting_staff": "staff", "participants": "participants"}


def upgrade() -> None:
    """The columns, what keeps them, and their indexes."""
    op.drop_index("ix_meetings_search", "meetings")
    op.drop_column("meetings", "search")
    op.add_column("meetings", sa.Column("people", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False))
    op.add_column("meetings", sa.Column("manager_id", sa.Uuid(), nullable=True))
    op.add_column("meetings", sa.Column("search", postgresql.TSVECTOR(), server_default="", nullable=False))
    for function in (SEARCH_WORDS, SEARCH_QUERY, DERIVE, LOOK_AGAIN):
        op.execute(function)
    op.execute(
        f"CREATE TRIGGER derive BEFORE INSERT OR UPDATE OF {DERIVED_FROM} ON meetings "
        "FOR EACH ROW EXECUTE FUNCTION derive_meeting()"
    )
    _follow_others()
    op.execute("UPDATE meetings SET topic = topic")
    op.create_index(
        "ix_meetings_found_by", "meetings", ["people", "search"], postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )  # fmt: skip
    op.create_index("ix_meetings_manager_id", "meetings", ["manager_id", "starts_at"])


def _follow_others() -> None:
    for table, (one, where, columns) in CHANGES.items():
        op.execute(LOOK_AGAIN_AT_THOSE_OF.format(one=one, where=where))
        differs = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
        op.execute(
            f"CREATE TRIGGER look_again AFTER UPDATE OF {', '.join(columns)} ON {table} FOR EACH ROW "
            f"WHEN ({differs}) EXECUTE FUNCTION look_again_at_meetings_of_{one}()"
        )
    for table in ENTRIES:
        for event, rows in (("INSERT", "NEW"), ("DELETE", "OLD")):
            op.execute(
                f"CREATE TRIGGER look_again_after_{event.lower()} AFTER {event} ON {table} "
                f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION look_again_at_meetings()"
            )


def downgrade() -> None:
    """As before: only what the meeting itself says is searched."""
    for table in ENTRIES:
        for event in ("insert", "delete"):
            op.execute(f"DROP TRIGGER look_again_after_{event} ON {table}")
    for table, (one, *_) in CHANGES.items():
        op.execute(f"DROP TRIGGER look_again ON {table}")
        op.execute(f"DROP FUNCTION look_again_at_meetings_of_{one}()")
    op.execute("DROP TRIGGER derive ON meetings")
    for function in ("look_again_at_meetings()", "derive_meeting()", "search_query(text)", "search_words(text)"):
        op.execute(f"DROP FUNCTION {function}")
    for column in ("search", "manager_id", "people"):
        op.drop_column("meetings", column)
    op.execute(f"ALTER TABLE meetings ADD COLUMN search tsvector GENERATED ALWAYS AS ({SEARCHED}) STORED NOT NULL")
    op.create_index("ix_meetings_search", "meetings", ["search"], postgresql_using="gin")


SEARCHED = """to_tsvector('simple', regexp_replace(replace(
    lower(topic || ' ' || coalesce(agenda, '') || ' ' || coalesce(zoom_meeting_id::text, '')),
    'ё', 'е'), '\\W+', ' ', 'g'))"""
