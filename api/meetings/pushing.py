"""Telling Zoom once more what it refused."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core import work
from api.core.errors import ForbiddenError, NotFoundError
from api.events import service as events
from api.meetings.access import editable_by, visible_to
from api.meetings.merging import PUSH, note_sync
from api.meetings.models import Meeting


async def push_again(session: AsyncSession, caller: Caller, meeting_id: UUID) -> None:
    """Ask for the push that Zoom refused, as the meeting is now; of one that was not refused, nothing is asked."""
    found = select(Meeting).where(Meeting.id == meeting_id, visible_to(caller)).with_for_update()
    meeting: Meeting | None = await session.scalar(found)
    if meeting is None:
        raise NotFoundError("There is no such meeting, or you may not see it.")
    if await session.scalar(select(Meeting.id).where(Meeting.id == meeting_id, editable_by(caller))) is None:
        raise ForbiddenError("You may see this meeting, but not change it.")
    if meeting.sync_state != "refused":
        return
    note_sync(meeting, "waiting")
    await events.record(session, caller.actor, "meeting.push_asked", "meeting", meeting_id)
    await work.ask(session, PUSH, meeting_id, at_once=True)
