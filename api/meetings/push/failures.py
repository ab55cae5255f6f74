"""What is kept, where people see it, when Zoom did not do it, and when it is tried again."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.work import Done, Later, Outcome, Refused, Step
from api.hosts import quota
from api.meetings import adoption, merging, reasons
from api.meetings import service as meetings
from api.meetings.adoption import Attempt
from api.meetings.models import Meeting
from api.zoom.errors import ZoomError, ZoomThrottledError
from api.zoom.limits import next_midnight

ASK_AGAIN_AFTER = timedelta(minutes=1)
"""While Zoom or a host is not set up. Setting it up wakes this work; the minute is for a call that came too early."""


async def note_failure(step: Step, error: ZoomError, *, in_doubt: bool) -> Outcome:
    """Keep why it did not work, and decide when to try again."""
    if error.outcome == "missing":
        return await _note_missing(step, error)
    async with step.transaction() as session:
        meeting = await get_meeting(session, step.object_id)
        if in_doubt:
            attempt = Attempt.model_validate(meeting.create_attempt)
            look_at = attempt.next_look_at(clock.now()) or clock.now() + adoption.LOOKS[0]
            merging.note_sync(meeting, "in_doubt", reasons.OUTCOME_UNKNOWN, look_at)
            return Later(error.code, error.detail, max(look_at, error.retry_at or look_at))
        meeting.create_attempt = None
        reason = reasons.of_error(error, host_name(meeting))
        if error.outcome == "refused":
            merging.note_sync(meeting, "refused", reason)
            return Refused(error.code, error.detail)
        retry_at = await _retry_at(session, meeting, error)
        merging.note_sync(meeting, "waiting", reason, retry_at)
    return Later(error.code, error.detail, retry_at)


def is_daily_limit(error: ZoomError) -> bool:
    """Whether today's writes are used up."""
    return isinstance(error, ZoomThrottledError) and error.daily


def host_name(meeting: Meeting) -> str | None:
    """Who hosts, for people; the meeting was loaded with its host."""
    return meeting.host.name if meeting.host else None


async def _retry_at(session: AsyncSession, meeting: Meeting, error: ZoomError) -> datetime | None:
    """A day's limit ends at midnight in Greenwich, whatever else the answer says."""
    if not is_daily_limit(error) or meeting.host_id is None:
        return error.retry_at
    await quota.note_daily_limit(session, meeting.host_id)
    return next_midnight(clock.now())


async def _note_missing(step: Step, error: ZoomError) -> Outcome:
    """Zoom does not know the meeting. One such answer may be wrong; the second, a minute later, is believed."""
    async with step.transaction() as session:
        meeting = await get_meeting(session, step.object_id)
        second_proof_at = await merging.note_missing(session, meeting, clock.now())
        if second_proof_at is None:
            return Done()
        merging.note_sync(meeting, "waiting", reasons.suspected_missing(error), second_proof_at)
    return Later(error.code, error.detail, second_proof_at)


async def get_meeting(session: AsyncSession, meeting_id: UUID) -> Meeting:
    """The meeting, locked; meetings are never removed, so it is there."""
    meeting = await meetings.find_meeting(session, meeting_id, for_update=True)
    if meeting is None:
        raise LookupError(f"meeting {meeting_id} vanished")
    return meeting
