"""A lead becomes a client, and its meetings come along."""

from typing import Any
from uuid import UUID

from sqlalchemy import case, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.directory import conversion as directory
from api.directory.schemas import LeadConvert
from api.events import service as events
from api.meetings.models import Meeting


async def convert_lead(session: AsyncSession, caller: Caller, lead_id: UUID, body: LeadConvert) -> None:
    """Make a client of the lead and give it all meetings of the lead, whoever may see them.

    Zoom knows no clients, so it is told nothing: a meeting that agreed with Zoom still agrees.
    """
    client_id = await directory.convert_lead(session, caller.actor, lead_id, body)
    was_told = Meeting.pushed_version == Meeting.version
    values: dict[Any, Any] = {
        Meeting.client_id: client_id,
        Meeting.lead_id: None,
        Meeting.version: Meeting.version + 1,
        Meeting.pushed_version: case((was_told, Meeting.version + 1), else_=Meeting.pushed_version),
    }
    moved = await session.scalars(
        update(Meeting).where(Meeting.lead_id == lead_id).values(values).returning(Meeting.id)
    )
    for meeting_id in moved.all():
        await events.record(
            session, caller.actor, "meeting.changed", "meeting", meeting_id, fields=["client_id", "lead_id"]
        )
