"""What happened to a meeting, here and in Zoom: its part of the record of all that happened."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.models import Account
from api.auth.service import Caller
from api.core.errors import NotFoundError
from api.core.schemas import Input, Output
from api.events.models import Event
from api.meetings.access import visible_to
from api.meetings.models import Meeting, Participant
from api.meetings.wish import name_columns


class TimelinePage(Input):
    """Which part of a timeline to read."""

    cursor: UUID | None = Field(default=None, description="From `next_cursor`.")
    page_size: Annotated[int, Field(ge=1, le=100)] = 25


class TimelineActor(Output):
    """Who did it."""

    kind: Literal["staff", "contact", "token", "zoom", "system"]
    name: str | None = Field(description="Null for Zoom and for what happens by itself.")


class TimelineEntry(Output):
    """One thing that happened."""

    id: UUID
    at: datetime
    actor: TimelineActor
    action: str = Field(examples=["meeting.changed", "meeting.edited_in_zoom"])
    fields: list[str] = Field(description="What was changed, as `topic` or `starts_at`.")
    people: list[str] = Field(description="Participants whom it is about.")
    reason: str | None = Field(description="Why it was done against a rule.")


class TimelineOut(Output):
    """What happened to a meeting, the newest first."""

    items: list[TimelineEntry]
    next_cursor: UUID | None


async def read_timeline(session: AsyncSession, caller: Caller, meeting_id: UUID, asked: TimelinePage) -> dict[str, Any]:
    """A part of a meeting's timeline. Raises NotFoundError for a meeting that the caller may not see."""
    if await session.scalar(select(Meeting.id).where(Meeting.id == meeting_id, visible_to(caller))) is None:
        raise NotFoundError("There is no such meeting, or you may not see it.")
    happened = (
        select(Event, Account.name)
        .outerjoin(Account, Account.id == Event.actor_id)
        .where(Event.object_kind == "meeting", Event.object_id == meeting_id)
        .order_by(Event.id.desc())
        .limit(asked.page_size + 1)
    )
    if asked.cursor is not None:
        happened = happened.where(Event.id < asked.cursor)
    rows = (await session.execute(happened)).all()
    page = rows[: asked.page_size]
    names = await _participant_names(session, meeting_id, (event for event, _ in page))
    return {
        "items": [_show(event, actor, names) for event, actor in page],
        "next_cursor": page[-1][0].id if len(rows) > len(page) else None,
    }


def _show(event: Event, actor: str | None, names: dict[str, str]) -> dict[str, Any]:
    people = _participant_ids(event)
    return {
        "id": event.id,
        "at": event.at,
        "actor": {"kind": event.actor_kind, "name": actor},
        "action": event.action,
        "fields": name_columns(event.data.get("fields", [])),
        "people": [names[participant_id] for participant_id in people if participant_id in names],
        "reason": event.data.get("reason"),
    }


def _participant_ids(event: Event) -> Sequence[str]:
    one = event.data.get("participant_id")
    return [one] if one else event.data.get("participant_ids", [])


async def _participant_names(session: AsyncSession, meeting_id: UUID, happened: Iterable[Event]) -> dict[str, str]:
    ids = {UUID(participant_id) for event in happened for participant_id in _participant_ids(event)}
    if not ids:
        return {}
    columns = (Participant.id, Participant.first_name, Participant.last_name)
    found = await session.execute(select(*columns).where(Participant.meeting_id == meeting_id, Participant.id.in_(ids)))
    return {str(row.id): " ".join(filter(None, (row.first_name, row.last_name))) for row in found}
