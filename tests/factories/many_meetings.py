"""Meetings by the thousand, in one statement."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

SWITCHES = ("join_before_host", "host_video", "participant_video", "mute_upon_entry", "waiting_room")

_WITHOUT_TRIGGERS = text("SET LOCAL session_replication_role = replica")
_MANY = text("""
INSERT INTO meetings (
    id, zoom_type, topic, agenda, starts_at, ends_at, duration_minutes, timezone, passcode, options, created_by, origin,
    status, sync_state, pushed_version, zoom_meeting_id, join_url, version, people, search
)
SELECT uuidv7(), 2, topic, 'Agenda of ' || n, at + n * interval '1 hour',
    at + n * interval '1 hour' + interval '45 minutes', 45, 'Europe/Kyiv', 's3cretCode', CAST(:options AS jsonb),
    :owner, 'crm', 'planned', 'in_step', 1, 80000000000 + n, 'https://zoom.example/j/' || n, 1,
    ARRAY[CAST(:owner AS uuid)], search
FROM (SELECT date_trunc('hour', now()) AS at) AS given, generate_series(1, :count) n
JOIN (
    SELECT number, topic, array_to_tsvector(search_words(topic)) AS search
    FROM unnest(CAST(:topics AS text[])) WITH ORDINALITY AS listed (topic, number)
) AS topics ON number = 1 + (n - 1) % :topic_count
""")
_GUESTS = text("""
INSERT INTO participants (id, meeting_id, email, first_name, state)
SELECT uuidv7(), m.id, 'guest' || n || '@guests.example', 'Guest ' || n, 'registered'
FROM meetings m, generate_series(1, :count) n
""")


async def make_many_meetings(session: AsyncSession, owner: UUID, count: int, topics: list[str] | None = None) -> None:
    """So many meetings that this person made, an hour apart from now on; their topics, given by turns, find them.

    What they are found by is written here, because triggers that derive it take longer than everything else.
    """
    given = topics or ["Contract talk"]
    values: dict[str, Any] = {"owner": owner, "count": count, "topics": given, "topic_count": len(given)}
    values["options"] = json.dumps({"record": "none", **dict.fromkeys(SWITCHES, False)})
    await session.execute(_WITHOUT_TRIGGERS)
    await session.execute(_MANY, values)
    await session.commit()


async def make_guests(session: AsyncSession, count: int) -> None:
    """So many participants for each meeting there is."""
    await session.execute(_GUESTS, {"count": count})
    await session.commit()
