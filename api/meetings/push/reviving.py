"""Taking a meeting out of Zoom's bin."""

import contextlib

from api.core import clock, work
from api.core.work import Done, Outcome, Refused, Step
from api.events import service as events
from api.meetings import merging, reasons
from api.meetings.push.failures import get_meeting, note_failure
from api.meetings.reasons import Reason
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomError, ZoomMeetingMissingError


async def revive(client: ZoomClient, step: Step, zoom_id: int) -> Outcome:
    """Ask for it, and ask whether it is there: somebody may have taken it out before."""
    try:
        with contextlib.suppress(ZoomMeetingMissingError):  # not in the bin, or already back: the next question tells
            await client.recover_meeting(zoom_id)
        asked_at = clock.now()
        said = await client.get_meeting(zoom_id)
    except ZoomMeetingMissingError:
        return await _give_up(step, reasons.NOT_IN_BIN)
    except ZoomError as error:
        if error.outcome == "refused":
            return await _give_up(step, reasons.of_error(error))
        return await note_failure(step, error, in_doubt=False)
    async with step.transaction() as session:
        meeting = await get_meeting(session, step.object_id)
        meeting.revive_asked_at = None
        await merging.merge_zoom_meeting(session, meeting, said, asked_at)
        if meeting.pushed_version < meeting.version:
            await work.ask(session, merging.PUSH, meeting.id)
        return await step.finish(session, Done())


async def _give_up(step: Step, reason: Reason) -> Outcome:
    """Zoom does not give it back; it can be made anew."""
    async with step.transaction() as session:
        meeting = await get_meeting(session, step.object_id)
        meeting.revive_asked_at = None
        merging.note_sync(meeting, "missing", reason)
        told = {"reason": reason.values.get("said")}
        await events.record(session, events.SYSTEM, "meeting.revive_failed", "meeting", meeting.id, **told)
    return Refused(reason.code, reason.text)
