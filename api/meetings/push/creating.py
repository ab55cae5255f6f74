"""Making a meeting in Zoom: what is noted before a create leaves, and what becomes of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock, work
from api.core.failpoints import failpoint
from api.core.work import Done, Later, Outcome, Refused, Step
from api.events import service as events
from api.hosts import quota
from api.hosts import service as hosts
from api.hosts.models import Host
from api.meetings import differences, merging, reasons
from api.meetings import service as meetings
from api.meetings.adoption import Attempt
from api.meetings.models import PUSH_PARTICIPANTS, Meeting, Participant
from api.meetings.push.failures import ASK_AGAIN_AFTER, get_meeting, host_name, is_daily_limit, note_failure
from api.meetings.wish import to_body, wish_of
from api.settings import service as settings
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomError, ZoomHostMissingError
from api.zoom.limits import next_midnight
from api.zoom.schemas import ZoomMeeting

EXCHANGEABLE = frozenset({"own", "least_loaded"})


@dataclass(frozen=True)
class Sending:
    """A create that may leave, because that it leaves is committed."""

    attempt: Attempt
    body: dict[str, object]


async def begin_attempt(session: AsyncSession, meeting: Meeting) -> Sending | Later | Refused:
    """Note that a create is about to leave, and what will prove it ours. Nothing may leave before the commit."""
    if meeting.ends_at <= clock.now():
        merging.note_sync(meeting, "refused", reasons.TOO_LATE)
        return Refused(reasons.TOO_LATE.code, reasons.TOO_LATE.text)
    host = await _find_host(session, meeting)
    if isinstance(host, Later):
        return host
    attempt = Attempt(
        host=host.zoom_user_id,
        starts_at=meeting.starts_at,
        passcode=meeting.passcode,
        version=meeting.version,
        sent_at=clock.now(),
    )
    meeting.create_attempt = attempt.model_dump(mode="json")
    return Sending(attempt, {"type": meeting.zoom_type, **to_body(wish_of(meeting))})


async def _find_host(session: AsyncSession, meeting: Meeting) -> Host | Later:
    """Who hosts in Zoom, with one of today's writes taken; or until when the create has to wait.

    A host that we chose may still be exchanged, as long as Zoom was told nothing.
    """
    host = meeting.host if meeting.host is not None and meeting.host.is_active else None
    if host is None or (meeting.host_choice in EXCHANGEABLE and not await quota.has_writes(session, host.id)):
        host = await meetings.give_host(session, meeting)
    if host is None:
        return _wait(meeting, settings.NO_HOST, reasons.NO_HOST, clock.now() + ASK_AGAIN_AFTER)
    if await quota.take_write(session, host.id):
        return host
    return _wait(meeting, "zoom_daily_limit", reasons.daily_limit(host.name), next_midnight(clock.now()))


def _wait(meeting: Meeting, code: str, reason: reasons.Reason, until: datetime) -> Later:
    merging.note_sync(meeting, "waiting", reason, until)
    return Later(code, reason.text, until)


async def create(client: ZoomClient, step: Step, sending: Sending) -> ZoomMeeting | Outcome:
    """Send it. The meeting that Zoom made, when it made one and said so."""
    asked_at = clock.now()
    try:
        await failpoint("push.creating")
        made = await client.create_meeting(sending.attempt.host, sending.body)
        await failpoint("push.created")
    except ZoomHostMissingError as error:
        return await _look_for_another_host(step, error)
    except ZoomError as error:
        if is_daily_limit(error):
            return await _look_beyond_limit(step, error)
        return await note_failure(step, error, in_doubt=error.outcome == "in_doubt")
    async with step.transaction() as session:
        meeting = await get_meeting(session, step.object_id)
        await note_made(session, meeting, made, asked_at, sending.attempt.version)
        await events.record(session, events.SYSTEM, "meeting.created_in_zoom", "meeting", meeting.id)
        if meeting.pushed_version == meeting.version:
            return await step.finish(session, Done())
    return made


async def note_made(
    session: AsyncSession, meeting: Meeting, made: ZoomMeeting, asked_at: datetime, version: int
) -> None:
    """Zoom has the meeting now; who was added before can be registered."""
    merged = merging.apply_zoom_meeting(meeting, made, asked_at, pushed_version=version)
    await differences.reconcile(session, meeting, merged.base)
    if await session.scalar(select(Participant.id).where(Participant.meeting_id == meeting.id).limit(1)) is not None:
        await work.ask(session, PUSH_PARTICIPANTS, meeting.id, at_once=True)


async def _look_for_another_host(step: Step, error: ZoomHostMissingError) -> Outcome:
    """Zoom no longer knows the host, and made nothing: the next run gives the meeting to somebody else."""
    async with step.transaction() as session:
        meeting = await get_meeting(session, step.object_id)
        meeting.create_attempt = None
        if meeting.host is not None:
            await hosts.note_gone(session, meeting.host)
        merging.note_sync(meeting, "waiting", reasons.of_error(error))
    return Later(error.code, error.detail, clock.now())


async def _look_beyond_limit(step: Step, error: ZoomError) -> Outcome:
    """The host's writes of today are used up, whatever we counted: the next run asks somebody else, or waits."""
    async with step.transaction() as session:
        meeting = await get_meeting(session, step.object_id)
        meeting.create_attempt = None
        if meeting.host_id is not None:
            await quota.note_daily_limit(session, meeting.host_id)
        merging.note_sync(meeting, "waiting", reasons.of_error(error, host_name(meeting)))
    return Later(error.code, error.detail, clock.now())
