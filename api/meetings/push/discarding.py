"""Deleting in Zoom what is proven to be ours and must not be there."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.work import Done, Later, Outcome, Step
from api.events import service as events
from api.meetings import reasons
from api.meetings.models import Meeting, ZoomOrphan
from api.meetings.push.failures import ASK_AGAIN_AFTER
from api.resources import Resources
from api.settings import service as settings
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomError, ZoomMeetingMissingError

MADE_WITHIN = timedelta(minutes=10)
"""Both came of one create of ours; whoever copies a meeting in Zoom, passcode and all, does it later."""
HELD_RETRY = timedelta(minutes=5)


async def discard(resources: Resources, step: Step) -> Outcome:
    """Look at it once more, and delete it. A double that somebody joined, or that is not proven, stays."""
    async with step.transaction() as session:
        orphan = await session.get(ZoomOrphan, step.object_id)
        kept = await session.get(Meeting, orphan.meeting_id) if orphan is not None else None
        client = await settings.find_zoom_client(session, resources)
    if orphan is None or kept is None or orphan.state != "waiting":
        return Done()
    if client is None:
        return Later("zoom_not_connected", reasons.NOT_CONNECTED.text, clock.now() + ASK_AGAIN_AFTER)
    try:
        is_needless = orphan.reason == "replaced" or await _is_needless(client, orphan, kept)
        if is_needless:
            await client.delete_meeting(orphan.zoom_meeting_id)
    except ZoomMeetingMissingError:
        is_needless = True
    except ZoomError as error:
        retry_at = clock.now() + HELD_RETRY if error.outcome == "refused" else error.retry_at
        return Later(error.code, error.detail, retry_at)
    return await _settle(step, "deleted" if is_needless else "kept")


async def _is_needless(client: ZoomClient, orphan: ZoomOrphan, kept: Meeting) -> bool:
    """Whether it carries the passcode made here, was made with the other one, and nobody joined it."""
    said = await client.get_meeting(orphan.zoom_meeting_id)
    if kept.zoom_meeting_id is None or not kept.has_our_passcode or said.password != kept.passcode:
        return False
    other = await client.get_meeting(kept.zoom_meeting_id)
    if said.created_at is None or other.created_at is None or abs(said.created_at - other.created_at) > MADE_WITHIN:
        return False
    return said.status != "started" and not await _was_held(client, orphan.zoom_meeting_id)


async def _was_held(client: ZoomClient, zoom_id: int) -> bool:
    try:
        await client.get_past_meeting(str(zoom_id))
    except ZoomMeetingMissingError:
        return False
    return True


async def _settle(step: Step, state: str) -> Outcome:
    async with step.transaction() as session:
        orphan = await _get(session, step.object_id)
        orphan.state, orphan.settled_at = state, clock.now()
        action = f"meeting.{orphan.reason}_{state}"
        told = {"zoom_meeting_id": orphan.zoom_meeting_id}
        await events.record(session, events.SYSTEM, action, "meeting", orphan.meeting_id, **told)
        return await step.finish(session, Done())


async def _get(session: AsyncSession, orphan_id: UUID) -> ZoomOrphan:
    return (await session.scalars(select(ZoomOrphan).where(ZoomOrphan.id == orphan_id).with_for_update())).one()
