"""Deleting a meeting in Zoom that was cancelled here."""

from datetime import timedelta

from api.core import clock
from api.core.failpoints import failpoint
from api.core.work import Done, Later, Outcome, Step
from api.events import service as events
from api.meetings import merging, reasons
from api.meetings.push.failures import get_meeting, note_failure
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomError

RUNNING_RETRY = timedelta(minutes=5)


async def delete(client: ZoomClient, step: Step, zoom_id: int) -> Outcome:
    """What Zoom no longer has is deleted, too."""
    try:
        await client.delete_meeting(zoom_id)
        await failpoint("push.deleted")
    except ZoomError as error:
        if error.outcome == "missing":
            return await note_gone(step)
        if error.outcome == "refused":
            return await _delete_later(step, error)
        return await note_failure(step, error, in_doubt=False)
    return await note_gone(step)


async def _delete_later(step: Step, error: ZoomError) -> Outcome:
    """Zoom deletes no running meeting; it is asked again until the meeting is over."""
    retry_at = clock.now() + RUNNING_RETRY
    async with step.transaction() as session:
        merging.note_sync(await get_meeting(session, step.object_id), "waiting", reasons.being_held(error), retry_at)
    return Later(error.code, error.detail, retry_at)


async def note_gone(step: Step) -> Outcome:
    """Zoom does not have the meeting, as was wanted."""
    async with step.transaction() as session:
        meeting = await get_meeting(session, step.object_id)
        meeting.gone_at = clock.now()
        merging.note_sync(meeting, "in_step")
        await events.record(session, events.SYSTEM, "meeting.deleted_in_zoom", "meeting", meeting.id)
        return await step.finish(session, Done())
