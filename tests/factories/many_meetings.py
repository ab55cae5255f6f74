"""Meetings by the thousand, in one statement."""

from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_MANY = text("""
INSERT INTO meetings (
    id, zoom_type, topic, agenda, starts_at, ends_at, duration_minutes, timezone, passcode, options, created_by, origin,
    status, sync_state, pushed_version, zoom_meeting_id, join_url, version
)
SELECT uuidv7(), 2, topics[1 + (n - 1) % cardinality(topics)], 'Agenda of ' || n, at + n * interval '1 hour',
    at + n * interval '1 hour' + interval '45 minutes', 45, 'Europe/Kyiv', 's3cretCode', '{}', :owner, 'crm',
    'planned', 'in_step', 1, 80000000000 + n, 'https://zoom.example/j/' || n, 1
FROM generate_series(1, :count) n, (SELECT CAST(:topics AS text[]) AS topics, date_trunc('hour', now()) AS at) AS given
""")
_GUESTS = text("""
INSERT INTO participants (id, meeting_id, email, first_name, state)
SELECT uuidv7(), m.id, 'guest' || n || '@guests.example', 'Guest ' || n, 'registered'
FROM meetings m, generate_series(1, :count) n
""")


async def make_many_meetings(session: AsyncSession, owner: UUID, count: int, topics: list[str] | None = None) -> None:
    """So many meetings that this person made, an hour apart from now on; their topics are given by turns."""
    values: dict[str, Any] = {"owner": owner, "count": count, "topics": topics or ["Contract talk"]}
    await session.execute(_MANY, values)
    await session.commit()


async def make_guests(session: AsyncSession, count: int) -> None:
    """So many participants for each meeting there is."""
    await session.execute(_GUESTS, {"count": count})
    await session.commit()
